//! A plan, checked, as tables and figures, and those as bytes: CSV, JSON and the words an officer reads.
//!
//! Nothing here writes a file, and nothing here knows a solver. One file per output table, each with its columns
//! declared once: name, unit and meaning.

mod contracts;
mod figures;
mod file;
mod finance;
mod html;
mod placements;
mod projects;
mod read_back;
mod record;
mod shortfalls;
mod table;
mod utilisation;
mod words;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod page;
#[cfg(test)]
mod tests;

pub use figures::{BreachFigure, Figures, ModelSize, Purses, Tally, YearTally};
pub use file::File;
pub use html::page;
pub use read_back::{ReadBackError, RunFiles, plan_from, record_from};
pub use record::{InputFile, Machine, Record, Settings};
pub use table::{Cell, Column, Table, Unit};
pub use words::{audit_json, audit_words, summary};

use crate::case::Case;
use crate::plan::Plan;

/// The file that holds the figures.
pub const SUMMARY: &str = "summary.json";

/// The file that holds the record of the run.
pub const RECORD: &str = "run.json";

/// The scenario that takes the tables as they are.
pub const BASE_SCENARIO: &str = "base";

/// Files that later versions of placewise add to a run folder.
const LATER: [&str; 4] = ["next_places.csv", "report.html", "workbook.xlsx", "map.geojson"];

/// Names of the output tables.
const TABLES: [&str; 7] = ["placements", "shortfalls", "utilisation", "projects", "contracts", "finance", "columns"];

/// Whether placewise writes a file of this name into a run folder.
pub fn is_output(file: &str) -> bool {
    let table = |file: &str| file.strip_suffix(".csv").is_some_and(|name| TABLES.contains(&name));
    file == SUMMARY || file == RECORD || LATER.contains(&file) || table(file)
}

/// Every output table of a plan.
pub fn tables<'a>(case: &'a Case, plan: &'a Plan) -> Vec<Table<'a>> {
    vec![
        placements::table(case, plan),
        shortfalls::table(case, plan),
        utilisation::table(case, plan),
        projects::table(case, plan),
        contracts::table(case, plan),
        finance::table(case, plan),
    ]
}

/// The files of a run folder but for `run.json`, the same bytes for the same inputs.
pub fn files<'a>(case: &'a Case, plan: &'a Plan, figures: &Figures) -> Vec<File<'a>> {
    let tables = tables(case, plan);
    let last = [File::bytes("columns.csv", columns(&tables)), File::bytes(SUMMARY, figures.to_json())];
    tables.into_iter().map(File::table).chain(last).collect()
}

/// What every column of every table says, as a table of its own.
fn columns(tables: &[Table]) -> Vec<u8> {
    const COLUMNS: &[Column] = &[
        table::column("table", Unit::Text, "The output table."),
        table::column("column", Unit::Text, "Its column."),
        table::column("unit", Unit::Text, "What its numbers are counted in."),
        table::column("meaning", Unit::Text, "What it says."),
    ];
    let of_table = |table: &Table| {
        let name = table.name;
        table.columns.iter().map(move |c| vec![name.into(), c.name.into(), c.unit.as_str().into(), c.meaning.into()])
    };
    Table::new("columns", COLUMNS, tables.iter().flat_map(of_table)).into_csv()
}

/// Indented JSON with a final newline.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_else(|error| unreachable!("plain data: {error}"));
    bytes.push(b'\n');
    bytes
}
