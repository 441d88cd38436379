//! A plan walked through once: everyone who starts or waits followed to the last year, and all that is worth counting on
//! the way. No list of who is where is ever made: a region would have a hundred million entries.
//!
//! Chains are walked in batches, a fixed number whatever the threads, and their counts added up in order.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Placing, Started};
use crate::id::{KindIx, ProvisionIx, StageIx};
use crate::network::{Class, Network, Ride};

/// Chains are walked in this many batches: the batches, not the threads, decide the order of sums.
const BATCHES: usize = 32;

/// Children who may fill contracted places, by provision, year and class: newly placed, and on roll.
pub(super) type Coverable = BTreeMap<(ProvisionIx, usize, Class), (f64, f64)>;

/// What a plan's placements come to.
pub(super) struct Walk {
    /// Discounted £ of everyone who starts or waits, the tail included.
    pub cost: f64,
    /// Children at each provision in each year, those on roll included.
    pub placed: Vec<f64>,
    /// Of the children a policy speaks of, those it counts, by policy and year.
    pub counted: Vec<f64>,
    /// The children it speaks of.
    pub forecast: Vec<f64>,
    pub coverable: Coverable,
}

impl Walk {
    pub(super) fn of(network: &Network, placing: &Placing) -> Self {
        let rules = Rules::of(network);
        let chains = network.chains();
        let batch = |b: usize| {
            let mut walk = Self::nobody(network);
            let (first, end) = (chains * b / BATCHES, chains * (b + 1) / BATCHES);
            let before = |c: usize| {
                let lane = if c < chains { network.lanes.of_chain(c).start } else { network.lanes.len() };
                placing.starts.partition_point(|started| (started.start.lane as usize) < lane)
            };
            let mut starts = &placing.starts[before(first)..before(end)];
            for c in first..end {
                let lanes = network.lanes.of_chain(c).end as u32;
                let (own, others) = starts.split_at(starts.partition_point(|started| started.start.lane < lanes));
                starts = others;
                walk.add_chain(network, &rules, c, (own, placing));
            }
            walk
        };
        let batches: Vec<Self> = (0..BATCHES).into_par_iter().map(batch).collect();
        let mut all = Self::nobody(network);
        all.add_roll(network, &rules);
        for batch in batches {
            all.add(batch);
        }
        all
    }

    fn nobody(network: &Network) -> Self {
        let (case, years) = (network.case, network.years());
        Self {
            cost: 0.0,
            placed: vec![0.0; case.provisions.len() * years],
            counted: vec![0.0; case.policies.len() * years],
            forecast: vec![0.0; case.policies.len() * years],
            coverable: Coverable::new(),
        }
    }

    fn add(&mut self, other: Self) {
        self.cost += other.cost;
        let sums = [(&mut self.placed, other.placed), (&mut self.counted, other.counted)];
        for (sums, parts) in sums.into_iter().chain([(&mut self.forecast, other.forecast)]) {
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += part;
            }
        }
        for (key, (new, on_roll)) in other.coverable {
            let sum = self.coverable.entry(key).or_default();
            *sum = (sum.0 + new, sum.1 + on_roll);
        }
    }

    fn add_chain(&mut self, network: &Network, rules: &Rules, c: usize, (own, placing): (&[Started], &Placing)) {
        let speaking: Vec<Vec<usize>> = (0..network.stages()).map(|s| rules.speaking(network, c, s)).collect();
        let mut ride = Ride::default();
        for started in own {
            let start = started.start;
            ride.start(network, start.lane as usize, start.stage as usize, start.year as usize);
            self.cost += started.children * ride.cost;
            for visit in &ride.stays {
                let children = started.children * visit.children;
                let at = self.count(
                    network,
                    rules,
                    (start.lane, visit.stage, visit.year),
                    &speaking[visit.stage as usize],
                    children,
                );
                if let Some(key) = at {
                    self.coverable.entry(key).or_default().0 += children;
                }
            }
        }
        for (s, speaking) in speaking.iter().enumerate() {
            for t in 0..network.years() {
                let waiting = placing.waits[network.progress.at(c, s, t)];
                if waiting > 0.0 {
                    self.cost += waiting * network.wait(c, s, t).0;
                }
                for policy in speaking {
                    let children = network.case.forecast.children(c, StageIx::new(s), t);
                    self.forecast[policy * network.years() + t] += children;
                }
            }
        }
    }

    fn add_roll(&mut self, network: &Network, rules: &Rules) {
        for stay in &network.roll.stays {
            let c = network.lanes.get(stay.lane as usize).chain as usize;
            let speaking = rules.speaking(network, c, stay.stage as usize);
            let key = self.count(network, rules, (stay.lane, stay.stage, stay.year), &speaking, stay.children);
            if let Some(key) = key {
                self.coverable.entry(key).or_default().1 += stay.children;
            }
        }
    }

    /// Counts children of a lane, stage and year; where they may fill contracted places, says as whom.
    fn count(
        &mut self,
        network: &Network,
        rules: &Rules,
        (lane, stage, year): (u32, u8, u16),
        speaking: &[usize],
        children: f64,
    ) -> Option<(ProvisionIx, usize, Class)> {
        let (years, t) = (network.years(), year as usize);
        let lane = network.lanes.get(lane as usize);
        self.placed[lane.provision.get() * years + t] += children;
        let kind = network.case[lane.provision].kind;
        for &policy in speaking {
            if rules.counts[policy][kind.get()] {
                self.counted[policy * years + t] += children;
            }
        }
        let chain = network.case.forecast.chains()[lane.chain as usize];
        let class = Class { need: chain.need, band: chain.band, stage: StageIx::new(stage as usize) };
        rules.contracted[lane.provision.get()].then_some((lane.provision, t, class))
    }
}

/// What to look for on the way.
struct Rules {
    /// Whether each policy counts each kind.
    counts: Vec<Vec<bool>>,
    /// Whether each provision has contracts.
    contracted: Vec<bool>,
}

impl Rules {
    fn of(network: &Network) -> Self {
        let case = network.case;
        let kinds = || (0..case.kinds.len()).map(KindIx::new);
        let mut contracted = vec![false; case.provisions.len()];
        for contract in &case.contracts {
            contracted[contract.provision.get()] = true;
        }
        let counts = case.policies.iter().map(|policy| kinds().map(|kind| policy.kinds.includes(&kind)).collect());
        Self { counts: counts.collect(), contracted }
    }

    /// The policies that speak of a cell.
    fn speaking(&self, network: &Network, c: usize, s: usize) -> Vec<usize> {
        let case = network.case;
        let chain = case.forecast.chains()[c];
        let (groups, authority) = (case.stages[s].year_groups, &case[chain.locality].authority);
        let speaks = |&i: &usize| case.policies[i].speaks_of(chain.need, chain.band, groups, authority);
        (0..self.counts.len()).filter(speaks).collect()
    }
}
