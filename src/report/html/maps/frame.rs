//! The ground of a map: from the National Grid to the drawing, a scale bar and a north arrow.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::super::chart::WIDTH;
use crate::case::{Locality, Point, Polygon};

/// Room around the outermost points, in the units of the drawing.
const MARGIN: f64 = 40.0;
/// A map is no higher, so that it fits a page with its words.
const HIGHEST: f64 = 640.0;
const LOWEST: f64 = 260.0;
/// Points of an outline are drawn where they are at least so far apart.
const FINEST: f64 = 0.7;
/// Metres across a map of a single point.
const LEAST: f64 = 10_000.0;

/// What a map shows of the country.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    west: f64,
    north: f64,
    /// Units of the drawing per metre.
    scale: f64,
    /// Height of the map.
    pub(super) height: f64,
}

impl Frame {
    /// Around these points; `None` where there are none.
    pub(super) fn around(points: impl Iterator<Item = Point>) -> Option<Self> {
        let start: Option<[f64; 4]> = None;
        let [west, east, south, north] = points.fold(start, |sides, Point { easting: e, northing: n }| {
            let [west, east, south, north] = sides.unwrap_or([e, e, n, n]);
            Some([west.min(e), east.max(e), south.min(n), north.max(n)])
        })?;
        let (across, up) = ((east - west).max(LEAST), (north - south).max(LEAST / 2.0));
        let width = f64::from(WIDTH);
        let scale = ((width - 2.0 * MARGIN) / across).min((HIGHEST - 2.0 * MARGIN) / up);
        let height = (up * scale + 2.0 * MARGIN).max(LOWEST);
        let (west, north) =
            (f64::midpoint(west, east) - width / scale / 2.0, f64::midpoint(south, north) + height / scale / 2.0);
        Some(Self { west, north, scale, height })
    }

    /// Where a point is drawn: to the right and down.
    pub(super) fn at(&self, point: Point) -> (f64, f64) {
        ((point.easting - self.west) * self.scale, (self.north - point.northing) * self.scale)
    }

    /// Polygons as a path; points that no eye could tell from the one before are left out.
    pub(super) fn path(&self, polygons: &[Polygon]) -> String {
        let mut path = String::new();
        for ring in polygons.iter().flatten() {
            let mut last: Option<(f64, f64)> = None;
            for (x, y) in ring.iter().map(|&at| self.at(at)) {
                if last.is_none_or(|(a, b)| (x - a).hypot(y - b) >= FINEST) {
                    let command = if last.is_none() { 'M' } else { 'L' };
                    let _ = write!(path, "{command}{} {}", unit(x), unit(y));
                    last = Some((x, y));
                }
            }
            path.push('Z');
        }
        path
    }

    /// Whether a point is on the map.
    pub(super) fn holds(&self, point: Point) -> bool {
        let (x, y) = self.at(point);
        (8.0..=f64::from(WIDTH) - 8.0).contains(&x) && (8.0..=self.height - 8.0).contains(&y)
    }

    /// The sheet below everything.
    pub(super) fn sheet(&self) -> Markup {
        html! { rect x="0.5" y="0.5" width=(WIDTH - 1) height=(unit(self.height - 1.0)) fill="#fbfbf9" stroke="#c8c8c8" {} }
    }

    /// Kilometres to the bottom left, north to the top right.
    pub(super) fn furniture(&self) -> Markup {
        let km = self.bar_km();
        let (left, length, y) = (16.0, km * 1000.0 * self.scale, self.height - 14.0);
        let bar = format!("M{} {}v-6m0 6h{}v-6", unit(left), unit(y), unit(length));
        let right = f64::from(WIDTH) - 24.0;
        html! {
            path d=(bar) fill="none" stroke="#222222" stroke-width="1.5" {}
            (text((left + length + 6.0, y + 2.0), "start", &format!("{km} km")))
            path d={ "M" (unit(right)) " 12l7 20l-7 -5l-7 5z" } fill="#222222" {}
            (text((right, 46.0), "middle", "N"))
        }
    }

    /// A round number of kilometres, about a fifth of the width.
    fn bar_km(&self) -> f64 {
        let most = f64::from(WIDTH) / 5.0 / self.scale / 1000.0;
        let power = 10_f64.powf(most.log10().floor());
        let times = [5.0, 2.0, 1.0].into_iter().find(|times| times * power <= most * 1.001).unwrap_or(1.0);
        times * power
    }
}

/// Where localities are, with their boundaries.
pub(super) fn ground(localities: &[Locality]) -> impl Iterator<Item = Point> + '_ {
    localities.iter().flat_map(|locality| {
        let outline = locality.boundary.iter().flatten().flatten().copied();
        [locality.at].into_iter().chain(outline)
    })
}

/// A length of the drawing, to a tenth.
pub(super) fn unit(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0 + 0.0;
    format!("{tenths}")
}

/// Words on a map, with a light edge so that they can be read on anything.
pub(super) fn text((x, y): (f64, f64), anchor: &str, words: &str) -> Markup {
    html! {
        text x=(unit(x)) y=(unit(y)) text-anchor=(anchor) font-size="12.5" fill="#222222" stroke="#ffffff" stroke-width="3" paint-order="stroke" { (words) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn north_is_up_and_a_kilometre_is_a_kilometre() {
        let point = |easting, northing| Point { easting, northing };
        let frame = Frame::around([point(400_000.0, 300_000.0), point(434_000.0, 320_000.0)].into_iter()).unwrap();
        let ((x, y), (right, up)) = (frame.at(point(400_000.0, 300_000.0)), frame.at(point(434_000.0, 320_000.0)));
        assert!((x - 40.0).abs() < 0.1 && (right - 720.0).abs() < 0.1, "{x} {right}");
        assert!(up < y, "further north is further up");
        assert!((frame.bar_km() - 5.0).abs() < 1e-9, "{}", frame.bar_km());
    }

    #[test]
    fn an_outline_is_closed_and_as_fine_as_can_be_seen() {
        let point = |easting, northing| Point { easting, northing };
        let ring = [(0.0, 0.0), (10.0, 0.0), (10_000.0, 0.0), (10_000.0, 10_000.0), (0.0, 0.0)];
        let ring: Vec<Point> = ring.map(|(e, n)| point(400_000.0 + e, 300_000.0 + n)).to_vec();
        let frame = Frame::around(ring.iter().copied()).unwrap();
        let path = frame.path(&[vec![ring.clone(), ring]]);
        assert_eq!(["M", "L", "Z"].map(|command| path.matches(command).count()), [2, 6, 2], "{path}");
    }

    #[test]
    fn one_point_stands_in_the_middle() {
        let at = Point { easting: 400_000.0, northing: 300_000.0 };
        let frame = Frame::around([at].into_iter()).unwrap();
        let (x, y) = frame.at(at);
        assert_eq!([unit(x), unit(y)], [unit(f64::from(WIDTH) / 2.0), unit(frame.height / 2.0)]);
        assert!(Frame::around(std::iter::empty()).is_none());
    }
}
