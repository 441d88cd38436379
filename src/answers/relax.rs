//! What easing a limit would gain: the whole plan made again with 10% more capital, with 15 more minutes of travel
//! guidance, with projects ready a year sooner, and with each signed contract paid only where it is used.
//!
//! ```text
//! gain = cost of the plan − cost of the plan made again with the limit eased
//! ```
//!
//! Every decision is free, and what a child without a place costs is held at what it is in the plan. First by prices
//! ([`Beside::eased`](crate::solve::Beside::eased)): `D − D(eased)`, where `D` is the bound of the best decisions found at
//! prices raised for them, looked for in the same way with the limit as it is and eased; no gain is above the plan's cost
//! less the bound of all plans with the limit eased, and `within` says by how much that is more. Then, where the programme is small, by solving to
//! the gap that was asked for: both costs lie within their own gaps of the best, so the gain is within the larger.

use super::held::{Clock, Held, Known};
use super::{Totals, WhyUnknown};
use crate::case::{Case, Penalty};
use crate::id::ContractIx;
use crate::network::Network;
use crate::plan::Plan;
use crate::solve::progress::{OnlyStop, Watch};
use crate::solve::{Eased, Ended, Options, Outcome, SolveError, is_small, solve};
use crate::units::{Minutes, Year};

/// Share of the time that is left which prices may take.
const SHARE_BY_PRICES: f64 = 0.4;

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
    /// £ by which that may be out: either way where it was solved; where only prices were asked, no plan gains more than
    /// `objective + within`.
    pub within: f64,
    /// What else there would be more of; below zero: less. `None` where only prices were asked.
    pub more: Option<Totals>,
}

/// Every limit that binds anything, eased one at a time, in the order of [`Relaxation`].
pub(super) struct Relaxations<'a> {
    plan: &'a Plan,
    eased: Vec<(Relaxation, Known<Gain>)>,
}

impl<'a> Relaxations<'a> {
    /// What prices say of each, in a share of the time.
    pub(super) fn by_prices(
        held: &Held,
        (plan, outcome): (&'a Plan, &Outcome),
        (options, clock): (&Options, Clock),
        watch: &dyn Watch,
    ) -> Result<Self, SolveError> {
        let case = held.beside.network().case;
        let (all, until) = (that_apply(case, plan), (1.0 - SHARE_BY_PRICES) * clock.left());
        let price = |network: &Network, done: usize| {
            held.tell("pricing what easing a limit would gain", done, all.len() + 1);
            let time_limit_s = (clock.left() - until) / (all.len() + 1 - done) as f64;
            if time_limit_s <= 0.0 || watch.stop() {
                return Ok(None);
            }
            let options = Options { time_limit_s, ..options.clone() };
            held.beside.eased(network, outcome, &options, &OnlyStop(watch))
        };
        let as_is = if all.is_empty() { None } else { price(held.beside.network(), 0)? };
        let mut eased = Vec::with_capacity(all.len());
        for (done, &what) in all.iter().enumerate() {
            let found = match as_is {
                Some(_) => price(&Network::build(&ease(case, plan, what)), done + 1)?,
                None => None,
            };
            let gain = as_is.zip(found).map(|(as_is, found)| Gain::by_prices(outcome.objective, as_is, found));
            eased.push((what, gain.ok_or(WhyUnknown::NoTime)));
        }
        Ok(Self { plan, eased })
    }

    /// Each solved where that is a matter of seconds, for as long as there is time; else what prices said.
    pub(super) fn solved(
        self,
        held: &Held,
        (options, clock): (&Options, Clock),
        watch: &dyn Watch,
    ) -> Result<Vec<Relaxed>, SolveError> {
        let (case, plan, of) = (held.beside.network().case, self.plan, self.eased.len());
        let mut all = Vec::with_capacity(of);
        for (done, (what, priced)) in self.eased.into_iter().enumerate() {
            held.tell("what easing a limit would gain", done, of);
            let share = clock.left() / (of - done) as f64;
            let options = Options { time_limit_s: share, prices: false, ..options.clone() };
            let solved = if is_small(held.beside.network()) {
                solved(&ease(case, plan, what), plan, &options, watch)?
            } else {
                Err(WhyUnknown::NoTime)
            };
            all.push(Relaxed { what, gain: solved.or(priced) });
        }
        Ok(all)
    }
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

impl Gain {
    /// From what prices say of the best plan as limits are and with one of them eased. Nothing that a plan does is
    /// forbidden by easing a limit, so the best is never worse.
    fn by_prices(cost: f64, as_is: Eased, eased: Eased) -> Self {
        let most = (cost - eased.bound).max(0.0);
        let objective = (as_is.least - eased.least).clamp(0.0, most);
        Self { objective, within: most - objective, more: None }
    }
}

/// What the plan of a case with a limit eased, made again, gains on the plan.
fn solved(eased: &Case, plan: &Plan, options: &Options, watch: &dyn Watch) -> Result<Known<Gain>, SolveError> {
    if options.time_limit_s <= 0.0 || watch.stop() {
        return Ok(Err(WhyUnknown::NoTime));
    }
    let network = Network::build(eased);
    let outcome = match solve(&network, options, &OnlyStop(watch)) {
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
        more: Some(Totals::of(&better).less(Totals::of(plan))),
    }))
}
