//! The priced engine: a plan and a bound from prices; HiGHS only for the decisions, and for the starts that matter.
//!
//! 1. Climb: prices that make the bound high ([`bound`](super::bound)), each temperature giving a cut.
//! 2. Decide: what to open and sign, by the cuts: changes drawn at random from what prices lean to ([`swaps`]), later from
//!    the likeliest decisions so far.
//! 3. Look: a short climb for a mixture of all decisions so far and what the first climb leant to, or for the likeliest
//!    decisions alone ([`looks`](super::looks)).
//! 4. Settle: decisions that promise most are priced alone, to colder temperatures; everyone is placed where the mean
//!    of that climb has them, the others by regret ([`settle`](super::settle)), then polished ([`polish`](super::polish)).
//! 5. Prove: meanwhile the master ([`master`](super::master)) is asked which decisions the cuts make best; what it finds
//!    is looked at next, and what might still be better is ruled out ([`prove`](super::prove)).
//!
//! Here are the first plans: the climb, the first decisions and where they put everyone.

use super::SolveError;
use super::bound::Ascent;
use super::looks::{LOOKED, look, round};
use super::polish::polish;
use super::prove::ask_beside;
use super::search::Search;
use super::settle::{PLACED, SKETCHED, place};
use super::trial::SETTLED;

/// Temperatures of the climb, discounted £ per child, and the most steps at each.
const CLIMB: [(f64, usize); 5] = [(16_000.0, 100), (4_000.0, 150), (1_000.0, 200), (300.0, 200), (100.0, 200)];
/// The same further on, where cuts tell nothing and the master could not raise the bound.
const COLDER: [(f64, usize); 2] = [(50.0, 100), (20.0, 150)];
/// Share of the time limit that the climb may take.
const SHARE_OF_CLIMB: f64 = 0.25;
/// Share of the time limit after which the first decisions are settled in any case.
const SHARE_OF_FIRST: f64 = 0.35;

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
        if !round(search) {
            break;
        }
        if search.tried.len() == 1 && search.tried[0].settled_at > SKETCHED {
            place(search, 0, if search.dives { LOOKED } else { SKETCHED });
            look_at_known(search, rounds)?;
        }
        if search.tried.len() >= rounds || search.clock.seconds() > SHARE_OF_FIRST * search.options.time_limit_s {
            break;
        }
    }
    let Some(at) = search.most_promising() else { return Ok(()) };
    if search.options.fixed.is_some() || rounds == 1 {
        place(search, at, PLACED);
        return Ok(());
    }
    if search.dives {
        climb_through(search, &COLDER, search.until_s);
        return Ok(());
    }
    ask_beside(search, search.seconds_to_decide, |search| {
        place(search, at, PLACED);
        Ok(())
    })?;
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
        let found = place(search, at, SETTLED);
        let trial = search.tried[at].clone();
        return found.map_or(Ok(()), |found| polish(search, &found, &trial));
    }
    place(search, at, SKETCHED);
    Ok(())
}

/// Prices that make the bound of all decisions high.
pub(super) fn climb(search: &mut Search) {
    climb_through(search, &CLIMB, search.options.time_limit_s * SHARE_OF_CLIMB);
}

/// Raises the bound of all decisions through temperatures, each giving a cut, until so many seconds from the start.
fn climb_through(search: &mut Search, stages: &[(f64, usize)], until_s: f64) {
    search.stage("raising the bound");
    let (watch, began) = (search.clock.watch, search.clock.began);
    let mut stop = || watch.stop() || began.elapsed().as_secs_f64() > until_s;
    for &(tau, steps) in stages {
        let mut ascent = Ascent::new(&search.oracle, Some(search.prices.clone()));
        ascent.climb(tau, steps, &mut stop);
        let reached = ascent.prices;
        search.cut(&reached);
        search.tell();
        search.leanings = search.oracle.leanings(&reached, tau);
        search.prices = reached;
    }
}
