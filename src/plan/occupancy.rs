//! How full every provision is.

use super::Utilisation;
use super::stock::Stock;
use crate::id::ProvisionIx;
use crate::network::Network;
use crate::solve::Outcome;
use crate::units::{Children, Pounds};

/// A provision with fewer free places than this is full.
const FREE: f64 = 1e-6;

/// One row per year and provision that is open in it.
pub(super) fn utilisation(network: &Network, stock: &[Stock], outcome: &Outcome) -> Vec<Utilisation> {
    let years = network.years();
    let mut placed = vec![0.0; network.case.provisions.len() * years];
    for here in stock {
        placed[network.lanes.provision(here.lane as usize).get() * years + here.year as usize] += here.children;
    }
    let mut rows = Vec::new();
    for t in 0..years {
        for p in (0..network.case.provisions.len()).map(ProvisionIx::new).filter(|&p| is_there(network, outcome, p, t))
        {
            let at = p.get() * years + t;
            let more = outcome.decisions.more_places(network, p, t);
            let places = network.places(p, t).map(|places| places + more);
            rows.push(Utilisation {
                year: network.case.year(t),
                provision: p,
                places: places.map(Children),
                reserved: network.case[p].reserved[t],
                placed: Children(placed[at]),
                overfilled: Children(places.map_or(0.0, |places| (placed[at] - places).max(0.0))),
                marginal_value: outcome.prices.as_ref().map(|prices| Pounds(prices[at])),
            });
        }
    }
    rows
}

/// Whether a provision is open in year `t`: a project's own only once the project has opened.
pub(super) fn is_there(network: &Network, outcome: &Outcome, provision: ProvisionIx, t: usize) -> bool {
    let project = network.case[provision].own_project();
    project.is_none_or(|k| outcome.decisions.opened[k.get()].is_some_and(|o| o <= t)) && network.is_open(provision, t)
}

/// Whether each provision is full, by provision and year.
pub(super) fn full(network: &Network, utilisation: &[Utilisation]) -> Vec<bool> {
    let years = network.years();
    let mut full = vec![false; network.case.provisions.len() * years];
    for row in utilisation {
        let t = (row.year.0 - network.case.first_year.0) as usize;
        full[row.provision.get() * years + t] =
            row.places.is_some_and(|places| row.placed.get() >= places.get() - FREE);
    }
    full
}
