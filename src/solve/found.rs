//! A complete plan while a solve goes on: decisions, placements, filled contracts, and what it all costs.

use super::evaluate::fill_contracts;
use super::walk::Walk;
use super::{Block, Decisions, Evaluation, Placing};
use crate::network::Network;

/// A complete plan and its value.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub decisions: Decisions,
    pub placing: Placing,
    pub blocks: Vec<Block>,
    pub value: Evaluation,
}

impl Found {
    /// Fills the contracts (in the proportions of `wanted` where given) and values the plan.
    pub(super) fn new(network: &Network, decisions: Decisions, placing: Placing, wanted: Option<&[Block]>) -> Self {
        let walk = Walk::of(network, &placing);
        let blocks = fill_contracts(network, &decisions, &walk, wanted);
        let value = Evaluation::after(network, &decisions, &walk, &blocks);
        Self { decisions, placing, blocks, value }
    }

    /// Discounted £ and penalties; infinite where a unit that must be viable is not.
    pub(super) fn cost(&self) -> f64 {
        if self.value.viable { self.value.objective } else { f64::INFINITY }
    }
}
