//! `contracts.csv`: which block offers to sign, how well they are used, and whether they pay.
//!
//! The decision turns, the other decisions held, at the price that makes up for what it is worth:
//! `turning price = price + worth / D` of a contract that is signed (its worth is what leaving it out costs), and
//! `price − worth / D` of one that is not (what signing it costs), with the discounted place-years `D` that the price is
//! paid for. Filling it otherwise could only help, so it is worth signing up to this price at least.

use super::table::{Cell, Column, Table, Unit, column};
use crate::answers::{Answers, Decision};
use crate::case::Case;
use crate::id::ContractIx;
use crate::plan::{Account, Plan, priced_place_years};
use crate::units::Pounds;

/// The columns of `contracts`.
pub(super) const COLUMNS: &[Column] = &[
    column("contract", Unit::Text, "The block offer."),
    column("name", Unit::Text, "Its name."),
    column("status", Unit::Text, "optional, signed or excluded, as in the input."),
    column("signed", Unit::Text, "Whether it is signed: yes or no."),
    column("places", Unit::PlaceYears, "Places on offer, over its years within the plan."),
    column("used", Unit::PlaceYears, "Of them, filled; 0 where it is not signed."),
    column("void", Unit::PlaceYears, "Of them, paid for and empty; 0 where it is not signed."),
    column("paid", Unit::Pounds, "What the contract costs, over its years within the plan."),
    column("spot_cost_avoided", Unit::Pounds, "What the same children would cost at the spot price."),
    column(
        "break_even_occupancy",
        Unit::Share,
        "The share of its places that must be filled for it to cost what the spot price would; above 1 it cannot pay; \
         blank where no share is enough.",
    ),
    column("saving", Unit::Pounds, "spot_cost_avoided less paid."),
    column(
        "turning_price",
        Unit::PoundsPerPlaceYear,
        "The price of its first year up to which it is worth signing, at least, by the plan's own measure and with the \
         other decisions held (of an offer in a group: in place of what the group signs); blank where what it is worth \
         was not solved, or no price is low enough.",
    ),
];

/// One row per block offer, in the order of the table.
pub(super) fn table<'a>(case: &'a Case, plan: &'a Plan, answers: &'a Answers) -> Table<'a> {
    let rows = case.contracts.iter().enumerate().map(|(at, contract)| {
        let at = ContractIx::new(at);
        let account = Account::of(case, plan, at);
        vec![
            contract.id.as_str().into(),
            contract.name.as_str().into(),
            contract.status.as_str().into(),
            Cell::Flag(account.signed),
            Cell::Number(account.places),
            Cell::Number(account.used),
            Cell::Number(account.void),
            account.paid.into(),
            account.spot_cost_avoided.into(),
            account.break_even.map_or(Cell::Blank, Cell::Number),
            account.saving().into(),
            turning_price(case, plan, answers, at).into(),
        ]
    });
    Table::new("contracts", COLUMNS, rows)
}

/// The price at which the decision turns, where that is known.
pub(super) fn turning_price(case: &Case, plan: &Plan, answers: &Answers, at: ContractIx) -> Option<Pounds> {
    let solved = |worth: &&crate::answers::Worth| worth.decision == Decision::Contract(at) && worth.more.is_some();
    let worth = answers.worths.iter().find(solved)?;
    let place_years = priced_place_years(case, plan, at);
    let sign = if worth.taken { 1.0 } else { -1.0 };
    let price = case[at].price.get() + sign * worth.cost / place_years;
    (place_years > 0.0 && price > 0.0).then_some(Pounds(price))
}
