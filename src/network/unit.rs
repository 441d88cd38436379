//! A unit that nobody has planned: whom it could take, from where, and at what cost.

use std::collections::{BTreeMap, BTreeSet};

use super::Network;
use crate::case::{
    Case, Family, Journey, Origin, Penalty, Phase, Project, Provision, Scope, Status, Suitability, YearGroups,
};
use crate::id::{KindIx, LocalityIx, NeedIx, ProjectId, ProjectIx, ProvisionId, ProvisionIx, SettingIx, StageIx};
use crate::units::{Children, Pounds};

/// A unit that could be somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// What kind.
    pub kind: KindIx,
    /// Where.
    pub setting: SettingIx,
    /// Whom it would take.
    pub needs: Scope<NeedIx>,
    /// Of which year groups.
    pub year_groups: YearGroups,
    /// The year it opens, from the first.
    pub opens: usize,
    /// How many places.
    pub places: f64,
}

impl Unit {
    /// Its needs as in the tables: `ASD;SLCN`, or `*` for all.
    pub fn needs_written(&self, case: &Case) -> String {
        match &self.needs {
            Scope::Only(needs) if needs.len() < case.needs.len() => {
                needs.iter().map(|&need| case[need].id.as_str()).collect::<Vec<_>>().join(";")
            }
            _ => "*".to_owned(),
        }
    }
}

/// Every kind of some families, with the widest year groups of each phase that provisions of it take.
pub fn widest(case: &Case, families: &[Family]) -> BTreeMap<(KindIx, Phase), YearGroups> {
    let mut widest: BTreeMap<(KindIx, Phase), YearGroups> = BTreeMap::new();
    for provision in case.provisions.iter().filter(|p| families.contains(&case[p.kind].family)) {
        let groups = provision.year_groups;
        let found = widest.entry((provision.kind, groups.phase())).or_insert(groups);
        if groups.width() > found.width() {
            *found = groups;
        }
    }
    widest
}

/// Settings that could have a unit of a kind: where those year groups are taught already, or a project would have it.
pub fn hosts(case: &Case, kind: KindIx, year_groups: YearGroups) -> BTreeSet<SettingIx> {
    let hosts: &[Family] = match case[kind].family {
        Family::Base => &[Family::Mainstream, Family::Base],
        _ => &[Family::Special],
    };
    let could = |p: &&Provision| hosts.contains(&case[p.kind].family) && p.year_groups.covers(year_groups);
    case.provisions.iter().filter(could).map(|provision| provision.setting).collect()
}

impl Network<'_> {
    /// The case with a unit as one more committed project, the last, that costs nothing to build.
    pub fn case_with(&self, unit: &Unit) -> Case {
        let mut case = self.case.clone();
        let project = ProjectIx::new(case.projects.len());
        let opens = case.year(unit.opens);
        let name = "places that nobody has planned";
        case.provisions.push(Provision {
            id: ProvisionId::new(name).unwrap_or_else(|_| unreachable!("a sound name")),
            name: name.to_owned(),
            setting: unit.setting,
            kind: unit.kind,
            needs: unit.needs.clone(),
            year_groups: unit.year_groups,
            places: Some(vec![Children(0.0); case.years()]),
            reserved: vec![Children(0.0); case.years()],
            opens: None,
            closes: None,
            place_funding: Pounds(0.0),
            overfill: case[unit.kind].overfill,
            min_children: None,
            origin: Origin::Project(project),
        });
        case.projects.push(Project {
            id: ProjectId::new(name).unwrap_or_else(|_| unreachable!("a sound name")),
            name: name.to_owned(),
            provision: ProvisionIx::new(case.provisions.len() - 1),
            places: Children(unit.places),
            capital_cost: Pounds(0.0),
            annual_cost: case[unit.kind].place_funding * unit.places,
            earliest: opens,
            latest: opens,
            fill: vec![1.0],
            group: None,
            requires: Vec::new(),
            min_children: None,
            status: Status::Committed,
        });
        // The same wait costs the same, whatever the new places do.
        case.objective.unplaced_penalty = Penalty::Fixed(Pounds(self.unplaced_penalty));
        case
    }

    /// The journey from a locality to a unit; `None` where that is out of reach.
    pub fn way_to(&self, unit: &Unit, locality: LocalityIx) -> Option<Journey> {
        let journey = self.case.journey(locality, unit.setting);
        (journey.distance <= self.case.travel.reach).then_some(journey)
    }

    /// `e` at a unit by stage, £ per child-year, NaN where it does not serve the stage; `None` where it cannot take
    /// children of the chain.
    pub fn costs_at(&self, unit: &Unit, chain: usize, journey: &Journey) -> Option<Vec<f64>> {
        let of = self.case.forecast.chains()[chain];
        let suits = self.costs.suitability(unit.kind, of.need, of.band) != Suitability::Unsuitable;
        if !suits || !unit.needs.includes(&of.need) {
            return None;
        }
        let way = (journey.distance, journey.time);
        let cost = |stage: StageIx| {
            let serves = unit.year_groups.covers(self.case[stage].year_groups);
            let annual = self.case.annual_cost_of_kind(unit.kind, of.need, of.band, stage).filter(|_| serves);
            let beside = self.costs.beside_the_place(unit.kind, (of.need, of.band), stage, way);
            annual.map_or(f64::NAN, Pounds::get) + beside.total()
        };
        Some((0..self.stages()).map(StageIx::new).map(cost).collect())
    }

    /// Whether a provision is an independent school's.
    pub fn is_independent(&self, provision: ProvisionIx) -> bool {
        self.case[self.case[provision].kind].family == Family::Independent
    }
}
