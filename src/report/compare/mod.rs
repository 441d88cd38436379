//! Runs side by side: what they assume, what they decide, what they come to, each with its difference from the first.
//!
//! One list of [`Sheet`]s, from which the words on the screen, the page, the workbook and the CSV files are all made.

mod sheets;
mod written;

#[cfg(test)]
mod tests;

use super::Glance;
pub use written::{COMPARE_BOOK, COMPARE_PAGE, compare_files, compare_words};

/// A run, and what it is called here.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its folder.
    pub name: String,
    /// What it is.
    pub glance: Glance,
}

/// A table of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name: the file is `NAME.csv`.
    pub name: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// Its columns; the first heads the rows.
    pub head: Vec<String>,
    /// Its rows, one cell a column.
    pub rows: Vec<Vec<Said>>,
}

/// A cell of a [`Sheet`].
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Nothing to say.
    Blank,
    /// Words.
    Text(String),
    /// £.
    Pounds(f64),
    /// Children, or a count of other things.
    Count(f64),
    /// A share: 0.25 is a quarter.
    Share(f64),
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// The tables of a comparison of two runs or more.
pub fn compare(runs: &[Compared]) -> Vec<Sheet> {
    vec![sheets::runs(runs), sheets::results(runs), sheets::decisions(runs), sheets::inputs(runs)]
}
