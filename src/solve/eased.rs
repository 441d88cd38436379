//! The best plan of a network with a limit eased, by prices: what it costs about, and what it cannot cost less than.
//!
//! Any prices give a valid cut of any network. Those that the cuts of the plan came from, looked at again with the limit
//! eased, are nearly as tight as they were: a few changes of the plan's decisions, each priced alone, lead to the best
//! there are, and the master says that none are better. No child is placed.
//!
//! ```text
//! bound ≤ least cost of any plan with the limit eased ≤ cost of the placements of the decisions found,
//! least = what prices say of those decisions
//! ```

use std::time::Instant;

use super::beside::{Appraisal, Beside};
use super::bound::Oracle;
use super::master::{self, Cut, LEFT_OPEN, Question};
use super::progress::Watch;
use super::{Decisions, Options, Outcome, SolveError, swaps};
use crate::network::Network;

/// Share of the time after which no more decisions are looked at: the rest is for the bound.
const SHARE_OF_LOOKS: f64 = 0.5;
/// Share of the gap below which decisions that promise so much more are not worth a look.
const LITTLE: f64 = 0.1;

/// What prices say of the best plan with a limit eased.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Eased {
    /// Discounted £ and penalties: what the best decisions found cost, if their placements come as close to it as the
    /// plan's do.
    pub least: f64,
    /// No plan costs less.
    pub bound: f64,
}

/// A search by prices alone.
struct Looks<'a> {
    oracle: Oracle<'a>,
    cuts: Vec<Cut>,
    /// No plan costs less.
    bound: f64,
    /// Decisions, with what their own prices say.
    looked: Vec<(Decisions, Appraisal)>,
    /// £ that are not worth a look.
    little: f64,
}

impl Beside<'_> {
    /// The best plan of a network like the plan's own, but for a limit that is eased so that the plan's decisions are
    /// allowed; `None` where there was no time for a look. `outcome` is the plan's, and the time is that of `options`.
    pub fn eased(
        &self,
        network: &Network,
        outcome: &Outcome,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<Option<Eased>, SolveError> {
        let began = Instant::now();
        let left = |share: f64| share * options.time_limit_s - began.elapsed().as_secs_f64();
        let eased = self.carried(network, &self.prices);
        let at_stake = (outcome.objective - outcome.constant).abs();
        let mut looks = Looks::new(Oracle::new(&eased.priced), LITTLE * options.gap * at_stake);
        for prices in &outcome.cut_prices {
            looks.cut(&eased.priced.rows.carried(&self.priced.rows, prices));
        }
        let mut next = Some(outcome.decisions.clone());
        while let Some(decisions) = next.take() {
            let near = looks.best().map(|(_, at)| at);
            let Some(at) = eased.appraise(&decisions, near, &mut || watch.stop() || left(1.0) <= 0.0) else { break };
            looks.cut(at.prices());
            looks.looked.push((decisions, at));
            if left(SHARE_OF_LOOKS) > 0.0 {
                next = looks.changed(options.seed);
            }
            if next.is_none() {
                let question = (LEFT_OPEN * options.gap * at_stake, left(1.0), options.seed);
                next = looks.decided(question, &mut || watch.stop())?.filter(|_| left(SHARE_OF_LOOKS) > 0.0);
            }
        }
        Ok(looks.best().map(|(_, at)| Eased { least: at.least.max(looks.bound), bound: looks.bound }))
    }
}

impl<'a> Looks<'a> {
    fn new(oracle: Oracle<'a>, little: f64) -> Self {
        Self { oracle, cuts: Vec::new(), bound: f64::NEG_INFINITY, looked: Vec::new(), little }
    }

    fn cut(&mut self, prices: &[f64]) {
        let value = self.oracle.evaluate(prices, 0.0);
        self.bound = self.bound.max(value.value);
        self.cuts.push(Cut::of(value));
    }

    /// The decisions that cost least by their own prices.
    fn best(&self) -> Option<&(Decisions, Appraisal)> {
        self.looked.iter().min_by(|(_, a), (_, b)| a.least.total_cmp(&b.least))
    }

    /// Whether the cuts promise so much more of decisions than of any looked at that a look would pay.
    fn would_pay(&self, decisions: &Decisions) -> bool {
        let promised = self.cuts.iter().map(|cut| cut.at_decisions(&self.oracle, decisions));
        let promised = promised.fold(f64::NEG_INFINITY, f64::max);
        self.best().is_none_or(|(_, at)| promised + self.little < at.least)
    }

    /// Decisions that promise more, a few changes away from those looked at.
    fn changed(&self, seed: u32) -> Option<Decisions> {
        let mut known: Vec<&(Decisions, Appraisal)> = self.looked.iter().collect();
        known.sort_by(|(_, a), (_, b)| a.least.total_cmp(&b.least));
        let known: Vec<&Decisions> = known.into_iter().take(swaps::BEGINNINGS).map(|(known, _)| known).collect();
        let changed = swaps::improve(&self.oracle, &self.cuts, &known, seed);
        Some(changed).filter(|changed| self.would_pay(changed))
    }

    /// Decisions of the master that promise more, and its bound.
    fn decided(
        &mut self,
        (gap_pounds, seconds, seed): (f64, f64, u32),
        stop: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Decisions>, SolveError> {
        let Some((known, _)) = self.best().filter(|_| seconds > 0.0) else { return Ok(None) };
        let question = Question { cuts: &self.cuts, known, gap_pounds, stop_at: f64::INFINITY, seconds, seed };
        let Some(verdict) = master::decide(&self.oracle, &question, stop)? else { return Ok(None) };
        self.bound = self.bound.max(verdict.bound);
        Ok(Some(verdict.decisions).filter(|decisions| self.would_pay(decisions)))
    }
}
