//! Kinds of provision and the families they belong to.

use std::fmt;

use crate::id::KindId;
use crate::units::{Minutes, Pounds};

/// The five families of provision; the number of candidates is limited family by family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The ordinary roll of a mainstream school or college.
    Mainstream,
    /// A DSP, resource base or unit at a mainstream school.
    Base,
    /// A state special school.
    Special,
    /// An independent or non-maintained special school.
    Independent,
    /// Anything else, such as alternative provision.
    Other,
}

impl Family {
    /// Every family, in the order of the model file.
    pub const ALL: [Self; 5] = [Self::Mainstream, Self::Base, Self::Special, Self::Independent, Self::Other];

    /// As it is written in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mainstream => "mainstream",
            Self::Base => "base",
            Self::Special => "special",
            Self::Independent => "independent",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A kind of provision, such as `resource_base`.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// Its name in the tables.
    pub id: KindId,
    /// What people call it.
    pub name: String,
    /// Its family.
    pub family: Family,
    /// Place funding where the provision states none, £ per place per year.
    pub place_funding: Pounds,
    /// Share above its places that may be used, where the provision states none.
    pub overfill: f64,
    /// £ per child above the places per year.
    pub overfill_cost: Pounds,
    /// A travel limit of its own, where it has one; it wins over the phase's.
    pub max_minutes: Option<Minutes>,
}
