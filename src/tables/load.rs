//! Model file and tables → a [`Case`], with every problem at once.

use std::fs;
use std::path::Path;

use super::build::build;
use super::link::{Horizon, link};
use super::model::ModelFile;
use super::patches;
use super::rows::Rows;
use super::rules::{self, Context};
use super::source::{Input, Source};
use crate::case::Case;
use crate::diagnostic::catalogue::shape;
use crate::diagnostic::{Diagnostic, Diagnostics, why};
use crate::units::Year;

/// What came of reading.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The planning problem; `None` where there is an error.
    pub case: Option<Case>,
    /// The model file, where its years are known.
    pub model: Option<ModelFile>,
    /// Every file read, the model file first.
    pub inputs: Vec<Input>,
    /// Everything there is to tell, in order.
    pub diagnostics: Diagnostics,
}

/// Reads a model file and the tables it names.
pub fn load(model_path: &Path) -> Loaded {
    let file = model_path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let refused = |problem: Diagnostic| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(problem.file(file.clone()));
        Loaded { case: None, model: None, inputs: Vec::new(), diagnostics }
    };
    let bytes = match fs::read(model_path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("`{}` cannot be read: {}.", model_path.display(), why(&error));
            return refused(Diagnostic::new(&shape::E101, message));
        }
    };
    let is = |ending: &str| model_path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    if is("csv") || is("xlsx") || is("xlsm") {
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
        return Loaded { case: None, model, inputs: vec![input], diagnostics };
    };
    let folder = model_path.parent().unwrap_or_else(|| Path::new(""));
    let mut loaded = load_named(&text, &file, &Source::open(&folder.join(tables)));
    loaded.inputs.insert(0, input);
    loaded
}

/// Reads a model and tables that are at hand; the model's `tables` is not looked at.
pub fn load_source(model_toml: &str, source: &Source) -> Loaded {
    load_named(model_toml, "model.toml", source)
}

fn load_named(text: &str, file: &str, source: &Source) -> Loaded {
    let mut diagnostics = Diagnostics::new();
    let model = ModelFile::parse(text, file, &mut diagnostics);
    if let Some(problems) = source.cannot_be_opened() {
        for problem in problems {
            diagnostics.push(problem.clone().file(file).column("tables"));
        }
        diagnostics.sort();
        return Loaded { case: None, model, inputs: Vec::new(), diagnostics };
    }
    let raw = source.read(&mut diagnostics);
    let rows = Rows::read(&raw, &mut diagnostics);
    let linked = link(&rows, &raw, horizon(model.as_ref(), &rows), &mut diagnostics);
    patches::check(&rows.patches, &raw, &linked, model.as_ref(), &mut diagnostics);
    let context = Context { rows: &rows, linked: &linked, raw: &raw, has_model: model.is_some() };
    rules::check(&context, &mut diagnostics);
    let case = match &model {
        Some(model) if !diagnostics.has_errors() => build(model, &rows, &linked, raw.contains_key("budgets")),
        _ => None,
    };
    if let Some(case) = &case {
        rules::hint(case, &context, &mut diagnostics);
    }
    diagnostics.sort();
    Loaded { case, model, inputs: source.inputs(), diagnostics }
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
