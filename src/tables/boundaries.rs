//! `boundaries` of the model file: a `GeoJSON` file of polygons, in which the localities are drawn. They decide nothing.
//!
//! The property that holds the localities' ids is the one that names most of them: every publisher calls it otherwise.
//! Positions are degrees (EPSG:4326), as `GeoJSON` has them, or metres of the National Grid: numbers tell the two apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use geojson::{Feature, FeatureCollection, GeometryValue, JsonValue, Position};

use super::source::Input;
use crate::case::{Grid, Locality, Point, Polygon};
use crate::diagnostic::catalogue::{hints, shape};
use crate::diagnostic::{Diagnostic, Diagnostics, why};
use crate::units::grouped;

/// Metres by which a locality's point may lie outside the box around its boundary: points are rounded, coasts cut off.
const BESIDE: f64 = 5_000.0;

/// A file of boundaries.
pub(super) struct Boundaries {
    /// The file, for the run's record.
    pub(super) input: Input,
    shapes: Vec<Feature>,
}

impl Boundaries {
    /// Reads the file that `model_file` names; `None`, with the reason, where it cannot be read.
    pub(super) fn read(path: &Path, model_file: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let bytes = fs::read(path).map_err(|error| {
            let message = format!("`{}` cannot be read: {}.", path.display(), why(&error));
            let problem = Diagnostic::new(&shape::E117, message).file(model_file).column("boundaries");
            diagnostics.push(problem.value(path.display().to_string()));
        });
        let bytes = bytes.ok()?;
        let input = Input::new(path, &bytes);
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        match text.parse::<FeatureCollection>() {
            Ok(collection) => Some(Self { input, shapes: collection.features }),
            Err(error) => {
                let message = format!("`{}` is not a GeoJSON file of features: {error}.", input.name);
                diagnostics.push(Diagnostic::new(&shape::E118, message).file(input.name));
                None
            }
        }
    }

    /// Gives every locality its polygons; says how many have none.
    pub(super) fn give(&self, localities: &mut [Locality], diagnostics: &mut Diagnostics) {
        let Some((property, named)) = self.property(localities) else {
            let message = "No property of any shape holds the id of a locality: all are drawn as points.";
            return diagnostics.push(Diagnostic::new(&hints::W105, message).file(&*self.input.name));
        };
        let grid = Grid::new();
        for (&locality, shapes) in &named {
            localities[locality].boundary =
                shapes.iter().flat_map(|&shape| polygons(&self.shapes[shape], &grid)).collect();
        }
        self.drop_those_elsewhere(localities, diagnostics);
        self.count(&property, &named, localities, diagnostics);
    }

    /// The property that names most localities, and the shapes of each; the first in the alphabet of several.
    fn property(&self, localities: &[Locality]) -> Option<(String, BTreeMap<usize, Vec<usize>>)> {
        let position: HashMap<&str, usize> = localities.iter().enumerate().map(|(at, l)| (l.id.as_str(), at)).collect();
        let mut named: BTreeMap<&str, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        for (shape, feature) in self.shapes.iter().enumerate() {
            for (property, value) in feature.properties.iter().flatten() {
                if let Some(&locality) = text_of(value).and_then(|id| position.get(id.trim()).copied()).as_ref() {
                    named.entry(property).or_default().entry(locality).or_default().push(shape);
                }
            }
        }
        let most = named.values().map(BTreeMap::len).max()?;
        let found = named.into_iter().find(|(_, localities)| localities.len() == most)?;
        Some((found.0.to_owned(), found.1))
    }

    /// A boundary that is not where its locality is says that one of the two is wrong.
    fn drop_those_elsewhere(&self, localities: &mut [Locality], diagnostics: &mut Diagnostics) {
        let away = |l: &&mut Locality| !l.boundary.is_empty() && !is_around(&l.boundary, l.at);
        let away: Vec<&mut Locality> = localities.iter_mut().filter(away).collect();
        let Some(first) = away.first().map(|l| l.id.to_string()) else { return };
        let (n, km) = (grouped(away.len() as f64, 0), BESIDE / 1000.0);
        let message =
            format!("More than {km} km outside their boundary, so drawn as points: {n} localities, such as `{first}`.");
        diagnostics.push(Diagnostic::new(&hints::W106, message).file(&*self.input.name).value(first));
        for locality in away {
            locality.boundary.clear();
        }
    }

    /// Localities without a shape and shapes without a locality.
    fn count(
        &self,
        property: &str,
        named: &BTreeMap<usize, Vec<usize>>,
        localities: &[Locality],
        diagnostics: &mut Diagnostics,
    ) {
        let used: BTreeSet<usize> = named.values().flatten().copied().collect();
        let (unused, n) = (self.shapes.len() - used.len(), |n: usize| grouped(n as f64, 0));
        let without: Vec<&Locality> = localities.iter().filter(|l| l.boundary.is_empty()).collect();
        let mut said = Vec::new();
        if let Some(first) = without.first() {
            said.push(format!("drawn as points: {}, such as `{}`", n(without.len()), first.id));
        }
        if unused > 0 {
            said.push(format!("shapes that name none: {} of {}", n(unused), n(self.shapes.len())));
        }
        if !said.is_empty() {
            let have = n(localities.len() - without.len());
            let all = n(localities.len());
            let message = format!("Localities with a boundary, by `{property}`: {have} of {all}; {}.", said.join("; "));
            diagnostics.push(Diagnostic::new(&hints::N102, message).file(&*self.input.name).column(property));
        }
    }
}

/// An id as text, or as a number written without decimals.
fn text_of(value: &JsonValue) -> Option<std::borrow::Cow<'_, str>> {
    match value {
        JsonValue::String(text) => Some(text.into()),
        JsonValue::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

/// The polygons of a shape, on the National Grid; none where it is made of points or lines.
fn polygons(shape: &Feature, grid: &Grid) -> Vec<Polygon> {
    let of = |rings: &Vec<Vec<Position>>| {
        rings.iter().map(|ring| ring.iter().filter_map(|at| point(at, grid)).collect()).collect()
    };
    let polygons: Vec<Polygon> = match shape.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => vec![of(coordinates)],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().map(of).collect(),
        _ => Vec::new(),
    };
    // A ring ends where it begins: a triangle has four positions.
    polygons.into_iter().filter(|rings| rings.first().is_some_and(|outer| outer.len() > 3)).collect()
}

fn point(at: &Position, grid: &Grid) -> Option<Point> {
    let &[x, y, ..] = at.as_slice() else { return None };
    if x.abs() <= 180.0 && y.abs() <= 90.0 { grid.point(y, x) } else { Some(Point { easting: x, northing: y }) }
}

/// Whether a point lies in the box around polygons, or nearly.
fn is_around(polygons: &[Polygon], at: Point) -> bool {
    let all = || polygons.iter().flatten().flatten();
    let within = |of: fn(&Point) -> f64, value: f64| {
        let least = all().map(of).fold(f64::INFINITY, f64::min);
        let most = all().map(of).fold(f64::NEG_INFINITY, f64::max);
        (least - BESIDE..=most + BESIDE).contains(&value)
    };
    within(|p| p.easting, at.easting) && within(|p| p.northing, at.northing)
}
