//! Policies on the mix, and which of them count whom.

use std::collections::BTreeMap;

use crate::id::{KindIx, PolicyIx, StageIx};
use crate::network::{Network, price};

/// One side of a policy in a year.
#[derive(Debug, Clone, Copy)]
pub(in crate::solve) struct PolicyRow {
    pub policy: PolicyIx,
    pub year: usize,
    /// −1 for a minimum (children are paid the price), +1 for a maximum (they pay it).
    pub sign: f64,
    /// Children the share comes to.
    pub share: f64,
    /// Of the children on roll, those it counts.
    pub on_roll: f64,
    /// Discounted £ of a child by which it is broken.
    pub penalty: f64,
}

/// Whether a policy speaks of children of a chain in a stage.
fn speaks_of(network: &Network, policy: usize, chain: usize, stage: usize) -> bool {
    let case = network.case;
    let chain = case.forecast.chains()[chain];
    let authority = &case[chain.locality].authority;
    case.policies[policy].speaks_of(chain.need, chain.band, case.stages[stage].year_groups, authority)
}

pub(super) fn policy_rows(network: &Network) -> Vec<PolicyRow> {
    let case = network.case;
    let mut rows = Vec::new();
    for (i, policy) in case.policies.iter().enumerate() {
        let cells: Vec<(usize, usize)> = (0..network.chains())
            .flat_map(|c| (0..network.stages()).map(move |s| (c, s)))
            .filter(|&(c, s)| speaks_of(network, i, c, s))
            .collect();
        let mut on_roll = vec![0.0; network.years()];
        for stay in &network.roll.stays {
            let lane = network.lanes.get(stay.lane as usize);
            let counts = policy.kinds.includes(&case[lane.provision].kind);
            if counts && speaks_of(network, i, lane.chain as usize, stay.stage as usize) {
                on_roll[stay.year as usize] += stay.children;
            }
        }
        for t in (0..network.years()).filter(|&t| policy.applies(case.year(t))) {
            let children: f64 = cells.iter().map(|&(c, s)| case.forecast.children(c, StageIx::new(s), t)).sum();
            let penalty = price::breach(network, PolicyIx::new(i), t);
            for (sign, share) in [(-1.0, policy.min_share), (1.0, policy.max_share)] {
                if let Some(share) = share.map(|share| share * children) {
                    let policy = PolicyIx::new(i);
                    rows.push(PolicyRow { policy, year: t, sign, share, on_roll: on_roll[t], penalty });
                }
            }
        }
    }
    rows
}

/// The group of every lane and stage, by way of the policies that speak of its cell.
#[derive(Debug)]
pub(super) struct GroupsAt {
    /// By chain and stage: which of the distinct sets of policies speaks of it.
    pub(super) spoken: Vec<u32>,
    /// By such a set and kind: those of it that count the kind, as a position in `groups`.
    pub(super) group: Vec<u32>,
}

/// The distinct sets of policies that count the children of a lane in a stage, and where to find the set of each.
pub(super) fn groups(network: &Network) -> (Vec<Vec<u32>>, GroupsAt) {
    let (case, stages) = (network.case, network.stages());
    let mut sets: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
    let mut spoken = Vec::with_capacity(network.chains() * stages);
    for c in 0..network.chains() {
        for s in 0..stages {
            let policies = 0..case.policies.len() as u32;
            let set: Vec<u32> = policies.filter(|&i| speaks_of(network, i as usize, c, s)).collect();
            let next = sets.len() as u32;
            spoken.push(*sets.entry(set).or_insert(next));
        }
    }
    let mut known: BTreeMap<Vec<u32>, u32> = BTreeMap::from([(Vec::new(), 0)]);
    let mut groups = vec![Vec::new()];
    let mut group = vec![0; sets.len() * case.kinds.len()];
    for (set, &at) in &sets {
        for kind in (0..case.kinds.len()).map(KindIx::new) {
            let counted = set.iter().copied().filter(|&i| case.policies[i as usize].kinds.includes(&kind));
            group[at as usize * case.kinds.len() + kind.get()] =
                *known.entry(counted.collect()).or_insert_with_key(|set| {
                    groups.push(set.clone());
                    groups.len() as u32 - 1
                });
        }
    }
    (groups, GroupsAt { spoken, group })
}
