//! What `docs/tables.md` says of the outputs, written from the columns that the tables declare.

use std::fmt::Write as _;

use super::{TABLES, fixture, tables};
use crate::answers::Answers;

/// What stands before the tables; `{tables}` is what each of them holds.
const INTRODUCTION: &str = include_str!("page/introduction.md");

/// The part of the page that is about the outputs, in Markdown.
pub(crate) fn markdown() -> String {
    let held: Vec<String> = TABLES.iter().map(|(name, about)| format!("| `{name}.csv` | {about} |")).collect();
    let mut page = format!("\n{}", INTRODUCTION.replace("{tables}", &held.join("\n")));
    let (case, plan, answers) = (fixture::case(), fixture::plan(), Answers::default());
    for table in tables(&case, &plan, &answers) {
        let _ = writeln!(page, "\n### `{}.csv`\n\n{}\n", table.name, about(table.name));
        let _ = writeln!(page, "| column | counted in | meaning |\n|---|---|---|");
        for column in table.columns {
            let _ = writeln!(page, "| `{}` | {} | {} |", column.name, column.unit.as_str(), column.meaning);
        }
    }
    page
}

/// One row, and which rows there are.
fn about(table: &str) -> &'static str {
    match table {
        "placements" => "One row is children of one locality, need, band and year groups at one provision in one year.",
        "shortfalls" => {
            "One row is children of one locality, need, band and year groups in one year of whom some are unplaced, over the \
             travel guidance, at last resort or displaced. Groups in which all is well have no row."
        }
        "reasons" => {
            "One row is children of one need and phase in one area who go short in one year for one reason. A provision is \
             right for them where it takes their need and year group and can meet the need: within reach for those without a \
             place, within the travel guidance for those over it, of the kind they wanted for those displaced."
        }
        "bases" => {
            "One row is children of one need and phase in one kind of special or independent school in one year. Each child \
             is counted at the first barrier that holds, in the order of the columns, so the barriers add up to the children."
        }
        "utilisation" => "One row is a provision in a year in which it is open.",
        "projects" => "One row is a project of the input, opened or not.",
        "contracts" => "One row is a block offer of the input, signed or not, over its years within the plan.",
        "contract_years" => "One row is a block offer of the input in one of its years within the plan.",
        "finance" => {
            "One row is a line of a purse in a year; the line `total` adds the purse's lines up and carries the grant. Purses \
             are never mixed, and nothing here is discounted or a penalty."
        }
        "worth" => {
            "One row is a project or block offer that could be decided otherwise. What it would do is worked out with all \
             other decisions held and every child placed anew; it is no sum, for two decisions may stand in for each other."
        }
        "next_places" => {
            "One row is a unit that nobody has planned, tried with its places beside the plan; see [beside the \
             plan](#beside-the-plan)."
        }
        "relax" => {
            "One row is a limit of the plan that could be eased. The whole plan is made again with that limit eased alone, so \
             the gains are no sum."
        }
        other => unreachable!("{other} is not an output table"),
    }
}
