//! `report.html` of what may be published: the published tables laid out by year, and nothing that is not in them.

use super::statement;
use super::tables::tables;
use crate::publish::Published;
use crate::report::table::{Cell, Column, Table, Unit};
use crate::report::{Chapter, Said, Sheet, Told, sheet_page};
use crate::units::Year;

/// The page.
pub(super) fn page(told: Told, published: &Published) -> Vec<u8> {
    let table = |name: &str| tables(told, published).into_iter().find(|table| table.name == name);
    let mut chapters = vec![statement_chapter(published)];
    let mut add = |title: &'static str, note: &str, sheet: Option<Sheet>| {
        let notes = if note.is_empty() { Vec::new() } else { vec![note.to_owned()] };
        chapters.extend(sheet.map(|sheet| Chapter {
            tab: sheet.name.to_owned(),
            title: title.to_owned(),
            notes,
            sheets: vec![sheet],
        }));
    };
    let years = Years { years: (0..told.case.years()).map(|t| told.case.year(t)).collect() };
    let everywhere = |row: &[Cell]| row[1] == Cell::Text("all");
    add(
        "How many children need a place",
        "By primary need and phase; areas, and groups that have nobody, are in children.csv.",
        table("children")
            .map(|table| years.beside(table, "children", "Children with an EHC plan", &[2, 3], 4, everywhere)),
    );
    add(
        "Where children go",
        "By primary need and kind of provision; areas, and groups that have nobody, are in destinations.csv.",
        table("destinations")
            .map(|table| years.beside(table, "destinations", "Children by destination", &[2, 3], 4, everywhere)),
    );
    add("Who goes short", "", table("shortfalls").map(|table| whole(table, "Children who go short", |_| true)));
    add(
        "What opens",
        "",
        table("projects").map(|table| whole(table, "Projects that open", |row| row[4] != Cell::Blank)),
    );
    let signed = |row: &[Cell]| row[3] == Cell::Flag(true);
    add("What is signed", "", table("contracts").map(|table| whole(table, "Block contracts that are signed", signed)));
    let totals = |row: &[Cell]| row[2] == Cell::Text("total");
    add(
        "What each purse pays",
        "The lines, and how far each is rounded, are in finance.csv.",
        table("finance").map(|table| turned(&years.beside(table, "finance", "£ by purse", &[1], 3, totals))),
    );
    let anywhere = |_: &[Cell]| true;
    add(
        "Children at each school",
        "Schools and bases with somebody in some year; all are in provisions.csv.",
        table("provisions")
            .map(|table| years.beside(table, "provisions", "Children by provision", &[2, 5], 7, anywhere)),
    );
    sheet_page(&format!("{}: figures that may be published", told.case.title), &chapters)
}

fn statement_chapter(published: &Published) -> Chapter {
    Chapter {
        tab: "statement".to_owned(),
        title: "What was done".to_owned(),
        notes: statement::paragraphs(published),
        sheets: Vec::new(),
    }
}

/// The years of the plan, as columns.
struct Years {
    years: Vec<Year>,
}

impl Years {
    /// Rows that are wanted, by what is in the columns `names`, with the column `number` of every year beside each other; those
    /// that have nobody in any year are left out.
    fn beside(
        &self,
        table: Table,
        name: &'static str,
        title: &'static str,
        names: &[usize],
        number: usize,
        wanted: impl Fn(&[Cell]) -> bool,
    ) -> Sheet {
        let columns = table.columns;
        let mut rows: Vec<Vec<Said>> = Vec::new();
        for row in table.into_rows().filter(|row| wanted(row)) {
            let named: Vec<Said> = names.iter().map(|&at| said(row[at], &columns[at])).collect();
            let at = rows.iter().position(|known| known[..named.len()] == named[..]).unwrap_or_else(|| {
                rows.push(named.iter().cloned().chain(self.years.iter().map(|_| Said::Blank)).collect());
                rows.len() - 1
            });
            let year = self.years.iter().position(|&year| row[0] == Cell::Year(year));
            if let Some(cell) = year.and_then(|year| rows[at].get_mut(names.len() + year)) {
                *cell = said(row[number], &columns[number]);
            }
        }
        let somebody = |said: &Said| !matches!(said, Said::Blank) && *said != Said::Count(0.0);
        rows.retain(|row| row[names.len()..].iter().any(somebody));
        let head = names.iter().map(|&at| columns[at].name.replace('_', " "));
        let head = head.chain(self.years.iter().map(ToString::to_string)).collect();
        Sheet { name, title, head, rows }
    }
}

/// The same with its rows as columns: amounts of many years side by side are too wide for a sheet of paper.
fn turned(sheet: &Sheet) -> Sheet {
    let names = sheet.rows.iter().map(|row| row[0].shown());
    let head = ["year".to_owned()].into_iter().chain(names).collect();
    let row = |at: usize| {
        let year = Said::from(sheet.head[at].as_str());
        [year].into_iter().chain(sheet.rows.iter().map(|row| row[at].clone())).collect()
    };
    Sheet { head, rows: (1..sheet.head.len()).map(row).collect(), ..*sheet }
}

/// Rows that are wanted, as they are.
fn whole(table: Table, title: &'static str, wanted: impl Fn(&[Cell]) -> bool) -> Sheet {
    let (name, columns) = (table.name, table.columns);
    let rows = table.into_rows().filter(|row| wanted(row));
    let rows = rows.map(|row| row.into_iter().zip(columns).map(|(cell, column)| said(cell, column)).collect());
    let head = columns.iter().map(|column| column.name.replace('_', " ")).collect();
    Sheet { name, title, head, rows: rows.collect() }
}

/// Columns whose ids are words.
const WORDS: [&str; 3] = ["kind", "destination", "purse"];

fn said(cell: Cell, column: &Column) -> Said {
    match cell {
        Cell::Blank => Said::Blank,
        Cell::Text(text) if WORDS.contains(&column.name) => text.replace('_', " ").as_str().into(),
        Cell::Text(text) => text.into(),
        Cell::Flag(flag) => if flag { "yes" } else { "no" }.into(),
        Cell::Year(year) => year.to_string().into(),
        Cell::Number(amount) if column.unit == Unit::Pounds => Said::Pounds(amount),
        Cell::Number(count) => Said::Count(count),
    }
}
