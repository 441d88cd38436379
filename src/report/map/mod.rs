//! `map.geojson`: where the children live, where the places are, what opens, and who goes where, for any map program.
//!
//! One collection in EPSG:4326; the property `layer` says what a feature is: `locality`, `setting`, `project` or
//! `flow`. Numbers carry their unit in their name, and those of a year the year: `children_2026`, `capital_pounds`.
//! Children are those of the plan, and a year is the calendar year in which the academic year begins. `map.qgs` opens it
//! in QGIS as layers that are drawn and labelled.

mod flows;
mod localities;
mod projects;
mod qgis;
mod settings;
#[cfg(test)]
mod tests;

pub use qgis::PROJECT;
pub(super) use qgis::project;

use geojson::{Feature, FeatureCollection, Geometry, JsonObject, JsonValue};

use crate::case::{Case, Grid, Point, Polygon};
use crate::plan::Plan;
use crate::units::Year;

/// The file that holds the map.
pub const MAP: &str = "map.geojson";

/// The bytes of `map.geojson`, the same for the same plan.
pub fn map(case: &Case, plan: &Plan) -> Vec<u8> {
    let mut collection = FeatureCollection::new(features(case, plan));
    collection.foreign_members = Some(about(case));
    let mut bytes = collection.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

/// Every feature, layer by layer.
fn features(case: &Case, plan: &Plan) -> Vec<Feature> {
    let draw = Draw { grid: Grid::new() };
    let layers = [
        localities::features(case, plan, &draw),
        settings::features(case, plan, &draw),
        projects::features(case, plan, &draw),
        flows::features(case, plan, &draw),
    ];
    layers.into_iter().flatten().collect()
}

/// What the whole map is about, beside its features.
fn about(case: &Case) -> JsonObject {
    properties([
        ("title", case.title.as_str().into()),
        ("first_year", case.first_year.0.into()),
        ("last_year", case.last_year.0.into()),
        ("price_year", case.price_year.into()),
    ])
}

/// Turns points of the case into geometries.
struct Draw {
    grid: Grid,
}

impl Draw {
    /// A feature at a point.
    fn point(&self, layer: &str, at: Point, properties: JsonObject) -> Feature {
        feature(layer, self.position(at).map(Geometry::new_point), properties)
    }

    /// A feature in its polygons, by the right-hand rule: outlines anticlockwise, holes clockwise (RFC 7946, 3.1.6).
    fn area(&self, layer: &str, polygons: &[Polygon], properties: JsonObject) -> Feature {
        let ring = |(n, ring): (usize, &Vec<Point>)| {
            let mut ring: Vec<[f64; 2]> = ring.iter().filter_map(|&at| self.position(at)).collect();
            if anticlockwise(&ring) != (n == 0) {
                ring.reverse();
            }
            ring
        };
        let polygons = polygons.iter().map(|rings| rings.iter().enumerate().map(ring).collect::<Vec<_>>());
        feature(layer, Some(Geometry::new_multi_polygon(polygons)), properties)
    }

    /// A feature along a straight line.
    fn line(&self, layer: &str, from: Point, to: Point, properties: JsonObject) -> Feature {
        let ends = self.position(from).zip(self.position(to));
        feature(layer, ends.map(|(from, to)| Geometry::new_line_string([from, to])), properties)
    }

    /// Longitude and latitude, to a tenth of a metre; nothing where the point is on no map.
    fn position(&self, at: Point) -> Option<[f64; 2]> {
        let at = self.grid.degrees(at)?;
        Some([round(at.longitude), round(at.latitude)])
    }
}

/// Which way a closed ring goes: twice the area to the left of it, `Σ x y' − x' y`, is above nothing.
fn anticlockwise(ring: &[[f64; 2]]) -> bool {
    let cross = |pair: &[[f64; 2]]| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1];
    ring.windows(2).map(cross).sum::<f64>() > 0.0
}

fn feature(layer: &str, geometry: Option<Geometry>, mut properties: JsonObject) -> Feature {
    properties.insert("layer".to_owned(), layer.into());
    Feature { bbox: None, geometry, id: None, properties: Some(properties), foreign_members: None }
}

/// Properties by name.
fn properties<const N: usize>(of: [(&str, JsonValue); N]) -> JsonObject {
    of.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The first year and the last with their positions; one where they are the same.
fn ends(case: &Case) -> Vec<(usize, Year)> {
    let mut ends = vec![(0, case.first_year), (case.years().saturating_sub(1), case.last_year)];
    ends.dedup();
    ends
}

/// Which year of the horizon it is; years of a plan always are in it.
fn position(case: &Case, year: Year) -> usize {
    (year.0 - case.first_year.0).max(0) as usize
}

/// A number to six decimals, never a negative zero; `null` where there is none.
fn number(value: impl Into<Option<f64>>) -> JsonValue {
    value.into().map_or(JsonValue::Null, |value| round(value).into())
}

fn round(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}
