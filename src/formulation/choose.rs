//! Everyone without a place chooses, every year.
//!
//! ```text
//! choose(c,s,t):  Σ_p start[c,s,t,p] + wait[c,s,t]
//!                   = new[c,s,t] + exits into (c,s,t) from earlier starts, waits and the roll
//! ```

use good_lp::{Expression, Variable};

use super::{Columns, name};
use crate::mip::Program;
use crate::network::Network;

pub(super) fn add(network: &Network, columns: &Columns, program: &mut Program) {
    let mut start = columns.starts().peekable();
    for c in 0..network.chains() {
        for s in 0..network.stages() {
            for t in 0..network.years() {
                let at = network.progress.at(c, s, t);
                let Some(wait) = columns.wait(at) else { continue };
                let mut waiting_or_starting = Expression::from(wait);
                let here = |lane: u32| network.lanes.get(lane as usize).chain as usize == c;
                while let Some((_, column)) = start
                    .next_if(|(start, _)| here(start.lane) && start.stage as usize == s && start.year as usize == t)
                {
                    waiting_or_starting += column;
                }
                let choosers = choosers(network, columns, (c, s, t));
                program.row(|| format!("choose({})", name::cell(network, c, s, t)), &waiting_or_starting.eq(choosers));
            }
        }
    }
    debug_assert!(start.next().is_none(), "starts are in the order of the cells");
}

/// New children and those who exit into the cell.
fn choosers(network: &Network, columns: &Columns, (c, s, t): (usize, usize, usize)) -> Expression {
    let at = network.progress.at(c, s, t);
    let mut choosers = Expression::from(network.progress.new_children(c, s, t) + network.roll.exits(at));
    for share in columns.stock.exits(at) {
        choosers.add_mul(share.children, columns.start(share.start));
    }
    for (wait, children) in survivors(network, columns, (c, s, t)) {
        choosers.add_mul(children, wait);
    }
    choosers
}

/// The waits of last year whose survivors choose in this cell, and how many of each.
fn survivors(network: &Network, columns: &Columns, (c, s, t): (usize, usize, usize)) -> Vec<(Variable, f64)> {
    let Some(before) = t.checked_sub(1) else { return Vec::new() };
    let keep = network.progress.keep(c, s, t);
    let steps = &network.progress.steps;
    let below = s.checked_sub(1).filter(|&b| steps[b].next == Some(s)).map(|b| (b, steps[b].complete));
    [Some((s, steps[s].stay)), below]
        .into_iter()
        .flatten()
        .filter(|&(_, share)| share * keep > 0.0)
        .filter_map(|(from, share)| Some((columns.wait(network.progress.at(c, from, before))?, share * keep)))
        .collect()
}
