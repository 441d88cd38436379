//! One chain under prices: a small decision process solved by backward induction, and who goes where by it.
//!
//! ```text
//! W[s,t,p] = δ·e + price + keep · ( (w−1)/w · next(s) + 1/w · next(s+1) )       next = W where p still serves, else V
//! V[s,t]   = softmin( wait, W over the arcs )                                   at temperature τ; the minimum at 0
//! ```
//!
//! The forward pass shares out everyone who chooses (`exp(−(W − V)/τ)`) and follows them: what they occupy is the
//! gradient of the value.

use super::seats::{NONE, Seats};
use super::soft;
use crate::network::Network;

/// Prices as a chain meets them.
#[derive(Debug)]
pub(in crate::solve) struct Charges {
    /// Discounted £ per child for the place alone, by provision and year.
    pub places: Vec<f64>,
    /// Discounted £ per child for everything, by year and slot; infinite where the provision is closed.
    pub(super) slots: Vec<f64>,
    /// How many slots there are.
    pub(super) count: usize,
}

/// Working arrays of one chain; reused from chain to chain.
#[derive(Debug, Default)]
pub(in crate::solve) struct Chain {
    c: usize,
    years: usize,
    seats: usize,
    /// `W` by year and seat; infinite where the provision is closed.
    ride: Vec<f64>,
    /// `V` by year and stage.
    choose: Vec<f64>,
    /// Share of those who choose that take up a place, by year and seat; 0 on seats that are no arcs.
    share: Vec<f64>,
    /// Children there, by year and seat.
    there: Vec<f64>,
    /// Children who choose, by year and stage.
    choosers: Vec<f64>,
}

/// What happens to those of a stage a year on: share who stay in it, and who move up and where, thinned.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::solve) struct Onward {
    pub stay: f64,
    pub up: f64,
    pub next: usize,
}

impl Onward {
    /// Into year `t + 1`; nobody goes on after the last year.
    pub(in crate::solve) fn of(network: &Network, c: usize, s: usize, t: usize) -> Self {
        if t + 1 == network.years() {
            return Self { stay: 0.0, up: 0.0, next: s };
        }
        let step = network.progress.steps[s];
        let stay = step.stay * network.progress.keep(c, s, t + 1);
        let up = step.next.map_or(0.0, |next| step.complete * network.progress.keep(c, next, t + 1));
        Self { stay, up, next: step.next.unwrap_or(s) }
    }
}

impl Chain {
    /// The backward pass at temperature `tau`.
    pub(in crate::solve) fn value(&mut self, network: &Network, seats: &Seats, charges: &Charges, c: usize, tau: f64) {
        let (stages, years) = (network.stages(), network.years());
        self.c = c;
        self.years = years;
        self.seats = seats.of_chain(c).len();
        self.ride.resize(self.seats * years, 0.0);
        self.share.clear();
        self.share.resize(self.seats * years, 0.0);
        self.choose.resize(stages * years, 0.0);
        for t in (0..years).rev() {
            for s in (0..stages).rev() {
                let onward = Onward::of(network, c, s, t);
                self.price_rides(network, (seats, charges), (s, t), onward);
                let later = |stage: usize| self.choose.get((t + 1) * stages + stage).copied().unwrap_or(0.0);
                let tail = if t + 1 == years { network.waiting_tail[s] } else { 0.0 };
                let wait = network.discount[t] * network.unplaced_penalty * (1.0 + tail)
                    + onward.stay * later(s)
                    + onward.up * later(onward.next);
                self.choose[t * stages + s] = self.soft_minimum(seats, (s, t), wait, tau);
            }
        }
    }

    fn price_rides(
        &mut self,
        network: &Network,
        (seats, charges): (&Seats, &Charges),
        (s, t): (usize, usize),
        onward: Onward,
    ) {
        let (c, stages) = (self.c, network.stages());
        let first = seats.of_chain(c).start;
        let cell = seats.of_cell(c, s);
        let here = cell.start - first..cell.end - first;
        let charge = &charges.slots[t * charges.count..(t + 1) * charges.count];
        let discount = network.discount[t];
        let (now, later) = self.ride[t * self.seats..].split_at_mut(self.seats);
        let given = seats.cost[cell.clone()].iter().zip(&seats.slot[cell.clone()]);
        for (ride, (&cost, &slot)) in now[here.clone()].iter_mut().zip(given) {
            *ride = discount * cost + charge[slot as usize];
        }
        if later.is_empty() {
            for (ride, &tail) in now[here].iter_mut().zip(seats.tail.get(cell).unwrap_or_default()) {
                *ride += discount * tail;
            }
            return;
        }
        let (now, here_later) = (&mut now[here.clone()], &later[here]);
        let chosen = self.choose[(t + 1) * stages + s];
        for (ride, &same) in now.iter_mut().zip(here_later) {
            *ride += onward.stay * if same < f64::INFINITY { same } else { chosen };
        }
        if onward.up == 0.0 {
            return;
        }
        let later = &later[..self.seats];
        let chosen = self.choose[(t + 1) * stages + onward.next];
        for (ride, &up) in now.iter_mut().zip(&seats.up[cell]) {
            let above = later.get(up as usize).copied().unwrap_or(f64::INFINITY);
            *ride += onward.up * if above < f64::INFINITY { above } else { chosen };
        }
    }

    fn soft_minimum(&mut self, seats: &Seats, (s, t): (usize, usize), wait: f64, tau: f64) -> f64 {
        let first = seats.of_chain(self.c).start;
        let arcs = seats.arcs_of(self.c, s);
        let here = t * self.seats + arcs.start - first..t * self.seats + arcs.end - first;
        let rides = &self.ride[here.clone()];
        let least = soft::least(wait, rides);
        if tau == 0.0 {
            if let Some(best) = rides.iter().position(|&ride| ride <= least) {
                self.share[here.start + best] = 1.0;
            }
            return least;
        }
        let total = soft::weights(&mut self.share[here.clone()], rides, (wait, least), 1.0 / tau);
        let portion = 1.0 / total;
        for share in &mut self.share[here] {
            *share *= portion;
        }
        least - tau * total.ln()
    }

    /// `V[s,t]`, discounted £.
    pub(in crate::solve) fn choose(&self, network: &Network, s: usize, t: usize) -> f64 {
        self.choose[t * network.stages() + s]
    }

    /// Marks the seats of a stage whose rides cost at most so many £ above what their cell pays, in any year, and those
    /// that their children move up to.
    pub(super) fn mark_near(&self, network: &Network, seats: &Seats, s: usize, pounds: f64, keep: &mut [bool]) {
        let first = seats.of_chain(self.c).start;
        let arcs = seats.arcs_of(self.c, s);
        for t in 0..self.years {
            let most = self.choose(network, s, t) + pounds;
            let rides = &self.ride[t * self.seats..][arcs.start - first..arcs.end - first];
            for (keep, &ride) in keep[arcs.start - first..].iter_mut().zip(rides) {
                *keep |= ride <= most;
            }
        }
        for seat in seats.of_cell(self.c, s) {
            let up = seats.up[seat];
            if keep[seat - first] && up != NONE {
                keep[up as usize] = true;
            }
        }
    }

    /// How many choose, after [`follow`](Self::follow).
    pub(in crate::solve) fn choosers(&self, stages: usize, s: usize, t: usize) -> f64 {
        self.choosers[t * stages + s]
    }

    /// The lanes on which a child of a stage may start, each with `W[s,t,p]`, discounted £, infinite where closed.
    pub(in crate::solve) fn rides<'a>(
        &'a self,
        seats: &'a Seats,
        s: usize,
        t: usize,
    ) -> impl Iterator<Item = (usize, f64)> + 'a {
        let first = seats.of_chain(self.c).start;
        let ride = move |seat: usize| self.ride[t * self.seats + seat - first];
        seats.arcs_of(self.c, s).map(move |seat| (seats.lane(seat) as usize, ride(seat)))
    }

    /// The lanes on which children start, and how many, after [`follow`](Self::follow).
    pub(in crate::solve) fn starts<'a>(
        &'a self,
        seats: &'a Seats,
        stages: usize,
        (s, t): (usize, usize),
    ) -> impl Iterator<Item = (usize, f64)> + 'a {
        let first = seats.of_chain(self.c).start;
        let choosers = self.choosers[t * stages + s];
        let share = move |seat: usize| self.share[t * self.seats + seat - first];
        seats.arcs_of(self.c, s).map(move |seat| (seats.lane(seat) as usize, choosers * share(seat)))
    }

    /// Drops what only the forward pass needs.
    pub(in crate::solve) fn without_shares(mut self) -> Self {
        self.share = Vec::new();
        self
    }

    /// What everyone who chooses costs.
    pub(in crate::solve) fn total(&self, network: &Network) -> f64 {
        let mut total = 0.0;
        for s in 0..network.stages() {
            for t in 0..self.years {
                total += fresh(network, self.c, s, t) * self.choose(network, s, t);
            }
        }
        total
    }

    /// The forward pass after [`value`](Self::value): tells `there` of children by seat and year.
    pub(in crate::solve) fn follow(
        &mut self,
        network: &Network,
        seats: &Seats,
        mut there: impl FnMut(usize, usize, f64),
    ) {
        let stages = network.stages();
        self.there.clear();
        self.there.resize(self.seats * self.years, 0.0);
        self.choosers.clear();
        for t in 0..self.years {
            for s in 0..stages {
                self.choosers.push(fresh(network, self.c, s, t));
            }
        }
        for t in 0..self.years {
            for s in 0..stages {
                self.share_out(network, seats, (s, t));
                self.advance(network, seats, (s, t), &mut there);
            }
        }
    }

    /// Everyone who chooses takes up a place or waits.
    fn share_out(&mut self, network: &Network, seats: &Seats, (s, t): (usize, usize)) {
        let stages = network.stages();
        let children = self.choosers[t * stages + s];
        if children <= 0.0 {
            return;
        }
        let first = seats.of_chain(self.c).start;
        let arcs = seats.arcs_of(self.c, s);
        let here = t * self.seats + arcs.start - first..t * self.seats + arcs.end - first;
        let mut waiting = children;
        for (there, &share) in self.there[here.clone()].iter_mut().zip(&self.share[here]) {
            let starting = children * share;
            *there += starting;
            waiting -= starting;
        }
        let waiting = waiting.max(0.0);
        if t + 1 < self.years {
            let onward = Onward::of(network, self.c, s, t);
            self.choosers[(t + 1) * stages + s] += onward.stay * waiting;
            self.choosers[(t + 1) * stages + onward.next] += onward.up * waiting;
        }
    }

    /// Everyone in a place moves on to the next year.
    fn advance(
        &mut self,
        network: &Network,
        seats: &Seats,
        (s, t): (usize, usize),
        there: &mut impl FnMut(usize, usize, f64),
    ) {
        let stages = network.stages();
        let first = seats.of_chain(self.c).start;
        let onward = Onward::of(network, self.c, s, t);
        let (mut chosen_again, mut chosen_up) = (0.0, 0.0);
        for seat in seats.of_cell(self.c, s) {
            let children = self.there[t * self.seats + seat - first];
            if children == 0.0 {
                continue;
            }
            there(seat, t, children);
            if t + 1 == self.years {
                continue;
            }
            let later = (t + 1) * self.seats;
            let same = later + seat - first;
            if self.ride[same].is_finite() {
                self.there[same] += onward.stay * children;
            } else {
                chosen_again += onward.stay * children;
            }
            let up = seats.up[seat];
            if up != NONE && self.ride[later + up as usize].is_finite() {
                self.there[later + up as usize] += onward.up * children;
            } else {
                chosen_up += onward.up * children;
            }
        }
        if t + 1 < self.years {
            self.choosers[(t + 1) * stages + s] += chosen_again;
            self.choosers[(t + 1) * stages + onward.next] += chosen_up;
        }
    }
}

/// Those who choose in a cell whatever is decided: new, or from the roll.
fn fresh(network: &Network, c: usize, s: usize, t: usize) -> f64 {
    network.progress.new_children(c, s, t) + network.roll.exits(network.progress.at(c, s, t))
}
