//! The stock of a plan: who is on which lane, in which stage, each year; newly placed and on roll together.

use super::Placement;
use crate::id::{ContractIx, StageIx};
use crate::network::{Network, Ride, RollStay};
use crate::solve::{Block, Outcome, Started};
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
    let mut roll: Vec<Stock> = network.roll.stays.iter().map(on_roll).collect();
    roll.sort_by_key(|stock| stock.lane);
    let (mut roll, mut starts) = (roll.as_slice(), outcome.placing.starts.as_slice());
    let mut by_year: Vec<Vec<Stock>> = vec![Vec::new(); network.years()];
    let (mut stays, mut ride) = (Vec::new(), Ride::default());
    for c in 0..network.chains() {
        let end = network.lanes.of_chain(c).end as u32;
        let (own, others) = starts.split_at(starts.partition_point(|started| started.start.lane < end));
        let (staying, others_on_roll) = roll.split_at(roll.partition_point(|stock| stock.lane < end));
        (starts, roll) = (others, others_on_roll);
        for started in own {
            add_stays(network, started, &mut ride, &mut stays);
        }
        stays.extend_from_slice(staying);
        merge(&mut stays);
        for stock in stays.drain(..) {
            by_year[stock.year as usize].push(stock);
        }
    }
    let mut all = Vec::with_capacity(by_year.iter().map(Vec::len).sum());
    for year in by_year {
        all.extend(year);
    }
    all
}

/// Where those who start are, year by year.
fn add_stays(network: &Network, started: &Started, ride: &mut Ride, stays: &mut Vec<Stock>) {
    let start = started.start;
    ride.start(network, start.lane as usize, start.stage as usize, start.year as usize);
    stays.extend(ride.stays.iter().map(|visit| {
        let children = started.children * visit.children;
        let new = visit.year == start.year && visit.stage == start.stage;
        let starting = if new { children } else { 0.0 };
        Stock { year: visit.year, lane: start.lane, stage: visit.stage, children, starting, on_roll: 0.0 }
    }));
}

fn on_roll(stay: &RollStay) -> Stock {
    let RollStay { lane, stage, year, children } = *stay;
    Stock { year, lane, stage, children, starting: 0.0, on_roll: children }
}

/// Those of one lane, stage and year together, sorted by year, lane and stage.
fn merge(stays: &mut Vec<Stock>) {
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
}

/// The stock as placements: contracted places are given to the children of each class in order of locality.
pub(super) fn placements(network: &Network, stock: &[Stock], outcome: &Outcome) -> Vec<Placement> {
    let mut left = Left::of(network, outcome);
    let mut placements = Vec::with_capacity(stock.len() + outcome.blocks.len());
    let chain = |stock: &Stock| network.lanes.get(stock.lane as usize).chain;
    for of_chain in stock.chunk_by(|a, b| a.year == b.year && chain(a) == chain(b)) {
        let first = placements.len();
        for here in of_chain {
            left.place(network, here, &mut placements);
        }
        placements[first..].sort_by_key(|p: &Placement| (p.stage, p.provision, p.contract));
    }
    placements
}

/// Children in contracted places who are not yet found among the stock.
struct Left {
    /// By provision and year.
    blocks: Vec<Vec<Block>>,
    years: usize,
}

impl Left {
    fn of(network: &Network, outcome: &Outcome) -> Self {
        let years = network.years();
        let mut blocks = vec![Vec::new(); network.case.provisions.len() * years];
        for &block in &outcome.blocks {
            blocks[network.case[block.contract].provision.get() * years + block.year].push(block);
        }
        // Contracts that do not cover the roll choose first: the others can do with whoever is left.
        for blocks in &mut blocks {
            blocks.sort_by_key(|block| network.case[block.contract].covers_roll);
        }
        Self { blocks, years }
    }

    /// The placements of some children: those in contracted places, and the others.
    fn place(&mut self, network: &Network, here: &Stock, placements: &mut Vec<Placement>) {
        let (mut children, mut on_roll) = (here.children, here.on_roll);
        let provision = network.lanes.provision(here.lane as usize);
        let blocks = &mut self.blocks[provision.get() * self.years + here.year as usize];
        for block in blocks.iter_mut().filter(|block| fills(network, here, block)) {
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
}

/// Whether a block of their provision and year is for these children.
fn fills(network: &Network, here: &Stock, block: &Block) -> bool {
    let lane = network.lanes.get(here.lane as usize);
    let chain = network.case.forecast.chains()[lane.chain as usize];
    block.children > 0.0
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
