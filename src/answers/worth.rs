//! What every decision of the plan is worth: turned round one at a time, the others held, every child placed anew.
//!
//! ```text
//! cost(d) = least cost of the plan's decisions with d turned round − least cost of the plan's decisions
//! ```
//!
//! Both are linear programmes solved to a tenth of the gap that the plan was asked for; `within` is what is left open in
//! the two together.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use rayon::prelude::*;

use super::turned::{self, WhyUnknown};
use super::{Decision, Meanwhile, Worth};
use crate::network::Network;
use crate::plan::{Plan, Purse};
use crate::solve::progress::{Event, Watch};
use crate::solve::{Decisions, Options, Outcome, SolveError, solve_held};

/// Share of the plan's gap that may be left open in each solve.
const CLOSER: f64 = 0.1;

/// How long there is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub began: Instant,
    pub seconds: f64,
}

impl Clock {
    fn left(&self) -> f64 {
        self.seconds - self.began.elapsed().as_secs_f64()
    }
}

/// The figures of a plan that are compared.
#[derive(Debug, Clone, Copy)]
struct Figures {
    objective: f64,
    open: f64,
    money: f64,
    unplaced: f64,
    displaced: f64,
}

/// What is known of decisions turned round, and of which it is not.
type Worths = (Vec<Worth>, Vec<(Decision, WhyUnknown)>);

/// The worth of every decision that could be otherwise.
pub(super) fn all(
    network: &Network,
    outcome: &Outcome,
    (options, clock): (&Options, Clock),
    watch: &dyn Watch,
) -> Result<Worths, SolveError> {
    let decisions = turned::all(network, &outcome.decisions);
    let options = Options { gap: CLOSER * options.gap, prices: false, ..options.clone() };
    let held = Held { network, outcome, options: &options, clock, watch };
    let (step, of) = (AtomicUsize::new(0), decisions.len());
    let tell = || watch.event(&Event::step("what each decision is worth", step.fetch_add(1, Ordering::Relaxed), of));
    tell();
    let base = match held.figures(&outcome.decisions) {
        Ok(base) => base,
        Err(SolveError::NoPlan) => {
            return Ok((
                Vec::new(),
                decisions.into_iter().map(|(decision, _)| (decision, WhyUnknown::NoTime)).collect(),
            ));
        }
        Err(error) => return Err(error),
    };
    let one = |(at, (decision, taken)): (usize, (Decision, bool))| {
        let worth = held.worth(&base, decision, taken);
        tell();
        worth.map(|worth| (at, worth))
    };
    // Pulled one after another, so that the first are worked out first.
    let mut all: Vec<_> = decisions.into_iter().enumerate().par_bridge().map(one).collect::<Result<_, _>>()?;
    all.sort_by_key(|(at, _)| *at);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for (_, worth) in all {
        match worth {
            Ok(worth) => known.push(worth),
            Err(why) => unknown.push(why),
        }
    }
    known.sort_by(|a, b| b.taken.cmp(&a.taken).then(b.cost.total_cmp(&a.cost)).then(a.decision.cmp(&b.decision)));
    Ok((known, unknown))
}

/// What every solve has in common.
struct Held<'a> {
    network: &'a Network<'a>,
    outcome: &'a Outcome,
    options: &'a Options,
    clock: Clock,
    watch: &'a dyn Watch,
}

impl Held<'_> {
    fn worth(
        &self,
        base: &Figures,
        decision: Decision,
        taken: bool,
    ) -> Result<Result<Worth, (Decision, WhyUnknown)>, SolveError> {
        let other = match turned::turned(self.network, &self.outcome.decisions, decision) {
            Ok(other) => other,
            Err(why) => return Ok(Err((decision, why))),
        };
        let figures = match self.figures(&other) {
            Ok(figures) => figures,
            Err(SolveError::NoPlan) => return Ok(Err((decision, WhyUnknown::NoTime))),
            Err(SolveError::Infeasible(_)) => return Ok(Err((decision, WhyUnknown::Impossible))),
            Err(error) => return Err(error),
        };
        let year = match decision {
            Decision::Project(k) if !taken => other.opened[k.get()].map(|t| self.network.case.year(t)),
            _ => None,
        };
        Ok(Ok(Worth {
            decision,
            taken,
            year,
            cost: figures.objective - base.objective,
            within: figures.open.max(base.open),
            money: figures.money - base.money,
            unplaced: figures.unplaced - base.unplaced,
            displaced: figures.displaced - base.displaced,
        }))
    }

    /// The best plan of these decisions.
    fn figures(&self, decisions: &Decisions) -> Result<Figures, SolveError> {
        if self.clock.left() <= 0.0 || self.watch.stop() {
            return Err(SolveError::NoPlan);
        }
        let options = Options { time_limit_s: self.clock.left(), ..self.options.clone() };
        let found = solve_held(self.network, (decisions, self.outcome), &options, &Meanwhile(self.watch))?;
        if self.clock.left() <= 0.0 || self.watch.stop() {
            // Cut short: its figures would be those of a plan that is not finished.
            return Err(SolveError::NoPlan);
        }
        let plan = Plan::from_outcome(self.network, &found);
        Ok(Figures {
            objective: plan.objective,
            open: (plan.objective - plan.bound).max(0.0),
            money: Purse::ALL.into_iter().map(|purse| plan.spent(purse).get()).sum(),
            unplaced: plan.unplaced().get(),
            displaced: plan.displaced().get(),
        })
    }
}
