//! Whether two futures leave the same to decide: one plan for both needs the same projects and contracts to choose from.

use crate::case::{Case, Contract, Project};

/// Why one plan cannot serve both; `None` where it can.
pub(super) fn difference(one: &Case, other: &Case) -> Option<String> {
    if (one.first_year, one.last_year) != (other.first_year, other.last_year) {
        return Some("they plan other years".to_owned());
    }
    if one.projects.len() != other.projects.len() || one.contracts.len() != other.contracts.len() {
        return Some("one has projects or block contracts that the other has not".to_owned());
    }
    let projects = one.projects.iter().zip(&other.projects).find(|(one, other)| decided(one) != decided(other));
    if let Some((project, _)) = projects {
        return Some(format!("they decide differently about the project {}", project.id));
    }
    let contracts = one.contracts.iter().zip(&other.contracts).find(|(one, other)| signed(one) != signed(other));
    contracts.map(|(contract, _)| format!("they decide differently about the block contract {}", contract.id))
}

/// What there is to decide about a project.
fn decided(project: &Project) -> impl PartialEq + '_ {
    let rules = (&project.group, &project.requires);
    (&project.id, project.status, project.earliest, project.latest, rules)
}

/// What there is to decide about a contract.
fn signed(contract: &Contract) -> impl PartialEq + '_ {
    (&contract.id, contract.status, &contract.group)
}
