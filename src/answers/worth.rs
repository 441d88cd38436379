//! What every decision of the plan is worth: turned round one at a time, the others held, every child placed anew.
//!
//! ```text
//! cost(d) = least cost of the plan's decisions with d turned round − least cost of the plan's decisions
//! ```
//!
//! First by prices, which is quick: `D(d) − D` where `D` is the bound of decisions at prices raised for them. The turned
//! decisions cost at least `D(d)` and the plan at most its own cost `C`, so `cost(d) ≥ D(d) − C` is certain:
//! `within = C − D`. Then, the dearest first and for as long as there is time, by solving: both sides of the equation
//! are linear programmes solved to a tenth of the gap that the plan was asked for; `within` is what is left open in the
//! two together.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

use rayon::prelude::*;

use super::turned::{self, WhyUnknown};
use super::{Decision, Meanwhile, Totals, Worth};
use crate::id::ProjectIx;
use crate::network::Network;
use crate::plan::Plan;
use crate::solve::progress::{Event, Watch};
use crate::solve::{Appraisal, Beside, Decisions, Options, Outcome, SolveError};
use crate::units::Year;

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

/// A plan of some decisions, as solved.
#[derive(Debug, Clone, Copy)]
struct Solved {
    objective: f64,
    open: f64,
    totals: Totals,
}

/// What a decision is worth, or why that is not known.
type Known = Result<Worth, WhyUnknown>;

/// What is known of decisions turned round, and of which it is not.
type Worths = (Vec<Worth>, Vec<(Decision, WhyUnknown)>);

/// The worth of every decision that could be otherwise.
pub(super) fn all(
    network: &Network,
    (beside, outcome): (&Beside, &Outcome),
    (options, clock): (&Options, Clock),
    watch: &dyn Watch,
) -> Result<Worths, SolveError> {
    let options = Options { gap: CLOSER * options.gap, prices: false, ..options.clone() };
    let held = Held { beside, outcome, options: &options, clock, watch };
    let (turned, mut unknown) = turn(network, &outcome.decisions);
    let mut appraised = held.appraise_all(turned);
    let cost = |worth: &Option<Worth>| worth.map(|worth| worth.cost);
    appraised.sort_by(|(a, worth_a), (b, worth_b)| by_weight((a, cost(worth_a)), (b, cost(worth_b))));
    let mut known = Vec::new();
    for (decision, worth) in held.solve_all(appraised)? {
        match worth {
            Ok(worth) => known.push(worth),
            Err(why) => unknown.push((decision, why)),
        }
    }
    known.sort_by(|a, b| b.taken.cmp(&a.taken).then(b.cost.total_cmp(&a.cost)).then(a.decision.cmp(&b.decision)));
    unknown.sort_by_key(|(decision, _)| *decision);
    Ok((known, unknown))
}

/// The plan's decisions with one of them turned round.
struct Turned {
    decision: Decision,
    taken: bool,
    /// The year a project left out would open in.
    year: Option<Year>,
    decisions: Decisions,
}

/// Every decision turned round, and those that cannot be.
fn turn(network: &Network, plan: &Decisions) -> (Vec<Turned>, Vec<(Decision, WhyUnknown)>) {
    let (mut all, mut unknown) = (Vec::new(), Vec::new());
    for (decision, taken) in turned::all(network, plan) {
        match turned::turned(network, plan, decision) {
            Ok(decisions) => {
                let opens = |k: ProjectIx| decisions.opened[k.get()].map(|t| network.case.year(t));
                let year = match decision {
                    Decision::Project(k) if !taken => opens(k),
                    _ => None,
                };
                all.push(Turned { decision, taken, year, decisions });
            }
            Err(why) => unknown.push((decision, why)),
        }
    }
    (all, unknown)
}

/// Those taken first, and of them, and of the others, those whose turning matters most.
fn by_weight((a, cost_a): (&Turned, Option<f64>), (b, cost_b): (&Turned, Option<f64>)) -> Ordering {
    let weight = |turned: &Turned, cost: Option<f64>| match cost {
        Some(cost) if turned.taken => -cost,
        Some(cost) => cost,
        None => f64::INFINITY,
    };
    b.taken.cmp(&a.taken).then(weight(a, cost_a).total_cmp(&weight(b, cost_b)))
}

/// What all of it has in common.
struct Held<'a> {
    beside: &'a Beside<'a>,
    outcome: &'a Outcome,
    options: &'a Options,
    clock: Clock,
    watch: &'a dyn Watch,
}

/// Tells how far a stage is.
struct Steps<'a> {
    stage: &'static str,
    done: AtomicUsize,
    of: usize,
    watch: &'a dyn Watch,
}

impl<'a> Steps<'a> {
    fn of(stage: &'static str, of: usize, watch: &'a dyn Watch) -> Self {
        watch.event(&Event::step(stage, 0, of));
        Self { stage, done: AtomicUsize::new(0), of, watch }
    }

    fn next(&self) {
        let done = self.done.fetch_add(1, Relaxed) + 1;
        self.watch.event(&Event::step(self.stage, done, self.of));
    }
}

impl Held<'_> {
    fn over(&self) -> bool {
        self.clock.left() <= 0.0 || self.watch.stop()
    }

    /// What prices say of each, where there is time.
    fn appraise_all(&self, all: Vec<Turned>) -> Vec<(Turned, Option<Worth>)> {
        let steps = Steps::of("pricing each decision", all.len(), self.watch);
        let base = self.beside.appraise(&self.outcome.decisions, None, &mut || self.over());
        let appraise = |turned: Turned| {
            let worth = base.as_ref().and_then(|base| self.appraise(base, &turned));
            steps.next();
            (turned, worth)
        };
        all.into_par_iter().map(appraise).collect()
    }

    fn appraise(&self, base: &Appraisal, turned: &Turned) -> Option<Worth> {
        let other = self.beside.appraise(&turned.decisions, Some(base), &mut || self.over())?;
        let &Turned { decision, taken, year, .. } = turned;
        let within = (self.outcome.objective - base.least).max(0.0);
        Some(Worth { decision, taken, year, cost: other.least - base.least, within, more: None })
    }

    /// Each solved, one after another, as long as there is time; else what prices said.
    fn solve_all(&self, all: Vec<(Turned, Option<Worth>)>) -> Result<Vec<(Decision, Known)>, SolveError> {
        let steps = Steps::of("what each decision is worth", all.len(), self.watch);
        let base = self.solve(&self.outcome.decisions)?;
        let solve = |(at, (turned, priced)): (usize, (Turned, Option<Worth>))| {
            let worth = match &base {
                Ok(base) => self.worth(base, &turned)?,
                Err(why) => Err(*why),
            };
            steps.next();
            let worth = match (worth, priced) {
                (Err(WhyUnknown::NoTime), Some(priced)) => Ok(priced),
                (worth, _) => worth,
            };
            Ok((at, (turned.decision, worth)))
        };
        // Pulled one after another, so that the first are worked out first.
        let mut all: Vec<_> = all.into_iter().enumerate().par_bridge().map(solve).collect::<Result<_, SolveError>>()?;
        all.sort_by_key(|(at, _)| *at);
        Ok(all.into_iter().map(|(_, worth)| worth).collect())
    }

    fn worth(&self, base: &Solved, turned: &Turned) -> Result<Known, SolveError> {
        let &Turned { decision, taken, year, ref decisions } = turned;
        Ok(self.solve(decisions)?.map(|found| Worth {
            decision,
            taken,
            year,
            cost: found.objective - base.objective,
            within: found.open.max(base.open),
            more: Some(found.totals.less(base.totals)),
        }))
    }

    /// The best plan of these decisions.
    fn solve(&self, decisions: &Decisions) -> Result<Result<Solved, WhyUnknown>, SolveError> {
        if self.over() {
            return Ok(Err(WhyUnknown::NoTime));
        }
        let options = Options { time_limit_s: self.clock.left(), ..self.options.clone() };
        let found = match self.beside.solve(decisions, &options, &Meanwhile(self.watch)) {
            Err(SolveError::NoPlan) => return Ok(Err(WhyUnknown::NoTime)),
            Err(SolveError::Infeasible(_)) => return Ok(Err(WhyUnknown::Impossible)),
            found => found?,
        };
        if self.over() {
            // Cut short: its figures would be those of a plan that is not finished.
            return Ok(Err(WhyUnknown::NoTime));
        }
        let plan = Plan::from_outcome(self.beside.network(), &found);
        let open = (plan.objective - plan.bound).max(0.0);
        Ok(Ok(Solved { objective: plan.objective, open, totals: Totals::of(&plan) }))
    }
}
