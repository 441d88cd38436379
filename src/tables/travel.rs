//! `travel`: measured journeys.

use super::raw::RawTable;
use super::reader::{At, rows};
use crate::diagnostic::Diagnostics;

/// A row of `travel`.
#[derive(Debug)]
pub(crate) struct TravelRow<'t> {
    pub(crate) at: At,
    pub(crate) locality: &'t str,
    pub(crate) setting: &'t str,
    /// `None` where blank, which is only allowed between a locality and a setting at the same point.
    pub(crate) km: Option<f64>,
    pub(crate) minutes: Option<f64>,
}

/// Reads the table.
pub(crate) fn travel_from_rows<'t>(table: Option<&'t RawTable>, diagnostics: &mut Diagnostics) -> Vec<TravelRow<'t>> {
    rows(table, diagnostics, |row| {
        let (locality, setting) = (row.id("locality"), row.id("setting"));
        let (km, minutes) = (row.optional_number("km"), row.optional_number("minutes"));
        TravelRow { at: row.at(), locality, setting, km, minutes }
    })
}
