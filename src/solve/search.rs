//! A search under way: the best plan, the best bound, the cuts, and the clock. Every stage of a solve works on one.

use super::bound::{Oracle, Priced, Shares};
use super::clock::Clock;
use super::found::Found;
use super::master::Cut;
use super::polish::Polishing;
use super::programme::Run;
use super::progress::{Event, Watch};
use super::trial::{SETTLED, Trial};
use super::{Decisions, Ended, Options, Outcome, Size, SolveError, regret, relative_gap};
use crate::formulation;
use crate::network::Network;

/// Seconds for the master at first.
const SECONDS_TO_DECIDE: f64 = 5.0;

/// A search under way.
#[derive(Clone)]
pub(super) struct Search<'a> {
    pub network: &'a Network<'a>,
    pub priced: &'a Priced<'a>,
    /// The bound with every decision open that is not fixed.
    pub oracle: Oracle<'a>,
    pub options: &'a Options,
    /// Decisions that are good in a case nearby, whether or not this one allows them.
    pub known: Option<Decisions>,
    pub clock: Clock<'a>,
    pub best: Found,
    /// Prices that make the bound of all decisions high, and how much of every option they would take.
    pub prices: Vec<f64>,
    pub leanings: Shares,
    /// The mean of all decisions that the master came to, the newest counting most.
    pub centre: Shares,
    /// Whether they have been found already.
    pub climbed: bool,
    /// No plan costs less.
    pub bound: f64,
    pub cuts: Vec<Cut>,
    /// The prices that they came from.
    pub cut_prices: Vec<Vec<f64>>,
    pub tried: Vec<Trial>,
    /// £ that the best polished plan is above the bound of its decisions; 0 while none is polished.
    pub loss: f64,
    /// The best plan, where polishing it further waits until no other decisions promise more.
    pub polishing: Option<Polishing>,
    /// £ by which the bound of decisions priced alone has risen at least while they settled; 0 while none has.
    pub rise: f64,
    /// Seconds for the master where nothing else takes longer.
    pub seconds_to_decide: f64,
    /// Whether the master gets a few telling cuts: with all of them it had no time to be sure.
    pub few_cuts: bool,
    /// Whether cuts say nothing of what decisions cost, so that choices are decided one after another.
    pub dives: bool,
    /// How many changes the cuts are trusted for where they say little of what decisions cost; 0 where they say enough.
    pub reach: usize,
    /// Seconds from the start at which the search is to end.
    pub until_s: f64,
    /// £ a year for one more place in the best plan.
    pub worth: Option<Vec<f64>>,
    /// Size of the programme.
    pub size: Size,
}

impl<'a> Search<'a> {
    /// Starts from the plan that decides nothing, filled in order of regret.
    pub(super) fn start(priced: &'a Priced<'a>, options: &'a Options, watch: &'a dyn Watch) -> Self {
        let network = priced.network;
        let mut clock = Clock::new(watch, network.roll.cost);
        clock.stage("finding a first plan", None, None);
        let mut oracle = Oracle::new(priced);
        if let Some(fixed) = &options.fixed {
            oracle = oracle.at(fixed);
        }
        let as_is = options.fixed.clone().unwrap_or_else(|| Decisions::as_is(network));
        let nothing = oracle.rows.nothing_scarce();
        let placing = regret::fill(&oracle, &nothing, &as_is, 0.0);
        let estimate = formulation::estimate(network);
        let mut search = Self {
            network,
            priced,
            oracle,
            options,
            known: None,
            clock,
            best: Found::new(network, as_is, placing, None),
            prices: nothing.clone(),
            leanings: Shares::new(),
            climbed: false,
            centre: Shares::new(),
            bound: f64::NEG_INFINITY,
            cuts: Vec::new(),
            cut_prices: Vec::new(),
            tried: Vec::new(),
            loss: 0.0,
            polishing: None,
            rise: 0.0,
            seconds_to_decide: SECONDS_TO_DECIDE,
            few_cuts: false,
            dives: false,
            reach: 0,
            until_s: options.time_limit_s,
            worth: None,
            size: Size { columns: estimate.starts, rows: 0, nonzeros: estimate.nonzeros },
        };
        search.cut(&nothing);
        search
    }

    /// Takes the prices of a search for the same network as climbed to already.
    pub(super) fn start_from(&mut self, prices: &[f64]) {
        self.prices = prices.to_vec();
        self.leanings = self.oracle.leanings(prices, SETTLED);
        self.climbed = true;
        self.cut(prices);
    }

    /// Whether the time is up, or the user has had enough.
    pub(super) fn over(&self) -> bool {
        self.clock.watch.stop() || self.clock.seconds() >= self.until_s
    }

    /// Seconds that are left.
    pub(super) fn left(&self) -> f64 {
        self.until_s - self.clock.seconds()
    }

    /// Whether a bound, were it one for everything, would prove the best plan.
    pub(super) fn closes(&self, bound: f64) -> bool {
        relative_gap(self.best.cost(), bound, self.network.roll.cost) <= self.options.gap
    }

    /// £ by which the best plan costs more, or less, than children on roll do; 0 without a plan. Gaps are shares of it.
    pub(super) fn at_stake(&self) -> f64 {
        Some((self.best.cost() - self.network.roll.cost).abs()).filter(|pounds| pounds.is_finite()).unwrap_or(0.0)
    }

    /// £ of a share of the gap asked for.
    pub(super) fn of_gap(&self, share: f64) -> f64 {
        share * self.options.gap * self.at_stake()
    }

    /// `(best − bound) / (best − constant)`.
    pub(super) fn gap(&self) -> f64 {
        relative_gap(self.best.cost(), self.bound, self.network.roll.cost)
    }

    /// Whether the gap asked for is proven.
    pub(super) fn proven(&self) -> bool {
        self.closes(self.bound)
    }

    /// Begins a stage.
    pub(super) fn stage(&mut self, stage: &'static str) {
        self.clock.stage(stage, Some(self.best.cost()), Some(self.bound));
    }

    /// Says how things stand.
    pub(super) fn tell(&self) {
        let (best, bound) = (Some(self.best.cost()), Some(self.bound));
        let seconds = self.clock.seconds();
        let gap = Some(self.gap());
        self.clock.watch.event(&Event { best, bound, gap, seconds, ..Event::of(self.clock.stage) });
    }

    /// A hard evaluation: a bound and a cut.
    pub(super) fn cut(&mut self, prices: &[f64]) {
        let value = self.oracle.evaluate(prices, 0.0);
        self.bound = self.bound.max(value.value);
        if self.options.fixed.is_none() {
            let cut = Cut::of(value);
            for trial in &mut self.tried {
                trial.bound = trial.bound.max(cut.at_decisions(&self.oracle, &trial.decisions));
            }
            self.cuts.push(cut);
            self.cut_prices.push(prices.to_vec());
        }
    }

    /// Takes a plan if it is better; the worth of places belongs to the decisions it was found with.
    pub(super) fn take(&mut self, found: Found) -> bool {
        let better = found.cost() < self.best.cost();
        if better {
            if found.decisions != self.best.decisions {
                self.worth = None;
            }
            self.polishing = None;
            self.best = found;
        }
        better
    }

    /// Takes what a run of HiGHS found; whether its plan is better.
    pub(super) fn take_run(&mut self, run: Run) -> bool {
        let Some(found) = run.plan else { return false };
        let decisions = found.decisions.clone();
        let better = self.take(found);
        if decisions == self.best.decisions {
            self.worth = run.prices.or(self.worth.take());
        }
        better
    }

    /// What was found.
    pub(super) fn finish(mut self) -> Result<Outcome, SolveError> {
        self.clock.end_stage();
        if !self.best.cost().is_finite() {
            return Err(SolveError::NoPlan);
        }
        let worth = self.worth.take();
        let settled = self.settled_prices();
        let worth = worth.or_else(|| settled.map(|prices| self.priced.rows.worth(self.network, prices)));
        let row_prices = settled.unwrap_or(&self.prices).to_vec();
        let (objective, constant) = (self.best.value.objective, self.network.roll.cost);
        // A bound is right to the solver's tolerance, on what there is to decide; it never passes the plan it bounds.
        let bound = (self.bound - 1e-9 * (self.bound - constant).abs()).min(objective);
        let ended = match (relative_gap(objective, bound, constant) <= self.options.gap, self.clock.watch.stop()) {
            (true, _) => Ended::Proven,
            (false, true) => Ended::Stopped,
            (false, false) => Ended::TimeLimit,
        };
        Ok(Outcome {
            ended,
            decisions: self.best.decisions,
            placing: self.best.placing,
            blocks: self.best.blocks,
            breaches: self.best.value.breaches,
            objective,
            constant,
            bound,
            prices: worth.filter(|_| self.options.prices),
            row_prices,
            cut_prices: self.cut_prices,
            size: self.size,
            timings: self.clock.timings,
        })
    }
}
