//! The plan's decisions with one of them turned round, everything else held.
//!
//! Leaving a project out leaves out those that require it too. Taking one takes the place of what its group chose, and
//! opens it in the first year there is money for it beside the rest of the plan; where there is none, or what it
//! requires is not open, it cannot be taken without planning anew.

use super::Decision;
use crate::id::{ContractIx, ProjectIx};
use crate::network::Network;
use crate::solve::Decisions;

/// Why a decision cannot be turned round while the others are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyUnknown {
    /// There is not enough capital left beside the plan, in any year.
    NoCapital,
    /// What it requires is not open.
    Required,
    /// Another of its group is committed or signed already.
    Taken,
    /// No plan keeps every rule then.
    Impossible,
    /// No plan was found that keeps every rule then, though there was time to look for one.
    NotFound,
    /// Time ran out before it was worked out.
    NoTime,
}

impl WhyUnknown {
    /// In plain words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoCapital => "no capital is left for it beside the plan",
            Self::Required => "what it requires is not open",
            Self::Taken => "another of its group is committed or signed already",
            Self::Impossible => "no plan keeps every rule then",
            Self::NotFound => "no plan was found that keeps every rule then",
            Self::NoTime => "time ran out before it was worked out",
        }
    }
}

/// Every decision that could be otherwise, those taken first and the dearest of them first: what is worked out first
/// where time is short.
pub(super) fn all(network: &Network, plan: &Decisions) -> Vec<(Decision, bool)> {
    let case = network.case;
    let projects = (0..case.projects.len()).map(ProjectIx::new).filter(|&k| case[k].is_optional());
    let contracts = (0..case.contracts.len()).map(ContractIx::new).filter(|&m| case[m].is_optional());
    let mut all: Vec<(Decision, bool)> = projects
        .filter(|&k| network.opening_years(k).next().is_some())
        .map(|k| (Decision::Project(k), plan.opened[k.get()].is_some()))
        .chain(contracts.map(|m| (Decision::Contract(m), plan.signed[m.get()])))
        .collect();
    let size = |decision: &Decision| match *decision {
        Decision::Project(k) => case[k].capital_cost.get(),
        Decision::Contract(m) => case[m].price.get() * case[m].places.get(),
    };
    all.sort_by(|a, b| b.1.cmp(&a.1).then(size(&b.0).total_cmp(&size(&a.0))).then(a.0.cmp(&b.0)));
    all
}

/// The decisions of the plan with one turned round.
pub(super) fn turned(network: &Network, plan: &Decisions, decision: Decision) -> Result<Decisions, WhyUnknown> {
    match decision {
        Decision::Project(k) if plan.opened[k.get()].is_some() => Ok(without(network, plan, k)),
        Decision::Project(k) => with(network, plan, k),
        Decision::Contract(m) => with_contract(network, plan, m),
    }
}

/// A project left out, with those that require it.
fn without(network: &Network, plan: &Decisions, project: ProjectIx) -> Decisions {
    let mut left = plan.clone();
    let mut out = vec![project];
    while let Some(next) = out.pop() {
        left.opened[next.get()] = None;
        let needs_it = |k: &ProjectIx| left.opened[k.get()].is_some() && network.case[*k].requires.contains(&next);
        out.extend((0..left.opened.len()).map(ProjectIx::new).filter(needs_it));
    }
    left
}

/// A project opened in the first year there is money for it.
fn with(network: &Network, plan: &Decisions, project: ProjectIx) -> Result<Decisions, WhyUnknown> {
    let case = network.case;
    let group = case[project].group.as_ref();
    let is_rival = |k: &ProjectIx| *k != project && group.is_some() && case[*k].group.as_ref() == group;
    let mut base = plan.clone();
    for k in (0..case.projects.len()).map(ProjectIx::new).filter(is_rival) {
        if case[k].is_committed() {
            return Err(WhyUnknown::Taken);
        }
        if base.opened[k.get()].is_some() {
            base = without(network, &base, k);
        }
    }
    let mut why = WhyUnknown::NoCapital;
    for year in network.opening_years(project) {
        let is_there = |j: &ProjectIx| base.opened[j.get()].is_some_and(|first| first <= year);
        if !case[project].requires.iter().all(is_there) {
            why = WhyUnknown::Required;
            continue;
        }
        let mut opened = base.clone();
        opened.opened[project.get()] = Some(year);
        if opened.overspent(network).is_none() {
            return Ok(opened);
        }
        why = WhyUnknown::NoCapital;
    }
    Err(why)
}

/// A contract signed, in place of what its group signed, or not signed.
fn with_contract(network: &Network, plan: &Decisions, contract: ContractIx) -> Result<Decisions, WhyUnknown> {
    let case = network.case;
    let mut other = plan.clone();
    other.signed[contract.get()] = !plan.signed[contract.get()];
    if plan.signed[contract.get()] {
        return Ok(other);
    }
    let group = case[contract].group.as_ref();
    let is_rival = |m: &ContractIx| *m != contract && group.is_some() && case[*m].group.as_ref() == group;
    for m in (0..case.contracts.len()).map(ContractIx::new).filter(is_rival) {
        if case[m].is_signed() {
            return Err(WhyUnknown::Taken);
        }
        other.signed[m.get()] = false;
    }
    Ok(other)
}
