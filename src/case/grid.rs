//! The National Grid and degrees, there and back: one conversion for what is read and for what is drawn.
//!
//! It is the Ordnance Survey's seven-parameter transformation, good to about 5 metres.

use geodesy::prelude::*;

use super::Point;

/// WGS 84 degrees to the National Grid: to the Airy ellipsoid, then projected.
const TO_GRID: &str = "geo:in | cart ellps=GRS80 | helmert x=-446.448 y=125.157 z=-542.06 rx=-0.1502 ry=-0.2470 \
                       rz=-0.8421 s=20.4894 convention=position_vector | cart inv ellps=airy | \
                       tmerc lat_0=49 lon_0=-2 k_0=0.9996012717 x_0=400000 y_0=-100000 ellps=airy";

/// Turns degrees into points and points into degrees; made once for many.
pub struct Grid {
    context: Minimal,
    operation: Option<OpHandle>,
}

/// A latitude and longitude (EPSG:4326), degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

impl Grid {
    /// Ready to convert.
    pub fn new() -> Self {
        let mut context = Minimal::new();
        let operation = context.op(TO_GRID).ok();
        Self { context, operation }
    }

    /// The grid point of a latitude and longitude; `None` where there is none.
    pub fn point(&self, latitude: f64, longitude: f64) -> Option<Point> {
        let [easting, northing] = self.convert(Fwd, latitude, longitude)?;
        Some(Point { easting, northing })
    }

    /// The latitude and longitude of a grid point; `None` where there is none.
    pub fn degrees(&self, at: Point) -> Option<Degrees> {
        let [latitude, longitude] = self.convert(Inv, at.easting, at.northing)?;
        Some(Degrees { latitude, longitude })
    }

    fn convert(&self, direction: Direction, first: f64, second: f64) -> Option<[f64; 2]> {
        let mut at = [Coor4D::raw(first, second, 0.0, 0.0)];
        self.context.apply(self.operation?, direction, &mut at).ok()?;
        let [first, second, ..] = at[0].0;
        (first.is_finite() && second.is_finite()).then_some([first, second])
    }
}

impl Default for Grid {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points that the Ordnance Survey publishes to test OSTN15 with: degrees (ETRS89), easting and northing.
    const PUBLISHED: [(f64, f64, f64, f64); 4] = [
        (49.922_263_937, -6.299_777_520, 91_492.146, 11_318.804),
        (50.575_636_650, -1.297_822_772, 449_816.371, 75_335.861),
        (50.931_279_379, -1.450_514_337, 438_710.920, 114_792.250),
        (52.255_293_816, -2.154_586_144, 389_544.190, 261_912.153),
    ];

    #[test]
    fn degrees_become_the_published_grid_reference_of_the_same_place() {
        let grid = Grid::new();
        for (latitude, longitude, easting, northing) in PUBLISHED {
            let at = grid.point(latitude, longitude).unwrap();
            let metres = (at.easting - easting).hypot(at.northing - northing);
            assert!(metres < 10.0, "{latitude}, {longitude} is {metres:.1} m off: {at:?}");
        }
    }

    /// A ten-thousandth of a degree is 11 m of latitude.
    #[test]
    fn a_grid_reference_becomes_the_published_degrees_and_the_same_point_again() {
        let grid = Grid::new();
        for (latitude, longitude, easting, northing) in PUBLISHED {
            let at = grid.degrees(Point { easting, northing }).unwrap();
            assert!((at.latitude - latitude).abs() < 1e-4, "{at:?}");
            assert!((at.longitude - longitude).abs() < 1.6e-4, "{at:?}");
            let back = grid.point(at.latitude, at.longitude).unwrap();
            assert!((back.easting - easting).hypot(back.northing - northing) < 0.01, "{back:?}");
        }
    }
}
