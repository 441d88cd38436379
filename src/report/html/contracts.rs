//! Block contracts: which to sign, how well they are used, and whether they pay.

use maud::{Markup, html};

use super::super::contracts::Account;
use super::grid::{Grid, numbers, words};
use super::numbers::{BLANK, number, percent, pounds, share};
use super::{Told, nothing};
use crate::case::Commitment;
use crate::id::ContractIx;

/// The signed ones, then the other offers.
pub(super) fn markup(told: &Told) -> Markup {
    let case = told.case;
    if case.contracts.is_empty() {
        return nothing("The tables hold no block contracts.");
    }
    let all: Vec<(ContractIx, Account)> =
        (0..case.contracts.len()).map(ContractIx::new).map(|at| (at, Account::of(case, told.plan, at))).collect();
    let (signed, offers): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, account)| account.signed);
    html! {
        @if signed.is_empty() { (nothing("The plan signs none of the offers.")) } @else { (table_signed(told, &signed)) }
        @if !offers.is_empty() { (table_offers(told, &offers)) }
        p class="note" {
            "Break-even: the share of its places that must be filled for a block to cost what the same children would at the spot price; "
            "above 100% it cannot pay, " (BLANK) " where no share is enough. Figures are over a contract’s years within the plan."
        }
    }
}

fn table_signed(told: &Told, signed: &[(ContractIx, Account)]) -> Markup {
    let head = [words("Contract"), words("From"), words("To"), words("Status")].into_iter().chain(
        [
            "Places a year",
            "Price, £ a place",
            "Filled",
            "Place-years empty",
            "Paid, £",
            "Spot price avoided, £",
            "Saving, £",
            "Break-even",
        ]
        .map(numbers),
    );
    let mut grid = Grid::new("table-contracts", "Signed block contracts", head.collect());
    for (at, account) in signed {
        let contract = &told.case[*at];
        let status = if contract.status == Commitment::Signed { "signed already" } else { "to sign" };
        grid.row(vec![
            contract.name.clone().into(),
            contract.first_year.to_string().into(),
            contract.last_year.to_string().into(),
            status.into(),
            number(contract.places.get()).into(),
            pounds(Some(contract.price)).into(),
            percent(share(account.used, account.places), 0).into(),
            number(account.void).into(),
            pounds(Some(account.paid)).into(),
            pounds(Some(account.spot_cost_avoided)).into(),
            pounds(Some(account.spot_cost_avoided - account.paid)).into(),
            break_even(account).into(),
        ]);
    }
    grid.markup()
}

fn table_offers(told: &Told, offers: &[(ContractIx, Account)]) -> Markup {
    let head = [words("Offer"), words("From"), words("To")]
        .into_iter()
        .chain(["Places a year", "Price, £ a place", "Break-even"].map(numbers));
    let mut grid = Grid::new("table-offers", "Offers that the plan does not sign", head.collect());
    for (at, account) in offers {
        let contract = &told.case[*at];
        grid.row(vec![
            contract.name.clone().into(),
            contract.first_year.to_string().into(),
            contract.last_year.to_string().into(),
            number(contract.places.get()).into(),
            pounds(Some(contract.price)).into(),
            break_even(account).into(),
        ]);
    }
    grid.markup()
}

fn break_even(account: &Account) -> String {
    account.break_even.filter(|share| share.is_finite()).map_or_else(|| BLANK.to_owned(), |share| percent(share, 0))
}
