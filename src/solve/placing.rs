//! Who starts where and who waits: an exact flow.
//!
//! A solver's answer is right to its tolerance. [`Placing::settle`] makes it right to the last child: year by year it
//! works out how many choose in each cell and shares them out in the solver's proportions, so that placed and waiting
//! always add up to the forecast.

use rayon::prelude::*;

use crate::formulation::Start;
use crate::network::{Network, Ride};

/// Children who take up a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Started {
    /// Where and when.
    pub start: Start,
    /// How many.
    pub children: f64,
}

/// Who starts where and who waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Placing {
    /// Chain by chain, then by stage, year and lane; only where children start.
    pub starts: Vec<Started>,
    /// Children who wait, by chain, stage and year as in `Progress::at`.
    pub waits: Vec<f64>,
}

/// Fewer children than this are rounding. Larger traces, such as interior points leave, are kept: sharing them out among
/// the others would push full provisions over their limit.
const ROUNDING: f64 = 1e-9;

impl Placing {
    /// Shares out everyone who chooses in the proportions of `starts` (sorted as in [`Placing`]) and `waits`.
    pub fn settle(network: &Network, starts: &[Started], waits: &[f64]) -> Self {
        let chain_of = |started: &Started| network.lanes.get(started.start.lane as usize).chain as usize;
        let size = network.stages() * network.years();
        let chains: Vec<(Vec<Started>, Vec<f64>)> = (0..network.chains())
            .into_par_iter()
            .map(|c| {
                let from = starts.partition_point(|started| chain_of(started) < c);
                let to = starts.partition_point(|started| chain_of(started) <= c);
                settle_chain(network, c, &starts[from..to], &waits[c * size..(c + 1) * size])
            })
            .collect();
        let mut placing = Self { starts: Vec::new(), waits: Vec::with_capacity(network.chains() * size) };
        for (starts, waits) in chains {
            placing.starts.extend(starts);
            placing.waits.extend(waits);
        }
        placing
    }
}

fn settle_chain(network: &Network, c: usize, raw: &[Started], raw_waits: &[f64]) -> (Vec<Started>, Vec<f64>) {
    let (stages, years) = (network.stages(), network.years());
    let mut choosers: Vec<f64> = (0..stages * years)
        .map(|i| {
            let (s, t) = (i / years, i % years);
            network.progress.new_children(c, s, t) + network.roll.exits(network.progress.at(c, s, t))
        })
        .collect();
    let mut waits = vec![0.0; stages * years];
    let mut settled = Vec::with_capacity(raw.len());
    let mut ride = Ride::default();
    let at = |started: &Started| started.start.stage as usize * years + started.start.year as usize;
    for t in 0..years {
        for s in 0..stages {
            let here = s * years + t;
            let own = &raw[raw.partition_point(|started| at(started) < here)..];
            let own = &own[..own.partition_point(|started| at(started) == here)];
            let wanted: f64 = own.iter().map(|started| started.children.max(0.0)).sum();
            let everyone = wanted + raw_waits[here].max(0.0);
            let share = if everyone > 0.0 { choosers[here] / everyone } else { 0.0 };
            let mut left = choosers[here];
            for started in own {
                let children = started.children.max(0.0) * share;
                if children <= ROUNDING {
                    continue;
                }
                left -= children;
                settled.push(Started { start: started.start, children });
                ride.start(network, started.start.lane as usize, s, t);
                for exit in &ride.exits {
                    choosers[exit.stage as usize * years + exit.year as usize] += children * exit.children;
                }
            }
            waits[here] = if left > ROUNDING { left } else { 0.0 };
            if waits[here] > 0.0 {
                for exit in network.wait(c, s, t).1 {
                    choosers[exit.stage as usize * years + exit.year as usize] += waits[here] * exit.children;
                }
            } else if let Some(last) = settled.last_mut().filter(|last: &&mut Started| at(last) == here) {
                last.children += left;
            }
        }
    }
    settled.sort_by_key(|started| (started.start.stage, started.start.year, started.start.lane));
    (settled, waits)
}
