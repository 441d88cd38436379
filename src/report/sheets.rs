//! Tables for reading beside each other, as words, as one page, as a workbook and as CSV.
//!
//! A [`Sheet`] is a table; a [`Chapter`] is a section of the page and a tab of the workbook, with what is said before its
//! tables.

use maud::{Markup, html};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::html::{document, grid};
use super::words;
use super::workbook::fitting;
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
    pub(super) fn shown(&self) -> String {
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

/// Chapters as one page.
pub(super) fn sheet_page(title: &str, chapters: &[Chapter]) -> Vec<u8> {
    let body = html! {
        header { h1 { (title) } }
        nav aria-label="Contents" {
            ol { @for (at, chapter) in chapters.iter().enumerate() { li { a href={ "#part-" (at) } { (chapter.title) } } } }
        }
        main { @for (at, chapter) in chapters.iter().enumerate() { (section(at, chapter)) } }
        footer { p { "The CSV files beside this page hold the figures." } }
    };
    document(title, &body)
}

fn section(at: usize, chapter: &Chapter) -> Markup {
    let id = format!("part-{at}");
    html! {
        section id=(id) {
            h2 { (chapter.title) }
            @if let [note] = chapter.notes.as_slice() { p { (note) } }
            @else if !chapter.notes.is_empty() { ul class="findings" { @for note in &chapter.notes { li { (note) } } } }
            @for sheet in &chapter.sheets {
                @if !sheet.rows.is_empty() { (table(&id, sheet).markup()) }
                @else { p class="empty" { @if sheet.title != chapter.title { (sheet.title) ": " } (NOTHING) } }
            }
        }
    }
}

fn table(part: &str, sheet: &Sheet) -> grid::Grid {
    let is_words = |at: usize| sheet.rows.iter().all(|row| matches!(row.get(at), Some(Said::Text(_) | Said::Blank)));
    let head = sheet.head.iter().enumerate();
    let head = head.map(|(at, name)| if is_words(at) { grid::words(name) } else { grid::numbers(name) }).collect();
    let mut table = grid::Grid::new(format!("{part}-{}", sheet.name), sheet.title, head);
    for row in &sheet.rows {
        table.row(row.iter().map(Said::entry).collect());
    }
    table
}

fn book(title: &str, chapters: &[Chapter]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without this the bytes would change with the clock.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let title: String = title.chars().take(200).collect();
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let styles = Styles::new();
    let mut taken = Vec::new();
    for chapter in chapters {
        let page = book.add_worksheet();
        page.set_name(tab(&chapter.tab, &mut taken))?.set_column_width(0, 40)?;
        write_chapter(page, chapter, &styles)?;
    }
    book.save_to_buffer()
}

/// What a tab can be called: at most 31 letters, none that Excel refuses, and none twice.
fn tab(wanted: &str, taken: &mut Vec<String>) -> String {
    const MOST: usize = 31;
    let clean: String = wanted.chars().map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c }).collect();
    let name = |number: usize| {
        let end = if number == 1 { String::new() } else { format!(" ({number})") };
        clean.chars().take(MOST - end.len()).chain(end.chars()).collect::<String>()
    };
    let free = |name: &String| !name.is_empty() && !taken.contains(&name.to_lowercase());
    let found = (1..=taken.len() + 2).map(name).find(free).unwrap_or_else(|| unreachable!("more names than tabs"));
    taken.push(found.to_lowercase());
    found
}

struct Styles {
    bold: Format,
    pounds: Format,
    count: Format,
    share: Format,
}

impl Styles {
    fn new() -> Self {
        Self {
            bold: Format::new().set_bold(),
            pounds: Format::new().set_num_format("£#,##0;-£#,##0"),
            count: Format::new().set_num_format("#,##0.0"),
            share: Format::new().set_num_format("0.00%"),
        }
    }
}

/// Notes, then the tables below each other, each under its title where there are several.
fn write_chapter(page: &mut Worksheet, chapter: &Chapter, styles: &Styles) -> Result<(), XlsxError> {
    let mut line = 0;
    for note in &chapter.notes {
        page.write_string(line, 0, fitting(note))?;
        line += 1;
    }
    let alone = chapter.notes.is_empty() && chapter.sheets.len() == 1;
    if alone {
        page.set_freeze_panes(1, 1)?;
    }
    for sheet in &chapter.sheets {
        if !alone {
            line += u32::from(line > 0);
            page.write_with_format(line, 0, sheet.title, &styles.bold)?;
            line += 1;
        }
        line = write_sheet(page, line, sheet, styles)?;
    }
    Ok(())
}

/// A table from a line on; the line after it.
fn write_sheet(page: &mut Worksheet, first: u32, sheet: &Sheet, styles: &Styles) -> Result<u32, XlsxError> {
    for (column, name) in (0..).zip(&sheet.head) {
        page.write_with_format(first, column, name.as_str(), &styles.bold)?;
    }
    let mut line = first + 1;
    for row in &sheet.rows {
        for (column, said) in (0..).zip(row) {
            match said {
                Said::Blank => &mut *page,
                Said::Text(text) => page.write_string(line, column, fitting(text))?,
                Said::Pounds(amount) => page.write_number_with_format(line, column, *amount, &styles.pounds)?,
                Said::Count(n) | Said::Of(n, _) => page.write_number_with_format(line, column, *n, &styles.count)?,
                Said::Share(part) => page.write_number_with_format(line, column, *part, &styles.share)?,
            };
        }
        line += 1;
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_is_called_what_excel_takes_and_none_twice() {
        let mut taken = Vec::new();
        assert_eq!(tab("12/24: 'block'", &mut taken), "12-24- -block-");
        let long = "a block offer with a name that is too long";
        assert_eq!(tab(long, &mut taken), "a block offer with a name that ");
        assert_eq!(tab(&long.to_uppercase(), &mut taken), "A BLOCK OFFER WITH A NAME T (2)");
        assert_eq!(tab("", &mut taken), " (2)");
    }

    #[test]
    fn the_rows_of_one_thing_are_a_table_of_their_own() {
        let row = |first: &str, n: f64| vec![Said::from(first), Said::Count(n)];
        let head = vec!["offer".to_owned(), "places".to_owned()];
        let sheet = Sheet { name: "all", title: "All", head, rows: vec![row("a", 1.0), row("b", 2.0)] };
        let of = sheet.of("b");
        assert_eq!((of.head, of.rows), (vec!["places".to_owned()], vec![vec![Said::Count(2.0)]]));
    }
}
