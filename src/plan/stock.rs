//! The stock of a plan: who is on which lane, in which stage, each year; newly placed and on roll together.

use super::Placement;
use crate::id::{ContractIx, StageIx};
use crate::network::{Network, Ride};
use crate::solve::{Block, Outcome};
use crate::units::{Children, Pounds};

/// Children of one lane in one stage and year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stock {
    pub year: u16,
    pub lane: u32,
    pub stage: u8,
    /// All of them.
    pub children: f64,
    /// Of them, new there this year.
    pub starting: f64,
    /// Of them, on roll since before the first year.
    pub on_roll: f64,
}

/// Everyone placed, sorted by year, lane (so by chain and provision) and stage.
pub(super) fn of(network: &Network, outcome: &Outcome) -> Vec<Stock> {
    let mut stays: Vec<Stock> = Vec::new();
    let mut ride = Ride::default();
    for started in &outcome.placing.starts {
        let start = started.start;
        ride.start(network, start.lane as usize, start.stage as usize, start.year as usize);
        stays.extend(ride.stays.iter().map(|visit| {
            let children = started.children * visit.children;
            let new = visit.year == start.year && visit.stage == start.stage;
            let starting = if new { children } else { 0.0 };
            Stock { year: visit.year, lane: start.lane, stage: visit.stage, children, starting, on_roll: 0.0 }
        }));
    }
    stays.extend(network.roll.stays.iter().map(|stay| Stock {
        year: stay.year,
        lane: stay.lane,
        stage: stay.stage,
        children: stay.children,
        starting: 0.0,
        on_roll: stay.children,
    }));
    stays.sort_by_key(|stock| (stock.year, stock.lane, stock.stage));
    stays.dedup_by(|next, kept| {
        let same = (next.year, next.lane, next.stage) == (kept.year, kept.lane, kept.stage);
        if same {
            kept.children += next.children;
            kept.starting += next.starting;
            kept.on_roll += next.on_roll;
        }
        same
    });
    stays
}

/// The stock as placements: contracted places are given to the children of each class in order of locality.
pub(super) fn placements(network: &Network, stock: &[Stock], outcome: &Outcome) -> Vec<Placement> {
    // Contracts that do not cover the roll choose first: the others can do with whoever is left.
    let mut left: Vec<Block> = outcome.blocks.clone();
    left.sort_by_key(|block| network.case[block.contract].covers_roll);
    let mut placements = Vec::with_capacity(stock.len() + left.len());
    for here in stock {
        let (mut children, mut on_roll) = (here.children, here.on_roll);
        for block in left.iter_mut().filter(|block| fills(network, here, block)) {
            let covers_roll = network.case[block.contract].covers_roll;
            let may_fill = if covers_roll { children } else { children - on_roll };
            let covered = block.children.min(may_fill).max(0.0);
            if covered > 0.0 {
                block.children -= covered;
                children -= covered;
                on_roll = if covers_roll { (on_roll - covered).max(0.0) } else { on_roll };
                placements.push(placement(network, here, covered, Some(block.contract)));
            }
        }
        if children > 1e-9 * here.children {
            placements.push(placement(network, here, children, None));
        }
    }
    placements.sort_by_key(|p| (p.year, p.locality, p.need, p.band, p.stage, p.provision, p.contract));
    placements
}

/// Whether a block is for these children.
fn fills(network: &Network, here: &Stock, block: &Block) -> bool {
    let lane = network.lanes.get(here.lane as usize);
    let chain = network.case.forecast.chains()[lane.chain as usize];
    block.year == here.year as usize
        && block.children > 0.0
        && network.case[block.contract].provision == lane.provision
        && (block.class.need, block.class.band) == (chain.need, chain.band)
        && block.class.stage.get() == here.stage as usize
}

fn placement(network: &Network, here: &Stock, children: f64, contract: Option<ContractIx>) -> Placement {
    let case = network.case;
    let lane = network.lanes.get(here.lane as usize);
    let chain = case.forecast.chains()[lane.chain as usize];
    let stage = StageIx::new(here.stage as usize);
    let at = (lane.provision, case[lane.provision].kind);
    let cost = network.costs.arc(at, (chain.need, chain.band), stage, (lane.distance, lane.time));
    Placement {
        year: case.year(here.year as usize),
        locality: chain.locality,
        need: chain.need,
        band: chain.band,
        stage,
        provision: lane.provision,
        children: Children(children),
        starting: Children(here.starting * children / here.children),
        distance: lane.distance,
        time: lane.time,
        annual_cost: Pounds(cost.annual),
        transport_cost: Pounds(cost.transport),
        contract,
    }
}
