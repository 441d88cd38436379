//! Every chain packed for passes under prices: flat arrays in the order in which a pass reads them.
//!
//! A **seat** is a lane in a stage in which somebody may be who starts there or has moved up: lanes that only children on
//! roll use have none, for nothing about them is left to decide. The seats of a cell (chain and stage) stand together,
//! those where a child may start first. Children of one provision who count for the same policies and have the same spot price
//! pay the same under any prices: they share a **slot**.

use std::collections::BTreeMap;

use super::rows::{Rows, class_at};
use crate::id::{ProvisionIx, StageIx};
use crate::network::Network;

/// No seat: the provision does not serve the stage that follows, or nothing follows.
pub(super) const NONE: u32 = u32::MAX;

/// What decides the charge of a seat in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub provision: ProvisionIx,
    /// Group of policies (`Rows::group_of`).
    pub group: u32,
    /// Class (`class_at`) where the provision has contracted places in some year, else 0.
    pub class: u32,
}

/// All seats, chain by chain, then by stage.
#[derive(Debug)]
pub(in crate::solve) struct Seats {
    stages: usize,
    /// Where the seats of each cell (`chain · stages + stage`) begin; one longer than the cells.
    begin: Vec<u32>,
    /// How many seats of each cell may be started on; they come first.
    arcs: Vec<u32>,
    /// The lane.
    lane: Vec<u32>,
    /// `e`, £ per child-year.
    pub(super) cost: Vec<f64>,
    /// £ after the last year, discounted to it; empty where the tail does not count.
    pub(super) tail: Vec<f64>,
    /// Position in `slots`.
    pub(super) slot: Vec<u32>,
    /// The same lane's seat in the stage that follows, counted from the chain's first; or `NONE`.
    pub(super) up: Vec<u32>,
    pub(super) slots: Vec<Slot>,
}

impl Seats {
    pub(super) fn of(network: &Network, rows: &Rows) -> Self {
        let stages = network.stages();
        let mut seats = Self {
            stages,
            begin: vec![0],
            arcs: Vec::new(),
            lane: Vec::new(),
            cost: Vec::new(),
            tail: Vec::new(),
            slot: Vec::new(),
            up: Vec::new(),
            slots: Vec::new(),
        };
        let mut known = BTreeMap::new();
        for c in 0..network.chains() {
            let first = seats.lane.len();
            for s in 0..stages {
                seats.add_cell(network, rows, (c, s), &mut known);
            }
            seats.link(network, c, first);
        }
        seats
    }

    fn add_cell(&mut self, network: &Network, rows: &Rows, (c, s): (usize, usize), known: &mut BTreeMap<Slot, u32>) {
        let is_arc = |&lane: &usize| network.lanes.is_arc(lane, StageIx::new(s));
        let used = || network.lanes.of_chain(c).filter(|&lane| is_used(network, lane, s));
        let chain = network.case.forecast.chains()[c];
        for lane in used().filter(is_arc).chain(used().filter(|lane| !is_arc(lane))) {
            let provision = network.lanes.provision(lane);
            let contracted = (0..network.years()).any(|t| rows.block_at(provision, t).is_some());
            let class = if contracted { class_at(network, chain.need, chain.band, s) as u32 } else { 0 };
            let slot = Slot { provision, group: rows.group_of(network, lane, s) as u32, class };
            let slot = *known.entry(slot).or_insert_with_key(|slot| {
                self.slots.push(*slot);
                self.slots.len() as u32 - 1
            });
            self.lane.push(lane as u32);
            self.cost.push(network.lanes.cost(lane, s));
            if network.case.objective.count_tail {
                self.tail.push(network.lanes.tail(lane, s));
            }
            self.slot.push(slot);
        }
        self.arcs.push(used().filter(is_arc).count() as u32);
        self.begin.push(self.lane.len() as u32);
    }

    /// Joins every seat of a chain to the one its children move up to.
    fn link(&mut self, network: &Network, c: usize, first: usize) {
        let lanes = network.lanes.of_chain(c);
        let mut at = vec![NONE; lanes.len() * self.stages];
        for s in 0..self.stages {
            for seat in self.of_cell(c, s) {
                at[(self.lane[seat] as usize - lanes.start) * self.stages + s] = (seat - first) as u32;
            }
        }
        for s in 0..self.stages {
            for seat in self.of_cell(c, s) {
                let lane = self.lane[seat] as usize - lanes.start;
                self.up.push(network.progress.steps[s].next.map_or(NONE, |next| at[lane * self.stages + next]));
            }
        }
    }

    /// Some of the seats, by chain and seat of the chain; with a seat goes the one its children move up to.
    pub(super) fn only(&self, keep: &[Vec<bool>]) -> Self {
        let mut only = Self {
            stages: self.stages,
            begin: vec![0],
            arcs: Vec::with_capacity(self.arcs.len()),
            lane: Vec::new(),
            cost: Vec::new(),
            tail: Vec::new(),
            slot: Vec::new(),
            up: Vec::new(),
            slots: self.slots.clone(),
        };
        let mut place = Vec::new();
        for (c, keep) in keep.iter().enumerate() {
            let first = self.of_chain(c).start;
            place.clear();
            place.extend(keep.iter().scan(0, |next, &kept| {
                let here = if kept { *next } else { NONE };
                *next += u32::from(kept);
                Some(here)
            }));
            for s in 0..self.stages {
                for seat in self.of_cell(c, s).filter(|&seat| keep[seat - first]) {
                    only.lane.push(self.lane[seat]);
                    only.cost.push(self.cost[seat]);
                    only.tail.extend(self.tail.get(seat));
                    only.slot.push(self.slot[seat]);
                    only.up.push(self.up.get(seat).filter(|&&up| up != NONE).map_or(NONE, |&up| place[up as usize]));
                }
                only.arcs.push(self.arcs_of(c, s).filter(|&seat| keep[seat - first]).count() as u32);
                only.begin.push(only.lane.len() as u32);
            }
        }
        only
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.lane.len()
    }

    /// The seats of a chain.
    pub(super) fn of_chain(&self, c: usize) -> std::ops::Range<usize> {
        self.begin[c * self.stages] as usize..self.begin[(c + 1) * self.stages] as usize
    }

    /// The seats of a cell.
    pub(super) fn of_cell(&self, c: usize, s: usize) -> std::ops::Range<usize> {
        let cell = c * self.stages + s;
        self.begin[cell] as usize..self.begin[cell + 1] as usize
    }

    /// The seats of a cell on which a child may start while the provision is open.
    pub(super) fn arcs_of(&self, c: usize, s: usize) -> std::ops::Range<usize> {
        let first = self.begin[c * self.stages + s] as usize;
        first..first + self.arcs[c * self.stages + s] as usize
    }

    /// The lane of a seat.
    pub(super) fn lane(&self, seat: usize) -> u32 {
        self.lane[seat]
    }
}

/// Whether anybody who starts on a lane may be there in a stage: from the start, or moved up.
fn is_used(network: &Network, lane: usize, s: usize) -> bool {
    if !network.lanes.serves(lane, s) {
        return false;
    }
    let below = s.checked_sub(1).filter(|&below| network.progress.steps[below].next == Some(s));
    network.lanes.is_arc(lane, StageIx::new(s)) || below.is_some_and(|below| is_used(network, lane, below))
}
