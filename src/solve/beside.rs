//! Other decisions beside a plan that is found: from its prices, far sooner than from nothing.

use super::bound::{Ascent, Oracle, Priced};
use super::progress::Watch;
use super::prospects::Prospects;
use super::search::Search;
use super::{Decisions, Engine, Options, Outcome, SolveError, is_small, search_on};
use crate::network::Network;

/// Temperatures at which a bound of other decisions is raised, discounted £ per child, and the most steps at each.
const RAISE: [(f64, usize); 2] = [(50.0, 50), (20.0, 80)];

/// A network, and the prices that the decisions of its plan settled at.
pub struct Beside<'n> {
    pub(super) priced: Priced<'n>,
    pub(super) prices: Vec<f64>,
}

/// What prices say that the best placements of some decisions cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Appraisal {
    /// Discounted £ and penalties; no plan with these decisions costs less.
    pub least: f64,
    /// The prices, by priced row.
    prices: Vec<f64>,
}

impl Appraisal {
    pub(super) fn prices(&self) -> &[f64] {
        &self.prices
    }
}

impl<'n> Beside<'n> {
    /// From an outcome of the same network.
    pub fn of(network: &'n Network<'n>, outcome: &Outcome) -> Self {
        Self::from(Priced::of(network), outcome)
    }

    /// The same where the network is packed already.
    pub(super) fn from(priced: Priced<'n>, outcome: &Outcome) -> Self {
        Self { priced, prices: outcome.row_prices.clone() }
    }

    /// The network.
    pub fn network(&self) -> &'n Network<'n> {
        self.priced.network
    }

    /// The best placements of decisions: from the whole programme where that is small, by the priced engine where it is
    /// not.
    pub fn solve(&self, decisions: &Decisions, options: &Options, watch: &dyn Watch) -> Result<Outcome, SolveError> {
        self.solve_from(&self.prices, decisions, options, watch)
    }

    /// The same from other prices.
    pub(super) fn solve_from(
        &self,
        prices: &[f64],
        decisions: &Decisions,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<Outcome, SolveError> {
        let engine = if is_small(self.network()) { Engine::Direct } else { Engine::Priced };
        let options = Options { engine, fixed: Some(decisions.clone()), ..options.clone() };
        let mut search = Search::start(&self.priced, &options, watch);
        search.start_from(prices);
        search_on(&mut search)?;
        search.finish()
    }

    /// Every chain under the prices of an appraisal: what more places promise to whom.
    pub fn prospects(&self, decisions: &Decisions, at: &Appraisal) -> Prospects<'n> {
        Prospects::of(self.network(), &Oracle::new(&self.priced).at(decisions), &at.prices)
    }

    /// The same for another network of much the same tables, at these prices as far as its rows are the same.
    pub(super) fn carried<'m>(&self, network: &'m Network<'m>, prices: &[f64]) -> Beside<'m> {
        let priced = Priced::of(network);
        let prices = priced.rows.carried(&self.priced.rows, prices);
        Beside { priced, prices }
    }

    /// The same for a network that has one provision more, after all the others: `worth` is what one of its places goes
    /// for at first, discounted £ by year.
    pub fn with_one_more<'m>(&self, near: &Appraisal, network: &'m Network<'m>, worth: &[f64]) -> Beside<'m> {
        let mut beside = self.carried(network, &near.prices);
        let before = self.network().case.provisions.len();
        for (price, row) in beside.prices.iter_mut().zip(&beside.priced.rows.places) {
            if row.provision.get() >= before {
                *price = worth[row.year];
            }
        }
        beside
    }

    /// The same for a network that differs in the terms of its contracts alone.
    pub fn with_terms<'m>(&self, network: &'m Network<'m>) -> Beside<'m> {
        self.carried(network, &self.prices)
    }

    /// What decisions cost by prices that are raised from others'; `None` where `stop` came first.
    pub fn appraise(
        &self,
        decisions: &Decisions,
        near: Option<&Appraisal>,
        stop: &mut dyn FnMut() -> bool,
    ) -> Option<Appraisal> {
        let oracle = Oracle::new(&self.priced).at(decisions);
        let prices = near.map_or(&self.prices, |near| &near.prices);
        let prices = Ascent::new(&oracle, Some(prices.clone())).through(&RAISE, stop);
        let least = oracle.evaluate(&prices, 0.0).value;
        (!stop()).then_some(Appraisal { least, prices })
    }
}
