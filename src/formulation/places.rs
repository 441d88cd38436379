//! Places are limited, softly.
//!
//! ```text
//! places(p,t):    Σ placed[·,·,t,p]  ≤  K[p,t] + more[p,t] + over[p,t]
//! overfill(p,t):  over[p,t]  ≤  overfill · (K[p,t] + more[p,t]) + roll need[p,t]
//!
//! more[p,t]      = Σ_{k→p} Σ_{τ≤t} places_k · F[k,t−τ] · open[k,τ] + Σ_{m→p} new_places_m · sign[m]
//! roll need[p,t] = max(0, children on roll there − (1 + overfill) · K[p,t])     children already there stay
//! ```
//!
//! Unlimited provisions have no row. Where nobody else could be there, the row is left out.

use good_lp::Expression;

use super::{Columns, PlacesRows, name};
use crate::id::{ContractIx, ProvisionIx};
use crate::mip::Program;
use crate::network::Network;

pub(super) fn add(network: &Network, columns: &Columns, program: &mut Program) -> Vec<PlacesRows> {
    let mut rows = Vec::new();
    for p in (0..network.case.provisions.len()).map(ProvisionIx::new) {
        for t in 0..network.years() {
            let (Some(over), Some(places)) = (columns.over(p, t), network.places(p, t)) else { continue };
            let on_roll = network.roll.placed(p, t);
            let stock = columns.stock.placed(p, t);
            let mut placed = Expression::with_capacity(stock.len() + 1);
            placed += on_roll;
            for share in stock {
                placed.add_mul(share.children, columns.start(share.start));
            }
            let more = more_places(network, columns, p, t);
            let limit = program.row(
                || format!("places({})", name::provision(network, p, t)),
                &placed.leq(places + more.clone() + over),
            );
            let share = network.case[p].overfill;
            let roll_need = (on_roll - (1.0 + share) * places).max(0.0);
            let overfill = program.row(
                || format!("overfill({})", name::provision(network, p, t)),
                &Expression::from(over).leq(share * places + share * more + roll_need),
            );
            rows.extend(limit.map(|places| PlacesRows { provision: p, year: t, places, overfill }));
        }
    }
    rows
}

/// Places that projects and contracts add.
fn more_places(network: &Network, columns: &Columns, p: ProvisionIx, t: usize) -> Expression {
    let mut more = Expression::from(0.0);
    for &k in network.projects_at(p) {
        for o in network.opening_years(k).filter(|&o| o <= t) {
            if let Some(open) = columns.open(k, o) {
                more.add_mul(network.case[k].usable_places(t - o).get(), open);
            }
        }
    }
    for (m, contract) in network.case.contracts.iter().enumerate() {
        let runs = contract.provision == p && contract.runs(network.case.year(t));
        if let Some(sign) = columns.sign(ContractIx::new(m)).filter(|_| runs && contract.new_places.get() > 0.0) {
            more.add_mul(contract.new_places.get(), sign);
        }
    }
    more
}
