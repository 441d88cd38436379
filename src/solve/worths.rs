//! The highest knapsack bound over what children are worth: subgradients with momentum.
//!
//! ```text
//! maximise D(V) = rest + Σ children · V + least over decisions of Σ (cost − KN(V))
//! slope in V[c] = children[c] − Σ decisions · start[c]
//! step          = length · (aim − D) / |direction|²,   direction = slope + 0.6 · the one before
//! ```
//!
//! The decisions are given, or relaxed: the best share of every choice by itself, tied by one row that says how much has
//! to open at least ([`Enough`]). The row has a price of its own, found by going from line to line: at a price the least
//! is a line in it, and where two lines meet is the next price to look at.

use super::bound::{Oracle, Shares};
use super::enough::Enough;
use super::knapsack::{Filled, Knapsacks};

/// Decisions at which the bound is raised.
pub(super) enum At<'a> {
    /// These, or a mixture.
    Shares(&'a Shares),
    /// The best, within choices and this row.
    Best(Option<&'a Enough>),
}

/// How far a climb goes.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    /// £ that no bound passes: the best plan, or a guess.
    pub aim: f64,
    pub steps: usize,
    /// The first step, as a share of the way to the aim.
    pub length: f64,
}

/// How much of the last direction goes on.
const MOMENTUM: f64 = 0.6;
/// After so many steps without gain they become shorter.
const PATIENCE: usize = 5;
/// By so much.
const SHORTER: f64 = 0.7;
/// Share of the distance to the aim that counts as a gain.
const GAIN: f64 = 1e-4;
/// The shortest step worth taking.
const SHORTEST: f64 = 1e-3;
/// How much of the mean share goes on from step to step.
const MEMORY: f64 = 0.95;

/// Lines looked at for the price of the row.
const MOST_LINES: usize = 100;

/// What a climb reached.
pub(super) struct Reached {
    pub worths: Vec<f64>,
    pub bound: f64,
    /// Shares of every option over the last steps.
    pub mean: Shares,
}

/// Climbs from worths; `keep` is shown every bound that is higher than those before.
pub(super) fn climb(
    oracle: &Oracle,
    knapsacks: &Knapsacks,
    (from, at): (Vec<f64>, &At),
    reach: Reach,
    (keep, stop): (&mut dyn FnMut(Filled, f64), &dyn Fn() -> bool),
) -> Reached {
    let highest = knapsacks.highest();
    let mut here = from;
    let mut reached = Reached { worths: here.clone(), bound: f64::NEG_INFINITY, mean: Shares::new() };
    let mut direction = vec![0.0; here.len()];
    let (mut length, mut in_vain) = (reach.length, 0);
    for _ in 0..reach.steps {
        let filled = match at {
            At::Shares(shares) => knapsacks.fill(&here, &|(i, j)| shares[i][j] > 0.0),
            At::Best(_) => knapsacks.fill(&here, &|_| true),
        };
        let (decided, shares) = decide(oracle, at, &filled.options);
        let bound = filled.undecided + decided;
        let slope = knapsacks.slope(&filled, &shares);
        blend(&mut reached.mean, &shares);
        let gained = bound - reached.bound > GAIN * (reach.aim - bound).abs();
        in_vain = if gained { 0 } else { in_vain + 1 };
        if bound > reached.bound {
            reached.bound = bound;
            reached.worths.clone_from(&here);
            keep(filled, bound);
        }
        if in_vain >= PATIENCE {
            (length, in_vain) = (length * SHORTER, 0);
        }
        for ((d, &g), (v, most)) in direction.iter_mut().zip(&slope).zip(here.iter().zip(&highest)) {
            *d = if v >= most && g > 0.0 { 0.0 } else { g + MOMENTUM * *d };
        }
        let size: f64 = direction.iter().map(|d| d * d).sum();
        if bound >= reach.aim || size < 1e-9 || length < SHORTEST || stop() {
            break;
        }
        let step = length * (reach.aim - bound) / size;
        for ((v, d), most) in here.iter_mut().zip(&direction).zip(&highest) {
            *v = (*v + step * d).min(*most);
        }
    }
    reached
}

/// Blends new shares into the mean of those before.
fn blend(mean: &mut Shares, shares: &Shares) {
    if mean.is_empty() {
        mean.clone_from(shares);
        return;
    }
    for (mean, share) in mean.iter_mut().flatten().zip(shares.iter().flatten()) {
        *mean = MEMORY * *mean + (1.0 - MEMORY) * share;
    }
}

/// Options that no plan below `best` takes: with any of them alone the bound of these worths is no lower.
pub(super) fn hopeless(oracle: &Oracle, enough: Option<&Enough>, filled: &Filled, best: f64) -> Vec<Vec<bool>> {
    let Least { line, .. } = least(oracle, enough, &filled.options);
    let mut hopeless = Vec::new();
    for (i, (choice, costs)) in oracle.choices.iter().zip(&filled.options).enumerate() {
        let counts = |j: usize| enough.map_or(0.0, |enough| enough.counts[i][j]);
        let priced: Vec<f64> = (0..costs.len()).map(|j| costs[j] - line.price * counts(j)).collect();
        let others = filled.undecided + line.value - priced.iter().copied().fold(0.0, f64::min);
        hopeless.push(priced.iter().map(|own| choice.may_decline && others + own >= best).collect());
    }
    hopeless
}

/// What decisions cost at these costs of options, and which they are.
fn decide(oracle: &Oracle, at: &At, costs: &[Vec<f64>]) -> (f64, Shares) {
    match at {
        At::Shares(shares) => {
            let terms = costs.iter().flatten().zip(shares.iter().flatten());
            (terms.map(|(cost, share)| cost * share).sum(), (*shares).clone())
        }
        At::Best(enough) => {
            let Least { line, shares } = least(oracle, *enough, costs);
            (line.value, shares)
        }
    }
}

/// The least over all shares within choices and the row: the highest of the lines, and shares that keep the row.
struct Least {
    line: Line,
    shares: Shares,
}

fn least(oracle: &Oracle, enough: Option<&Enough>, costs: &[Vec<f64>]) -> Least {
    let line = |price: f64| Line::of(oracle, enough, costs, price);
    let mut low = line(0.0);
    let dear = costs.iter().flatten().fold(1.0, |most: f64, cost| most.max(cost.abs()));
    let mut high = if low.short > 0.0 { line(dear) } else { low.clone() };
    if low.short <= 0.0 || high.short > 0.0 {
        // Enough without a price; or not even everything is.
        return Least { shares: high.shares.clone(), line: high };
    }
    let mut highest = if low.value > high.value { low.clone() } else { high.clone() };
    for _ in 0..MOST_LINES {
        let price = low.price + (high.at(low.price) - low.value) / (low.short - high.short);
        let next = line(price);
        if next.value > highest.value {
            highest = next.clone();
        }
        let expected = low.at(price);
        if next.value >= expected - 1e-9 * expected.abs() || price <= low.price || price >= high.price {
            break;
        }
        if next.short > 0.0 {
            low = next;
        } else {
            high = next;
        }
    }
    let part = low.short / (low.short - high.short);
    let mix = |(low, high): (&f64, &f64)| (1.0 - part) * low + part * high;
    let mixed = low.shares.iter().zip(&high.shares).map(|(low, high)| low.iter().zip(high).map(mix).collect());
    Least { line: highest, shares: mixed.collect() }
}

/// The least at a price of the row, as a line in that price.
#[derive(Clone)]
struct Line {
    price: f64,
    value: f64,
    /// How much less opens than has to: the slope.
    short: f64,
    shares: Shares,
}

impl Line {
    fn of(oracle: &Oracle, enough: Option<&Enough>, costs: &[Vec<f64>], price: f64) -> Self {
        let least = enough.map_or(0.0, |enough| enough.least);
        let mut line = Self { price, value: price * least, short: least, shares: Shares::new() };
        for (i, (choice, costs)) in oracle.choices.iter().zip(costs).enumerate() {
            let counts = |j: usize| enough.map_or(0.0, |enough| enough.counts[i][j]);
            let priced = |j: usize| costs[j] - price * counts(j);
            let best = (0..costs.len()).min_by(|&a, &b| priced(a).total_cmp(&priced(b)));
            let mut shares = vec![0.0; costs.len()];
            if let Some(best) = best.filter(|&best| priced(best) < 0.0 || !choice.may_decline) {
                shares[best] = 1.0;
                line.value += priced(best);
                line.short -= counts(best);
            }
            line.shares.push(shares);
        }
        line
    }

    /// What the line comes to at another price.
    fn at(&self, price: f64) -> f64 {
        self.value + self.short * (price - self.price)
    }
}
