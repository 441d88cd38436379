//! `policies`: rules on the mix of placements.

use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::{Scope, YearGroups};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::across;
use crate::units::Year;

/// A row of `policies`.
#[derive(Debug)]
pub(crate) struct PolicyRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) needs: Scope<&'t str>,
    pub(crate) year_groups: Option<YearGroups>,
    pub(crate) bands: Scope<&'t str>,
    pub(crate) authorities: Scope<&'t str>,
    pub(crate) kinds: Scope<&'t str>,
    pub(crate) from_year: Option<Year>,
    pub(crate) to_year: Option<Year>,
    pub(crate) min_share: Option<f64>,
    pub(crate) max_share: Option<f64>,
    pub(crate) penalty: Option<f64>,
}

/// Reads the table.
pub(crate) fn policies_from_rows<'t>(table: Option<&'t RawTable>, diagnostics: &mut Diagnostics) -> Vec<PolicyRow<'t>> {
    rows(table, diagnostics, |row| {
        let mut read = PolicyRow {
            at: row.at(),
            id: row.id("policy"),
            needs: row.ids("needs"),
            year_groups: row.optional_year_groups("year_groups"),
            bands: row.ids("bands"),
            authorities: row.ids("authorities"),
            kinds: row.required_ids("kinds"),
            from_year: row.optional_year("from_year"),
            to_year: row.optional_year("to_year"),
            min_share: row.share("min_share"),
            max_share: row.share("max_share"),
            penalty: row.optional_number("penalty"),
        };
        if let (Some(from), Some(to)) = (read.from_year, read.to_year)
            && to < from
        {
            row.refuse(&across::E415, "to_year", format!("to_year {to} comes before from_year {from}."), None);
        }
        match (read.min_share, read.max_share) {
            (Some(min), Some(max)) if min > max => {
                row.refuse(&across::E414, "min_share", format!("min_share {min} is above max_share {max}."), None);
            }
            (None, None) if row.text("min_share").is_empty() && row.text("max_share").is_empty() => {
                let message = "The policy gives neither min_share nor max_share.".to_owned();
                row.refuse(&across::E414, "min_share", message, None);
            }
            _ => {}
        }
        read.at = row.at();
        read
    })
}
