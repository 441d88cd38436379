//! Maximising the bound: projected limited-memory BFGS with a good first guess.
//!
//! The first guess is everything ([`Steps`](super::steps)): a shortage of one child moves the price of a base of
//! ten places far and that of a school of two hundred hardly at all, and a start that lasts answers to the sum of the
//! prices of its years. Temperatures fall, each started from the last; after each, a hard evaluation gives a
//! valid bound.

use std::collections::VecDeque;

use super::mean::Mean;
use super::near::near;
use super::oracle::{Oracle, Value};
use super::steps::Steps;

/// Steps that the method remembers: one for so many prices, and no fewer and no more than so many. A region's thirty
/// thousand prices come half as far with twelve.
const PRICES_TO_A_STEP: usize = 300;
const FEWEST_REMEMBERED: usize = 12;
const MOST_REMEMBERED: usize = 100;

/// Relative gain of a step below which it counts as none; three such steps in a row end a climb.
const ENOUGH: f64 = 1e-8;

/// With fewer seats than this a pass over all of them is no work;
const MANY: usize = 50_000;
/// above this temperature nearly all of them matter.
const SHARP: f64 = 1_000.0;
/// Steps after which all seats are looked at again.
const STEPS_OF_LEG: usize = 25;

/// How prices moved, how the slope bent, and the inverse of the product of the two.
type Memory = VecDeque<(Vec<f64>, Vec<f64>, f64)>;

/// A part of a climb at one temperature.
struct Leg {
    /// Most steps.
    steps: usize,
    /// What is known of how the slope bends.
    memory: Memory,
    /// Evaluations so far.
    evaluations: usize,
    /// Whether nothing was left to gain.
    level: bool,
}

impl Leg {
    /// Remembers a step between two prices and their slopes.
    fn remember(&mut self, most: usize, (from, slope): (&[f64], &[f64]), (to, next): (&[f64], &[f64])) {
        let moved: Vec<f64> = to.iter().zip(from).map(|(new, old)| new - old).collect();
        let bent: Vec<f64> = slope.iter().zip(next).map(|(old, new)| old - new).collect();
        let curvature = dot(&moved, &bent);
        if curvature > 1e-12 {
            self.memory.push_back((moved, bent, 1.0 / curvature));
            if self.memory.len() > most {
                self.memory.pop_front();
            }
        }
    }
}

/// A climb over prices.
pub(in crate::solve) struct Ascent<'a> {
    oracle: &'a Oracle<'a>,
    pub prices: Vec<f64>,
    highest: Vec<f64>,
    steps: Steps,
    /// From how many seats on a climb goes in legs.
    many: usize,
    /// How many steps are remembered.
    memory: usize,
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
        let memory = (prices.len() / PRICES_TO_A_STEP).clamp(FEWEST_REMEMBERED, MOST_REMEMBERED);
        Self { oracle, prices, highest, steps, many: MANY, memory, trail: VecDeque::new() }
    }

    /// The same, at least so many steps remembered: the further prices have to go, the more of them pay.
    pub(in crate::solve) fn remembering(mut self, steps: usize) -> Self {
        self.memory = self.memory.max(steps);
        self
    }

    /// The same, in legs however few seats there are.
    #[cfg(test)]
    pub(super) fn in_legs(mut self) -> Self {
        self.many = 0;
        self
    }

    /// Climbs at one temperature for at most `steps` steps, or until `stop`; gives how many evaluations it took.
    pub(in crate::solve) fn climb(&mut self, tau: f64, steps: usize, stop: &mut dyn FnMut() -> bool) -> usize {
        self.trail.clear();
        let mut leg = Leg { steps, memory: VecDeque::new(), evaluations: 0, level: false };
        if self.oracle.seats.len() < self.many || tau > SHARP {
            self.go(self.oracle, tau, &mut leg, stop);
        } else {
            self.go_in_legs(tau, &mut leg, stop);
        }
        leg.evaluations
    }

    /// Climbs at one temperature after another, each for at most so many steps; gives the prices reached.
    pub(in crate::solve) fn through(mut self, stages: &[(f64, usize)], stop: &mut dyn FnMut() -> bool) -> Vec<f64> {
        for &(tau, steps) in stages {
            self.climb(tau, steps, stop);
        }
        self.prices
    }

    /// Climbs in legs that look at the seats that [matter](near) alone, all of them being looked at in between; a leg that
    /// went astray is taken back, and the next looks at everything.
    fn go_in_legs(&mut self, tau: f64, leg: &mut Leg, stop: &mut dyn FnMut() -> bool) {
        let (mut left, mut narrow) = (leg.steps, true);
        let mut reached = self.oracle.evaluate(&self.prices, tau).value;
        while left > 0 && !stop() {
            let before = self.prices.clone();
            leg.steps = left.min(STEPS_OF_LEG);
            left -= leg.steps;
            if narrow {
                let seats = near(self.oracle, &self.prices, tau);
                self.go(&self.oracle.over(&seats), tau, leg, stop);
            } else {
                self.go(self.oracle, tau, leg, stop);
            }
            let here = self.oracle.evaluate(&self.prices, tau).value;
            leg.evaluations += 2;
            let astray = here < reached;
            if astray {
                self.prices = before;
                leg.memory.clear();
            }
            let little = here - reached < ENOUGH * STEPS_OF_LEG as f64 * here.abs().max(1.0);
            if astray && !narrow || !astray && leg.level && little {
                return;
            }
            (reached, narrow) = (reached.max(here), !astray);
        }
    }

    /// Climbs a bound for the steps of a leg.
    fn go(&mut self, oracle: &Oracle, tau: f64, leg: &mut Leg, stop: &mut dyn FnMut() -> bool) {
        leg.evaluations += 1;
        leg.level = false;
        let mut here = oracle.evaluate(&self.prices, tau);
        let mut still = 0;
        for _ in 0..leg.steps {
            if stop() {
                break;
            }
            let free = self.free(&here.gradient);
            let mut direction = self.direction(&here.gradient, &free, &leg.memory, tau);
            if dot(&direction, &here.gradient) <= 0.0 {
                leg.memory.clear();
                direction = self.direction(&here.gradient, &free, &leg.memory, tau);
            }
            let Some((prices, next, tried)) = self.search(oracle, &here, &direction, tau) else {
                if leg.memory.is_empty() {
                    leg.level = true;
                    break;
                }
                leg.memory.clear();
                leg.evaluations += 1;
                continue;
            };
            leg.evaluations += tried;
            let gain = (next.value - here.value) / next.value.abs().max(1.0);
            leg.remember(self.memory, (&self.prices, &here.gradient), (&prices, &next.gradient));
            self.prices = prices;
            self.remember();
            here = next;
            still = if gain < ENOUGH { still + 1 } else { 0 };
            if still >= 3 {
                leg.level = true;
                break;
            }
        }
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
    fn direction(&self, gradient: &[f64], free: &[bool], memory: &Memory, tau: f64) -> Vec<f64> {
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
    fn search(&self, oracle: &Oracle, here: &Value, direction: &[f64], tau: f64) -> Option<(Vec<f64>, Value, usize)> {
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
            let next = oracle.evaluate(&prices, tau);
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
