//! Policies: `breach ≥ min · Σq − Σplaced` and `breach ≥ Σplaced − max · Σq`, over the children a policy speaks of, and
//! no more than that.

use std::collections::BTreeMap;

use super::books::Books;
use super::tally::Tally;
use super::words::children;
use super::{Check, PLACES_TOLERANCE};
use crate::id::{KindIx, PolicyIx};

/// The check.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let mut tally = Tally::new(
        "policies",
        "children",
        PLACES_TOLERANCE,
        "The children by which each policy is broken are those that the placements and the forecast say.",
    );
    let case = books.case;
    let mut told: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for row in &books.plan.breaches {
        if let Some(t) = books.time(row.year).filter(|_| row.policy.get() < case.policies.len()) {
            *told.entry((row.policy.get(), t)).or_default() += row.children.get();
        }
    }
    for ((policy, t), expected) in breaches(books) {
        let told = told.get(&(policy, t)).copied().unwrap_or(0.0);
        tally.equal(told, expected, || {
            let (id, year) = (&case[PolicyIx::new(policy)].id, case.year(t));
            format!("{id} in {year}: {} told, broken by {}", children(told), children(expected))
        });
    }
    vec![tally.finish()]
}

/// Children by which each policy is broken in each year, by position of the policy and year since the first.
fn breaches(books: &Books) -> BTreeMap<(usize, usize), f64> {
    let case = books.case;
    let years = case.years();
    let speaks = subjects(books);
    let counted: Vec<Vec<bool>> = case
        .policies
        .iter()
        .map(|policy| (0..case.kinds.len()).map(|kind| policy.kinds.includes(&KindIx::new(kind))).collect())
        .collect();
    let mut forecast = vec![0.0; case.policies.len() * years];
    let mut placed = forecast.clone();
    for c in 0..case.forecast.chains().len() {
        for stage in books.stages() {
            for &policy in &speaks[c * case.stages.len() + stage.get()] {
                for t in 0..years {
                    forecast[policy * years + t] += case.forecast.children(c, stage, t);
                }
            }
        }
    }
    for row in &books.stock {
        for &policy in &speaks[row.chain * case.stages.len() + row.stage.get()] {
            if counted[policy][case[row.provision].kind.get()] {
                placed[policy * years + row.t] += row.placed;
            }
        }
    }
    let slots = (0..case.policies.len()).flat_map(|policy| (0..years).map(move |t| (policy, t)));
    let breach = |(policy, t): (usize, usize)| {
        let rule = &case.policies[policy];
        let (q, x) = (forecast[policy * years + t], placed[policy * years + t]);
        let short = rule.min_share.map_or(0.0, |min| min * q - x);
        let over = rule.max_share.map_or(0.0, |max| x - max * q);
        if rule.applies(case.year(t)) { short.max(over).max(0.0) } else { 0.0 }
    };
    slots.map(|slot| (slot, breach(slot))).collect()
}

/// The policies that speak of each chain and stage.
fn subjects(books: &Books) -> Vec<Vec<usize>> {
    let case = books.case;
    let cells = case.forecast.chains().iter().flat_map(|chain| books.stages().map(move |stage| (chain, stage)));
    let of = |(chain, stage): (&crate::case::Chain, crate::id::StageIx)| {
        let (groups, authority) = (case[stage].year_groups, case[chain.locality].authority.as_str());
        let policies = case.policies.iter().enumerate();
        let speaking = policies.filter(|(_, policy)| policy.speaks_of(chain.need, chain.band, groups, authority));
        speaking.map(|(i, _)| i).collect()
    };
    cells.map(of).collect()
}

/// £ of penalty in a year, not discounted, from the recomputed breaches.
pub(super) fn penalty(books: &Books) -> Vec<f64> {
    let mut sums = vec![0.0; books.case.years()];
    for ((policy, t), number) in breaches(books) {
        let each = books.case.policies[policy].penalty.unwrap_or(books.plan.unplaced_penalty);
        sums[t] += number * each.get();
    }
    sums
}
