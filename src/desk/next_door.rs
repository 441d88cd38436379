//! If a base opens next door: how full an offer stays, and what it is then worth.
//!
//! The base is one that nobody has planned, of [`PLACES`] places, built for nothing and funded like others of its kind,
//! at the school nearest to the offer's that could have one. Of the kinds of base in the county and the year groups they
//! take it is the one that could have most of the children in the offer's places, and it takes only needs that the offer
//! is for. It opens in the offer's first year: the hardest test. The offer's worth beside it is
//!
//! ```text
//! least cost with the base and no offer − least cost with the base and the offer
//! ```

use std::collections::BTreeMap;

use super::outlook::Held;
use super::solved::Solved;
use super::{Gain, NextDoor};
use crate::case::{Case, Contract, Family, Scope, Suitability};
use crate::id::{BandIx, ContractIx, KindIx, NeedIx, SettingIx, StageIx};
use crate::network::{Network, Unit, hosts, widest};
use crate::plan::{Account, Plan};

/// Places of the base.
const PLACES: f64 = 10.0;

/// The offer with the base; `alone` is the plan with the offer and without the base.
pub(super) fn of(held: &Held, at: ContractIx, alone: &Solved) -> Result<NextDoor, String> {
    let case = held.case();
    let unit = unit(case, at, &alone.plan)?;
    let Some((near, prospects)) = &held.prices else { return Err(super::solved::STOPPED.to_owned()) };
    let built = held.network().case_with(&unit);
    let network = Network::build(&built);
    let beside = held.beside.with_one_more(near, &network, &prospects.cleared(&unit).1);
    let solve = |offers: &[ContractIx]| {
        let mut decisions = held.signing(offers.iter().copied());
        decisions.opened.push(Some(unit.opens));
        held.bench.solve(&beside, &decisions)
    };
    let (without, with) = (solve(&[])?, solve(&[at])?);
    let base = case.provisions.len();
    let there = with.plan.placements.iter().filter(|placement| placement.provision.get() == base);
    Ok(NextDoor {
        setting: case[unit.setting].name.clone(),
        distance: case.between(unit.setting, case[case[at].provision].setting),
        kind: case[unit.kind].name.clone(),
        needs: unit.needs_written(case),
        year_groups: unit.year_groups.to_string(),
        places: unit.places,
        opens: case.year(unit.opens),
        children: there.map(|placement| placement.children.get()).sum(),
        gain: Gain::of(&without, &with),
        account: Account::of(&built, &with.plan, at),
    })
}

/// The base that could have most of the children in the offer's places, or of those whom they are for.
fn unit(case: &Case, at: ContractIx, plan: &Plan) -> Result<Unit, String> {
    let contract = &case[at];
    let mut best: Option<(f64, Unit)> = None;
    for ((kind, _), year_groups) in widest(case, &[Family::Base]) {
        let needs = needs(case, contract, kind);
        let school = case[contract.provision].setting;
        let far = |host: SettingIx| case.between(host, school).get();
        let near = |a: &SettingIx, b: &SettingIx| far(*a).total_cmp(&far(*b));
        let Some(setting) = hosts(case, kind, year_groups).into_iter().filter(|&host| host != school).min_by(near)
        else {
            continue;
        };
        let opens = (contract.first_year.0 - case.first_year.0).max(0) as usize;
        let unit = Unit { kind, setting, needs: Scope::Only(needs), year_groups, opens, places: PLACES };
        let children = children(case, contract, &unit, filled(plan, at));
        if children > best.as_ref().map_or(0.0, |(most, _)| *most) {
            best = Some((children, unit));
        }
    }
    best.map(|(_, unit)| unit).ok_or_else(|| "no base could take the children it is for".to_owned())
}

/// The needs that an offer is for and that a base of this kind can meet.
fn needs(case: &Case, contract: &Contract, kind: KindIx) -> Vec<NeedIx> {
    let is_for = |need: &NeedIx| contract.needs.includes(need) && case[contract.provision].needs.includes(need);
    let suits = |need: &NeedIx| {
        (0..case.bands.len()).any(|band| case.suitability(kind, *need, BandIx::new(band)) != Suitability::Unsuitable)
    };
    (0..case.needs.len()).map(NeedIx::new).filter(|need| is_for(need) && suits(need)).collect()
}

/// Child-years in the offer's places by need and stage.
fn filled(plan: &Plan, at: ContractIx) -> BTreeMap<(NeedIx, StageIx), f64> {
    let mut filled = BTreeMap::new();
    for fill in plan.fills.iter().filter(|fill| fill.contract == at) {
        *filled.entry((fill.need, fill.stage)).or_insert(0.0) += fill.children.get();
    }
    filled
}

/// Of those in the offer's places, or where nobody is in them of those whom they are for, the children a base could take.
fn children(case: &Case, contract: &Contract, unit: &Unit, filled: BTreeMap<(NeedIx, StageIx), f64>) -> f64 {
    let takes =
        |need: NeedIx, stage: StageIx| unit.needs.includes(&need) && unit.year_groups.covers(case[stage].year_groups);
    if filled.values().any(|&children| children > 0.0) {
        return filled.into_iter().filter(|&((need, stage), _)| takes(need, stage)).map(|(_, children)| children).sum();
    }
    let mut children = 0.0;
    for (c, chain) in case.forecast.chains().iter().enumerate() {
        for stage in (0..case.stages.len()).map(StageIx::new) {
            if takes(chain.need, stage) && contract.covers(chain.need, case[stage].year_groups) {
                children += (unit.opens..case.years()).map(|t| case.forecast.children(c, stage, t)).sum::<f64>();
            }
        }
    }
    children
}
