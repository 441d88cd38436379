//! What opens and what is signed: the whole numbers of the programme.

use crate::formulation::YEARS_TO_GROW;
use crate::id::{ContractIx, ProjectIx, ProvisionIx};
use crate::network::Network;

/// One thing to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// A project, opened or not.
    Project(ProjectIx),
    /// A block contract, signed or not.
    Contract(ContractIx),
}

/// Decisions of which a plan takes one at most; one decision alone, or those of a group.
pub type OneOf = Vec<Decision>;

/// The decisions of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decisions {
    /// The year each project opens, from the first; `None`: it does not.
    pub opened: Vec<Option<usize>>,
    /// Whether each contract is signed.
    pub signed: Vec<bool>,
}

impl Decisions {
    /// Only what is committed or signed already.
    pub fn as_is(network: &Network) -> Self {
        let case = network.case;
        let opened = |k: ProjectIx| case[k].is_committed().then(|| network.opening_years(k).next()).flatten();
        Self {
            opened: (0..case.projects.len()).map(ProjectIx::new).map(opened).collect(),
            signed: (0..case.contracts.len()).map(|m| case[ContractIx::new(m)].is_signed()).collect(),
        }
    }

    /// Whether they open a project or sign a contract.
    pub fn takes(&self, decision: Decision) -> bool {
        match decision {
            Decision::Project(k) => self.opened[k.get()].is_some(),
            Decision::Contract(m) => self.signed[m.get()],
        }
    }

    /// Whether they take one of several.
    pub fn takes_any(&self, one_of: &[Decision]) -> bool {
        one_of.iter().any(|&decision| self.takes(decision))
    }

    /// Whether a provision exists only through a project that has not opened by year `t`.
    pub(super) fn is_shut(&self, network: &Network, provision: ProvisionIx, t: usize) -> bool {
        let own = network.case[provision].own_project();
        own.is_some_and(|k| self.opened[k.get()].is_none_or(|first| first > t))
    }

    /// The children that optional projects need which they open: provision, year, at least so many.
    pub(super) fn minimums(&self, network: &Network) -> impl Iterator<Item = (ProvisionIx, usize, f64)> {
        let opening = network.case.projects.iter().zip(&self.opened).filter(|(project, _)| project.is_optional());
        opening.flat_map(|(project, opened)| {
            let due = opened.zip(project.min_children).into_iter();
            let years =
                due.flat_map(|(opened, least)| (opened + YEARS_TO_GROW..network.years()).map(move |t| (t, least)));
            years.map(|(t, least)| (project.provision, t, least.get()))
        })
    }

    /// £ of capital unspent at the end of each year, what is left carried forward; below zero where more is spent than
    /// has come in, empty without a budget. Committed projects are paid for already.
    pub fn unspent(&self, network: &Network) -> Vec<f64> {
        let Some(budget) = &network.case.budget else { return Vec::new() };
        let spent = |t: usize| -> f64 {
            let opening = network.case.projects.iter().zip(&self.opened);
            let opening = opening.filter(|(project, opened)| **opened == Some(t) && project.is_optional());
            opening.map(|(project, _)| project.capital_cost.get()).sum()
        };
        let mut left = 0.0;
        let after = |t: usize| {
            left += budget.capital[t].get() - spent(t);
            left
        };
        (0..network.years()).map(after).collect()
    }

    /// The first year that spends more capital than has come in by then, and by how many £; more than rounding.
    pub fn overspent(&self, network: &Network) -> Option<(usize, f64)> {
        self.unspent(network).into_iter().enumerate().find(|(_, left)| *left < -0.01).map(|(t, left)| (t, -left))
    }

    /// Places that opened projects and signed contracts add to a provision in year `t`.
    pub fn more_places(&self, network: &Network, provision: ProvisionIx, t: usize) -> f64 {
        let case = network.case;
        let built: f64 = network
            .projects_at(provision)
            .iter()
            .filter_map(|&k| Some(case[k].usable_places(t.checked_sub(self.opened[k.get()]?)?).get()))
            .sum();
        let bought: f64 = (0..case.contracts.len())
            .map(ContractIx::new)
            .filter(|m| self.signed[m.get()] && case[*m].provision == provision && case[*m].runs(case.year(t)))
            .map(|m| case[m].new_places.get())
            .sum();
        built + bought
    }
}
