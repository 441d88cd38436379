//! `relax.csv`: what the plan would gain if a limit were eased, every decision made again.

use super::table::{Cell, Column, Table, Unit, column};
use super::worth::basis_of;
use crate::answers::{Answers, Relaxation, Relaxed, Totals};
use crate::case::Case;

/// The columns of `relax`.
pub(super) const COLUMNS: &[Column] = &[
    column("limit", Unit::Text, "capital, minutes, sooner or contract_minimum."),
    column("contract", Unit::Text, "Of contract_minimum: the block contract."),
    column("eased", Unit::Text, "By how much it is eased."),
    column(
        "gain",
        Unit::Pounds,
        "Less that the plan would cost in what was minimised: discounted, penalties included. With more minutes of \
         guidance, penalties that are no longer charged for the same journeys count.",
    ),
    column(
        "basis",
        Unit::Text,
        "solved: the plan made again; prices: from the prices of places alone, where solving takes too long.",
    ),
    column(
        "within",
        Unit::Pounds,
        "What gain may be out by: either way where it was solved, and no gain is shown where it is no more than this; by \
         prices no plan gains more than gain and this together.",
    ),
    column(
        "money",
        Unit::Pounds,
        "More that all purses would pay, not discounted; below zero: less. Blank by prices, like what follows.",
    ),
    column("unplaced", Unit::Children, "More child-years without a place; below zero: fewer."),
    column("displaced", Unit::Children, "More child-years displaced; below zero: fewer."),
    column("unknown", Unit::Text, "Why it is not known; blank where it is."),
];

/// One row per limit that could be eased.
pub(super) fn table<'a>(case: &'a Case, answers: &'a Answers) -> Table<'a> {
    Table::new("relax", COLUMNS, answers.relaxed.iter().map(|relaxed| row(case, relaxed)))
}

fn row<'a>(case: &'a Case, relaxed: &Relaxed) -> Vec<Cell<'a>> {
    let contract = match relaxed.what {
        Relaxation::Unused(contract) => Some(case[contract].id.as_str()),
        _ => None,
    };
    let names = vec![relaxed.what.as_str().into(), contract.into(), relaxed.what.words().into()];
    let rest = match relaxed.gain {
        Ok(gain) => {
            let of = |what: fn(Totals) -> f64| gain.more.map_or(Cell::Blank, |more| Cell::Number(what(more)));
            vec![
                Cell::Number(gain.objective),
                basis_of(gain.more).into(),
                Cell::Number(gain.within),
                of(|more| more.money),
                of(|more| more.unplaced),
                of(|more| more.displaced),
                Cell::Blank,
            ]
        }
        Err(why) => [vec![Cell::Blank; 6], vec![why.as_str().into()]].concat(),
    };
    [names, rest].concat()
}
