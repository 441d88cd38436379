//! The way to a proof: decisions that promise a better plan are settled, others are ruled out, the master beside it.
//!
//! The master's bound holds for everything; what it finds is looked at next. Where no decisions promise a better plan, the
//! gap is what is not known of those that the cuts make best: they are settled and polished all the same, which gives cuts
//! that are tight there, until the master's bound proves the best plan.

use super::SolveError;
use super::asking::beside;
use super::looks::{look, rounds};
use super::polish::{polish, polish_on};
use super::search::Search;
use super::settle::{place, promises, settle};
use super::trial::{SETTLED, Trial};

/// Share of the time so far that the master gets where no decisions promise enough.
const SHARE_TO_DECIDE: f64 = 0.25;
/// Share of the time limit that is kept for the master's bound at the end.
const SHARE_OF_PROOF: f64 = 0.2;

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
pub(super) fn ask_beside(
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
