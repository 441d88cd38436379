//! Decisions priced alone, down to where they have settled, and a plan with them.
//!
//! What a polished plan costs above the bound of its decisions hardly depends on them: once the first has been polished,
//! others are only worth it if their bound is so much lower.

use super::bound::Ascent;
use super::found::Found;
use super::looks::{LOOKED, LOOKS_TO_TELL};
use super::polish::polish;
use super::search::Search;
use super::trial::{SETTLED, Trial};
use super::{SolveError, descent, regret};

/// Temperatures of the climb once decisions are fixed, discounted £ per child, and the most steps at each.
const SETTLE: [(f64, usize); 6] = [(1_000.0, 60), (300.0, 100), (100.0, 150), (50.0, 200), (30.0, 300), (20.0, 400)];
/// Temperatures at which there is a rough plan of decisions, and a first one.
pub(super) const SKETCHED: f64 = 300.0;
pub(super) const PLACED: f64 = 50.0;
/// Steps of a climb whose mean a plan is made of.
const SAMPLES: usize = 40;
/// Share of the gap that polishing must promise to close.
const WORTHWHILE: f64 = 0.1;
/// Share of the gap asked for by which the bound of decisions rises while they settle.
const UNSETTLED: f64 = 0.2;
/// Where settling decisions raises their bound by this share of what is at stake, cuts tell too little of what decisions
/// cost to be followed far.
const MISLED: f64 = 5e-3;

/// Whether a polished plan of decisions would be worth its time: what it costs above their bound hardly depends on them.
pub(super) fn promises(search: &Search, at: usize) -> bool {
    let best = search.best.cost();
    let worthwhile = WORTHWHILE * (best - search.bound);
    best.is_infinite() || likely_cost(search, at) + worthwhile < best
}

/// £ that a polished plan of decisions is likely to cost.
fn likely_cost(search: &Search, at: usize) -> f64 {
    let trial = &search.tried[at];
    let unsettled = match trial.settled_at {
        settled if settled > PLACED => search.rise.max(search.of_gap(UNSETTLED)),
        settled if settled > SETTLED => search.of_gap(UNSETTLED),
        _ => 0.0,
    };
    trial.bound + unsettled + search.loss
}

/// Places everyone for good, and polishes the plan if that could pay or it is the only one.
pub(super) fn settle(search: &mut Search, at: usize) -> Result<(), SolveError> {
    let found = place(search, at, SETTLED);
    let trial = search.tried[at].clone();
    match found.filter(|_| search.options.fixed.is_some() || promises(search, at)) {
        Some(found) => polish(search, &found, &trial),
        None => Ok(()),
    }
}

/// Prices decisions alone, down to a temperature, and places everyone in order of regret there: a plan with them, unless
/// prices show that none would be better than the best known.
pub(super) fn place(search: &mut Search, at: usize, down_to: f64) -> Option<Found> {
    search.stage("placing everyone");
    let Trial { decisions, bound: before, prices, settled_at, .. } = search.tried[at].clone();
    let oracle = search.oracle.at(&decisions);
    let mut ascent = Ascent::new(&oracle, Some(prices));
    let mut reached = settled_at.min(SETTLE[0].0);
    let mut hopeful = true;
    for (tau, steps) in SETTLE.into_iter().filter(|&(tau, _)| tau < settled_at && tau >= down_to) {
        if search.over() && search.best.cost().is_finite() {
            hopeful = false;
            break;
        }
        reached = tau;
        ascent.climb(tau, steps, &mut || search.over());
        hopeful = oracle.evaluate(&ascent.prices, 0.0).value + search.loss < search.best.cost();
        if !hopeful {
            break;
        }
    }
    let found = hopeful.then(|| {
        let mean = ascent.mean(reached, SAMPLES);
        let placing = regret::fill_from(&oracle, &ascent.prices, &decisions, (reached, &mean));
        Found::new(search.network, decisions.clone(), placing, None)
    });
    if let Some(found) = &found {
        search.take(found.clone());
        search.tell();
    }
    let prices = ascent.prices;
    search.cut(&prices);
    let bound = search.bound_of(&decisions);
    if settled_at == LOOKED {
        let rise = bound - before;
        search.rise = if search.rise > 0.0 { search.rise.min(rise) } else { rise };
    }
    if down_to <= PLACED && search.tried.len() >= LOOKS_TO_TELL && bound - before > MISLED * search.at_stake() {
        descent::begin(search);
    }
    let trial = &mut search.tried[at];
    (trial.bound, trial.prices, trial.settled_at) = (trial.bound.max(bound), prices, down_to);
    found
}
