//! What a block contract comes to in a plan: how full, what is paid for empty places, what it saves against the spot
//! price.
//!
//! In each year of the contract within the horizon, undiscounted, with `θ` = take-or-pay:
//! `paid = price · (θ · places + (1 − θ) · used)`, of which `void_paid = price · θ · (places − used)`;
//! `spot_cost_avoided = Σ children · annual_cost`; `saving = spot_cost_avoided − paid`. Over all its years a block costs
//! what the spot price would at the occupancy `θ · price / (spot − (1 − θ) · price)`.

use std::collections::BTreeMap;

use super::{ContractFill, Placement, Plan};
use crate::case::{Case, Contract, Suitability};
use crate::id::{BandIx, ContractIx, NeedIx, ProjectIx, StageIx};
use crate::units::{Pounds, Year};

/// Children by which fewer places must be filled for it to be worth a word, and who must start elsewhere.
const FEW: f64 = 0.5;

/// A block contract over its years within the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Whether it is signed.
    pub signed: bool,
    /// Place-years on offer.
    pub places: f64,
    /// Place-years filled.
    pub used: f64,
    /// Place-years paid for and empty.
    pub void: f64,
    /// Of what is paid, for those.
    pub void_paid: Pounds,
    /// What it costs.
    pub paid: Pounds,
    /// What the children in it would cost at the spot price.
    pub spot_cost_avoided: Pounds,
    /// Share of its places at which it costs what the spot price would.
    pub break_even: Option<f64>,
}

impl Account {
    /// Adds up what the plan does with a contract.
    pub fn of(case: &Case, plan: &Plan, at: ContractIx) -> Self {
        let contract = &case[at];
        let signed = plan.signed[at.get()];
        let accounts = YearAccount::all(case, plan, at);
        let years: Vec<Year> = accounts.iter().map(|account| account.year).collect();
        let used: f64 = accounts.iter().map(|account| account.used).sum();
        let spot: Pounds = accounts.iter().map(|account| account.spot_cost_avoided).sum();
        let mean_spot =
            if used > 0.0 { Some(spot.get() / used) } else { mean_spot_of_coverable(case, contract, &years) };
        let mean_price = years.iter().map(|&year| contract.price_in(year).get()).sum::<f64>() / years.len() as f64;
        Self {
            signed,
            places: contract.places.get() * years.len() as f64,
            used,
            void: accounts.iter().map(|account| account.void).sum(),
            void_paid: accounts.iter().map(|account| account.void_paid).sum(),
            paid: accounts.iter().map(|account| account.paid).sum(),
            spot_cost_avoided: spot,
            break_even: mean_spot.and_then(|spot| break_even(contract.take_or_pay, mean_price, spot)),
        }
    }

    /// What it costs less than the spot price would.
    pub fn saving(&self) -> Pounds {
        self.spot_cost_avoided - self.paid
    }
}

/// `D = Σ_t δ_t · (1 + uplift)^(t − first_year) · (θ · places + (1 − θ) · used_t)`: the discounted place-years that the
/// price of a contract is paid for, were it signed and filled as in the plan.
pub fn priced_place_years(case: &Case, plan: &Plan, at: ContractIx) -> f64 {
    let contract = &case[at];
    let paid_for = |year: &YearAccount| {
        let rise = (1.0 + contract.uplift).powi(year.year.0 - contract.first_year.0);
        let discount = case.discount((year.year.0 - case.first_year.0) as usize);
        let theta = contract.take_or_pay;
        discount * rise * (theta * contract.places.get() + (1.0 - theta) * year.used)
    };
    YearAccount::all(case, plan, at).iter().map(paid_for).sum()
}

/// `θ · price / (spot − (1 − θ) · price)`, where there is such a share.
fn break_even(theta: f64, price: f64, spot: f64) -> Option<f64> {
    let margin = spot - (1.0 - theta) * price;
    (margin > 0.0).then(|| theta * price / margin)
}

/// Mean spot price, £ per child-year, of the forecast children who could fill the contract; `None` where there are
/// none.
fn mean_spot_of_coverable(case: &Case, contract: &Contract, years: &[Year]) -> Option<f64> {
    let mut prices: BTreeMap<(NeedIx, BandIx, StageIx), Option<f64>> = BTreeMap::new();
    let (mut children, mut pounds) = (0.0, 0.0);
    for (c, chain) in case.forecast.chains().iter().enumerate() {
        for stage in (0..case.stages.len()).map(StageIx::new) {
            let class = (chain.need, chain.band, stage);
            let Some(price) = *prices.entry(class).or_insert_with(|| price_if_coverable(case, contract, class)) else {
                continue;
            };
            let years = years.iter().map(|year| (year.0 - case.first_year.0) as usize);
            let here: f64 = years.map(|t| case.forecast.children(c, stage, t)).sum();
            children += here;
            pounds += here * price;
        }
    }
    (children > 0.0).then(|| pounds / children)
}

/// The spot price of children who could fill the contract; `None` where they could not.
fn price_if_coverable(case: &Case, contract: &Contract, class: (NeedIx, BandIx, StageIx)) -> Option<f64> {
    let (need, band, stage) = class;
    let (provision, groups) = (&case[contract.provision], case[stage].year_groups);
    let suitable = case.suitability(provision.kind, need, band) != Suitability::Unsuitable;
    let taken = suitable && provision.needs.includes(&need) && provision.serves(groups);
    let price = case.annual_cost(contract.provision, need, band, stage)?;
    (taken && contract.covers(need, groups)).then(|| price.get())
}

/// One year of a contract.
#[derive(Debug, Clone, PartialEq)]
pub struct YearAccount {
    /// Which.
    pub year: Year,
    /// Children at its school whom it is for.
    pub eligible: f64,
    /// Places filled.
    pub used: f64,
    /// Places paid for and empty.
    pub void: f64,
    /// Paid for those.
    pub void_paid: Pounds,
    /// Paid in all.
    pub paid: Pounds,
    /// What the children in it would cost at the spot price.
    pub spot_cost_avoided: Pounds,
    /// Where it is less full than the year before: who took children it could have had.
    pub taken: Option<Taken>,
}

/// Children who start in the new places of a project, and whom a contract could have had.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taken {
    /// The project.
    pub by: ProjectIx,
    /// How many.
    pub children: f64,
}

impl YearAccount {
    /// Every year of a contract within the horizon.
    pub fn all(case: &Case, plan: &Plan, at: ContractIx) -> Vec<Self> {
        let years = (0..case.years()).map(|t| case.year(t)).filter(|&year| case[at].runs(year));
        let mut all: Vec<Self> = years.map(|year| Self::of(case, plan, at, year)).collect();
        for i in 1..all.len() {
            if all[i].used <= all[i - 1].used - FEW {
                all[i].taken = taken(case, plan, &case[at], all[i].year);
            }
        }
        all
    }

    fn of(case: &Case, plan: &Plan, at: ContractIx, year: Year) -> Self {
        let (contract, signed) = (&case[at], plan.signed[at.get()]);
        let fills = || plan.fills.iter().filter(move |fill| fill.contract == at && fill.year == year);
        let used: f64 = fills().map(|fill| fill.children.get()).sum();
        let void = if signed { (contract.places.get() - used).max(0.0) } else { 0.0 };
        let (theta, price) = (contract.take_or_pay, contract.price_in(year));
        let paid_for = theta * contract.places.get() + (1.0 - theta) * used;
        Self {
            year,
            eligible: eligible(case, plan, at, year),
            used,
            void,
            void_paid: price * (theta * void),
            paid: if signed { price * paid_for } else { Pounds(0.0) },
            spot_cost_avoided: fills().map(|fill| spot_price(case, contract, fill) * fill.children.get()).sum(),
            taken: None,
        }
    }
}

fn spot_price(case: &Case, contract: &Contract, fill: &ContractFill) -> Pounds {
    case.annual_cost(contract.provision, fill.need, fill.band, fill.stage).unwrap_or_default()
}

/// Children at the contract's school whom it is for, but for those in another contract.
fn eligible(case: &Case, plan: &Plan, at: ContractIx, year: Year) -> f64 {
    let contract = &case[at];
    let free = |placement: &Placement| placement.contract.is_none_or(|other| other == at);
    let is_for = |placement: &Placement| contract.covers(placement.need, case[placement.stage].year_groups);
    placements(plan, year)
        .filter(|placement| placement.provision == contract.provision && free(placement) && is_for(placement))
        .map(|placement| placement.children.get())
        .sum()
}

/// The placements of a year; those of a plan are sorted by year.
fn placements(plan: &Plan, year: Year) -> impl Iterator<Item = &Placement> {
    let first = plan.placements.partition_point(|placement| placement.year < year);
    plan.placements[first..].iter().take_while(move |placement| placement.year == year)
}

/// The project whose new places of this year take most children whom the contract could have had.
fn taken(case: &Case, plan: &Plan, contract: &Contract, year: Year) -> Option<Taken> {
    let mut most: Option<Taken> = None;
    for by in (0..case.projects.len()).map(ProjectIx::new) {
        let project = &case[by];
        let Some(age) = plan.age(by, year).filter(|_| project.provision != contract.provision) else { continue };
        let before = age.checked_sub(1).map_or(0.0, |age| project.usable_places(age).get());
        let added = project.usable_places(age).get() - before;
        let starting = placements(plan, year)
            .filter(|placement| placement.provision == project.provision && could_have_had(case, contract, placement))
            .map(|placement| placement.starting.get());
        let children = starting.sum::<f64>().min(added);
        if children >= FEW && most.is_none_or(|most| children > most.children) {
            most = Some(Taken { by, children });
        }
    }
    most
}

/// Whether the contract is for children like these, and its school takes them and is within their reach.
fn could_have_had(case: &Case, contract: &Contract, placement: &Placement) -> bool {
    let (school, groups) = (&case[contract.provision], case[placement.stage].year_groups);
    contract.covers(placement.need, groups)
        && school.needs.includes(&placement.need)
        && school.serves(groups)
        && case.suitability(school.kind, placement.need, placement.band) != Suitability::Unsuitable
        && case.journey(placement.locality, school.setting).distance <= case.travel.reach
}
