//! One plan for many futures: projects and block contracts decided once, every child placed anew in each future; what
//! that is worth beside planning for the mean alone, and what knowing the future would be worth.
//!
//! With `c_w(y)` the least cost of future `w` with decisions `y`, `p_w` how likely it is, and `y*` the decisions that make
//! `Σ p_w · c_w(y)` (or what is asked for in its place, see [`Worst`]) least:
//!
//! ```text
//! value of one plan for all      = Σ p_w · c_w(decisions for the mean forecast) − Σ p_w · c_w(y*)
//! value of knowing the future    = Σ p_w · c_w(y*) − Σ p_w · min_y c_w(y)
//! ```
//!
//! The value of the stochastic solution and the expected value of perfect information of Birge and Louveaux, Introduction
//! to Stochastic Programming, chapter 4.

mod paper;
mod same;

use crate::answers::Totals;
use crate::audit::audit;
use crate::case::{Case, Forecast};
use crate::network::Network;
use crate::plan::{Plan, PlanStatus};
use crate::run::{Finished, Ready, Request, RunError, Task, Watch};
use crate::solve::{self, Decisions, Futures, Options, Outcome, Packed};

pub use self::paper::FILES;
pub use crate::solve::Worst;

/// What could come, and how likely.
#[derive(Debug)]
pub struct Future {
    /// What it is called.
    pub name: String,
    /// The model under its assumptions.
    pub ready: Ready,
    /// From 0 to 1; those of all futures sum to 1.
    pub likely: f64,
}

/// Decisions, and what they come to in every future.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// What opens and is signed.
    pub decisions: Decisions,
    /// What they come to, by future.
    pub comes_to: Vec<Comes>,
}

/// What decisions come to in a future.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comes {
    /// Discounted £ and penalties.
    pub objective: f64,
    /// Money, and child-years without a place or displaced.
    pub totals: Totals,
}

/// One plan for all futures, and what it is measured against.
#[derive(Debug)]
pub struct Found {
    /// One plan for all.
    pub common: Policy,
    /// The plan for the mean forecast; `None` where some future does not allow it.
    pub mean: Option<Policy>,
    /// The best plan known for each future by itself.
    pub own: Vec<(Decisions, Comes)>,
    /// What no plan of each future by itself goes below.
    pub least: Vec<f64>,
    /// What is minimised, and what no decisions go below.
    pub objective: f64,
    /// See `objective`.
    pub bound: f64,
    /// Proven to so much, as a share of what is to decide.
    pub gap: f64,
    /// How the search ended.
    pub status: PlanStatus,
    /// Checks of the audit that failed.
    pub failed: Vec<String>,
}

/// What is asked besides the futures.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// How much the worst futures count beside the mean.
    pub worst: Worst,
    /// How to solve.
    pub request: Request,
}

/// Hears of the plan of each future with the common decisions: its number, and the run.
pub type Save<'a> = dyn FnMut(usize, Finished) -> Result<(), RunError> + Send + 'a;

/// One plan for all futures, the run of each saved as it stands.
pub fn plan(futures: &mut [Future], asked: Asked, watch: &dyn Watch, save: &mut Save) -> Result<Found, RunError> {
    let first = futures[0].ready.case();
    for other in &futures[1..] {
        if let Some(why) = same::difference(first, other.ready.case()) {
            return Err(RunError::Differ(format!("{} and {} cannot share a plan: {why}", futures[0].name, other.name)));
        }
    }
    let tasks: Vec<Task> = futures.iter_mut().map(|future| future.ready.task(asked.request)).collect();
    tasks[0].threaded(|| plan_here((futures, &tasks), asked.worst, watch, save))
}

fn plan_here(
    (futures, tasks): (&[Future], &[Task]),
    worst: Worst,
    watch: &dyn Watch,
    save: &mut Save,
) -> Result<Found, RunError> {
    let options = Options { prices: false, ..tasks[0].options.clone() };
    let likely: Vec<f64> = futures.iter().map(|future| future.likely).collect();
    let cases: Vec<&Case> = futures.iter().map(|future| future.ready.case()).collect();
    let networks: Vec<Network> = cases.iter().map(|case| Network::build(case)).collect();
    let for_the_mean = for_the_mean(&cases, &likely, &options, watch)?;
    let packed: Vec<Packed> = networks.iter().map(Packed::of).collect();
    let mut search = Futures::of(&packed, &likely, worst, (&options, watch))?;
    search.judge(&for_the_mean)?;
    let best = search.solve(options.time_limit_s * futures.len() as f64)?;
    let mut failed = Vec::new();
    let mut comes = |w: usize, outcome: &Outcome| comes(cases[w], &networks[w], outcome, &mut failed);
    let mut policy = |decisions: &Decisions, outcomes: &[Outcome]| Policy {
        decisions: decisions.clone(),
        comes_to: outcomes.iter().enumerate().map(|(w, outcome)| comes(w, outcome)).collect(),
    };
    for (w, outcome) in best.common.outcomes.iter().enumerate() {
        let outcome = outcome.clone().among_all(search.least_of(w), options.gap);
        save(w, futures[w].ready.finished((&networks[w], &outcome), &tasks[w], watch)?)?;
    }
    let common = policy(&best.common.decisions, &best.common.outcomes);
    let mean = search.judge(&for_the_mean)?.map(|judged| policy(&for_the_mean, &judged.outcomes));
    let own = (0..futures.len()).map(|w| {
        let outcome = search.best_of(w);
        (outcome.decisions.clone(), comes(w, outcome))
    });
    let own = own.collect();
    let least = (0..futures.len()).map(|w| search.least_of(w)).collect();
    let status = PlanStatus::from(best.ended);
    let (objective, bound, gap) = (best.common.objective, best.bound, best.gap);
    Ok(Found { common, mean, own, least, objective, bound, gap, status, failed })
}

/// The decisions of the best plan for the mean of all forecasts, all else as in the first future.
fn for_the_mean(cases: &[&Case], likely: &[f64], options: &Options, watch: &dyn Watch) -> Result<Decisions, RunError> {
    let forecasts: Vec<(f64, &Forecast)> = likely.iter().zip(cases).map(|(&p, case)| (p, &case.forecast)).collect();
    let mean = Case { forecast: Forecast::mean(&forecasts), ..cases[0].clone() };
    Ok(solve::solve(&Network::build(&mean), options, watch)?.decisions)
}

/// What an outcome comes to, audited.
fn comes(case: &Case, network: &Network, outcome: &Outcome, failed: &mut Vec<String>) -> Comes {
    let plan = Plan::from_outcome(network, outcome);
    let checks = audit(case, &plan).checks.into_iter().filter(|check| !check.passed);
    failed.extend(checks.map(|check| check.what.to_string()));
    Comes { objective: plan.objective, totals: Totals::of(&plan) }
}
