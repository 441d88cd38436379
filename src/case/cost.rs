//! What a placement costs the high needs budget, and what the journey costs the transport budget.
//!
//! The most specific row wins. A row that names the provision is more specific than one that names the kind, whatever
//! else they name; among rows alike in that, the one that names more of need, band and year groups. Two rows that are
//! equally specific and both fit are refused when the tables are read.

use super::year_group::YearGroups;
use crate::id::{BandIx, KindIx, NeedIx, ProvisionIx};
use crate::units::{Kilometres, Pounds};

/// Whom a cost row speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostScope {
    /// `*`: every provision.
    Any,
    /// Every provision of a kind.
    Kind(KindIx),
    /// One provision.
    Provision(ProvisionIx),
}

/// A row of `costs`.
#[derive(Debug, Clone, PartialEq)]
pub struct CostRule {
    /// Kind or provision.
    pub scope: CostScope,
    /// Only this need.
    pub need: Option<NeedIx>,
    /// Only this band.
    pub band: Option<BandIx>,
    /// Only stages that these year groups cover.
    pub year_groups: Option<YearGroups>,
    /// £ per child per year, on top of place funding.
    pub annual_cost: Pounds,
}

impl CostRule {
    /// Whether the row fits a child of this need, band and stage at this provision, or at one of this kind that no row
    /// names.
    pub fn fits(&self, at: (Option<ProvisionIx>, KindIx), need: NeedIx, band: BandIx, stage: YearGroups) -> bool {
        let place = match self.scope {
            CostScope::Any => true,
            CostScope::Kind(kind) => kind == at.1,
            CostScope::Provision(provision) => Some(provision) == at.0,
        };
        place
            && self.need.is_none_or(|n| n == need)
            && self.band.is_none_or(|b| b == band)
            && self.year_groups.is_none_or(|y| y.covers(stage))
    }

    /// The higher, the more specific.
    pub fn specificity(&self) -> (u8, u8) {
        let place = match self.scope {
            CostScope::Any => 0,
            CostScope::Kind(_) => 1,
            CostScope::Provision(_) => 2,
        };
        let named = [self.need.is_some(), self.band.is_some(), self.year_groups.is_some()];
        (place, named.into_iter().filter(|&n| n).count() as u8)
    }
}

/// A row of `transport`.
#[derive(Debug, Clone, PartialEq)]
pub struct TransportRule {
    /// Only this kind.
    pub kind: Option<KindIx>,
    /// Only this need.
    pub need: Option<NeedIx>,
    /// Only this band.
    pub band: Option<BandIx>,
    /// What it costs.
    pub rate: TransportRate,
}

impl TransportRule {
    /// Whether the row fits.
    pub fn fits(&self, kind: KindIx, need: NeedIx, band: BandIx) -> bool {
        self.kind.is_none_or(|k| k == kind)
            && self.need.is_none_or(|n| n == need)
            && self.band.is_none_or(|b| b == band)
    }

    /// The higher, the more specific: how many of kind, need and band it names.
    pub fn specificity(&self) -> u8 {
        [self.kind.is_some(), self.need.is_some(), self.band.is_some()].into_iter().filter(|&n| n).count() as u8
    }
}

/// Home-to-school transport: `share · (fixed_cost + cost_per_km · km)` per child per year.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TransportRate {
    /// Share of children carried, 0 to 1.
    pub share: f64,
    /// £ per carried child per year.
    pub fixed_cost: Pounds,
    /// £ per kilometre of one-way distance per carried child per year.
    pub cost_per_km: Pounds,
}

impl TransportRate {
    /// £ per child per year for a journey of this length, averaged over carried and not carried.
    pub fn annual(&self, distance: Kilometres) -> Pounds {
        (self.fixed_cost + self.cost_per_km * distance.get()) * self.share
    }
}
