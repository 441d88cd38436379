//! A good first plan: given decisions, places are filled year by year in order of regret.
//!
//! Whoever would lose most by not having their first choice chooses first. Regret is the difference in what two choices
//! are worth from then on, under prices ([`Chain`]), so a place that lasts is weighed against a place that lasts. A start
//! is only given room that it can keep for as long as it stays.
//!
//! Units that need so many children get them before anyone else chooses ([`viable`]).
//!
//! At a temperature above zero everyone first goes where the prices share them out to, or waits if they are to, those
//! with the least to lose turned away where it is too many; whoever is left then chooses as above. Sharing out keeps rules
//! on the mix that prices alone leave undecided.

mod choosers;
mod viable;

use rayon::prelude::*;

use self::choosers::{Choice, Chooser, Queue, Wish};
use self::viable::needed;
use super::bound::{Chain, Charges, Mean, Oracle, Seats};
use super::{Decisions, Placing, Started};
use crate::formulation::Start;
use crate::id::ProvisionIx;
use crate::network::{Network, Ride, Visit, price};

/// A smaller share of a cell is not worth a start of its own: whoever it is chooses by regret.
const LEAST_SHARE: f64 = 0.01;
/// Nor are fewer children than this.
const LEAST_CHILDREN: f64 = 1e-3;
/// How often everyone is placed at most, units asking for children sooner each time.
const ATTEMPTS: usize = 4;

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
    let mut asked = needed(network, decisions);
    let mut filling = Filling::all_years(oracle, &values, decisions, (&charges, mean), &asked);
    for _ in 1..ATTEMPTS {
        if !filling.ask_sooner(&mut asked) {
            break;
        }
        filling = Filling::all_years(oracle, &values, decisions, (&charges, mean), &asked);
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
    /// Children that units still ask for, by provision and year.
    needed: Vec<f64>,
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
        asked: &[f64],
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
            needed: asked.to_vec(),
            choosers,
            waits: vec![0.0; cells],
            starts: Vec::new(),
        }
    }

    /// Everyone placed, units getting the children `asked` for where there are so many.
    fn all_years(
        oracle: &'a Oracle<'a>,
        values: &'a [Chain],
        decisions: &'a Decisions,
        given: (&'a Charges, &'a Mean),
        asked: &[f64],
    ) -> Self {
        let mut filling = Self::new(oracle, values, decisions, given, asked);
        for t in 0..oracle.network.years() {
            filling.fill_year(t);
        }
        filling
    }

    fn fill_year(&mut self, t: usize) {
        let mut cells = self.cells_of(t);
        let wishes = self.wishes(&cells, t);
        for cell in cells.iter_mut().filter(|cell| cell.waiting > 0.0) {
            self.wait(cell, t, cell.waiting);
            cell.children -= cell.waiting;
        }
        let in_need = self.units_in_need(t);
        for &unit in &in_need {
            self.make_viable(unit, &mut cells, &wishes, t);
        }
        let mut ride = Ride::default();
        for Wish { cell, choice, children } in wishes {
            if !in_need.contains(&self.network.lanes.provision(choice.lane as usize)) {
                self.seat(choice, &mut cells[cell], t, (children, &mut ride));
            }
        }
        self.take_turns(&mut cells, t);
    }

    /// Every cell in which somebody chooses.
    fn cells_of(&self, t: usize) -> Vec<Chooser> {
        let stages = self.network.stages();
        let cells = (0..self.network.chains()).flat_map(|chain| (0..stages).map(move |stage| (chain, stage)));
        let chooser = |(chain, stage)| {
            let children = self.choosers[self.network.progress.at(chain, stage, t)];
            let waiting = || self.waiting((chain, stage), t, children);
            let choices = || self.choices(chain, stage, t);
            (children > 0.0).then(|| Chooser {
                chain,
                stage,
                children,
                waiting: waiting(),
                choices: choices(),
                next: 0,
            })
        };
        cells.filter_map(chooser).collect()
    }

    /// Whoever is left chooses, the greatest regret first; who has no choice left waits.
    fn take_turns(&mut self, cells: &mut [Chooser], t: usize) {
        let mut ride = Ride::default();
        let mut queue = Queue::of(cells);
        while let Some(at) = queue.next() {
            let cell = &mut cells[at];
            let Some(&choice) = cell.choices.get(cell.next) else {
                self.wait(cell, t, cell.children);
                continue;
            };
            self.seat(choice, cell, t, (f64::INFINITY, &mut ride));
            cell.next += 1;
            queue.join(cells, at);
        }
    }

    /// As many of a cell as there is room for, and no more than `most`, start.
    fn seat(&mut self, choice: Choice, cell: &mut Chooser, t: usize, (most, ride): (f64, &mut Ride)) {
        if self.is_full(choice, t) {
            return;
        }
        ride.start(self.network, choice.lane as usize, cell.stage, t);
        let children = self.room(choice, ride).min(most).min(cell.children);
        self.start(choice, cell, t, (children, ride));
        cell.children -= children;
    }

    /// How many children of a cell prices would have wait for a place that is worth it.
    fn waiting(&self, cell: (usize, usize), t: usize, children: f64) -> f64 {
        let somewhere: f32 = self.mean.shares(self.seats, cell, t).iter().sum();
        let share = 1.0 - f64::from(somewhere);
        if share >= LEAST_SHARE && children * share >= LEAST_CHILDREN { children * share } else { 0.0 }
    }

    /// Where prices share everyone out to, those with most to lose first.
    fn wishes(&self, cells: &[Chooser], t: usize) -> Vec<Wish> {
        let mut wishes: Vec<(f64, Wish)> = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let within: Vec<&Choice> = cell.choices.iter().filter(|choice| !choice.above).collect();
            for (rank, choice) in within.iter().enumerate() {
                let children = cell.children * choice.share;
                if choice.share < LEAST_SHARE || children < LEAST_CHILDREN {
                    continue;
                }
                let other = within.get(usize::from(rank == 0)).map_or(f64::MAX, |other| other.value);
                let above = self.overfills(choice.lane, t);
                wishes.push((other - choice.value, Wish { cell: at, choice: Choice { above, ..**choice }, children }));
            }
        }
        let key = |wish: &Wish| (wish.cell, wish.choice.lane);
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0).then(key(&a.1).cmp(&key(&b.1))));
        wishes.into_iter().map(|(_, wish)| wish).collect()
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
            if value.is_infinite() || self.decisions.is_shut(network, provision, t) {
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
            self.needed[at + visit.year as usize] -= taken;
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
