//! Places of limited provisions, children that projects need, and capital.

use crate::formulation::YEARS_TO_GROW;
use crate::id::{ProjectIx, ProvisionIx};
use crate::network::{Network, price};

/// A limited provision in a year it is open.
#[derive(Debug, Clone, Copy)]
pub(in crate::solve) struct PlaceRow {
    pub provision: ProvisionIx,
    pub year: usize,
    /// `K[p,t]`.
    pub places: f64,
    /// Share above its places that may be used.
    pub overfill: f64,
    /// Children on roll there.
    pub on_roll: f64,
    /// What the roll needs above `(1 + overfill) · K`.
    pub roll_need: f64,
    /// Discounted £ of a child above the places.
    pub overfill_cost: f64,
}

/// The children that a project needs in a year, once it has been open for so long.
#[derive(Debug, Clone, Copy)]
pub(in crate::solve) struct ViableRow {
    pub project: ProjectIx,
    pub provision: ProvisionIx,
    pub year: usize,
    /// Children.
    pub least: f64,
    /// Children on roll there.
    pub on_roll: f64,
}

pub(super) fn place_rows(network: &Network) -> Vec<PlaceRow> {
    let mut rows = Vec::new();
    for p in (0..network.case.provisions.len()).map(ProvisionIx::new) {
        let overfill = network.case[p].overfill;
        for t in (0..network.years()).filter(|&t| network.is_open(p, t)) {
            if let Some(places) = network.places(p, t) {
                let on_roll = network.roll.placed(p, t);
                rows.push(PlaceRow {
                    provision: p,
                    year: t,
                    places,
                    overfill,
                    on_roll,
                    roll_need: (on_roll - (1.0 + overfill) * places).max(0.0),
                    overfill_cost: price::over(network, p, t),
                });
            }
        }
    }
    rows
}

pub(super) fn viable_rows(network: &Network) -> Vec<ViableRow> {
    let mut rows = Vec::new();
    for (k, project) in network.case.projects.iter().enumerate() {
        let Some(least) = project.min_children.filter(|_| project.is_optional()) else { continue };
        let Some(first) = network.opening_years(ProjectIx::new(k)).next() else { continue };
        for year in first + YEARS_TO_GROW..network.years() {
            let on_roll = network.roll.placed(project.provision, year);
            let (project, provision) = (ProjectIx::new(k), project.provision);
            rows.push(ViableRow { project, provision, year, least: least.get(), on_roll });
        }
    }
    rows
}

/// Capital that has come in by the end of each year.
pub(super) fn capital(network: &Network) -> Vec<f64> {
    let Some(budget) = &network.case.budget else { return Vec::new() };
    let chooses = (0..network.case.projects.len()).map(ProjectIx::new).any(|k| network.case[k].is_optional());
    if !chooses {
        return Vec::new();
    }
    let mut sum = 0.0;
    let mut so_far = |t: usize| {
        sum += budget.capital[t].get();
        sum
    };
    (0..network.years()).map(&mut so_far).collect()
}
