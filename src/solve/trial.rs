//! Decisions that a search has tried, and which of them promise most.

use std::cmp::Ordering;

use super::search::Search;
use super::{Decisions, swaps};

/// Share of the gap asked for below which decisions that promise so much more are not worth a look.
const LITTLE: f64 = 0.1;

/// Share of the gap asked for by which decisions have to promise more than those that are known.
const AHEAD: f64 = 0.3;

/// The temperature at which decisions have settled: their plan may be polished.
pub(super) const SETTLED: f64 = 20.0;

/// Decisions that have been tried.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    pub decisions: Decisions,
    /// No plan with them costs less.
    pub bound: f64,
    /// Prices for them, and the temperature that they have settled at.
    pub prices: Vec<f64>,
    pub settled_at: f64,
    /// Whether their plan has been polished.
    pub polished: bool,
}

impl Search<'_> {
    /// Decisions that have not been tried before: where they stand among those tried.
    pub(super) fn add(&mut self, decisions: Decisions) -> usize {
        let (bound, prices) = (self.bound, self.prices.clone());
        self.tried.push(Trial { decisions, bound, prices, settled_at: f64::INFINITY, polished: false });
        self.tried.len() - 1
    }

    /// The decisions that are known from a case nearby, as far as this one allows them.
    pub(super) fn allowed_of_known(&self) -> Option<Decisions> {
        let known = self.known.as_ref().filter(|_| self.options.fixed.is_none())?;
        swaps::mended(&self.oracle, &self.cuts, known)
    }

    /// The decisions that promise most of those that have not settled, those first that have a price of their own. Known
    /// ones stay ahead of what promises little more.
    pub(super) fn most_promising(&self) -> Option<usize> {
        let promise = |at: &usize| {
            let trial = &self.tried[*at];
            let ahead = if self.known.as_ref() == Some(&trial.decisions) { AHEAD } else { 0.0 };
            (trial.settled_at == f64::INFINITY, trial.bound - self.of_gap(ahead))
        };
        let open = (0..self.tried.len()).filter(|&at| self.tried[at].settled_at > SETTLED);
        open.min_by(|a, b| promise(a).partial_cmp(&promise(b)).unwrap_or(Ordering::Equal))
    }

    /// Of the decisions tried, those that the cuts make best.
    pub(super) fn most_likely(&self) -> Option<usize> {
        (0..self.tried.len()).min_by(|&a, &b| self.tried[a].bound.total_cmp(&self.tried[b].bound))
    }

    /// Of the decisions that have been priced alone, those that cost least by that.
    pub(super) fn best_alone(&self) -> Option<&Trial> {
        let alone = self.tried.iter().filter(|trial| trial.settled_at.is_finite());
        alone.min_by(|a, b| a.bound.total_cmp(&b.bound))
    }

    /// Whether the cuts promise so much more of decisions than of any tried that a look would pay.
    pub(super) fn would_pay(&self, decisions: &Decisions) -> bool {
        let likely = self.most_likely().map_or(f64::INFINITY, |at| self.tried[at].bound);
        self.are_below(decisions, likely)
    }

    /// Whether the cuts promise decisions for so much less than a bound that a look would pay.
    pub(super) fn are_below(&self, decisions: &Decisions, bound: f64) -> bool {
        self.bound_of(decisions) + self.of_gap(LITTLE) < bound
    }

    /// Whether decisions are new, and the cuts promise so much of them that nothing is proven without a look.
    pub(super) fn leaves_open(&self, decisions: &Decisions) -> bool {
        !self.closes(self.bound_of(decisions)) && self.is_new(decisions)
    }

    /// Whether decisions have not been tried.
    pub(super) fn is_new(&self, decisions: &Decisions) -> bool {
        self.tried.iter().all(|trial| trial.decisions != *decisions)
    }

    /// Of the decisions tried, so many that the cuts make best, the best first.
    pub(super) fn likeliest(&self, most: usize) -> Vec<&Decisions> {
        let mut tried: Vec<&Trial> = self.tried.iter().collect();
        tried.sort_by(|a, b| a.bound.total_cmp(&b.bound));
        tried.into_iter().take(most).map(|trial| &trial.decisions).collect()
    }

    /// The best known bound of decisions.
    pub(super) fn bound_of(&self, decisions: &Decisions) -> f64 {
        self.cuts.iter().map(|cut| cut.at_decisions(&self.oracle, decisions)).fold(f64::NEG_INFINITY, f64::max)
    }

    /// The prices that the best decisions have settled at.
    pub(super) fn settled_prices(&self) -> Option<&[f64]> {
        let same = |trial: &&Trial| trial.decisions == self.best.decisions && trial.settled_at.is_finite();
        self.tried.iter().find(same).map(|trial| trial.prices.as_slice())
    }
}
