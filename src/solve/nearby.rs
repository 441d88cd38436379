//! Plans nearly as good as the best, and what all of them decide alike.
//!
//! The best plan's search leaves cuts. The master is asked for other decisions that the cuts allow within the limit
//! ([`different`](super::different)); their own prices, and those of a mixture with the best, give cuts that are tight
//! there and on the way, and either show that they are dearer or lead to their placements. What is dearer is not asked
//! for again.
//!
//! 1. Turn round: decisions that differ from what all plans so far decide alike, each that does counting as so many £.
//!    The most that could be turned round would lie where the cuts are loosest, so that after decisions that were dearer
//!    a turn counts half. Where there are none, every plan within the limit decides those alike: that is proven.
//! 2. Go on: the cheapest of those that are left. Where there are none, all plans within the limit are found.
//!
//! `limit = best + within · (best − constant)`: a share of what decisions can change, as a gap is.

use std::time::Instant;

use super::beside::Beside;
use super::bound::{Ascent, Oracle, Priced, mixed, shares_of};
use super::different::{self, Answer, Question};
use super::looks::LOOK;
use super::master::Cut;
use super::progress::{Event, OnlyStop, Watch};
use super::search::Search;
use super::{Decisions, OneOf, Options, Outcome, SolveError, search_on};
use crate::network::Network;

/// Share of the time kept for proving what all plans found decide alike.
const SHARE_OF_PROOF: f64 = 0.2;
/// Of the £ allowed, what one more decision turned round is worth at first; half of it after decisions that were dearer.
const TURN: f64 = 0.5;
/// How much of a mixture are the newest decisions.
const HALF: f64 = 0.5;
/// Share of the £ allowed by which the placements of a plan may miss the best.
const CLOSE: f64 = 0.05;
/// Bounds are right to this share of what is at stake.
const ROUNDING: f64 = 1e-9;

/// When two plans count as different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Differ {
    /// Where they open other projects or sign other contracts.
    #[default]
    Openings,
    /// Where they open them in other years, too.
    Years,
}

/// What came of looking for another plan.
#[derive(Debug)]
pub enum Next {
    /// One within the limit.
    Plan(Box<Outcome>),
    /// There is no other: proven, unless some could not be judged.
    NoMore,
    /// The time is up, or the user has had enough.
    Stopped,
}

/// A search for plans nearly as good as the best.
pub struct Nearby<'n> {
    beside: Beside<'n>,
    options: Options,
    differ: Differ,
    cuts: Vec<Cut>,
    /// £ that the best plan costs at least, and that others may cost at most.
    bound: f64,
    limit: f64,
    /// £ that others may cost more.
    room: f64,
    /// Everything that may be decided otherwise.
    all: Vec<OneOf>,
    /// Decisions of the plans so far, the best first.
    found: Vec<Decisions>,
    /// Decisions shown to be dearer, and those that could not be judged.
    dearer: Vec<Decisions>,
    unjudged: Vec<Decisions>,
    /// What every plan within the limit decides alike.
    proven: Vec<OneOf>,
    /// Whether nothing more is to be turned round.
    turned: bool,
    /// £ that one more decision turned round is worth.
    worth: f64,
    began: Instant,
}

/// What prices and placements say of decisions.
enum Judged {
    Within(Box<Outcome>),
    Dearer,
    Unjudged,
    /// Time ran out first.
    Stopped,
}

impl<'n> Nearby<'n> {
    /// Finds the best plan, as `solve` does; then plans may cost `within` of what it costs above the constant more. The
    /// time limit of `options` holds for the best plan, and once more for all the others.
    pub fn of(
        network: &'n Network<'n>,
        options: &Options,
        (within, differ): (f64, Differ),
        watch: &dyn Watch,
    ) -> Result<(Self, Outcome), SolveError> {
        let priced = Priced::of(network);
        let mut search = Search::start(&priced, options, watch);
        search_on(&mut search)?;
        let cuts = std::mem::take(&mut search.cuts);
        let all = different::subjects(&search.oracle);
        let best = search.finish()?;
        let room = within * (best.objective - best.constant).abs();
        let options = Options { gap: options.gap.min(CLOSE * within), ..options.clone() };
        let nearby = Self {
            beside: Beside::from(priced, &best),
            options,
            differ,
            cuts,
            bound: best.bound,
            limit: best.objective + room + ROUNDING * (best.objective - best.constant).abs(),
            room,
            all,
            found: vec![best.decisions.clone()],
            dearer: Vec::new(),
            unjudged: Vec::new(),
            proven: Vec::new(),
            turned: false,
            worth: TURN * room,
            began: Instant::now(),
        };
        Ok((nearby, best))
    }

    /// Everything that may be decided otherwise, each decision and each group; other optional projects and contracts no
    /// plan can take.
    pub fn subjects(&self) -> &[OneOf] {
        &self.all
    }

    /// Whether every plan within the limit decides this as the plans found do: proven.
    pub fn is_proven(&self, one_of: &OneOf) -> bool {
        self.proven.contains(one_of)
    }

    /// Whether plans were found, by [`another`](Self::another) or beyond it, that decide this differently.
    pub fn is_split(&self, one_of: &OneOf) -> bool {
        let taken = self.found.iter().filter(|found| found.takes_any(one_of)).count();
        taken > 0 && taken < self.found.len()
    }

    /// How many decisions looked as if they were within the limit and could not be judged.
    pub fn unjudged(&self) -> usize {
        self.unjudged.len()
    }

    /// Another plan, if there is one.
    pub fn another(&mut self, watch: &dyn Watch) -> Result<Next, SolveError> {
        loop {
            if self.left(SHARE_OF_PROOF) <= 0.0 || watch.stop() {
                return Ok(Next::Stopped);
            }
            let turn = if self.turned { Vec::new() } else { self.alike() };
            match self.ask(&turn, self.left(SHARE_OF_PROOF), watch)? {
                Answer::Unknown => return Ok(Next::Stopped),
                Answer::None if turn.is_empty() => return Ok(Next::NoMore),
                Answer::None => {
                    self.prove(&turn);
                    self.turned = true;
                }
                Answer::Perhaps(decisions) => match self.judge(&decisions, &OnlyStop(watch))? {
                    Judged::Within(outcome) => {
                        self.found.push(decisions);
                        self.worth = (2.0 * self.worth).min(TURN * self.room);
                        return Ok(Next::Plan(outcome));
                    }
                    Judged::Dearer => {
                        self.dearer.push(decisions);
                        self.worth *= 0.5;
                    }
                    Judged::Unjudged => self.unjudged.push(decisions),
                    Judged::Stopped => return Ok(Next::Stopped),
                },
            }
        }
    }

    /// Goes on for as long as there is time, but for the sake of what good plans have in common: turns round what it can,
    /// and proves the rest, all of it or one by one.
    pub fn settle(&mut self, watch: &dyn Watch) -> Result<(), SolveError> {
        while !self.turned {
            watch.event(&Event::of("turning round what good plans have in common"));
            if !matches!(self.another(watch)?, Next::Plan(_)) {
                break;
            }
        }
        let alike = if self.turned { Vec::new() } else { self.alike() };
        for (done, one_of) in alike.iter().enumerate() {
            watch.event(&Event::step("proving what good plans have in common", done, alike.len()));
            let (one_of, seconds) = (std::slice::from_ref(one_of), self.left(0.0) / (alike.len() - done) as f64);
            if seconds > 0.0 && !watch.stop() && self.ask(one_of, seconds, watch)? == Answer::None {
                self.prove(one_of);
            }
        }
        Ok(())
    }

    /// What all plans so far decide alike, unless it is proven already.
    fn alike(&self) -> Vec<OneOf> {
        let alike = |one_of: &&OneOf| !self.is_split(one_of) && !self.is_proven(one_of);
        self.all.iter().filter(alike).cloned().collect()
    }

    /// No plan within the limit turns these round, unless one does that could not be judged.
    fn prove(&mut self, alike: &[OneOf]) {
        let best = &self.found[0];
        let turned =
            |one_of: &OneOf| self.unjudged.iter().any(|other| other.takes_any(one_of) != best.takes_any(one_of));
        let proven: Vec<OneOf> = alike.iter().filter(|one_of| !turned(one_of)).cloned().collect();
        self.proven.extend(proven);
    }

    fn ask(&self, turn: &[OneOf], seconds: f64, watch: &dyn Watch) -> Result<Answer, SolveError> {
        let not_these: Vec<Decisions> = [&self.dearer[..], &self.unjudged, &self.found].concat();
        let question = Question {
            cuts: &self.cuts,
            bound: self.bound,
            limit: self.limit,
            turn: (turn, &self.found[0]),
            worth: self.worth,
            not_these: &not_these,
            not_like: if self.differ == Differ::Openings { &self.found } else { &[] },
            seconds,
            seed: self.options.seed,
        };
        different::ask(&Oracle::new(&self.beside.priced), &question, &mut || watch.stop())
    }

    /// A cut that is tight at decisions; their placements, where it does not show that they are dearer.
    fn judge(&mut self, decisions: &Decisions, watch: &dyn Watch) -> Result<Judged, SolveError> {
        let (began, seconds) = (self.began, self.options.time_limit_s);
        let mut over = || watch.stop() || began.elapsed().as_secs_f64() > seconds;
        let between = self.look(decisions, &mut over);
        if self.learn(&between, decisions) > self.limit {
            return Ok(Judged::Dearer);
        }
        let Some(appraisal) = self.beside.appraise(decisions, None, &mut over) else { return Ok(Judged::Stopped) };
        if self.learn(appraisal.prices(), decisions) > self.limit {
            return Ok(Judged::Dearer);
        }
        let options = Options { time_limit_s: self.left(0.0), ..self.options.clone() };
        let found = match self.beside.solve_from(appraisal.prices(), decisions, &options, watch) {
            Err(SolveError::Infeasible(_)) => return Ok(Judged::Dearer),
            Err(SolveError::NoPlan) if over() => return Ok(Judged::Stopped),
            Err(SolveError::NoPlan) => return Ok(Judged::Unjudged),
            found => found?,
        };
        self.learn(&found.row_prices, decisions);
        Ok(match found.objective <= self.limit {
            true => Judged::Within(Box::new(self.beside_the_best(found))),
            false if found.bound > self.limit => Judged::Dearer,
            false if over() => Judged::Stopped,
            false => Judged::Unjudged,
        })
    }

    /// Prices for a mixture of decisions and the best: the cut of prices for decisions alone is loose on the way to them.
    fn look(&self, decisions: &Decisions, over: &mut dyn FnMut() -> bool) -> Vec<f64> {
        let oracle = Oracle::new(&self.beside.priced);
        let [best, newest] = [&self.found[0], decisions].map(|each| shares_of(&oracle.choices, each));
        let mixture = oracle.between(mixed(&best, &newest, HALF));
        Ascent::new(&mixture, Some(self.beside.prices.clone())).through(&LOOK, over)
    }

    /// Keeps the cut of prices; what it says of decisions.
    fn learn(&mut self, prices: &[f64], decisions: &Decisions) -> f64 {
        let oracle = Oracle::new(&self.beside.priced);
        let cut = Cut::of(oracle.evaluate(prices, 0.0));
        let least = cut.at_decisions(&oracle, decisions);
        self.cuts.push(cut);
        least
    }

    /// An outcome of fixed decisions as one of all decisions: it is bounded by what the best is bounded by.
    fn beside_the_best(&self, outcome: Outcome) -> Outcome {
        outcome.among_all(self.bound, self.options.gap)
    }

    /// Seconds that are left, without a share that is kept.
    fn left(&self, kept: f64) -> f64 {
        (1.0 - kept) * self.options.time_limit_s - self.began.elapsed().as_secs_f64()
    }
}
