//! `map.qgs`: a QGIS project over `map.geojson`, so that the map opens as layers with symbols, labels and a legend.
//!
//! QGIS by itself makes one layer of each type of geometry, schools and projects in one, every column in all. Here each
//! layer is the features of one `layer` and shows its own columns only; kinds and shares look as they do on the page.

#[cfg(test)]
mod tests;
mod xml;

use std::collections::BTreeSet;

use geojson::{Feature, GeometryValue};

use crate::case::Case;
use crate::plan::Plan;
use crate::report::legend::{FILLS, Mark, SHAPES, SHORT, kind_name, marks};

/// The file that holds the project.
pub const PROJECT: &str = "map.qgs";

/// QGIS's names of the shapes of the page, and by how many degrees they are turned.
const MARKERS: [(&str, u32); SHAPES] =
    [("triangle", 0), ("square", 0), ("diamond", 0), ("triangle", 180), ("cross_fill", 0), ("hexagon", 0), ("star", 0)];

/// A layer of the project.
struct Layer {
    name: String,
    /// The property `layer` of its features.
    of: &'static str,
    /// Whether they are projects that open, or projects that do not.
    opens: Option<bool>,
    geometry: Shape,
    /// Whether it is ticked.
    shown: bool,
    rules: Vec<Rule>,
    /// What stands beside a feature, as an expression of QGIS.
    label: String,
}

/// A type of geometry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Point,
    Line,
    Area,
}

/// Features that look alike, and what the legend says of them.
struct Rule {
    /// Which, as an expression of QGIS.
    fits: String,
    name: String,
    /// Its look, by QGIS's names; lengths in millimetres on the screen.
    looks: Vec<(&'static str, String)>,
    /// A look that follows an expression.
    follows: Option<(&'static str, String)>,
}

/// The bytes of `map.qgs`, the same for the same plan.
pub(in crate::report) fn project(case: &Case, plan: &Plan) -> Vec<u8> {
    let features = super::features(case, plan);
    let mut layers = layers(case, plan, &features);
    layers.retain(|layer| features.iter().any(|feature| layer.holds(feature)));
    xml::of(case, &layers, &features)
}

/// The layers from the top.
fn layers(case: &Case, plan: &Plan, features: &[Feature]) -> Vec<Layer> {
    let (year, marks) = (case.last_year, marks(case, plan, case.last_year));
    let layer = |name: &str, of, opens, geometry, shown, rules, label: &str| {
        let name = name.replace("{year}", &year.to_string());
        Layer { name, of, opens, geometry, shown, rules, label: label.to_owned() }
    };
    let (locality, school) = (locality(year.0), school(case, &marks));
    let open = r#""name" || ', ' || "opens_year""#;
    let (opens, left) = (ring("opens", "#222222"), ring("does not", "#8a8a8a"));
    let (by_kind, dots) = (kinds(case, &marks), dots(year.0, most(features, &format!("children_{}", year.0))));
    vec![
        layer("What opens", "project", Some(true), Shape::Point, true, opens, open),
        layer("What could open and does not", "project", Some(false), Shape::Point, false, left, r#""name""#),
        layer("Schools and colleges in {year}", "setting", None, Shape::Point, true, by_kind, &school),
        layer("Who goes where in {year}", "flow", None, Shape::Line, false, flows(case), ""),
        layer("Children without a place or displaced, {year}", "locality", None, Shape::Point, true, dots, &locality),
        layer("Without a place or displaced, {year}", "locality", None, Shape::Area, true, areas(year.0), &locality),
    ]
}

impl Layer {
    /// Which features are in it, as QGIS is told.
    fn subset(&self) -> String {
        let opens = match self.opens {
            None => "",
            Some(true) => r#" AND "opens_year" IS NOT NULL"#,
            Some(false) => r#" AND "opens_year" IS NULL"#,
        };
        format!(r#""layer" = '{}'{opens}"#, self.of)
    }

    /// The same, found out here.
    fn holds(&self, feature: &Feature) -> bool {
        let shape = feature.geometry.as_ref().and_then(|geometry| match geometry.value {
            GeometryValue::Point { .. } => Some(Shape::Point),
            GeometryValue::LineString { .. } => Some(Shape::Line),
            GeometryValue::MultiPolygon { .. } => Some(Shape::Area),
            _ => None,
        });
        let opens = feature.property("opens_year").is_some_and(|year| !year.is_null());
        shape == Some(self.geometry)
            && feature.property("layer").is_some_and(|layer| layer == self.of)
            && self.opens.is_none_or(|wanted| wanted == opens)
    }
}

/// The columns that features of a layer have.
fn columns<'f>(features: impl Iterator<Item = &'f Feature>) -> BTreeSet<&'f str> {
    features.filter_map(|feature| feature.properties.as_ref()).flat_map(|p| p.keys().map(String::as_str)).collect()
}

/// The largest number of a column.
fn most(features: &[Feature], column: &str) -> f64 {
    features.iter().filter_map(|feature| feature.property(column)?.as_f64()).fold(1.0, f64::max)
}

/// A text within an expression.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A ring around a school where something opens or could.
fn ring(name: &str, colour: &str) -> Vec<Rule> {
    let looks = [("name", "circle"), ("color", "255,255,255,0"), ("outline_color", colour), ("outline_width", "0.7")];
    let looks = looks.into_iter().chain([("size", "7")]).map(|(look, how)| (look, how.to_owned())).collect();
    vec![Rule { fits: String::new(), name: name.to_owned(), looks, follows: None }]
}

/// Schools by the most specialised kind that is open there.
fn kinds(case: &Case, marks: &[Mark]) -> Vec<Rule> {
    let column = format!("kind_{}", case.last_year.0);
    let rule = |mark: &Mark| {
        let (shape, turned) = mark.shape.map_or(("circle", 0), |shape| MARKERS[shape]);
        let (fill, line, size) = mark.shape.map_or(("#ffffff", "#555555", 2.0), |shape| (FILLS[shape], "#ffffff", 3.6));
        Rule {
            fits: format!("\"{column}\" = {}", quoted(case[mark.kind].id.as_str())),
            name: kind_name(case, mark.kind),
            looks: vec![
                ("name", shape.to_owned()),
                ("angle", turned.to_string()),
                ("color", fill.to_owned()),
                ("outline_color", line.to_owned()),
                ("outline_width", "0.2".to_owned()),
                ("size", size.to_string()),
            ],
            follows: None,
        }
    };
    marks.iter().map(rule).collect()
}

/// Names of schools, but of those that are mainstream only: there are many.
fn school(case: &Case, marks: &[Mark]) -> String {
    let plain = marks.iter().filter(|mark| mark.shape.is_none()).map(|mark| quoted(case[mark.kind].id.as_str()));
    let plain: Vec<String> = plain.chain(["''".to_owned()]).collect();
    format!(r#"if(coalesce("kind_{}", '') IN ({}), '', "name")"#, case.last_year.0, plain.join(", "))
}

/// Lines as wide as children are many, in the colour of the kind that they go to.
fn flows(case: &Case) -> Vec<Rule> {
    let mut shapes = 0..;
    let rule = |at: usize| {
        let kind = crate::id::KindIx::new(at);
        let plain = case[kind].family == crate::case::Family::Mainstream;
        let colour = if plain { "#8a8a8a" } else { FILLS[shapes.next().unwrap_or(0) % SHAPES] };
        Rule {
            fits: format!("\"kind\" = {}", quoted(case[kind].id.as_str())),
            name: kind_name(case, kind),
            looks: vec![("line_color", colour.to_owned()), ("line_width", "0.5".to_owned())],
            follows: Some(("outlineWidth", format!("0.15 * sqrt(\"children_{}\")", case.last_year.0))),
        }
    };
    (0..case.kinds.len()).map(rule).collect()
}

/// How many children of a locality are short, and the share that they are, as expressions.
fn short(year: i32) -> [String; 2] {
    let children = format!("(\"children_unplaced_{year}\" + \"children_displaced_{year}\")");
    let share = format!("coalesce({children} / nullif(\"children_{year}\", 0), 0)");
    [children, share]
}

/// The name of a locality, with how many are short.
fn locality(year: i32) -> String {
    let [children, _] = short(year);
    format!(r#""name" || if({children} < 0.5, '', ': ' || format_number({children}, 0))"#)
}

/// Localities as points, larger where more children live, darker where a larger share is short.
fn dots(year: i32, most: f64) -> Vec<Rule> {
    let size = format!("1 + 9 * sqrt(\"children_{year}\" / {most})");
    let looks = |fill: &str| {
        vec![("name", "circle".to_owned()), ("color", fill.to_owned()), ("outline_color", "#222222".to_owned())]
    };
    shares(year, looks, Some(&("size", size)))
}

/// Localities in their boundaries, darker where a larger share is short.
fn areas(year: i32) -> Vec<Rule> {
    shares(year, |fill| vec![("color", fill.to_owned()), ("outline_color", "#555555".to_owned())], None)
}

/// A rule for each class of shares.
fn shares(
    year: i32,
    looks: impl Fn(&str) -> Vec<(&'static str, String)>,
    follows: Option<&(&'static str, String)>,
) -> Vec<Rule> {
    let [_, share] = short(year);
    let above = [0.0].into_iter().chain(SHORT.iter().map(|class| class.0));
    let rule = |(above, (most, fill, name)): (f64, (f64, &str, &str))| {
        let below = if most.is_finite() { format!("{share} <= {most}") } else { "true".to_owned() };
        let fits = if above > 0.0 { format!("{share} > {above} AND {below}") } else { below };
        Rule { fits, name: name.to_owned(), looks: looks(fill), follows: follows.cloned() }
    };
    above.zip(SHORT).map(rule).collect()
}
