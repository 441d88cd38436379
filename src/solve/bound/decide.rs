//! What decisions add to the bound at given prices, and how they move its gradient.
//!
//! Each option has a reduced cost: what it costs less what its places are worth. Decisions that are fixed are added up;
//! of the others every choice takes its best, softly above temperature zero, with capital at its price.

use super::choices::{Choice, Opt, Shares};
use super::oracle::Oracle;
use super::soft::above;

/// A choice is smoothed at so many times the temperature: it moves places by the dozen, a child only one.
const SOFTER: f64 = 60.0;

impl Oracle<'_> {
    /// What is decided already; its capital is paid for.
    pub(super) fn take(
        &self,
        shares: &Shares,
        costs: &[Vec<f64>],
        prices: &[f64],
        tau: f64,
        gradient: &mut [f64],
    ) -> f64 {
        let mut total = 0.0;
        for ((choice, shares), costs) in self.choices.iter().zip(shares).zip(costs) {
            for ((option, &share), cost) in choice.options.iter().zip(shares).zip(costs).filter(|((_, s), _)| **s > 0.0)
            {
                total += share * cost;
                self.add_option(option, share, prices, tau, gradient);
            }
        }
        total
    }

    /// The best of every choice; `costs` are those of its options where capital has no price.
    pub(super) fn choose(&self, costs: &[Vec<f64>], prices: &[f64], tau: f64, gradient: &mut [f64]) -> f64 {
        let mut total = 0.0;
        for (choice, costs) in self.choices.iter().zip(costs) {
            let (least, shares) = self.lean(choice, costs, prices, tau);
            total += least;
            for (option, share) in choice.options.iter().zip(shares).filter(|(_, share)| *share > 0.0) {
                self.add_option(option, share, prices, tau, gradient);
                self.add_capital(option, share, gradient);
            }
        }
        total
    }

    /// The soft minimum of a choice, and how much of each option it takes.
    fn lean(&self, choice: &Choice, costs: &[f64], prices: &[f64], tau: f64) -> (f64, Vec<f64>) {
        let funded = choice.options.iter().zip(costs).map(|(option, cost)| cost + self.funding(option, prices));
        let mut shares: Vec<f64> = funded.collect();
        let none = if choice.may_decline { 0.0 } else { f64::INFINITY };
        let least = shares.iter().copied().fold(none, f64::min);
        let soft = SOFTER * tau;
        let weight = |cost: f64| if soft == 0.0 { f64::from(cost <= least) } else { ((least - cost) / soft).exp() };
        let declined = weight(none);
        for cost in &mut shares {
            *cost = weight(*cost);
        }
        let sum = shares.iter().sum::<f64>() + declined;
        for share in &mut shares {
            *share /= sum;
        }
        (least - if soft == 0.0 { 0.0 } else { soft * sum.ln() }, shares)
    }

    /// How much of every option prices smoothed at `tau` would take.
    pub(in crate::solve) fn leanings(&self, prices: &[f64], tau: f64) -> Shares {
        let leanings = |choice: &Choice| {
            let costs: Vec<f64> = choice.options.iter().map(|o| self.reduced_cost(o, prices, tau)).collect();
            self.lean(choice, &costs, prices, tau).1
        };
        self.choices.iter().map(leanings).collect()
    }

    /// What the capital of an option is worth.
    fn funding(&self, option: &Opt, prices: &[f64]) -> f64 {
        option.capital.map_or(0.0, |(pounds, year)| {
            pounds * prices[self.rows.first_capital()..self.rows.first_block()].iter().skip(year).sum::<f64>()
        })
    }

    /// What an option costs less what it is worth, its capital at no price.
    pub(super) fn reduced_cost(&self, option: &Opt, prices: &[f64], tau: f64) -> f64 {
        let worth: f64 = option
            .places
            .iter()
            .map(|&(row, places)| {
                let (above, _) = above(prices[row], self.rows.places[row].overfill_cost, tau);
                places * (prices[row] + self.rows.places[row].overfill * above)
            })
            .sum();
        let filled: f64 = option.blocks.iter().map(|&(at, places, paid)| places * above(prices[at], paid, tau).0).sum();
        let needed: f64 = option.needs.iter().map(|&(at, least)| least * prices[at]).sum();
        option.cost + needed - worth - filled
    }

    fn add_option(&self, option: &Opt, share: f64, prices: &[f64], tau: f64, gradient: &mut [f64]) {
        for &(row, places) in &option.places {
            let (_, slope) = above(prices[row], self.rows.places[row].overfill_cost, tau);
            gradient[row] -= share * places * (1.0 + self.rows.places[row].overfill * slope);
        }
        for &(at, places, paid) in &option.blocks {
            gradient[at] -= share * places * above(prices[at], paid, tau).1;
        }
        for &(at, least) in &option.needs {
            gradient[at] += share * least;
        }
    }

    fn add_capital(&self, option: &Opt, share: f64, gradient: &mut [f64]) {
        if let Some((pounds, year)) = option.capital {
            for slope in gradient[self.rows.first_capital()..self.rows.first_block()].iter_mut().skip(year) {
                *slope += share * pounds;
            }
        }
    }
}
