//! A table as it was written: text cells with their positions.

use std::ops::Range;

use super::schema::Table;

/// The cells of one table, trimmed, in one buffer.
#[derive(Debug, Clone)]
pub(crate) struct RawTable {
    /// Its declaration.
    pub(crate) schema: &'static Table,
    /// The file, or the workbook and its sheet.
    pub(crate) file: String,
    /// The names in the header row, tidied.
    headers: Vec<String>,
    text: String,
    /// Where each cell begins and ends in `text`, row by row.
    spans: Vec<Range<u32>>,
    /// The line or sheet row of each row.
    lines: Vec<u64>,
    readable: bool,
}

impl RawTable {
    /// A table without rows.
    pub(crate) fn new(schema: &'static Table, file: String, headers: Vec<String>) -> Self {
        Self { schema, file, headers, text: String::new(), spans: Vec::new(), lines: Vec::new(), readable: true }
    }

    /// A table that is there but cannot be read, which is reported already: it has no columns and no rows.
    pub(crate) fn unreadable(schema: &'static Table, file: String) -> Self {
        Self { readable: false, ..Self::new(schema, file, Vec::new()) }
    }

    /// Whether it could be read.
    pub(crate) fn readable(&self) -> bool {
        self.readable
    }

    /// Adds a row; cells beyond the header are left out, missing ones are blank. A row of blanks is left out.
    pub(crate) fn push<'c>(&mut self, line: u64, cells: impl Iterator<Item = &'c str>) {
        let (text, spans) = (self.text.len(), self.spans.len());
        for cell in cells.take(self.headers.len()) {
            let from = self.text.len() as u32;
            self.text.push_str(cell.trim());
            self.spans.push(from..self.text.len() as u32);
        }
        if self.text.len() == text {
            self.spans.truncate(spans);
            return;
        }
        let end = self.text.len() as u32;
        self.spans.resize(spans + self.headers.len(), end..end);
        self.lines.push(line);
    }

    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The names in the header row.
    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The position of a column, where the table has it.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == name)
    }

    /// A cell; blank outside the table.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &str {
        let span = self.spans.get(row * self.headers.len() + column).cloned().unwrap_or(0..0);
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Writes a cell anew; the row keeps its line.
    pub(crate) fn set(&mut self, row: usize, column: usize, text: &str) {
        if let Some(span) = self.spans.get_mut(row * self.headers.len() + column) {
            let from = self.text.len() as u32;
            self.text.push_str(text.trim());
            *span = from..self.text.len() as u32;
        }
    }

    /// The position of a column; one of blanks is added where the table lacks it.
    pub(crate) fn column_or_new(&mut self, name: &str) -> usize {
        if let Some(found) = self.column(name) {
            return found;
        }
        let wide = self.headers.len();
        self.spans =
            self.spans.chunks(wide.max(1)).flat_map(|row| row.iter().cloned().chain(std::iter::once(0..0))).collect();
        self.headers.push(name.to_owned());
        wide
    }

    /// Removes rows, given in order.
    pub(crate) fn remove(&mut self, rows: &[usize]) {
        let wide = self.headers.len().max(1);
        let gone = |row: usize| rows.binary_search(&row).is_ok();
        let mut cell = 0..;
        self.spans.retain(|_| cell.next().is_some_and(|cell| !gone(cell / wide)));
        let mut row = 0..;
        self.lines.retain(|_| row.next().is_some_and(|row| !gone(row)));
    }

    /// The line or sheet row of a row, counted from 1 with the header.
    pub(crate) fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or(0)
    }
}
