//! A good plan and a good bound before any programme is built, from prices alone.
//!
//! 1. Climb: prices that make the bound high ([`bound`](super::bound)), each temperature giving a cut.
//! 2. Decide: what to open and sign, by the cuts ([`master`](super::master)).
//! 3. Place: with the decisions fixed, climb again and fill the places in order of regret under those prices.
//! 4. The prices found in 3 give a cut at the decisions tried: decide again, while there is time and it helps.

use rayon::prelude::*;

use super::bound::{Ascent, Chain, Oracle};
use super::found::Found;
use super::master::{self, Cut};
use super::progress::Event;
use super::{Clock, Decisions, Options, SolveError, regret, relative_gap};
use crate::formulation::Start;
use crate::network::Network;

/// Temperatures of the climb, discounted £ per child, and the most steps at each.
const CLIMB: [(f64, usize); 4] = [(4_000.0, 120), (1_000.0, 120), (300.0, 120), (100.0, 120)];
/// The same once the decisions are fixed.
const SETTLE: [(f64, usize); 3] = [(1_000.0, 40), (400.0, 30), (150.0, 80)];
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
    /// Says which starts matter: those of the plan, and those that cost at most `margin` more than the best at its
    /// prices.
    pub(super) fn matters(&self, network: &Network, margin: f64) -> impl Fn(Start) -> bool + Sync {
        let oracle = Oracle::new(network, Some(&self.best.decisions));
        let charges = oracle.charges(&self.prices, 0.0);
        let worthwhile = |c: usize| -> Vec<Start> {
            let mut chain = Chain::default();
            chain.value(network, &oracle.rows, &charges, c, 0.0);
            let mut starts = Vec::new();
            for (s, t) in (0..network.stages()).flat_map(|s| (0..network.years()).map(move |t| (s, t))) {
                let best = chain.choose(network, s, t);
                for (lane, &ride) in network.lanes.of_chain(c).zip(chain.rides(network, s, t)) {
                    if ride <= best + margin {
                        starts.push(Start { lane: lane as u32, stage: s as u8, year: t as u16 });
                    }
                }
            }
            starts
        };
        let mut starts: Vec<Start> = (0..network.chains()).into_par_iter().flat_map_iter(worthwhile).collect();
        starts.extend(self.best.placing.starts.iter().map(|started| started.start));
        starts.sort_unstable();
        move |start| starts.binary_search(&start).is_ok()
    }
}

/// Finds a plan and a bound; `share` of the time limit may be spent.
pub(super) fn find(network: &Network, options: &Options, share: f64, clock: &mut Clock) -> Result<First, SolveError> {
    let until = options.time_limit_s * share;
    let watch = clock.watch;
    let began = clock.began;
    let mut out_of_time = || watch.stop() || began.elapsed().as_secs_f64() > until;
    clock.stage("finding a first plan", None, None);
    let oracle = Oracle::new(network, options.fixed.as_ref());
    let as_is = options.fixed.clone().unwrap_or_else(|| Decisions::as_is(network));
    let nothing = oracle.rows.nothing_scarce();
    let placing = regret::fill(&oracle, &nothing, &as_is, 0.0);
    let mut search = Search {
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
    search.settle(&oracle, &ascent.prices, &as_is, &mut out_of_time);
    let mut in_vain = 0;
    for _ in 0..ROUNDS {
        if options.fixed.is_some() || in_vain > PATIENCE || out_of_time() || search.gap() <= options.gap {
            break;
        }
        let decided = master::decide(&oracle, &search.cuts, 20.0, options.seed, &mut out_of_time)?;
        let Some((decisions, bound)) = decided else { break };
        search.bound = search.bound.max(bound);
        let better = search.settle(&oracle, &ascent.prices, &decisions, &mut out_of_time);
        in_vain = if better { 0 } else { in_vain + 1 };
    }
    Ok(First { best: search.best, bound: search.bound, prices: search.prices })
}

/// A search under way.
struct Search<'s, 'n, 'c> {
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
        self.cuts.push(Cut::of(&value));
    }

    /// Places everyone for these decisions; whether the plan is better than any before.
    fn settle(
        &mut self,
        oracle: &Oracle,
        prices: &[f64],
        decisions: &Decisions,
        out_of_time: &mut dyn FnMut() -> bool,
    ) -> bool {
        let fixed = Oracle::new(self.network, Some(decisions));
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
