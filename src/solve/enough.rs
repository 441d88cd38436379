//! How much has to open at least, in whole numbers.
//!
//! Any cut says of plans that cost less than the best known one: what opens has to be worth the difference. Openings are
//! whole, so that the row may be divided and rounded up (Chvátal and Gomory):
//!
//! ```text
//! cut:      undecided + Σ cost · y < best     ⇒   Σ (−cost) · y  >  undecided − best
//! divided:  Σ ⌈−cost / d⌉ · y  ≥  ⌈(undecided − best) / d⌉                           for any d > 0
//! ```
//!
//! With everyone as dear as waiting makes them, and `d` what the largest unit saves of that, it counts how many units it
//! takes for nobody to wait. Linear bounds do not know this: they open the last of them by half.

use super::bound::Shares;
use super::knapsack::Filled;
use super::master::kept;

/// A row that plans better than the best known one keep: `Σ counts · y ≥ least`.
#[derive(Debug, Clone)]
pub(super) struct Enough {
    /// By choice and option, whole numbers.
    pub counts: Shares,
    pub least: f64,
}

/// A whole number may be missed by so much.
const ROUNDING: f64 = 1e-6;

impl Enough {
    /// From a cut and the cost of a plan; `None` where nothing needs to open.
    pub(super) fn of(cut: &Filled, best: f64) -> Option<Self> {
        let most = cut.options.iter().flatten().fold(0.0, |most: f64, cost| most.max(-cost));
        let least = ((cut.undecided - best) / most - ROUNDING).ceil();
        let counts = cut.options.iter().map(|costs| costs.iter().map(|cost| (-cost / most).ceil()).collect());
        (most > 0.0 && least.is_finite() && least >= 1.0).then(|| Self { counts: counts.collect(), least })
    }

    /// Without some options, which no better plan takes.
    pub(super) fn without(&self, dropped: &[Vec<bool>]) -> Self {
        let kept = |(counts, dropped): (&Vec<f64>, &Vec<bool>)| kept(counts, dropped);
        Self { least: self.least, counts: self.counts.iter().zip(dropped).map(kept).collect() }
    }
}
