//! Groups of places at a setting, for certain needs and year groups.

use super::need::Scope;
use super::year_group::YearGroups;
use crate::id::{KindIx, NeedIx, ProjectIx, ProvisionId, SettingIx};
use crate::units::{Children, Pounds, Year};

/// Whether a provision exists or would come with a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// From the `provisions` table.
    Existing,
    /// Made by a project that names a setting: it has no places until the project opens.
    Project(ProjectIx),
}

/// A group of places: the mainstream roll, a DSP, a resource base, a special or independent school's places.
#[derive(Debug, Clone, PartialEq)]
pub struct Provision {
    /// Its name in the tables; a project's own provision has the project's id.
    pub id: ProvisionId,
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub setting: SettingIx,
    /// What kind it is.
    pub kind: KindIx,
    /// Which primary needs it accepts.
    pub needs: Scope<NeedIx>,
    /// Which year groups it takes.
    pub year_groups: YearGroups,
    /// Places by year of the horizon, before reserved places are taken off; `None` is unlimited in every year.
    pub places: Option<Vec<Children>>,
    /// Places held by other authorities' children, by year of the horizon.
    pub reserved: Vec<Children>,
    /// The first year it is open; `None`: always was.
    pub opens: Option<Year>,
    /// The first year it is closed; `None`: stays open.
    pub closes: Option<Year>,
    /// £ per place per year, paid filled or not; 0 for a project's own provision (its running cost includes it).
    pub place_funding: Pounds,
    /// Share above its places that may be used.
    pub overfill: f64,
    /// 0, or at least this many children; reported against, not enforced, for existing provisions.
    pub min_children: Option<Children>,
    /// Existing, or a project's own.
    pub origin: Origin,
}

impl Provision {
    /// `K[p,t]`: places in the `year`-th year, reserved ones taken off; `None` is unlimited. Says nothing of whether
    /// the provision is open, nor of places that projects or contracts would add.
    pub fn net_places(&self, year: usize) -> Option<Children> {
        self.places.as_ref().map(|places| places[year] - self.reserved[year])
    }

    /// The project it would come with; `None` for an existing provision.
    pub fn own_project(&self) -> Option<ProjectIx> {
        match self.origin {
            Origin::Existing => None,
            Origin::Project(project) => Some(project),
        }
    }

    /// Open from `opens` up to and not including `closes`.
    pub fn is_open(&self, year: Year) -> bool {
        self.opens.is_none_or(|opens| opens <= year) && self.closes.is_none_or(|closes| year < closes)
    }

    /// Whether children of this stage can be there: at least half of the stage's year groups.
    pub fn serves(&self, stage: YearGroups) -> bool {
        self.year_groups.covers(stage)
    }
}
