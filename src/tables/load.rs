//! Model file and tables → a [`Case`], with every problem at once.

use std::fs;
use std::path::Path;

use super::boundaries::Boundaries;
use super::build::build;
use super::link::{Horizon, link};
use super::model::ModelFile;
use super::patches::{self, Applied};
use super::rows::Rows;
use super::rules::{self, Context};
use super::source::{Input, Source, has_extension, workbook};
use super::suggest::nearest;
use crate::case::Case;
use crate::diagnostic::catalogue::{references, shape};
use crate::diagnostic::{Diagnostic, Diagnostics, why};
use crate::scenario::{self, Scenario};
use crate::units::Year;

/// What came of reading.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The planning problem; `None` where there is an error.
    pub case: Option<Case>,
    /// The model file, where its years are known.
    pub model: Option<ModelFile>,
    /// What the scenario's patches did, in order.
    pub applied: Vec<Applied>,
    /// Every file read, the model file first.
    pub inputs: Vec<Input>,
    /// Everything there is to tell, in order.
    pub diagnostics: Diagnostics,
}

/// Reads a model file and the tables it names, as they are.
pub fn load(model_path: &Path) -> Loaded {
    load_scenario(model_path, scenario::BASE)
}

/// Reads a model file and the tables it names, and changes them as a scenario of the model says.
pub fn load_scenario(model_path: &Path, scenario: &str) -> Loaded {
    let file = model_path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let refused = |problem: Diagnostic| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(problem.file(file.clone()));
        Loaded { diagnostics, ..Loaded::default() }
    };
    let bytes = match fs::read(model_path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("`{}` cannot be read: {}.", model_path.display(), why(&error));
            return refused(Diagnostic::new(&shape::E101, message));
        }
    };
    let folder = model_path.parent().unwrap_or_else(|| Path::new(""));
    if is_workbook(model_path)
        && let Some(text) = model_text(&bytes)
    {
        let mut loaded = load_named(&text, &format!("{file} [{MODEL}]"), &Source::open(model_path), scenario);
        draw(folder, &mut loaded);
        return loaded;
    }
    if is_workbook(model_path) || has_extension(model_path, "csv") {
        let message =
            format!("`{}` holds tables; what is wanted is the model file that names them.", model_path.display());
        return refused(Diagnostic::new(&shape::E101, message));
    }
    let mut diagnostics = Diagnostics::new();
    let input = Input::new(model_path, &bytes);
    let text = String::from_utf8_lossy(&bytes);
    let Some(tables) = ModelFile::tables_of(&text) else {
        let model = ModelFile::parse(&text, &file, &mut diagnostics);
        if !diagnostics.has_errors() {
            diagnostics.push(Diagnostic::new(&shape::E103, "`tables` is missing.").file(file).column("tables"));
        }
        diagnostics.sort();
        return Loaded { model, inputs: vec![input], diagnostics, ..Loaded::default() };
    };
    let mut loaded = load_named(&text, &file, &Source::open(&folder.join(tables)), scenario);
    loaded.inputs.insert(0, input);
    draw(folder, &mut loaded);
    loaded
}

/// Gives the localities the boundaries that the model names, seen from the folder of its file.
fn draw(folder: &Path, loaded: &mut Loaded) {
    let Some(model) = &loaded.model else { return };
    let Some(path) = model.boundaries.as_ref().map(|boundaries| folder.join(boundaries)) else { return };
    if let Some(boundaries) = Boundaries::read(&path, &model.file, &mut loaded.diagnostics) {
        if let Some(case) = &mut loaded.case {
            boundaries.give(&mut case.localities, &mut loaded.diagnostics);
        }
        loaded.inputs.push(boundaries.input);
    } else {
        loaded.case = None;
    }
    loaded.diagnostics.sort();
}

/// The sheet of a workbook that holds a model file, line by line.
const MODEL: &str = "model";

/// Whether a path names a workbook, which may hold a model beside the tables.
pub(super) fn is_workbook(path: &Path) -> bool {
    has_extension(path, "xlsx") || has_extension(path, "xlsm")
}

/// The model file that a workbook holds.
pub(super) fn model_text(bytes: &[u8]) -> Option<String> {
    workbook::first_column(bytes, MODEL)
}

/// Reads a model and tables that are at hand; the model's `tables` and `boundaries` are not looked at.
pub fn load_source(model_toml: &str, source: &Source) -> Loaded {
    load_source_scenario(model_toml, source, scenario::BASE)
}

/// The same, changed as a scenario of the model says.
pub fn load_source_scenario(model_toml: &str, source: &Source, scenario: &str) -> Loaded {
    load_named(model_toml, "model.toml", source, scenario)
}

fn load_named(text: &str, file: &str, source: &Source, scenario: &str) -> Loaded {
    let mut diagnostics = Diagnostics::new();
    let model = ModelFile::parse(text, file, &mut diagnostics);
    if let Some(problems) = source.cannot_be_opened() {
        for problem in problems {
            diagnostics.push(problem.clone().file(file).column("tables"));
        }
        diagnostics.sort();
        return Loaded { model, diagnostics, ..Loaded::default() };
    }
    let mut raw = source.read(&mut diagnostics);
    let applied = match &model {
        Some(model) if scenario != scenario::BASE => {
            steps_of(model, scenario, &mut diagnostics).map(|names| patches::apply(&mut raw, names))
        }
        _ => None,
    };
    let rows = Rows::read(&raw, &mut diagnostics);
    let linked = link(&rows, &raw, horizon(model.as_ref(), &rows), &mut diagnostics);
    patches::check((&rows.patches, applied.as_deref()), &raw, &linked, model.as_ref(), &mut diagnostics);
    let context = Context { rows: &rows, linked: &linked, raw: &raw, has_model: model.is_some() };
    rules::check(&context, &mut diagnostics);
    let case = match &model {
        Some(model) if !diagnostics.has_errors() => {
            let steps = applied.iter().flatten().map(ToString::to_string).collect();
            let scenario = Scenario { name: scenario.to_owned(), steps };
            build((model, scenario), &rows, &linked, raw.contains_key("budgets"))
        }
        _ => None,
    };
    if let Some(case) = &case {
        rules::hint(case, &context, &mut diagnostics);
    }
    if let Some(applied) = &applied {
        patches::tell(scenario, applied, &raw, &mut diagnostics);
    }
    diagnostics.sort();
    Loaded { case, model, applied: applied.unwrap_or_default(), inputs: source.inputs(), diagnostics }
}

/// The patches of a scenario; one that is not there is reported.
fn steps_of<'m>(model: &'m ModelFile, scenario: &str, diagnostics: &mut Diagnostics) -> Option<&'m [String]> {
    let found = model.scenarios.get(scenario);
    if found.is_none() {
        let names = || model.scenario_names();
        let known = names().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let near = nearest(scenario, names()).map_or_else(String::new, |near| format!("Did you mean \"{near}\"? "));
        let error = Diagnostic::new(&references::E309, format!("There is no scenario \"{scenario}\"."));
        let error = error.file(&model.file).column("scenarios").value(scenario);
        diagnostics.push(error.help(format!("{near}The scenarios are {known}.")));
    }
    found.map(Vec::as_slice)
}

/// The model's years, or else those of the forecast (forty at most), so that the tables can be checked all the same.
fn horizon(model: Option<&ModelFile>, rows: &Rows<'_>) -> Horizon {
    if let Some(model) = model {
        return Horizon { first: model.first_year, last: model.last_year };
    }
    let years = || rows.forecast.iter().filter(|row| row.at.sound).map(|row| row.year);
    let first = years().min().unwrap_or(Year(2000));
    Horizon { first, last: years().max().unwrap_or(first).min(first.plus(39)) }
}
