//! Tables as CSV bytes.

/// A table being written.
pub(super) struct Sheet {
    name: &'static str,
    rows: usize,
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// An empty table with its columns.
    pub(super) fn new(name: &'static str, columns: &[&str]) -> Self {
        let mut sheet = Self { name, rows: 0, writer: csv::Writer::from_writer(Vec::new()) };
        sheet.record(columns);
        sheet
    }

    /// Adds a row: a cell for each column.
    pub(super) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.rows += 1;
        self.record(&cells);
    }

    /// Adds rows of text known beforehand.
    pub(super) fn rows<const N: usize>(&mut self, rows: &[[&str; N]]) {
        for row in rows {
            self.row(*row);
        }
    }

    fn record(&mut self, cells: &[&str]) {
        self.writer.write_record(cells).expect("rows have as many cells as the header and memory takes every byte");
    }

    /// Its name and bytes; `None` where it has no row.
    pub(super) fn finish(self) -> Option<(String, Vec<u8>)> {
        let bytes = self.writer.into_inner().expect("memory takes every byte");
        (self.rows > 0).then(|| (self.name.to_owned(), bytes))
    }
}
