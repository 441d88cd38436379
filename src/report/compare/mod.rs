//! Runs side by side: what they assume, what they decide, what they come to, each with its difference from the first.
//!
//! One list of [`Sheet`]s, from which the words on the screen, the page, the workbook and the CSV files are all made.

mod sheets;

#[cfg(test)]
mod tests;

use super::{Glance, Paper};

pub use sheets::decided;

/// A run, and what it is called here.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its folder.
    pub name: String,
    /// What it is.
    pub glance: Glance,
}

/// A row of the inputs that is not that of the first run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedRow {
    /// The run.
    pub run: String,
    /// The table, or the file where it cannot be told.
    pub table: String,
    /// Its line in the file.
    pub row: Option<u64>,
    /// What it names.
    pub names: String,
    /// What differs.
    pub what: String,
}

/// The comparison of two runs or more, and the rows of their inputs that differ.
pub fn compare(runs: &[Compared], changed: &[ChangedRow]) -> Paper {
    let title = runs.first().map_or("", |run| run.glance.figures.title.as_str());
    Paper {
        stem: "compare",
        title: format!("{title}: {} runs compared", runs.len()),
        says: Vec::new(),
        sheets: vec![
            sheets::runs(runs),
            sheets::results(runs),
            sheets::decisions(runs),
            sheets::inputs(runs),
            sheets::rows(changed),
        ],
    }
}
