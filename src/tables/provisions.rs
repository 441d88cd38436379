//! `provisions` and `places`: groups of places at a setting, and planned changes in them.

use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::{Scope, YearGroups};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::across;
use crate::units::Year;

/// A row of `provisions`.
#[derive(Debug)]
pub(crate) struct ProvisionRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) name: &'t str,
    pub(crate) setting: &'t str,
    pub(crate) kind: &'t str,
    pub(crate) needs: Scope<&'t str>,
    pub(crate) year_groups: YearGroups,
    /// Blank is unlimited.
    pub(crate) places: Option<f64>,
    pub(crate) opens: Option<Year>,
    pub(crate) closes: Option<Year>,
    pub(crate) reserved: f64,
    pub(crate) place_funding: Option<f64>,
    pub(crate) overfill: Option<f64>,
    pub(crate) min_children: Option<f64>,
}

/// Reads the table.
pub(crate) fn provisions_from_rows<'t>(
    table: Option<&'t RawTable>,
    diagnostics: &mut Diagnostics,
) -> Vec<ProvisionRow<'t>> {
    rows(table, diagnostics, |row| {
        let (opens, closes) = (row.optional_year("opens"), row.optional_year("closes"));
        if let (Some(opens), Some(closes)) = (opens, closes)
            && closes <= opens
        {
            row.refuse(&across::E415, "closes", format!("It closes in {closes}, before it opens in {opens}."), None);
        }
        let mut read = ProvisionRow {
            at: row.at(),
            id: row.id("provision"),
            name: row.text("name"),
            setting: row.id("setting"),
            kind: row.id("kind"),
            needs: row.required_ids("needs"),
            year_groups: row.year_groups("year_groups"),
            places: row.optional_number("places"),
            opens,
            closes,
            reserved: row.optional_number("reserved").unwrap_or(0.0),
            place_funding: row.optional_number("place_funding"),
            overfill: row.overfill("overfill"),
            min_children: row.optional_number("min_children").filter(|&children| children > 0.0),
        };
        read.at = row.at();
        read
    })
}

/// A row of `places`.
#[derive(Debug)]
pub(crate) struct PlacesRow<'t> {
    pub(crate) at: At,
    pub(crate) provision: &'t str,
    pub(crate) year: Year,
    pub(crate) places: f64,
    pub(crate) reserved: Option<f64>,
}

/// Reads the table.
pub(crate) fn places_from_rows<'t>(table: Option<&'t RawTable>, diagnostics: &mut Diagnostics) -> Vec<PlacesRow<'t>> {
    rows(table, diagnostics, |row| {
        let (provision, year, places) = (row.id("provision"), row.year("year"), row.number("places"));
        let reserved = row.optional_number("reserved");
        PlacesRow { at: row.at(), provision, year, places, reserved }
    })
}
