//! Ids to positions, with a report where an id is unknown or there twice.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::case::Scope;
use crate::diagnostic::catalogue::references;
use crate::diagnostic::{Diagnostic, Diagnostics, Entry};
use crate::tables::raw::RawTable;
use crate::tables::reader::missing_columns;
use crate::tables::rows::Rows;
use crate::tables::source::RawTables;
use crate::tables::suggest::did_you_mean;

/// A cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) table: &'static str,
    pub(crate) line: u64,
    pub(crate) column: &'static str,
}

impl Place {
    /// A cell of a table.
    pub(crate) fn new(table: &'static str, line: u64, column: &'static str) -> Self {
        Self { table, line, column }
    }
}

/// The positions of one sort of thing.
#[derive(Debug)]
pub(super) struct Lookup {
    /// "locality", for messages.
    thing: &'static str,
    /// The table that names it.
    table: &'static str,
    entry: &'static Entry,
    /// Whether all names are known; false where their table could not be read, which is reported already.
    complete: bool,
    positions: IndexMap<String, usize>,
}

impl Lookup {
    pub(super) fn new(
        thing: &'static str,
        table: &'static str,
        entry: &'static Entry,
        raw: &RawTables,
        ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let mut positions = IndexMap::new();
        for (position, id) in ids.into_iter().enumerate() {
            positions.entry(id.into()).or_insert(position);
        }
        let complete = raw.get(table).is_none_or(|raw| missing_columns(raw).next().is_none())
            && (raw.get(table).is_some_and(|raw| raw.len() > 0)
                || !super::super::schema::table(table).is_some_and(|t| t.required));
        Self { thing, table, entry, complete, positions }
    }

    /// The names, each once.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.positions.keys().map(String::as_str)
    }

    /// The position of a name.
    pub(super) fn get(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }
}

/// Finds names and reports those it cannot find.
pub(super) struct Finder<'d> {
    pub(super) raw: &'d RawTables,
    diagnostics: &'d mut Diagnostics,
    /// Help already worked out for a name, so that thousands of rows with one mistake stay cheap.
    helps: HashMap<(&'static str, String), String>,
}

impl<'d> Finder<'d> {
    pub(super) fn new(raw: &'d RawTables, diagnostics: &'d mut Diagnostics) -> Self {
        Self { raw, diagnostics, helps: HashMap::new() }
    }

    /// The position of a name; unknown ones are reported, blank ones were.
    pub(super) fn find(&mut self, lookup: &Lookup, id: &str, place: Place) -> Option<usize> {
        self.find_as(lookup, id, id, place)
    }

    /// The same for a name that is looked up in another spelling.
    pub(super) fn find_as(&mut self, lookup: &Lookup, id: &str, written: &str, place: Place) -> Option<usize> {
        let found = lookup.get(id);
        if found.is_none() && !id.is_empty() && lookup.complete {
            let help = self.help(lookup, id);
            let message = format!("There is no {} `{written}` in {}.", lookup.thing, lookup.table);
            self.report(Diagnostic::new(lookup.entry, message).value(written).help(help), place);
        }
        found
    }

    /// A list of names; `None` if one of them is unknown.
    pub(super) fn scope<Ix>(
        &mut self,
        lookup: &Lookup,
        scope: &Scope<&str>,
        place: Place,
        ix: impl Fn(usize) -> Ix,
        spell: impl Fn(&str) -> String,
    ) -> Option<Scope<Ix>> {
        let Scope::Only(ids) = scope else { return Some(Scope::All) };
        let found: Vec<Option<usize>> = ids.iter().map(|id| self.find_as(lookup, &spell(id), id, place)).collect();
        let mut found = found.into_iter().collect::<Option<Vec<usize>>>()?;
        found.sort_unstable();
        found.dedup();
        Some(Scope::Only(found.into_iter().map(ix).collect()))
    }

    /// An optional name: `Some(None)` where none is given, `None` where it is unknown.
    #[allow(clippy::option_option, reason = "refused, not given and given are three things")]
    pub(super) fn find_if_given(&mut self, lookup: &Lookup, id: Option<&str>, place: Place) -> Option<Option<usize>> {
        match id {
            None => Some(None),
            Some(id) => self.find(lookup, id, place).map(Some),
        }
    }

    /// Adds a diagnostic about a cell.
    pub(super) fn report(&mut self, diagnostic: Diagnostic, place: Place) {
        let file = file_of(self.raw, place.table);
        self.diagnostics.push(diagnostic.file(file).row(place.line).column(place.column));
    }

    fn help(&mut self, lookup: &Lookup, id: &str) -> String {
        let otherwise = || {
            if lookup.positions.len() <= 8 && !lookup.positions.is_empty() {
                return format!("It knows {}.", lookup.ids().collect::<Vec<_>>().join(", "));
            }
            format!("Correct the name, or add it to {}.", lookup.table)
        };
        let key = (lookup.thing, id.to_owned());
        self.helps.entry(key).or_insert_with(|| did_you_mean(id, lookup.ids(), &otherwise())).clone()
    }
}

/// The file of a table, for messages.
pub(crate) fn file_of(raw: &RawTables, table: &str) -> String {
    raw.get(table).map_or_else(|| format!("{table}.csv"), |raw: &RawTable| raw.file.clone())
}

/// Reports ids that are in their table twice.
pub(super) fn report_doubles(rows: &Rows<'_>, find: &mut Finder<'_>) {
    doubles("localities", "locality", rows.localities.iter().map(|r| (r.id, r.at.line)), find);
    doubles("settings", "setting", rows.settings.iter().map(|r| (r.id, r.at.line)), find);
    doubles("provisions", "provision", rows.provisions.iter().map(|r| (r.id, r.at.line)), find);
    doubles("projects", "project", rows.projects.iter().map(|r| (r.id, r.at.line)), find);
    doubles("contracts", "contract", rows.contracts.iter().map(|r| (r.id, r.at.line)), find);
    doubles("policies", "policy", rows.policies.iter().map(|r| (r.id, r.at.line)), find);
    let kinds: Vec<(String, u64)> =
        rows.kinds.iter().map(|r| (crate::tables::kinds::canonical_kind(r.id), r.at.line)).collect();
    doubles("kinds", "kind", kinds.iter().map(|(id, line)| (id.as_str(), *line)), find);
}

fn doubles<'i>(
    table: &'static str,
    column: &'static str,
    ids: impl Iterator<Item = (&'i str, u64)>,
    find: &mut Finder<'_>,
) {
    let mut seen: HashMap<&str, u64> = HashMap::new();
    for (id, line) in ids.filter(|(id, _)| !id.is_empty()) {
        if let Some(first) = seen.get(id) {
            let message = format!("The {column} `{id}` is there twice, first on row {first}.");
            find.report(Diagnostic::new(&references::E306, message).value(id), Place::new(table, line, column));
        } else {
            seen.insert(id, line);
        }
    }
}
