//! `worth.csv`: what turning each decision round would do, the others held and every child placed anew.

use super::table::{Cell, Column, Table, Unit, column};
use crate::answers::{Answers, Decision, Worth};
use crate::case::Case;

/// The columns of `worth`.
pub(super) const COLUMNS: &[Column] = &[
    column("decision", Unit::Text, "project or contract."),
    column("id", Unit::Text, "The project or block offer."),
    column("name", Unit::Text, "Its name."),
    column(
        "taken",
        Unit::Text,
        "Whether the plan takes it; the rest is what leaving it out, else taking it, would do.",
    ),
    column("year", Unit::Year, "Of a project left out: the year it would open in."),
    column(
        "cost",
        Unit::Pounds,
        "More that the plan would cost in what was minimised: discounted, penalties included; below zero is better.",
    ),
    column("within", Unit::Pounds, "What cost may be out by, either way."),
    column("money", Unit::Pounds, "More that all purses would pay, not discounted."),
    column("unplaced", Unit::Children, "More child-years without a place."),
    column("displaced", Unit::Children, "More child-years displaced."),
    column("unknown", Unit::Text, "Why it is not known; blank where it is."),
];

/// Those taken first, the dearest to do without first; then those that are not known.
pub(super) fn table<'a>(case: &'a Case, answers: &'a Answers) -> Table<'a> {
    let known = answers.worths.iter().map(|worth| [names(case, worth.decision), figures(worth)].concat());
    let unknown = answers.unknown.iter().map(|(decision, why)| {
        let blanks = vec![Cell::Blank; COLUMNS.len() - 4];
        [names(case, *decision), blanks, vec![why.as_str().into()]].concat()
    });
    Table::new("worth", COLUMNS, known.chain(unknown))
}

fn names(case: &Case, decision: Decision) -> Vec<Cell<'_>> {
    match decision {
        Decision::Project(k) => {
            vec!["project".into(), case[k].id.as_str().into(), case[k].name.as_str().into()]
        }
        Decision::Contract(m) => {
            vec!["contract".into(), case[m].id.as_str().into(), case[m].name.as_str().into()]
        }
    }
}

fn figures(worth: &Worth) -> Vec<Cell<'static>> {
    let numbers = [worth.cost, worth.within, worth.money, worth.unplaced, worth.displaced].map(Cell::Number);
    [vec![Cell::Flag(worth.taken), worth.year.into()], numbers.to_vec(), vec![Cell::Blank]].concat()
}
