//! What the plan is compared with: the same decisions, or others, with every child placed anew, by prices or solved.

use std::time::Instant;

use super::WhyUnknown;
use crate::plan::Plan;
use crate::solve::progress::{Event, OnlyStop, Watch};
use crate::solve::{Appraisal, Beside, Decisions, Options, SolveError};

/// Share of the plan's gap that may be left open in each solve.
const CLOSER: f64 = 0.1;

/// How long there is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub began: Instant,
    pub seconds: f64,
}

impl Clock {
    pub(super) fn left(&self) -> f64 {
        self.seconds - self.began.elapsed().as_secs_f64()
    }
}

/// What all of it has in common.
pub(super) struct Held<'a> {
    /// The plan's decisions, what they cost, and what prices say that they cost at least.
    pub plan: &'a Decisions,
    pub cost: f64,
    pub least: Option<Appraisal>,
    pub beside: &'a Beside<'a>,
    options: Options,
    clock: Clock,
    watch: &'a dyn Watch,
}

/// The best plan of some decisions.
#[derive(Debug)]
pub(super) struct Solved {
    pub plan: Plan,
    /// £ that are left open.
    pub open: f64,
}

/// What was asked for, or why there was no answer.
pub(super) type Known<T> = Result<T, WhyUnknown>;

impl<'a> Held<'a> {
    /// Beside a plan with these decisions, which costs `cost`.
    pub(super) fn of(
        (plan, cost): (&'a Decisions, f64),
        beside: &'a Beside<'a>,
        (options, clock): (&Options, Clock),
        watch: &'a dyn Watch,
    ) -> Self {
        let options = Options { gap: CLOSER * options.gap, prices: false, ..options.clone() };
        let mut held = Self { plan, cost, least: None, beside, options, clock, watch };
        held.least = held.appraise(plan, None);
        held
    }

    /// Whether the time is up, or the user has had enough.
    pub(super) fn over(&self) -> bool {
        self.clock.left() <= 0.0 || self.watch.stop()
    }

    /// Seconds that are left.
    pub(super) fn left(&self) -> f64 {
        self.clock.left()
    }

    /// Tells how far a stage is.
    pub(super) fn tell(&self, stage: &'static str, done: usize, of: usize) {
        self.watch.event(&Event::step(stage, done, of));
    }

    /// What prices say that decisions cost; `None` where time ran out.
    pub(super) fn appraise(&self, decisions: &Decisions, near: Option<&Appraisal>) -> Option<Appraisal> {
        self.beside.appraise(decisions, near, &mut || self.over())
    }

    /// £ by which the plan may be above the least that its decisions cost, as far as prices know.
    pub(super) fn loss(&self) -> f64 {
        self.least.as_ref().map_or(0.0, |least| (self.cost - least.least).max(0.0))
    }

    /// The best plan of decisions on a network like the plan's own.
    pub(super) fn solve(&self, beside: &Beside, decisions: &Decisions) -> Result<Known<Solved>, SolveError> {
        if self.over() {
            return Ok(Err(WhyUnknown::NoTime));
        }
        let options = Options { time_limit_s: self.clock.left(), ..self.options.clone() };
        let found = match beside.solve(decisions, &options, &OnlyStop(self.watch)) {
            Err(SolveError::NoPlan) if self.over() => return Ok(Err(WhyUnknown::NoTime)),
            Err(SolveError::NoPlan) => return Ok(Err(WhyUnknown::NotFound)),
            Err(SolveError::Infeasible(_)) => return Ok(Err(WhyUnknown::Impossible)),
            found => found?,
        };
        if self.over() {
            // Cut short: its figures would be those of a plan that is not finished.
            return Ok(Err(WhyUnknown::NoTime));
        }
        let plan = Plan::from_outcome(beside.network(), &found);
        let open = (plan.objective - plan.bound).max(0.0);
        Ok(Ok(Solved { plan, open }))
    }
}
