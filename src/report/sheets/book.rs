//! Chapters of tables as a workbook, a tab each.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Chapter, Said, Sheet};
use crate::report::workbook::fitting;

/// The workbook's bytes.
pub(super) fn book(title: &str, chapters: &[Chapter]) -> Result<Vec<u8>, XlsxError> {
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
}
