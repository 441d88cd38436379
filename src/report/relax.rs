//! `relax.csv`: what the plan would gain if a limit were eased, every decision made again.

use super::table::{Cell, Column, Table, Unit, column};
use crate::answers::{Answers, Relaxation, Relaxed};
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
        "within",
        Unit::Pounds,
        "What gain may be out by, either way: no gain is shown where it is no more than this.",
    ),
    column("money", Unit::Pounds, "More that all purses would pay, not discounted; below zero: less."),
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
            let numbers = [gain.objective, gain.within, gain.more.money, gain.more.unplaced, gain.more.displaced];
            [numbers.map(Cell::Number).to_vec(), vec![Cell::Blank]].concat()
        }
        Err(why) => [vec![Cell::Blank; 5], vec![why.as_str().into()]].concat(),
    };
    [names, rest].concat()
}
