//! Settings, provisions, planned changes in places, projects and measured journeys.

use std::collections::HashMap;

use super::lookup::{Finder, Place};
use super::{Horizon, Names};
use crate::case::{Kind, Measured, Origin, Project, Provision, Scope, Setting, YearGroups};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::{across, references};
use crate::id::{KindIx, LocalityIx, NeedIx, ProjectId, ProjectIx, ProvisionId, ProvisionIx, SettingId, SettingIx};
use crate::tables::kinds::canonical_kind;
use crate::tables::localities::name_or_id;
use crate::tables::projects::{ProjectRow, Site};
use crate::tables::provisions::{PlacesRow, ProvisionRow};
use crate::tables::rows::Rows;
use crate::tables::settings::SettingRow;
use crate::units::{Children, Kilometres, Minutes, Pounds};

/// The rows of `settings`, then the settings of projects that give coordinates.
pub(super) fn settings(rows: &Rows<'_>) -> Vec<Option<Setting>> {
    let own = rows.projects.iter().filter_map(|project| match &project.site {
        Site::Own { setting: None, point, .. } => Some((project, *point)),
        _ => None,
    });
    let own = own.map(|(project, point)| {
        Some(Setting {
            id: SettingId::new(project.id).ok()?,
            name: name_or_id(project.name, project.id),
            authority: String::new(),
            at: point?,
        })
    });
    rows.settings.iter().map(SettingRow::to_case).chain(own).collect()
}

/// The provision each row of `places` changes, and all provisions: the rows of `provisions`, then projects' own.
pub(super) fn provisions(
    rows: &Rows<'_>,
    names: &Names,
    kinds: &[Kind],
    horizon: Horizon,
    find: &mut Finder<'_>,
) -> (Vec<Option<usize>>, Vec<Option<Provision>>) {
    let places: Vec<Option<usize>> = rows
        .places
        .iter()
        .map(|row| find.find(&names.existing, row.provision, Place::new("places", row.at.line, "provision")))
        .collect();
    let changes = changes(rows, &places, find);
    let mut provisions: Vec<Option<Provision>> = Vec::with_capacity(rows.provisions.len());
    for (at, row) in rows.provisions.iter().enumerate() {
        let changes = changes.get(&at).map_or(&[][..], Vec::as_slice);
        provisions.push(existing(row, changes, names, kinds, horizon, find));
    }
    let mut own_settings = rows.settings.len();
    for (at, row) in rows.projects.iter().enumerate() {
        if let Site::Own { setting, kind, needs, year_groups, .. } = &row.site {
            let shape = Own { setting: *setting, kind, needs, year_groups: *year_groups };
            provisions.push(own(row, at, &shape, own_settings, (names, kinds), horizon, find));
            own_settings += usize::from(setting.is_none());
        }
    }
    (places, provisions)
}

/// The rows of `places` by provision, in the order of their years; two for the same year are reported.
fn changes<'r, 't>(
    rows: &'r Rows<'t>,
    places: &[Option<usize>],
    find: &mut Finder<'_>,
) -> HashMap<usize, Vec<&'r PlacesRow<'t>>> {
    let mut changes: HashMap<usize, Vec<&PlacesRow<'t>>> = HashMap::new();
    for (row, at) in rows.places.iter().zip(places) {
        let Some(at) = at else { continue };
        let known = changes.entry(*at).or_default();
        if let Some(other) = known.iter().find(|other| other.year == row.year) {
            let message = format!("`{}` already changes in {} on row {}.", row.provision, row.year, other.at.line);
            let error = Diagnostic::new(&references::E307, message).value(row.provision);
            find.report(error, Place::new("places", row.at.line, "year"));
        }
        known.push(row);
    }
    for rows in changes.values_mut() {
        rows.sort_by_key(|row| row.year);
    }
    changes
}

fn existing(
    row: &ProvisionRow<'_>,
    changes: &[&PlacesRow<'_>],
    names: &Names,
    kinds: &[Kind],
    horizon: Horizon,
    find: &mut Finder<'_>,
) -> Option<Provision> {
    let at = |column| Place::new("provisions", row.at.line, column);
    let setting = find.find(&names.settings, row.setting, at("setting"));
    let kind = find.find_as(&names.kinds, &canonical_kind(row.kind), row.kind, at("kind"));
    let needs = find.scope(&names.needs, &row.needs, at("needs"), NeedIx::new, str::to_owned);
    let (setting, kind, needs) = (setting?, kind?, needs?);
    let of_kind = kinds.get(kind)?;
    let (places, reserved) = places_by_year(row, changes, horizon);
    Some(Provision {
        id: ProvisionId::new(row.id).ok()?,
        name: name_or_id(row.name, row.id),
        setting: SettingIx::new(setting),
        kind: KindIx::new(kind),
        needs,
        year_groups: row.year_groups,
        places,
        reserved,
        opens: row.opens,
        closes: row.closes,
        place_funding: row.place_funding.map_or(of_kind.place_funding, Pounds),
        overfill: row.overfill.unwrap_or(of_kind.overfill),
        min_children: row.min_children.map(Children),
        origin: Origin::Existing,
    })
    .filter(|_| row.at.sound)
}

/// Places and reserved places in each year of the horizon. Blank places are unlimited until a change gives a number;
/// `None` is only possible without such a change.
fn places_by_year(
    row: &ProvisionRow<'_>,
    changes: &[&PlacesRow<'_>],
    horizon: Horizon,
) -> (Option<Vec<Children>>, Vec<Children>) {
    let in_force = |t: usize| {
        let year = horizon.first.plus(t);
        let so_far = changes.iter().filter(|change| change.year <= year);
        so_far.fold((row.places, row.reserved), |(_, reserved), change| {
            (Some(change.places), change.reserved.unwrap_or(reserved))
        })
    };
    let (places, reserved): (Vec<_>, Vec<_>) = (0..horizon.years()).map(in_force).unzip();
    let places: Option<Vec<Children>> = places.into_iter().map(|p| p.map(Children)).collect();
    (places, reserved.into_iter().map(Children).collect())
}

/// What a project says of its own provision.
struct Own<'r> {
    setting: Option<&'r str>,
    kind: &'r str,
    needs: &'r Scope<&'r str>,
    year_groups: YearGroups,
}

fn own(
    row: &ProjectRow<'_>,
    project: usize,
    shape: &Own<'_>,
    own_setting: usize,
    (names, kinds): (&Names, &[Kind]),
    horizon: Horizon,
    find: &mut Finder<'_>,
) -> Option<Provision> {
    let at = |column| Place::new("projects", row.at.line, column);
    if names.existing.get(row.id).is_some() || (shape.setting.is_none() && names.settings.get(row.id).is_some()) {
        let message = format!("A provision or setting is already called `{}`.", row.id);
        find.report(Diagnostic::new(&across::E419, message).value(row.id), at("project"));
    }
    let setting = match shape.setting {
        Some(id) => find.find(&names.settings, id, at("setting")),
        None => Some(own_setting),
    };
    let kind = find.find_as(&names.kinds, &canonical_kind(shape.kind), shape.kind, at("kind"));
    let needs = find.scope(&names.needs, shape.needs, at("needs"), NeedIx::new, str::to_owned);
    let (setting, kind, needs) = (setting?, kind?, needs?);
    Some(Provision {
        id: ProvisionId::new(row.id).ok()?,
        name: name_or_id(row.name, row.id),
        setting: SettingIx::new(setting),
        kind: KindIx::new(kind),
        needs,
        year_groups: shape.year_groups,
        places: Some(vec![Children(0.0); horizon.years()]),
        reserved: vec![Children(0.0); horizon.years()],
        opens: None,
        closes: None,
        place_funding: Pounds(0.0),
        overfill: kinds.get(kind)?.overfill,
        min_children: None,
        origin: Origin::Project(ProjectIx::new(project)),
    })
    .filter(|_| row.at.sound)
}

/// The projects.
pub(super) fn projects(
    rows: &Rows<'_>,
    names: &Names,
    horizon: Horizon,
    find: &mut Finder<'_>,
) -> Vec<Option<Project>> {
    let mut own = rows.provisions.len();
    let mut projects = Vec::with_capacity(rows.projects.len());
    for row in &rows.projects {
        let at = |column| Place::new("projects", row.at.line, column);
        let provision = match row.site {
            Site::Expands(id) => find.find(&names.existing, id, at("provision")),
            Site::Own { .. } => {
                own += 1;
                Some(own - 1)
            }
        };
        let requires: Vec<Option<usize>> =
            row.requires.iter().map(|id| find.find(&names.projects, id, at("requires"))).collect();
        projects.push(project(row, provision, requires.into_iter().collect(), horizon).filter(|_| row.at.sound));
    }
    projects
}

fn project(
    row: &ProjectRow<'_>,
    provision: Option<usize>,
    requires: Option<Vec<usize>>,
    horizon: Horizon,
) -> Option<Project> {
    Some(Project {
        id: ProjectId::new(row.id).ok()?,
        name: name_or_id(row.name, row.id),
        provision: ProvisionIx::new(provision?),
        places: Children(row.places),
        capital_cost: Pounds(row.capital_cost),
        annual_cost: Pounds(row.annual_cost),
        earliest: row.earliest,
        latest: row.latest.unwrap_or(horizon.last).min(horizon.last),
        fill: if row.fill.is_empty() { vec![1.0] } else { row.fill.clone() },
        group: (!row.group.is_empty()).then(|| row.group.to_owned()),
        requires: requires?.into_iter().map(ProjectIx::new).collect(),
        min_children: row.min_children.map(Children),
        status: row.status,
    })
}

/// The measured journeys; two for the same pair are reported.
pub(super) fn measured(rows: &Rows<'_>, names: &Names, find: &mut Finder<'_>) -> Measured {
    let mut measured = Measured::new();
    let mut lines: HashMap<(usize, usize), u64> = HashMap::new();
    for row in &rows.travel {
        let line = row.at.line;
        let locality = find.find(&names.localities, row.locality, Place::new("travel", line, "locality"));
        let setting = find.find(&names.settings, row.setting, Place::new("travel", line, "setting"));
        let (Some(locality), Some(setting)) = (locality, setting) else { continue };
        if let Some(first) = lines.insert((locality, setting), line) {
            let message = format!("The journey from `{}` to `{}` is also on row {first}.", row.locality, row.setting);
            let error = Diagnostic::new(&references::E307, message).value(row.locality);
            find.report(error, Place::new("travel", line, "locality"));
        }
        let key = (LocalityIx::new(locality), SettingIx::new(setting));
        measured.insert(key, (Kilometres(row.km.unwrap_or(0.0)), row.minutes.map(Minutes)));
    }
    measured
}
