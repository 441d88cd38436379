//! A table as a sheet: an Excel table with filters, a fixed heading, meanings as notes and numbers that hold what the
//! CSV file says.

use rust_xlsxwriter::{Format, Note, Table as ExcelTable, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use super::Pages;
use super::style::{column_heading, figure, fitting, heading, height, top, wrapped};
use crate::report::table::{Cell, Table, Unit};
use crate::units::grouped;

/// Rows of a sheet below its headings.
pub(super) const MOST_ROWS: usize = 1_048_575;

/// Above so many rows a sheet has filters but is no Excel table: one would hold every cell of it in memory.
const MOST_ROWS_OF_A_TABLE: usize = 250_000;

/// Letters beyond which a text goes on in a second line.
const WIDEST: usize = 72;

/// A heading of a sheet.
pub(super) struct Heading<'a> {
    /// The name of the column.
    pub(super) name: &'a str,
    /// What it says.
    pub(super) note: String,
    /// What its numbers are counted in.
    pub(super) unit: Unit,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Text, even if it looks like a number.
    Text(String),
    /// A number.
    Number(f64),
}

impl Value {
    /// How long a text is.
    fn letters(&self) -> usize {
        if let Self::Text(text) = self { text.chars().count() } else { 0 }
    }
}

/// A sheet before its rows.
pub(super) struct Frame<'a> {
    /// The name of the sheet.
    pub(super) name: String,
    /// Where the whole table is.
    pub(super) csv: String,
    /// Its columns.
    pub(super) headings: Vec<Heading<'a>>,
    /// How many rows it has.
    pub(super) rows: usize,
}

/// An output table as a sheet.
pub(in crate::report) fn output(
    book: &mut Workbook,
    pages: &Pages,
    table: Table,
    rows: usize,
) -> Result<(), XlsxError> {
    let heading = |column: &crate::report::Column| {
        let unit = column.unit.as_str();
        let counted = if unit.is_empty() { String::new() } else { format!("\nCounted in: {unit}") };
        Heading { name: column.name, note: format!("{}{counted}", column.meaning), unit: column.unit }
    };
    let frame = Frame {
        name: super::sheet_name(table.name),
        csv: format!("{}.csv", table.name),
        headings: table.columns.iter().map(heading).collect(),
        rows,
    };
    let columns = table.columns;
    let units = move |row: Vec<Cell>| row.into_iter().zip(columns).map(|(cell, c)| value(cell, c.unit)).collect();
    write(book, pages, &frame, table.into_rows().map(units), MOST_ROWS)
}

/// What the CSV file says in a cell: its number where it is one.
fn value(cell: Cell, unit: Unit) -> Value {
    let mut text = String::new();
    cell.write(unit, &mut text);
    match cell {
        Cell::Blank => Value::Blank,
        Cell::Text(_) | Cell::Flag(_) => Value::Text(text),
        Cell::Year(_) | Cell::Number(_) => number(&text).map_or(Value::Text(text), Value::Number),
    }
}

/// The number that a text is; Excel has none that are not finite.
pub(super) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Adds a sheet with these rows, or one that says where they are if there are more than `most`.
pub(super) fn write(
    book: &mut Workbook,
    pages: &Pages,
    frame: &Frame,
    rows: impl Iterator<Item = Vec<Value>>,
    most: usize,
) -> Result<(), XlsxError> {
    if frame.rows > most {
        return left_out(book.add_worksheet(), pages, frame);
    }
    let sheet = book.add_worksheet_with_low_memory()?;
    sheet.set_name(&frame.name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    pages.set_up(sheet);
    head(sheet, frame)?;
    let formats: Vec<Format> = frame.headings.iter().map(|heading| figure(heading.unit)).collect();
    let (plain, long) = (top(), wrapped());
    // The arrow of the filter takes the room of three letters.
    let mut widths: Vec<usize> = frame.headings.iter().map(|heading| heading.name.chars().count() + 3).collect();
    for (values, row) in rows.zip(1..) {
        let longest = values.iter().map(Value::letters).max().unwrap_or(0);
        if longest > WIDEST {
            sheet.set_row_height(row, height(longest, WIDEST))?;
        }
        for ((value, format), (width, column)) in values.iter().zip(&formats).zip(widths.iter_mut().zip(0..)) {
            match value {
                Value::Blank => {}
                Value::Text(text) => {
                    let format = if value.letters() > WIDEST { &long } else { &plain };
                    sheet.write_string_with_format(row, column, fitting(text), format)?;
                    *width = value.letters().max(*width);
                }
                Value::Number(number) => {
                    sheet.write_number_with_format(row, column, *number, format)?;
                    *width = (format!("{number:.0}").len() + 5).max(*width);
                }
            }
        }
    }
    for (&width, column) in widths.iter().zip(0..) {
        sheet.set_column_width(column, width.clamp(8, WIDEST) as f64 + 1.0)?;
    }
    Ok(())
}

/// Headings with their notes, and what makes a table of them.
fn head(sheet: &mut Worksheet, frame: &Frame) -> Result<(), XlsxError> {
    let last_column = frame.headings.len().saturating_sub(1) as u16;
    // An Excel table has at least one row, if need be a blank one.
    let last_row = frame.rows.max(1) as u32;
    if frame.rows > MOST_ROWS_OF_A_TABLE {
        for (heading, column) in frame.headings.iter().zip(0..) {
            sheet.write_string_with_format(0, column, heading.name, &column_heading(heading.unit))?;
        }
        sheet.autofilter(0, 0, last_row, last_column)?;
    } else {
        let column = |h: &Heading| TableColumn::new().set_header(h.name).set_header_format(column_heading(h.unit));
        let columns: Vec<TableColumn> = frame.headings.iter().map(column).collect();
        let table = ExcelTable::new().set_name(frame.name.replace(' ', "_")).set_columns(&columns);
        sheet.add_table(0, 0, last_row, last_column, &table.set_style(TableStyle::Medium2))?;
    }
    for (heading, column) in frame.headings.iter().zip(0..).filter(|(heading, _)| !heading.note.is_empty()) {
        let note = Note::new(fitting(&heading.note)).set_width(260).add_author_prefix(false);
        sheet.insert_note(0, column, &note)?;
    }
    Ok(())
}

/// A sheet in place of a table that is too long for one.
fn left_out(sheet: &mut Worksheet, pages: &Pages, frame: &Frame) -> Result<(), XlsxError> {
    sheet.set_name(&frame.name)?;
    pages.set_up(sheet);
    sheet.write_with_format(0, 0, format!("{} is left out here", frame.name), &heading())?;
    let (rows, most) = (grouped(frame.rows as f64, 0), grouped(MOST_ROWS as f64, 0));
    sheet.write(1, 0, format!("The table has {rows} rows, and a sheet of Excel holds {most} below its headings."))?;
    sheet.write(2, 0, format!("All of them are in {}.", frame.csv))?;
    Ok(())
}
