//! A unit that nobody has planned: whom it could take, from where, and at what cost.

use super::Network;
use crate::case::{Family, Journey, Scope, Suitability, YearGroups};
use crate::id::{KindIx, LocalityIx, NeedIx, ProvisionIx, SettingIx, StageIx};
use crate::units::Pounds;

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

impl Network<'_> {
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
