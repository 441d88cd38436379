//! Nobody starts at a unit that has not opened: a strengthening, for provisions that exist only through a project.
//!
//! ```text
//! link(c,s,t,p):  start[c,s,t,p]  ≤  Σ_{k→p} Σ_{τ≤t} min( q[c,s,t], (1 + overfill) · places_k · F[k,t−τ] ) · open[k,τ]
//! ```
//!
//! No more can start than the forecast has, nor than the unit can hold by then (unless a contract brings more places).

use good_lp::Expression;

use super::{Columns, name};
use crate::id::StageIx;
use crate::mip::Program;
use crate::network::Network;

pub(super) fn add(network: &Network, columns: &Columns, program: &mut Program) {
    let contracted: Vec<_> = network.case.contracts.iter().map(|contract| contract.provision).collect();
    for (start, column) in columns.starts() {
        let lane = network.lanes.get(start.lane as usize);
        let provision = &network.case[lane.provision];
        if provision.own_project().is_none() {
            continue;
        }
        let (c, s, t) = (lane.chain as usize, start.stage as usize, start.year as usize);
        let children = network.case.forecast.children(c, StageIx::new(s), t);
        let mut most = Expression::from(0.0);
        for &k in network.projects_at(lane.provision) {
            for o in network.opening_years(k).filter(|&o| o <= t) {
                if let Some(open) = columns.open(k, o) {
                    // A contract may bring places of its own, but only to a unit that is there.
                    let room = if contracted.contains(&lane.provision) {
                        f64::INFINITY
                    } else {
                        (1.0 + provision.overfill) * network.case[k].usable_places(t - o).get()
                    };
                    most.add_mul(children.min(room), open);
                }
            }
        }
        program.row(
            || format!("link({},{})", name::cell(network, c, s, t), provision.id),
            &Expression::from(column).leq(most),
        );
    }
}
