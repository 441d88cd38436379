//! Rules on the mix of placements.

use super::need::Scope;
use super::year_group::YearGroups;
use crate::id::{BandIx, KindIx, NeedIx, PolicyId};
use crate::units::{Pounds, Year};

/// At least, or at most, a share of some children in some kinds of provision, broken at a price.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Its name in the tables.
    pub id: PolicyId,
    /// The children it speaks of: needs.
    pub needs: Scope<NeedIx>,
    /// The children it speaks of: stages covered by these year groups; `None`: all.
    pub year_groups: Option<YearGroups>,
    /// The children it speaks of: bands.
    pub bands: Scope<BandIx>,
    /// The children it speaks of: authorities they live in.
    pub authorities: Scope<String>,
    /// The kinds of provision whose share is limited.
    pub kinds: Scope<KindIx>,
    /// First year it applies.
    pub from_year: Year,
    /// Last year it applies.
    pub to_year: Year,
    /// At least this share, 0 to 1.
    pub min_share: Option<f64>,
    /// At most this share, 0 to 1.
    pub max_share: Option<f64>,
    /// £ per child-year by which it is broken; `None`: the unplaced penalty.
    pub penalty: Option<Pounds>,
}

impl Policy {
    /// Whether it applies in `year`.
    pub fn applies(&self, year: Year) -> bool {
        self.from_year <= year && year <= self.to_year
    }

    /// Whether it speaks of children of this need, band, stage and authority.
    pub fn speaks_of(&self, need: NeedIx, band: BandIx, stage: YearGroups, authority: &str) -> bool {
        let here = match &self.authorities {
            Scope::All => true,
            Scope::Only(names) => names.iter().any(|name| name == authority),
        };
        here && self.needs.includes(&need)
            && self.bands.includes(&band)
            && self.year_groups.is_none_or(|groups| groups.covers(stage))
    }
}
