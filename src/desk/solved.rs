//! One way to a plan of given decisions: solved to a tenth of the gap, audited, or a reason why there is none.

use super::Gain;
use crate::answers::Totals;
use crate::audit::audit;
use crate::case::Case;
use crate::network::Network;
use crate::plan::Plan;
use crate::solve::progress::{OnlyStop, Watch};
use crate::solve::{Beside, Decisions, Options, Outcome, SolveError};

/// £ that are not worth a word: solvers round.
const ROUNDING: f64 = 1.0;

/// Share of the plan's gap that may be left open in each solve.
const CLOSER: f64 = 0.1;

/// How to solve beside a plan.
pub(super) struct Bench<'a> {
    options: Options,
    watch: &'a dyn Watch,
}

/// The best plan of some decisions.
pub(super) struct Solved {
    pub plan: Plan,
    /// £ that are left open.
    pub open: f64,
}

impl<'a> Bench<'a> {
    pub(super) fn new(options: &Options, watch: &'a dyn Watch) -> Self {
        Self { options: Options { gap: CLOSER * options.gap, prices: false, ..options.clone() }, watch }
    }

    pub(super) fn stopped(&self) -> bool {
        self.watch.stop()
    }

    /// The best plan of decisions on the network of `beside`.
    pub(super) fn solve(&self, beside: &Beside, decisions: &Decisions) -> Result<Solved, String> {
        if self.stopped() {
            return Err(STOPPED.to_owned());
        }
        let found = beside.solve(decisions, &self.options, &OnlyStop(self.watch));
        let plan = audited(beside.network(), found, self.watch)?;
        let open = (plan.objective - plan.bound).max(0.0);
        Ok(Solved { plan, open })
    }
}

/// Why there is no figure where the user had enough.
pub(super) const STOPPED: &str = "stopped before it was worked out";

/// A plan that has passed its audit, or why there is none.
pub(super) fn audited(
    network: &Network,
    found: Result<Outcome, SolveError>,
    watch: &dyn Watch,
) -> Result<Plan, String> {
    let outcome = found.map_err(|error| error.to_string())?;
    if watch.stop() {
        // Cut short: its figures would be those of a plan that is not finished.
        return Err(STOPPED.to_owned());
    }
    let plan = Plan::from_outcome(network, &outcome);
    passed(network.case, &plan)?;
    Ok(plan)
}

fn passed(case: &Case, plan: &Plan) -> Result<(), String> {
    match audit(case, plan).checks.iter().find(|check| !check.passed) {
        Some(failed) => Err(format!("the audit failed ({}): do not use this plan", failed.what)),
        None => Ok(()),
    }
}

impl Gain {
    /// Of one plan on another.
    pub(super) fn of(without: &Solved, with: &Solved) -> Self {
        Self {
            worth: without.plan.objective - with.plan.objective,
            within: without.open.max(with.open).max(ROUNDING),
            less: Totals::of(&without.plan).less(Totals::of(&with.plan)),
        }
    }
}
