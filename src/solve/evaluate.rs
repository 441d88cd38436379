//! What a plan costs, worked out from the network without the programme.

use std::collections::BTreeMap;

use super::walk::{Coverable, Walk};
use super::{Decisions, Placing};
use crate::id::{BandIx, ContractIx, NeedIx, PolicyIx, ProjectIx, ProvisionIx, StageIx};
use crate::network::{Class, Network, price};

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
        Self::after(network, decisions, &Walk::of(network, placing), blocks)
    }

    /// Values a plan that has been walked through.
    pub(super) fn after(network: &Network, decisions: &Decisions, walk: &Walk, blocks: &[Block]) -> Self {
        let over = over(network, decisions, &walk.placed);
        let viable = viable(network, decisions, &walk.placed) && within_limits(network, decisions, &over);
        let breaches = breaches(network, walk);
        let carry = decisions.unspent(network);
        let objective = network.roll.cost
            + walk.cost
            + over_cost(network, &over)
            + decision_cost(network, decisions)
            + blocks.iter().map(|b| b.children * price::block(network, b.contract, b.class, b.year)).sum::<f64>()
            + breaches.iter().map(|(&(policy, t), &broken)| broken * price::breach(network, policy, t)).sum::<f64>();
        Self { objective, over, carry, breaches, viable }
    }
}

/// Whether every optional project that opens has its minimum of children.
fn viable(network: &Network, decisions: &Decisions, placed: &[f64]) -> bool {
    let years = network.years();
    decisions.minimums(network).all(|(provision, t, least)| placed[provision.get() * years + t] >= least - 1e-6)
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

/// Children by which each policy is broken.
fn breaches(network: &Network, walk: &Walk) -> BTreeMap<(PolicyIx, usize), f64> {
    let case = network.case;
    let mut breaches = BTreeMap::new();
    for (i, policy) in case.policies.iter().enumerate() {
        for t in (0..network.years()).filter(|&t| policy.applies(case.year(t))) {
            let at = i * network.years() + t;
            let (children, counted) = (walk.forecast[at], walk.counted[at]);
            let below = policy.min_share.map_or(0.0, |share| share * children - counted);
            let above = policy.max_share.map_or(0.0, |share| counted - share * children);
            let broken = below.max(above).max(0.0);
            if broken > 0.0 {
                breaches.insert((PolicyIx::new(i), t), broken);
            }
        }
    }
    breaches
}

/// Fills the signed contracts: in the proportions of `wanted` where it is given, else the dearest children first.
pub(super) fn fill_contracts(
    network: &Network,
    decisions: &Decisions,
    walk: &Walk,
    wanted: Option<&[Block]>,
) -> Vec<Block> {
    let mut order = wanted.map_or_else(|| dearest_first(network, decisions, &walk.coverable), <[Block]>::to_vec);
    let mut left = walk.coverable.clone();
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
fn dearest_first(network: &Network, decisions: &Decisions, coverable: &Coverable) -> Vec<Block> {
    let mut blocks: Vec<(f64, Block)> = Vec::new();
    for (m, terms) in network.case.contracts.iter().enumerate().filter(|(m, _)| decisions.signed[*m]) {
        let contract = ContractIx::new(m);
        let least = Class { need: NeedIx::new(0), band: BandIx::new(0), stage: StageIx::new(0) };
        let (first, end) = ((terms.provision, 0, least), (terms.provision, network.years(), least));
        for &(_, year, class) in coverable.range(first..end).map(|(key, _)| key) {
            let runs = terms.runs(network.case.year(year));
            let covers = terms.covers(class.need, network.case[class.stage].year_groups);
            let cost = price::block(network, contract, class, year);
            if runs && covers && cost < 0.0 {
                blocks.push((cost, Block { contract, class, year, children: f64::INFINITY }));
            }
        }
    }
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
    blocks.into_iter().map(|(_, block)| block).collect()
}
