//! Workbook bytes to raw tables: a sheet per table, numbers and text alike.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::{RawTables, keep, tidy_headers};
use crate::diagnostic::catalogue::{hints, shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::tables::raw::RawTable;
use crate::tables::schema::{self, TABLES, Table};
use crate::tables::suggest::nearest;

/// Reads every sheet that is a table; other sheets are the officers' own.
pub(super) fn read(file: &str, bytes: &[u8], found: &mut RawTables, diagnostics: &mut Diagnostics) {
    let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else {
        let message = format!("`{file}` cannot be read: it is not an .xlsx workbook, or is damaged or locked.");
        diagnostics.push(Diagnostic::new(&shape::E113, message).file(file));
        // Nothing can be said about its tables, so nothing else is.
        let tables = TABLES.iter().map(|table| (table.name, RawTable::unreadable(table, file.to_owned())));
        return found.extend(tables);
    };
    for sheet in book.sheet_names() {
        let name = schema::tidy_name(&sheet);
        let Some(table) = schema::table(&name) else {
            report_lookalike(file, &sheet, &name, diagnostics);
            continue;
        };
        match book.worksheet_range(&sheet) {
            Ok(range) => keep(read_sheet(table, &format!("{file} [{sheet}]"), &range, diagnostics), found, diagnostics),
            Err(error) => {
                let message = format!("The sheet `{sheet}` of `{file}` cannot be read: {error}.");
                diagnostics.push(Diagnostic::new(&shape::E113, message).file(format!("{file} [{sheet}]")));
                keep(RawTable::unreadable(table, format!("{file} [{sheet}]")), found, diagnostics);
            }
        }
    }
}

/// The cells of a sheet's first column as lines of text, from its first row on.
pub(in crate::tables) fn first_column(bytes: &[u8], sheet: &str) -> Option<String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).ok()?;
    let range = book.worksheet_range(sheet).ok()?;
    let (last, _) = range.end()?;
    let line = |row| range.get_value((row, 0)).map(text).unwrap_or_default() + "\n";
    Some((0..=last).map(line).collect())
}

fn report_lookalike(file: &str, sheet: &str, name: &str, diagnostics: &mut Diagnostics) {
    if let Some(table) = nearest(name, TABLES.iter().map(|table| table.name)) {
        let message = format!("The sheet `{sheet}` is not one of the tables, so it is ignored.");
        let warning = Diagnostic::new(&hints::W104, message).file(format!("{file} [{sheet}]"));
        diagnostics.push(warning.help(format!("Rename it `{table}` if it is that table.")));
    }
}

fn read_sheet(table: &'static Table, file: &str, range: &Range<Data>, diagnostics: &mut Diagnostics) -> RawTable {
    let first = range.start().map_or(1, |(row, _)| u64::from(row) + 1);
    let mut rows = range.rows().zip(first..).map(|(row, line)| (row.iter().map(text).collect::<Vec<_>>(), line));
    let Some((header, line)) = rows.next() else {
        let message = format!("`{file}` is empty: not even a header row.");
        diagnostics.push(Diagnostic::new(&shape::E113, message).file(file).help("Write the header row, or delete it."));
        return RawTable::unreadable(table, file.to_owned());
    };
    let Some(headers) = tidy_headers(table, file, line, header.iter().map(String::as_str), diagnostics) else {
        return RawTable::unreadable(table, file.to_owned());
    };
    let wide = headers.len();
    let mut raw = RawTable::new(table, file.to_owned(), headers);
    for (row, line) in rows {
        if let Some(extra) = row.iter().skip(wide).find(|cell| !cell.trim().is_empty()) {
            let message = format!("The row goes on after the last of the {wide} columns.");
            diagnostics.push(Diagnostic::new(&shape::E110, message).file(file).row(line).value(extra.as_str()));
        }
        raw.push(line, row.iter().map(String::as_str));
    }
    raw
}

/// A cell as it would stand in a CSV file: `2026`, not `2026.0`.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} (a date)")
        }
        other => other.to_string(),
    }
}
