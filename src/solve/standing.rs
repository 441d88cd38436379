//! Decisions as a search over the cuts sees them: a way for every choice, what each cut comes to, what is spent by when.

use super::Decisions;
use super::bound::{Oracle, Shares, What};
use super::master::Cut;
use crate::id::ProjectIx;

/// £ of capital that are rounding.
const ROUNDING: f64 = 1e-6;

/// One way to decide on a choice: an option, or none.
pub(super) struct Way {
    what: Option<What>,
    /// £ of capital by the end of each year.
    spent: Vec<f64>,
    /// What it adds to each cut.
    pub(super) costs: Vec<f64>,
}

/// Every way to decide, and what has to be kept.
pub(super) struct Ways<'a> {
    pub(super) of_choice: Vec<Vec<Way>>,
    undecided: Vec<f64>,
    capital: &'a [f64],
    /// Projects that require another: each with its choice, `None` where it has none.
    required: Vec<[(ProjectIx, Option<usize>); 2]>,
}

impl<'a> Ways<'a> {
    pub(super) fn of(oracle: &'a Oracle, cuts: &[Cut]) -> Self {
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
        let required = projects.flat_map(|(k, project)| project.requires.iter().map(move |&j| [ProjectIx::new(k), j]));
        let choices = choice_of_project(oracle);
        Self {
            of_choice: of_choice.collect(),
            undecided: cuts.iter().map(|cut| cut.undecided).collect(),
            capital,
            required: required.map(|pair| pair.map(|k| (k, choices[k.get()]))).collect(),
        }
    }

    /// £ that the way which changes most adds to a cut or takes from it.
    pub(super) fn dearest(&self) -> f64 {
        let costs = self.of_choice.iter().flatten().flat_map(|way| &way.costs);
        costs.map(|cost| cost.abs()).fold(1.0, f64::max)
    }

    pub(super) fn way(&self, change: Change) -> &Way {
        &self.of_choice[change.choice][change.way]
    }

    /// The way that decisions take, by choice.
    pub(super) fn taken(&self, decisions: &Decisions) -> Vec<usize> {
        let is_taken = |way: &Way| way.what.is_some_and(|what| what.is_taken(decisions));
        self.of_choice.iter().map(|ways| ways.iter().position(is_taken).unwrap_or(0)).collect()
    }

    /// The way that prices lean to most, by choice.
    pub(super) fn leant_to(&self, leanings: &Shares) -> Vec<usize> {
        let most = |(choice, ways): (usize, &Vec<Way>)| {
            let shares = leanings.get(choice).map_or(&[][..], Vec::as_slice);
            let none = (ways.len() > shares.len()).then(|| 1.0 - shares.iter().sum::<f64>());
            let all = none.into_iter().chain(shares.iter().copied());
            all.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(way, _)| way)
        };
        self.of_choice.iter().enumerate().map(most).collect()
    }

    pub(super) fn decisions(&self, oracle: &Oracle, taken: &[usize]) -> Decisions {
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
    pub(super) fn unmet(&self, taken: &[usize], may_be: impl Fn(usize) -> bool) -> Option<usize> {
        let opened = |(project, choice): (ProjectIx, Option<usize>)| {
            let choice = choice?;
            match self.of_choice[choice][taken[choice]].what {
                Some(What::Open(k, year)) if k == project => Some((choice, year)),
                _ => None,
            }
        };
        self.required.iter().find_map(|&[k, j]| {
            let (choice, year) = opened(k).filter(|&(choice, _)| may_be(choice))?;
            opened(j).is_none_or(|(_, first)| first > year).then_some(choice)
        })
    }
}

/// The choice that opens each project, where one does.
fn choice_of_project(oracle: &Oracle) -> Vec<Option<usize>> {
    let mut choices = vec![None; oracle.network.case.projects.len()];
    for (at, choice) in oracle.choices.iter().enumerate() {
        for option in &choice.options {
            if let What::Open(k, _) = option.what {
                choices[k.get()] = Some(at);
            }
        }
    }
    choices
}

/// A change of one choice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) choice: usize,
    pub(super) way: usize,
}

/// Where a search stands.
#[derive(Clone)]
pub(super) struct Standing {
    /// The way taken, by choice.
    pub(super) taken: Vec<usize>,
    /// What each cut comes to.
    pub(super) cuts: Vec<f64>,
    /// £ spent by the end of each year.
    spent: Vec<f64>,
}

impl Standing {
    pub(super) fn at(ways: &Ways, taken: Vec<usize>) -> Self {
        let mut cuts = ways.undecided.clone();
        let mut spent = vec![0.0; ways.capital.len()];
        for (ways, &at) in ways.of_choice.iter().zip(&taken) {
            add(&mut cuts, &ways[at].costs);
            add(&mut spent, &ways[at].spent);
        }
        Self { taken, cuts, spent }
    }

    /// Where decisions stand once they keep capital and requirements, if they can.
    pub(super) fn mended(ways: &Ways, taken: Vec<usize>) -> Option<Self> {
        let mut standing = Self::at(ways, taken);
        standing.afford(ways);
        standing.give_up_unmet(ways);
        standing.is_allowed(ways).then_some(standing)
    }

    pub(super) fn highest(&self) -> f64 {
        highest(self.cuts.iter().copied())
    }

    /// Takes another way; gives the change that takes it back.
    pub(super) fn change(&mut self, ways: &Ways, change: Change) -> Change {
        let before = Change { way: self.taken[change.choice], ..change };
        let (old, new) = (ways.way(before), ways.way(change));
        move_by(&mut self.cuts, &old.costs, &new.costs);
        move_by(&mut self.spent, &old.spent, &new.spent);
        self.taken[change.choice] = change.way;
        before
    }

    /// Whether capital lasts and every cut stays within a limit if one or two choices are changed.
    pub(super) fn may_change(&self, ways: &Ways, (first, second): (Change, Option<Change>), limit: f64) -> bool {
        let old = |change: Change| &ways.of_choice[change.choice][self.taken[change.choice]];
        let (from, to) = (old(first), ways.way(first));
        let (other, another) = second.map_or((to, to), |second| (old(second), ways.way(second)));
        let by = |from: &[f64], to: &[f64], i: usize| to[i] - from[i];
        let spent = |t: usize| by(&from.spent, &to.spent, t) + by(&other.spent, &another.spent, t);
        let adds = |c: usize| by(&from.costs, &to.costs, c) + by(&other.costs, &another.costs, c);
        self.spent.iter().zip(ways.capital).enumerate().all(|(t, (now, so_far))| now + spent(t) <= so_far + ROUNDING)
            && self.cuts.iter().enumerate().all(|(c, now)| now + adds(c) <= limit)
    }

    /// Whether capital and requirements are kept.
    pub(super) fn is_allowed(&self, ways: &Ways) -> bool {
        self.spent.iter().zip(ways.capital).all(|(spent, so_far)| *spent <= so_far + ROUNDING)
            && ways.unmet(&self.taken, |_| true).is_none()
    }

    /// Gives up what requires something that has not opened by then, and what requires that.
    fn give_up_unmet(&mut self, ways: &Ways) {
        let may_decline = |choice: usize| ways.of_choice[choice][0].what.is_none();
        while let Some(choice) = ways.unmet(&self.taken, may_decline) {
            self.change(ways, Change { choice, way: 0 });
        }
    }

    /// £ spent before they have come in, year by year.
    fn overspent(&self, ways: &Ways) -> f64 {
        self.spent.iter().zip(ways.capital).map(|(spent, so_far)| (spent - so_far).max(0.0)).sum()
    }

    /// Gives up or puts off, a change at a time, what costs the cuts least for the money it frees, until capital lasts;
    /// whether all is allowed then.
    fn afford(&mut self, ways: &Ways) -> bool {
        let mut over = self.overspent(ways);
        while over > ROUNDING {
            let Some(change) = self.cheapest(ways, over) else { return false };
            self.change(ways, change);
            over = self.overspent(ways);
        }
        self.is_allowed(ways)
    }

    /// The change that costs the cuts least for the money it frees.
    fn cheapest(&self, ways: &Ways, over: f64) -> Option<Change> {
        let (before, mut best) = (self.highest(), None::<(f64, Change)>);
        for (choice, all) in ways.of_choice.iter().enumerate() {
            let old = &all[self.taken[choice]];
            for (way, new) in all.iter().enumerate() {
                let spent = self.spent.iter().zip(&old.spent).zip(&new.spent);
                let left =
                    spent.zip(ways.capital).map(|(((now, old), new), so_far)| (now - old + new - so_far).max(0.0));
                let freed = over - left.sum::<f64>();
                if freed <= ROUNDING {
                    continue;
                }
                let after = self.cuts.iter().zip(&old.costs).zip(&new.costs).map(|((now, old), new)| now - old + new);
                let price = (highest(after) - before) / freed;
                if best.is_none_or(|(least, _)| price < least) {
                    best = Some((price, Change { choice, way }));
                }
            }
        }
        best.map(|(_, change)| change)
    }

    /// Every change of one choice, and what the highest cut comes to then.
    pub(super) fn changes(&self, ways: &Ways) -> Vec<(f64, Change)> {
        let mut changes = Vec::new();
        for (choice, all) in ways.of_choice.iter().enumerate() {
            let old = &all[self.taken[choice]];
            for (way, new) in all.iter().enumerate().filter(|(way, _)| *way != self.taken[choice]) {
                let after =
                    self.cuts.iter().zip(old.costs.iter().zip(&new.costs)).map(|(now, (old, new))| now + (new - old));
                changes.push((highest(after), Change { choice, way }));
            }
        }
        changes
    }
}

fn highest(cuts: impl Iterator<Item = f64>) -> f64 {
    cuts.fold(f64::NEG_INFINITY, f64::max)
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
