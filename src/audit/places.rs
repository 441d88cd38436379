//! Places: `placed ≤ places + overfill`, where places are net of reserved ones, with those of open projects and running
//! contracts, and the overfill is a share of them, and never less than what the roll itself needs above the provision's
//! own places.

use super::books::Books;
use super::tally::Tally;
use super::words::children;
use super::{Check, PLACES_TOLERANCE};
use crate::id::ProvisionIx;
use crate::plan::Utilisation;
use crate::units::Children;

/// The checks.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let mut full = Tally::new(
        "places",
        "children",
        PLACES_TOLERANCE,
        "No provision has more children than its places and the overfill it may use.",
    );
    for (p, t) in books.slots() {
        let Some(places) = books.places(p, t) else { continue };
        let most = places + may_overfill(books, p, t, places);
        let placed = books.placed(p, t);
        full.off(placed - most, || {
            let (place, year) = (&books.case[p].id, books.case.year(t));
            format!("{place} in {year}: {} placed, {} at most", children(placed), children(most))
        });
    }
    vec![full.finish(), utilisation(books)]
}

/// Children above the places that a provision may take.
fn may_overfill(books: &Books, p: ProvisionIx, t: usize, places: f64) -> f64 {
    let provision = &books.case[p];
    let own = provision.net_places(t).map_or(0.0, Children::get);
    let roll = books.roll_there(p, t) - own * (1.0 + provision.overfill);
    provision.overfill * places + roll.max(0.0)
}

fn utilisation(books: &Books) -> Check {
    let mut tally = Tally::new(
        "utilisation",
        "children",
        PLACES_TOLERANCE,
        "Every open provision has one row a year, with its places, its children and those above the places.",
    );
    let case = books.case;
    let mut rows: Vec<Vec<&Utilisation>> = vec![Vec::new(); case.provisions.len() * case.years()];
    for row in &books.plan.utilisation {
        if let Some(t) = books.time(row.year).filter(|_| row.provision.get() < case.provisions.len()) {
            rows[row.provision.get() * case.years() + t].push(row);
        }
    }
    for ((p, t), found) in books.slots().zip(rows) {
        let words = || format!("{} in {}", case[p].id, case.year(t));
        let expected = usize::from(books.is_open(p, t));
        tally.wrong_if(found.len() != expected, || format!("{}: {} of its {expected} rows", words(), found.len()));
        let [row] = found[..] else { continue };
        let unlimited = [row.places.is_none(), books.places(p, t).is_none()];
        tally.wrong_if(unlimited[0] != unlimited[1], || format!("{}: unlimited or not", words()));
        let pairs = [
            ("places", row.places.map_or(0.0, Children::get), books.places(p, t).unwrap_or(0.0)),
            ("reserved", row.reserved.get(), case[p].reserved[t].get()),
            ("placed", row.placed.get(), books.placed(p, t)),
            ("overfilled", row.overfilled.get(), books.overfilled(p, t)),
        ];
        for (name, told, expected) in pairs {
            tally.equal(told, expected, || {
                format!("{}: {name} {}, it is {}", words(), children(told), children(expected))
            });
        }
    }
    tally.finish()
}
