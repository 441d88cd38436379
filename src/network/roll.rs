//! Children already placed: constants of the programme.
//!
//! They stay where they are while it is open and serves their stage, even where need, suitability or reach would not
//! let a new child start there, and choose again like everyone else when it does not.

use super::{Network, Ride};
use crate::case::Case;
use crate::id::ProvisionIx;

/// Children of one lane in one stage and year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RollStay {
    /// The lane.
    pub lane: u32,
    /// The stage.
    pub stage: u8,
    /// The year, from the first.
    pub year: u16,
    /// Children.
    pub children: f64,
}

/// What the children on roll occupy, where they choose again, what they cost.
#[derive(Debug)]
pub struct RollStock {
    /// Every stay, in the order of the roll.
    pub stays: Vec<RollStay>,
    /// Discounted £ of the children on roll for as long as they stay where they are, the tail included.
    pub cost: f64,
    /// Children by provision and year.
    placed: Vec<f64>,
    /// Children who choose again, by chain, stage and year.
    exits: Vec<f64>,
    years: usize,
}

impl RollStock {
    /// Nobody on roll.
    pub(super) fn empty(case: &Case) -> Self {
        let years = case.years();
        Self {
            stays: Vec::new(),
            cost: 0.0,
            placed: vec![0.0; case.provisions.len() * years],
            exits: vec![0.0; case.forecast.chains().len() * case.stages.len() * years],
            years,
        }
    }

    /// Follows everyone on roll through the network.
    pub(super) fn of(network: &Network) -> Self {
        let case = network.case;
        let mut stock = Self::empty(case);
        let mut ride = Ride::default();
        for row in &case.roll {
            let lane = case.forecast.find(row.chain).and_then(|c| Some((c, network.lanes.find(c, row.provision)?)));
            let Some((chain, lane)) = lane else {
                continue; // no forecast for the chain: the forecast has thinned these children to none
            };
            ride.continue_roll(network, lane, row.stage.get(), row.children.get());
            stock.cost += ride.cost;
            for visit in &ride.exits {
                stock.exits[network.progress.at(chain, visit.stage as usize, visit.year as usize)] += visit.children;
            }
            for visit in &ride.stays {
                stock.placed[row.provision.get() * stock.years + visit.year as usize] += visit.children;
                let stay =
                    RollStay { lane: lane as u32, stage: visit.stage, year: visit.year, children: visit.children };
                stock.stays.push(stay);
            }
        }
        stock
    }

    /// Children on roll still at a provision in year `t`.
    pub fn placed(&self, provision: ProvisionIx, t: usize) -> f64 {
        self.placed[provision.get() * self.years + t]
    }

    /// Children from the roll who choose again, by chain, stage and year as in `Progress::at`.
    pub fn exits(&self, at: usize) -> f64 {
        self.exits[at]
    }
}
