//! The three purses, year by year: high-needs revenue, transport, capital; never mixed.

use crate::units::{Pounds, Year};

/// Who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purse {
    /// The high needs block of the dedicated schools grant.
    HighNeeds,
    /// Home-to-school transport, from the council's general fund.
    Transport,
    /// The capital programme.
    Capital,
}

impl Purse {
    /// Every purse.
    pub const ALL: [Self; 3] = [Self::HighNeeds, Self::Transport, Self::Capital];

    /// As it is written in `finance.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HighNeeds => "high_needs",
            Self::Transport => "transport",
            Self::Capital => "capital",
        }
    }
}

/// What for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// Place funding of existing provisions, `place_funding · net places`: no decision changes it. Unlimited
    /// provisions have none.
    PlaceFunding,
    /// What placements cost on top of place funding, all at the spot price.
    Placements,
    /// Spot price of the children in contracted places: taken off, so never above zero.
    CoveredByContracts,
    /// What the block contracts cost.
    Contracts,
    /// Running cost of open projects, their place funding included.
    Projects,
    /// Children above the places.
    Overfill,
    /// Home-to-school transport.
    Transport,
    /// Capital of the optional projects that open.
    Capital,
}

impl Line {
    /// The purse that pays it.
    pub fn purse(self) -> Purse {
        match self {
            Self::Transport => Purse::Transport,
            Self::Capital => Purse::Capital,
            _ => Purse::HighNeeds,
        }
    }

    /// As it is written in `finance.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlaceFunding => "place_funding",
            Self::Placements => "placements",
            Self::CoveredByContracts => "covered_by_contracts",
            Self::Contracts => "contracts",
            Self::Projects => "projects",
            Self::Overfill => "overfill",
            Self::Transport => "transport",
            Self::Capital => "capital",
        }
    }
}

/// One line of one purse in one year; lines that are zero in every year are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct FinanceLine {
    /// The academic year.
    pub year: Year,
    /// What for; it names the purse.
    pub line: Line,
    /// £, not discounted.
    pub amount: Pounds,
}
