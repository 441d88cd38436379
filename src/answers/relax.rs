//! What easing a limit would gain: the whole plan made again with 10% more capital, with 15 more minutes of travel
//! guidance, with projects ready a year sooner, and with each signed contract paid only where it is used.
//!
//! ```text
//! gain = cost of the plan − cost of the plan made again with the limit eased
//! ```
//!
//! Every decision is free, each plan is solved to the gap that was asked for, and what a child without a place costs is
//! held at what it is in the plan. Both costs lie within their own gaps of the best, so the gain is within the larger.

use super::held::Clock;
use super::{Totals, WhyUnknown};
use crate::case::{Case, Penalty};
use crate::id::ContractIx;
use crate::network::Network;
use crate::plan::Plan;
use crate::solve::progress::{Event, OnlyStop, Watch};
use crate::solve::{Ended, Options, SolveError, solve};
use crate::units::{Minutes, Year};

/// By how much capital is raised.
const MORE_CAPITAL: f64 = 0.1;

/// By how much the travel guidance is raised.
const MORE_MINUTES: Minutes = Minutes(15.0);

/// A limit that is eased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relaxation {
    /// Each year's capital is a tenth more.
    Capital,
    /// The travel guidance is 15 minutes more, in every phase and for every kind with its own.
    Minutes,
    /// Every optional project may open a year before its earliest, but not before the first year.
    Sooner,
    /// A signed contract is paid only for places that are used.
    Unused(ContractIx),
}

impl Relaxation {
    /// As it is written in `relax.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Capital => "capital",
            Self::Minutes => "minutes",
            Self::Sooner => "sooner",
            Self::Unused(_) => "contract_minimum",
        }
    }

    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Capital => "10% more capital in every year",
            Self::Minutes => "15 more minutes of travel guidance",
            Self::Sooner => "every project ready a year sooner",
            Self::Unused(_) => "the contract paid only for places that are used",
        }
    }
}

/// What easing a limit would gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relaxed {
    /// The limit.
    pub what: Relaxation,
    /// What it would gain, or why that is not known.
    pub gain: Result<Gain, WhyUnknown>,
}

/// What there would be to gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// £ less that the objective would come to: discounted, penalties included.
    pub objective: f64,
    /// £ by which that may be out, either way.
    pub within: f64,
    /// What else there would be more of; below zero: less.
    pub more: Totals,
}

/// Every limit that binds anything, eased one at a time, in the order of [`Relaxation`].
pub(super) fn all(
    case: &Case,
    plan: &Plan,
    (options, clock): (&Options, Clock),
    watch: &dyn Watch,
) -> Result<Vec<Relaxed>, SolveError> {
    let eased = that_apply(case, plan);
    let mut all = Vec::with_capacity(eased.len());
    for (done, &what) in eased.iter().enumerate() {
        watch.event(&Event::step("what easing a limit would gain", done, eased.len()));
        let share = clock.left() / (eased.len() - done) as f64;
        let gain = gain(&ease(case, plan, what), plan, &Options { time_limit_s: share, ..options.clone() }, watch)?;
        all.push(Relaxed { what, gain });
    }
    Ok(all)
}

/// Those that could change anything.
fn that_apply(case: &Case, plan: &Plan) -> Vec<Relaxation> {
    let optional = || case.projects.iter().filter(|project| project.is_optional());
    let capital = case.budget.as_ref().is_some_and(|budget| budget.capital.iter().any(|money| money.get() > 0.0));
    let costs_capital = optional().any(|project| project.capital_cost.get() > 0.0);
    let sooner = optional().any(|project| project.earliest > case.first_year);
    let minutes = case.objective.over_minutes_penalty.get() > 0.0;
    let unused = |m: &ContractIx| plan.signed[m.get()] && case[*m].take_or_pay > 0.0;
    let one = |applies: bool, what| applies.then_some(what);
    [
        one(capital && costs_capital, Relaxation::Capital),
        one(minutes, Relaxation::Minutes),
        one(sooner, Relaxation::Sooner),
    ]
    .into_iter()
    .flatten()
    .chain((0..case.contracts.len()).map(ContractIx::new).filter(unused).map(Relaxation::Unused))
    .collect()
}

/// The case with a limit eased.
fn ease(case: &Case, plan: &Plan, what: Relaxation) -> Case {
    let mut eased = case.clone();
    // What it costs to be without a place must not move with the dearest way to a place.
    eased.objective.unplaced_penalty = Penalty::Fixed(plan.unplaced_penalty);
    match what {
        Relaxation::Capital => {
            for money in eased.budget.iter_mut().flat_map(|budget| &mut budget.capital) {
                *money = *money * (1.0 + MORE_CAPITAL);
            }
        }
        Relaxation::Minutes => {
            let limits = &mut eased.travel.max_minutes;
            let own = eased.kinds.iter_mut().filter_map(|kind| kind.max_minutes.as_mut());
            for limit in [&mut limits.primary, &mut limits.secondary, &mut limits.post16].into_iter().chain(own) {
                *limit += MORE_MINUTES;
            }
        }
        Relaxation::Sooner => {
            for project in eased.projects.iter_mut().filter(|project| project.is_optional()) {
                project.earliest = Year(project.earliest.0 - 1).max(case.first_year).min(project.earliest);
            }
        }
        Relaxation::Unused(contract) => eased.contracts[contract.get()].take_or_pay = 0.0,
    }
    eased
}

/// What the plan of a case with a limit eased gains on the plan.
fn gain(
    eased: &Case,
    plan: &Plan,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Result<Gain, WhyUnknown>, SolveError> {
    if options.time_limit_s <= 0.0 || watch.stop() {
        return Ok(Err(WhyUnknown::NoTime));
    }
    let network = Network::build(eased);
    let options = Options { prices: false, ..options.clone() };
    let outcome = match solve(&network, &options, &OnlyStop(watch)) {
        Err(SolveError::NoPlan) => return Ok(Err(WhyUnknown::NoTime)),
        outcome => outcome?,
    };
    if outcome.ended != Ended::Proven {
        // Cut short: how good it could be is not known as closely as the plan.
        return Ok(Err(WhyUnknown::NoTime));
    }
    let better = Plan::from_outcome(&network, &outcome);
    let open = |plan: &Plan| (plan.objective - plan.bound).max(0.0);
    Ok(Ok(Gain {
        objective: plan.objective - better.objective,
        within: open(plan).max(open(&better)),
        more: Totals::of(&better).less(Totals::of(plan)),
    }))
}
