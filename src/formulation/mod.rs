//! The placement network as a mixed-integer programme, one constraint family per file.
//!
//! The equations stand at the top of each family's file under the names their rows carry in a written model:
//! `choose`, `places`, `opening`, `link`, `capital`, `viable`, `contracts`, `mix`. What each
//! column costs is in [`price`](crate::network::price). `docs/formulation.md` has them all on one page.

mod capital;
mod choose;
mod columns;
mod contracts;
mod link;
mod mix;
mod opening;
mod places;
mod stock;
mod viable;

pub use columns::Columns;
pub use stock::{Keep, Start};
pub use viable::YEARS_TO_GROW;

use crate::id::{ContractIx, PolicyIx, ProjectIx, ProvisionIx};
use crate::mip::{Names, Program};
use crate::network::Network;

/// A programme and what its columns mean.
#[derive(Debug)]
pub struct Formulated {
    /// The programme.
    pub program: Program,
    /// Which column is which.
    pub columns: Columns,
    /// The rows that limit each provision's places.
    pub places_rows: Vec<PlacesRows>,
    /// The rows of every policy.
    pub mix_rows: Vec<MixRow>,
    /// The rows of every viable minimum.
    pub viable_rows: Vec<ViableRow>,
    /// The rows that limit the places of every contract.
    pub contract_rows: Vec<ContractRow>,
}

/// The row that limits the places of a contract in a year.
#[derive(Debug, Clone, Copy)]
pub struct ContractRow {
    /// The contract.
    pub contract: ContractIx,
    /// The year, from the first.
    pub year: usize,
    /// Position of the row.
    pub row: usize,
}

/// A row that holds a project to its least number of children in a year.
#[derive(Debug, Clone, Copy)]
pub struct ViableRow {
    /// The project.
    pub project: ProjectIx,
    /// The year, from the first.
    pub year: usize,
    /// Position of the row.
    pub row: usize,
}

/// A row that holds the mix of placements to a policy in a year.
#[derive(Debug, Clone, Copy)]
pub struct MixRow {
    /// The policy.
    pub policy: PolicyIx,
    /// The year, from the first.
    pub year: usize,
    /// A maximum; else a minimum.
    pub at_most: bool,
    /// Position of the row.
    pub row: usize,
}

/// The rows that limit the places of a provision in a year.
#[derive(Debug, Clone, Copy)]
pub struct PlacesRows {
    /// The provision.
    pub provision: ProvisionIx,
    /// The year, from the first.
    pub year: usize,
    /// Position of its `places` row.
    pub places: usize,
    /// Position of its `overfill` row.
    pub overfill: Option<usize>,
}

/// How large the programme of a network is: cheap to work out, before anything is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// `start` columns; nearly all columns are.
    pub starts: usize,
    /// Coefficients of the `start` columns in `choose` and `places` rows; nearly all nonzeros are.
    pub nonzeros: usize,
}

/// The size of the programme of a network.
pub fn estimate(network: &Network) -> Estimate {
    stock::estimate(network)
}

/// Writes the whole programme of a network.
pub fn build(network: &Network, names: Names) -> Formulated {
    write(network, names, &|_| true, true)
}

/// Writes the programme for decisions that will be fixed, with only the starts that `keep` keeps, none of them at a unit
/// that is not open: every solution of it is one of the whole programme.
///
/// It has no `link` rows. All that they say then is what `places` says, and a dual that the two share is no price.
pub fn build_decided(network: &Network, names: Names, keep: &Keep) -> Formulated {
    write(network, names, keep, false)
}

fn write(network: &Network, names: Names, keep: &Keep, linked: bool) -> Formulated {
    let mut program = Program::new(names);
    let columns = Columns::add(network, keep, &mut program);
    choose::add(network, &columns, &mut program);
    let places_rows = places::add(network, &columns, &mut program);
    opening::add(network, &columns, &mut program);
    if linked {
        link::add(network, &columns, &mut program);
    }
    capital::add(network, &columns, &mut program);
    let viable_rows = viable::add(network, &columns, &mut program);
    let contract_rows = contracts::add(network, &columns, &mut program);
    let mix_rows = mix::add(network, &columns, &mut program);
    program.constant = network.roll.cost;
    Formulated { program, columns, places_rows, mix_rows, viable_rows, contract_rows }
}

/// Names of rows and columns, in the tables' own words.
mod name {
    use crate::id::ProvisionIx;
    use crate::network::Network;

    pub(super) fn cell(network: &Network, chain: usize, stage: usize, t: usize) -> String {
        let case = network.case;
        let chain = case.forecast.chains()[chain];
        let (locality, need, band) = (&case[chain.locality].id, &case[chain.need].id, &case[chain.band].id);
        format!("{locality},{need},{band},{},{}", case.stages[stage].id, case.year(t).0)
    }

    pub(super) fn provision(network: &Network, provision: ProvisionIx, t: usize) -> String {
        format!("{},{}", network.case[provision].id, network.case.year(t).0)
    }
}

#[cfg(test)]
mod tests;
