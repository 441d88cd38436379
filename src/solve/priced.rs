//! The priced engine: a plan and a bound from prices; HiGHS only for the decisions, and for the starts that matter.
//!
//! 1. Climb: prices that make the bound high ([`bound`](super::bound)), each temperature giving a cut.
//! 2. Decide: what to open and sign, by the cuts ([`master`](super::master)). Its bound is valid for everything.
//! 3. Place: with the decisions fixed, climb again and fill the places in order of regret under those prices. The prices
//!    found give a cut that is tight at the decisions tried.
//! 4. Polish: the programme with the decisions fixed and only the starts that matter.
//! 5. Decide again, for as long as there is time and the gap is open. Decisions whose own bound is above the best plan
//!    are not placed at all.

use rayon::prelude::*;

use super::bound::{Ascent, Chain, Oracle};
use super::found::Found;
use super::master::{self, Question};
use super::programme::{Aim, Programme};
use super::search::Search;
use super::{Decisions, SolveError, regret};
use crate::formulation::Start;

/// Temperatures of the climb, discounted £ per child, and the most steps at each.
const CLIMB: [(f64, usize); 5] = [(16_000.0, 100), (4_000.0, 150), (1_000.0, 200), (300.0, 200), (100.0, 200)];
/// The same once the decisions are fixed.
const SETTLE: [(f64, usize); 4] = [(1_000.0, 60), (300.0, 100), (100.0, 150), (50.0, 200)];
/// A glance at decisions: enough to see whether they could pay, and for a cut.
const GLANCE: [(f64, usize); 2] = [(300.0, 40), (100.0, 60)];
/// Share of the time limit that the climb may take.
const SHARE_OF_CLIMB: f64 = 0.25;
/// Most times that decisions are tried before the best plan is polished.
const FIRST_ROUNDS: usize = 12;
/// Rounds without a better plan after which it is.
const PATIENCE: usize = 2;
/// Share of the time limit after which it is in any case.
const SHARE_OF_FIRST: f64 = 0.12;
/// Most seconds for the decisions of one round.
const SECONDS_TO_DECIDE: f64 = 10.0;
/// A start matters where prices, smoothed at so many discounted £, would put so many children on it.
const MATTERS: (f64, f64) = (50.0, 1e-3);
/// With more starts than this, interior points take longer to polish a plan than it takes to try other decisions.
const MOST_POLISHED: usize = 250_000;

/// What came of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// A better plan.
    Better,
    /// Another cut.
    Cut,
    /// Nothing: the cuts lead back to decisions that were tried.
    Nothing,
}

/// A first plan and bound from prices alone.
pub(super) fn first(search: &mut Search) -> Result<(), SolveError> {
    search.stage("raising the bound");
    let (watch, began) = (search.clock.watch, search.clock.began);
    let until = search.options.time_limit_s * SHARE_OF_CLIMB;
    let mut stop = || watch.stop() || began.elapsed().as_secs_f64() > until;
    let mut prices = None;
    for (tau, steps) in CLIMB {
        let mut ascent = Ascent::new(&search.oracle, prices);
        ascent.climb(tau, steps, &mut stop);
        let reached = ascent.prices;
        search.cut(&reached);
        search.tell();
        prices = Some(reached);
    }
    search.prices = prices.unwrap_or_default();
    search.stage("choosing what to open and sign");
    if let Some(fixed) = search.options.fixed.clone() {
        place(search, &fixed, f64::INFINITY);
        return Ok(());
    }
    let mut in_vain = 0;
    while search.tried.len() < FIRST_ROUNDS && in_vain <= PATIENCE && !search.over() && !search.proven() {
        match round(search)? {
            Round::Better => in_vain = 0,
            Round::Cut => in_vain += 1,
            Round::Nothing => break,
        }
        if search.clock.seconds() > SHARE_OF_FIRST * search.options.time_limit_s {
            break;
        }
    }
    Ok(())
}

/// Polishes the best plan, then tries other decisions until so many seconds after the start.
pub(super) fn improve(search: &mut Search, until_s: f64) -> Result<(), SolveError> {
    polish_best(search)?;
    let decided = search.options.fixed.is_some();
    while !decided && !search.over() && !search.proven() && search.clock.seconds() < until_s {
        search.stage("choosing what to open and sign");
        match round(search)? {
            Round::Better => polish_best(search)?,
            Round::Cut => {}
            Round::Nothing => break,
        }
    }
    Ok(())
}

/// Decides by the cuts, and places everyone if that could pay.
fn round(search: &mut Search) -> Result<Round, SolveError> {
    let watch = search.clock.watch;
    let known = search.best.decisions.clone();
    let question = Question {
        cuts: &search.cuts,
        known: &known,
        gap_pounds: 0.05 * search.options.gap * (search.best.cost() - search.network.roll.cost).abs(),
        seconds: SECONDS_TO_DECIDE.min(search.options.time_limit_s - search.clock.seconds()),
        seed: search.options.seed,
    };
    let Some((decisions, bound)) = master::decide(&search.oracle, &question, &mut || watch.stop())? else {
        return Ok(Round::Nothing);
    };
    search.bound = search.bound.max(bound);
    search.tell();
    if search.tried.contains(&decisions) {
        return settle_doubt(search, decisions);
    }
    if !search.tried.is_empty() {
        let oracle = Oracle::new(search.priced, Some(&decisions));
        let (prices, bound) = glance(search, &oracle);
        if bound >= search.best.cost() {
            search.cut(&prices);
            search.tried.push(decisions);
            return Ok(Round::Cut);
        }
    }
    let before = search.best.cost();
    place(search, &decisions, before);
    search.tried.push(decisions);
    Ok(if search.best.cost() < before { Round::Better } else { Round::Cut })
}

/// Decisions that come up again have a cut that is not tight: places everyone for good, once.
fn settle_doubt(search: &mut Search, decisions: Decisions) -> Result<Round, SolveError> {
    if search.settled.contains(&decisions) {
        return Ok(Round::Nothing);
    }
    let before = search.best.cost();
    let (found, prices) = place(search, &decisions, f64::INFINITY);
    if let Some(found) = found {
        polish(search, &found, &prices)?;
    }
    search.settled.push(decisions);
    Ok(if search.best.cost() < before { Round::Better } else { Round::Cut })
}

/// A short climb from the prices of the best plan: where it ends, and the bound there.
fn glance(search: &Search, oracle: &Oracle) -> (Vec<f64>, f64) {
    let mut ascent = Ascent::new(oracle, Some(search.prices.clone()));
    for (tau, steps) in GLANCE {
        ascent.climb(tau, steps, &mut || search.over());
    }
    let bound = oracle.evaluate(&ascent.prices, 0.0).value;
    (ascent.prices, bound)
}

/// Places everyone for these decisions, unless prices show that no plan with them costs less than `worthwhile`: the best
/// plan with them, and prices.
fn place(search: &mut Search, decisions: &Decisions, worthwhile: f64) -> (Option<Found>, Vec<f64>) {
    let oracle = Oracle::new(search.priced, Some(decisions));
    let (watch, began, limit) = (search.clock.watch, search.clock.began, search.options.time_limit_s);
    let mut stop = || watch.stop() || began.elapsed().as_secs_f64() > limit;
    let mut ascent = Ascent::new(&oracle, Some(search.prices.clone()));
    let mut best: Option<Found> = None;
    for (tau, steps) in SETTLE {
        ascent.climb(tau, steps, &mut stop);
        if oracle.evaluate(&ascent.prices, 0.0).value >= worthwhile {
            break;
        }
        let placing = regret::fill(&oracle, &ascent.prices, decisions, tau);
        let found = Found::new(search.network, decisions.clone(), placing, None);
        if best.as_ref().is_none_or(|best| found.cost() < best.cost()) {
            if search.take(found.clone()) {
                search.prices.clone_from(&ascent.prices);
            }
            best = Some(found);
        }
        search.tell();
    }
    let prices = ascent.prices;
    search.cut(&prices);
    (best, prices)
}

/// Only the starts that matter, the decisions as they are in the plan: a linear programme. Its duals are prices too.
fn polish(search: &mut Search, plan: &Found, prices: &[f64]) -> Result<(), SolveError> {
    if search.over() || search.proven() && (search.worth.is_some() || !search.options.prices) {
        return Ok(());
    }
    search.stage("choosing the starts that matter");
    let starts = matters(search, plan, prices);
    if starts.len() > MOST_POLISHED {
        return Ok(());
    }
    let programme = Programme::part(search.network, &|start| starts.binary_search(&start).is_ok());
    search.stage("polishing the placements");
    let aim = Aim {
        decided: true,
        bounds_all: false,
        interior: true,
        gap: search.options.gap,
        until_s: search.options.time_limit_s,
    };
    let run = programme.run(search.options, &search.clock, (plan, search.bound), aim)?;
    if let Some(duals) = &run.duals {
        let mut prices = prices.to_vec();
        programme.bound_prices(&search.priced.rows, duals, &mut prices);
        search.cut(&prices);
        search.tell();
    }
    if search.take_run(run) {
        search.prices = prices.to_vec();
    }
    Ok(())
}

/// Polishes the best plan, unless its decisions have been polished already.
fn polish_best(search: &mut Search) -> Result<(), SolveError> {
    let (plan, prices) = (search.best.clone(), search.prices.clone());
    if search.settled.contains(&plan.decisions) {
        return Ok(());
    }
    search.settled.push(plan.decisions.clone());
    polish(search, &plan, &prices)
}

/// The starts that matter, sorted: those of the plan, and those on which its prices would put children.
fn matters(search: &Search, plan: &Found, prices: &[f64]) -> Vec<Start> {
    let (network, (tau, least)) = (search.network, MATTERS);
    let oracle = Oracle::new(search.priced, Some(&plan.decisions));
    let charges = oracle.charges(prices, tau);
    let of_chain = |c: usize| -> Vec<Start> {
        let mut chain = Chain::default();
        chain.value(network, oracle.seats, &charges, c, tau);
        chain.follow(network, oracle.seats, |_, _, _| {});
        let mut starts = Vec::new();
        for (s, t) in (0..network.stages()).flat_map(|s| (0..network.years()).map(move |t| (s, t))) {
            let shared = chain.starts(oracle.seats, network.stages(), (s, t));
            let some = shared.filter(|&(_, children)| children >= least);
            starts.extend(some.map(|(lane, _)| Start { lane: lane as u32, stage: s as u8, year: t as u16 }));
        }
        starts
    };
    let mut starts: Vec<Start> = (0..network.chains()).into_par_iter().flat_map_iter(of_chain).collect();
    starts.extend(plan.placing.starts.iter().map(|started| started.start));
    starts.sort_unstable();
    starts.dedup();
    starts
}
