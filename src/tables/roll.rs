//! `roll`: children already placed in the year before the first year.

use super::forecast::NO_BAND;
use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::YearGroups;
use crate::diagnostic::Diagnostics;

/// A row of `roll`.
#[derive(Debug)]
pub(crate) struct RollRow<'t> {
    pub(crate) at: At,
    pub(crate) locality: &'t str,
    pub(crate) need: &'t str,
    pub(crate) year_groups: YearGroups,
    pub(crate) band: &'t str,
    pub(crate) provision: &'t str,
    pub(crate) children: f64,
}

/// Reads the table.
pub(crate) fn roll_from_rows<'t>(table: Option<&'t RawTable>, diagnostics: &mut Diagnostics) -> Vec<RollRow<'t>> {
    rows(table, diagnostics, |row| {
        let (locality, need) = (row.id("locality"), row.id("need"));
        let year_groups = row.year_groups("year_groups");
        let band = row.optional_id("band").unwrap_or(NO_BAND);
        let (provision, children) = (row.id("provision"), row.number("children"));
        RollRow { at: row.at(), locality, need, year_groups, band, provision, children }
    })
}
