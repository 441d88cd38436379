//! The input tables in the workbook, as they were read.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::Pages;
use super::sheet::{self, Frame, Heading, Value};
use crate::report::Unit;

/// An input table as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputTable<'a> {
    /// Its name: `forecast`. Its sheet is `in forecast`, because some outputs have the same names.
    pub name: &'a str,
    /// The file it was read from: `forecast.csv`, or a workbook and its sheet.
    pub file: &'a str,
    /// Its columns.
    pub columns: Vec<InputColumn<'a>>,
    /// Its rows, one text per column.
    pub rows: Vec<Vec<&'a str>>,
}

/// A column of an input table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputColumn<'a> {
    /// Its name in the header.
    pub name: &'a str,
    /// What it means; blank where that is not known.
    pub meaning: &'a str,
    /// Whether plain numbers in it are numbers; ids are text, whatever they look like.
    pub number: bool,
}

/// An input table as a sheet.
pub(super) fn sheet(book: &mut Workbook, pages: &Pages, table: &InputTable) -> Result<(), XlsxError> {
    let frame = Frame {
        name: format!("in {}", table.name),
        csv: table.file.to_owned(),
        headings: table.columns.iter().map(heading).collect(),
        rows: table.rows.len(),
    };
    let row = |cells: &Vec<&str>| cells.iter().zip(&table.columns).map(|(cell, column)| value(cell, column)).collect();
    sheet::write(book, pages, &frame, table.rows.iter().map(row), sheet::MOST_ROWS)
}

fn heading<'a>(column: &InputColumn<'a>) -> Heading<'a> {
    Heading { name: column.name, note: column.meaning.to_owned(), unit: Unit::Text }
}

fn value(cell: &str, column: &InputColumn) -> Value {
    match sheet::number(cell).filter(|_| column.number) {
        Some(number) => Value::Number(number),
        None if cell.is_empty() => Value::Blank,
        None => Value::Text(cell.to_owned()),
    }
}
