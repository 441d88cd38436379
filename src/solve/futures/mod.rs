//! One set of decisions for several futures: what opens and what is signed is decided once, every child is placed anew in
//! each future.
//!
//! ```text
//! minimise over decisions y    (1 − λ) · Σ p_w · c_w(y) + λ · (mean of c_w(y) over the worst share β)
//! c_w(y) = least cost of future w with decisions y,   Σ p_w = 1
//! ```
//!
//! Each future is searched alone first; all its cuts go into one [`master`]. Decisions that it comes to are looked at in
//! every future, which gives cuts, and, where they still are the best, judged: everyone placed. Judged decisions have
//! bounds of their own and the master leaves them out, so that the lower of its bound and theirs is one for everything.

mod master;
mod placed;
mod worst;

use std::cmp::Ordering;
use std::time::Instant;

use self::master::{Question, decide};
use self::placed::{Placed, place};
pub use self::worst::Worst;
use super::bound::Priced;
use super::master::LEFT_OPEN;
use super::progress::{Event, Watch};
use super::search::Search;
use super::{Decisions, Ended, Options, Outcome, SolveError, looks, priced, relative_gap, search_on};
use crate::network::Network;

/// Share of the gap asked for that may be left open where decisions are judged.
const CLOSER: f64 = 0.3;

/// Seconds for the master at first.
const SECONDS_TO_DECIDE: f64 = 10.0;

/// A network made ready for passes.
pub struct Packed<'n>(Priced<'n>);

impl<'n> Packed<'n> {
    /// Of a network.
    pub fn of(network: &'n Network<'n>) -> Self {
        Self(Priced::of(network))
    }
}

/// Decisions judged in every future.
#[derive(Debug, Clone)]
pub struct Common {
    /// What opens and is signed.
    pub decisions: Decisions,
    /// The best placements, by future.
    pub outcomes: Vec<Outcome>,
    /// What is minimised, discounted £ and penalties.
    pub objective: f64,
    /// The same of the bounds of its placements.
    least: f64,
}

/// One plan for many futures, and how far that is proven.
#[derive(Debug, Clone)]
pub struct Best {
    /// The best that were judged.
    pub common: Common,
    /// No decisions come to less.
    pub bound: f64,
    /// `(objective − bound)`, as a share of what is to decide.
    pub gap: f64,
    /// How the search ended.
    pub ended: Ended,
}

/// Several futures of one county, with the same decisions to make.
pub struct Futures<'a> {
    likely: Vec<f64>,
    searches: Vec<Search<'a>>,
    own: Vec<Outcome>,
    packed: &'a [Packed<'a>],
    worst: Worst,
    options: &'a Options,
    watch: &'a dyn Watch,
    judged: Vec<Common>,
    /// Decisions for which some future has no plan, or none was found, and what they come to at least.
    without: Vec<(Decisions, f64)>,
    seconds_to_decide: f64,
}

impl<'a> Futures<'a> {
    /// Searches every future alone. `likely` sums to 1; the options' time limit is that of each search.
    pub fn of(
        packed: &'a [Packed<'a>],
        likely: &[f64],
        worst: Worst,
        (options, watch): (&'a Options, &'a dyn Watch),
    ) -> Result<Self, SolveError> {
        let (mut searches, mut own) = (Vec::new(), Vec::new());
        for (at, future) in packed.iter().enumerate() {
            watch.event(&Event::step("planning each future by itself", at, packed.len()));
            let mut search = Search::start(&future.0, options, watch);
            search_on(&mut search)?;
            own.push(search.clone().finish()?);
            search.until_s = f64::INFINITY;
            if search.leanings.is_empty() {
                priced::climb(&mut search);
            }
            searches.push(search);
        }
        Ok(Self {
            likely: likely.to_vec(),
            searches,
            own,
            packed,
            worst,
            options,
            watch,
            judged: Vec::new(),
            without: Vec::new(),
            seconds_to_decide: SECONDS_TO_DECIDE,
        })
    }

    /// The best plan known of a future: its own, or what judged decisions come to there.
    pub fn best_of(&self, future: usize) -> &Outcome {
        let judged = self.judged.iter().map(|judged| &judged.outcomes[future]);
        judged.fold(&self.own[future], |best, other| if other.objective < best.objective { other } else { best })
    }

    /// No plan of a future costs less.
    pub fn least_of(&self, future: usize) -> f64 {
        self.own[future].bound
    }

    /// Everyone placed in every future with these decisions; `None` where one does not allow them.
    pub fn judge(&mut self, decisions: &Decisions) -> Result<Option<&Common>, SolveError> {
        if let Some(at) = self.judged.iter().position(|judged| judged.decisions == *decisions) {
            return Ok(self.judged.get(at));
        }
        let options = Options {
            gap: CLOSER * self.options.gap,
            prices: false,
            fixed: Some(decisions.clone()),
            ..self.options.clone()
        };
        let mut outcomes = Vec::new();
        for (at, (future, search)) in self.packed.iter().zip(&mut self.searches).enumerate() {
            self.watch.event(&Event::step("placing everyone in each future", at, self.packed.len()));
            match place(future, search, &options, self.watch)? {
                Placed::Plan(outcome) => outcomes.push(*outcome),
                Placed::NotFound => {
                    self.without.push((decisions.clone(), self.by_cuts(decisions)));
                    return Ok(None);
                }
                Placed::Impossible => {
                    self.without.push((decisions.clone(), f64::INFINITY));
                    return Ok(None);
                }
            }
        }
        let of = |each: fn(&Outcome) -> f64| self.value(outcomes.iter().map(each));
        let (objective, least) = (of(|outcome| outcome.objective), of(|outcome| outcome.bound));
        self.judged.push(Common { decisions: decisions.clone(), outcomes, objective, least });
        Ok(self.judged.last())
    }

    /// The best decisions for all futures, within so many seconds.
    pub fn solve(&mut self, seconds: f64) -> Result<Best, SolveError> {
        let began = Instant::now();
        // No decisions come to less than if each future could have its own.
        let mut bound = self.value(self.own.iter().map(|outcome| outcome.bound));
        let mut looked: Vec<Decisions> = Vec::new();
        self.judge_the_likeliest()?;
        while !self.watch.stop() && self.gap(bound) > self.options.gap {
            let left = seconds - began.elapsed().as_secs_f64();
            let Some(verdict) = self.ask(left)? else { break };
            bound = bound.max(self.least_known().fold(verdict.bound, f64::min));
            self.tell(bound, began.elapsed().as_secs_f64());
            let best = self.best().map_or(f64::INFINITY, |best| best.objective);
            if verdict.bound >= best {
                // What is left open is in the placements of decisions that are judged.
                break;
            }
            if looked.contains(&verdict.decisions) {
                self.judge(&verdict.decisions)?;
            } else {
                self.look(&verdict.decisions);
                looked.push(verdict.decisions);
            }
            if !verdict.sure {
                self.seconds_to_decide *= 2.0;
            }
        }
        let stopped = self.watch.stop();
        let gap = self.gap(bound);
        let common = self.best().cloned().ok_or(SolveError::NoPlan)?;
        let ended = match (gap <= self.options.gap, stopped) {
            (true, _) => Ended::Proven,
            (false, true) => Ended::Stopped,
            (false, false) => Ended::TimeLimit,
        };
        Ok(Best { bound: bound.min(common.objective), common, gap, ended })
    }

    /// The best decisions that were judged.
    pub fn best(&self) -> Option<&Common> {
        self.judged.iter().min_by(|a, b| a.objective.partial_cmp(&b.objective).unwrap_or(Ordering::Equal))
    }

    /// Of the futures' own decisions and of none, those that the cuts make best, that all allow.
    fn judge_the_likeliest(&mut self) -> Result<(), SolveError> {
        let mut known: Vec<(f64, Decisions)> = Vec::new();
        for outcome in &self.own {
            known.push((self.by_cuts(&outcome.decisions), outcome.decisions.clone()));
        }
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        known.push((f64::INFINITY, Decisions::as_is(self.packed[0].0.network)));
        for (_, decisions) in known {
            if self.judge(&decisions)?.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// The master's answer; `None` where there is no time.
    fn ask(&self, left: f64) -> Result<Option<super::master::Verdict>, SolveError> {
        if left <= 0.0 {
            return Ok(None);
        }
        let futures: Vec<(f64, &Search)> = self.likely.iter().copied().zip(&self.searches).collect();
        let without = self.without.iter().map(|(decisions, _)| decisions);
        let judged: Vec<&Decisions> = self.judged.iter().map(|judged| &judged.decisions).chain(without).collect();
        let at_stake = self.best().map_or(0.0, |best| best.objective - self.constant()).abs();
        let question = Question {
            futures: &futures,
            worst: self.worst,
            judged: &judged,
            gap_pounds: LEFT_OPEN * self.options.gap * at_stake,
            seconds: self.seconds_to_decide.min(left),
            seed: self.options.seed,
        };
        let known = Decisions::as_is(self.packed[0].0.network);
        decide(&question, &known, &mut || self.watch.stop())
    }

    /// Cuts for decisions in every future.
    fn look(&mut self, decisions: &Decisions) {
        let of = self.searches.len();
        for (at, search) in self.searches.iter_mut().enumerate() {
            self.watch.event(&Event::step("pricing what was chosen in each future", at, of));
            looks::look(search, decisions.clone());
        }
    }

    /// What is minimised, of a cost by future.
    fn value(&self, costs: impl Iterator<Item = f64>) -> f64 {
        self.worst.value(&self.likely, &costs.collect::<Vec<_>>())
    }

    /// What decisions come to at least by the cuts.
    fn by_cuts(&self, decisions: &Decisions) -> f64 {
        self.value(self.searches.iter().map(|search| search.bound_of(decisions)))
    }

    /// What decisions that the master leaves out come to at least.
    fn least_known(&self) -> impl Iterator<Item = f64> {
        let without = self.without.iter().map(|&(_, least)| least);
        self.judged.iter().map(|judged| judged.least).chain(without)
    }

    /// What no decision changes.
    fn constant(&self) -> f64 {
        self.likely.iter().zip(self.packed).map(|(likely, future)| likely * future.0.network.roll.cost).sum()
    }

    fn gap(&self, bound: f64) -> f64 {
        let best = self.best().map_or(f64::INFINITY, |best| best.objective);
        relative_gap(best, bound, self.constant())
    }

    fn tell(&self, bound: f64, seconds: f64) {
        let best = self.best().map(|best| best.objective);
        let gap = Some(self.gap(bound)).filter(|gap| gap.is_finite());
        self.watch.event(&Event { best, bound: Some(bound), gap, seconds, ..Event::of("one plan for all futures") });
    }
}
