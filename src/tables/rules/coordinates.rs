//! Points far from all others that would be among them were easting and northing swapped.

use super::Context;
use crate::case::Point;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::hints;

/// Points nearer than this to the middle of the localities are never doubted, metres.
const NEAR: f64 = 120_000.0;

/// Warns of them.
pub(super) fn hint(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let Some(middle) = middle(context.rows.localities.iter().filter_map(|row| row.point)) else { return };
    let localities = context.rows.localities.iter().map(|row| ("localities", row.at.line, row.point));
    let settings = context.rows.settings.iter().map(|row| ("settings", row.at.line, row.point));
    for (table, line, point) in localities.chain(settings) {
        let Some(point) = point else { continue };
        let swapped = Point { easting: point.northing, northing: point.easting };
        let (here, there) = (distance(point, middle), distance(swapped, middle));
        if here > NEAR && there < here / 3.0 {
            let message = format!(
                "easting {:.0}, northing {:.0} is {:.0} km from the middle of the localities; swapped it would be {:.0}.",
                point.easting,
                point.northing,
                here / 1000.0,
                there / 1000.0
            );
            diagnostics.push(context.at(&hints::W415, (table, line, "easting"), message));
        }
    }
}

fn distance(a: Point, b: Point) -> f64 {
    (a.easting - b.easting).hypot(a.northing - b.northing)
}

/// The median easting and northing.
fn middle(points: impl Iterator<Item = Point>) -> Option<Point> {
    let (mut eastings, mut northings): (Vec<f64>, Vec<f64>) = points.map(|p| (p.easting, p.northing)).unzip();
    eastings.sort_unstable_by(f64::total_cmp);
    northings.sort_unstable_by(f64::total_cmp);
    let at = eastings.len() / 2;
    Some(Point { easting: *eastings.get(at)?, northing: *northings.get(at)? })
}
