//! Decisions improved one or two changes at a time, judged by the cuts alone: what the master looks for, in a moment and
//! without its bound.
//!
//! A change takes another option of a choice, or none; a step makes the change, or the pair of changes, that lowers the
//! highest cut most, within groups, requirements and capital, until none lowers it. Then a few choices are thrown anew,
//! and what comes of that is kept if it is better. The number of throws is fixed, so that answers do not depend on the
//! speed of a machine.

use oorandom::Rand64;
use rayon::prelude::*;

use super::Decisions;
use super::bound::{Oracle, What};
use super::master::Cut;
use crate::id::ProjectIx;

/// How many decisions are started from, how often choices are thrown anew from each, and how many of them.
pub(super) const BEGINNINGS: usize = 4;
const THROWS: usize = 15;
const THROWN: usize = 2;
/// The same where one decision of the best is turned round, again and again: what is best is near.
const FEW_THROWS: usize = 4;
/// £ by which a step has to lower the highest cut.
const ENOUGH: f64 = 1.0;
/// Of the ways to change a choice, those that go furthest alone are tried in pairs.
const PARTNERS: usize = 400;

/// Decisions that the cuts make no dearer than any of those `known`, and most often nearly the cheapest. What is known
/// has to keep groups, requirements and capital.
pub(super) fn improve(oracle: &Oracle, cuts: &[Cut], known: &[&Decisions], seed: u32) -> Decisions {
    let ways = Ways::of(oracle, cuts);
    let ends: Vec<Standing> =
        known.par_iter().enumerate().map(|(i, known)| improved(&ways, known, u64::from(seed) + i as u64)).collect();
    let best = ends.iter().min_by(|a, b| a.highest().total_cmp(&b.highest()));
    best.map_or_else(|| Decisions::as_is(oracle.network), |best| ways.decisions(oracle, &best.taken))
}

/// The same from decisions that need not keep any of that: they are mended first. `None` where that does not help.
pub(super) fn improve_affordable(oracle: &Oracle, cuts: &[Cut], known: &Decisions, seed: u32) -> Option<Decisions> {
    let ways = Ways::of(oracle, cuts);
    let standing = Standing::mended(&ways, known)?;
    Some(ways.decisions(oracle, &improved_from(&ways, standing, (FEW_THROWS, u64::from(seed))).taken))
}

/// Decisions that need not keep groups, requirements or capital, changed until they do: of a group the first is taken,
/// for capital whatever costs the cuts least is given up or put off, and what requires something that is not there is
/// given up. `None` where that is not enough.
pub(super) fn mended(oracle: &Oracle, cuts: &[Cut], known: &Decisions) -> Option<Decisions> {
    let ways = Ways::of(oracle, cuts);
    Standing::mended(&ways, known).map(|standing| ways.decisions(oracle, &standing.taken))
}

fn improved(ways: &Ways, known: &Decisions, seed: u64) -> Standing {
    improved_from(ways, Standing::at(ways, ways.taken(known)), (THROWS, seed))
}

fn improved_from(ways: &Ways, mut best: Standing, (throws, seed): (usize, u64)) -> Standing {
    best.descend(ways);
    if ways.of_choice.is_empty() {
        return best;
    }
    let mut random = Rand64::new(u128::from(seed));
    for _ in 0..throws {
        let mut other = best.clone();
        for _ in 0..THROWN {
            other.throw(ways, &mut random);
        }
        if other.afford(ways) {
            other.descend(ways);
            if other.highest() < best.highest() - ENOUGH {
                best = other;
            }
        }
    }
    best
}

/// One way to decide on a choice: an option, or none.
struct Way {
    what: Option<What>,
    /// £ of capital by the end of each year.
    spent: Vec<f64>,
    /// What it adds to each cut.
    costs: Vec<f64>,
}

/// Every way to decide, and what has to be kept.
struct Ways<'a> {
    of_choice: Vec<Vec<Way>>,
    undecided: Vec<f64>,
    capital: &'a [f64],
    /// Projects that require another.
    required: Vec<(ProjectIx, ProjectIx)>,
}

impl<'a> Ways<'a> {
    fn of(oracle: &'a Oracle, cuts: &[Cut]) -> Self {
        let capital = &oracle.rows.capital;
        let of_choice = oracle.choices.iter().enumerate().map(|(c, choice)| {
            let none = Way { what: None, spent: vec![0.0; capital.len()], costs: vec![0.0; cuts.len()] };
            let options = choice.options.iter().enumerate().map(|(o, option)| {
                let spent = |t: usize| option.capital.filter(|&(_, year)| year <= t).map_or(0.0, |(pounds, _)| pounds);
                Way {
                    what: Some(option.what),
                    spent: (0..capital.len()).map(spent).collect(),
                    costs: cuts.iter().map(|cut| cut.options[c][o]).collect(),
                }
            });
            choice.may_decline.then_some(none).into_iter().chain(options).collect()
        });
        let projects = oracle.network.case.projects.iter().enumerate();
        let required = projects.flat_map(|(k, project)| project.requires.iter().map(move |&j| (ProjectIx::new(k), j)));
        Self {
            of_choice: of_choice.collect(),
            undecided: cuts.iter().map(|cut| cut.undecided).collect(),
            capital,
            required: required.collect(),
        }
    }

    fn way(&self, change: Change) -> &Way {
        &self.of_choice[change.choice][change.way]
    }

    /// The way that decisions take, by choice.
    fn taken(&self, decisions: &Decisions) -> Vec<usize> {
        let is_taken = |way: &Way| way.what.is_some_and(|what| what.is_taken(decisions));
        self.of_choice.iter().map(|ways| ways.iter().position(is_taken).unwrap_or(0)).collect()
    }

    fn decisions(&self, oracle: &Oracle, taken: &[usize]) -> Decisions {
        let case = oracle.network.case;
        let mut decisions =
            Decisions { opened: vec![None; case.projects.len()], signed: vec![false; case.contracts.len()] };
        for (ways, &at) in self.of_choice.iter().zip(taken) {
            match ways[at].what {
                Some(What::Open(k, year)) => decisions.opened[k.get()] = Some(year),
                Some(What::Sign(m)) => decisions.signed[m.get()] = true,
                None => {}
            }
        }
        decisions
    }

    /// A choice that opens a project before what it requires, of those that `may_be` it.
    fn unmet(&self, taken: &[usize], may_be: impl Fn(usize) -> bool) -> Option<usize> {
        let opened = |project: ProjectIx| {
            self.of_choice.iter().zip(taken).enumerate().find_map(|(choice, (ways, &at))| match ways[at].what {
                Some(What::Open(k, year)) if k == project => Some((choice, year)),
                _ => None,
            })
        };
        self.required.iter().find_map(|&(k, j)| {
            let (choice, year) = opened(k).filter(|&(choice, _)| may_be(choice))?;
            opened(j).is_none_or(|(_, first)| first > year).then_some(choice)
        })
    }
}

/// A change of one choice.
#[derive(Debug, Clone, Copy)]
struct Change {
    choice: usize,
    way: usize,
}

/// Where a search stands.
#[derive(Clone)]
struct Standing {
    /// The way taken, by choice.
    taken: Vec<usize>,
    /// What each cut comes to.
    cuts: Vec<f64>,
    /// £ spent by the end of each year.
    spent: Vec<f64>,
}

impl Standing {
    fn at(ways: &Ways, taken: Vec<usize>) -> Self {
        let mut cuts = ways.undecided.clone();
        let mut spent = vec![0.0; ways.capital.len()];
        for (ways, &at) in ways.of_choice.iter().zip(&taken) {
            add(&mut cuts, &ways[at].costs);
            add(&mut spent, &ways[at].spent);
        }
        Self { taken, cuts, spent }
    }

    /// Where decisions stand once they keep capital and requirements, if they can.
    fn mended(ways: &Ways, known: &Decisions) -> Option<Self> {
        let mut standing = Self::at(ways, ways.taken(known));
        standing.afford(ways);
        standing.give_up_unmet(ways);
        standing.is_allowed(ways).then_some(standing)
    }

    fn highest(&self) -> f64 {
        highest(&self.cuts)
    }

    /// Takes another way.
    fn change(&mut self, ways: &Ways, change: Change) {
        let (old, new) = (&ways.of_choice[change.choice][self.taken[change.choice]], ways.way(change));
        move_by(&mut self.cuts, &old.costs, &new.costs);
        move_by(&mut self.spent, &old.spent, &new.spent);
        self.taken[change.choice] = change.way;
    }

    /// Whether capital and requirements are kept.
    fn is_allowed(&self, ways: &Ways) -> bool {
        self.spent.iter().zip(ways.capital).all(|(spent, so_far)| *spent <= so_far + 1e-6)
            && ways.unmet(&self.taken, |_| true).is_none()
    }

    /// Gives up what requires something that has not opened by then, and what requires that.
    fn give_up_unmet(&mut self, ways: &Ways) {
        let may_decline = |choice: usize| ways.of_choice[choice][0].what.is_none();
        while let Some(choice) = ways.unmet(&self.taken, may_decline) {
            self.change(ways, Change { choice, way: 0 });
        }
    }

    /// Takes any way of any choice, allowed or not.
    fn throw(&mut self, ways: &Ways, random: &mut Rand64) {
        let choice = random.rand_range(0..ways.of_choice.len() as u64) as usize;
        let way = random.rand_range(0..ways.of_choice[choice].len() as u64) as usize;
        self.change(ways, Change { choice, way });
    }

    /// £ spent before they have come in, year by year.
    fn overspent(&self, ways: &Ways) -> f64 {
        self.spent.iter().zip(ways.capital).map(|(spent, so_far)| (spent - so_far).max(0.0)).sum()
    }

    /// Gives up or puts off, a change at a time, what costs the cuts least for the money it frees, until capital lasts;
    /// whether all is allowed then.
    fn afford(&mut self, ways: &Ways) -> bool {
        let mut over = self.overspent(ways);
        while over > 1e-6 {
            let (before, mut best) = (self.highest(), None::<(f64, Change)>);
            for (change, other) in self.changed(ways) {
                let freed = over - other.overspent(ways);
                let price = (other.highest() - before) / freed;
                if freed > 1e-6 && best.is_none_or(|(least, _)| price < least) {
                    best = Some((price, change));
                }
            }
            let Some((_, change)) = best else { return false };
            self.change(ways, change);
            over = self.overspent(ways);
        }
        self.is_allowed(ways)
    }

    /// Every change of one choice, and what comes of it.
    fn changed(&self, ways: &Ways) -> Vec<(Change, Self)> {
        let mut changed = Vec::new();
        for (choice, all) in ways.of_choice.iter().enumerate() {
            for way in (0..all.len()).filter(|&way| way != self.taken[choice]) {
                let (change, mut other) = (Change { choice, way }, self.clone());
                other.change(ways, change);
                changed.push((change, other));
            }
        }
        changed
    }

    /// Steps until none lowers the highest cut.
    fn descend(&mut self, ways: &Ways) {
        while let Some(next) = self.step(ways) {
            *self = next;
        }
    }

    /// The best change, or pair of changes.
    fn step(&self, ways: &Ways) -> Option<Self> {
        let changed = self.changed(ways).into_iter().map(|(change, other)| (other.highest(), change, other));
        let mut alone: Vec<(f64, Change, Self)> = changed.collect();
        alone.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut best =
            alone.iter().find(|(_, _, other)| other.is_allowed(ways)).map(|(cost, _, other)| (*cost, other.clone()));
        let mut limit = best.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost).min(self.highest() - ENOUGH);
        for (i, (_, first, one)) in alone.iter().take(PARTNERS).enumerate() {
            for (_, second, _) in alone[i + 1..].iter().filter(|(_, second, _)| second.choice != first.choice) {
                let (old, new) = (&ways.of_choice[second.choice][self.taken[second.choice]], ways.way(*second));
                if !lower(&one.cuts, &old.costs, &new.costs, limit) {
                    continue;
                }
                let mut both = one.clone();
                both.change(ways, *second);
                if both.is_allowed(ways) {
                    limit = both.highest();
                    best = Some((limit, both));
                }
            }
        }
        best.filter(|(cost, _)| *cost < self.highest() - ENOUGH).map(|(_, next)| next)
    }
}

fn highest(cuts: &[f64]) -> f64 {
    cuts.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// Whether every cut is below a limit once one way gives place to another.
fn lower(cuts: &[f64], old: &[f64], new: &[f64], limit: f64) -> bool {
    cuts.iter().zip(old.iter().zip(new)).all(|(cut, (old, new))| cut - old + new < limit)
}

fn add(sums: &mut [f64], more: &[f64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

fn move_by(sums: &mut [f64], old: &[f64], new: &[f64]) {
    for (sum, (old, new)) in sums.iter_mut().zip(old.iter().zip(new)) {
        *sum += new - old;
    }
}
