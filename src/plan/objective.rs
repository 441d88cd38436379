//! The objective taken apart: discounted pounds, and penalties that are not money.

use serde::{Deserialize, Serialize};

/// Parts of the objective, each discounted to the first year. They add up to the objective.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct ObjectiveParts {
    /// Placements at the spot price, within the horizon.
    pub placements: f64,
    /// Spot price of children in contracted places (never above zero).
    pub covered_by_contracts: f64,
    /// Block contracts.
    pub contracts: f64,
    /// Running cost of open projects.
    pub projects: f64,
    /// Children above the places.
    pub overfill: f64,
    /// Home-to-school transport, within the horizon.
    pub transport: f64,
    /// Capital, as an annuity over the horizon (or all at once) times the capital weight.
    pub capital: f64,
    /// Penalty: children without a place.
    pub unplaced_penalty: f64,
    /// Penalty: last resort.
    pub last_resort_penalty: f64,
    /// Penalty: a better-suited kind exists.
    pub not_preferred_penalty: f64,
    /// Penalty: minutes over the travel guidance.
    pub over_minutes_penalty: f64,
    /// Penalty: policies broken.
    pub policy_penalty: f64,
    /// The tail: what children placed or waiting in the last year go on costing, penalties included.
    pub tail: f64,
}

impl ObjectiveParts {
    /// The objective.
    pub fn total(&self) -> f64 {
        self.placements
            + self.covered_by_contracts
            + self.contracts
            + self.projects
            + self.overfill
            + self.transport
            + self.capital
            + self.unplaced_penalty
            + self.last_resort_penalty
            + self.not_preferred_penalty
            + self.over_minutes_penalty
            + self.policy_penalty
            + self.tail
    }
}
