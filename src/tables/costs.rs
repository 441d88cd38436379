//! `costs` and `transport`: what a placement and its journey cost.

use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::YearGroups;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::across;

/// A row of `costs`.
#[derive(Debug)]
pub(crate) struct CostRow<'t> {
    pub(crate) at: At,
    /// `None` where the row names a provision, or every kind.
    pub(crate) kind: Option<&'t str>,
    pub(crate) provision: Option<&'t str>,
    pub(crate) need: Option<&'t str>,
    pub(crate) band: Option<&'t str>,
    pub(crate) year_groups: Option<YearGroups>,
    pub(crate) annual_cost: f64,
}

/// Reads the table.
pub(crate) fn costs_from_rows<'t>(table: Option<&'t RawTable>, diagnostics: &mut Diagnostics) -> Vec<CostRow<'t>> {
    rows(table, diagnostics, |row| {
        let (kind, provision) = (row.text("kind"), row.text("provision"));
        let (blank_kind, blank_provision) = (kind.is_empty(), provision.is_empty());
        if blank_kind && blank_provision {
            row.refuse(&across::E417, "kind", "The row names neither a kind nor a provision.".to_owned(), None);
        } else if !blank_kind && !blank_provision && provision != "*" && kind != "*" {
            let message = format!("The row names both the kind `{kind}` and the provision `{provision}`.");
            row.refuse(&across::E417, "provision", message, None);
        }
        let (kind, provision) = (row.id_or_all("kind"), row.id_or_all("provision"));
        let (need, band) = (row.id_or_all("need"), row.id_or_all("band"));
        let year_groups = row.optional_year_groups("year_groups");
        let annual_cost = row.number("annual_cost");
        CostRow { at: row.at(), kind, provision, need, band, year_groups, annual_cost }
    })
}

/// A row of `transport`.
#[derive(Debug)]
pub(crate) struct TransportRow<'t> {
    pub(crate) at: At,
    pub(crate) kind: Option<&'t str>,
    pub(crate) need: Option<&'t str>,
    pub(crate) band: Option<&'t str>,
    pub(crate) share: f64,
    pub(crate) fixed_cost: f64,
    pub(crate) cost_per_km: f64,
}

/// Reads the table.
pub(crate) fn transport_from_rows<'t>(
    table: Option<&'t RawTable>,
    diagnostics: &mut Diagnostics,
) -> Vec<TransportRow<'t>> {
    rows(table, diagnostics, |row| {
        let (kind, need, band) = (row.id_or_all("kind"), row.id_or_all("need"), row.id_or_all("band"));
        let share = row.share("share").unwrap_or(1.0);
        let fixed_cost = row.optional_number("fixed_cost").unwrap_or(0.0);
        let cost_per_km = row.optional_number("cost_per_km").unwrap_or(0.0);
        TransportRow { at: row.at(), kind, need, band, share, fixed_cost, cost_per_km }
    })
}
