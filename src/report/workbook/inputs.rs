//! The inputs in the workbook, under the names by which they are read: the workbook is a model of its own.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::Pages;
use super::sheet::{self, Frame, Heading, Value};
use crate::report::Unit;

/// The sheet that holds the model file, line by line.
pub(super) const MODEL: &str = "model";

/// A model file and its tables.
pub struct Inputs<'a> {
    /// The text of the model file.
    pub model: String,
    /// Its tables.
    pub tables: Vec<InputTable<'a>>,
}

/// An input table as text.
pub struct InputTable<'a> {
    /// Its name, and that of its sheet.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<InputColumn>,
    /// How many rows it has.
    pub count: usize,
    /// Its rows, one text per column, made one at a time.
    pub rows: Box<dyn Iterator<Item = Vec<String>> + 'a>,
}

/// A column of an input table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputColumn {
    /// Its name in the header.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Whether plain numbers in it are numbers.
    pub number: bool,
}

impl InputTable<'_> {
    /// Whether a sheet can hold it.
    pub(super) fn fits(&self) -> bool {
        self.count <= sheet::MOST_ROWS
    }
}

/// Writes the model file and every table that fits.
pub(super) fn sheets(book: &mut Workbook, pages: &Pages, inputs: Inputs) -> Result<(), XlsxError> {
    let model = book.add_worksheet();
    model.set_name(MODEL)?.set_column_width(0, 110)?;
    pages.set_up(model);
    for (line, row) in inputs.model.trim_start_matches('\u{feff}').lines().zip(0..) {
        model.write_string(row, 0, line)?;
    }
    for table in inputs.tables.into_iter().filter(InputTable::fits) {
        let heading = |c: &InputColumn| Heading { name: c.name, note: c.meaning.to_owned(), unit: Unit::Text };
        let frame = Frame {
            name: table.name.to_owned(),
            csv: String::new(),
            headings: table.columns.iter().map(heading).collect(),
            rows: table.count,
        };
        let columns = table.columns;
        let row = move |cells: Vec<String>| cells.into_iter().zip(&columns).map(|(cell, c)| value(cell, c)).collect();
        sheet::write(book, pages, &frame, table.rows.map(row), sheet::MOST_ROWS)?;
    }
    Ok(())
}

fn value(cell: String, column: &InputColumn) -> Value {
    match sheet::number(&cell).filter(|_| column.number) {
        Some(number) => Value::Number(number),
        None if cell.is_empty() => Value::Blank,
        None => Value::Text(cell),
    }
}
