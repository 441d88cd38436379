//! Rows that speak of things the case holds, in years that are planned, with numbers that are numbers.

use super::tally::Tally;
use super::{CHILDREN_TOLERANCE, Check};
use crate::case::{Case, Chain};
use crate::id::{BandIx, NeedIx, StageIx};
use crate::plan::Plan;
use crate::units::Year;

/// The check.
pub(super) fn check(case: &Case, plan: &Plan) -> Vec<Check> {
    let mut known = Tally::rule(
        "rows",
        "rows",
        "Every row speaks of things the case holds and of planned years, and every project and contract has its answer.",
    );
    let mut numbers = Tally::new(
        "numbers",
        "number",
        CHILDREN_TOLERANCE,
        "No number of children is negative, no number is missing or infinite, and no more start than are there.",
    );
    let lengths = [("project", plan.openings.len(), case.projects.len())];
    for (thing, found, expected) in lengths.into_iter().chain([("contract", plan.signed.len(), case.contracts.len())]) {
        known.wrong_if(found != expected, || format!("{found} answers for {expected} {thing}s"));
    }
    placements(case, plan, &mut known, &mut numbers);
    cells(case, plan, &mut known, &mut numbers);
    fills_and_breaches(case, plan, &mut known, &mut numbers);
    totals(case, plan, &mut known, &mut numbers);
    vec![known.finish(), numbers.finish()]
}

/// A number of children must be finite and not negative.
fn count(numbers: &mut Tally, value: f64, words: impl FnOnce() -> String) {
    let by = if value.is_finite() { -value } else { f64::NAN };
    numbers.off(by, || format!("{value} {}", words()));
}

/// Any other number must be finite.
fn finite(numbers: &mut Tally, value: f64, words: impl FnOnce() -> String) {
    numbers.off(if value.is_finite() { 0.0 } else { f64::NAN }, || format!("{value} {}", words()));
}

fn planned(case: &Case, year: Year) -> bool {
    case.first_year <= year && year <= case.last_year
}

fn class(case: &Case, need: NeedIx, band: BandIx, stage: StageIx) -> bool {
    need.get() < case.needs.len() && band.get() < case.bands.len() && stage.get() < case.stages.len()
}

fn placements(case: &Case, plan: &Plan, known: &mut Tally, numbers: &mut Tally) {
    for (i, row) in plan.placements.iter().enumerate() {
        let words = || format!("in placement {} ({})", i + 1, row.year);
        let chain = Chain { locality: row.locality, need: row.need, band: row.band };
        let good = planned(case, row.year)
            && class(case, row.need, row.band, row.stage)
            && case.forecast.find(chain).is_some()
            && row.provision.get() < case.provisions.len()
            && row.contract.is_none_or(|contract| contract.get() < case.contracts.len());
        known.wrong_if(!good, || format!("placement {} ({}) is not of this case", i + 1, row.year));
        count(numbers, row.children.get(), || format!("children {}", words()));
        count(numbers, row.starting.get(), || format!("starting {}", words()));
        count(numbers, row.children.get() - row.starting.get(), || format!("more there than starting {}", words()));
        for value in [row.distance.get(), row.time.get(), row.annual_cost.get(), row.transport_cost.get()] {
            finite(numbers, value, words);
        }
    }
}

fn cells(case: &Case, plan: &Plan, known: &mut Tally, numbers: &mut Tally) {
    for (i, row) in plan.cells.iter().enumerate() {
        let chain = Chain { locality: row.locality, need: row.need, band: row.band };
        let good = planned(case, row.year)
            && class(case, row.need, row.band, row.stage)
            && case.forecast.find(chain).is_some()
            && row.wanted_kind.is_none_or(|kind| kind.get() < case.kinds.len());
        known.wrong_if(!good, || format!("cell {} ({}) is not of this case", i + 1, row.year));
        for value in [row.children, row.unplaced, row.over_minutes, row.last_resort, row.displaced] {
            count(numbers, value.get(), || format!("children in cell {} ({})", i + 1, row.year));
        }
    }
}

fn fills_and_breaches(case: &Case, plan: &Plan, known: &mut Tally, numbers: &mut Tally) {
    for (i, row) in plan.fills.iter().enumerate() {
        let good = planned(case, row.year)
            && class(case, row.need, row.band, row.stage)
            && row.contract.get() < case.contracts.len();
        known.wrong_if(!good, || format!("contract fill {} ({}) is not of this case", i + 1, row.year));
        count(numbers, row.children.get(), || format!("children in contract fill {} ({})", i + 1, row.year));
    }
    for (i, row) in plan.breaches.iter().enumerate() {
        let good = planned(case, row.year) && row.policy.get() < case.policies.len();
        known.wrong_if(!good, || format!("policy breach {} ({}) is not of this case", i + 1, row.year));
        count(numbers, row.children.get(), || format!("children in policy breach {} ({})", i + 1, row.year));
    }
}

fn totals(case: &Case, plan: &Plan, known: &mut Tally, numbers: &mut Tally) {
    for (i, row) in plan.utilisation.iter().enumerate() {
        let good = planned(case, row.year) && row.provision.get() < case.provisions.len();
        known.wrong_if(!good, || format!("utilisation {} ({}) is not of this case", i + 1, row.year));
        let words = || format!("children in utilisation {} ({})", i + 1, row.year);
        count(numbers, row.placed.get(), words);
        count(numbers, row.overfilled.get(), words);
    }
    for row in &plan.finance {
        known.wrong_if(!planned(case, row.year), || format!("finance of {} is not of this case", row.year));
        finite(numbers, row.amount.get(), || format!("£ in finance line {} ({})", row.line.as_str(), row.year));
    }
    let single = [
        ("objective", plan.objective),
        ("constant", plan.constant),
        ("bound", plan.bound),
        ("gap", plan.gap),
        ("unplaced penalty", plan.unplaced_penalty.get()),
    ];
    for (name, value) in single {
        finite(numbers, value, || name.to_owned());
    }
}
