//! Whether a kind of provision can meet a need: need decides, cost only ranks.

use std::fmt;

use crate::id::{BandIx, KindIx, NeedIx};

/// What a child of a given need and band can be offered, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suitability {
    /// The best-suited kind.
    Preferred,
    /// Meets the need.
    Suitable,
    /// Only where nothing better can be had; priced.
    LastResort,
    /// Never offered to a new child.
    Unsuitable,
}

impl Suitability {
    /// As it is written in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Suitable => "suitable",
            Self::LastResort => "last_resort",
            Self::Unsuitable => "unsuitable",
        }
    }
}

impl fmt::Display for Suitability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A row of `suitability`, or of the built-in default; one that names the band wins over one that does not.
#[derive(Debug, Clone, PartialEq)]
pub struct SuitabilityRule {
    /// The primary need.
    pub need: NeedIx,
    /// Only this band.
    pub band: Option<BandIx>,
    /// The kind of provision.
    pub kind: KindIx,
    /// Whether it can meet the need.
    pub suitability: Suitability,
}
