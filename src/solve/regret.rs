//! A good first plan: given decisions, places are filled year by year in order of regret.
//!
//! Whoever would lose most by not having their first choice chooses first. Regret is the difference in what two choices
//! are worth from then on, under prices ([`Chain`]), so a place that lasts is weighed against a place that lasts. A start
//! is only given room that it can keep for as long as it stays.
//!
//! At a temperature above zero everyone first goes where the prices share them out to, or waits if they are to, those
//! with the least to lose turned away where it is too many; whoever is left then chooses as above. Sharing out keeps rules
//! on the mix that prices alone leave undecided.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::bound::{Chain, Charges, Mean, Oracle, Seats};
use super::{Decisions, Placing, Started};
use crate::formulation::Start;
use crate::id::ProvisionIx;
use crate::network::{Network, Ride, Visit, price};
use rayon::prelude::*;

/// A smaller share of a cell is not worth a start of its own: whoever it is chooses by regret.
const LEAST_SHARE: f64 = 0.01;
/// Nor are fewer children than this.
const LEAST_CHILDREN: f64 = 1e-3;

/// Fills the places: everyone first goes where prices, smoothed at `tau`, share them out to.
pub(super) fn fill(oracle: &Oracle, prices: &[f64], decisions: &Decisions, tau: f64) -> Placing {
    fill_from(oracle, prices, decisions, (tau, &Mean::of(oracle, &[prices.to_vec()], tau)))
}

/// Fills the places: everyone first goes where the mean of a climb has them.
pub(super) fn fill_from(oracle: &Oracle, prices: &[f64], decisions: &Decisions, (tau, mean): (f64, &Mean)) -> Placing {
    let network = oracle.network;
    let charges = oracle.charges(prices, tau);
    let value = |c: usize| {
        let mut chain = Chain::default();
        chain.value(network, oracle.seats, &charges, c, tau);
        chain.without_shares()
    };
    let values: Vec<Chain> = (0..network.chains()).into_par_iter().map(value).collect();
    let mut filling = Filling::new(oracle, &values, decisions, (&charges, mean));
    for t in 0..network.years() {
        filling.fill_year(t);
    }
    filling
        .starts
        .sort_by_key(|s| (network.lanes.get(s.start.lane as usize).chain, s.start.stage, s.start.year, s.start.lane));
    filling.starts.dedup_by(|next, kept| {
        let same = next.start == kept.start;
        if same {
            kept.children += next.children;
        }
        same
    });
    Placing::settle(network, &filling.starts, &filling.waits)
}

/// An option of a cell: a lane, within the places or above them.
#[derive(Debug, Clone, Copy)]
struct Choice {
    value: f64,
    lane: u32,
    above: bool,
    /// Share of the cell that prices put there.
    share: f64,
}

/// A cell that chooses.
struct Chooser {
    chain: usize,
    stage: usize,
    children: f64,
    /// How many of them prices would have wait.
    waiting: f64,
    choices: Vec<Choice>,
    next: usize,
}

impl Chooser {
    fn regret(&self) -> f64 {
        match self.choices.get(self.next..) {
            Some([first, second, ..]) => second.value - first.value,
            Some([_]) => f64::MAX,
            _ => 0.0,
        }
    }
}

/// A chooser in the queue: the greatest regret first, then the earliest cell.
struct Turn {
    regret: f64,
    chooser: usize,
}

impl PartialEq for Turn {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Turn {}
impl PartialOrd for Turn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Turn {
    fn cmp(&self, other: &Self) -> Ordering {
        self.regret.total_cmp(&other.regret).then(other.chooser.cmp(&self.chooser))
    }
}

struct Filling<'a> {
    network: &'a Network<'a>,
    seats: &'a Seats,
    values: &'a [Chain],
    decisions: &'a Decisions,
    charges: &'a Charges,
    mean: &'a Mean,
    /// Room left within the places, by provision and year; infinite where unlimited.
    within: Vec<f64>,
    /// Room left above the places.
    above: Vec<f64>,
    choosers: Vec<f64>,
    waits: Vec<f64>,
    starts: Vec<Started>,
}

impl<'a> Filling<'a> {
    fn new(
        oracle: &'a Oracle<'a>,
        values: &'a [Chain],
        decisions: &'a Decisions,
        (charges, mean): (&'a Charges, &'a Mean),
    ) -> Self {
        let network = oracle.network;
        let years = network.years();
        let size = network.case.provisions.len() * years;
        let mut within = vec![f64::INFINITY; size];
        let mut above = vec![0.0; size];
        for i in 0..size {
            let (p, t) = (ProvisionIx::new(i / years), i % years);
            if let Some(places) = network.places(p, t) {
                let more = decisions.more_places(network, p, t);
                let on_roll = network.roll.placed(p, t);
                let left = places + more - on_roll;
                within[i] = left.max(0.0);
                let share = network.case[p].overfill;
                above[i] = (share * (places + more) - (-left).max(0.0)).max(0.0);
            }
        }
        let cells = network.chains() * network.stages() * years;
        let mut choosers = vec![0.0; cells];
        for c in 0..network.chains() {
            for s in 0..network.stages() {
                for t in 0..years {
                    let at = network.progress.at(c, s, t);
                    choosers[at] = network.progress.new_children(c, s, t) + network.roll.exits(at);
                }
            }
        }
        Self {
            network,
            seats: oracle.seats,
            values,
            decisions,
            charges,
            mean,
            within,
            above,
            choosers,
            waits: vec![0.0; cells],
            starts: Vec::new(),
        }
    }

    fn fill_year(&mut self, t: usize) {
        let mut cells: Vec<Chooser> = Vec::new();
        for chain in 0..self.network.chains() {
            for stage in 0..self.network.stages() {
                let children = self.choosers[self.network.progress.at(chain, stage, t)];
                if children > 0.0 {
                    let waiting = self.waiting((chain, stage), t, children);
                    let choices = self.choices(chain, stage, t);
                    cells.push(Chooser { chain, stage, children, waiting, choices, next: 0 });
                }
            }
        }
        let wishes = self.wishes(&cells, t);
        for cell in cells.iter_mut().filter(|cell| cell.waiting > 0.0) {
            self.wait(cell, t, cell.waiting);
            cell.children -= cell.waiting;
        }
        let mut ride = Ride::default();
        for (chooser, choice, children) in wishes {
            let cell = &mut cells[chooser];
            if self.is_full(choice, t) {
                continue;
            }
            ride.start(self.network, choice.lane as usize, cell.stage, t);
            let children = self.room(choice, &ride).min(children).min(cell.children);
            self.start(choice, cell, t, (children, &ride));
            cell.children -= children;
        }
        let turn = |(chooser, cell): (usize, &Chooser)| Turn { regret: cell.regret(), chooser };
        let mut queue: BinaryHeap<Turn> =
            cells.iter().enumerate().filter(|(_, cell)| cell.children > 1e-9).map(turn).collect();
        while let Some(Turn { chooser, .. }) = queue.pop() {
            let cell = &mut cells[chooser];
            let Some(&choice) = cell.choices.get(cell.next) else {
                self.wait(cell, t, cell.children);
                continue;
            };
            if !self.is_full(choice, t) {
                ride.start(self.network, choice.lane as usize, cell.stage, t);
                let children = self.room(choice, &ride).min(cell.children);
                self.start(choice, cell, t, (children, &ride));
                cell.children -= children;
            }
            if cell.children > 1e-9 {
                cell.next += 1;
                queue.push(Turn { regret: cell.regret(), chooser });
            }
        }
    }

    /// How many children of a cell prices would have wait for a place that is worth it.
    fn waiting(&self, cell: (usize, usize), t: usize, children: f64) -> f64 {
        let somewhere: f32 = self.mean.shares(self.seats, cell, t).iter().sum();
        let share = 1.0 - f64::from(somewhere);
        if share >= LEAST_SHARE && children * share >= LEAST_CHILDREN { children * share } else { 0.0 }
    }

    /// Where prices share everyone out to: cell, choice, children; those with most to lose first.
    fn wishes(&self, cells: &[Chooser], t: usize) -> Vec<(usize, Choice, f64)> {
        let mut wishes: Vec<(f64, usize, Choice, f64)> = Vec::new();
        for (i, cell) in cells.iter().enumerate() {
            let within: Vec<&Choice> = cell.choices.iter().filter(|choice| !choice.above).collect();
            for (rank, choice) in within.iter().enumerate() {
                let children = cell.children * choice.share;
                if choice.share < LEAST_SHARE || children < LEAST_CHILDREN {
                    continue;
                }
                let other = within.get(usize::from(rank == 0)).map_or(f64::MAX, |other| other.value);
                let above = self.overfills(choice.lane, t);
                wishes.push((other - choice.value, i, Choice { above, ..**choice }, children));
            }
        }
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.lane.cmp(&b.2.lane)));
        wishes.into_iter().map(|(_, cell, choice, children)| (cell, choice, children)).collect()
    }

    /// Whether a place is so dear that going above the places costs no more.
    fn overfills(&self, lane: u32, t: usize) -> bool {
        let provision = self.network.lanes.provision(lane as usize);
        let price = self.charges.places[provision.get() * self.network.years() + t];
        price >= 0.97 * price::over(self.network, provision, t)
    }

    /// The options of a cell, best first.
    fn choices(&self, chain: usize, stage: usize, t: usize) -> Vec<Choice> {
        let network = self.network;
        let mut choices = Vec::new();
        let shares = self.mean.shares(self.seats, (chain, stage), t);
        for ((lane, value), &share) in self.values[chain].rides(self.seats, stage, t).zip(shares) {
            let share = f64::from(share);
            let provision = network.lanes.provision(lane);
            if value.is_infinite() || !self.has_opened(provision, t) {
                continue;
            }
            choices.push(Choice { value, lane: lane as u32, above: false, share });
            if network.case[provision].overfill > 0.0 {
                let paid = self.charges.places[provision.get() * network.years() + t];
                let more = (price::over(network, provision, t) - paid).max(0.0) * (network.years() - t) as f64;
                choices.push(Choice { value: value + more, lane: lane as u32, above: true, share });
            }
        }
        choices.sort_by(|a, b| a.value.total_cmp(&b.value).then(a.lane.cmp(&b.lane)).then(a.above.cmp(&b.above)));
        choices
    }

    /// Whether a provision is there: a project's own only once the project has opened.
    fn has_opened(&self, provision: ProvisionIx, t: usize) -> bool {
        let project = self.network.case[provision].own_project();
        project.is_none_or(|k| self.decisions.opened[k.get()].is_some_and(|o| o <= t))
    }

    /// How many can start and stay.
    fn room(&self, choice: Choice, ride: &Ride) -> f64 {
        let years = self.network.years();
        let at = self.network.lanes.provision(choice.lane as usize).get() * years;
        let room = |t: usize| self.within[at + t] + if choice.above { self.above[at + t] } else { 0.0 };
        let of_year = |visits: &[Visit]| {
            let there: f64 = visits.iter().map(|visit| visit.children).sum();
            room(visits[0].year as usize).max(0.0) / there
        };
        ride.stays.chunk_by(|a, b| a.year == b.year).map(of_year).fold(f64::INFINITY, f64::min)
    }

    /// Whether nobody can start: there is no need to follow anyone to find out.
    fn is_full(&self, choice: Choice, t: usize) -> bool {
        let at = self.network.lanes.provision(choice.lane as usize).get() * self.network.years() + t;
        self.within[at] + if choice.above { self.above[at] } else { 0.0 } <= 0.0
    }

    fn start(&mut self, choice: Choice, cell: &Chooser, t: usize, (children, ride): (f64, &Ride)) {
        if children <= 0.0 {
            return;
        }
        let years = self.network.years();
        let at = self.network.lanes.provision(choice.lane as usize).get() * years;
        for visit in &ride.stays {
            let taken = children * visit.children;
            let within = &mut self.within[at + visit.year as usize];
            let above = (taken - *within).max(0.0);
            *within -= taken - above;
            self.above[at + visit.year as usize] -= above;
        }
        for exit in &ride.exits {
            let to = self.network.progress.at(cell.chain, exit.stage as usize, exit.year as usize);
            self.choosers[to] += children * exit.children;
        }
        let start = Start { lane: choice.lane, stage: cell.stage as u8, year: t as u16 };
        self.starts.push(Started { start, children });
    }

    fn wait(&mut self, cell: &Chooser, t: usize, children: f64) {
        self.waits[self.network.progress.at(cell.chain, cell.stage, t)] += children;
        for exit in self.network.wait(cell.chain, cell.stage, t).1 {
            let to = self.network.progress.at(cell.chain, exit.stage as usize, exit.year as usize);
            self.choosers[to] += children * exit.children;
        }
    }
}
