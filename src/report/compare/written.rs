//! The tables of a comparison as words, as a page, as a workbook and as CSV.

use maud::html;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::{Said, Sheet};
use crate::report::html::{document, grid};
use crate::report::words;
use crate::units::{Pounds, grouped};

/// The comparison as one page.
pub const COMPARE_PAGE: &str = "compare.html";

/// The comparison as a workbook.
pub const COMPARE_BOOK: &str = "compare.xlsx";

/// What stands under a heading without rows.
const NOTHING: &str = "None.";

impl Said {
    /// For people: thousands separated, rounded.
    fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Pounds(amount) => Pounds(*amount).to_string(),
            Self::Count(n) => grouped(*n, usize::from((n - n.round()).abs() > 0.05)),
            Self::Share(share) => format!("{}%", grouped(100.0 * share, 2)),
        }
    }

    /// For programs: the number alone.
    fn exact(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Pounds(amount) => format!("{:.2}", amount + 0.0),
            Self::Count(n) | Self::Share(n) => (n + 0.0).to_string(),
        }
    }
}

/// The tables in words.
pub fn compare_words(sheets: &[Sheet]) -> String {
    let text = |sheet: &Sheet| {
        let head: Vec<&str> = sheet.head.iter().map(String::as_str).collect();
        let rows: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.iter().map(Said::shown).collect()).collect();
        let table = if rows.is_empty() { format!("  {NOTHING}\n") } else { words::grid(&head, &rows) };
        format!("{}\n{table}", sheet.title)
    };
    sheets.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Every file of the comparison: the page, the workbook and a CSV file per table.
///
/// # Errors
/// When the workbook cannot be made.
pub fn compare_files(title: &str, sheets: &[Sheet]) -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
    let mut files =
        vec![(COMPARE_PAGE.to_owned(), page(title, sheets)), (COMPARE_BOOK.to_owned(), book(title, sheets)?)];
    files.extend(sheets.iter().map(|sheet| (format!("{}.csv", sheet.name), csv(sheet))));
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

fn page(title: &str, sheets: &[Sheet]) -> Vec<u8> {
    let body = html! {
        header { h1 { (title) } }
        main {
            @for sheet in sheets {
                section id=(sheet.name) {
                    h2 { (sheet.title) }
                    @if sheet.rows.is_empty() { p class="empty" { (NOTHING) } } @else { (table(sheet).markup()) }
                }
            }
        }
        footer { p { "The CSV files beside this page hold the same figures unrounded." } }
    };
    document(title, &body)
}

fn table(sheet: &Sheet) -> grid::Grid {
    let is_words = |at: usize| sheet.rows.iter().all(|row| matches!(row.get(at), Some(Said::Text(_) | Said::Blank)));
    let head = sheet.head.iter().enumerate();
    let head = head.map(|(at, name)| if is_words(at) { grid::words(name) } else { grid::numbers(name) }).collect();
    let mut table = grid::Grid::new(sheet.name, sheet.title, head);
    for row in &sheet.rows {
        table.row(row.iter().map(|said| said.shown().into()).collect());
    }
    table
}

fn book(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without this the bytes would change with the clock.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let title: String = title.chars().take(200).collect();
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let (bold, pounds) = (Format::new().set_bold(), Format::new().set_num_format("£#,##0;-£#,##0"));
    let (count, share) = (Format::new().set_num_format("#,##0.0"), Format::new().set_num_format("0.00%"));
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name)?.set_column_width(0, 40)?.set_freeze_panes(1, 1)?;
        for (column, name) in (0..).zip(&sheet.head) {
            page.write_with_format(0, column, name.as_str(), &bold)?;
        }
        for (line, row) in (1..).zip(&sheet.rows) {
            for (column, said) in (0..).zip(row) {
                match said {
                    Said::Blank => &mut *page,
                    Said::Text(text) => page.write_string(line, column, super::super::workbook::fitting(text))?,
                    Said::Pounds(amount) => page.write_number_with_format(line, column, *amount, &pounds)?,
                    Said::Count(n) => page.write_number_with_format(line, column, *n, &count)?,
                    Said::Share(part) => page.write_number_with_format(line, column, *part, &share)?,
                };
            }
        }
    }
    book.save_to_buffer()
}
