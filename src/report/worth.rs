//! `worth.csv`: what turning each decision round would do, the others held and every child placed anew.

use super::table::{Cell, Column, Table, Unit, column};
use crate::answers::{Answers, Decision, Totals, Worth};
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
    column(
        "basis",
        Unit::Text,
        "solved: every child placed anew; prices: from the prices of places alone, where time was short.",
    ),
    column(
        "within",
        Unit::Pounds,
        "What cost may be out by: either way where it was solved; by prices it is at least cost less this, and how much \
         more it is was not worked out.",
    ),
    column(
        "money",
        Unit::Pounds,
        "More that all purses would pay, not discounted; blank by prices, like what follows.",
    ),
    column("unplaced", Unit::Children, "More child-years without a place."),
    column("displaced", Unit::Children, "More child-years displaced."),
    column("unknown", Unit::Text, "Why it is not known; blank where it is."),
    column(
        "replanned",
        Unit::Pounds,
        "What cost comes to where everything else is planned anew, too: solved beside a small plan, else by prices. Blank \
         where no plan with it was found, or in no time.",
    ),
    column("instead", Unit::Text, "What would be decided otherwise then."),
];

/// Those taken first, the dearest to do without first; then those that are not known.
pub(super) fn table<'a>(case: &'a Case, answers: &'a Answers) -> Table<'a> {
    let known = answers.worths.iter();
    let known = known.map(|w| [names(case, w.decision), figures(w), replanned(answers, w.decision)].concat());
    let unknown = answers.unknown.iter().map(|(decision, why)| {
        let blanks = vec![Cell::Blank; COLUMNS.len() - 6];
        [names(case, *decision), blanks, vec![why.as_str().into()], replanned(answers, *decision)].concat()
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
    let of = |what: fn(Totals) -> f64| worth.more.map_or(Cell::Blank, |more| Cell::Number(what(more)));
    vec![
        Cell::Flag(worth.taken),
        worth.year.into(),
        Cell::Number(worth.cost),
        basis_of(worth.more).into(),
        Cell::Number(worth.within),
        of(|more| more.money),
        of(|more| more.unplaced),
        of(|more| more.displaced),
        Cell::Blank,
    ]
}

fn replanned(answers: &Answers, decision: Decision) -> Vec<Cell<'_>> {
    match answers.replanned.iter().find(|replanned| replanned.decision == decision) {
        Some(replanned) => vec![Cell::Number(replanned.cost), replanned.instead.as_str().into()],
        None => vec![Cell::Blank, Cell::Blank],
    }
}

/// How something was worked out of which there is so much more or less.
pub(super) fn basis_of(totals: Option<Totals>) -> &'static str {
    if totals.is_some() { "solved" } else { "prices" }
}
