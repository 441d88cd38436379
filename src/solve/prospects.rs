//! What a unit that nobody has planned promises, by the prices of a plan and before anything is solved again.
//!
//! ```text
//! W[s,t]  = δ·e + keep · ( (w−1)/w · next(s) + 1/w · next(s+1) )     next = W where the unit serves, else V
//! gain    = V[s,t] − W[s,t]                                         of a child who chooses in stage s and year t
//! promise = Σ gain · children, the highest gain per year in a place first, as far as the places go in every year
//! ```
//!
//! `V` is what a child who chooses costs under the prices ([`chain`](super::bound)): it counts what their place is
//! worth to others. The promise is before the unit's own running cost and tells units apart; what one is worth exactly
//! is found by solving with it.

use rayon::prelude::*;

use super::bound::{Chain, Onward, Oracle};
use crate::id::LocalityIx;
use crate::network::{Network, Unit};

/// Temperature of the prices, discounted £ per child.
const TAU: f64 = 20.0;

/// How often the price of every year is found anew.
const CLEARINGS: usize = 12;

/// What a unit promises, over all years.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Promise {
    /// Discounted £ that its children would gain, its running cost not counted.
    pub gain: f64,
    /// Child-years in it.
    pub child_years: f64,
    /// Of them, those of children who would be in an independent place without it.
    pub from_independent: f64,
    /// Minutes one way, summed over the child-years of those who would be somewhere else without it: theirs there less
    /// theirs here.
    pub minutes_saved: f64,
}

/// Every chain under the prices of a plan.
pub struct Prospects<'n> {
    network: &'n Network<'n>,
    /// By chain, year and stage: discounted £ of a child who chooses.
    value: Vec<f64>,
    /// Children who choose.
    choosers: Vec<f64>,
    /// What becomes of them.
    now: Vec<Now>,
    /// The chains of each locality.
    chains: Vec<Vec<u32>>,
}

/// What becomes of those who choose in a cell.
#[derive(Debug, Clone, Copy)]
struct Now {
    /// Share who wait.
    waiting: f32,
    /// Share who go to an independent place.
    independent: f32,
    /// Share who go anywhere, times their minutes one way.
    minutes: f32,
}

/// Children who would gain.
struct Start {
    /// Position in the arrays by chain, year and stage.
    at: usize,
    gain: f64,
    /// How many are in the unit in every year, for one who starts.
    there: Vec<f64>,
    /// Their sum.
    stay: f64,
    minutes: f64,
}

impl<'n> Prospects<'n> {
    /// Of the decisions of an oracle, at prices.
    pub(super) fn of(network: &'n Network<'n>, oracle: &Oracle, prices: &[f64]) -> Self {
        let (stages, years) = (network.stages(), network.years());
        let charges = oracle.charges(prices, TAU);
        let of_chain = |c: usize| {
            let mut chain = Chain::default();
            chain.value(network, oracle.seats, &charges, c, TAU);
            chain.follow(network, oracle.seats, |_, _, _| {});
            let cells = || (0..years).flat_map(|t| (0..stages).map(move |s| (s, t)));
            let value: Vec<f64> = cells().map(|(s, t)| chain.choose(network, s, t)).collect();
            let choosers: Vec<f64> = cells().map(|(s, t)| chain.choosers(stages, s, t)).collect();
            let now =
                cells().zip(&choosers).map(|(cell, &n)| now(network, chain.starts(oracle.seats, stages, cell), n));
            let now: Vec<Now> = now.collect();
            (value, choosers, now)
        };
        let all: Vec<_> = (0..network.chains()).into_par_iter().map(of_chain).collect();
        let mut chains = vec![Vec::new(); network.case.localities.len()];
        for (c, chain) in network.case.forecast.chains().iter().enumerate() {
            chains[chain.locality.get()].push(c as u32);
        }
        let (mut value, mut choosers, mut now) = (Vec::new(), Vec::new(), Vec::new());
        for (values, choosing, lanes) in all {
            value.extend(values);
            choosers.extend(choosing);
            now.extend(lanes);
        }
        Self { network, value, choosers, now, chains }
    }

    /// What a unit promises where those come first who would still gain if they paid for its places, and discounted £ for
    /// one more place by year.
    pub fn cleared(&self, unit: &Unit) -> (Promise, Vec<f64>) {
        let mut starts = self.starts(unit);
        let prices = self.clearing_prices(unit, &starts);
        let net = |start: &Start| start.gain - paid(start, &prices);
        starts.sort_by(|a, b| net(b).total_cmp(&net(a)).then(a.at.cmp(&b.at)));
        (self.fill(unit, &starts), prices)
    }

    /// Prices at which those who gain are no more than the places: of one year after another, the others as they are, again
    /// and again.
    fn clearing_prices(&self, unit: &Unit, starts: &[Start]) -> Vec<f64> {
        let mut prices = vec![0.0; self.network.years()];
        let years = prices.len();
        for t in (0..CLEARINGS).flat_map(|_| (unit.opens..years).rev()) {
            prices[t] = 0.0;
            let bid = |start: &Start| {
                let (there, gain) = (start.there[t], start.gain - paid(start, &prices));
                (there > 0.0 && gain > 0.0).then(|| (gain / there, self.choosers[start.at] * there))
            };
            let mut bids: Vec<(f64, f64)> = starts.iter().filter_map(bid).collect();
            bids.sort_by(|a, b| b.0.total_cmp(&a.0));
            let mut free = unit.places;
            let marginal = bids.into_iter().find(|&(_, children)| {
                free -= children;
                free < 0.0
            });
            prices[t] = marginal.map_or(0.0, |(price, _)| price);
        }
        prices
    }

    /// What a unit promises.
    pub fn promise(&self, unit: &Unit) -> Promise {
        self.fill(unit, &self.starts(unit))
    }

    /// Those who would gain, those who gain most for each year there first.
    fn starts(&self, unit: &Unit) -> Vec<Start> {
        let mut starts = Vec::new();
        for (locality, chains) in self.chains.iter().enumerate() {
            let Some(journey) = self.network.way_to(unit, LocalityIx::new(locality)) else { continue };
            for c in chains.iter().map(|&c| c as usize) {
                if let Some(cost) = self.network.costs_at(unit, c, &journey) {
                    self.add_starts(unit, c, (&cost, journey.time.get()), &mut starts);
                }
            }
        }
        starts.sort_by(|a, b| (b.gain / b.stay).total_cmp(&(a.gain / a.stay)).then(a.at.cmp(&b.at)));
        starts
    }

    /// Takes those who gain most for as long as there are places.
    fn fill(&self, unit: &Unit, starts: &[Start]) -> Promise {
        let mut free: Vec<f64> =
            (0..self.network.years()).map(|t| if t < unit.opens { 0.0 } else { unit.places }).collect();
        let mut promise = Promise::default();
        for start in starts {
            let room = free.iter().zip(&start.there).filter(|(_, there)| **there > 0.0);
            let room = room.map(|(free, there)| free / there).fold(f64::INFINITY, f64::min);
            let children = self.choosers[start.at].min(room);
            if children < 1e-6 {
                continue;
            }
            for (free, there) in free.iter_mut().zip(&start.there) {
                *free -= children * there;
            }
            self.count(start, children, &mut promise);
        }
        promise
    }

    fn count(&self, start: &Start, children: f64, promise: &mut Promise) {
        let child_years = children * start.stay;
        promise.gain += children * start.gain;
        promise.child_years += child_years;
        let now = self.now[start.at];
        promise.from_independent += child_years * f64::from(now.independent);
        promise.minutes_saved += child_years * (f64::from(now.minutes) - f64::from(1.0 - now.waiting) * start.minutes);
    }

    /// Those of a chain who would gain by starting at a unit.
    fn add_starts(&self, unit: &Unit, c: usize, (cost, minutes): (&[f64], f64), starts: &mut Vec<Start>) {
        let (network, stages) = (self.network, cost.len());
        let first = c * stages * network.years();
        let ride = self.ride(c, cost);
        for t in unit.opens..network.years() {
            for s in (0..stages).filter(|&s| !cost[s].is_nan()) {
                let at = first + t * stages + s;
                let gain = self.value[at] - ride[t * stages + s];
                if gain > 0.0 && self.choosers[at] > 0.0 {
                    let there = self.there(c, cost, (s, t));
                    let stay = there.iter().sum();
                    starts.push(Start { at, gain, there, stay, minutes });
                }
            }
        }
    }
}

impl Prospects<'_> {
    /// `W` by year and stage.
    fn ride(&self, c: usize, cost: &[f64]) -> Vec<f64> {
        let (network, stages, years) = (self.network, cost.len(), self.network.years());
        let value = &self.value[c * stages * years..(c + 1) * stages * years];
        let mut ride = vec![f64::NAN; stages * years];
        for t in (0..years).rev() {
            let later = |ride: &[f64], s: usize| {
                let at = (t + 1) * stages + s;
                if cost[s].is_nan() { value[at] } else { ride[at] }
            };
            for s in (0..stages).filter(|&s| !cost[s].is_nan()) {
                let onward = Onward::of(network, c, s, t);
                let after = if t + 1 == years {
                    network.discount[t] * network.lanes.tail_of(s, &|s| cost[s])
                } else {
                    onward.stay * later(&ride, s) + onward.up * later(&ride, onward.next)
                };
                ride[t * stages + s] = network.discount[t] * cost[s] + after;
            }
        }
        ride
    }

    /// How many are in the unit in every year, for one child who starts in a stage and year.
    fn there(&self, c: usize, cost: &[f64], (s, t): (usize, usize)) -> Vec<f64> {
        let (network, stages) = (self.network, cost.len());
        let mut all = vec![0.0; network.years()];
        let mut here = vec![0.0; stages];
        here[s] = 1.0;
        for (t, there) in all.iter_mut().enumerate().skip(t) {
            *there = here.iter().sum();
            let mut next = vec![0.0; stages];
            for s in (0..stages).filter(|&s| here[s] > 0.0) {
                let onward = Onward::of(network, c, s, t);
                for (to, share) in [(s, onward.stay), (onward.next, onward.up)] {
                    if !cost[to].is_nan() {
                        next[to] += share * here[s];
                    }
                }
            }
            here = next;
        }
        all
    }
}

/// What one who starts would pay for all years.
fn paid(start: &Start, prices: &[f64]) -> f64 {
    start.there.iter().zip(prices).map(|(there, price)| there * price).sum()
}

/// What becomes of `choosers`, given how many start on each lane.
fn now(network: &Network, starts: impl Iterator<Item = (usize, f64)>, choosers: f64) -> Now {
    let (mut placed, mut independent, mut minutes) = (0.0, 0.0, 0.0);
    for (lane, children) in starts {
        let lane = network.lanes.get(lane);
        placed += children;
        minutes += children * lane.time.get();
        if network.is_independent(lane.provision) {
            independent += children;
        }
    }
    let share = |children: f64| if choosers > 0.0 { (children / choosers) as f32 } else { 0.0 };
    Now { waiting: share((choosers - placed).max(0.0)), independent: share(independent), minutes: share(minutes) }
}
