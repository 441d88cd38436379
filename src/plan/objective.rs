//! The objective taken apart: discounted pounds, and penalties that are not money.

use serde::{Deserialize, Serialize};

use super::stock::Stock;
use super::{Line, Plan};
use crate::id::{PolicyIx, ProjectIx, StageIx};
use crate::network::{Network, price};
use crate::solve::Outcome;

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

/// The parts of a plan whose finance stands.
pub(super) fn parts(network: &Network, outcome: &Outcome, stock: &[Stock], plan: &Plan) -> ObjectiveParts {
    let discounted = |line: Line| -> f64 {
        let lines = plan.finance.iter().filter(|row| row.line == line);
        lines.map(|row| row.amount.get() * network.discount[(row.year.0 - network.case.first_year.0) as usize]).sum()
    };
    let mut parts = ObjectiveParts {
        placements: discounted(Line::Placements),
        covered_by_contracts: discounted(Line::CoveredByContracts),
        contracts: discounted(Line::Contracts),
        projects: discounted(Line::Projects),
        overfill: discounted(Line::Overfill),
        transport: discounted(Line::Transport),
        capital: capital(network, outcome),
        ..ObjectiveParts::default()
    };
    for here in stock {
        add_stock(network, here, &mut parts);
    }
    for c in 0..network.chains() {
        for s in 0..network.stages() {
            for t in 0..network.years() {
                let waiting = outcome.placing.waits[network.progress.at(c, s, t)];
                let penalty = waiting * network.discount[t] * network.unplaced_penalty;
                parts.unplaced_penalty += penalty;
                parts.tail += waiting * network.wait(c, s, t).0 - penalty;
            }
        }
    }
    let breached = |(&(policy, t), &children): (&(PolicyIx, usize), &f64)| children * price::breach(network, policy, t);
    parts.policy_penalty = outcome.breaches.iter().map(breached).sum();
    parts
}

/// Penalties and tail of the children of one lane, stage and year.
fn add_stock(network: &Network, here: &Stock, parts: &mut ObjectiveParts) {
    let (lane_ix, t) = (here.lane as usize, here.year as usize);
    let lane = network.lanes.get(lane_ix);
    let chain = network.case.forecast.chains()[lane.chain as usize];
    let at = (lane.provision, network.case[lane.provision].kind);
    let stage = StageIx::new(here.stage as usize);
    let cost = network.costs.arc(at, (chain.need, chain.band), stage, (lane.distance, lane.time));
    let weight = here.children * network.discount[t];
    parts.last_resort_penalty += weight * cost.last_resort;
    parts.not_preferred_penalty += weight * cost.not_preferred;
    parts.over_minutes_penalty += weight * cost.over_minutes;
    if t + 1 == network.years() {
        parts.tail += weight * network.lanes.tail(lane_ix, here.stage as usize);
    }
}

fn capital(network: &Network, outcome: &Outcome) -> f64 {
    let opened = outcome.decisions.opened.iter().enumerate();
    opened.filter_map(|(k, o)| Some(price::capital_charge(network, ProjectIx::new(k), (*o)?))).sum()
}
