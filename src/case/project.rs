//! Somewhere a unit could open, or grow.

use crate::id::{ProjectId, ProjectIx, ProvisionIx};
use crate::units::{Children, Pounds, Year};

/// Whether the optimiser may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It chooses.
    Optional,
    /// Opens at `earliest`; its capital is already funded.
    Committed,
    /// Never opens.
    Excluded,
}

impl Status {
    /// As it is written in the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Committed => "committed",
            Self::Excluded => "excluded",
        }
    }
}

/// A project: more places at an existing provision, or a provision of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// Its name in the tables.
    pub id: ProjectId,
    /// What people call it.
    pub name: String,
    /// The provision whose places it adds to: an existing one, or its own (see [`Origin`](super::Origin)).
    pub provision: ProvisionIx,
    /// Places when fully open.
    pub places: Children,
    /// £, spent in the year it opens.
    pub capital_cost: Pounds,
    /// £ a year once open, place funding included.
    pub annual_cost: Pounds,
    /// The first year it may open.
    pub earliest: Year,
    /// The last year it may open; never after the last year of the horizon.
    pub latest: Year,
    /// `F`: share of the places usable in the 1st, 2nd … year; the last value goes on. Never empty.
    pub fill: Vec<f64>,
    /// At most one of a group opens.
    pub group: Option<String>,
    /// Projects that must be open no later than this one.
    pub requires: Vec<ProjectIx>,
    /// From the third year open, at least this many children at the provision.
    pub min_children: Option<Children>,
    /// Optional, committed or excluded.
    pub status: Status,
}

impl Project {
    /// Whether the optimiser may choose it.
    pub fn is_optional(&self) -> bool {
        self.status == Status::Optional
    }

    /// Whether it opens whatever the optimiser thinks.
    pub fn is_committed(&self) -> bool {
        self.status == Status::Committed
    }

    /// Whether it never opens.
    pub fn is_excluded(&self) -> bool {
        self.status == Status::Excluded
    }

    /// `places · F[age]`: usable places `age` years after opening.
    pub fn usable_places(&self, age: usize) -> Children {
        let share = self.fill.get(age).or(self.fill.last()).copied().unwrap_or(1.0);
        self.places * share
    }

    /// The years it may open, within the horizon that starts at `first`; empty for an excluded project.
    pub fn opening_years(&self, first: Year) -> impl Iterator<Item = Year> + use<> {
        let (from, to) = match self.status {
            Status::Optional => (self.earliest.max(first), self.latest),
            Status::Committed => (self.earliest, self.earliest),
            Status::Excluded => (first, Year(first.0 - 1)),
        };
        (from.0..=to.0).map(Year)
    }
}
