//! The priced engine: a plan and a bound from prices; HiGHS only for the decisions, and for the starts that matter.
//!
//! 1. Climb: prices that make the bound high ([`bound`](super::bound)), each temperature giving a cut.
//! 2. Decide: what to open and sign, by the cuts ([`master`](super::master)): once among everything there is, then near the
//!    decisions that promise most, where the master answers at once and the cuts are nearly tight.
//! 3. Look: a short climb for a mixture of these decisions and what the first climb leant to, and another for the
//!    decisions alone. The cut of the first is not loose around them, that of the second is tight at them.
//! 4. Settle: decisions that promise most are priced to colder temperatures; everyone is placed where the mean of the
//!    climb has them, the others in order of regret, and the plan is polished ([`polish`](super::polish)). What a polished
//!    plan costs above the bound of its decisions hardly depends on them: others are only polished if their bound is lower.
//! 5. Decide again, near and among everything in turn, for as long as there is time and the gap is open; the last of the
//!    time goes to the master's bound.

use super::bound::Ascent;
use super::found::Found;
use super::master::{self, Near, Question, Verdict};
use super::polish::polish;
use super::search::{Search, Trial};
use super::{Decisions, SolveError, regret};

/// Temperatures of the climb, discounted £ per child, and the most steps at each.
const CLIMB: [(f64, usize); 5] = [(16_000.0, 50), (4_000.0, 80), (1_000.0, 120), (300.0, 150), (100.0, 200)];
/// The same for decisions far from any that were looked at, down to the temperature that decisions are looked at.
const LOOK_FAR: [(f64, usize); 4] = [(300.0, 40), (100.0, 60), (50.0, 60), (20.0, 60)];
/// Steps at that temperature for decisions near some, from their prices; and for decisions alone, from those of a
/// mixture.
const LOOK_NEAR: usize = 25;
const LOOK_CLOSELY: usize = 40;
/// The same once decisions promise most.
const SETTLE: [(f64, usize); 4] = [(100.0, 150), (50.0, 200), (30.0, 300), (20.0, 400)];
/// Temperatures at which there is a sketch of a plan, a first one, and one to polish.
pub(super) const SKETCHED: f64 = 100.0;
pub(super) const PLACED: f64 = 50.0;
pub(super) const SETTLED: f64 = 20.0;
/// Steps of a climb whose mean a plan is made of.
const SAMPLES: usize = 40;
/// How much of a mixture is what the first climb leant to.
const LEANING: f64 = 0.2;
/// Share of the gap that polishing must promise to close.
const WORTHWHILE: f64 = 0.1;
/// Share of the time limit that the climb may take.
const SHARE_OF_CLIMB: f64 = 0.25;
/// The most rounds of looking for first decisions.
pub(super) const ROUNDS: usize = 60;
/// Rounds without decisions that promise more after which the best are polished.
const PATIENCE: usize = 6;
/// Share of the time limit after which they are in any case.
const SHARE_OF_FIRST: f64 = 0.5;
/// Share of the time limit that is kept for the master's bound at the end.
const SHARE_OF_PROOF: f64 = 0.2;

/// Where decisions are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Near those that promise most.
    Near,
    /// Among everything there is.
    Everything,
}

/// What came of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Decisions that promise more than any before.
    Better,
    /// Another cut, a wider reach, or more time for the master.
    Cut,
    /// Nothing: the cuts lead back to decisions that have settled.
    Nothing,
}

/// A first plan and bound from prices alone; decisions are looked for in at most so many rounds.
pub(super) fn first(search: &mut Search, rounds: usize) -> Result<(), SolveError> {
    climb(search);
    first_plans(search, rounds)
}

/// The first plans, once the prices are there.
pub(super) fn first_plans(search: &mut Search, rounds: usize) -> Result<(), SolveError> {
    if let Some(decisions) = search.options.fixed.clone() {
        search.add(decisions);
    }
    let mut in_vain = 0;
    let until = SHARE_OF_FIRST * search.options.time_limit_s;
    for _ in 0..if search.options.fixed.is_some() { 0 } else { rounds } {
        if in_vain >= PATIENCE || search.over() || search.proven() {
            break;
        }
        let scope = if search.tried.is_empty() { Scope::Everything } else { Scope::Near };
        match round(search, scope)? {
            // What others promise is measured against these: they have to be priced well.
            Round::Better if search.tried.len() == 1 => drop(place(search, 0, SKETCHED)),
            Round::Better => {
                in_vain = 0;
                sketch(search);
            }
            Round::Cut => in_vain += 1,
            Round::Nothing => break,
        }
        if search.clock.seconds() > until {
            break;
        }
    }
    if let Some(at) = search.most_promising() {
        place(search, at, PLACED);
    }
    Ok(())
}

/// Prices that make the bound of all decisions high.
pub(super) fn climb(search: &mut Search) {
    search.stage("raising the bound");
    let (watch, began) = (search.clock.watch, search.clock.began);
    let until = search.options.time_limit_s * SHARE_OF_CLIMB;
    let mut stop = || watch.stop() || began.elapsed().as_secs_f64() > until;
    for (tau, steps) in CLIMB {
        let mut ascent = Ascent::new(&search.oracle, Some(search.prices.clone()));
        ascent.climb(tau, steps, &mut stop);
        let reached = ascent.prices;
        search.cut(&reached);
        search.tell();
        search.leanings = search.oracle.leanings(&reached, tau);
        search.prices = reached;
    }
}

/// Polishes the decisions that promise most, then tries others, looked at as closely, until so many seconds after the
/// start.
pub(super) fn improve(search: &mut Search, until_s: f64) -> Result<(), SolveError> {
    search.until_s = until_s;
    if let Some(at) = search.most_promising() {
        settle(search, at)?;
    }
    search.closeness = SETTLED;
    let decided = search.options.fixed.is_some();
    let mut near = true;
    while !decided && !search.over() && !search.proven() {
        if review(search)? {
            continue;
        }
        let scope = if near && !proving(search) { Scope::Near } else { Scope::Everything };
        match (round(search, scope)?, scope) {
            (Round::Better, _) => settle(search, search.tried.len() - 1)?,
            (Round::Cut, _) | (Round::Nothing, Scope::Near) => {}
            (Round::Nothing, Scope::Everything) => break,
        }
        near = !near;
    }
    search.until_s = search.options.time_limit_s;
    Ok(())
}

/// Looks again, as closely as at the others, at decisions that only seem to promise most because nobody did so far;
/// whether there were any.
fn review(search: &mut Search) -> Result<bool, SolveError> {
    let Some(at) = search.most_promising().filter(|&at| search.tried[at].priced_at > search.closeness) else {
        return Ok(false);
    };
    search.stage("pricing what was chosen");
    let closely = (0..search.tried.len()).filter(|&at| search.tried[at].priced_at <= search.closeness);
    let nearest = closely.min_by(|&a, &b| search.tried[a].bound.total_cmp(&search.tried[b].bound));
    let from = nearest.map_or_else(|| search.tried[at].prices.clone(), |near| search.tried[near].prices.clone());
    let alone = search.oracle.at(&search.tried[at].decisions);
    let mut ascent = Ascent::new(&alone, Some(from));
    ascent.climb(search.closeness, LOOK_CLOSELY, &mut || search.over());
    let prices = ascent.prices;
    search.cut(&prices);
    search.tried[at].prices = prices;
    search.tried[at].priced_at = search.closeness;
    if search.most_promising() == Some(at) {
        settle(search, at)?;
    }
    Ok(true)
}

/// Whether the time that is left is the master's.
fn proving(search: &Search) -> bool {
    search.left() < SHARE_OF_PROOF * search.until_s
}

/// Decides by the cuts, and looks at what was decided; more closely, or further away, where that has come up before.
fn round(search: &mut Search, scope: Scope) -> Result<Round, SolveError> {
    search.stage("choosing what to open and sign");
    let seconds = if proving(search) { search.left() } else { search.seconds_to_decide.min(search.left()) };
    let Some(verdict) = decide(search, scope, seconds, &mut || search.clock.watch.stop())? else {
        return Ok(Round::Nothing);
    };
    if scope == Scope::Everything {
        search.bound = search.bound.max(verdict.bound);
        search.sure = verdict.sure;
        search.tell();
    }
    match search.tried.iter().position(|trial| trial.decisions == verdict.decisions) {
        None => return Ok(look(search, verdict.decisions, scope)),
        Some(_) if !verdict.sure => search.seconds_to_decide *= 2.0,
        Some(_) if scope == Scope::Near => search.reach *= 2.0,
        Some(at) if !search.tried[at].settled => settle(search, at)?,
        Some(_) => return Ok(Round::Nothing),
    }
    Ok(Round::Cut)
}

/// The decisions that the cuts make best, starting from the best that were tried.
fn decide(
    search: &Search,
    scope: Scope,
    seconds: f64,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Option<Verdict>, SolveError> {
    let centre = search.most_promising().map(|at| &search.tried[at].decisions).filter(|_| scope == Scope::Near);
    let known = search.tried.iter().map(|trial| &trial.decisions).chain([&search.best.decisions]);
    let known = known.min_by(|a, b| search.bound_of(a).total_cmp(&search.bound_of(b)));
    let question = Question {
        cuts: &search.cuts,
        known: centre.or(known).unwrap_or(&search.best.decisions),
        near: centre.map(|decisions| Near { decisions, changes: search.reach }),
        gap_pounds: 0.05 * search.options.gap * (search.best.cost() - search.network.roll.cost).abs(),
        seconds,
        seed: search.options.seed,
    };
    master::decide(&search.oracle, &question, stop)
}

/// The decisions among everything that the cuts make best.
pub(super) fn decide_on_everything(
    search: &Search,
    seconds: f64,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Option<Verdict>, SolveError> {
    decide(search, Scope::Everything, seconds, stop)
}

/// Two cuts from short climbs, and what the decisions promise.
fn look(search: &mut Search, decisions: Decisions, scope: Scope) -> Round {
    search.stage("pricing what was chosen");
    let closely = search.closeness;
    let last = (closely, if closely < SKETCHED { LOOK_CLOSELY } else { LOOK_NEAR });
    let near = search.most_promising().filter(|_| scope == Scope::Near);
    let (mut prices, steps): (_, Vec<(f64, usize)>) = match near {
        Some(at) => (search.tried[at].prices.clone(), vec![last]),
        None => (search.prices.clone(), LOOK_FAR.into_iter().filter(|&(tau, _)| tau >= closely).collect()),
    };
    let alone = search.oracle.at(&decisions);
    let mixture = search.oracle.between(alone.mixed_with(&search.leanings, LEANING));
    for (oracle, steps) in [(&mixture, &steps[..]), (&alone, &[last])] {
        let mut ascent = Ascent::new(oracle, Some(prices));
        for &(tau, steps) in steps {
            ascent.climb(tau, steps, &mut || search.over());
        }
        prices = ascent.prices;
        search.cut(&prices);
    }
    let bound = search.bound_of(&decisions);
    let better = bound < search.best.cost() && search.tried.iter().all(|trial| bound < trial.bound);
    search.tried.push(Trial { decisions, bound, prices, priced_at: closely, settled: false });
    if better { Round::Better } else { Round::Cut }
}

/// Everyone placed by the prices at hand: a plan to show while better ones are looked for.
fn sketch(search: &mut Search) {
    let Some(trial) = search.tried.last() else { return };
    let oracle = search.oracle.at(&trial.decisions);
    let placing = regret::fill(&oracle, &trial.prices, &trial.decisions, SKETCHED);
    let found = Found::new(search.network, trial.decisions.clone(), placing, None);
    search.take(found);
    search.tell();
}

/// Places everyone for good, and polishes the plan, for as long as that could pay.
fn settle(search: &mut Search, at: usize) -> Result<(), SolveError> {
    if !promises_enough(search, at) {
        search.tried[at].settled = true;
        return Ok(());
    }
    let found = place(search, at, SETTLED);
    match found.filter(|_| promises_enough(search, at)) {
        Some(found) => polish(search, &found, &search.tried[at].clone()),
        None => Ok(()),
    }
}

/// Whether a polished plan of decisions that were tried could close much of the gap.
fn promises_enough(search: &Search, at: usize) -> bool {
    let worthwhile = WORTHWHILE * (search.best.cost() - search.bound);
    search.tried[at].bound + search.loss + worthwhile < search.best.cost()
}

/// Prices decisions alone, down to a temperature, and places everyone in order of regret at each: the best plan with
/// them, unless prices show that none would be better than the best known.
pub(super) fn place(search: &mut Search, at: usize, down_to: f64) -> Option<Found> {
    search.stage("placing everyone");
    let Trial { decisions, prices, priced_at, .. } = search.tried[at].clone();
    let oracle = search.oracle.at(&decisions);
    let mut ascent = Ascent::new(&oracle, Some(prices));
    let mut best: Option<Found> = None;
    let due = |tau: f64| tau >= down_to && (tau < priced_at || tau <= down_to);
    for (tau, steps) in SETTLE.into_iter().filter(|&(tau, _)| due(tau)) {
        if search.over() && search.best.cost().is_finite() {
            break;
        }
        ascent.climb(tau, steps, &mut || search.over());
        search.tried[at].priced_at = tau;
        if oracle.evaluate(&ascent.prices, 0.0).value >= search.best.cost() {
            break;
        }
        let mean = ascent.mean(tau, SAMPLES);
        let placing = regret::fill_from(&oracle, &ascent.prices, &decisions, (tau, &mean));
        let found = Found::new(search.network, decisions.clone(), placing, None);
        if best.as_ref().is_none_or(|best| found.cost() < best.cost()) {
            search.take(found.clone());
            best = Some(found);
        }
        search.tell();
    }
    let prices = ascent.prices;
    search.cut(&prices);
    search.tried[at].prices = prices;
    search.tried[at].settled |= down_to == SETTLED;
    best
}
