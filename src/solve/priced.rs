//! The priced engine: a plan and a bound from prices; HiGHS only for the decisions, and for the starts that matter.
//!
//! 1. Climb: prices that make the bound high ([`bound`](super::bound)), each temperature giving a cut.
//! 2. Decide: what to open and sign, by the cuts: changes drawn at random from what prices lean to ([`swaps`]), later from
//!    the likeliest decisions so far.
//! 3. Look: a short climb for a mixture of all decisions so far and what the first climb leant to, or for the likeliest
//!    decisions alone ([`looks`](super::looks)).
//! 4. Settle: decisions that promise most are priced alone, to colder temperatures; everyone is placed where the mean
//!    of that climb has them, the others by regret, then polished ([`polish`](super::polish)). What a polished plan
//!    costs above the bound of its decisions hardly depends on them: others are only polished if their bound is lower.
//! 5. Prove: meanwhile the master ([`master`](super::master)) is asked which decisions the cuts make best ([`asking`]); its
//!    bound is valid for everything, and what it finds is looked at next. Where none promises a better plan, those that the
//!    cuts make best are settled and polished all the same, until its bound proves the best plan.
//!
//! [`asking`]: super::asking

use super::asking::beside;
use super::bound::Ascent;
use super::found::Found;
use super::looks::{LOOKED, LOOKS_TO_TELL, look, round, rounds};
use super::polish::{polish, polish_on};
use super::search::{SETTLED, Search, Trial};
use super::{SolveError, descent, regret};

/// Temperatures of the climb, discounted £ per child, and the most steps at each.
const CLIMB: [(f64, usize); 5] = [(16_000.0, 100), (4_000.0, 150), (1_000.0, 200), (300.0, 200), (100.0, 200)];
/// The same further on, where cuts tell nothing and the master could not raise the bound.
const COLDER: [(f64, usize); 2] = [(50.0, 100), (20.0, 150)];
/// The same once decisions are fixed.
const SETTLE: [(f64, usize); 6] = [(1_000.0, 60), (300.0, 100), (100.0, 150), (50.0, 200), (30.0, 300), (20.0, 400)];
/// Temperatures at which there is a rough plan of decisions, and a first one.
const SKETCHED: f64 = 300.0;
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
/// Share of the time limit that the climb may take.
const SHARE_OF_CLIMB: f64 = 0.25;
/// Share of the time limit after which they are in any case.
const SHARE_OF_FIRST: f64 = 0.35;
/// Share of the time so far that the master gets where no decisions promise enough.
const SHARE_TO_DECIDE: f64 = 0.25;
/// Share of the time limit that is kept for the master's bound at the end.
const SHARE_OF_PROOF: f64 = 0.2;

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

/// Settles and polishes the decisions that promise most, the master beside it, then looks for others, until so many
/// seconds after the start.
pub(super) fn improve(search: &mut Search, until_s: f64) -> Result<(), SolveError> {
    search.until_s = until_s;
    if search.options.fixed.is_some() {
        if let Some(at) = search.most_promising() {
            settle(search, at)?;
        }
    } else {
        while !search.over() && !search.proven() && settle_or_look(search)? {}
    }
    search.until_s = search.options.time_limit_s;
    Ok(())
}

/// Settles the decisions that promise most, the master beside it; where none promise enough, looks for others, polishes the
/// best plan to its end, then rules out what the cuts make best. Whether there is anything left to find out.
fn settle_or_look(search: &mut Search) -> Result<bool, SolveError> {
    let proving = !search.dives && search.left() < SHARE_OF_PROOF * search.until_s;
    let before = search.cuts.len();
    let promising = |search: &Search| {
        let most = search.most_promising().filter(|&at| promises(search, at));
        most.or_else(|| rough_best(search)).filter(|_| !proving)
    };
    let at = promising(search);
    if at.is_none() && !proving && search.polishing.is_none() {
        rounds(search);
        if promising(search).is_some() {
            return Ok(true);
        }
    }
    let seconds = match (proving, at) {
        (true, _) => search.left(),
        (false, Some(_)) => search.seconds_to_decide,
        (false, None) => search.seconds_to_decide.max(SHARE_TO_DECIDE * search.clock.seconds()),
    };
    let sure = ask_beside(search, seconds, |search| match at {
        Some(at) => settle(search, at),
        None if proving && search.polishing.is_none() => {
            rounds(search);
            Ok(())
        }
        None if search.polishing.is_some() => polish_on(search),
        None => match unpolished_best(search) {
            Some(at) => polish_the_best(search, at),
            None => raise_the_likeliest(search),
        },
    })?;
    Ok(at.is_some() || !sure || search.cuts.len() > before)
}

/// The decisions of the best plan where everyone was only placed roughly: nothing brings as much in the time.
fn rough_best(search: &Search) -> Option<usize> {
    let rough = |trial: &Trial| trial.decisions == search.best.decisions && trial.settled_at > SETTLED;
    search.tried.iter().position(rough)
}

/// The decisions of the best plan where it has not been polished.
fn unpolished_best(search: &Search) -> Option<usize> {
    search.tried.iter().position(|trial| trial.decisions == search.best.decisions && !trial.polished)
}

/// Polishes the best plan: no other decisions promise as much.
fn polish_the_best(search: &mut Search, at: usize) -> Result<(), SolveError> {
    if search.tried[at].settled_at > SETTLED {
        place(search, at, SETTLED);
    }
    let (plan, trial) = (search.best.clone(), search.tried[at].clone());
    if plan.decisions == trial.decisions { polish(search, &plan, &trial) } else { Ok(()) }
}

/// Where none promises a better plan, the gap is what is not known of the decisions that the cuts make best: settles them,
/// then polishes their plan, whose duals give a cut that is tight there, so that the master comes to others.
fn raise_the_likeliest(search: &mut Search) -> Result<(), SolveError> {
    let open = |trial: &Trial| !trial.polished && !search.closes(trial.bound);
    let Some(at) = search.most_likely().filter(|&at| open(&search.tried[at])) else { return Ok(()) };
    let settled = search.tried[at].settled_at <= SETTLED;
    let found = place(search, at, SETTLED);
    let trial = search.tried[at].clone();
    match found.filter(|_| settled || promises(search, at)) {
        Some(found) => polish(search, &found, &trial),
        None => Ok(()),
    }
}

/// Does work, the master beside it; then looks at what the master found and at what that leads to, if it promises more or
/// the work came to nothing. Whether the master is sure of its answer by all the cuts there were. Where cuts say nothing it
/// is not asked.
fn ask_beside(
    search: &mut Search,
    seconds: f64,
    work: impl FnOnce(&mut Search) -> Result<(), SolveError>,
) -> Result<bool, SolveError> {
    if search.dives {
        return work(search).map(|()| false);
    }
    search.stage("choosing what to open and sign");
    let (few, before) = (search.few_cuts, search.cuts.len());
    let Some(verdict) = beside(search, seconds.min(search.left()), work)? else { return Ok(false) };
    search.bound = search.bound.max(verdict.bound);
    search.tell();
    let pays = search.would_pay(&verdict.decisions);
    if pays {
        look(search, verdict.decisions);
        rounds(search);
    } else if !verdict.sure {
        search.seconds_to_decide *= 2.0;
    } else if search.cuts.len() == before && search.leaves_open(&verdict.decisions) {
        look(search, verdict.decisions);
    }
    search.few_cuts = !verdict.sure || few && pays;
    Ok(verdict.sure && !few)
}

/// Whether a polished plan of decisions would be worth its time: what it costs above their bound hardly depends on them.
fn promises(search: &Search, at: usize) -> bool {
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
fn settle(search: &mut Search, at: usize) -> Result<(), SolveError> {
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
