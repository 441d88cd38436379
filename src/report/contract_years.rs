//! `contract_years.csv`: every block offer year by year: how full, what is paid for empty places, what it saves against
//! the spot price, and which project takes children it could have had.

use super::table::{Cell, Column, Table, Unit, column};
use crate::case::Case;
use crate::id::ContractIx;
use crate::plan::{Plan, YearAccount};

/// The columns of `contract_years`.
pub(super) const COLUMNS: &[Column] = &[
    column("contract", Unit::Text, "The block offer."),
    column("name", Unit::Text, "Its name."),
    column("signed", Unit::Text, "Whether it is signed: yes or no."),
    column("year", Unit::Year, "The academic year, by the calendar year in which it begins."),
    column("price", Unit::PoundsPerPlaceYear, "The price of a place in this year, its yearly rise included."),
    column("places", Unit::Children, "Places on offer."),
    column(
        "eligible",
        Unit::Children,
        "Children of the plan at its school whom its places are for, in them or not; those in another contract left out.",
    ),
    column("used", Unit::Children, "Places filled; 0 where it is not signed, like what follows."),
    column("void", Unit::Children, "Places empty."),
    column("void_paid", Unit::Pounds, "Of what is paid, for empty places."),
    column("paid", Unit::Pounds, "What the contract costs."),
    column("spot_cost_avoided", Unit::Pounds, "What the children in it would cost at the spot price."),
    column("saving", Unit::Pounds, "spot_cost_avoided less paid."),
    column(
        "taken_by",
        Unit::Text,
        "Where fewer places are filled than the year before: the project whose new places take most children whom the \
         contract could have had.",
    ),
    column("taken_children", Unit::Children, "Such children who start there this year, at most the places it adds."),
];

/// One row per block offer and year within the plan, in the order of the table.
pub(super) fn table<'a>(case: &'a Case, plan: &'a Plan) -> Table<'a> {
    let of_contract = move |at: usize| {
        let at = ContractIx::new(at);
        YearAccount::all(case, plan, at).into_iter().map(move |year| row(case, plan, at, &year))
    };
    Table::new("contract_years", COLUMNS, (0..case.contracts.len()).flat_map(of_contract))
}

fn row<'a>(case: &'a Case, plan: &Plan, at: ContractIx, year: &YearAccount) -> Vec<Cell<'a>> {
    let contract = &case[at];
    vec![
        contract.id.as_str().into(),
        contract.name.as_str().into(),
        Cell::Flag(plan.signed[at.get()]),
        year.year.into(),
        contract.price_in(year.year).into(),
        Cell::Number(contract.places.get()),
        Cell::Number(year.eligible),
        Cell::Number(year.used),
        Cell::Number(year.void),
        year.void_paid.into(),
        year.paid.into(),
        year.spot_cost_avoided.into(),
        (year.spot_cost_avoided - year.paid).into(),
        year.taken.map(|taken| case[taken.by].id.as_str()).into(),
        year.taken.map_or(Cell::Blank, |taken| Cell::Number(taken.children)),
    ]
}
