//! The stages of the priced engine one at a time, for benches.
//!
//! Nothing is decided here: every method calls the stage that `solve` calls, on a search that goes on from what the
//! stages before left. A [`Stages`] can be cloned, so that a stage can be measured again from where it began.

use super::bound::Priced;
use super::found::Found;
use super::polish::polish;
use super::progress::Quiet;
use super::search::Search;
use super::trial::{SETTLED, Trial};
use super::{Decisions, Options, Placing, SolveError, asking, looks, priced, regret, settle};
use crate::network::Network;

/// A network made ready for the bound: what every stage works on.
pub struct Packed<'n>(Priced<'n>);

impl<'n> Packed<'n> {
    /// Packs the chains of a network.
    pub fn of(network: &'n Network<'n>) -> Self {
        Self(Priced::of(network))
    }
}

/// A search under way, moved on stage by stage.
#[derive(Clone)]
pub struct Stages<'a>(Search<'a>);

/// A plan that its decisions' own prices have settled, ready to be polished.
pub struct Placed(Found, Trial);

impl<'a> Stages<'a> {
    /// Starts from the plan that decides nothing; the clock of `options.time_limit_s` (seconds) starts too.
    pub fn start(packed: &'a Packed<'a>, options: &'a Options) -> Self {
        Self(Search::start(&packed.0, options, &Quiet))
    }

    /// One evaluation of the bound and its gradient at the prices climbed to, smoothed at `tau` discounted £ a child:
    /// its value, discounted £.
    pub fn evaluate(&self, tau: f64) -> f64 {
        self.0.oracle.evaluate(&self.0.prices, tau).value
    }

    /// The climb: raises the bound as far as the steps, or a quarter of the time limit, allow.
    pub fn climb(&mut self) {
        priced::climb(&mut self.0);
    }

    /// The first plans after the climb, for about an eighth of the time limit from the start.
    pub fn first_plans(&mut self) -> Result<(), SolveError> {
        priced::first_plans(&mut self.0, looks::ROUNDS)
    }

    /// The master: the decisions that the cuts make best, within `seconds`; `None` where there are none.
    pub fn decide(&self, seconds: f64) -> Result<Option<Decisions>, SolveError> {
        Ok(asking::ask(&self.0, seconds)?.map(|verdict| verdict.decisions))
    }

    /// Repair: everyone placed in order of regret under the prices climbed to.
    pub fn repair(&self, decisions: &Decisions) -> Placing {
        regret::fill(&self.0.oracle.at(decisions), &self.0.prices, decisions, settle::PLACED)
    }

    /// Prices decisions alone and places everyone for good; `None` where prices show that it would not pay.
    pub fn place(&mut self, decisions: Decisions) -> Option<Placed> {
        let at = self.0.add(decisions);
        let found = settle::place(&mut self.0, at, SETTLED)?;
        Some(Placed(found, self.0.tried[at].clone()))
    }

    /// Polishes a plan.
    pub fn polish(&mut self, placed: &Placed) -> Result<(), SolveError> {
        polish(&mut self.0, &placed.0, &placed.1)
    }

    /// `(best − bound) / (best − constant)` of the best plan and bound so far; infinite without a plan.
    pub fn gap(&self) -> f64 {
        self.0.gap()
    }
}
