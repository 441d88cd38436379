//! Why the plan is as it is: the same years without it, what every decision is worth, and findings in sentences.
//!
//! Everything here is solved again, not guessed: the as-is plan and each decision turned round go through the same
//! engine as the plan itself.

use crate::id::{ContractIx, ProjectIx};
use crate::plan::Plan;

/// What there is to say about a plan beyond its tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// The same years with no optional project and no new contract; `None` where the plan takes none either.
    pub as_is: Option<Plan>,
    /// What each decision is worth, the dearest to do without first, then those left out.
    pub worths: Vec<Worth>,
    /// What the plan comes to, most important first.
    pub findings: Vec<Finding>,
}

/// A decision of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// A project, opened or not.
    Project(ProjectIx),
    /// A block contract, signed or not.
    Contract(ContractIx),
}

/// What turning one decision round would do, everything else planned anew around it or held: see `replanned`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// The decision.
    pub decision: Decision,
    /// Whether the plan takes it: then the rest is what leaving it out would do, else what taking it would.
    pub taken: bool,
    /// £ more that the objective would come to: discounted, penalties included; below zero where that is better.
    pub cost: f64,
    /// £ more in real money, all purses, not discounted.
    pub money: f64,
    /// More child-years without a place.
    pub unplaced: f64,
    /// More child-years displaced.
    pub displaced: f64,
    /// Whether the other decisions were chosen anew; else they were held as they are.
    pub replanned: bool,
}

/// A sentence a committee can be read, and where its figures stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The sentence, figures and units included.
    pub text: String,
    /// The output table whose rows it rests on: `shortfalls`, `finance` …
    pub table: &'static str,
    /// How to find those rows, in words: `year 2035, reason full`; empty for all of them.
    pub rows: String,
}
