//! Years that are in `budgets` twice, or outside the horizon.

use std::collections::HashMap;

use super::Context;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::{hints, references};
use crate::units::Year;

/// Reports them.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<Year, u64> = HashMap::new();
    for row in context.rows.budgets.iter().filter(|row| row.at.sound) {
        let place = ("budgets", row.at.line, "year");
        let value = row.year.0.to_string();
        if let Some(first) = seen.insert(row.year, row.at.line) {
            let message = format!("{} is also on row {first}.", row.year);
            diagnostics.push(context.at(&references::E307, place, message).value(value));
        } else if context.has_model && context.linked.horizon.position(row.year).is_none() {
            let message = format!("{} is outside the years planned, so its money is not used.", row.year);
            diagnostics.push(context.at(&hints::W408, place, message).value(value));
        }
    }
}
