//! A plan, checked, as tables and figures, and those as bytes: CSV, JSON and the words an officer reads.
//!
//! Nothing here writes a file, and nothing here knows a solver. One file per output table, each with its columns
//! declared once: name, unit and meaning.

mod bases;
mod compare;
mod contract_years;
mod contracts;
mod figures;
mod file;
mod finance;
mod findings;
mod glance;
mod html;
mod legend;
mod map;
mod next_places;
mod placements;
mod projects;
mod publish;
mod read_back;
mod reasons;
mod record;
mod relax;
mod sheets;
mod shortfalls;
mod table;
mod utilisation;
mod words;
mod workbook;
mod worth;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod page;
#[cfg(test)]
mod tests;

pub use compare::{ChangedRow, Compared, compare, decided};
pub use figures::{BreachFigure, Figures, ModelSize, Purses, Tally, YearTally};
pub use file::File;
pub use findings::bulleted;
pub use glance::{Choice, Glance, Taken};
pub use html::page;
pub use map::{MAP, PROJECT, map};
pub use publish::FOLDER as PUBLISH;
pub use read_back::{ReadBackError, RunFiles, plan_from, record_from};
pub use record::{Asked, BeganFrom, InputFile, Machine, Record, Settings};
use sheets::sheet_page;
pub use sheets::{Chapter, Paper, Said, Sheet, sheet_files, sheet_words};
pub use table::{Cell, Column, Table, Unit};
pub use words::{audit_json, audit_words, summary};
pub use workbook::{InputColumn, InputTable, Inputs, WORKBOOK, workbook};

use std::io;

use crate::answers::Answers;
use crate::audit::Audit;
use crate::case::Case;
use crate::plan::Plan;
use crate::publish::Published;

/// The file that holds the figures.
pub const SUMMARY: &str = "summary.json";

/// The file that holds the record of the run.
pub const RECORD: &str = "run.json";

/// The file that holds the plan as one page.
pub const PAGE: &str = "report.html";

/// The sentences.
const FINDINGS: &str = "findings.json";

/// The output tables, and what each holds.
const TABLES: [(&str, &str); 13] = [
    ("placements", "who is where, year by year"),
    ("shortfalls", "who is without a place, displaced, over the travel guidance or at last resort, and why"),
    ("reasons", "who goes short and why, by need, phase and area, in sentences, with what would clear it"),
    (
        "bases",
        "why not a base: children in special and independent schools, how many a base could take by their need, and what stands in the way",
    ),
    ("utilisation", "how full every provision is, and what one more place there would be worth"),
    ("projects", "what to open, and when"),
    ("contracts", "which block offers to sign, how well they are used and whether they pay"),
    (
        "contract_years",
        "every block offer year by year: how full, what is paid for empty places, which project takes children it could have had",
    ),
    ("finance", "what each purse pays, against the grant"),
    ("worth", "what leaving out each project and block contract would do, or taking it"),
    ("next_places", "where ten places that nobody has planned would help most"),
    (
        "relax",
        "what the plan would gain with 10% more capital, 15 more minutes, projects a year sooner, or a contract without its minimum",
    ),
    ("columns", "what every column means and is counted in"),
];

/// Whether placewise writes a file of this name, a path below the run folder with `/`, into a run folder.
pub fn is_output(file: &str) -> bool {
    if let Some(published) = file.strip_prefix(PUBLISH).and_then(|file| file.strip_prefix('/')) {
        return publish::is_output(published);
    }
    let table = |file: &str| file.strip_suffix(".csv").is_some_and(|name| TABLES.iter().any(|table| table.0 == name));
    [SUMMARY, RECORD, FINDINGS, PAGE, WORKBOOK, MAP, PROJECT].contains(&file) || table(file)
}

/// Every output table of a plan.
pub fn tables<'a>(case: &'a Case, plan: &'a Plan, answers: &'a Answers) -> Vec<Table<'a>> {
    vec![
        placements::table(case, plan),
        shortfalls::table(case, plan),
        reasons::table(case, answers),
        bases::table(case, answers),
        utilisation::table(case, plan),
        projects::table(case, plan, answers),
        contracts::table(case, plan, answers),
        contract_years::table(case, plan),
        finance::table(case, plan),
        worth::table(case, answers),
        next_places::table(case, answers),
        relax::table(case, answers),
    ]
}

/// A plan and everything said of it.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What was planned for.
    pub case: &'a Case,
    /// The plan.
    pub plan: &'a Plan,
    /// What the audit found.
    pub audit: &'a Audit,
    /// Its figures.
    pub figures: &'a Figures,
    /// Why it is as it is.
    pub answers: &'a Answers,
    /// How it was made.
    pub record: &'a Record,
    /// What of it may be published; `None` where nobody asked.
    pub published: Option<&'a Published>,
}

/// Every file of a run folder, each made as it is written; but for `run.json` and what the page says of the inputs, the
/// same bytes for the same inputs.
///
/// `inputs` reads what it was made from again, when the workbook is written: a region's tables are not kept all along.
pub fn files<'a>(told: Told<'a>, inputs: impl FnOnce() -> Option<Inputs<'a>> + 'a) -> Vec<File<'a>> {
    let tables = tables(told.case, told.plan, told.answers);
    let last = [
        File::bytes("columns.csv", columns(&tables)),
        File::bytes(SUMMARY, told.figures.to_json()),
        File::bytes(FINDINGS, findings::json(told.answers)),
        File::made(PAGE, move || Ok(page(told))),
        File::made(WORKBOOK, move || workbook(told, inputs()).map_err(io::Error::other)),
        File::made(MAP, move || Ok(map(told.case, told.plan))),
        File::made(PROJECT, move || Ok(map::project(told.case, told.plan))),
        File::bytes(RECORD, told.record.to_json()),
    ];
    let published = told.published.map(|published| publish::files(told, published)).unwrap_or_default();
    tables.into_iter().map(File::table).chain(last).chain(published).collect()
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
