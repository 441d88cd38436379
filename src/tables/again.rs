//! The inputs as text, for whoever writes them out again.

use std::path::Path;

use super::ModelFile;
use super::load::{is_workbook, model_text};
use super::raw::RawTable;
use super::schema::{Column, Type};
use super::source::{Input, Source};
use crate::diagnostic::Diagnostics;

/// A model file and its tables as they were written.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The model file.
    pub model: String,
    /// Its tables, in the order of the schema.
    pub tables: Vec<InputTable>,
    /// The files, the model file first and the boundaries last.
    pub files: Vec<Input>,
}

impl Inputs {
    /// The same, with a model file that names its boundaries, where it names any, at this path.
    #[must_use]
    pub fn with_boundaries_at(self, path: &str) -> Self {
        Self { model: ModelFile::with_boundaries_at(&self.model, path), ..self }
    }
}

/// An input table as it was written; columns that no table has are left out.
#[derive(Debug, Clone)]
pub struct InputTable {
    /// Its name: `forecast`.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<&'static Column>,
    raw: RawTable,
    at: Vec<usize>,
}

/// Reads a model and its tables again; `None` where they cannot be read any more.
pub fn read_again(model: &Path) -> Option<Inputs> {
    let bytes = std::fs::read(model).ok()?;
    let (text, source) = if is_workbook(model) {
        (model_text(&bytes)?, Source::open(model))
    } else {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let source = Source::open(&model.parent()?.join(ModelFile::tables_of(&text)?));
        (text, source)
    };
    let mut files = source.inputs();
    if !is_workbook(model) {
        files.insert(0, Input::new(model, &bytes));
    }
    if let Some(boundaries) = ModelFile::boundaries_of(&text) {
        let path = model.parent()?.join(boundaries);
        files.push(Input::new(&path, &std::fs::read(&path).ok()?));
    }
    let raw = source.read(&mut Diagnostics::new());
    let tables = raw.into_values().filter(RawTable::readable).map(InputTable::new).collect();
    Some(Inputs { model: text, tables, files })
}

impl InputTable {
    fn new(raw: RawTable) -> Self {
        let there = raw.schema.columns.iter().filter_map(|column| Some((column, raw.column(column.name)?)));
        let (columns, at) = there.unzip();
        Self { name: raw.schema.name, columns, at, raw }
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.raw.len()
    }

    /// The line of a row in its file, the first being 1.
    pub fn line(&self, row: usize) -> u64 {
        self.raw.line(row)
    }

    /// The cells of a row, one for each column.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        self.at.iter().map(move |&column| self.raw.cell(row, column))
    }
}

impl Column {
    /// Whether plain numbers in it are numbers: ids and year groups are text, whatever they look like.
    pub fn is_number(&self) -> bool {
        matches!(self.ty, Type::Year | Type::Number(_) | Type::Rate | Type::Share | Type::Metres | Type::Degrees)
    }
}
