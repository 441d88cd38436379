//! One chain under prices: a small decision process solved by backward induction, and who goes where by it.
//!
//! ```text
//! W[s,t,p] = δ·e + price + keep · ( (w−1)/w · next(s) + 1/w · next(s+1) )       next = W where p still serves, else V
//! V[s,t]   = softmin( wait, W over the arcs )                                   at temperature τ; the minimum at 0
//! ```
//!
//! The forward pass shares out everyone who chooses (`exp(−(W − V)/τ)`) and follows them: what they occupy is the
//! gradient of the value.

use super::rows::Rows;
use crate::id::StageIx;
use crate::network::Network;

/// Prices as a chain meets them.
#[derive(Debug)]
pub(in crate::solve) struct Charges {
    /// Discounted £ per child, by provision and year.
    pub places: Vec<f64>,
    /// Discounted £ per child, by group of policies and year.
    pub groups: Vec<f64>,
}

/// Working arrays of one chain; reused from chain to chain.
#[derive(Debug, Default)]
pub(in crate::solve) struct Chain {
    lanes: usize,
    first: usize,
    /// `W` by stage, year, lane; infinite where the provision does not serve the stage or is closed.
    ride: Vec<f64>,
    /// `V` by stage, year.
    choose: Vec<f64>,
    /// What waiting is worth, by stage, year.
    wait: Vec<f64>,
    /// Children there, by stage, year, lane.
    there: Vec<f64>,
    /// Children who choose, by stage, year.
    choosers: Vec<f64>,
}

/// What happens to those of a stage a year on: share who stay in it, and who move up and where, thinned.
fn onward(network: &Network, c: usize, s: usize, t: usize) -> (f64, Option<(usize, f64)>) {
    let step = network.progress.steps[s];
    let stay = step.stay * network.progress.keep(c, s, t + 1);
    let up = step.next.map(|next| (next, step.complete * network.progress.keep(c, next, t + 1)));
    (stay, up)
}

impl Chain {
    fn at(&self, network: &Network, s: usize, t: usize) -> usize {
        (s * network.years() + t) * self.lanes
    }

    /// `V[s,t]`, discounted £.
    pub(in crate::solve) fn choose(&self, network: &Network, s: usize, t: usize) -> f64 {
        self.choose[s * network.years() + t]
    }

    /// `W[s,t,p]`, discounted £, for the lanes of the chain in order.
    pub(in crate::solve) fn rides(&self, network: &Network, s: usize, t: usize) -> &[f64] {
        let at = self.at(network, s, t);
        &self.ride[at..at + self.lanes]
    }

    /// The backward pass at temperature `tau`.
    pub(in crate::solve) fn value(&mut self, network: &Network, rows: &Rows, charges: &Charges, c: usize, tau: f64) {
        let (stages, years) = (network.stages(), network.years());
        let lanes = network.lanes.of_chain(c);
        (self.lanes, self.first) = (lanes.len(), lanes.start);
        self.ride.clear();
        self.ride.resize(self.lanes * stages * years, f64::INFINITY);
        self.choose.clear();
        self.choose.resize(stages * years, 0.0);
        self.wait.clear();
        self.wait.resize(stages * years, 0.0);
        for t in (0..years).rev() {
            for s in (0..stages).rev() {
                let wait = self.wait_value(network, c, s, t);
                self.wait[s * years + t] = wait;
                for i in 0..self.lanes {
                    self.price_ride(network, rows, charges, (c, i), s, t);
                }
                self.choose[s * years + t] = self.soft_minimum(network, (s, t), wait, tau);
            }
        }
    }

    fn wait_value(&self, network: &Network, c: usize, s: usize, t: usize) -> f64 {
        let years = network.years();
        let here = network.discount[t] * network.unplaced_penalty;
        if t + 1 == years {
            return here * (1.0 + network.waiting_tail(s));
        }
        let (stay, up) = onward(network, c, s, t);
        here + stay * self.choose[s * years + t + 1] + up.map_or(0.0, |(n, share)| share * self.choose[n * years + t + 1])
    }

    fn price_ride(
        &mut self,
        network: &Network,
        rows: &Rows,
        charges: &Charges,
        (c, i): (usize, usize),
        s: usize,
        t: usize,
    ) {
        let years = network.years();
        let lane = self.first + i;
        let provision = network.lanes.provision(lane);
        if !network.lanes.serves(lane, s) || !network.is_open(provision, t) {
            return;
        }
        let price =
            charges.places[provision.get() * years + t] + charges.groups[rows.group_of(lane, s) * years + t];
        let mut value = network.discount[t] * network.lanes.cost(lane, s) + price;
        if t + 1 == years {
            value += network.discount[t] * network.lanes.tail(lane, s);
        } else {
            let open = network.is_open(provision, t + 1);
            let next = |to: usize| {
                let stays = open && network.lanes.serves(lane, to);
                if stays { self.ride[self.at(network, to, t + 1) + i] } else { self.choose[to * years + t + 1] }
            };
            let (stay, up) = onward(network, c, s, t);
            if stay > 0.0 {
                value += stay * next(s);
            }
            if let Some((n, share)) = up.filter(|(_, share)| *share > 0.0) {
                value += share * next(n);
            }
        }
        let at = self.at(network, s, t) + i;
        self.ride[at] = value;
    }

    fn soft_minimum(&self, network: &Network, (s, t): (usize, usize), wait: f64, tau: f64) -> f64 {
        let arc = |i: &usize| network.lanes.is_arc(self.first + i, StageIx::new(s));
        let rides = self.rides(network, s, t);
        let least = (0..self.lanes).filter(arc).map(|i| rides[i]).fold(wait, f64::min);
        if tau == 0.0 {
            return least;
        }
        let share = |value: f64| ((least - value) / tau).exp();
        let total = (0..self.lanes).filter(arc).map(|i| share(rides[i])).sum::<f64>() + share(wait);
        least - tau * total.ln()
    }

    /// What everyone who chooses costs.
    pub(in crate::solve) fn total(&self, network: &Network, c: usize) -> f64 {
        let mut total = 0.0;
        for s in 0..network.stages() {
            for t in 0..network.years() {
                let exits = network.roll.exits(network.progress.at(c, s, t));
                total += (network.progress.new_children(c, s, t) + exits) * self.choose(network, s, t);
            }
        }
        total
    }

    /// The forward pass after [`value`](Self::value) at the same temperature: tells `there` of children by lane, stage
    /// and year.
    pub(in crate::solve) fn follow(&mut self, network: &Network, c: usize, tau: f64, mut there: impl FnMut(usize, usize, usize, f64)) {
        let (stages, years) = (network.stages(), network.years());
        self.there.clear();
        self.there.resize(self.ride.len(), 0.0);
        self.choosers.clear();
        for s in 0..stages {
            for t in 0..years {
                let exits = network.roll.exits(network.progress.at(c, s, t));
                self.choosers.push(network.progress.new_children(c, s, t) + exits);
            }
        }
        for t in 0..years {
            for s in 0..stages {
                self.share_out(network, (s, t), tau);
                self.advance(network, c, (s, t), &mut there);
            }
        }
    }

    /// Everyone who chooses takes up a place or waits.
    fn share_out(&mut self, network: &Network, (s, t): (usize, usize), tau: f64) {
        let years = network.years();
        let children = self.choosers[s * years + t];
        let value = self.choose[s * years + t];
        let at = self.at(network, s, t);
        if children <= 0.0 {
            self.choosers[s * years + t] = 0.0;
            return;
        }
        let mut waiting = children;
        for i in 0..self.lanes {
            let ride = self.ride[at + i];
            if !ride.is_finite() || !network.lanes.is_arc(self.first + i, StageIx::new(s)) {
                continue;
            }
            let share = if tau > 0.0 { ((value - ride) / tau).exp() } else { f64::from(u8::from(ride <= value)) };
            let starting = (children * share).min(waiting);
            self.there[at + i] += starting;
            waiting -= starting;
        }
        // From here on the entry holds those who wait.
        self.choosers[s * years + t] = waiting;
    }

    /// Everyone moves on to the next year.
    fn advance(
        &mut self,
        network: &Network,
        c: usize,
        (s, t): (usize, usize),
        there: &mut impl FnMut(usize, usize, usize, f64),
    ) {
        let years = network.years();
        let last = t + 1 == years;
        let (stay, up) = if last { (0.0, None) } else { onward(network, c, s, t) };
        let waiting = self.choosers[s * years + t];
        if !last && waiting > 0.0 {
            self.choosers[s * years + t + 1] += stay * waiting;
            if let Some((n, share)) = up {
                self.choosers[n * years + t + 1] += share * waiting;
            }
        }
        let at = self.at(network, s, t);
        for i in 0..self.lanes {
            let children = self.there[at + i];
            if children == 0.0 {
                continue;
            }
            let lane = self.first + i;
            there(lane, s, t, children);
            if last {
                continue;
            }
            let open = network.is_open(network.lanes.provision(lane), t + 1);
            for (to, share) in [Some((s, stay)), up].into_iter().flatten() {
                if open && network.lanes.serves(lane, to) {
                    let next = self.at(network, to, t + 1) + i;
                    self.there[next] += share * children;
                } else {
                    self.choosers[to * years + t + 1] += share * children;
                }
            }
        }
    }
}
