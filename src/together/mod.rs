//! Planning together: each authority by itself, each pair … and all of them, the gain, and how it could be split.
//!
//! By itself an authority has its own children, its own places and its own money; places of others only as far as its
//! children hold them already, or at an import rate (`coalition`). Everything is planned anew for every group of
//! authorities and audited; the `split` is the Shapley value.

mod coalition;
mod paper;
mod split;

use self::coalition::{Members, alone};
use crate::answers::Totals;
use crate::audit::audit;
use crate::case::Case;
use crate::network::Network;
use crate::plan::Plan;
use crate::run::{Event, OnlyStop, Ready, Request, RunError, Watch};
use crate::solve::{self, Options};

pub use self::paper::FILES;

/// Up to so many authorities every group of them is planned; of more, only each by itself and all together.
pub const MOST: usize = 4;

/// An authority that has children.
#[derive(Debug, Clone, PartialEq)]
pub struct Authority {
    /// Its name.
    pub name: String,
    /// Its part of all children, over all years.
    pub children: f64,
    /// Its part of the money.
    pub money: f64,
}

/// What an authority may have of the others' places.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Import {
    /// `ι`: part of the places of each provision that all other authorities together may have, from 0 to 1.
    pub share: f64,
    /// £ a year that a child costs more there.
    pub rate: f64,
}

/// On what terms they plan by themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// Those who could plan together.
    pub authorities: Vec<Authority>,
    /// What they may have of the others' places.
    pub import: Import,
    unplaced_penalty: f64,
}

/// What some authorities come to if they plan together, and apart from the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    members: Members,
    /// Discounted £ and penalties.
    pub objective: f64,
    /// No plan of theirs costs less.
    pub bound: f64,
    /// Whether the gap asked for is proven.
    pub proven: bool,
    /// Money, and child-years without a place or displaced.
    pub totals: Totals,
    /// By project, the year it opens; by contract, whether it is signed: in the order of the case.
    opened: Vec<Option<i32>>,
    signed: Vec<bool>,
}

/// Every group, and the split of the gain.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    terms: Terms,
    /// Each by itself first, all together last.
    pub groups: Vec<Group>,
    /// £ of the gain by authority.
    pub shares: Vec<f64>,
    /// Checks of the audit that failed.
    pub failed: Vec<String>,
}

impl Terms {
    /// The authorities of a case, with money in proportion to their children.
    ///
    /// # Errors
    /// Where there are not at least two that have children.
    pub fn of(case: &Case) -> Result<Self, RunError> {
        let mut authorities: Vec<Authority> = Vec::new();
        for (at, chain) in case.forecast.chains().iter().enumerate() {
            let children = case.forecast.child_years(at);
            let name = &case[chain.locality].authority;
            match authorities.iter_mut().find(|authority| authority.name == *name) {
                Some(authority) => authority.children += children,
                None => authorities.push(Authority { name: name.clone(), children, money: 0.0 }),
            }
        }
        authorities.sort_by(|a, b| a.name.cmp(&b.name));
        if authorities.len() < 2 || authorities.iter().any(|authority| authority.name.is_empty()) {
            let what = "the localities do not name two authorities or more that have children";
            return Err(RunError::Alone(what.to_owned()));
        }
        let whole: f64 = authorities.iter().map(|authority| authority.children).sum();
        for authority in &mut authorities {
            authority.children /= whole;
            authority.money = authority.children;
        }
        let unplaced_penalty = Network::build(case).unplaced_penalty;
        Ok(Self { authorities, import: Import::default(), unplaced_penalty })
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.authorities.iter().position(|authority| authority.name == name)
    }

    /// The groups to plan: each by itself first, all together last.
    fn groups(&self) -> Vec<Members> {
        let n = self.authorities.len();
        let mut groups: Vec<Members> = if n <= MOST {
            (1..1_usize << n).map(|set| Members::of(set, n)).collect()
        } else {
            let single = |a: usize| Members((0..n).map(|b| a == b).collect());
            (0..n).map(single).chain([Members(vec![true; n])]).collect()
        };
        groups.sort_by_key(Members::count);
        groups
    }
}

/// Plans every group.
pub fn plan(ready: &mut Ready, terms: Terms, request: Request, watch: &dyn Watch) -> Result<Together, RunError> {
    let task = ready.task(request);
    task.threaded(|| plan_here(ready.case(), terms, &task.options, watch))
}

fn plan_here(case: &Case, terms: Terms, options: &Options, watch: &dyn Watch) -> Result<Together, RunError> {
    let options = Options { prices: false, ..options.clone() };
    let (mut groups, mut failed) = (Vec::new(), Vec::new());
    let all = terms.groups();
    for (at, members) in all.iter().enumerate() {
        watch.event(&Event::step("planning each group of authorities", at, all.len()));
        if watch.stop() {
            return Err(RunError::NoPlan("stopped before every group was planned".to_owned()));
        }
        groups.push(group(&alone(case, &terms, members), members, &options, watch, &mut failed)?);
    }
    let shares = shares(&terms, &groups);
    Ok(Together { terms, groups, shares, failed })
}

fn group(
    case: &Case,
    members: &Members,
    options: &Options,
    watch: &dyn Watch,
    failed: &mut Vec<String>,
) -> Result<Group, RunError> {
    let network = Network::build(case);
    let outcome = solve::solve(&network, options, &OnlyStop(watch))?;
    let plan = Plan::from_outcome(&network, &outcome);
    failed.extend(audit(case, &plan).checks.iter().filter(|check| !check.passed).map(|check| check.what.to_string()));
    let optional = |k: usize| case.projects[k].is_optional();
    let opened = plan.openings.iter().enumerate().map(|(k, year)| year.filter(|_| optional(k)).map(|year| year.0));
    Ok(Group {
        members: members.clone(),
        objective: plan.objective,
        bound: plan.bound,
        proven: plan.proven,
        totals: Totals::of(&plan),
        opened: opened.collect(),
        signed: plan.signed.iter().zip(&case.contracts).map(|(signed, m)| *signed && m.is_optional()).collect(),
    })
}

/// The gain of all, split; in proportion to what each comes to by itself where not every group was planned.
fn shares(terms: &Terms, groups: &[Group]) -> Vec<f64> {
    let n = terms.authorities.len();
    let alone: Vec<f64> = groups[..n].iter().map(|group| group.objective).collect();
    if n <= MOST {
        let cost = |set: usize| {
            let members = Members::of(set, n);
            groups.iter().find(|group| group.members == members).map_or(0.0, |group| group.objective)
        };
        let apart = |set: usize| Members::of(set, n).sum(alone.iter().copied());
        return split::shares(n, |set| apart(set) - cost(set));
    }
    let whole: f64 = alone.iter().sum();
    let gain = whole - groups.last().map_or(whole, |group| group.objective);
    alone.iter().map(|cost| gain * cost / whole).collect()
}

impl Group {
    /// What they are called together.
    fn name(&self, terms: &Terms) -> String {
        let names: Vec<&str> =
            terms.authorities.iter().zip(&self.members.0).filter(|(_, m)| **m).map(|(a, _)| a.name.as_str()).collect();
        if names.len() == terms.authorities.len() { "all together".to_owned() } else { names.join(" and ") }
    }
}
