//! Checks across tables, one per file. Those that find errors run even where the case cannot be built; those that
//! only warn look at the case.

mod budgets;
mod contracts;
mod coordinates;
mod costs;
mod empty;
mod forecast;
mod needs;
mod places;
mod policies;
mod projects;
mod roll;
mod suits;
mod transport;
mod travel;
mod unused;

use super::link::{Linked, file_of};
use super::rows::Rows;
use super::source::RawTables;
use crate::case::Case;
use crate::diagnostic::{Diagnostic, Diagnostics, Entry};

/// What the rules look at.
pub(super) struct Context<'c, 't> {
    pub(super) rows: &'c Rows<'t>,
    pub(super) linked: &'c Linked,
    pub(super) raw: &'c RawTables,
    /// Whether the horizon is that of the model file.
    pub(super) has_model: bool,
}

impl Context<'_, '_> {
    /// A diagnostic about a table.
    fn about(&self, entry: &'static Entry, table: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(entry, message).file(file_of(self.raw, table))
    }

    /// A diagnostic about a cell.
    fn at(&self, entry: &'static Entry, place: (&str, u64, &str), message: impl Into<String>) -> Diagnostic {
        let (table, line, column) = place;
        self.about(entry, table, message).row(line).column(column)
    }
}

/// Finds what contradicts itself.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    empty::check(context, diagnostics);
    forecast::check(context, diagnostics);
    needs::hint(context, diagnostics);
    places::check(context, diagnostics);
    costs::check(context, diagnostics);
    transport::check(context, diagnostics);
    travel::check(context, diagnostics);
    projects::check(context, diagnostics);
    contracts::check(context, diagnostics);
    budgets::check(context, diagnostics);
    coordinates::hint(context, diagnostics);
}

/// Finds what is probably not meant.
pub(super) fn hint(case: &Case, context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    travel::hint(case, context, diagnostics);
    transport::hint(case, context, diagnostics);
    policies::hint(case, context, diagnostics);
    roll::hint(case, context, diagnostics);
    unused::hint(case, context, diagnostics);
}

/// `1 row`, `2 rows`.
fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", crate::units::grouped(n as f64, 0), if n == 1 { one } else { many })
}
