//! A ride: what one child who starts on a lane occupies in later years, where they exit, and what it costs.
//!
//! Carry 1 forward by natural progress, thinned by `keep`, while the provision is open and serves the stage:
//!
//! ```text
//! occ(s,t) = 1
//! occ(s',τ+1) = keep[c,s',τ+1] · ( (w−1)/w · occ(s',τ) + 1/w · occ(s'−1,τ) )        while p serves s' and is open
//! ```
//!
//! Those who advance to a stage the provision does not serve **exit** into that stage's cell and choose again; when it
//! closes, everyone does. The cost is `Σ δ · e · occ` over the horizon, and the tail of whoever is there in the last
//! year.

use super::Network;

/// Children in a stage and year, per child who started.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Visit {
    /// The stage.
    pub stage: u8,
    /// The year, from the first.
    pub year: u16,
    /// Children.
    pub children: f64,
}

/// One child's way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ride {
    /// Where they are, year by year.
    pub stays: Vec<Visit>,
    /// Where they choose again.
    pub exits: Vec<Visit>,
    /// Discounted £, the tail included.
    pub cost: f64,
    here: Vec<f64>,
    next: Vec<f64>,
}

impl Ride {
    /// Follows a child who takes up a place on `lane` in `stage` and year `t`.
    pub fn start(&mut self, network: &Network, lane: usize, stage: usize, t: usize) {
        self.reset(network.stages());
        self.here[stage] = 1.0;
        self.run(network, lane, t);
    }

    /// Follows the children on roll: so many in `stage` the year before the first.
    pub(super) fn continue_roll(&mut self, network: &Network, lane: usize, stage: usize, children: f64) {
        self.reset(network.stages());
        self.here[stage] = children;
        self.advance(network, lane, 0);
        self.run(network, lane, 0);
    }

    fn reset(&mut self, stages: usize) {
        self.stays.clear();
        self.exits.clear();
        self.cost = 0.0;
        self.here.clear();
        self.here.resize(stages, 0.0);
        self.next.clear();
        self.next.resize(stages, 0.0);
    }

    /// Stays and costs from year `t` to the last.
    fn run(&mut self, network: &Network, lane: usize, t: usize) {
        for year in t..network.years() {
            let mut anyone = false;
            let discount = network.discount[year];
            let last = year + 1 == network.years();
            for s in 0..self.here.len() {
                let children = self.here[s];
                if children > 0.0 {
                    anyone = true;
                    self.stays.push(Visit { stage: s as u8, year: year as u16, children });
                    let after = if last { network.lanes.tail(lane, s) } else { 0.0 };
                    self.cost += discount * children * (network.lanes.cost(lane, s) + after);
                }
            }
            if !anyone || last {
                return;
            }
            self.advance(network, lane, year + 1);
        }
    }

    /// One year on: into `year`.
    fn advance(&mut self, network: &Network, lane: usize, year: usize) {
        let chain = network.lanes.get(lane).chain as usize;
        let open = network.is_open(network.lanes.provision(lane), year);
        self.next.fill(0.0);
        for s in 0..self.here.len() {
            if self.here[s] == 0.0 {
                continue;
            }
            let step = network.progress.steps[s];
            self.arrive(network, (chain, lane), s, year, (self.here[s] * step.stay, open));
            if let Some(up) = step.next {
                self.arrive(network, (chain, lane), up, year, (self.here[s] * step.complete, open));
            }
        }
        std::mem::swap(&mut self.here, &mut self.next);
    }

    /// Children who come into a stage and year: thinned, they stay where the provision still serves them.
    fn arrive(
        &mut self,
        network: &Network,
        (chain, lane): (usize, usize),
        s: usize,
        year: usize,
        (children, open): (f64, bool),
    ) {
        let children = children * network.progress.keep(chain, s, year);
        if children == 0.0 {
            return;
        }
        if open && network.lanes.serves(lane, s) {
            self.next[s] += children;
            return;
        }
        match self.exits.iter_mut().find(|e| e.stage as usize == s && e.year as usize == year) {
            Some(exit) => exit.children += children,
            None => self.exits.push(Visit { stage: s as u8, year: year as u16, children }),
        }
    }
}

impl Network<'_> {
    /// Where one child who waits in a cell chooses again next year, and what the wait costs: the unplaced penalty, and
    /// in the last year the tail.
    pub fn wait(&self, chain: usize, stage: usize, t: usize) -> (f64, Vec<Visit>) {
        let step = self.progress.steps[stage];
        if t + 1 == self.years() {
            return (self.discount[t] * self.unplaced_penalty * (1.0 + self.waiting_tail[stage]), Vec::new());
        }
        let onward = [(Some(stage), step.stay), (step.next, step.complete)];
        let exits = onward.into_iter().filter_map(|(to, share)| {
            let to = to?;
            let children = share * self.progress.keep(chain, to, t + 1);
            (children > 0.0).then_some(Visit { stage: to as u8, year: (t + 1) as u16, children })
        });
        (self.discount[t] * self.unplaced_penalty, exits.collect())
    }
}
