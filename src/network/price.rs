//! What each kind of decision costs the objective, in pounds discounted to the first year.
//!
//! ```text
//! start[c,s,t,p]   Σ over its ride of δ · e, and the tail                       (network::ride)
//! wait[c,s,t]      δ[t] · unplaced penalty, and the tail                        (network::ride)
//! over[p,t]        δ[t] · overfill_cost
//! open[k,o]        Σ_{t ≥ o} δ[t] · annual_cost  +  capital charge of opening in o
//! sign[m]          Σ_t δ[t] · price · (1 + uplift)^(t − first_year) · θ · places
//! block[m,g,t]     δ[t] · ( (1 − θ) · price · (1 + uplift)^(t − first_year) − annual_cost of g at p(m) )
//! breach[π,t]      δ[t] · penalty
//! ```
//!
//! Capital charge, for optional projects: weight · capital · r/(1 − (1+r)^−life) in each year from `o` to the last,
//! discounted (capital/life where r = 0); life 0: `weight · capital · δ[o]`.

use super::Network;
use crate::id::{BandIx, ContractIx, NeedIx, PolicyIx, ProjectIx, ProvisionIx, StageIx};
use crate::units::Pounds;

/// A cost class: children of one need, band and stage cost the same at a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// Primary need.
    pub need: NeedIx,
    /// Band.
    pub band: BandIx,
    /// Stage.
    pub stage: StageIx,
}

/// A child above the places.
pub fn over(network: &Network, provision: ProvisionIx, t: usize) -> f64 {
    let kind = network.case[provision].kind;
    network.discount[t] * network.case[kind].overfill_cost.get()
}

/// A project that opens in year `o`.
pub fn open(network: &Network, project: ProjectIx, o: usize) -> f64 {
    let running: f64 = network.discount[o..].iter().sum::<f64>() * network.case[project].annual_cost.get();
    running + capital_charge(network, project, o)
}

/// The capital of a project that opens in year `o`, as the objective counts it.
pub fn capital_charge(network: &Network, project: ProjectIx, o: usize) -> f64 {
    let (project, settings) = (&network.case[project], &network.case.objective);
    if !project.is_optional() {
        return 0.0;
    }
    let weighted = settings.capital_weight * project.capital_cost.get();
    let (r, life) = (settings.discount_rate, f64::from(settings.asset_life));
    if settings.asset_life == 0 {
        return weighted * network.discount[o];
    }
    let yearly = if r == 0.0 { weighted / life } else { weighted * r / (1.0 - (1.0 + r).powf(-life)) };
    yearly * network.discount[o..].iter().sum::<f64>()
}

/// What a signed contract costs however few children fill it.
pub fn sign(network: &Network, contract: ContractIx) -> f64 {
    let terms = &network.case[contract];
    (0..network.years())
        .filter(|&t| terms.runs(network.case.year(t)))
        .map(|t| network.discount[t] * terms.price_in(network.case.year(t)).get())
        .sum::<f64>()
        * terms.take_or_pay
        * terms.places.get()
}

/// What is paid on top for a contracted place that is filled.
pub fn fill(network: &Network, contract: ContractIx, t: usize) -> f64 {
    let terms = &network.case[contract];
    network.discount[t] * (1.0 - terms.take_or_pay) * terms.price_in(network.case.year(t)).get()
}

/// A child in a contracted place: what is paid on top, less the spot price.
pub fn block(network: &Network, contract: ContractIx, class: Class, t: usize) -> f64 {
    let spot = network.costs.annual(network.case[contract].provision, class.need, class.band, class.stage);
    fill(network, contract, t) - network.discount[t] * spot
}

/// A child by which a policy is broken.
pub fn breach(network: &Network, policy: PolicyIx, t: usize) -> f64 {
    network.discount[t] * penalty(network, policy)
}

/// £ per child-year by which a policy is broken; the unplaced penalty where none is given.
pub fn penalty(network: &Network, policy: PolicyIx) -> f64 {
    network.case[policy].penalty.map_or(network.unplaced_penalty, Pounds::get)
}
