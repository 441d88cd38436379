//! `forecast`: children with an EHC plan expected in each year.

use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::YearGroups;
use crate::diagnostic::Diagnostics;
use crate::units::Year;

/// The band of children whose band is blank.
pub(crate) const NO_BAND: &str = "-";

/// A row of `forecast`.
#[derive(Debug)]
pub(crate) struct ForecastRow<'t> {
    pub(crate) at: At,
    pub(crate) year: Year,
    pub(crate) locality: &'t str,
    pub(crate) need: &'t str,
    pub(crate) year_groups: YearGroups,
    pub(crate) band: &'t str,
    pub(crate) children: f64,
}

/// Reads the table.
pub(crate) fn forecast_from_rows<'t>(
    table: Option<&'t RawTable>,
    diagnostics: &mut Diagnostics,
) -> Vec<ForecastRow<'t>> {
    rows(table, diagnostics, |row| {
        let (year, locality, need) = (row.year("year"), row.id("locality"), row.id("need"));
        let year_groups = row.year_groups("year_groups");
        let band = row.optional_id("band").unwrap_or(NO_BAND);
        let children = row.number("children");
        ForecastRow { at: row.at(), year, locality, need, year_groups, band, children }
    })
}
