//! Cells and children in planners' words, with the ids of the tables.

use crate::case::{Case, Chain};
use crate::id::StageIx;
use crate::units::grouped;

/// `ASD 7-11 of Rutland-001`, with the band where the case has several.
pub(super) fn cell(case: &Case, chain: Chain, stage: StageIx) -> String {
    let band = if case.bands.len() > 1 { format!(" band {}", case[chain.band].id) } else { String::new() };
    format!("{}{band} {} of {}", case[chain.need].id, case[stage].year_groups, case[chain.locality].id)
}

/// A number of children, with as many decimals as tell a violation.
pub(super) fn children(number: f64) -> String {
    format!("{number:.5}")
}

/// Pounds and pence.
pub(super) fn pounds(amount: f64) -> String {
    let minus = if amount < -0.005 { "-" } else { "" };
    format!("{minus}£{}", grouped(amount.abs(), 2))
}
