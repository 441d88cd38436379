//! Rows joined by their ids: each becomes the thing of the case it stands for, or nothing where it was refused.
//!
//! Vectors keep the positions of the rows, so that a position found by name is a position of the case.

mod children;
mod lookup;
mod money;
mod places;

pub(crate) use children::{Cell, SEN2_NEEDS};
pub(crate) use lookup::file_of;

use lookup::{Finder, Lookup};

use super::kinds::all_kinds;
use super::localities::LocalityRow;
use super::projects::Site;
use super::rows::Rows;
use super::source::RawTables;
use crate::case::{
    Band, Contract, CostRule, Kind, Locality, Measured, Need, Policy, Project, Provision, RollRow, Setting, Stage,
    SuitabilityRule, TransportRule,
};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::references;
use crate::units::Year;

/// The years planned; where the model file does not say, those of the forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Horizon {
    pub(crate) first: Year,
    pub(crate) last: Year,
}

impl Horizon {
    /// How many years are planned.
    pub(crate) fn years(self) -> usize {
        (self.last.0 - self.first.0 + 1).max(1) as usize
    }

    /// The position of a year, where it is planned.
    pub(crate) fn position(self, year: Year) -> Option<usize> {
        (self.first <= year && year <= self.last).then(|| (year.0 - self.first.0) as usize)
    }
}

/// Every row joined; `None` where a row was refused.
#[derive(Debug)]
pub(crate) struct Linked {
    pub(crate) horizon: Horizon,
    pub(crate) needs: Vec<Need>,
    /// Needs that some child of the forecast or the roll has, by position; the rest are only named.
    pub(crate) need_in_use: Vec<bool>,
    pub(crate) bands: Vec<Band>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) localities: Vec<Option<Locality>>,
    /// The rows of `settings`, then the settings of projects that give coordinates.
    pub(crate) settings: Vec<Option<Setting>>,
    /// The rows of `provisions`, then those that projects make.
    pub(crate) provisions: Vec<Option<Provision>>,
    pub(crate) cells: Vec<Option<Cell>>,
    pub(crate) roll: Vec<Option<RollRow>>,
    pub(crate) costs: Vec<Option<CostRule>>,
    pub(crate) transport: Vec<Option<TransportRule>>,
    pub(crate) suitability: Vec<Option<SuitabilityRule>>,
    pub(crate) measured: Measured,
    pub(crate) projects: Vec<Option<Project>>,
    pub(crate) contracts: Vec<Option<Contract>>,
    pub(crate) policies: Vec<Option<Policy>>,
    /// The provision each row of `places` changes.
    pub(crate) places: Vec<Option<usize>>,
}

/// The look-ups of everything that has a name.
struct Names {
    localities: Lookup,
    settings: Lookup,
    /// Rows of `provisions` only.
    existing: Lookup,
    /// Rows of `provisions`, then those that projects make.
    provisions: Lookup,
    projects: Lookup,
    needs: Lookup,
    bands: Lookup,
    kinds: Lookup,
}

/// Joins all rows, reporting names that are unknown or there twice.
pub(crate) fn link(rows: &Rows<'_>, raw: &RawTables, horizon: Horizon, diagnostics: &mut Diagnostics) -> Linked {
    let kinds = all_kinds(&rows.kinds);
    let mut find = Finder::new(raw, diagnostics);
    lookup::report_doubles(rows, &mut find);
    let (names, need_in_use) = names(rows, &kinds, &find);
    let stages = children::stages(rows, horizon, &mut find);
    let cells = children::cells(rows, &names, &stages, horizon, &mut find);
    let roll = children::roll(rows, &names, &stages, &mut find);
    let settings = places::settings(rows);
    let (places, provisions) = places::provisions(rows, &names, &kinds, horizon, &mut find);
    let projects = places::projects(rows, &names, horizon, &mut find);
    let measured = places::measured(rows, &names, &mut find);
    let costs = money::costs(rows, &names, &mut find);
    let transport = money::transport(rows, &names, &mut find);
    let suitability = money::suitability(rows, &names, &mut find);
    let contracts = money::contracts(rows, &names, &mut find);
    let policies = money::policies(rows, &names, horizon, &mut find);
    Linked {
        horizon,
        needs: names.needs.ids().filter_map(|id| crate::id::NeedId::new(id).ok()).map(|id| Need { id }).collect(),
        need_in_use,
        bands: names.bands.ids().filter_map(|id| crate::id::BandId::new(id).ok()).map(|id| Band { id }).collect(),
        stages,
        kinds,
        localities: rows.localities.iter().map(LocalityRow::to_case).collect(),
        settings,
        provisions,
        cells,
        roll,
        costs,
        transport,
        suitability,
        measured,
        projects,
        contracts,
        policies,
        places,
    }
}

fn names(rows: &Rows<'_>, kinds: &[Kind], find: &Finder<'_>) -> (Names, Vec<bool>) {
    let raw = find.raw;
    let look_up = |thing, table, ids: Vec<&str>| Lookup::new(thing, table, &references::E301, raw, ids);
    let existing: Vec<&str> = rows.provisions.iter().map(|row| row.id).collect();
    let own = rows.projects.iter().filter(|row| matches!(row.site, Site::Own { .. })).map(|row| row.id);
    let provisions = existing.iter().copied().chain(own).collect();
    let (needs, need_in_use) = children::needs(rows, find);
    let kinds = kinds.iter().map(|kind| kind.id.as_str());
    let names = Names {
        localities: look_up("locality", "localities", rows.localities.iter().map(|row| row.id).collect()),
        settings: look_up("setting", "settings", rows.settings.iter().map(|row| row.id).collect()),
        existing: look_up("provision", "provisions", existing),
        provisions: look_up("provision", "provisions", provisions),
        projects: look_up("project", "projects", rows.projects.iter().map(|row| row.id).collect()),
        needs,
        bands: children::bands(rows, find),
        kinds: Lookup::new("kind", "kinds", &references::E303, raw, kinds),
    };
    (names, need_in_use)
}
