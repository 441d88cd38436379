//! Required tables with a header row and nothing below it; an empty forecast has a message of its own.

use super::Context;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::shape;
use crate::tables::reader::missing_columns;
use crate::tables::schema::TABLES;

/// Reports them.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for table in TABLES.iter().filter(|table| table.required && table.name != "forecast") {
        let Some(raw) = context.raw.get(table.name) else { continue };
        // One that could not be read is reported already.
        if raw.len() == 0 && missing_columns(raw).next().is_none() {
            let message = format!("{} has no rows below its header row.", table.name);
            diagnostics.push(context.about(&shape::E115, table.name, message));
        }
    }
}
