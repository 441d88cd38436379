//! What a plan costs, worked out from the network without the programme.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Decisions, Placing};
use crate::id::{ContractIx, PolicyIx, ProjectIx, ProvisionIx, StageIx};
use crate::network::{Class, Network, Ride, price};

/// Children of a class in contracted places in year `t`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// The contract.
    pub contract: ContractIx,
    /// Need, band and stage.
    pub class: Class,
    /// The year, from the first.
    pub year: usize,
    /// How many.
    pub children: f64,
}

/// Children of one cell at one provision in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stay {
    pub lane: u32,
    pub stage: u8,
    pub year: u16,
    pub children: f64,
}

/// What a plan comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Discounted £ and penalties.
    pub objective: f64,
    /// Children above the places, by provision and year.
    pub over: Vec<f64>,
    /// Unspent capital by year; empty without a budget.
    pub carry: Vec<f64>,
    /// Children by which each policy is broken, by policy and year.
    pub breaches: BTreeMap<(PolicyIx, usize), f64>,
    /// Whether every unit that must become viable does, and no provision is above what it may hold.
    pub viable: bool,
}

impl Evaluation {
    /// Values a plan.
    pub fn of(network: &Network, decisions: &Decisions, placing: &Placing, blocks: &[Block]) -> Self {
        let stays = stays(network, placing);
        let placed = placed(network, &stays);
        let over = over(network, decisions, &placed);
        let viable = viable(network, decisions, &placed) && within_limits(network, decisions, &over);
        let breaches = breaches(network, &stays);
        let carry = carry(network, decisions);
        let objective = network.roll.cost
            + placing_cost(network, placing)
            + over_cost(network, &over)
            + decision_cost(network, decisions)
            + blocks.iter().map(|b| b.children * price::block(network, b.contract, b.class, b.year)).sum::<f64>()
            + breaches.iter().map(|(&(policy, t), &broken)| broken * price::breach(network, policy, t)).sum::<f64>();
        Self { objective, over, carry, breaches, viable }
    }
}

/// Everyone who starts, wherever they are later; children on roll left out.
fn stays(network: &Network, placing: &Placing) -> Vec<Stay> {
    let follow = |started: &super::Started| {
        let mut ride = Ride::default();
        let start = started.start;
        ride.start(network, start.lane as usize, start.stage as usize, start.year as usize);
        let stay = move |visit: &crate::network::Visit| Stay {
            lane: start.lane,
            stage: visit.stage,
            year: visit.year,
            children: started.children * visit.children,
        };
        ride.stays.iter().map(stay).collect::<Vec<_>>()
    };
    placing.starts.par_iter().flat_map_iter(follow).collect()
}

fn placing_cost(network: &Network, placing: &Placing) -> f64 {
    let mut ride = Ride::default();
    let mut total = 0.0;
    for started in &placing.starts {
        let start = started.start;
        ride.start(network, start.lane as usize, start.stage as usize, start.year as usize);
        total += started.children * ride.cost;
    }
    for c in 0..network.chains() {
        for s in 0..network.stages() {
            for t in 0..network.years() {
                let waiting = placing.waits[network.progress.at(c, s, t)];
                if waiting > 0.0 {
                    total += waiting * network.wait(c, s, t).0;
                }
            }
        }
    }
    total
}

/// Children at each provision in each year, those on roll included.
fn placed(network: &Network, stays: &[Stay]) -> Vec<f64> {
    let years = network.years();
    let at = |i: usize| network.roll.placed(ProvisionIx::new(i / years), i % years);
    let mut placed: Vec<f64> = (0..network.case.provisions.len() * years).map(at).collect();
    for stay in stays {
        let provision = network.lanes.provision(stay.lane as usize);
        placed[provision.get() * years + stay.year as usize] += stay.children;
    }
    placed
}

/// Whether every optional project that opens has its minimum of children from its third year.
fn viable(network: &Network, decisions: &Decisions, placed: &[f64]) -> bool {
    let years = network.years();
    network.case.projects.iter().zip(&decisions.opened).all(|(project, opened)| {
        let least = project.min_children.filter(|_| project.is_optional());
        let (Some(least), &Some(opened)) = (least, opened) else { return true };
        let at = project.provision.get() * years;
        (opened + 2..years).all(|t| placed[at + t] >= least.get() - 1e-6)
    })
}

/// Children by which a solver's tolerance may pass a limit: half of what the audit allows.
const LIMIT_TOLERANCE: f64 = 5e-5;

/// Whether nobody is above the share that may be used over the places, beyond what the roll itself needs.
fn within_limits(network: &Network, decisions: &Decisions, over: &[f64]) -> bool {
    let years = network.years();
    over.iter().enumerate().filter(|(_, over)| **over > 0.0).all(|(i, &over)| {
        let (provision, t) = (ProvisionIx::new(i / years), i % years);
        let share = network.case[provision].overfill;
        let places = network.places(provision, t).unwrap_or(f64::INFINITY);
        let roll_need = (network.roll.placed(provision, t) - (1.0 + share) * places).max(0.0);
        let room = share * (places + decisions.more_places(network, provision, t)) + roll_need;
        over <= room + LIMIT_TOLERANCE
    })
}

/// Children above the places, by provision and year.
fn over(network: &Network, decisions: &Decisions, placed: &[f64]) -> Vec<f64> {
    let years = network.years();
    let over = |(i, placed): (usize, f64)| {
        let (provision, t) = (ProvisionIx::new(i / years), i % years);
        let places = network.places(provision, t).filter(|_| network.is_open(provision, t))?;
        let room = places + decisions.more_places(network, provision, t);
        Some((placed - room).max(0.0))
    };
    placed.iter().copied().enumerate().map(|at| over(at).unwrap_or(0.0)).collect()
}

fn over_cost(network: &Network, over: &[f64]) -> f64 {
    let years = network.years();
    let cost = |(i, &over): (usize, &f64)| over * price::over(network, ProvisionIx::new(i / years), i % years);
    over.iter().enumerate().filter(|(_, over)| **over > 0.0).map(cost).sum()
}

fn decision_cost(network: &Network, decisions: &Decisions) -> f64 {
    let opened = decisions.opened.iter().enumerate().filter_map(|(k, opened)| Some((ProjectIx::new(k), (*opened)?)));
    let signed = (0..decisions.signed.len()).filter(|&m| decisions.signed[m]).map(ContractIx::new);
    opened.map(|(k, o)| price::open(network, k, o)).sum::<f64>() + signed.map(|m| price::sign(network, m)).sum::<f64>()
}

/// Unspent capital at the end of each year.
fn carry(network: &Network, decisions: &Decisions) -> Vec<f64> {
    let Some(budget) = &network.case.budget else { return Vec::new() };
    let spent = |t: usize| -> f64 {
        let projects = network.case.projects.iter().zip(&decisions.opened);
        projects
            .filter(|(project, opened)| **opened == Some(t) && project.is_optional())
            .map(|(project, _)| project.capital_cost.get())
            .sum()
    };
    let mut left = 0.0;
    let after = |t: usize| {
        left += budget.capital[t].get() - spent(t);
        left
    };
    (0..network.years()).map(after).collect()
}

/// Children by which each policy is broken.
fn breaches(network: &Network, stays: &[Stay]) -> BTreeMap<(PolicyIx, usize), f64> {
    let case = network.case;
    let mut breaches = BTreeMap::new();
    let on_roll =
        network.roll.stays.iter().map(|s| Stay { lane: s.lane, stage: s.stage, year: s.year, children: s.children });
    let everyone: Vec<Stay> = stays.iter().copied().chain(on_roll).collect();
    for (i, policy) in case.policies.iter().enumerate() {
        let speaks_of = |chain: usize, stage: usize| {
            let chain = case.forecast.chains()[chain];
            let authority = &case[chain.locality].authority;
            policy.speaks_of(chain.need, chain.band, case.stages[stage].year_groups, authority)
        };
        let mut placed = vec![0.0; network.years()];
        for stay in &everyone {
            let lane = network.lanes.get(stay.lane as usize);
            let counts = policy.kinds.includes(&case[lane.provision].kind);
            if counts && speaks_of(lane.chain as usize, stay.stage as usize) {
                placed[stay.year as usize] += stay.children;
            }
        }
        for t in (0..network.years()).filter(|&t| policy.applies(case.year(t))) {
            let cells = (0..network.chains()).flat_map(|c| (0..network.stages()).map(move |s| (c, s)));
            let children: f64 = cells
                .filter(|&(c, s)| speaks_of(c, s))
                .map(|(c, s)| case.forecast.children(c, StageIx::new(s), t))
                .sum();
            let below = policy.min_share.map_or(0.0, |share| share * children - placed[t]);
            let above = policy.max_share.map_or(0.0, |share| placed[t] - share * children);
            let broken = below.max(above).max(0.0);
            if broken > 0.0 {
                breaches.insert((PolicyIx::new(i), t), broken);
            }
        }
    }
    breaches
}

/// Children who may fill contracted places, by provision, year and class: newly placed, and on roll.
fn coverable(network: &Network, placing: &Placing) -> BTreeMap<(ProvisionIx, usize, Class), (f64, f64)> {
    let mut contracted = vec![false; network.case.provisions.len()];
    for contract in &network.case.contracts {
        contracted[contract.provision.get()] = true;
    }
    let mut found: BTreeMap<_, (f64, f64)> = BTreeMap::new();
    let class = |lane: u32, stage: u8| {
        let chain = network.case.forecast.chains()[network.lanes.get(lane as usize).chain as usize];
        Class { need: chain.need, band: chain.band, stage: StageIx::new(stage as usize) }
    };
    let at = |lane: u32| network.lanes.provision(lane as usize);
    for stay in stays(network, placing).iter().filter(|stay| contracted[at(stay.lane).get()]) {
        let key = (at(stay.lane), stay.year as usize, class(stay.lane, stay.stage));
        found.entry(key).or_default().0 += stay.children;
    }
    for stay in network.roll.stays.iter().filter(|stay| contracted[at(stay.lane).get()]) {
        let key = (at(stay.lane), stay.year as usize, class(stay.lane, stay.stage));
        found.entry(key).or_default().1 += stay.children;
    }
    found
}

/// Fills the signed contracts: in the proportions of `wanted` where it is given, else the dearest children first.
pub(super) fn fill_contracts(
    network: &Network,
    decisions: &Decisions,
    placing: &Placing,
    wanted: Option<&[Block]>,
) -> Vec<Block> {
    let coverable = coverable(network, placing);
    let mut order = wanted.map_or_else(|| dearest_first(network, decisions, &coverable), <[Block]>::to_vec);
    let mut left = coverable;
    let mut room: BTreeMap<(ContractIx, usize), f64> = BTreeMap::new();
    for block in &mut order {
        let terms = &network.case[block.contract];
        let room = room.entry((block.contract, block.year)).or_insert(terms.places.get());
        let there = left.entry((terms.provision, block.year, block.class)).or_default();
        let on_roll = if terms.covers_roll { there.1 } else { 0.0 };
        let signed = decisions.signed[block.contract.get()];
        let children = if signed { block.children.min(*room).min(there.0 + on_roll).max(0.0) } else { 0.0 };
        let of_roll = children.min(on_roll);
        there.1 -= of_roll;
        there.0 -= children - of_roll;
        *room -= children;
        block.children = children;
    }
    order.retain(|block| block.children > 1e-9);
    order.sort_by_key(|block| (block.year, block.contract, block.class));
    order
}

/// Every class of every signed contract, the one that saves most first.
fn dearest_first(
    network: &Network,
    decisions: &Decisions,
    coverable: &BTreeMap<(ProvisionIx, usize, Class), (f64, f64)>,
) -> Vec<Block> {
    let mut blocks: Vec<(f64, Block)> = Vec::new();
    for (m, terms) in network.case.contracts.iter().enumerate().filter(|(m, _)| decisions.signed[*m]) {
        let contract = ContractIx::new(m);
        for &(provision, year, class) in coverable.keys() {
            let runs = terms.runs(network.case.year(year));
            let covers = terms.covers(class.need, network.case[class.stage].year_groups);
            let cost = price::block(network, contract, class, year);
            if provision == terms.provision && runs && covers && cost < 0.0 {
                blocks.push((cost, Block { contract, class, year, children: f64::INFINITY }));
            }
        }
    }
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
    blocks.into_iter().map(|(_, block)| block).collect()
}
