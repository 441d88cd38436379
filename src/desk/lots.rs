//! The same offer in smaller lots at the same price: three tens against one thirty.
//!
//! An offer of `n` places is parted into [`LOTS`] lots of whole places, the larger ones first. One lot is the offer with
//! so many fewer places; lots that start a year apart are offers of their own beside it, each at the price that the
//! offer has in the year the lot starts. Places that the school adds are parted like the places.

use super::outlook::Held;
use super::solved::Solved;
use super::{Gain, Lots};
use crate::case::{Case, Contract};
use crate::id::{ContractId, ContractIx};
use crate::network::Network;
use crate::plan::{Account, Plan};
use crate::solve::Decisions;
use crate::units::{Children, Pounds, Year, grouped};

/// Into how many lots an offer is parted.
const LOTS: usize = 3;

/// The lots from one to all of them, then one more each year where the offer runs for longer than one; `alone` is the
/// plan with the whole offer.
pub(super) fn of(held: &Held, at: ContractIx, alone: &Solved) -> Result<Vec<Lots>, String> {
    let contract = &held.case()[at];
    let sizes = parted(contract.places.get()).ok_or("it has too few places to be parted")?;
    let mut all = Vec::new();
    for count in 1..LOTS {
        let places = sizes[..count].iter().sum();
        let mut case = held.with_same_wait();
        case.contracts[at.get()] = lot(contract, "", places, contract.first_year);
        let (gain, account) = signed(held, &case, &[at])?;
        all.push(Lots { what: named(count, &sizes), places, gain, account });
    }
    let account = Account::of(held.case(), &alone.plan, at);
    let gain = Gain::of(&held.none, alone);
    all.push(Lots {
        what: format!("all {} places at once", grouped(contract.places.get(), 0)),
        places: contract.places.get(),
        gain,
        account,
    });
    if let Some(case) = year_by_year(held, at, &sizes) {
        let lots: Vec<ContractIx> = std::iter::once(at)
            .chain((held.case().contracts.len()..case.contracts.len()).map(ContractIx::new))
            .collect();
        let (gain, account) = signed(held, &case, &lots)?;
        all.push(Lots { what: "one lot more each year".to_owned(), places: contract.places.get(), gain, account });
    }
    Ok(all)
}

/// Whole places for each lot; `None` where there are fewer than one for each.
fn parted(places: f64) -> Option<[f64; LOTS]> {
    if places < LOTS as f64 {
        return None;
    }
    let mut left = places;
    let mut sizes = [0.0; LOTS];
    for (at, size) in sizes.iter_mut().enumerate() {
        *size = if at + 1 == LOTS { left } else { (left / (LOTS - at) as f64).ceil() };
        left -= *size;
    }
    Some(sizes)
}

/// `one lot of 10 places`, `two lots, 20 places`.
fn named(count: usize, sizes: &[f64]) -> String {
    let places = grouped(sizes[..count].iter().sum(), 0);
    if count == 1 { format!("one lot of {places} places") } else { format!("{count} lots, {places} places") }
}

/// Some of an offer's places from a year on, in no group.
fn lot(contract: &Contract, name: &str, places: f64, first_year: Year) -> Contract {
    let share = places / contract.places.get();
    Contract {
        id: ContractId::new(&format!("{}{name}", contract.id)).unwrap_or_else(|_| unreachable!("a sound name")),
        places: Children(places),
        new_places: contract.new_places * share,
        price: contract.price_in(first_year),
        first_year,
        group: None,
        ..contract.clone()
    }
}

/// The case with one lot more each year, the first in place of the offer; `None` where the offer has but one year.
fn year_by_year(held: &Held, at: ContractIx, sizes: &[f64]) -> Option<Case> {
    let mut case = held.with_same_wait();
    let contract = held.case()[at].clone();
    let (first, last) = (contract.first_year.max(case.first_year), contract.last_year.min(case.last_year));
    if first >= last {
        return None;
    }
    for (number, &places) in sizes.iter().enumerate() {
        let starts = if number == 0 { contract.first_year } else { first.plus(number).min(last) };
        let lot = lot(&contract, &format!(" lot {}", number + 1), places, starts);
        if number == 0 {
            case.contracts[at.get()] = lot;
        } else {
            case.contracts.push(lot);
        }
    }
    Some(case)
}

/// What lots bring and come to.
fn signed(held: &Held, case: &Case, lots: &[ContractIx]) -> Result<(Gain, Account), String> {
    let network = Network::build(case);
    let mut decisions: Decisions = held.signing([]);
    decisions.signed.resize(case.contracts.len(), false);
    for lot in lots {
        decisions.signed[lot.get()] = true;
    }
    let found = held.bench.solve(&held.beside.with_terms(&network), &decisions)?;
    Ok((Gain::of(&held.none, &found), together(case, &found.plan, lots)))
}

/// The accounts of several lots added up; of break-even nothing is said.
fn together(case: &Case, plan: &Plan, lots: &[ContractIx]) -> Account {
    let all: Vec<Account> = lots.iter().map(|&lot| Account::of(case, plan, lot)).collect();
    let number = |of: fn(&Account) -> f64| all.iter().map(of).sum();
    let pounds = |of: fn(&Account) -> Pounds| all.iter().map(of).sum();
    Account {
        signed: true,
        places: number(|a| a.places),
        used: number(|a| a.used),
        void: number(|a| a.void),
        void_paid: pounds(|a| a.void_paid),
        paid: pounds(|a| a.paid),
        spot_cost_avoided: pounds(|a| a.spot_cost_avoided),
        break_even: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_are_whole_and_add_up() {
        assert_eq!(parted(30.0), Some([10.0, 10.0, 10.0]));
        assert_eq!(parted(10.0), Some([4.0, 3.0, 3.0]));
        assert_eq!(parted(7.5), Some([3.0, 3.0, 1.5]));
        assert_eq!(parted(2.0), None);
        assert_eq!(named(2, &[4.0, 3.0, 3.0]), "2 lots, 7 places");
    }
}
