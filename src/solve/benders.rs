//! Networks of one year: cuts that count each child once, and placements solved exactly, until they meet.
//!
//! 1. Climb: children's worths that make the [knapsack](super::knapsack) bound high ([`worths`](super::worths)); the best
//!    of them are cuts.
//! 2. Decide: the [`master`](super::master) says what to open by the cuts.
//! 3. Place: with decisions made everyone is placed by a linear programme, exactly. Its duals give the cut that is tight
//!    there.
//! 4. A plan known, [`enough`](super::enough) has to open, and some options are hopeless; climb again with that, then
//!    decide and place in turn. Decisions are only placed where a short climb for them, and for a mixture with what the
//!    long climb leant to, does not show that they cost more than the best plan.
//!
//! What it leaves unproven goes on to the other engines, with its plan, bound and cuts.

use std::collections::VecDeque;

use super::bound::{Shares, mixed, shares_of};
use super::enough::Enough;
use super::found::Found;
use super::knapsack::{self, Filled, Knapsacks};
use super::master::{self, Cut, LEFT_OPEN, Question, Verdict, kept};
use super::programme::{Aim, Programme};
use super::search::Search;
use super::worths::{self, At, Reach, Reached};
use super::{Decisions, Placing, SolveError, priced};
use crate::formulation::Start;

/// Steps of the climb before there is a plan, after, and for decisions.
const FIRST_STEPS: usize = 100;
const STEPS: usize = 400;
const STEPS_FOR_ONE: usize = 40;
/// Before there is a plan the climb aims so much above the bound.
const GUESS: f64 = 0.05;
/// Cuts kept of a climb: its last so many.
const KEPT: usize = 16;
/// How much of a mixture is what the climb leant to.
const LEANING: f64 = 0.5;
/// Most columns of a linear programme.
const MOST_COLUMNS: usize = 200_000;
/// Most starts of a network: with all of them a programme takes gigabytes before it can be counted.
const MOST_STARTS: usize = 2_000_000;

/// Plans and a bound of a network that has units, within so many seconds from the start.
pub(super) fn improve(search: &mut Search, until_s: f64) -> Result<(), SolveError> {
    let comes_here = search.options.fixed.is_none() && search.size.columns <= MOST_STARTS;
    let Some(units) = knapsack::units(&search.oracle).filter(|_| comes_here) else { return Ok(()) };
    search.until_s = until_s;
    if others_count(search, &units) {
        priced::climb(search);
    }
    Rounds::of(search, units).run(search)?;
    search.until_s = search.options.time_limit_s;
    Ok(())
}

/// Whether anything but the places of units has a price that somebody could meet.
fn others_count(search: &Search, units: &[bool]) -> bool {
    let (network, rows) = (search.network, &search.oracle.rows);
    let mut reached = vec![false; units.len()];
    for lane in 0..network.lanes.len() {
        reached[network.lanes.provision(lane).get()] = true;
    }
    let limited = rows.places.iter().any(|row| reached[row.provision.get()] && !units[row.provision.get()]);
    limited || !rows.policies.is_empty() || !rows.blocks.is_empty() || !rows.viable.is_empty()
}

/// The rounds of a search.
struct Rounds {
    units: Vec<bool>,
    knapsacks: Knapsacks,
    /// What a plan better than the best known has to open, and what it never takes; nothing without a plan.
    enough: Option<Enough>,
    hopeless: Vec<Vec<bool>>,
    /// What the last long climb reached.
    root: Reached,
    tried: Vec<Decisions>,
}

impl Rounds {
    fn of(search: &Search, units: Vec<bool>) -> Self {
        let knapsacks = Knapsacks::at(&search.oracle, &units, &search.prices);
        let root = Reached { worths: knapsacks.first_guess(), bound: f64::NEG_INFINITY, mean: Shares::new() };
        Self { units, knapsacks, enough: None, hopeless: Vec::new(), root, tried: Vec::new() }
    }

    fn run(&mut self, search: &mut Search) -> Result<(), SolveError> {
        let waiting = self.knapsacks.fill(&self.knapsacks.highest(), &|_| true);
        search.cuts.push(waiting.cut());
        self.climb(search, FIRST_STEPS);
        let begun = match search.allowed_of_known() {
            Some(known) => {
                self.place(search, &known)?;
                self.tried.push(known);
                true
            }
            None => self.decide_and_place(search)?,
        };
        if begun && search.best.cost().is_finite() {
            self.climb(search, STEPS);
            while self.decide_and_place(search)? {}
        }
        Ok(())
    }

    /// One round; whether it is worth another.
    fn decide_and_place(&mut self, search: &mut Search) -> Result<bool, SolveError> {
        if search.over() || search.proven() {
            return Ok(false);
        }
        search.stage("choosing what to open and sign");
        let Some(verdict) = self.decide(search)? else { return Ok(false) };
        search.bound = search.bound.max(verdict.bound.min(search.best.cost()));
        search.tell();
        if search.proven() || self.tried.contains(&verdict.decisions) {
            return Ok(false);
        }
        if !self.tried.is_empty() {
            self.look(search, &verdict.decisions);
        }
        if search.bound_of(&verdict.decisions) < search.best.cost() {
            self.place(search, &verdict.decisions)?;
        }
        self.tried.push(verdict.decisions);
        Ok(true)
    }

    /// What a plan better than the best has to open, by the cut in which nobody is worth less than waiting, and what it
    /// never opens.
    fn narrow(&mut self, search: &Search) {
        let best = search.best.cost();
        self.enough = Enough::of(&self.knapsacks.fill(&self.knapsacks.highest(), &|_| true), best);
        let filled = self.knapsacks.fill(&self.root.worths, &|_| true);
        self.hopeless = worths::hopeless(&search.oracle, self.enough.as_ref(), &filled, best);
    }

    /// Two cuts from short climbs: for a mixture with what the long climb leant to, and for decisions alone.
    fn look(&self, search: &mut Search, decisions: &Decisions) {
        search.stage("pricing what was chosen");
        let alone = shares_of(&search.oracle.choices, decisions);
        let mixture = mixed(&alone, &self.root.mean, LEANING);
        for shares in [mixture, alone] {
            let reach = Reach { aim: search.best.cost(), steps: STEPS_FOR_ONE, length: 0.5 };
            let from = (self.root.worths.clone(), &At::Shares(&shares));
            let stop = || search.over();
            let reached = worths::climb(&search.oracle, &self.knapsacks, from, reach, (&mut |_, _| {}, &stop));
            search.cuts.push(self.knapsacks.fill(&reached.worths, &|_| true).cut());
        }
    }

    /// The long climb: its bound is one for all plans, its last best points are cuts.
    fn climb(&mut self, search: &mut Search, steps: usize) {
        search.stage("raising the bound by what children are worth");
        let (known, enough) = (search.best.cost(), self.enough.as_ref());
        let from = std::mem::take(&mut self.root.worths);
        let guess = self.knapsacks.fill(&from, &|_| false).undecided;
        let aim = if self.tried.is_empty() { known.min(guess + GUESS * guess.abs()) } else { known };
        let reach = Reach { aim, steps, length: 1.0 };
        let mut cuts = VecDeque::new();
        let mut keep = |filled: Filled, _: f64| {
            cuts.push_back(filled.cut());
            if cuts.len() > KEPT {
                cuts.pop_front();
            }
        };
        let stop = || search.over();
        let at = At::Best(enough);
        self.root = worths::climb(&search.oracle, &self.knapsacks, (from, &at), reach, (&mut keep, &stop));
        search.cuts.extend(cuts);
        search.bound = search.bound.max(self.root.bound.min(known));
        self.narrow(search);
        search.tell();
    }

    /// The master, without the options that no better plan takes.
    fn decide(&self, search: &Search) -> Result<Option<Verdict>, SolveError> {
        let dropped = &self.hopeless;
        let mut oracle = search.oracle.clone();
        for (choice, dropped) in oracle.choices.iter_mut().zip(dropped) {
            choice.options = kept(&choice.options, dropped);
        }
        let cuts: Vec<Cut> = search.cuts.iter().map(|cut| cut.without(dropped)).collect();
        let enough = self.enough.as_ref().map(|enough| enough.without(dropped));
        let question = Question {
            cuts: &cuts,
            known: &search.best.decisions,
            gap_pounds: search.of_gap(LEFT_OPEN),
            stop_at: f64::INFINITY,
            seconds: search.left(),
            seed: search.options.seed,
        };
        master::decide_enough(&oracle, &question, enough.as_ref(), &mut || search.clock.watch.stop())
    }

    /// Everyone placed with these decisions, exactly; and the cut that is tight there.
    fn place(&mut self, search: &mut Search, decisions: &Decisions) -> Result<(), SolveError> {
        search.stage("placing everyone");
        let network = search.network;
        let is_open = |start: Start| {
            let provision = network.lanes.provision(start.lane as usize);
            !decisions.is_shut(network, provision, start.year as usize)
        };
        let programme = Programme::decided(network, &is_open);
        if programme.size().columns > MOST_COLUMNS {
            return Ok(());
        }
        let nobody = vec![0.0; network.chains() * network.stages() * network.years()];
        let everyone_waits = Found::new(network, decisions.clone(), Placing::settle(network, &[], &nobody), None);
        let (gap, until_s) = (search.options.gap, search.until_s);
        let aim = Aim::decided(gap, search.best.cost(), until_s);
        let run = programme.run(search.options, &search.clock, (&everyone_waits, search.bound), aim)?;
        if let Some(duals) = &run.duals {
            let mut prices = search.prices.clone();
            programme.bound_prices(&search.priced.rows, decisions, duals, &mut prices);
            self.cut_at(search, decisions, &prices);
        }
        if search.take_run(run) {
            self.narrow(search);
        }
        search.tell();
        Ok(())
    }

    /// The cut of prices that belong to decisions.
    fn cut_at(&self, search: &mut Search, decisions: &Decisions, prices: &[f64]) {
        let knapsacks = Knapsacks::at(&search.oracle, &self.units, prices);
        let opened = shares_of(&search.oracle.choices, decisions);
        let worths = knapsacks.worths_at(&search.oracle, &opened, prices);
        search.cuts.push(knapsacks.fill(&worths, &|_| true).cut());
    }
}
