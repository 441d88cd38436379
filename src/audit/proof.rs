//! Whether the proof adds up: `bound ≤ objective`, `gap = (objective − bound) / (objective − constant)`, and nothing is
//! called proven above the gap that was asked for.

use super::books::Books;
use super::tally::{Tally, money_tolerance};
use super::words::pounds;
use super::{Check, MONEY_TOLERANCE};
use crate::plan::PlanStatus;

/// Relative gap by which a proven plan may miss the one asked for: rounding.
const GAP_TOLERANCE: f64 = 1e-9;

/// The checks.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let mut bound = Tally::new("bound", "£", MONEY_TOLERANCE, "The bound is not above the objective.");
    let mut gap = Tally::new(
        "gap",
        "£",
        MONEY_TOLERANCE,
        "The gap is the distance from the objective to the bound, as a share of what decisions can change.",
    );
    let mut status = Tally::rule("status", "claims", "A plan is called optimal only where its gap is proven.");
    let plan = books.plan;
    let within = money_tolerance(plan.objective, plan.bound);
    bound.off_within(plan.bound - plan.objective, within, || {
        format!("bound {}, objective {}", pounds(plan.bound), pounds(plan.objective))
    });
    let (distance, stake) = (plan.objective - plan.bound, plan.objective - plan.constant);
    // Compared in pounds, so that a tiny stake does not magnify a rounding; with nothing at stake the gap is 0.
    let told = if stake.abs() <= within && distance.abs() <= within { plan.gap } else { plan.gap * stake - distance };
    let within = if stake.abs() <= within { 0.0 } else { within };
    gap.off_within(told.abs(), within, || {
        format!("gap {} of {}, the distance is {}", plan.gap, pounds(stake), pounds(distance))
    });
    let asked = books.case.solver.gap;
    status.wrong_if(plan.proven && plan.gap > asked + GAP_TOLERANCE, || {
        format!("called proven with a gap of {}, {asked} was asked for", plan.gap)
    });
    status.wrong_if(plan.proven != (plan.status == PlanStatus::Optimal), || {
        format!("status {}, proven: {}", plan.status.as_str(), plan.proven)
    });
    vec![bound.finish(), gap.finish(), status.finish()]
}
