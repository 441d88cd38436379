//! What every choice is worth when places have no limits: backward induction, chain by chain.
//!
//! ```text
//! W[c,s,t,p] = δ·e + keep · ( (w−1)/w · next(s) + 1/w · next(s+1) )      next = W where p still serves, else V
//! V[c,s,t]   = min( wait, min_p W )
//! ```
//!
//! `V` is what a child who chooses costs from then on. Summed over everyone who chooses it is a valid bound for the
//! whole programme: no limit can make anyone cheaper. Differences of `W` are regrets.

use rayon::prelude::*;

use crate::id::{BandIx, ContractIx, NeedIx, ProjectIx, StageIx};
use crate::network::{Class, Network, price};

/// `W` and `V` of every chain.
#[derive(Debug)]
pub struct Values {
    chains: Vec<ChainValues>,
    stages: usize,
    years: usize,
}

#[derive(Debug)]
struct ChainValues {
    first_lane: usize,
    /// By lane, stage, year; infinite where the provision does not serve or is closed.
    ride: Vec<f64>,
    /// By stage, year.
    choose: Vec<f64>,
}

impl Values {
    /// Works out the values of a network.
    pub fn of(network: &Network) -> Self {
        let chains = (0..network.chains()).into_par_iter().map(|c| chain_values(network, c)).collect();
        Self { chains, stages: network.stages(), years: network.years() }
    }

    /// `V[c,s,t]`, discounted £.
    pub fn choose(&self, chain: usize, stage: usize, t: usize) -> f64 {
        self.chains[chain].choose[stage * self.years + t]
    }

    /// `W[c,s,t,p]`, discounted £.
    pub fn ride(&self, network: &Network, lane: usize, stage: usize, t: usize) -> f64 {
        let of_chain = &self.chains[network.lanes.get(lane).chain as usize];
        of_chain.ride[((lane - of_chain.first_lane) * self.stages + stage) * self.years + t]
    }

    /// No plan can cost less than this: everyone where they would be without limits, what is committed, and the best
    /// that every contract could save.
    pub fn bound(&self, network: &Network) -> f64 {
        let chain = |c: usize| -> f64 {
            (0..self.stages)
                .flat_map(|s| (0..self.years).map(move |t| (s, t)))
                .map(|(s, t)| {
                    let exits = network.roll.exits(network.progress.at(c, s, t));
                    (network.progress.new_children(c, s, t) + exits) * self.choose(c, s, t)
                })
                .sum()
        };
        let choosers: f64 = (0..network.chains()).map(chain).sum();
        network.roll.cost + choosers + cheapest_decisions(network)
    }
}

/// What the decisions cost at least.
fn cheapest_decisions(network: &Network) -> f64 {
    let case = network.case;
    let committed = (0..case.projects.len()).map(ProjectIx::new).filter(|&k| case[k].is_committed());
    let running: f64 = committed.filter_map(|k| Some(price::open(network, k, network.opening_years(k).next()?))).sum();
    let contracts = (0..case.contracts.len()).map(ContractIx::new).map(|m| {
        let signed = price::sign(network, m) + best_fill(network, m);
        match (case[m].is_optional(), case[m].is_signed()) {
            (true, _) => signed.min(0.0),
            (_, true) => signed,
            _ => 0.0,
        }
    });
    running + contracts.sum::<f64>()
}

/// The most a contract could save: every place filled, every year, by the dearest class it covers.
fn best_fill(network: &Network, m: ContractIx) -> f64 {
    let (case, terms) = (network.case, &network.case[m]);
    let classes: Vec<Class> = (0..case.needs.len())
        .map(NeedIx::new)
        .flat_map(|need| (0..case.bands.len()).map(move |b| (need, BandIx::new(b))))
        .flat_map(|(need, band)| (0..case.stages.len()).map(move |s| Class { need, band, stage: StageIx::new(s) }))
        .filter(|class| terms.covers(class.need, case[class.stage].year_groups))
        .filter(|c| !network.costs.annual(terms.provision, c.need, c.band, c.stage).is_nan())
        .collect();
    (0..network.years())
        .filter(|&t| terms.runs(case.year(t)))
        .map(|t| {
            let best = classes.iter().map(|&class| price::block(network, m, class, t)).fold(0.0, f64::min);
            best * terms.places.get()
        })
        .sum()
}

fn chain_values(network: &Network, c: usize) -> ChainValues {
    let (stages, years) = (network.stages(), network.years());
    let lanes = network.lanes.of_chain(c);
    let mut values = ChainValues {
        first_lane: lanes.start,
        ride: vec![f64::INFINITY; lanes.len() * stages * years],
        choose: vec![0.0; stages * years],
    };
    for t in (0..years).rev() {
        for s in (0..stages).rev() {
            let (wait, exits) = network.wait(c, s, t);
            let later = |e: &crate::network::Visit| values.choose[e.stage as usize * years + e.year as usize];
            let mut best = wait + exits.iter().map(|e| e.children * later(e)).sum::<f64>();
            for lane in lanes.clone() {
                if !network.lanes.serves(lane, s) || !network.is_open(network.lanes.provision(lane), t) {
                    continue;
                }
                let value = ride_value(network, &values, (c, lane), s, t);
                values.ride[((lane - lanes.start) * stages + s) * years + t] = value;
                if network.lanes.is_arc(lane, StageIx::new(s)) {
                    best = best.min(value);
                }
            }
            values.choose[s * years + t] = best;
        }
    }
    values
}

fn ride_value(network: &Network, values: &ChainValues, (c, lane): (usize, usize), s: usize, t: usize) -> f64 {
    let years = network.years();
    let here = network.discount[t] * network.lanes.cost(lane, s);
    if t + 1 == years {
        return here + network.discount[t] * network.lanes.tail(lane, s);
    }
    let at = (lane - values.first_lane) * network.stages();
    let open = network.is_open(network.lanes.provision(lane), t + 1);
    let step = network.progress.steps[s];
    let onward = |to: usize, share: f64| {
        let stays = open && network.lanes.serves(lane, to);
        let value = if stays { values.ride[(at + to) * years + t + 1] } else { values.choose[to * years + t + 1] };
        let share = share * network.progress.keep(c, to, t + 1);
        if share > 0.0 { share * value } else { 0.0 }
    };
    here + onward(s, step.stay) + step.next.map_or(0.0, |next| onward(next, step.complete))
}
