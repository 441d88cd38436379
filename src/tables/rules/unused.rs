//! Rows that nothing uses: counted, one warning a table.

use std::collections::BTreeSet;

use super::{Context, counted};
use crate::case::{Case, Origin, Suitability};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::hints;
use crate::id::{BandIx, NeedIx, ProvisionIx, StageIx};

/// Warns of them.
pub(super) fn hint(case: &Case, context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let mut warn = |table: &str, column: &str, unused: Vec<(u64, &str)>, of: usize, why: &str| {
        if let Some(&(line, id)) = unused.first() {
            let message = format!("{} of {of} {why}, such as `{id}`.", counted(unused.len(), "row", "rows"));
            diagnostics.push(context.at(&hints::W407, (table, line, column), message).value(id));
        }
    };
    let mut has_children = vec![false; case.localities.len()];
    for chain in case.forecast.chains() {
        if let Some(used) = has_children.get_mut(chain.locality.get()) {
            *used = true;
        }
    }
    let lines = context.rows.localities.iter().map(|row| (row.at.line, row.id));
    warn("localities", "locality", pick(lines, &has_children), has_children.len(), "have no children");

    let mut has_provision = vec![false; case.settings.len()];
    for provision in &case.provisions {
        if let Some(used) = has_provision.get_mut(provision.setting.get()) {
            *used = true;
        }
    }
    let lines = context.rows.settings.iter().map(|row| (row.at.line, row.id));
    let of = context.rows.settings.len();
    warn("settings", "setting", pick(lines, &has_provision), of, "have no provision and no project");

    let pairs: BTreeSet<(NeedIx, BandIx)> = case.forecast.chains().iter().map(|c| (c.need, c.band)).collect();
    let usable: Vec<bool> = (0..case.provisions.len()).map(|p| is_usable(case, ProvisionIx::new(p), &pairs)).collect();
    let lines = context.rows.provisions.iter().map(|row| (row.at.line, row.id));
    let of = context.rows.provisions.len();
    warn("provisions", "provision", pick(lines, &usable), of, "take no need and year group that any child has");
    unused_needs(context, diagnostics);
}

fn pick<'i>(lines: impl Iterator<Item = (u64, &'i str)>, used: &[bool]) -> Vec<(u64, &'i str)> {
    lines.zip(used).filter(|(_, used)| !**used).map(|(line, _)| line).collect()
}

/// Whether some child of the forecast could start there, or one is on roll there.
fn is_usable(case: &Case, at: ProvisionIx, pairs: &BTreeSet<(NeedIx, BandIx)>) -> bool {
    let provision = &case[at];
    let serves = (0..case.stages.len()).any(|s| provision.serves(case[StageIx::new(s)].year_groups));
    let accepts = |&(need, band): &(NeedIx, BandIx)| {
        provision.needs.includes(&need) && case.suitability(provision.kind, need, band) != Suitability::Unsuitable
    };
    provision.origin != Origin::Existing
        || (serves && pairs.iter().any(accepts))
        || case.roll.iter().any(|row| row.provision == at)
}

fn unused_needs(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let linked = context.linked;
    let unused = linked.needs.iter().zip(&linked.need_in_use).filter(|(_, used)| !**used);
    let names: Vec<&str> = unused.map(|(need, _)| need.id.as_str()).collect();
    if !names.is_empty() {
        let names = names.join(", ");
        let message = format!("Tables name {names}, which nobody in the forecast or on roll has.");
        diagnostics.push(context.about(&hints::N403, "forecast", message).column("need").value(names));
    }
}
