//! Contracts that never run, outlast the horizon, or are signed against each other.

use std::collections::HashMap;

use super::Context;
use crate::case::Commitment;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::{across, hints};

/// Reports them.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let horizon = context.linked.horizon;
    let mut signed: HashMap<&str, u64> = HashMap::new();
    for row in context.rows.contracts.iter().filter(|row| row.at.sound) {
        let place = |column| ("contracts", row.at.line, column);
        if row.status == Commitment::Signed
            && !row.group.is_empty()
            && let Some(first) = signed.insert(row.group, row.at.line)
        {
            let message = format!("`{}` and the contract on row {first} are both signed.", row.id);
            diagnostics.push(context.at(&across::E413, place("status"), message).value("signed"));
        }
        if !context.has_model || row.status == Commitment::Excluded {
            continue;
        }
        if row.last_year < horizon.first || horizon.last < row.first_year {
            let message = format!(
                "`{}` runs from {} to {}, outside {} to {}.",
                row.id, row.first_year, row.last_year, horizon.first, horizon.last
            );
            diagnostics
                .push(context.at(&hints::W404, place("first_year"), message).value(row.first_year.0.to_string()));
        } else if row.last_year > horizon.last {
            let message = format!("`{}` runs to {}, after the last year planned.", row.id, row.last_year);
            diagnostics.push(context.at(&hints::W403, place("last_year"), message).value(row.last_year.0.to_string()));
        }
    }
}
