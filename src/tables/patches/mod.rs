//! `patches`: steps of scenarios. They are read, checked for shape and matched with the raw tables; a patch that
//! matches no row is an error.

mod filter;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::filter::Filter;
use super::kinds::canonical_kind;
use super::link::{Linked, file_of};
use super::model::ModelFile;
use super::raw::RawTable;
use super::reader::{At, Row, missing_columns, number, rows};
use super::schema::{self, TABLES, Table};
use super::source::RawTables;
use super::suggest::did_you_mean;
use crate::diagnostic::catalogue::{across, hints, references};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// A row of `patches`.
#[derive(Debug)]
pub(crate) struct PatchRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) table: Option<&'static Table>,
    pub(crate) filter: Option<Filter<'t>>,
    pub(crate) condition: &'t str,
}

/// Reads the table.
pub(crate) fn patches_from_rows<'t>(table: Option<&'t RawTable>, diagnostics: &mut Diagnostics) -> Vec<PatchRow<'t>> {
    rows(table, diagnostics, |row| {
        let id = row.id("patch");
        let table = known_table(row);
        let action = row.choice("action").unwrap_or("");
        if row.text("action").is_empty() {
            row.blank("action");
        }
        if let Some(table) = table {
            check_column(row, table, action);
        }
        check_value(row, action);
        let condition = row.text("where");
        let filter = table.and_then(|table| read_filter(row, table, condition));
        PatchRow { at: row.at(), id, table, filter, condition }
    })
}

fn known_table(row: &mut Row<'_, '_>) -> Option<&'static Table> {
    let name = row.id("table");
    let table = schema::table(name).filter(|table| table.name != "patches");
    if table.is_none() && !name.is_empty() {
        let names = TABLES.iter().map(|table| table.name).filter(|name| *name != "patches");
        let help = did_you_mean(name, names, references::E304.fix);
        row.refuse(&references::E304, "table", format!("There is no table `{name}` to patch."), Some(help));
    }
    table
}

fn check_column(row: &mut Row<'_, '_>, table: &'static Table, action: &str) {
    let name = row.text("column");
    if name.is_empty() && action != "drop" {
        row.blank("column");
    } else if !name.is_empty() && name != "*" && table.column(name).is_none() {
        let names = table.columns.iter().map(|column| column.name);
        let help = did_you_mean(name, names, references::E304.fix);
        let message = format!("The table {} has no column `{name}`.", table.name);
        row.refuse(&references::E304, "column", message, Some(help));
    }
}

fn check_value(row: &mut Row<'_, '_>, action: &str) {
    let value = row.text("value");
    if matches!(action, "add" | "scale") && number(value).is_err() {
        let message = format!("`{action}` needs a number as its value, not `{value}`.");
        row.refuse(&references::E308, "value", message, None);
    }
}

fn read_filter<'t>(row: &mut Row<'t, '_>, table: &'static Table, condition: &'t str) -> Option<Filter<'t>> {
    match Filter::parse(condition, table) {
        Ok(filter) => Some(filter),
        Err(problem) => {
            let entry = if problem.unknown_column { &references::E304 } else { &references::E308 };
            row.refuse(entry, "where", problem.message, problem.help);
            None
        }
    }
}

/// Reports patches that match nothing and scenarios that name unknown patches.
///
/// One file of patches may serve several areas, so a patch that only names needs, bands and kinds that are known here
/// is a warning where no row of its table has them; anything else that matches nothing is an error.
pub(crate) fn check(
    patches: &[PatchRow<'_>],
    raw: &RawTables,
    linked: &Linked,
    model: Option<&ModelFile>,
    diagnostics: &mut Diagnostics,
) {
    let file = file_of(raw, "patches");
    for patch in patches {
        let (Some(table), Some(filter)) = (patch.table, &patch.filter) else { continue };
        let matched = raw.get(table.name).map_or(0, |raw| filter.count(raw));
        // A required table that is missing, empty or unreadable is reported already.
        let readable = raw.get(table.name).is_some_and(|raw| raw.len() > 0 && missing_columns(raw).next().is_none());
        if matched == 0 && (readable || !table.required) {
            let harmless = filter.names_only(|column, value| is_known(linked, column, value));
            let entry = if harmless { &hints::W412 } else { &across::E409 };
            let message = format!("The patch `{}` matches no row of {}.", patch.id, table.name);
            let found = Diagnostic::new(entry, message).file(&file).row(patch.at.line).column("where");
            diagnostics.push(found.value(patch.condition));
        }
    }
    let readable = raw.get("patches").is_none_or(|raw| missing_columns(raw).next().is_none());
    if let Some(model) = model.filter(|_| readable) {
        check_scenarios(patches, model, diagnostics);
    }
}

fn is_known(linked: &Linked, column: &str, value: &str) -> bool {
    match column {
        "kind" | "kinds" => linked.kinds.iter().any(|kind| kind.id.as_str() == canonical_kind(value)),
        "need" | "needs" => linked.needs.iter().any(|need| need.id.as_str() == value),
        "band" | "bands" => linked.bands.iter().any(|band| band.id.as_str() == value),
        _ => false,
    }
}

fn check_scenarios(patches: &[PatchRow<'_>], model: &ModelFile, diagnostics: &mut Diagnostics) {
    let known: HashSet<&str> = patches.iter().map(|patch| patch.id).collect();
    for ((scenario, names), line) in model.scenarios.iter().zip(&model.scenario_lines) {
        for name in names.iter().filter(|name| !known.contains(name.as_str())) {
            let help = did_you_mean(name, patches.iter().map(|patch| patch.id), references::E305.fix);
            let message = format!("The scenario \"{scenario}\" names the patch `{name}`, which is not in patches.");
            let error = Diagnostic::new(&references::E305, message).file(&model.file).row(*line);
            diagnostics.push(error.column(format!("scenarios.{scenario}")).value(name).help(help));
        }
    }
}
