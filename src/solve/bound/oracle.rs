//! The bound at given prices, and its gradient.
//!
//! ```text
//! D(prices) = Σ choosers · V                                       chains, under prices
//!           + roll cost + Σ μ · roll there ± Σ ν · roll counted
//!           − Σ_{p,t} ( μ·K + (μ − over cost)⁺ · (overfill·K + roll need) )
//!           ∓ Σ_π ν · share  −  Σ_t κ[t] · capital so far
//!           + Σ_groups min(0, best opening) + Σ_groups min(0, best signing) − Σ (spot − ρ)⁺ · roll covered
//!           − Σ ω · roll there
//! opening(k,o) = running cost + capital charge + capital · Σ_{t≥o} κ[t] + Σ_{t≥o+2} ω[k,t] · min_k
//!              − Σ_{t≥o} (μ + overfill · (μ − over cost)⁺) · places · F[t−o]
//! signing(m)   = Σ_t θ · price · places − Σ_t (ρ − (1 − θ) · price)⁺ · places − Σ_t (μ + …) · new places
//! ```
//!
//! Valid for every `μ, κ, ρ, ω ≥ 0` and `0 ≤ ν ≤ δ · penalty`. At a temperature above zero minima are soft and the value is
//! smooth; only temperature zero gives a bound.

use rayon::prelude::*;

use super::chain::{Chain, Charges};
use super::choices::{Choice, Shares, choices, shares_of};
use super::rows::Rows;
use super::seats::{Seats, Slot};
use super::soft::above;
use crate::network::Network;
use crate::solve::Decisions;

/// Chains are worked off in this many batches: the batches, not the threads, decide the order of sums.
const BATCHES: usize = 32;

/// What every bound of a network shares: the rows that are priced, and the chains packed for passes.
pub(in crate::solve) struct Priced<'n> {
    pub network: &'n Network<'n>,
    pub rows: Rows,
    pub seats: Seats,
}

impl<'n> Priced<'n> {
    pub(in crate::solve) fn of(network: &'n Network<'n>) -> Self {
        let rows = Rows::of(network);
        let seats = Seats::of(network, &rows);
        Self { network, rows, seats }
    }
}

/// The bound as a function of prices.
#[derive(Clone)]
pub(in crate::solve) struct Oracle<'a> {
    pub network: &'a Network<'a>,
    pub rows: &'a Rows,
    pub seats: &'a Seats,
    pub choices: Vec<Choice>,
    /// What is decided already; `None`: nothing.
    decided: Option<Shares>,
}

/// A value and its gradient.
#[expect(clippy::struct_field_names, reason = "the value of the bound is called so everywhere")]
#[derive(Debug, Clone)]
pub(in crate::solve) struct Value {
    pub value: f64,
    pub gradient: Vec<f64>,
    /// What every option adds, by choice and option, its capital at no price.
    pub options: Vec<Vec<f64>>,
    /// The value without any choice, capital at no price.
    pub undecided: f64,
}

impl<'a> Oracle<'a> {
    /// The bound of a network.
    pub(in crate::solve) fn new(priced: &'a Priced<'a>) -> Self {
        let Priced { network, rows, seats } = priced;
        Self { network, rows, seats, choices: choices(network, rows), decided: None }
    }

    /// The bound of these decisions alone.
    pub(in crate::solve) fn at(&self, decisions: &Decisions) -> Self {
        self.between(shares_of(&self.choices, decisions))
    }

    /// The bound of a mixture of decisions: what their bounds come to at best if all of them share one set of prices.
    pub(in crate::solve) fn between(&self, shares: Shares) -> Self {
        Self { choices: self.choices.clone(), decided: Some(shares), ..*self }
    }

    /// The same over other seats; a bound only over all of them.
    pub(super) fn over<'b>(&'b self, seats: &'b Seats) -> Oracle<'b> {
        Oracle { seats, choices: self.choices.clone(), decided: self.decided.clone(), ..*self }
    }

    /// Prices as chains meet them.
    pub(in crate::solve) fn charges(&self, prices: &[f64], tau: f64) -> Charges {
        let years = self.network.years();
        let mut places = vec![0.0; self.network.case.provisions.len() * years];
        for (row, &price) in self.rows.places.iter().zip(prices) {
            places[row.provision.get() * years + row.year] = price;
        }
        let mut groups = vec![0.0; self.rows.groups.len() * years];
        for group in 0..self.rows.groups.len() {
            for t in 0..years {
                groups[group * years + t] = self
                    .rows
                    .rows_of_group(group, t)
                    .map(|at| self.rows.policies[at].sign * prices[self.rows.first_policy() + at])
                    .sum();
            }
        }
        let count = self.seats.slots.len();
        let mut slots = Vec::with_capacity(count * years);
        for t in 0..years {
            slots.extend(self.seats.slots.iter().map(|slot| {
                if !self.network.is_open(slot.provision, t) {
                    return f64::INFINITY;
                }
                let paid = self.paid(prices, slot, t, tau).map_or(0.0, |(_, paid, _)| paid);
                let needed: f64 =
                    self.rows.viable_at(slot.provision, t).map(|at| prices[self.rows.first_viable() + at]).sum();
                places[slot.provision.get() * years + t] + groups[slot.group as usize * years + t] - paid - needed
            }));
        }
        Charges { places, slots, count }
    }

    /// The value at prices, smoothed at temperature `tau`; at 0 a valid bound.
    pub(in crate::solve) fn evaluate(&self, prices: &[f64], tau: f64) -> Value {
        let charges = self.charges(prices, tau);
        let (chains, mut gradient) = self.chains(prices, &charges, tau);
        let undecided = chains + self.network.roll.cost + self.constants(prices, tau, &mut gradient);
        let options: Vec<Vec<f64>> = self
            .choices
            .iter()
            .map(|choice| choice.options.iter().map(|option| self.reduced_cost(option, prices, tau)).collect())
            .collect();
        let decided = match &self.decided {
            Some(shares) => self.take(shares, &options, prices, tau, &mut gradient),
            None => self.choose(&options, prices, tau, &mut gradient) - self.capital(prices, &mut gradient),
        };
        Value { value: undecided + decided, gradient, options, undecided }
    }

    /// The sum over chains, and what they occupy and count, by row.
    fn chains(&self, prices: &[f64], charges: &Charges, tau: f64) -> (f64, Vec<f64>) {
        let (network, count) = (self.network, charges.count);
        let chains = network.chains();
        let batch = |b: usize| {
            let mut chain = Chain::default();
            let mut total = 0.0;
            let mut there = vec![0.0; count * network.years()];
            for c in (chains * b / BATCHES)..(chains * (b + 1) / BATCHES) {
                chain.value(network, self.seats, charges, c, tau);
                total += chain.total(network);
                chain.follow(network, self.seats, |seat, t, children| {
                    there[t * count + self.seats.slot[seat] as usize] += children;
                });
            }
            (total, there)
        };
        let batches: Vec<_> = (0..BATCHES).into_par_iter().map(batch).collect();
        let total = batches.iter().map(|(part, _)| part).sum();
        let mut there = vec![0.0; count * network.years()];
        for (_, part) in &batches {
            for (sum, children) in there.iter_mut().zip(part) {
                *sum += children;
            }
        }
        (total, self.slopes(prices, &there, tau))
    }

    /// What children in slots (by year and slot) occupy and count, by row.
    fn slopes(&self, prices: &[f64], there: &[f64], tau: f64) -> Vec<f64> {
        let mut slopes = vec![0.0; self.rows.len()];
        let count = self.seats.slots.len();
        for t in 0..self.network.years() {
            for (slot, &children) in self.seats.slots.iter().zip(&there[t * count..(t + 1) * count]) {
                if children == 0.0 {
                    continue;
                }
                if let Some(row) = self.rows.place_at(slot.provision, t) {
                    slopes[row] += children;
                }
                for at in self.rows.rows_of_group(slot.group as usize, t) {
                    slopes[self.rows.first_policy() + at] += self.rows.policies[at].sign * children;
                }
                for at in self.rows.viable_at(slot.provision, t) {
                    slopes[self.rows.first_viable() + at] -= children;
                }
                if let Some((row, _, slope)) = self.paid(prices, slot, t, tau) {
                    slopes[row] += children * slope;
                }
            }
        }
        slopes
    }

    /// What a child of a slot is paid in a contracted place, with the position of the price that decides it and how
    /// much less it is for every pound the place is worth more.
    fn paid(&self, prices: &[f64], slot: &Slot, t: usize, tau: f64) -> Option<(usize, f64, f64)> {
        let row = self.rows.block_at(slot.provision, t)?;
        let spot = self.rows.blocks[row].spot[slot.class as usize];
        let at = self.rows.first_block() + row;
        let (paid, slope) = above(spot, prices[at], tau);
        (!spot.is_nan()).then_some((at, paid, slope))
    }

    /// What prices do apart from chains and decisions.
    fn constants(&self, prices: &[f64], tau: f64, gradient: &mut [f64]) -> f64 {
        let mut total = 0.0;
        for (i, row) in self.rows.places.iter().enumerate() {
            let most_over = row.overfill * row.places + row.roll_need;
            let (above, slope) = above(prices[i], row.overfill_cost, tau);
            total += prices[i] * (row.on_roll - row.places) - above * most_over;
            gradient[i] += row.on_roll - row.places - slope * most_over;
        }
        for (i, row) in self.rows.policies.iter().enumerate() {
            let at = self.rows.first_policy() + i;
            let beyond = row.sign * (row.on_roll - row.share);
            total += prices[at] * beyond;
            gradient[at] += beyond;
        }
        for (i, row) in self.rows.viable.iter().enumerate() {
            let at = self.rows.first_viable() + i;
            total -= prices[at] * row.on_roll;
            gradient[at] -= row.on_roll;
        }
        for (i, row) in self.rows.blocks.iter().enumerate() {
            let at = self.rows.first_block() + i;
            for (&spot, &children) in row.spot.iter().zip(&row.on_roll).filter(|(_, children)| **children > 0.0) {
                let (paid, slope) = if spot.is_nan() { (0.0, 0.0) } else { above(spot, prices[at], tau) };
                total -= paid * children;
                gradient[at] += slope * children;
            }
        }
        total
    }

    /// What all the capital that comes in is worth.
    fn capital(&self, prices: &[f64], gradient: &mut [f64]) -> f64 {
        let mut total = 0.0;
        for (t, &so_far) in self.rows.capital.iter().enumerate() {
            let at = self.rows.first_capital() + t;
            total += prices[at] * so_far;
            gradient[at] -= so_far;
        }
        total
    }
}
