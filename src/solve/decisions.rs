//! What opens and what is signed: the whole numbers of the programme.

use crate::id::{ContractIx, ProjectIx, ProvisionIx};
use crate::network::Network;

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

    /// Whether a provision exists only through a project that has not opened by year `t`.
    pub(super) fn is_shut(&self, network: &Network, provision: ProvisionIx, t: usize) -> bool {
        let own = network.case[provision].own_project();
        own.is_some_and(|k| self.opened[k.get()].is_none_or(|first| first > t))
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
