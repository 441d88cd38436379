//! Block contracts: signed as they may be, filled within their places, years, needs and year groups, by children who
//! are there, and the placements that name a contract are those who fill it.
//!
//! At a provision with several contracts, all together cover at most the children there, and those that do not cover
//! the roll together at most the others.

use std::collections::BTreeMap;

use super::books::{Books, Stock};
use super::tally::Tally;
use super::words::children;
use super::{Check, PLACES_TOLERANCE};
use crate::case::{Case, Commitment};
use crate::id::{BandIx, ContractIx, NeedIx, ProvisionIx, StageIx};

/// Children of the same cost at one place in one year: year, need, band, stage.
type Class = (usize, NeedIx, BandIx, StageIx);

/// Children by where they are and by class.
type Counts<P> = BTreeMap<(P, Class), f64>;

/// The checks.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let mut fills: Counts<ContractIx> = BTreeMap::new();
    for (t, fill) in books.fills() {
        *fills.entry((fill.contract, (t, fill.need, fill.band, fill.stage))).or_default() += fill.children.get();
    }
    vec![signed(books), scope(books, &fills), places(books, &fills), there(books, &fills), labels(books, &fills)]
}

fn signed(books: &Books) -> Check {
    let mut tally = Tally::rule(
        "contracts_signed",
        "contracts",
        "Signed offers stay signed, excluded ones unsigned, and at most one of a group is signed.",
    );
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (m, contract) in books.contracts() {
        let good = match contract.status {
            Commitment::Optional => true,
            Commitment::Signed => books.signed(m),
            Commitment::Excluded => !books.signed(m),
        };
        tally.wrong_if(!good, || format!("{} is {}, the plan says otherwise", contract.id, contract.status.as_str()));
        if let Some(group) = contract.group.as_deref().filter(|_| books.signed(m)) {
            groups.entry(group).or_default().push(contract.id.as_str());
        }
    }
    for (group, members) in groups {
        tally.off(members.len() as f64 - 1.0, || format!("group {group}: {} signed", members.join(", ")));
    }
    tally.finish()
}

fn words(case: &Case, (t, need, band, stage): Class) -> String {
    let band = if case.bands.len() > 1 { format!(" band {}", case[band].id) } else { String::new() };
    format!("{}{band} {} in {}", case[need].id, case[stage].year_groups, case.year(t))
}

fn scope(books: &Books, fills: &Counts<ContractIx>) -> Check {
    let mut tally = Tally::new(
        "contract_scope",
        "children",
        PLACES_TOLERANCE,
        "Contracted places hold only children of the needs and year groups of the contract.",
    );
    let case = books.case;
    for (&(m, class), &number) in fills {
        if !case[m].covers(class.1, case[class.3].year_groups) {
            tally.off(number, || format!("{}: {} of {}", case[m].id, children(number), words(case, class)));
        }
    }
    tally.finish()
}

fn places(books: &Books, fills: &Counts<ContractIx>) -> Check {
    let mut tally = Tally::new(
        "contract_places",
        "children",
        PLACES_TOLERANCE,
        "A contract holds no more children than its places, and none where it is not signed or not running.",
    );
    let case = books.case;
    let mut sums: BTreeMap<(ContractIx, usize), f64> = BTreeMap::new();
    for (&(m, class), &number) in fills {
        *sums.entry((m, class.0)).or_default() += number;
    }
    for ((m, t), number) in sums {
        let runs = books.signed(m) && case[m].runs(case.year(t));
        let most = if runs { case[m].places.get() } else { 0.0 };
        tally.off(number - most, || {
            format!("{} in {}: {} fill {} places", case[m].id, case.year(t), children(number), children(most))
        });
    }
    tally.finish()
}

fn there(books: &Books, fills: &Counts<ContractIx>) -> Check {
    let mut tally = Tally::new(
        "contract_children",
        "children",
        PLACES_TOLERANCE,
        "Children in contracted places are at the provision; where the contract does not cover the roll, they are others.",
    );
    let case = books.case;
    let mut all: Counts<ProvisionIx> = BTreeMap::new();
    let mut newer: Counts<ProvisionIx> = BTreeMap::new();
    for (&(m, class), &number) in fills {
        let at = (case[m].provision, class);
        *all.entry(at).or_default() += number;
        if !case[m].covers_roll {
            *newer.entry(at).or_default() += number;
        }
    }
    let placed = counted(books, &books.stock, &all);
    let roll = counted(books, &books.roll, &all);
    for (at, &number) in &all {
        let here = placed.get(at).copied().unwrap_or(0.0);
        let newer = newer.get(at).copied().unwrap_or(0.0);
        let others = here - roll.get(at).copied().unwrap_or(0.0);
        let place = &case[at.0].id;
        tally.off(number - here, || {
            format!("{place}: {} of {} covered, {} there", children(number), words(case, at.1), children(here))
        });
        if newer > 0.0 {
            tally.off(newer - others.max(0.0), || {
                let (newer, others) = (children(newer), children(others));
                format!("{place}: {newer} of {} covered, {others} there besides the roll", words(case, at.1))
            });
        }
    }
    tally.finish()
}

/// The children of a stock where `wanted` asks for them.
fn counted(books: &Books, stock: &[Stock], wanted: &Counts<ProvisionIx>) -> Counts<ProvisionIx> {
    let mut bought = vec![false; books.case.provisions.len()];
    for (provision, _) in wanted.keys() {
        bought[provision.get()] = true;
    }
    let mut sums = BTreeMap::new();
    for row in stock.iter().filter(|row| bought[row.provision.get()]) {
        let chain = books.chain(row.chain);
        *sums.entry((row.provision, (row.t, chain.need, chain.band, row.stage))).or_default() += row.placed;
    }
    sums
}

fn labels(books: &Books, fills: &Counts<ContractIx>) -> Check {
    let mut tally = Tally::new(
        "contract_labels",
        "children",
        PLACES_TOLERANCE,
        "The placements that name a contract are at its provision and add up to the children who fill it.",
    );
    let case = books.case;
    let mut labelled: Counts<ContractIx> = BTreeMap::new();
    for (_, t, row) in books.placements() {
        let Some(m) = row.contract.filter(|m| m.get() < case.contracts.len()) else { continue };
        *labelled.entry((m, (t, row.need, row.band, row.stage))).or_default() += row.children.get();
        if case[m].provision != row.provision {
            let places = (&case[m].id, &case[row.provision].id);
            tally.off(row.children.get(), || format!("{} is named at {} in {}", places.0, places.1, row.year));
        }
    }
    let keys: std::collections::BTreeSet<_> = labelled.keys().chain(fills.keys()).copied().collect();
    for key in keys {
        let sum = |counts: &Counts<ContractIx>| counts.get(&key).copied().unwrap_or(0.0);
        let (told, fill) = (sum(&labelled), sum(fills));
        tally.equal(told, fill, || {
            let class = words(case, key.1);
            format!("{}: {} placements of {class}, {} fill it", case[key.0].id, children(told), children(fill))
        });
    }
    tally.finish()
}
