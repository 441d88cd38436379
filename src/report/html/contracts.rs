//! Block contracts: which to sign, how well they are used, and whether they pay.

use maud::{Markup, html};

use super::super::contracts::turning_price;
use super::grid::{Grid, numbers, shaded, words};
use super::numbers::{BLANK, count, number, percent, pounds, share};
use super::{Told, nothing};
use crate::case::Commitment;
use crate::id::ContractIx;
use crate::plan::{Account, YearAccount};
use crate::units::grouped;

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
        @if signed.is_empty() { (nothing("The plan signs none of the offers.")) } @else {
            (table_signed(told, &signed))
            (calendar(told, &signed))
        }
        @if !offers.is_empty() { (table_offers(told, &offers)) }
        p class="note" {
            "Break-even: the share of its places that must be filled for a block to cost what the same children would at the spot price; "
            "above 100% it cannot pay, " (BLANK) " where no share is enough. Figures are over a contract’s years within the plan. "
            "Worth up to: the price a place, in the contract’s first year, up to which it is worth signing by the plan’s own measure, at least, holding the other decisions (of an offer in a group: in place of what the group signs); " (BLANK) " where that was not solved, or no price is low enough. contract_years.csv has every offer year by year."
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
            "Worth up to, £ a place",
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
            pounds(Some(account.saving())).into(),
            break_even(account).into(),
            pounds(turning_price(told.case, told.plan, told.answers, *at)).into(),
        ]);
    }
    grid.markup()
}

/// How many of its places each signed contract fills, year by year, and who takes children it could have had.
fn calendar(told: &Told, signed: &[(ContractIx, Account)]) -> Markup {
    let head = [words("Contract"), numbers("Places")].into_iter();
    let head = head.chain(told.years().map(|year| numbers(year.to_string()))).collect();
    let mut grid = Grid::new("table-contract-years", "Places filled of signed block contracts, year by year", head);
    let mut notes = Vec::new();
    for (at, _) in signed {
        let contract = &told.case[*at];
        let years = YearAccount::all(told.case, told.plan, *at);
        let fill = |year| {
            let places = contract.places.get();
            let here = years.iter().find(|account| account.year == year);
            here.map_or_else(|| BLANK.into(), |here| shaded(count(here.used), share(here.used, places)))
        };
        let row = [contract.name.clone().into(), number(contract.places.get()).into()];
        grid.row(row.into_iter().chain(told.years().map(fill)).collect());
        notes.extend(years.windows(2).filter_map(|pair| emptied(told, &contract.name, &pair[0], &pair[1])));
    }
    html! {
        (grid.markup())
        @if !notes.is_empty() { ul { @for note in &notes { li { (note) } } } }
    }
}

/// What a project has to do with a contract that fills fewer places than the year before.
fn emptied(told: &Told, name: &str, before: &YearAccount, now: &YearAccount) -> Option<String> {
    let taken = now.taken?;
    Some(format!(
        "{name}: from {} to {} places filled in {}, the year in which {} children whom it could have taken start in new \
         places of {}; without those it might have stayed fuller.",
        grouped(before.used, 0),
        grouped(now.used, 0),
        now.year,
        grouped(taken.children, 0),
        told.case[taken.by].name,
    ))
}

fn table_offers(told: &Told, offers: &[(ContractIx, Account)]) -> Markup {
    let head = [words("Offer"), words("From"), words("To")].into_iter().chain(
        [
            "Places a year",
            "Price, £ a place",
            "Break-even",
            "Worth up to, £ a place",
            "Children there it is for, a year",
        ]
        .map(numbers),
    );
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
            pounds(turning_price(told.case, told.plan, told.answers, *at)).into(),
            count(eligible(told, *at)).into(),
        ]);
    }
    grid.markup()
}

/// Children of the plan at its school whom an offer is for, in an average year.
fn eligible(told: &Told, at: ContractIx) -> f64 {
    let years = YearAccount::all(told.case, told.plan, at);
    share(years.iter().map(|year| year.eligible).sum(), years.len() as f64)
}

fn break_even(account: &Account) -> String {
    account.break_even.filter(|share| share.is_finite()).map_or_else(|| BLANK.to_owned(), |share| percent(share, 0))
}
