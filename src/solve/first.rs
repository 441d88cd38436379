//! A good plan and a good bound before any programme is built, from prices alone.
//!
//! 1. Climb: prices that make the bound high ([`bound`](super::bound)), each temperature giving a cut.
//! 2. Decide: what to open and sign, by the cuts ([`master`](super::master)).
//! 3. Place: with the decisions fixed, climb again and fill the places in order of regret under those prices.
//! 4. The prices found in 3 give a cut at the decisions tried: decide again, while there is time and it helps.

use rayon::prelude::*;

use super::bound::{Ascent, Chain, Oracle, Priced};
use super::found::Found;
use super::master::{self, Cut};
use super::progress::Event;
use super::{Clock, Decisions, Options, SolveError, regret, relative_gap};
use crate::formulation::Start;
use crate::network::Network;

/// Temperatures of the climb, discounted £ per child, and the most steps at each.
const CLIMB: [(f64, usize); 5] = [(16_000.0, 100), (4_000.0, 150), (1_000.0, 200), (300.0, 200), (100.0, 200)];
/// The same once the decisions are fixed.
const SETTLE: [(f64, usize); 4] = [(1_000.0, 60), (300.0, 100), (100.0, 150), (50.0, 200)];
/// Most times that decisions are tried.
const ROUNDS: usize = 12;
/// Rounds without a better plan after which no more are tried.
const PATIENCE: usize = 2;

/// A plan and a bound, children on roll included.
pub(super) struct First {
    pub best: Found,
    pub bound: f64,
    /// Prices at which the plan was found.
    prices: Vec<f64>,
}

impl First {
    /// Says which starts matter: those of the plan, and those on which its prices would share out so many children.
    pub(super) fn matters(&self, priced: &Priced, tau: f64, least: f64) -> impl Fn(Start) -> bool + Sync {
        let network = priced.network;
        let oracle = Oracle::new(priced, Some(&self.best.decisions));
        let charges = oracle.charges(&self.prices, tau);
        let worthwhile = |c: usize| -> Vec<Start> {
            let mut chain = Chain::default();
            chain.value(network, oracle.seats, &charges, c, tau);
            chain.follow(network, oracle.seats, |_, _, _| {});
            let mut starts = Vec::new();
            for (s, t) in (0..network.stages()).flat_map(|s| (0..network.years()).map(move |t| (s, t))) {
                let shared = chain.starts(oracle.seats, network.stages(), (s, t));
                starts.extend(shared.filter(|&(_, children)| children >= least).map(|(lane, _)| Start {
                    lane: lane as u32,
                    stage: s as u8,
                    year: t as u16,
                }));
            }
            starts
        };
        let mut starts: Vec<Start> = (0..network.chains()).into_par_iter().flat_map_iter(worthwhile).collect();
        starts.extend(self.best.placing.starts.iter().map(|started| started.start));
        starts.sort_unstable();
        starts.dedup();
        move |start| starts.binary_search(&start).is_ok()
    }
}

/// Finds a plan and a bound; `share` of the time limit may be spent.
pub(super) fn find(priced: &Priced, options: &Options, share: f64, clock: &mut Clock) -> Result<First, SolveError> {
    let network = priced.network;
    let until = options.time_limit_s * share;
    let watch = clock.watch;
    let began = clock.began;
    let mut out_of_time = || watch.stop() || began.elapsed().as_secs_f64() > until;
    clock.stage("finding a first plan", None, None);
    let oracle = Oracle::new(priced, options.fixed.as_ref());
    let as_is = options.fixed.clone().unwrap_or_else(|| Decisions::as_is(network));
    let nothing = oracle.rows.nothing_scarce();
    let placing = regret::fill(&oracle, &nothing, &as_is, 0.0);
    let mut search = Search {
        priced,
        network,
        options,
        clock,
        best: Found::new(network, as_is.clone(), placing, None),
        prices: nothing.clone(),
        bound: f64::NEG_INFINITY,
        cuts: Vec::new(),
    };
    search.cut(&oracle, &nothing);
    search.clock.stage("raising the bound", Some(search.best.cost()), Some(search.bound));
    let mut ascent = Ascent::new(&oracle, None);
    for (tau, steps) in CLIMB {
        ascent.climb(tau, steps, &mut out_of_time);
        search.cut(&oracle, &ascent.prices);
        search.tell();
    }
    search.clock.stage("choosing what to open and sign", Some(search.best.cost()), Some(search.bound));
    if options.fixed.is_some() {
        search.settle(&oracle, &ascent.prices, &as_is, &mut out_of_time);
        return Ok(First { best: search.best, bound: search.bound, prices: search.prices });
    }
    let mut tried: Vec<Decisions> = Vec::new();
    let mut in_vain = 0;
    while tried.len() < ROUNDS && in_vain <= PATIENCE && !out_of_time() && search.gap() > options.gap {
        let decided = master::decide(&oracle, &search.cuts, 20.0, options.seed, &mut out_of_time)?;
        let Some((decisions, bound)) = decided else { break };
        search.bound = search.bound.max(bound);
        if tried.contains(&decisions) {
            break;
        }
        let better = search.settle(&oracle, &ascent.prices, &decisions, &mut out_of_time);
        in_vain = if better { 0 } else { in_vain + 1 };
        tried.push(decisions);
    }
    Ok(First { best: search.best, bound: search.bound, prices: search.prices })
}

/// A search under way.
struct Search<'s, 'n, 'c> {
    priced: &'n Priced<'n>,
    network: &'n Network<'n>,
    options: &'s Options,
    clock: &'s mut Clock<'c>,
    best: Found,
    prices: Vec<f64>,
    bound: f64,
    cuts: Vec<Cut>,
}

impl Search<'_, '_, '_> {
    fn gap(&self) -> f64 {
        relative_gap(self.best.cost(), self.bound, self.network.roll.cost)
    }

    fn tell(&self) {
        let (best, bound) = (Some(self.best.cost()), Some(self.bound));
        let seconds = self.clock.seconds();
        self.clock.watch.event(&Event { stage: self.clock.stage, best, bound, gap: Some(self.gap()), seconds });
    }

    /// A hard evaluation: a bound and a cut.
    fn cut(&mut self, oracle: &Oracle, prices: &[f64]) {
        let value = oracle.evaluate(prices, 0.0);
        self.bound = self.bound.max(value.value);
        self.cuts.push(Cut::at(oracle, prices));
    }

    /// Places everyone for these decisions; whether the plan is better than any before.
    fn settle(
        &mut self,
        oracle: &Oracle,
        prices: &[f64],
        decisions: &Decisions,
        out_of_time: &mut dyn FnMut() -> bool,
    ) -> bool {
        let fixed = Oracle::new(self.priced, Some(decisions));
        let mut ascent = Ascent::new(&fixed, Some(prices.to_vec()));
        let mut improved = false;
        for (tau, steps) in SETTLE {
            ascent.climb(tau, steps, out_of_time);
            let placing = regret::fill(&fixed, &ascent.prices, decisions, tau);
            let found = Found::new(self.network, decisions.clone(), placing, None);
            if found.cost() < self.best.cost() {
                self.best = found;
                self.prices.clone_from(&ascent.prices);
                improved = true;
            }
            self.tell();
        }
        if self.options.fixed.is_none() {
            self.cut(oracle, &ascent.prices);
        }
        improved
    }
}
