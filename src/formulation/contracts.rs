//! Block contracts: places bought together, filled or not.
//!
//! ```text
//! block_size(m,t):    Σ_g block[m,g,t]  ≤  places_m · sign[m]
//! block_use(p,g,t):   Σ_{m→p} block[m,g,t]  ≤  Σ_{(c,s)∈g} placed[c,s,t,p]
//! block_new(p,g,t):   Σ_{m→p, not covers_roll} block[m,g,t]  ≤  the same less the children on roll
//! contract_group(γ):  Σ_{m∈γ} sign[m] ≤ 1
//! ```

use std::collections::BTreeMap;

use good_lp::Expression;
use indexmap::IndexMap;

use super::{Columns, ContractRow, name};
use crate::id::{ContractIx, ProvisionIx, StageIx};
use crate::mip::Program;
use crate::network::{Class, Network};

pub(super) fn add(network: &Network, columns: &Columns, program: &mut Program) -> Vec<ContractRow> {
    let sizes = add_sizes(network, columns, program);
    add_uses(network, columns, program);
    let mut groups: IndexMap<&str, Expression> = IndexMap::new();
    for (m, contract) in network.case.contracts.iter().enumerate() {
        if let (Some(group), Some(sign)) = (&contract.group, columns.sign(ContractIx::new(m))) {
            *groups.entry(group).or_insert_with(|| Expression::from(0.0)) += sign;
        }
    }
    for (group, signed) in groups {
        program.row(|| format!("contract_group({group})"), &signed.leq(1.0));
    }
    sizes
}

fn add_sizes(network: &Network, columns: &Columns, program: &mut Program) -> Vec<ContractRow> {
    let mut filled: BTreeMap<(ContractIx, usize), Expression> = BTreeMap::new();
    for ((m, _, t), block) in columns.blocks() {
        *filled.entry((m, t)).or_insert_with(|| Expression::from(0.0)) += block;
    }
    let mut rows = Vec::new();
    for ((m, t), filled) in filled {
        let contract = &network.case[m];
        let Some(sign) = columns.sign(m) else { continue };
        let row = program.row(
            || format!("block_size({},{})", contract.id, network.case.year(t).0),
            &filled.leq(contract.places.get() * sign),
        );
        rows.extend(row.map(|row| ContractRow { contract: m, year: t, row }));
    }
    rows
}

/// Children of a class who fill contracted places at a provision: all of them, and those that must be newly placed.
#[derive(Default)]
struct Filled {
    all: Expression,
    new: Expression,
    covers_roll: bool,
    new_only: bool,
}

fn add_uses(network: &Network, columns: &Columns, program: &mut Program) {
    let mut filled: BTreeMap<(ProvisionIx, usize), BTreeMap<Class, Filled>> = BTreeMap::new();
    for ((m, class, t), block) in columns.blocks() {
        let contract = &network.case[m];
        let entry = filled.entry((contract.provision, t)).or_default().entry(class).or_default();
        entry.all += block;
        if contract.covers_roll {
            entry.covers_roll = true;
        } else {
            entry.new_only = true;
            entry.new += block;
        }
    }
    for ((p, t), classes) in filled {
        let started = started(network, columns, p, t);
        for (class, filled) in classes {
            let placed = started.get(&class).cloned().unwrap_or_else(|| Expression::from(0.0));
            let on_roll = on_roll(network, p, t, class);
            let name = |family: &str| {
                let (case, at) = (network.case, name::provision(network, p, t));
                format!("{family}({at},{},{},{})", case[class.need].id, case[class.band].id, case[class.stage].id)
            };
            if filled.covers_roll {
                program.row(|| name("block_use"), &filled.all.leq(placed.clone() + on_roll));
            }
            if filled.new_only {
                program.row(|| name("block_new"), &filled.new.leq(placed));
            }
        }
    }
}

/// Children who started, by class.
fn started(network: &Network, columns: &Columns, p: ProvisionIx, t: usize) -> BTreeMap<Class, Expression> {
    let mut started: BTreeMap<Class, Expression> = BTreeMap::new();
    for share in columns.stock.placed(p, t) {
        let class = columns.class(network, share);
        let here = started.entry(class).or_insert_with(|| Expression::from(0.0));
        here.add_mul(share.children, columns.start(share.start));
    }
    started
}

/// Children of a class on roll.
fn on_roll(network: &Network, p: ProvisionIx, t: usize, class: Class) -> f64 {
    let here = |stay: &&crate::network::RollStay| {
        let lane = network.lanes.get(stay.lane as usize);
        let chain = network.case.forecast.chains()[lane.chain as usize];
        lane.provision == p
            && stay.year as usize == t
            && (chain.need, chain.band, StageIx::new(stay.stage as usize)) == (class.need, class.band, class.stage)
    };
    network.roll.stays.iter().filter(here).map(|stay| stay.children).sum()
}
