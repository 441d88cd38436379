//! Which units there could be, and which of those that promise something are worth a closer look.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::{Case, Family, Provision, Scope};
use crate::id::{KindIx, NeedIx};
use crate::network::{Unit, hosts, widest};
use crate::solve::Promise;

/// What there could be more of.
const OF: [Family; 2] = [Family::Base, Family::Special];

/// Places of a unit that is tried.
const PLACES: f64 = 10.0;

/// Most units that are priced with their places.
const MOST: usize = 20;

/// Of one family, for children who overlap, at most so many; and so far apart, in kilometres as the crow flies.
const ALIKE: usize = 3;
const APART: f64 = 5.0;

/// Years until a unit that nobody has planned could open, where no project says how soon one can.
const LEAD: usize = 2;

/// Every unit that could be somewhere: of every kind of base and special school, for every group of needs and every
/// phase that provisions of the kind take, at every setting that could have one.
pub(super) fn units(case: &Case) -> Vec<Unit> {
    let mut needs: BTreeMap<KindIx, BTreeSet<Vec<NeedIx>>> = BTreeMap::new();
    for provision in case.provisions.iter().filter(|p| OF.contains(&family(case, p))) {
        let taken = (0..case.needs.len()).map(NeedIx::new).filter(|need| provision.needs.includes(need));
        needs.entry(provision.kind).or_default().insert(taken.collect());
    }
    let opens = opens(case);
    let mut units = Vec::new();
    for ((kind, _), year_groups) in widest(case, &OF) {
        for setting in hosts(case, kind, year_groups) {
            let unit = |needs: &Vec<NeedIx>| {
                let needs = Scope::Only(needs.clone());
                Unit { kind, setting, needs, year_groups, opens, places: PLACES }
            };
            units.extend(needs[&kind].iter().map(unit));
        }
    }
    units
}

pub(super) fn family(case: &Case, provision: &Provision) -> Family {
    case[provision.kind].family
}

/// The first year in which a unit that nobody has planned could open.
fn opens(case: &Case) -> usize {
    let optional = case.projects.iter().filter(|project| project.is_optional());
    let soonest = optional.map(|project| (project.earliest.0 - case.first_year.0).max(0) as usize).min();
    soonest.unwrap_or(LEAD).min(case.years() - 1)
}

/// Discounted £ for the unit's places, filled or not.
fn running_cost(case: &Case, unit: &Unit) -> f64 {
    case[unit.kind].place_funding.get() * unit.places * discounted_years(case, unit)
}

/// `Σ δ[t]` over the years it is open.
pub(super) fn discounted_years(case: &Case, unit: &Unit) -> f64 {
    (unit.opens..case.years()).map(|t| case.discount(t)).sum()
}

/// The most promising units, some of every sort and not all in one town; of those that promise the same, the one that
/// takes fewest needs and year groups.
pub(super) fn choose(case: &Case, mut looked: Vec<(Unit, Promise)>) -> Vec<(Unit, Promise)> {
    let net = |(unit, promise): &(Unit, Promise)| (promise.gain - running_cost(case, unit)).round();
    let scope = |(unit, _): &(Unit, Promise)| (breadth(&unit.needs), unit.year_groups.width());
    looked.retain(|unit| net(unit) > 0.0);
    looked.sort_by(|a, b| net(b).total_cmp(&net(a)).then(scope(a).cmp(&scope(b))));
    let mut chosen: Vec<(Unit, Promise)> = Vec::new();
    for (unit, promise) in looked {
        let near = |other: &&(Unit, Promise)| case.between(other.0.setting, unit.setting).get() < APART;
        let alike: Vec<_> = chosen.iter().filter(|other| overlap(case, &other.0, &unit)).collect();
        if alike.len() < ALIKE && !alike.iter().any(near) {
            chosen.push((unit, promise));
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen
}

/// How many needs.
fn breadth(needs: &Scope<NeedIx>) -> usize {
    match needs {
        Scope::All => usize::MAX,
        Scope::Only(needs) => needs.len(),
    }
}

/// Whether two units are of one family and could take the same children.
fn overlap(case: &Case, a: &Unit, b: &Unit) -> bool {
    let shared = match (&a.needs, &b.needs) {
        (Scope::Only(a), Scope::Only(b)) => a.iter().any(|need| b.contains(need)),
        _ => true,
    };
    case[a.kind].family == case[b.kind].family && shared && a.year_groups.shared(b.year_groups) > 0
}
