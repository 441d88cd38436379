//! CSV bytes to a raw table: encodings, separators, line numbers.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use super::tidy_headers;
use crate::diagnostic::catalogue::{hints, shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::tables::raw::RawTable;
use crate::tables::schema::Table;

/// Reads one table; what cannot be read is reported and marked as such.
pub(super) fn read(table: &'static Table, file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> RawTable {
    rows(table, file, bytes, diagnostics).unwrap_or_else(|| RawTable::unreadable(table, file.to_owned()))
}

/// The rows; `None` where there is no header row that can be used.
fn rows(table: &'static Table, file: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<RawTable> {
    let text = decode(file, bytes, diagnostics);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = Lines::new(text.as_bytes());
    let mut record = StringRecord::new();
    let mut raw: Option<RawTable> = None;
    let odd_quotes = text.bytes().filter(|&b| b == b'"').count() % 2 == 1;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                diagnostics
                    .push(Diagnostic::new(&shape::E113, format!("`{file}` cannot be read: {error}.")).file(file));
                return None;
            }
        }
        let line = lines.at(record.position().map_or(0, csv::Position::byte) as usize);
        match &mut raw {
            None if record.iter().all(|cell| cell.trim().is_empty()) => {}
            None => raw = Some(header(table, file, line, &record, diagnostics)?),
            Some(raw) if has_swallowed_rows(&record, raw.headers().len(), odd_quotes) => {
                let message = format!("A double quote opened on row {line} is not closed, so rows after it are lost.");
                diagnostics.push(Diagnostic::new(&shape::E116, message).file(file).row(line));
                return None;
            }
            Some(raw) => {
                report_extra_cells(raw, line, &record, diagnostics);
                raw.push(line, record.iter());
            }
        }
    }
    if raw.is_none() {
        let message = format!("`{file}` is empty: not even a header row.");
        diagnostics.push(Diagnostic::new(&shape::E113, message).file(file).help("Write the header row, or delete it."));
    }
    raw
}

fn header(
    table: &'static Table,
    file: &str,
    line: u64,
    record: &StringRecord,
    diagnostics: &mut Diagnostics,
) -> Option<RawTable> {
    let only = record.get(0).unwrap_or_default();
    if record.len() == 1 && only.contains([';', '\t']) {
        let message = format!("The cells of `{file}` are separated by semicolons or tabs, not commas.");
        diagnostics.push(Diagnostic::new(&shape::E111, message).file(file).row(line));
        return None;
    }
    let headers = tidy_headers(table, file, line, record.iter(), diagnostics)?;
    Some(RawTable::new(table, file.to_owned(), headers))
}

/// Whether a quote that was never closed has drawn rows of `wide` cells into one cell. A cell that is meant to have
/// several lines leaves its row as wide as the header, and the quotes of the file in pairs.
fn has_swallowed_rows(record: &StringRecord, wide: usize, odd_quotes: bool) -> bool {
    let is_row = |line: &str| line.matches(',').count() + 1 >= wide;
    wide > 1 && (odd_quotes || record.len() != wide) && record.iter().any(|cell| cell.lines().skip(1).any(is_row))
}

fn report_extra_cells(raw: &RawTable, line: u64, record: &StringRecord, diagnostics: &mut Diagnostics) {
    let wide = raw.headers().len();
    if let Some(extra) = record.iter().skip(wide).find(|cell| !cell.trim().is_empty()) {
        let message = format!("The row has {} cells, the header row {wide}.", record.len());
        diagnostics.push(Diagnostic::new(&shape::E110, message).file(&raw.file).row(line).value(extra));
    }
}

/// UTF-8 or UTF-16 with or without a byte order mark, else Windows-1252.
fn decode<'b>(file: &str, bytes: &'b [u8], diagnostics: &mut Diagnostics) -> Cow<'b, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let message = format!("`{file}` is not UTF-8, so it was read as Windows-1252.");
    diagnostics.push(Diagnostic::new(&hints::N101, message).file(file));
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// Counts lines up to a byte, as a text editor does; asked with rising bytes.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl<'b> Lines<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    /// The line on which the record that starts at or after `byte` begins.
    fn at(&mut self, byte: usize) -> u64 {
        while let Some(&b) = self.bytes.get(self.at) {
            if self.at >= byte && !matches!(b, b'\n' | b'\r') {
                break;
            }
            let lone_return = b == b'\r' && self.bytes.get(self.at + 1) != Some(&b'\n');
            self.line += u64::from(b == b'\n' || lone_return);
            self.at += 1;
        }
        self.line
    }
}
