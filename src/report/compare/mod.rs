//! Runs side by side: what they assume, what they decide, what they come to, each with its difference from the first.
//!
//! One list of [`Sheet`]s, from which the words on the screen, the page, the workbook and the CSV files are all made.

mod sheets;

#[cfg(test)]
mod tests;

use super::{Chapter, Glance, Sheet, sheet_files};
use rust_xlsxwriter::XlsxError;

/// A run, and what it is called here.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its folder.
    pub name: String,
    /// What it is.
    pub glance: Glance,
}

/// The tables of a comparison of two runs or more.
pub fn compare(runs: &[Compared]) -> Vec<Sheet> {
    vec![sheets::runs(runs), sheets::results(runs), sheets::decisions(runs), sheets::inputs(runs)]
}

/// Every file of the comparison: the page, the workbook and a CSV file per table.
///
/// # Errors
/// When the workbook cannot be made.
pub fn compare_files(title: &str, sheets: &[Sheet]) -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
    let chapter = |sheet: &Sheet| Chapter {
        tab: sheet.name.to_owned(),
        title: sheet.title.to_owned(),
        notes: Vec::new(),
        sheets: vec![sheet.clone()],
    };
    sheet_files("compare", title, &sheets.iter().map(chapter).collect::<Vec<_>>(), sheets)
}
