//! `publish/`: what may leave the council, as tables, a page, a workbook and a statement of what was done to make it safe.
//!
//! Every count comes from [`Published`] and from nowhere else; here it is only given names.

mod page;
mod statement;
mod tables;
#[cfg(test)]
mod tests;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::tables::tables;
use super::workbook::{Pages, sheet};
use super::{File, PAGE, Told, WORKBOOK};
use crate::publish::Published;

/// The folder within the run folder.
pub const FOLDER: &str = "publish";

/// The file that says what was done.
const STATEMENT: &str = "statement.txt";

/// Names of the published tables.
const TABLES: [&str; 8] =
    ["children", "destinations", "provisions", "shortfalls", "projects", "contracts", "finance", "columns"];

/// Whether placewise writes a file of this name into the folder.
pub(super) fn is_output(file: &str) -> bool {
    let table = |file: &str| file.strip_suffix(".csv").is_some_and(|name| TABLES.contains(&name));
    [STATEMENT, WORKBOOK, PAGE].contains(&file) || table(file)
}

/// Every file of the folder.
pub(super) fn files<'a>(told: Told<'a>, published: &'a Published) -> Vec<File<'a>> {
    let tables = tables(told, published);
    let columns = super::columns(&tables);
    let rest = [
        File::bytes("columns.csv", columns),
        File::bytes(STATEMENT, statement::text(told, published).into_bytes()),
        File::made(PAGE, move || Ok(page::page(told, published))),
        File::made(WORKBOOK, move || workbook(told, published).map_err(io::Error::other)),
    ];
    tables.into_iter().map(File::table).chain(rest).map(|file| file.within(FOLDER)).collect()
}

/// The statement and the tables as one workbook.
fn workbook(told: Told, published: &Published) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without this the bytes would change with the clock.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    let pages = Pages::new(&told);
    let front = book.add_worksheet();
    front.set_name("statement")?.set_column_width(0, 110)?;
    pages.set_up(front);
    front.set_print_fit_to_pages(1, 1);
    for (line, row) in statement::text(told, published).lines().zip(0..) {
        front.write_string(row, 0, line)?;
    }
    for (table, counted) in tables(told, published).into_iter().zip(tables(told, published)) {
        sheet::output(&mut book, &pages, table, counted.count())?;
    }
    book.save_to_buffer()
}
