//! Where everyone who starts will be: the rides of all `start` columns, laid out by the rows that need them.
//!
//! `placed[c,s,t,p] = Σ start · occ + roll` is never a column. It is read here: for a provision and year, the starts
//! whose children are there, in which stage, and how many of each; for a cell and year, the starts whose children exit
//! into it.

use rayon::prelude::*;

use super::Estimate;
use crate::id::{ProvisionIx, StageIx};
use crate::network::{Network, Ride};

/// Says which starts a programme is to have.
pub type Keep<'k> = dyn Fn(Start) -> bool + Sync + 'k;

/// A `start` column: children who take up a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Start {
    /// The lane: chain and provision.
    pub lane: u32,
    /// Their stage.
    pub stage: u8,
    /// The year, from the first.
    pub year: u16,
}

/// Children of one start at a place and time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    /// Position of the start.
    pub start: u32,
    /// Their stage then.
    pub stage: u8,
    /// Children per child who started.
    pub children: f64,
}

/// Shares grouped by row: a flat list and where each group begins.
#[derive(Debug)]
pub(super) struct Grouped {
    begin: Vec<usize>,
    shares: Vec<Share>,
}

impl Grouped {
    /// Sorts pairs of (group, share) into groups, keeping their order within each.
    fn new(groups: usize, pairs: impl Iterator<Item = (usize, Share)> + Clone) -> Self {
        let mut begin = vec![0usize; groups + 1];
        for (group, _) in pairs.clone() {
            begin[group + 1] += 1;
        }
        for group in 0..groups {
            begin[group + 1] += begin[group];
        }
        let mut next = begin.clone();
        let empty = Share { start: 0, stage: 0, children: 0.0 };
        let mut shares = vec![empty; begin[groups]];
        for (group, share) in pairs {
            shares[next[group]] = share;
            next[group] += 1;
        }
        Self { begin, shares }
    }

    /// The shares of a group.
    pub(super) fn of(&self, group: usize) -> &[Share] {
        &self.shares[self.begin[group]..self.begin[group + 1]]
    }
}

/// Every start and its ride.
#[derive(Debug)]
pub(super) struct Stock {
    pub starts: Vec<Start>,
    /// Discounted £ per child who starts.
    pub costs: Vec<f64>,
    /// By provision and year.
    placed: Grouped,
    /// By chain, stage and year as in `Progress::at`.
    exits: Grouped,
    years: usize,
}

impl Stock {
    /// Follows every start that the network allows and `keep` keeps.
    pub(super) fn of(network: &Network, keep: &Keep) -> Self {
        let rides: Vec<Vec<(Start, Ride)>> =
            (0..network.chains()).into_par_iter().map(|c| rides_of_chain(network, c, keep)).collect();
        let rides: Vec<(Start, Ride)> = rides.into_iter().flatten().collect();
        let years = network.years();
        let share = |i: usize, visit: &crate::network::Visit| Share {
            start: i as u32,
            stage: visit.stage,
            children: visit.children,
        };
        let stays = rides.iter().enumerate().flat_map(|(i, (start, ride))| {
            let provision = network.lanes.provision(start.lane as usize).get();
            ride.stays.iter().map(move |visit| (provision * years + visit.year as usize, share(i, visit)))
        });
        let placed = Grouped::new(network.case.provisions.len() * years, stays);
        let exits = rides.iter().enumerate().flat_map(|(i, (start, ride))| {
            let chain = network.lanes.get(start.lane as usize).chain as usize;
            ride.exits.iter().map(move |visit| {
                (network.progress.at(chain, visit.stage as usize, visit.year as usize), share(i, visit))
            })
        });
        let exits = Grouped::new(network.chains() * network.stages() * years, exits);
        let (starts, costs) = rides.into_iter().map(|(start, ride)| (start, ride.cost)).unzip();
        Self { starts, costs, placed, exits, years }
    }

    /// Who is at a provision in year `t`.
    pub(super) fn placed(&self, provision: ProvisionIx, t: usize) -> &[Share] {
        self.placed.of(provision.get() * self.years + t)
    }

    /// Who exits into a cell, by chain, stage and year as in `Progress::at`.
    pub(super) fn exits(&self, at: usize) -> &[Share] {
        self.exits.of(at)
    }

    /// The chain of a start.
    pub(super) fn chain(&self, network: &Network, start: u32) -> usize {
        network.lanes.get(self.starts[start as usize].lane as usize).chain as usize
    }
}

/// Every start of a chain: arcs of cells with forecast children, in years the provision is open.
fn starts_of_chain(network: &Network, c: usize) -> impl Iterator<Item = Start> {
    let cells = (0..network.stages()).flat_map(move |s| (0..network.years()).map(move |t| (s, t)));
    let counted = move |&(s, t): &(usize, usize)| network.case.forecast.children(c, StageIx::new(s), t) > 0.0;
    cells.filter(counted).flat_map(move |(s, t)| {
        let lanes = network.lanes.of_chain(c).filter(move |&lane| network.may_start(lane, StageIx::new(s), t));
        lanes.map(move |lane| Start { lane: lane as u32, stage: s as u8, year: t as u16 })
    })
}

fn rides_of_chain(network: &Network, c: usize, keep: &Keep) -> Vec<(Start, Ride)> {
    let ride = |start: Start| {
        let mut ride = Ride::default();
        ride.start(network, start.lane as usize, start.stage as usize, start.year as usize);
        (start, ride)
    };
    starts_of_chain(network, c).filter(|&start| keep(start)).map(ride).collect()
}

/// How large the programme is, without building it.
pub(super) fn estimate(network: &Network) -> Estimate {
    let of_chain = |c: usize| {
        let mut ride = Ride::default();
        starts_of_chain(network, c).fold((0, 0), |(starts, nonzeros), start| {
            ride.start(network, start.lane as usize, start.stage as usize, start.year as usize);
            (starts + 1, nonzeros + 1 + ride.stays.len() + ride.exits.len())
        })
    };
    let add = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
    let (starts, nonzeros) = (0..network.chains()).into_par_iter().map(of_chain).reduce(|| (0, 0), add);
    Estimate { starts, nonzeros }
}
