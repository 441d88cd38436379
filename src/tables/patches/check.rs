//! Patches that match or change nothing, and scenarios that name unknown patches.

use std::collections::HashSet;

use super::{Applied, PatchRow};
use crate::diagnostic::catalogue::{across, hints, references};
use crate::diagnostic::{Diagnostic, Diagnostics, Entry};
use crate::tables::kinds::canonical_kind;
use crate::tables::link::{Linked, file_of};
use crate::tables::model::ModelFile;
use crate::tables::reader::missing_columns;
use crate::tables::source::RawTables;
use crate::tables::suggest::did_you_mean;

/// Reports them. Where no scenario was applied every patch is matched with the tables as they are; in a scenario its
/// own patches are judged by what they did.
///
/// One file of patches may serve several areas, so a patch that only names needs, bands and kinds that are known here
/// is a warning where no row of its table has them; anything else that matches nothing is an error.
pub(crate) fn check(
    (patches, applied): (&[PatchRow<'_>], Option<&[Applied]>),
    raw: &RawTables,
    linked: &Linked,
    model: Option<&ModelFile>,
    diagnostics: &mut Diagnostics,
) {
    for (patch, done) in to_judge(patches, applied) {
        let (Some(table), Some(filter)) = (patch.table, &patch.filter) else { continue };
        let there = raw.get(table.name);
        // A required table that is missing, empty or unreadable is reported already.
        let readable = there.is_some_and(|raw| raw.len() > 0 && missing_columns(raw).next().is_none());
        let matched = match done {
            Some(done) => done.matched > 0,
            None => there.is_some_and(|raw| filter.passing(raw).next().is_some()),
        };
        let say = |entry: &'static Entry, message: String, column: &str, value: &str| {
            let found = Diagnostic::new(entry, message).file(file_of(raw, "patches")).row(patch.at.line);
            found.column(column).value(value)
        };
        if !matched && (readable || !table.required) {
            let harmless = filter.names_only(|column, value| is_known(linked, column, value));
            let entry = if harmless { &hints::W412 } else { &across::E409 };
            let message = format!("The patch `{}` matches no row of {}.", patch.id, table.name);
            diagnostics.push(say(entry, message, "where", patch.condition));
        } else if let Some(done) = done.filter(|done| done.matched > 0 && done.changed == 0) {
            let (matched, column) = (done.matched, patch.column.map_or("", |column| column.name));
            let message =
                format!("The patch `{}` changes {column} on none of the {matched} rows it matches.", patch.id);
            diagnostics.push(say(&hints::W417, message, "column", column));
        }
    }
    let readable = raw.get("patches").is_none_or(|raw| missing_columns(raw).next().is_none());
    if let Some(model) = model.filter(|_| readable) {
        check_scenarios(patches, model, diagnostics);
    }
}

/// The patches to judge, with what they did where they were applied.
fn to_judge<'p, 't>(
    patches: &'p [PatchRow<'t>],
    applied: Option<&'p [Applied]>,
) -> Vec<(&'p PatchRow<'t>, Option<&'p Applied>)> {
    let Some(applied) = applied else { return patches.iter().map(|patch| (patch, None)).collect() };
    let of = |done: &Applied| patches.iter().find(|patch| patch.at.line == done.line);
    applied.iter().filter_map(|done| Some((of(done)?, Some(done)))).collect()
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
