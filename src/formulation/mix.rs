//! Rules on the mix of placements, broken at a price.
//!
//! ```text
//! at_least(π,t):  Σ_{(c,s)∈π, p∈kinds} placed[c,s,t,p] + breach[π,t]  ≥  min_share · Σ_{(c,s)∈π} q[c,s,t]
//! at_most(π,t):   Σ_{(c,s)∈π, p∈kinds} placed[c,s,t,p] − breach[π,t]  ≤  max_share · Σ_{(c,s)∈π} q[c,s,t]
//! ```
//!
//! Children on roll count.

use good_lp::Expression;

use super::{Columns, MixRow};
use crate::case::Policy;
use crate::id::{PolicyIx, ProvisionIx, StageIx};
use crate::mip::Program;
use crate::network::Network;

pub(super) fn add(network: &Network, columns: &Columns, program: &mut Program) -> Vec<MixRow> {
    let mut rows = Vec::new();
    for (i, policy) in network.case.policies.iter().enumerate() {
        let speaks_of = cells(network, policy);
        for t in 0..network.years() {
            let Some(breach) = columns.breach(PolicyIx::new(i), t) else { continue };
            let placed = placed(network, columns, (policy, &speaks_of), t);
            let children = children(network, &speaks_of, t);
            let name = |rule: &str| format!("{rule}({},{})", policy.id, network.case.year(t).0);
            if let Some(share) = policy.min_share {
                let row = program.row(|| name("at_least"), &(placed.clone() + breach).geq(share * children));
                rows.extend(row.map(|row| MixRow { policy: PolicyIx::new(i), year: t, at_most: false, row }));
            }
            if let Some(share) = policy.max_share {
                let row = program.row(|| name("at_most"), &(placed - breach).leq(share * children));
                rows.extend(row.map(|row| MixRow { policy: PolicyIx::new(i), year: t, at_most: true, row }));
            }
        }
    }
    rows
}

/// Whether a policy speaks of each cell, chain by chain and stage by stage.
fn cells(network: &Network, policy: &Policy) -> Vec<bool> {
    let case = network.case;
    let cell = |chain: &crate::case::Chain, stage: &crate::case::Stage| {
        policy.speaks_of(chain.need, chain.band, stage.year_groups, &case[chain.locality].authority)
    };
    case.forecast.chains().iter().flat_map(|chain| case.stages.iter().map(move |stage| cell(chain, stage))).collect()
}

/// Children the policy speaks of who are in its kinds.
fn placed(network: &Network, columns: &Columns, (policy, speaks_of): (&Policy, &[bool]), t: usize) -> Expression {
    let stages = network.stages();
    let mut placed = Expression::from(0.0);
    for p in (0..network.case.provisions.len()).map(ProvisionIx::new) {
        if !policy.kinds.includes(&network.case[p].kind) {
            continue;
        }
        for share in columns.stock.placed(p, t) {
            let chain = columns.stock.chain(network, share.start);
            if speaks_of[chain * stages + share.stage as usize] {
                placed.add_mul(share.children, columns.start(share.start));
            }
        }
    }
    for stay in network.roll.stays.iter().filter(|stay| stay.year as usize == t) {
        let lane = network.lanes.get(stay.lane as usize);
        let spoken_of = speaks_of[lane.chain as usize * stages + stay.stage as usize];
        if spoken_of && policy.kinds.includes(&network.case[lane.provision].kind) {
            placed += stay.children;
        }
    }
    placed
}

/// Forecast children the policy speaks of.
fn children(network: &Network, speaks_of: &[bool], t: usize) -> f64 {
    let stages = network.stages();
    let cell = |at: usize| network.case.forecast.children(at / stages, StageIx::new(at % stages), t);
    (0..speaks_of.len()).filter(|&at| speaks_of[at]).map(cell).sum()
}
