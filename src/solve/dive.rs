//! Decisions where cuts say nothing of what they cost: the surest first, with new prices in between.
//!
//! Where many units may stand for one another, prices lean a little to each of them, and all decisions that spend the
//! capital look alike to the cuts. What one of them is worth depends on which others there are, so a part of the choices
//! is decided at a time, those that prices lean to most clearly, and the prices of what is left are raised again (a dive).
//! Then half of the choices are left as the best have them and the others decided anew, again and again (large
//! neighbourhood search: Shaw, 1998).

use oorandom::Rand64;

use super::Decisions;
use super::bound::{Ascent, Choice, Oracle, What};
use super::looks::{self, FAR, LOOKED};
use super::search::Search;
use super::swaps;

/// Temperature at which prices are raised in between, and the most steps.
const BETWEEN: (f64, usize) = (1_000.0, 30);
/// Share of the choices left that are decided at a time.
const PART: f64 = 0.25;
/// Share of the choices that are decided anew, and how often that is tried before it is given up because nothing new comes
/// out.
const ANEW: f64 = 0.5;
const ATTEMPTS: usize = 3;
/// Temperatures at which what comes out is priced alone, and the most steps at each.
const ALONE: [(f64, usize); 3] = [(1_000.0, 25), (300.0, 30), (LOOKED, 60)];
/// £ of capital that are rounding.
const ROUNDING: f64 = 1e-6;

/// Decides every choice; `None` where what comes out cannot be mended to keep requirements.
pub(super) fn dive(search: &Search) -> Option<Decisions> {
    Diving::of(&search.oracle, &search.prices).decide_all(search)
}

/// Decides half of the choices anew where the best decisions that have been priced alone have the others, and prices what
/// comes out. Whether that was anything new.
pub(super) fn dive_again(search: &mut Search) -> bool {
    search.stage("choosing what to open and sign");
    let Some(from) = search.best_alone().cloned() else { return false };
    let mut random = Rand64::new(u128::from(search.options.seed) << 32 | search.cuts.len() as u128);
    let mut attempts = (0..ATTEMPTS).filter_map(|_| {
        let mut diving = Diving::of(&search.oracle, &from.prices);
        diving.keep(&from.decisions, || random.rand_float() >= ANEW);
        diving.raise(search);
        diving.decide_all(search)
    });
    let Some(decisions) = attempts.find(|found| search.is_new(found)) else { return false };
    looks::try_alone(search, decisions, from.prices, &ALONE);
    true
}

/// What is decided so far.
struct Diving<'a> {
    /// Only what may still be chosen: of a choice that is decided its option, or nothing.
    oracle: Oracle<'a>,
    prices: Vec<f64>,
    /// By choice, whether it is still to be decided.
    open: Vec<bool>,
    /// £ of capital that are left by the end of each year.
    left: Vec<f64>,
}

impl<'a> Diving<'a> {
    fn of(oracle: &Oracle<'a>, prices: &[f64]) -> Self {
        let may_choose = |choice: &Choice| choice.may_decline && !choice.options.is_empty() || choice.options.len() > 1;
        let open = oracle.choices.iter().map(may_choose).collect();
        let left = oracle.rows.capital.clone();
        Self { oracle: oracle.clone(), prices: prices.to_vec(), open, left }
    }

    fn still_open(&self) -> Vec<usize> {
        (0..self.open.len()).filter(|&at| self.open[at]).collect()
    }

    /// Takes over what decisions have for the choices that are to be kept.
    fn keep(&mut self, decisions: &Decisions, mut kept: impl FnMut() -> bool) {
        for at in self.still_open().into_iter().filter(|_| kept()) {
            let way = self.oracle.choices[at].options.iter().position(|option| option.what.is_taken(decisions));
            self.decide(at, way);
        }
        self.leave_what_is_affordable();
    }

    /// Decides a part of what is left at a time; `None` where that cannot be mended to keep requirements.
    fn decide_all(mut self, search: &Search) -> Option<Decisions> {
        while !search.over() && self.decide_surest() {
            self.raise(search);
        }
        swaps::mended(&search.oracle, &search.cuts, &self.decisions())
    }

    /// Decides the surest part of the choices left; whether any are left then.
    fn decide_surest(&mut self) -> bool {
        let leanings = self.oracle.leanings(&self.prices, BETWEEN.0);
        let sure = |at: usize| {
            let none = if self.oracle.choices[at].may_decline { 1.0 - leanings[at].iter().sum::<f64>() } else { 0.0 };
            let options = leanings[at].iter().enumerate().map(|(option, &share)| (share, Some(option)));
            let most = options.fold((none, None), |most, option| if option.0 > most.0 { option } else { most });
            (most, at)
        };
        let mut order: Vec<((f64, Option<usize>), usize)> = self.still_open().into_iter().map(sure).collect();
        order.sort_by(|((a, _), _), ((b, _), _)| b.total_cmp(a));
        let many = (PART * order.len() as f64).ceil() as usize;
        for ((_, way), at) in order.into_iter().take(many) {
            self.decide(at, way);
        }
        self.leave_what_is_affordable();
        self.open.contains(&true)
    }

    /// Takes an option of a choice, or none; what is not affordable by now is left open.
    fn decide(&mut self, at: usize, way: Option<usize>) {
        let choice = &mut self.oracle.choices[at];
        match way {
            None => choice.options.clear(),
            Some(option) if choice.may_decline && !is_affordable(&self.left, choice, option) => return,
            Some(option) => {
                choice.options = vec![choice.options.swap_remove(option)];
                choice.may_decline = false;
                if let Some((pounds, year)) = choice.options[0].capital {
                    self.left.iter_mut().skip(year).for_each(|left| *left -= pounds);
                }
            }
        }
        self.open[at] = false;
    }

    /// Drops every option that what is left of capital does not pay for.
    fn leave_what_is_affordable(&mut self) {
        for at in self.still_open() {
            let choice = &mut self.oracle.choices[at];
            if choice.may_decline {
                let kept: Vec<bool> = (0..choice.options.len()).map(|o| is_affordable(&self.left, choice, o)).collect();
                let mut kept = kept.into_iter();
                choice.options.retain(|_| kept.next() == Some(true));
                self.open[at] = !choice.options.is_empty();
            }
        }
    }

    fn raise(&mut self, search: &Search) {
        let ascent = Ascent::new(&self.oracle, Some(std::mem::take(&mut self.prices))).remembering(FAR);
        self.prices = ascent.through(&[BETWEEN], &mut || search.over());
    }

    fn decisions(&self) -> Decisions {
        let case = self.oracle.network.case;
        let mut decisions =
            Decisions { opened: vec![None; case.projects.len()], signed: vec![false; case.contracts.len()] };
        for choice in self.oracle.choices.iter().filter(|choice| !choice.may_decline) {
            match choice.options.first().map(|option| option.what) {
                Some(What::Open(k, year)) => decisions.opened[k.get()] = Some(year),
                Some(What::Sign(m)) => decisions.signed[m.get()] = true,
                None => {}
            }
        }
        decisions
    }
}

/// Whether what is left of capital pays for an option.
fn is_affordable(left: &[f64], choice: &Choice, option: usize) -> bool {
    let lasts = |(pounds, year): (f64, usize)| left.iter().skip(year).all(|left| pounds <= left + ROUNDING);
    choice.options[option].capital.is_none_or(lasts)
}
