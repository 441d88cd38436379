//! Decisions changed one or two at a time, judged by the cuts alone: what the master looks for, in a moment and without
//! its bound.
//!
//! A change takes another option of a choice, or none. First changes drawn at random are made where they lower the highest
//! cut, and with falling odds where they raise it (simulated annealing: Kirkpatrick, Gelatt and Vecchi, 1983); of the best
//! that was met, the change or the pair of changes that lowers the highest cut most is made until none does. Groups,
//! requirements and capital are kept all along. The number of changes is fixed, so that answers do not depend on the speed
//! of a machine.

use oorandom::Rand64;
use rayon::prelude::*;

use super::Decisions;
use super::bound::{Oracle, Shares};
use super::master::Cut;
use super::standing::{Change, Standing, Ways};

/// How many decisions are started from.
pub(super) const BEGINNINGS: usize = 4;
/// Changes drawn for every pair of ways to decide, and the most of them.
const DRAWN: usize = 10;
const MOST_DRAWN: usize = 1_000_000;
/// A share of them where one decision of the best is turned round, again and again: what is best is near.
const FEW: usize = 16;
/// Odds fall from those of a change that costs so much of the dearest way to decide, to those of a tiny part of it.
const HOTTEST: f64 = 0.5;
const COLDEST: f64 = 1e-4;
/// One change of so many is made alone, the others in pairs.
const ALONE: u64 = 4;
/// £ by which a step has to lower the highest cut.
const ENOUGH: f64 = 1.0;
/// Of the ways to change a choice, those that go furthest alone are tried in pairs.
const PARTNERS: usize = 400;

/// Decisions that the cuts make no dearer than any of those `known`, and most often nearly the cheapest. What is known
/// has to keep groups, requirements and capital.
pub(super) fn improve(oracle: &Oracle, cuts: &[Cut], known: &[&Decisions], seed: u32) -> Decisions {
    let ways = Ways::of(oracle, cuts);
    let improved = |(i, known): (usize, &&Decisions)| {
        improved(&ways, Standing::at(&ways, ways.taken(known)), (drawn(&ways), u64::from(seed) + i as u64))
    };
    let ends: Vec<Standing> = known.par_iter().enumerate().map(improved).collect();
    let best = ends.iter().min_by(|a, b| a.highest().total_cmp(&b.highest()));
    best.map_or_else(|| Decisions::as_is(oracle.network), |best| ways.decisions(oracle, &best.taken))
}

/// The same from what prices lean to, mended. `None` where that does not help.
pub(super) fn improve_leanings(oracle: &Oracle, cuts: &[Cut], leanings: &Shares, seed: u32) -> Option<Decisions> {
    let ways = Ways::of(oracle, cuts);
    improved_once_mended(oracle, &ways, ways.leant_to(leanings), (drawn(&ways), seed))
}

/// The same from decisions that need not keep any of that: they are mended first, and what is best is near. `None` where
/// that does not help.
pub(super) fn improve_affordable(oracle: &Oracle, cuts: &[Cut], known: &Decisions, seed: u32) -> Option<Decisions> {
    let ways = Ways::of(oracle, cuts);
    improved_once_mended(oracle, &ways, ways.taken(known), (drawn(&ways) / FEW, seed))
}

fn improved_once_mended(
    oracle: &Oracle,
    ways: &Ways,
    taken: Vec<usize>,
    (drawn, seed): (usize, u32),
) -> Option<Decisions> {
    let mended = Standing::mended(ways, taken)?;
    let nearby = stepped(ways, mended.clone());
    let improved = improved(ways, mended, (drawn, u64::from(seed)));
    let better = if nearby.highest() < improved.highest() { nearby } else { improved };
    Some(ways.decisions(oracle, &better.taken))
}

/// Decisions that need not keep groups, requirements or capital, changed until they do: of a group the first is taken,
/// for capital whatever costs the cuts least is given up or put off, and what requires something that is not there is
/// given up. `None` where that is not enough.
pub(super) fn mended(oracle: &Oracle, cuts: &[Cut], known: &Decisions) -> Option<Decisions> {
    let ways = Ways::of(oracle, cuts);
    Standing::mended(&ways, ways.taken(known)).map(|standing| ways.decisions(oracle, &standing.taken))
}

/// Decisions changed, or changed in a pair, at most so many times, each time as the cuts say is best.
pub(super) fn changed(oracle: &Oracle, cuts: &[Cut], known: &Decisions, times: usize) -> Decisions {
    let ways = Ways::of(oracle, cuts);
    let mut best = Standing::at(&ways, ways.taken(known));
    for _ in 0..times {
        let Some(next) = step(&best, &ways) else { break };
        best = next;
    }
    ways.decisions(oracle, &best.taken)
}

/// How many changes to draw.
fn drawn(ways: &Ways) -> usize {
    let all: usize = ways.of_choice.iter().map(Vec::len).sum();
    (DRAWN * all * all).min(MOST_DRAWN)
}

fn improved(ways: &Ways, from: Standing, (drawn, seed): (usize, u64)) -> Standing {
    stepped(ways, if ways.of_choice.is_empty() { from } else { annealed(ways, from, (drawn, seed)) })
}

/// The best change, or pair of changes, until none helps.
fn stepped(ways: &Ways, mut from: Standing) -> Standing {
    while let Some(next) = step(&from, ways) {
        from = next;
    }
    from
}

/// The best of what so many changes lead to.
fn annealed(ways: &Ways, from: Standing, (drawn, seed): (usize, u64)) -> Standing {
    let mut random = Rand64::new(u128::from(seed));
    let (mut here, mut best) = (from.clone(), from.clone());
    let (mut level, mut least) = (here.highest(), best.highest());
    let (hottest, coldest) = (HOTTEST * ways.dearest(), COLDEST * ways.dearest());
    for i in 0..drawn {
        let odds = hottest * (coldest / hottest).powf(i as f64 / drawn as f64);
        let limit = level - odds * (1.0 - random.rand_float()).ln();
        let first = any(ways, &mut random);
        let second = (random.rand_range(0..ALONE) > 0).then(|| any(ways, &mut random));
        let second = second.filter(|second| second.choice != first.choice);
        if !here.may_change(ways, (first, second), limit) {
            continue;
        }
        let made = [Some(first), second].map(|change| change.map(|change| here.change(ways, change)));
        if ways.unmet(&here.taken, |_| true).is_some() {
            for change in made.into_iter().flatten() {
                here.change(ways, change);
            }
            continue;
        }
        level = here.highest();
        if level < least - ENOUGH {
            (least, best) = (level, here.clone());
        }
    }
    // Added up afresh: a million changes leave rounding behind.
    let best = Standing::at(ways, best.taken);
    if best.is_allowed(ways) { best } else { from }
}

fn any(ways: &Ways, random: &mut Rand64) -> Change {
    let choice = random.rand_range(0..ways.of_choice.len() as u64) as usize;
    let way = random.rand_range(0..ways.of_choice[choice].len() as u64) as usize;
    Change { choice, way }
}

/// The best change, or pair of changes.
fn step(standing: &Standing, ways: &Ways) -> Option<Standing> {
    let mut alone = standing.changes(ways);
    alone.sort_by(|a, b| a.0.total_cmp(&b.0));
    let changed = |&(cost, change): &(f64, Change)| {
        let mut other = standing.clone();
        other.change(ways, change);
        (cost, other)
    };
    let mut best = alone.iter().map(changed).find(|(_, other)| other.is_allowed(ways));
    let mut limit = best.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost).min(standing.highest() - ENOUGH);
    for (i, first) in alone.iter().take(PARTNERS).enumerate() {
        let (_, one) = changed(first);
        for (_, second) in alone[i + 1..].iter().filter(|(_, second)| second.choice != first.1.choice) {
            let (old, new) = (&ways.of_choice[second.choice][standing.taken[second.choice]], ways.way(*second));
            if !lower(&one.cuts, &old.costs, &new.costs, limit) {
                continue;
            }
            let mut both = one.clone();
            both.change(ways, *second);
            if both.is_allowed(ways) {
                limit = both.highest();
                best = Some((limit, both));
            }
        }
    }
    best.filter(|(cost, _)| *cost < standing.highest() - ENOUGH).map(|(_, next)| next)
}

/// Whether every cut is below a limit once one way gives place to another.
fn lower(cuts: &[f64], old: &[f64], new: &[f64], limit: f64) -> bool {
    cuts.iter().zip(old.iter().zip(new)).all(|(cut, (old, new))| cut - old + new < limit)
}
