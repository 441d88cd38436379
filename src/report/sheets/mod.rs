//! Tables for reading beside each other, as words, as one page, as a workbook and as CSV.
//!
//! A [`Sheet`] is a table; a [`Chapter`] is a section of the page and a tab of the workbook, with what is said before its
//! tables.

mod book;
mod page;

use rust_xlsxwriter::XlsxError;

use self::book::book;
pub(super) use self::page::sheet_page;
use super::html::grid;
use super::words;
use crate::units::{Pounds, grouped};

/// A table.
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
    /// So many of so many: the fuller, the darker on the page.
    Of(f64, f64),
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

impl From<Pounds> for Said {
    fn from(amount: Pounds) -> Self {
        Self::Pounds(amount.get())
    }
}

impl<T: Into<Said>> From<Option<T>> for Said {
    fn from(said: Option<T>) -> Self {
        said.map_or(Self::Blank, Into::into)
    }
}

/// A section of a page, and a tab of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// What its tab is called.
    pub tab: String,
    /// Its heading.
    pub title: String,
    /// What is said before the tables, a sentence or a few each.
    pub notes: Vec<String>,
    /// The tables.
    pub sheets: Vec<Sheet>,
}

impl From<&Sheet> for Chapter {
    fn from(sheet: &Sheet) -> Self {
        Self {
            tab: sheet.name.to_owned(),
            title: sheet.title.to_owned(),
            notes: Vec::new(),
            sheets: vec![sheet.clone()],
        }
    }
}

/// Tables that belong together, and what they come to in sentences.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The page is `STEM.html`, the workbook `STEM.xlsx`.
    pub stem: &'static str,
    /// What it is about.
    pub title: String,
    /// The sentences.
    pub says: Vec<String>,
    /// The tables, a chapter each.
    pub sheets: Vec<Sheet>,
}

impl Paper {
    /// The tables, then the sentences.
    pub fn words(&self) -> String {
        let says = self.says.iter().map(|sentence| format!("\n{sentence}\n"));
        std::iter::once(sheet_words(&self.sheets)).chain(says).collect()
    }

    /// Every file: the page and the workbook, which begin with the sentences, and a CSV file per table.
    ///
    /// # Errors
    /// When the workbook cannot be made.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
        let said = (!self.says.is_empty()).then(|| Chapter {
            tab: "in words".to_owned(),
            title: "In words".to_owned(),
            notes: self.says.clone(),
            sheets: Vec::new(),
        });
        let chapters: Vec<Chapter> = said.into_iter().chain(self.sheets.iter().map(Chapter::from)).collect();
        sheet_files(self.stem, &self.title, &chapters, &self.sheets)
    }
}

/// What stands under a heading without rows.
const NOTHING: &str = "None.";

impl Sheet {
    /// The rows whose first cell says `first`, without that cell.
    #[must_use]
    pub fn of(&self, first: &str) -> Self {
        let here = self.rows.iter().filter(|row| matches!(row.first(), Some(Said::Text(text)) if text == first));
        let rows = here.map(|row| row[1..].to_vec()).collect();
        Self { head: self.head[1..].to_vec(), rows, ..*self }
    }

    /// Only the columns of these names, in the table's order.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        let kept: Vec<usize> = (0..self.head.len()).filter(|&at| names.contains(&self.head[at].as_str())).collect();
        debug_assert_eq!(kept.len(), names.len(), "{names:?}");
        let row = |row: &Vec<Said>| kept.iter().map(|&at| row[at].clone()).collect();
        let head = kept.iter().map(|&at| self.head[at].clone()).collect();
        Self { head, rows: self.rows.iter().map(row).collect(), ..*self }
    }
}

impl Said {
    /// For people: thousands separated, rounded.
    pub(in crate::report) fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Pounds(amount) => Pounds(*amount).to_string(),
            Self::Count(n) | Self::Of(n, _) => grouped(*n, usize::from((n - n.round()).abs() > 0.05)),
            Self::Share(share) => format!("{}%", grouped(100.0 * share, 2)),
        }
    }

    /// For programs: the number alone, to a penny or a millionth.
    fn exact(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Pounds(amount) => format!("{:.2}", amount + 0.0),
            Self::Count(n) | Self::Of(n, _) | Self::Share(n) => ((n * 1e6).round() / 1e6 + 0.0).to_string(),
        }
    }

    /// In a table of the page.
    fn entry(&self) -> grid::Entry {
        match self {
            Self::Of(n, of) if *of > 0.0 => grid::shaded(self.shown(), n / of),
            _ => self.shown().into(),
        }
    }
}

/// Tables in words.
pub fn sheet_words(sheets: &[Sheet]) -> String {
    let text = |sheet: &Sheet| {
        let head: Vec<&str> = sheet.head.iter().map(String::as_str).collect();
        let rows: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.iter().map(Said::shown).collect()).collect();
        let table = if rows.is_empty() { format!("  {NOTHING}\n") } else { words::grid(&head, &rows) };
        format!("{}\n{table}", sheet.title)
    };
    sheets.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// The page and the workbook of `chapters`, `STEM.html` and `STEM.xlsx`, and a CSV file of each of `tables`.
///
/// # Errors
/// When the workbook cannot be made.
pub fn sheet_files(
    stem: &str,
    title: &str,
    chapters: &[Chapter],
    tables: &[Sheet],
) -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
    let mut files =
        vec![(format!("{stem}.html"), sheet_page(title, chapters)), (format!("{stem}.xlsx"), book(title, chapters)?)];
    files.extend(tables.iter().map(|sheet| (format!("{}.csv", sheet.name), csv(sheet))));
    Ok(files)
}

fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = sheet.rows.iter().map(|row| row.iter().map(Said::exact).collect::<Vec<_>>());
    for row in std::iter::once(sheet.head.clone()).chain(rows) {
        writer.write_record(&row).unwrap_or_else(|error| unreachable!("writing to memory: {error}"));
    }
    writer.into_inner().unwrap_or_else(|error| unreachable!("writing to memory: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_one_thing_are_a_table_of_their_own() {
        let row = |first: &str, n: f64| vec![Said::from(first), Said::Count(n)];
        let head = vec!["offer".to_owned(), "places".to_owned()];
        let sheet = Sheet { name: "all", title: "All", head, rows: vec![row("a", 1.0), row("b", 2.0)] };
        let of = sheet.of("b");
        assert_eq!((of.head, of.rows), (vec!["places".to_owned()], vec![vec![Said::Count(2.0)]]));
    }
}
