//! Block contracts: places bought together from an independent school.

use super::need::Scope;
use super::year_group::YearGroups;
use crate::id::{ContractId, NeedIx, ProvisionIx};
use crate::units::{Children, Pounds, Year};

/// Whether the optimiser may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commitment {
    /// It chooses.
    Optional,
    /// Already signed.
    Signed,
    /// Not to be signed.
    Excluded,
}

impl Commitment {
    /// As it is written in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Signed => "signed",
            Self::Excluded => "excluded",
        }
    }
}

/// A block offer.
#[derive(Debug, Clone, PartialEq)]
pub struct Contract {
    /// Its name in the tables.
    pub id: ContractId,
    /// What people call it.
    pub name: String,
    /// Where the places are.
    pub provision: ProvisionIx,
    /// Which needs may fill them.
    pub needs: Scope<NeedIx>,
    /// Which stages may fill them; `None`: all.
    pub year_groups: Option<YearGroups>,
    /// The first year of the contract.
    pub first_year: Year,
    /// The last year of the contract; may lie beyond the horizon.
    pub last_year: Year,
    /// Places committed each year.
    pub places: Children,
    /// £ per committed place per year, in the contract's first year.
    pub price: Pounds,
    /// `θ`: share of the price paid for an empty place.
    pub take_or_pay: f64,
    /// Whether children already there count.
    pub covers_roll: bool,
    /// At most one of a group is signed.
    pub group: Option<String>,
    /// Optional, signed or excluded.
    pub status: Commitment,
    /// Yearly rise of the price: 0.03 is 3%.
    pub uplift: f64,
    /// Places the school adds while the contract runs.
    pub new_places: Children,
}

impl Contract {
    /// Whether the optimiser may choose it.
    pub fn is_optional(&self) -> bool {
        self.status == Commitment::Optional
    }

    /// Whether it is signed already.
    pub fn is_signed(&self) -> bool {
        self.status == Commitment::Signed
    }

    /// Whether it runs in `year`.
    pub fn runs(&self, year: Year) -> bool {
        self.first_year <= year && year <= self.last_year
    }

    /// `price · (1 + uplift)^(t − first_year)`.
    pub fn price_in(&self, year: Year) -> Pounds {
        self.price * (1.0 + self.uplift).powi(year.0 - self.first_year.0)
    }

    /// Whether a child of this need and stage can fill a contracted place.
    pub fn covers(&self, need: NeedIx, stage: YearGroups) -> bool {
        self.needs.includes(&need) && self.year_groups.is_none_or(|groups| groups.covers(stage))
    }
}
