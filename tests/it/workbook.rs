//! The workbook of a run holds its inputs: it is solved like the model file that it was made from.

use std::fs;
use std::path::Path;

use placewise::example::{Size, county};
use placewise::report::WORKBOOK;
use placewise::run::{Finished, Quiet, Ready, Request};
use placewise::scenario::BASE;
use placewise::tables::load;

/// The first plan that comes.
fn solved(model: &Path) -> Finished {
    let request = Request { gap: Some(0.9), time_limit_s: Some(20.0), answers_s: Some(0.0), ..Request::default() };
    Ready::read(model, BASE, &Quiet).expect("a model").solve(request, &Quiet).expect("a plan")
}

fn workbook(finished: &Finished, model: &Path) -> Vec<u8> {
    let record = finished.record(model, |path| path.display().to_string());
    let file = finished.files(&record).into_iter().find(|file| file.name == WORKBOOK).expect("a workbook");
    file.into_bytes().expect("bytes").1
}

#[test]
fn a_workbook_is_read_as_the_case_it_was_made_from_and_makes_the_same_workbook() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/example.toml");
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("case.xlsx");
    fs::write(&path, workbook(&solved(&model), &model)).expect("a file");
    let (from_model, from_workbook) = (load(&model), load(&path));
    assert!(!from_workbook.diagnostics.has_errors(), "{}", from_workbook.diagnostics.to_text());
    assert_eq!(from_workbook.diagnostics.iter().count(), from_model.diagnostics.iter().count());
    assert!(from_workbook.case.is_some());
    assert!(from_workbook.case == from_model.case, "the cases differ");
    assert!(workbook(&solved(&path), &path) == fs::read(&path).expect("a file"), "not the same bytes");
}

#[test]
fn inputs_that_changed_meanwhile_are_left_out() {
    let home = tempfile::tempdir().expect("a folder");
    let county = county(Size::S, 3);
    let (model, tables) = (home.path().join("county.toml"), home.path().join("tables"));
    fs::create_dir(&tables).expect("a folder");
    fs::write(&model, county.model_toml).expect("a file");
    for (name, bytes) in county.tables {
        fs::write(tables.join(format!("{name}.csv")), bytes).expect("a file");
    }
    let finished = solved(&model);
    fs::write(tables.join("budgets.csv"), "year,capital,high_needs\n2026,1,1\n").expect("a file");
    let path = home.path().join("case.xlsx");
    fs::write(&path, workbook(&finished, &model)).expect("a file");
    assert!(load(&path).diagnostics.to_text().contains("holds tables"), "there is no model in it");
}

/// The boundaries stay where they are, and the workbook finds them from another folder.
#[test]
fn a_workbook_names_the_boundaries_as_seen_from_its_own_folder() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = |name: &str| home.path().join(name);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example");
    let text = fs::read_to_string(example.join("../../models/example.toml")).expect("a model");
    let named = format!("boundaries = 'wards.geojson'\ntables = '{}' #", example.display());
    for name in ["models", "run"] {
        fs::create_dir(folder(name)).expect("a folder");
    }
    let shape = r#"{"type": "Feature", "properties": {"id": "Thornwick-1"}, "geometry": {"type": "Polygon",
        "coordinates": [[[-3.0, 50.0], [1.0, 50.0], [1.0, 56.0], [-3.0, 56.0], [-3.0, 50.0]]]}}"#;
    let shapes = format!(r#"{{"type": "FeatureCollection", "features": [{shape}]}}"#);
    fs::write(folder("models/wards.geojson"), shapes).expect("a file");
    let model = folder("models/county.toml");
    fs::write(&model, text.replacen("tables =", &named, 1)).expect("a file");
    let finished = solved(&model);
    let seen = |path: &Path| format!("../models/{}", path.file_name().expect("a name").display());
    let record = finished.record(&model, seen);
    let file = finished.files(&record).into_iter().find(|file| file.name == WORKBOOK).expect("a workbook");
    fs::write(folder("run/workbook.xlsx"), file.into_bytes().expect("bytes").1).expect("a file");
    let (from_model, from_workbook) = (load(&model), load(&folder("run/workbook.xlsx")));
    let case = from_workbook.case.expect("a case");
    assert!(!case.localities[0].boundary.is_empty());
    assert!(Some(case) == from_model.case, "the cases differ");
}
