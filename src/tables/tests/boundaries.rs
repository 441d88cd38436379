use std::fs;

use serde_json::{Value, json};

use super::good::{MODEL, load, short, tables};
use crate::tables::{Loaded, load as load_file};

/// A shape with these properties and a square of ten kilometres around a point, in metres of the National Grid.
fn square(properties: &Value, [easting, northing]: [f64; 2]) -> Value {
    let corner = |e: f64, n: f64| json!([easting + 5000.0 * e, northing + 5000.0 * n]);
    let ring = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0), corner(-1.0, -1.0)];
    json!({"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}})
}

fn collection(shapes: &[Value]) -> String {
    json!({"type": "FeatureCollection", "features": shapes}).to_string()
}

/// The good example with a file of boundaries; `None`: with one that is not there.
fn drawn(boundaries: Option<&str>) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    fs::create_dir(folder.path().join("tables")).unwrap();
    for (name, text) in tables(&[]) {
        write(&format!("tables/{name}.csv"), &text);
    }
    write("model.toml", &MODEL.replace("first_year", "boundaries = \"wards.geojson\"\nfirst_year"));
    if let Some(text) = boundaries {
        write("wards.geojson", text);
    }
    load_file(&folder.path().join("model.toml"))
}

fn found(loaded: &Loaded) -> Vec<String> {
    loaded.diagnostics.iter().map(short).collect()
}

const OAKHAM: [f64; 2] = [486_000.0, 308_700.0];
const MELTON: [f64; 2] = [475_200.0, 319_000.0];

#[test]
fn localities_take_the_shapes_that_bear_their_ids() {
    let shapes = [
        square(&json!({"name": "Oakham", "ward": "Melton"}), MELTON),
        square(&json!({"name": "x", "ward": "Oakham"}), OAKHAM),
    ];
    let loaded = drawn(Some(&collection(&shapes)));
    assert_eq!(found(&loaded), [""; 0], "`ward` names two localities, `name` one");
    assert_eq!(loaded.inputs.last().unwrap().name, "wards.geojson");
    let mut case = loaded.case.unwrap();
    for locality in &mut case.localities {
        let [[ring]] = locality.boundary.iter().map(Vec::as_slice).collect::<Vec<_>>()[..] else { panic!("one ring") };
        let offset = (ring[0].easting - locality.at.easting, ring[0].northing - locality.at.northing);
        assert_eq!((ring.len(), offset), (5, (-5000.0, -5000.0)), "{}", locality.id);
        locality.boundary.clear();
    }
    assert_eq!(Some(case), load(&[]).case, "nothing else is changed");
}

#[test]
fn degrees_are_read_and_what_has_no_partner_is_counted() {
    let ring = json!([[-0.80, 52.60], [-0.66, 52.60], [-0.66, 52.72], [-0.80, 52.60]]);
    let oakham = json!({"type": "Feature", "properties": {"id": "Oakham"},
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}});
    let loaded = drawn(Some(&collection(&[oakham, square(&json!({"id": "Ely"}), [554_000.0, 280_000.0])])));
    assert_eq!(found(&loaded), ["N102 wards.geojson - id"]);
    let said = &loaded.diagnostics.iter().next().unwrap().message;
    assert!(said.contains("1 of 2") && said.contains("such as `Melton`"), "{said}");
    let case = loaded.case.unwrap();
    let corner = case.localities[0].boundary[0][0][0];
    assert!((corner.easting - 481_300.0).abs() < 500.0 && (corner.northing - 301_000.0).abs() < 1000.0, "{corner:?}");
    assert!(case.localities[1].boundary.is_empty());
}

#[test]
fn a_file_that_is_missing_or_something_else_is_refused() {
    assert_eq!(found(&drawn(None)), ["E117 model.toml - boundaries"]);
    for text in ["PK", "{}", "{\"type\": \"Point\", \"coordinates\": [0, 0]}"] {
        let loaded = drawn(Some(text));
        assert_eq!(found(&loaded), ["E118 wards.geojson - -"], "{text}");
        assert!(loaded.case.is_none());
    }
}

#[test]
fn shapes_that_fit_nothing_are_a_warning_and_points_are_drawn() {
    let other = drawn(Some(&collection(&[square(&json!({"id": "Ely"}), OAKHAM)])));
    assert_eq!(found(&other), ["W105 wards.geojson - -"]);
    assert!(other.case.is_some());
    let shapes = [square(&json!({"id": "Oakham"}), MELTON), square(&json!({"id": "Melton"}), MELTON)];
    let away = drawn(Some(&collection(&shapes)));
    assert_eq!(found(&away), ["W106 wards.geojson - -", "N102 wards.geojson - id"]);
    assert!(away.case.unwrap().localities[0].boundary.is_empty());
}
