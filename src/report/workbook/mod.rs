//! `workbook.xlsx`: the findings, charts of the main figures, the output tables and the inputs, for whoever works in
//! Excel. It can be solved like the model file that it was made from.
//!
//! What a cell shows is rounded, what it holds is the number of the CSV file. The same inputs give the same bytes.
//! Sheets are written row by row through temporary files, so the largest does not fill the memory.

mod charts;
mod front;
mod inputs;
mod kinds;
pub(super) mod sheet;
mod style;
#[cfg(test)]
mod tests;
mod years;

pub use inputs::{InputColumn, InputTable, Inputs};
pub(super) use style::fitting;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{Told, tables};

/// The file that holds the workbook.
pub const WORKBOOK: &str = "workbook.xlsx";

/// The bytes of `workbook.xlsx`; `inputs` is `None` where they are not what they were any more.
///
/// # Errors
/// When a temporary file cannot be written.
pub fn workbook(told: Told, inputs: Option<Inputs>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without this the bytes would change with the clock.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let title: String = told.case.title.chars().take(200).collect();
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let pages = Pages::new(&told);
    let charts = charts::sheets(&told);
    front::sheet(book.add_worksheet(), &pages, &told, (&charts, inputs.as_ref()))?;
    for chart in &charts {
        charts::draw(book.add_worksheet(), &pages, chart)?;
    }
    let (tables, counts) = (tables(told.case, told.plan, told.answers), tables(told.case, told.plan, told.answers));
    for (table, count) in tables.into_iter().zip(counts) {
        sheet::output(&mut book, &pages, table, count.count())?;
    }
    if let Some(inputs) = inputs {
        inputs::sheets(&mut book, &pages, inputs)?;
    }
    book.save_to_buffer()
}

/// The sheet of an output table: the input tables have their names to themselves.
pub(super) fn sheet_name(table: &str) -> String {
    format!("plan {table}")
}

/// What every printed page says.
pub(super) struct Pages {
    header: String,
}

impl Pages {
    /// The title to the left; scenario and price year to the right. Excel takes 255 letters, and `&` for a command.
    pub(super) fn new(of: &Told) -> Self {
        const LONGEST: usize = 70;
        let short = |text: &str| {
            let cut = if text.chars().count() > LONGEST { "…" } else { "" };
            text.chars().take(LONGEST).chain(cut.chars()).collect::<String>().replace('&', "&&")
        };
        let (title, scenario, prices) = (short(&of.case.title), short(&of.record.scenario), of.case.price_year);
        Self { header: format!("&L{title}&RScenario {scenario} · £ at {prices} prices") }
    }

    /// Sets a sheet up for printing: A4 on its side, one page wide.
    pub(super) fn set_up(&self, sheet: &mut Worksheet) {
        const A4: u8 = 9;
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_header(self.header.as_str()).set_footer("&L&A&RPage &P of &N");
    }
}
