//! How far a plan is proven, in words.

use crate::plan::{Plan, PlanStatus};
use crate::report::figures::ModelSize;
use crate::units::{Gap, Pounds};

/// Whether the plan is proven, and how far from the best it may be.
pub(super) fn proof(plan: &Plan, model: ModelSize, seconds: f64) -> String {
    let why = match plan.status {
        PlanStatus::TimeLimit if model.rows == 0 => format!(
            "in {seconds:.0} s the gap between the best plan and the best possible did not close as far as was asked"
        ),
        PlanStatus::TimeLimit => format!("stopped by the time limit after {seconds:.0} s with the best plan found"),
        _ => format!("stopped after {seconds:.0} s with the best plan found"),
    };
    proof_or(plan, &why)
}

/// What a plan is whose decisions were made to differ from the best, or to serve other futures as well.
pub(in crate::report) const ALTERNATIVE: &str =
    "An alternative to the best plan, its projects and contracts chosen for other reasons besides";

/// The same without a clock's time, for files that are the same bytes for the same inputs.
pub(in crate::report) fn timeless_proof(plan: &Plan) -> String {
    proof_or(plan, "stopped with the best plan found")
}

/// Whether the plan is proven; `why` not, if it is not.
fn proof_or(plan: &Plan, why: &str) -> String {
    let apart = Pounds((plan.objective - plan.bound).max(0.0));
    if plan.proven {
        return format!("Proven: no plan can be more than {apart} ({}) cheaper.", Gap(plan.gap));
    }
    if plan.bound.is_finite() && plan.gap.is_finite() {
        let gap = Gap(plan.gap);
        if plan.status == PlanStatus::Alternative {
            return format!("{ALTERNATIVE}: at most {apart} ({gap}) dearer than the best possible.");
        }
        format!("Not proven: {why}; it is at most {apart} ({gap}) dearer than the best possible.")
    } else {
        format!("Not proven: {why}; how far it is from the best possible is not known.")
    }
}
