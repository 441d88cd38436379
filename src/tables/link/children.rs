//! The forecast and the roll: needs, bands, stages, and the cell each row speaks of.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::lookup::{Finder, Lookup, Place};
use super::{Horizon, Names};
use crate::case::{Chain, RollRow, Scope, Stage, YearGroups};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::{across, references};
use crate::id::{BandIx, LocalityIx, NeedIx, ProvisionIx, StageId, StageIx};
use crate::tables::projects::Site;
use crate::tables::rows::Rows;
use crate::units::{Children, Year};

/// What a row of the forecast says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) chain: Chain,
    pub(crate) stage: StageIx,
    /// The position of the year in the horizon.
    pub(crate) year: usize,
    pub(crate) children: Children,
}

/// The primary needs of the SEN2 return. A table may name one that nobody in the forecast has.
pub(crate) const SEN2_NEEDS: [&str; 14] =
    ["ASD", "DS", "HI", "MLD", "MSI", "NSA", "OTH", "PD", "PMLD", "SEMH", "SLCN", "SLD", "SPLD", "VI"];

/// The needs of the forecast and the roll, and those of the SEN2 return that other tables name; whether each is in use.
pub(super) fn needs(rows: &Rows<'_>, find: &Finder<'_>) -> (Lookup, Vec<bool>) {
    let used: BTreeSet<&str> = rows
        .forecast
        .iter()
        .map(|r| r.need)
        .chain(rows.roll.iter().map(|r| r.need))
        .filter(|n| !n.is_empty())
        .collect();
    let lower: HashSet<String> = used.iter().map(|need| need.to_lowercase()).collect();
    let mut all: BTreeMap<&str, bool> = used.into_iter().map(|need| (need, true)).collect();
    for need in named_needs(rows) {
        if SEN2_NEEDS.contains(&need.to_uppercase().as_str()) && !lower.contains(&need.to_lowercase()) {
            all.entry(need).or_insert(false);
        }
    }
    let (ids, in_use): (Vec<&str>, Vec<bool>) = all.into_iter().unzip();
    (Lookup::new("need", "forecast", &references::E302, find.raw, ids), in_use)
}

/// The needs that tables other than the forecast and the roll name.
fn named_needs<'r>(rows: &'r Rows<'_>) -> impl Iterator<Item = &'r str> {
    fn items<'s>(scope: &'s Scope<&str>) -> &'s [&'s str] {
        match scope {
            Scope::All => &[],
            Scope::Only(items) => items,
        }
    }
    let own = rows.projects.iter().filter_map(|project| match &project.site {
        Site::Own { needs, .. } => Some(needs),
        Site::Expands(_) => None,
    });
    let lists = rows.provisions.iter().map(|r| &r.needs).chain(own);
    let lists = lists.chain(rows.contracts.iter().map(|r| &r.needs)).chain(rows.policies.iter().map(|r| &r.needs));
    let single = rows.costs.iter().filter_map(|r| r.need).chain(rows.transport.iter().filter_map(|r| r.need));
    lists.flat_map(items).copied().chain(single).chain(rows.suitability.iter().map(|r| r.need))
}

/// The bands of the forecast and the roll.
pub(super) fn bands(rows: &Rows<'_>, find: &Finder<'_>) -> Lookup {
    let used: BTreeSet<&str> = rows.forecast.iter().map(|r| r.band).chain(rows.roll.iter().map(|r| r.band)).collect();
    Lookup::new("band", "forecast", &references::E302, find.raw, used)
}

/// The stages of the forecast within the horizon, in order; those that overlap are reported.
pub(super) fn stages(rows: &Rows<'_>, horizon: Horizon, find: &mut Finder<'_>) -> Vec<Stage> {
    let mut first_seen: BTreeMap<YearGroups, u64> = BTreeMap::new();
    for row in rows.forecast.iter().filter(|row| row.at.sound && horizon.position(row.year).is_some()) {
        first_seen.entry(row.year_groups).or_insert(row.at.line);
    }
    let found: Vec<(YearGroups, u64)> = first_seen.into_iter().collect();
    for (i, &(groups, line)) in found.iter().enumerate() {
        if let Some((other, _)) = found[..i].iter().find(|(other, _)| other.shared(groups) > 0) {
            let message = format!("The year groups {groups} overlap with {other}.");
            let error = Diagnostic::new(&across::E401, message).value(groups.to_string());
            find.report(error, Place::new("forecast", line, "year_groups"));
        }
    }
    let stage = |&(year_groups, _): &(YearGroups, u64)| {
        Some(Stage { id: StageId::new(&year_groups.to_string()).ok()?, year_groups })
    };
    found.iter().filter_map(stage).collect()
}

/// The cell of each forecast row; `None` where the row was refused or lies outside the horizon.
pub(super) fn cells(
    rows: &Rows<'_>,
    names: &Names,
    stages: &[Stage],
    horizon: Horizon,
    find: &mut Finder<'_>,
) -> Vec<Option<Cell>> {
    let by_groups = stage_positions(stages);
    let mut seen: HashMap<(Year, Chain, YearGroups), u64> = HashMap::with_capacity(rows.forecast.len());
    let mut cells = Vec::with_capacity(rows.forecast.len());
    for row in &rows.forecast {
        let key = (row.locality, row.need, row.band);
        let chain = chain("forecast", row.at.line, key, names, find);
        cells.push(chain.filter(|_| row.at.sound).and_then(|chain| {
            if let Some(first) = seen.insert((row.year, chain, row.year_groups), row.at.line) {
                let message = format!("The same year, locality, need, year groups and band are on row {first}.");
                let place = Place::new("forecast", row.at.line, "locality");
                find.report(Diagnostic::new(&references::E307, message).value(row.locality), place);
            }
            let year = horizon.position(row.year)?;
            let stage = StageIx::new(*by_groups.get(&row.year_groups)?);
            Some(Cell { chain, stage, year, children: Children(row.children) })
        }));
    }
    cells
}

/// The rows of the roll.
pub(super) fn roll(rows: &Rows<'_>, names: &Names, stages: &[Stage], find: &mut Finder<'_>) -> Vec<Option<RollRow>> {
    let by_groups = stage_positions(stages);
    let mut seen: HashMap<(Chain, YearGroups, usize), u64> = HashMap::new();
    let mut roll = Vec::with_capacity(rows.roll.len());
    // A stage may be missing only because its rows were refused.
    let complete = !stages.is_empty() && rows.forecast.iter().all(|row| row.at.sound);
    for row in &rows.roll {
        let line = row.at.line;
        let chain = chain("roll", line, (row.locality, row.need, row.band), names, find);
        let provision = find.find(&names.existing, row.provision, Place::new("roll", line, "provision"));
        let stage = by_groups.get(&row.year_groups).map(|&stage| StageIx::new(stage));
        if stage.is_none() && row.at.sound && complete {
            let known: Vec<String> = stages.iter().map(|stage| stage.id.to_string()).collect();
            let message = format!("The forecast has no stage {}; it has {}.", row.year_groups, known.join(", "));
            let error = Diagnostic::new(&across::E402, message).value(row.year_groups.to_string());
            find.report(error, Place::new("roll", line, "year_groups"));
        }
        let joined = chain.zip(provision).filter(|_| row.at.sound);
        if let Some((chain, provision)) = joined
            && let Some(first) = seen.insert((chain, row.year_groups, provision), line)
        {
            let message = format!("The same children at the same provision are on row {first}.");
            let place = Place::new("roll", line, "locality");
            find.report(Diagnostic::new(&references::E307, message).value(row.locality), place);
        }
        roll.push(joined.zip(stage).map(|((chain, provision), stage)| RollRow {
            chain,
            stage,
            provision: ProvisionIx::new(provision),
            children: Children(row.children),
        }));
    }
    roll
}

fn stage_positions(stages: &[Stage]) -> HashMap<YearGroups, usize> {
    stages.iter().enumerate().map(|(at, stage)| (stage.year_groups, at)).collect()
}

fn chain(
    table: &'static str,
    line: u64,
    (locality, need, band): (&str, &str, &str),
    names: &Names,
    find: &mut Finder<'_>,
) -> Option<Chain> {
    let locality = find.find(&names.localities, locality, Place::new(table, line, "locality"));
    let need = names.needs.get(need);
    let band = names.bands.get(band);
    Some(Chain { locality: LocalityIx::new(locality?), need: NeedIx::new(need?), band: BandIx::new(band?) })
}
