//! `contracts`: block offers of independent schools.

use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::{Commitment, Scope, YearGroups};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::{across, values};
use crate::units::Year;

/// A row of `contracts`.
#[derive(Debug)]
pub(crate) struct ContractRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) name: &'t str,
    pub(crate) provision: &'t str,
    pub(crate) needs: Scope<&'t str>,
    pub(crate) year_groups: Option<YearGroups>,
    pub(crate) first_year: Year,
    pub(crate) last_year: Year,
    pub(crate) places: f64,
    pub(crate) price: f64,
    pub(crate) take_or_pay: f64,
    pub(crate) covers_roll: bool,
    pub(crate) group: &'t str,
    pub(crate) status: Commitment,
    pub(crate) uplift: f64,
    pub(crate) new_places: f64,
}

/// Reads the table.
pub(crate) fn contracts_from_rows<'t>(
    table: Option<&'t RawTable>,
    diagnostics: &mut Diagnostics,
) -> Vec<ContractRow<'t>> {
    rows(table, diagnostics, |row| {
        let uplift = row.any_number("uplift").unwrap_or(0.0);
        if !(-0.5..=0.5).contains(&uplift) {
            row.refuse(&values::E217, "uplift", format!("uplift must be from -0.5 to 0.5, not {uplift}."), None);
        }
        let status = match row.choice("status") {
            Some("signed") => Commitment::Signed,
            Some("excluded") => Commitment::Excluded,
            _ => Commitment::Optional,
        };
        let mut read = ContractRow {
            at: row.at(),
            id: row.id("contract"),
            name: row.text("name"),
            provision: row.id("provision"),
            needs: row.ids("needs"),
            year_groups: row.optional_year_groups("year_groups"),
            first_year: row.year("first_year"),
            last_year: row.year("last_year"),
            places: row.number("places"),
            price: row.number("price"),
            take_or_pay: row.share("take_or_pay").unwrap_or(1.0),
            covers_roll: row.flag("covers_roll"),
            group: row.text("group"),
            status,
            uplift,
            new_places: row.optional_number("new_places").unwrap_or(0.0),
        };
        if read.last_year < read.first_year && read.last_year.0 > 0 {
            let message = format!("last_year {} comes before first_year {}.", read.last_year, read.first_year);
            row.refuse(&across::E415, "last_year", message, None);
        }
        read.at = row.at();
        read
    })
}
