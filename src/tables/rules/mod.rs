//! Checks across tables, one per file. Those that find errors run even where the case cannot be built; those that
//! only warn look at the case.

use super::link::Linked;
use super::rows::Rows;
use super::source::RawTables;
use crate::case::Case;
use crate::diagnostic::Diagnostics;

/// What the rules look at.
pub(super) struct Context<'c, 't> {
    pub(super) rows: &'c Rows<'t>,
    pub(super) linked: &'c Linked,
    pub(super) raw: &'c RawTables,
    /// Whether the horizon is that of the model file.
    pub(super) has_model: bool,
}

/// Finds what contradicts itself.
pub(super) fn check(_context: &Context<'_, '_>, _diagnostics: &mut Diagnostics) {}

/// Finds what is probably not meant.
pub(super) fn hint(_case: &Case, _context: &Context<'_, '_>, _diagnostics: &mut Diagnostics) {}
