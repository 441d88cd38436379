//! A plan checked: feasibility and every pound recomputed from the case and the plan alone.
//!
//! Nothing here knows how the plan was found, so one mistake cannot sit in both. One family of checks per file; each
//! check says in one sentence what must hold, whether it does, by how much it fails at worst, and where.
//!
//! ```text
//! Case, Plan ─→ Books (who is where, what is open) ─→ checks, one family per file
//!                    └─→ ledger (the purses) ─→ parts of the objective ─→ compared with the plan's own
//! ```

mod books;
mod candidates;
mod capital;
mod children;
mod contracts;
mod finance;
mod journeys;
mod objective;
mod places;
mod policies;
mod price;
mod progress;
mod projects;
mod proof;
mod rows;
mod shortfalls;
mod starts;
mod stays;
mod tally;
#[cfg(test)]
mod tests;
mod words;

use crate::case::Case;
use crate::plan::{FinanceLine, ObjectiveParts, Plan};

/// Children by which a cell may differ and still be right.
pub const CHILDREN_TOLERANCE: f64 = 1e-5;

/// Children by which a sum over cells (places, contracts, policies) may differ and still be right.
pub const PLACES_TOLERANCE: f64 = 1e-4;

/// Pounds by which an amount may differ and still be right, where [`MONEY_SHARE_TOLERANCE`] of it is less.
pub const MONEY_TOLERANCE: f64 = 1.0;

/// Share of an amount by which it may differ and still be right, where that is more than [`MONEY_TOLERANCE`].
pub const MONEY_SHARE_TOLERANCE: f64 = 1e-9;

/// Kilometres, minutes, and pounds per child per year, by which what a single placement says may differ and still be
/// right: the rounding of a table written with two decimals.
pub const RATE_TOLERANCE: f64 = 0.01;

/// What the audit found.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Every check, passed or not, always in the same order.
    pub checks: Vec<Check>,
    /// The objective recomputed: discounted pounds and penalties.
    pub objective: f64,
    /// Its parts recomputed.
    pub parts: ObjectiveParts,
    /// Every line of every purse recomputed, sorted by year and line; lines that are zero in every year left out.
    pub finance: Vec<FinanceLine>,
}

impl Audit {
    /// Whether every check passed.
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }
}

/// One thing that must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// A stable name, `snake_case`.
    pub name: &'static str,
    /// What must hold, in one plain sentence.
    pub what: &'static str,
    /// Whether it does.
    pub passed: bool,
    /// The largest difference found, within the tolerance or not, in `unit`; infinite where a number is missing or
    /// not a number.
    pub worst: f64,
    /// The unit of `worst`.
    pub unit: &'static str,
    /// Where it fails, worst first; at most five.
    pub examples: Vec<String>,
}

/// Checks a plan against its case. Never fails: what is wrong is in the checks, and rows that speak of things the case
/// does not hold are reported by the check `rows` and then left aside.
pub fn audit(case: &Case, plan: &Plan) -> Audit {
    let books = books::Books::new(case, plan);
    let ledger = finance::ledger(&books);
    let parts = objective::parts(&books, &ledger);
    let checks = [
        rows::check(case, plan),
        children::check(&books),
        stays::check(&books),
        starts::check(&books),
        candidates::check(&books),
        places::check(&books),
        projects::check(&books),
        capital::check(&books),
        contracts::check(&books),
        policies::check(&books),
        journeys::check(&books),
        shortfalls::check(&books),
        finance::check(&books, &ledger),
        objective::check(&books, &parts),
        proof::check(&books),
    ]
    .concat();
    Audit { checks, objective: parts.total(), parts, finance: finance::lines(&books, &ledger) }
}
