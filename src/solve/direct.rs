//! The direct engine: the whole programme handed to HiGHS, from the best plan and bound known.
//!
//! It proves districts and small counties. Where the programme is large it runs out of time, says so, and leaves the
//! plan and the bound that it was given.

use super::SolveError;
use super::highs::Stopped;
use super::programme::{Aim, Programme, Run};
use super::search::Search;
use crate::network::Network;

/// All of the programme, to the gap asked for; then what a place is worth.
pub(super) fn whole(search: &mut Search) -> Result<(), SolveError> {
    let unpriced = search.options.prices && search.worth.is_none();
    if search.over() || search.proven() && !unpriced {
        return Ok(());
    }
    search.stage("building the programme");
    let programme = Programme::whole(search.network);
    search.size = programme.size();
    if !search.proven() {
        search.stage("solving");
        let run = run(search, &programme, search.options.fixed.is_some())?;
        if run.stopped == Stopped::Infeasible {
            return Err(SolveError::Infeasible(why_infeasible(search.network)));
        }
        search.bound = search.bound.max(run.bound);
        search.take_run(run);
    }
    let priced = search.options.fixed.is_some() || !search.options.prices;
    if !priced && !search.over() && search.proven() {
        search.stage("working out the value of a place");
        let run = run(search, &programme, true)?;
        search.take_run(run);
    }
    Ok(())
}

fn run(search: &Search, programme: &Programme, decided: bool) -> Result<Run, SolveError> {
    // A little tighter than asked, so that the settled plan still meets it.
    let gap = search.options.gap * 0.98;
    let best = Aim::decided(gap, search.best.cost(), search.options.time_limit_s);
    let aim = Aim { decided, bounds_all: !decided, ..best };
    programme.run(search.options, &search.clock, (&search.best, search.bound), aim)
}

/// Only committed projects can make a programme infeasible: everything else can wait, be over or be broken at a price.
fn why_infeasible(network: &Network) -> String {
    let committed: Vec<String> = network
        .case
        .projects
        .iter()
        .filter(|project| project.is_committed())
        .map(|project| project.id.to_string())
        .collect();
    format!("look at the committed projects ({}), their groups and what they require", committed.join(", "))
}
