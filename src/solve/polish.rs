//! The placements of a plan made as good as they can be: the programme with the decisions fixed and only the starts that
//! matter, handed to HiGHS. Its duals are prices too. Where there are threads to spare, the master goes on meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rayon::prelude::*;

use super::SolveError;
use super::bound::Chain;
use super::found::Found;
use super::priced::decide;
use super::programme::{Aim, Programme, Run};
use super::search::{Search, Trial};
use crate::formulation::Start;

/// A start matters where prices, smoothed at so many discounted £, would put so many children on it.
const MATTERS: (f64, f64) = (50.0, 1e-3);
/// With more starts than this, interior points take longer to polish a plan than it takes to try other decisions.
const MOST_POLISHED: usize = 250_000;

/// Polishes a plan of decisions that have settled.
pub(super) fn polish(search: &mut Search, plan: &Found, trial: &Trial) -> Result<(), SolveError> {
    if search.over() || search.proven() && (search.worth.is_some() || !search.options.prices) {
        return Ok(());
    }
    search.stage("choosing the starts that matter");
    let starts = matters(search, plan, &trial.prices);
    if starts.len() > MOST_POLISHED {
        return Ok(());
    }
    let programme = Programme::part(search.network, &|start| starts.binary_search(&start).is_ok());
    search.stage("polishing the placements");
    let (run, bound) = beside_the_master(search, || {
        let aim =
            Aim { decided: true, bounds_all: false, interior: true, gap: search.options.gap, until_s: search.until_s };
        programme.run(search.options, &search.clock, (plan, search.bound), aim)
    })?;
    search.bound = search.bound.max(bound);
    if let Some(duals) = &run.duals {
        let mut prices = trial.prices.clone();
        programme.bound_prices(&search.priced.rows, duals, &mut prices);
        search.cut(&prices);
        search.tell();
    }
    if search.take_run(run) {
        search.loss = search.best.cost() - search.bound_of(&trial.decisions);
    }
    Ok(())
}

/// Runs the polishing, and the master beside it until that is done: what came of it, and the master's bound. A master
/// that is soon sure has nothing to do, and what is found must not depend on the number of threads.
fn beside_the_master(
    search: &Search,
    polish: impl FnOnce() -> Result<Run, SolveError>,
) -> Result<(Run, f64), SolveError> {
    if search.sure || rayon::current_num_threads() < 2 {
        return Ok((polish()?, f64::NEG_INFINITY));
    }
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let stop = || done.load(Ordering::Relaxed) || search.clock.watch.stop();
        let master = scope.spawn(move || decide(search, search.left(), &mut { stop }));
        let run = polish();
        done.store(true, Ordering::Relaxed);
        let failed = |_| SolveError::Solver("the master ended in a panic".to_owned());
        let verdict = master.join().map_err(failed)??;
        Ok((run?, verdict.map_or(f64::NEG_INFINITY, |verdict| verdict.bound)))
    })
}

/// The starts that matter, sorted: those of the plan, and those on which its prices would put children.
fn matters(search: &Search, plan: &Found, prices: &[f64]) -> Vec<Start> {
    let (network, (tau, least)) = (search.network, MATTERS);
    let oracle = search.oracle.at(&plan.decisions);
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
