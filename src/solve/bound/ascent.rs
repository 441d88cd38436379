//! Maximising the bound: projected limited-memory BFGS with a good first guess.
//!
//! The first guess is everything ([`Steps`](super::steps)): a shortage of one child moves the price of a base of
//! ten places far and that of a school of two hundred hardly at all, and a start that lasts answers to the sum of the
//! prices of its years. Temperatures fall, each started from the last; after each, a hard evaluation gives a
//! valid bound.

use std::collections::VecDeque;

use super::mean::Mean;
use super::oracle::{Oracle, Value};
use super::steps::Steps;

/// Pairs kept by the method.
const MEMORY: usize = 12;

/// Relative gain of a step below which it counts as none; three such steps in a row end a climb.
const ENOUGH: f64 = 1e-8;

/// A climb over prices.
pub(in crate::solve) struct Ascent<'a> {
    oracle: &'a Oracle<'a>,
    pub prices: Vec<f64>,
    highest: Vec<f64>,
    steps: Steps,
    /// Prices of the last steps at one temperature, oldest first.
    trail: VecDeque<Vec<f64>>,
}

/// Steps that are remembered.
const TRAIL: usize = 200;

impl<'a> Ascent<'a> {
    /// Starts from prices, or from nothing.
    pub(in crate::solve) fn new(oracle: &'a Oracle<'a>, prices: Option<Vec<f64>>) -> Self {
        let highest = oracle.rows.highest(oracle.network);
        let steps = Steps::of(oracle.network, oracle.rows);
        let prices = prices.unwrap_or_else(|| oracle.rows.nothing_scarce());
        Self { oracle, prices, highest, steps, trail: VecDeque::new() }
    }

    /// Climbs at one temperature for at most `steps` steps, or until `stop`; gives how many evaluations it took.
    pub(in crate::solve) fn climb(&mut self, tau: f64, steps: usize, stop: &mut dyn FnMut() -> bool) -> usize {
        let mut evaluations = 1;
        let mut here = self.oracle.evaluate(&self.prices, tau);
        let mut memory: VecDeque<(Vec<f64>, Vec<f64>, f64)> = VecDeque::new();
        let mut still = 0;
        self.trail.clear();
        for _ in 0..steps {
            if stop() {
                break;
            }
            let free = self.free(&here.gradient);
            let mut direction = self.direction(&here.gradient, &free, &memory, tau);
            if dot(&direction, &here.gradient) <= 0.0 {
                memory.clear();
                direction = self.direction(&here.gradient, &free, &memory, tau);
            }
            let Some((prices, next, tried)) = self.search(&here, &direction, tau) else {
                if memory.is_empty() {
                    break;
                }
                memory.clear();
                evaluations += 1;
                continue;
            };
            evaluations += tried;
            let gain = (next.value - here.value) / next.value.abs().max(1.0);
            let moved: Vec<f64> = prices.iter().zip(&self.prices).map(|(new, old)| new - old).collect();
            let bent: Vec<f64> = here.gradient.iter().zip(&next.gradient).map(|(old, new)| old - new).collect();
            let curvature = dot(&moved, &bent);
            if curvature > 1e-12 {
                memory.push_back((moved, bent, 1.0 / curvature));
                if memory.len() > MEMORY {
                    memory.pop_front();
                }
            }
            self.prices = prices;
            self.remember();
            here = next;
            still = if gain < ENOUGH { still + 1 } else { 0 };
            if still >= 3 {
                break;
            }
        }
        evaluations
    }

    fn remember(&mut self) {
        if self.trail.len() == TRAIL {
            self.trail.pop_front();
        }
        self.trail.push_back(self.prices.clone());
    }

    /// Who goes where on the mean of the last steps at a temperature, `samples` of them evenly spaced.
    pub(in crate::solve) fn mean(&self, tau: f64, samples: usize) -> Mean {
        let taken = self.trail.iter().rev().step_by((self.trail.len() / samples).max(1)).take(samples);
        let mut prices: Vec<Vec<f64>> = taken.cloned().collect();
        if prices.is_empty() {
            prices.push(self.prices.clone());
        }
        Mean::of(self.oracle, &prices, tau)
    }

    /// Which prices are free to move: not held at an end that the slope pushes against.
    fn free(&self, gradient: &[f64]) -> Vec<bool> {
        let free = |((&price, &highest), &slope): ((&f64, &f64), &f64)| {
            !(price <= 0.0 && slope <= 0.0 || price >= highest && slope >= 0.0)
        };
        self.prices.iter().zip(&self.highest).zip(gradient).map(free).collect()
    }

    /// The two-loop recursion, on the free prices.
    fn direction(
        &self,
        gradient: &[f64],
        free: &[bool],
        memory: &VecDeque<(Vec<f64>, Vec<f64>, f64)>,
        tau: f64,
    ) -> Vec<f64> {
        let mask = |values: &mut [f64]| {
            for (value, _) in values.iter_mut().zip(free).filter(|(_, free)| !**free) {
                *value = 0.0;
            }
        };
        let mut q = gradient.to_vec();
        mask(&mut q);
        let mut alphas = Vec::with_capacity(memory.len());
        for (moved, bent, inverse) in memory.iter().rev() {
            let alpha = inverse * dot(moved, &q);
            add(&mut q, -alpha, bent);
            alphas.push(alpha);
        }
        let size = memory.back().map_or(0.3 * tau, |(_, bent, inverse)| 1.0 / (inverse * self.steps.size(bent)));
        q = self.steps.apply(&q);
        for value in &mut q {
            *value *= size;
        }
        mask(&mut q);
        for ((moved, bent, inverse), alpha) in memory.iter().zip(alphas.into_iter().rev()) {
            let beta = inverse * dot(bent, &q);
            add(&mut q, alpha - beta, moved);
        }
        mask(&mut q);
        q
    }

    /// Steps back until the value rises enough; `None` where it never does.
    fn search(&self, here: &Value, direction: &[f64], tau: f64) -> Option<(Vec<f64>, Value, usize)> {
        let mut step = 1.0;
        for tried in 1..=12 {
            let prices: Vec<f64> = self
                .prices
                .iter()
                .zip(direction)
                .zip(&self.highest)
                .map(|((price, d), highest)| (price + step * d).clamp(0.0, *highest))
                .collect();
            let promised: f64 =
                prices.iter().zip(&self.prices).zip(&here.gradient).map(|((new, old), g)| (new - old) * g).sum();
            let next = self.oracle.evaluate(&prices, tau);
            if next.value >= here.value + 1e-4 * promised && promised > 0.0 {
                return Some((prices, next, tried));
            }
            step *= 0.35;
        }
        None
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], times: f64, what: &[f64]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += times * what;
    }
}
