//! The priced engine: a plan and a bound from prices; HiGHS only for the decisions, and for the starts that matter.
//!
//! 1. Climb: prices that make the bound high ([`bound`](super::bound)), each temperature giving a cut.
//! 2. Decide: what to open and sign, by the cuts: first one or two changes at a time ([`swaps`]), and where that promises
//!    nothing more, by the master ([`master`](super::master)), whose bound is valid for everything.
//! 3. Look: a short climb for a mixture of all decisions so far and what the first climb leant to. Its cut is nearly
//!    tight at all of them, and not loose around them as a cut for the newest decisions alone would be.
//! 4. Settle: decisions that promise most are priced alone, to colder temperatures; everyone is placed where the mean
//!    of that climb has them, the others by regret, then polished ([`polish`](super::polish)). What a polished plan
//!    costs above the bound of its decisions hardly depends on them: others are only polished if their bound is lower.
//! 5. Decide again, for as long as there is time and the gap is open; the last of the time goes to the master's bound.

use super::bound::{Ascent, mixed, shares_of};
use super::found::Found;
use super::master::{self, Question, Verdict};
use super::polish::polish;
use super::search::{SETTLED, Search, Trial};
use super::{Decisions, SolveError, regret, swaps};

/// Temperatures of the climb, discounted £ per child, and the most steps at each.
const CLIMB: [(f64, usize); 5] = [(16_000.0, 100), (4_000.0, 150), (1_000.0, 200), (300.0, 200), (100.0, 200)];
/// The same for a mixture.
pub(super) const LOOK: [(f64, usize); 2] = [(300.0, 40), (100.0, 60)];
/// The last temperature of a look.
const LOOKED: f64 = 100.0;
/// The same once decisions are fixed.
const SETTLE: [(f64, usize); 6] = [(1_000.0, 60), (300.0, 100), (100.0, 150), (50.0, 200), (30.0, 300), (20.0, 400)];
/// Temperatures at which there is a rough plan of decisions, and a first one.
const SKETCHED: f64 = 300.0;
pub(super) const PLACED: f64 = 50.0;
/// Steps of a climb whose mean a plan is made of.
const SAMPLES: usize = 40;
/// How much of the mean of all decisions is the newest.
const NEWEST: f64 = 0.3;
/// How much of a mixture is what the first climb leant to.
const LEANING: f64 = 0.1;
/// Share of the gap that polishing must promise to close.
const WORTHWHILE: f64 = 0.1;
/// Share of the time limit that the climb may take.
const SHARE_OF_CLIMB: f64 = 0.25;
/// Most times that decisions are tried before the best are polished.
pub(super) const ROUNDS: usize = 12;
/// Share of the time limit after which they are in any case.
const SHARE_OF_FIRST: f64 = 0.35;
/// Share of the time limit that is kept for the master's bound at the end.
const SHARE_OF_PROOF: f64 = 0.2;

/// What came of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Decisions that promise more than any before: where they stand among those tried.
    Better(usize),
    /// Another cut, or more time for the master.
    Cut,
    /// Nothing: the cuts lead back to decisions that have settled.
    Nothing,
}

/// A first plan and bound from prices alone; decisions are looked for in at most so many rounds.
pub(super) fn first(search: &mut Search, rounds: usize) -> Result<(), SolveError> {
    if !search.climbed {
        climb(search);
    }
    first_plans(search, rounds)
}

/// The first plans, once the prices are there.
pub(super) fn first_plans(search: &mut Search, rounds: usize) -> Result<(), SolveError> {
    if let Some(decisions) = search.options.fixed.clone() {
        let at = search.add(decisions);
        if search.climbed {
            search.tried[at].settled_at = SKETCHED;
        }
    }
    while search.options.fixed.is_none() && !search.over() && !search.proven() {
        if round(search)? != Round::Cut {
            break;
        }
        if search.tried.len() == 1 {
            place(search, 0, SKETCHED);
            look_at_known(search, rounds)?;
        }
        if search.tried.len() >= rounds || search.clock.seconds() > SHARE_OF_FIRST * search.options.time_limit_s {
            break;
        }
    }
    if let Some(at) = search.most_promising() {
        place(search, at, PLACED);
    }
    Ok(())
}

/// Decisions that are known from a case nearby stand beside the first that the cuts led to. Where the whole programme
/// comes next, to polish them takes a moment; where it does not, nothing takes longer, and they have to promise enough.
fn look_at_known(search: &mut Search, rounds: usize) -> Result<(), SolveError> {
    search.known = search.allowed_of_known();
    let Some(known) = search.known.clone() else { return Ok(()) };
    let tried = search.tried.iter().position(|trial| trial.decisions == known);
    let at = tried.unwrap_or(search.tried.len());
    if tried.is_none() {
        look(search, known);
    }
    if rounds == 1 {
        return settle(search, at);
    }
    place(search, at, SKETCHED);
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

/// Polishes the decisions that promise most, then tries others until so many seconds after the start.
pub(super) fn improve(search: &mut Search, until_s: f64) -> Result<(), SolveError> {
    search.until_s = until_s;
    if let Some(at) = search.most_promising() {
        settle(search, at)?;
    }
    let decided = search.options.fixed.is_some();
    while !decided && !search.over() && !search.proven() {
        match round(search)? {
            Round::Better(at) => settle(search, at)?,
            Round::Cut => {}
            Round::Nothing => break,
        }
    }
    search.until_s = search.options.time_limit_s;
    Ok(())
}

/// One cut more: for the decisions that changes lead to, else for those of the master, else for the likeliest so far,
/// which settle where they come up again.
fn round(search: &mut Search) -> Result<Round, SolveError> {
    let proving = search.left() < SHARE_OF_PROOF * search.until_s;
    search.stage("choosing what to open and sign");
    if !proving && !search.tried.is_empty() {
        let decisions = swaps::improve(&search.oracle, &search.cuts, &search.likely(), search.options.seed);
        if search.would_pay(&decisions) {
            look(search, decisions);
            return Ok(Round::Cut);
        }
    }
    let asking = proving || !search.asked;
    if asking {
        search.asked = true;
        let seconds = if proving { search.left() } else { search.seconds_to_decide.min(search.left()) };
        let Some(verdict) = decide(search, seconds, &mut || search.clock.watch.stop())? else {
            return Ok(Round::Nothing);
        };
        search.bound = search.bound.max(verdict.bound);
        search.sure = verdict.sure;
        search.tell();
        if search.would_pay(&verdict.decisions) {
            look(search, verdict.decisions);
            return Ok(Round::Cut);
        }
        search.seconds_to_decide *= 2.0;
    }
    let Some(likely) = search.most_likely() else { return Ok(Round::Nothing) };
    if search.tried[likely].settled_at > LOOKED {
        return Ok(look_closely(search, likely));
    }
    if search.tried[likely].settled_at > SETTLED {
        settle(search, likely)?;
    } else if asking && search.sure {
        return Ok(Round::Nothing);
    }
    search.asked = false;
    Ok(Round::Cut)
}

/// The decisions that the cuts make best, starting from the best that were tried.
pub(super) fn decide(
    search: &Search,
    seconds: f64,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Option<Verdict>, SolveError> {
    let likely = search.most_likely().map(|at| &search.tried[at].decisions);
    let question = Question {
        cuts: &search.cuts,
        known: likely.unwrap_or(&search.best.decisions),
        gap_pounds: 0.05 * search.options.gap * (search.best.cost() - search.network.roll.cost).abs(),
        seconds,
        seed: search.options.seed,
    };
    master::decide(&search.oracle, &question, stop)
}

/// A cut from a short climb for the mean of all decisions so far.
pub(super) fn look(search: &mut Search, decisions: Decisions) {
    search.stage("pricing what was chosen");
    search.asked = false;
    let newest = shares_of(&search.oracle.choices, &decisions);
    search.centre = if search.centre.is_empty() {
        newest
    } else {
        mixed(&search.centre, &newest, NEWEST.max(1.0 / (search.tried.len() as f64 + 1.0)))
    };
    let mixture = search.oracle.between(mixed(&search.centre, &search.leanings, LEANING));
    let (prices, steps) = match search.tried.iter().rfind(|trial| trial.settled_at == f64::INFINITY) {
        Some(last) => (&last.prices, &LOOK[1..]),
        None => (&search.prices, &LOOK[..]),
    };
    let mut ascent = Ascent::new(&mixture, Some(prices.clone()));
    for &(tau, steps) in steps {
        ascent.climb(tau, steps, &mut || search.over());
    }
    let prices = ascent.prices;
    search.cut(&prices);
    let bound = search.bound_of(&decisions);
    search.tried.push(Trial { decisions, bound, prices, settled_at: f64::INFINITY });
}

/// A cut from a short climb for decisions alone: what they promise.
fn look_closely(search: &mut Search, at: usize) -> Round {
    search.stage("pricing what was chosen");
    let alone = search.oracle.at(&search.tried[at].decisions);
    let mut ascent = Ascent::new(&alone, Some(search.tried[at].prices.clone()));
    for (tau, steps) in LOOK {
        ascent.climb(tau, steps, &mut || search.over());
    }
    let prices = ascent.prices;
    search.cut(&prices);
    let bound = search.tried[at].bound;
    let mut others = search.tried.iter().filter(|trial| trial.settled_at <= LOOKED);
    let better = bound < search.best.cost() && others.all(|trial| bound < trial.bound);
    let trial = &mut search.tried[at];
    (trial.prices, trial.settled_at) = (prices, LOOKED);
    if better { Round::Better(at) } else { Round::Cut }
}

/// Places everyone for good, and polishes the plan if that could pay or it is the only one.
fn settle(search: &mut Search, at: usize) -> Result<(), SolveError> {
    let found = place(search, at, SETTLED);
    let trial = search.tried[at].clone();
    let best = search.best.cost();
    let worthwhile = WORTHWHILE * (best - search.bound);
    let only = search.options.fixed.is_some() || best.is_infinite();
    match found.filter(|_| only || trial.bound + search.loss + worthwhile < best) {
        Some(found) => polish(search, &found, &trial),
        None => Ok(()),
    }
}

/// Prices decisions alone, down to a temperature, and places everyone in order of regret at each: the best plan with
/// them, unless prices show that none would be better than the best known.
pub(super) fn place(search: &mut Search, at: usize, down_to: f64) -> Option<Found> {
    search.stage("placing everyone");
    let Trial { decisions, prices, settled_at, .. } = search.tried[at].clone();
    let oracle = search.oracle.at(&decisions);
    let mut ascent = Ascent::new(&oracle, Some(prices));
    let mut best: Option<Found> = None;
    for (tau, steps) in SETTLE.into_iter().filter(|&(tau, _)| tau < settled_at && tau >= down_to) {
        if search.over() && search.best.cost().is_finite() {
            break;
        }
        ascent.climb(tau, steps, &mut || search.over());
        if oracle.evaluate(&ascent.prices, 0.0).value + search.loss >= search.best.cost() {
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
    let bound = search.bound_of(&decisions);
    let trial = &mut search.tried[at];
    (trial.bound, trial.prices, trial.settled_at) = (trial.bound.max(bound), prices, down_to);
    best
}
