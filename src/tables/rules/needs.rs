//! Needs of the forecast and the roll that are probably misspelt. Any code may be a need, so this only warns: of two
//! spellings that differ in capitals, and of a code that is one slip away from a SEN2 need in the same tables.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::hints;
use crate::tables::link::SEN2_NEEDS;

/// Warns of them, once each.
pub(super) fn hint(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&str, (&str, u64)> = BTreeMap::new();
    let forecast = context.rows.forecast.iter().map(|row| (row.need, ("forecast", row.at.line)));
    let roll = context.rows.roll.iter().map(|row| (row.need, ("roll", row.at.line)));
    for (need, place) in forecast.chain(roll).filter(|(need, _)| !need.is_empty()) {
        first.entry(need).or_insert(place);
    }
    for (&need, &(table, line)) in first.iter().filter(|(need, _)| !SEN2_NEEDS.contains(need)) {
        if let Some(meant) = first.keys().find(|other| is_slip(need, other)) {
            let message = format!("`{need}` and `{meant}` are two needs here.");
            let warning = context.at(&hints::W416, (table, line, "need"), message).value(need);
            diagnostics.push(warning.help(format!("Did you mean `{meant}`? Otherwise nothing to do.")));
        }
    }
}

/// Whether a need that is not one of the SEN2 return is probably another one misspelt.
fn is_slip(need: &str, other: &str) -> bool {
    let known = SEN2_NEEDS.contains(&other);
    let capitals = need != other && need.eq_ignore_ascii_case(other) && (known || need > other);
    capitals || (known && strsim::osa_distance(&need.to_uppercase(), other) <= 1)
}
