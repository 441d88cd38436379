//! `projects`: somewhere a unit could open, or grow.

use super::coordinates::{is_given, optional_point};
use super::raw::RawTable;
use super::reader::{At, Row, rows};
use crate::case::{Grid, Point, Scope, Status, YearGroups};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::across;
use crate::units::Year;

/// Where a project's places are.
#[derive(Debug)]
pub(crate) enum Site<'t> {
    /// It expands this provision.
    Expands(&'t str),
    /// It makes a provision of its own.
    Own {
        setting: Option<&'t str>,
        point: Option<Point>,
        kind: &'t str,
        needs: Scope<&'t str>,
        year_groups: YearGroups,
    },
}

/// A row of `projects`.
#[derive(Debug)]
pub(crate) struct ProjectRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) name: &'t str,
    pub(crate) site: Site<'t>,
    pub(crate) places: f64,
    pub(crate) capital_cost: f64,
    pub(crate) annual_cost: f64,
    pub(crate) earliest: Year,
    pub(crate) latest: Option<Year>,
    pub(crate) fill: Vec<f64>,
    pub(crate) group: &'t str,
    pub(crate) requires: Vec<&'t str>,
    pub(crate) min_children: Option<f64>,
    pub(crate) status: Status,
}

/// Reads the table.
pub(crate) fn projects_from_rows<'t>(
    table: Option<&'t RawTable>,
    grid: &Grid,
    diagnostics: &mut Diagnostics,
) -> Vec<ProjectRow<'t>> {
    rows(table, diagnostics, |row| {
        let mut read = ProjectRow {
            at: row.at(),
            id: row.id("project"),
            name: row.text("name"),
            site: site(row, grid),
            places: row.number("places"),
            capital_cost: row.number("capital_cost"),
            annual_cost: row.optional_number("annual_cost").unwrap_or(0.0),
            earliest: row.year("earliest"),
            latest: row.optional_year("latest"),
            fill: row.shares("fill"),
            group: row.text("group"),
            requires: requires(row),
            min_children: row.optional_number("min_children").filter(|&children| children > 0.0),
            status: status(row),
        };
        if let Some(latest) = read.latest
            && latest < read.earliest
        {
            let message = format!("latest {latest} comes before earliest {}.", read.earliest);
            row.refuse(&across::E415, "latest", message, None);
        }
        read.at = row.at();
        read
    })
}

fn site<'t>(row: &mut Row<'t, '_>, grid: &Grid) -> Site<'t> {
    let (provision, setting) = (row.optional_id("provision"), row.optional_id("setting"));
    let own = ["setting", "kind", "needs", "year_groups"].into_iter().find(|column| !row.text(column).is_empty());
    let coordinates = is_given(row);
    if let Some(provision) = provision {
        if let Some(column) = own.or(coordinates.then_some("easting")) {
            let message = format!("The project expands `{provision}` and also gives {column}.");
            row.refuse(&across::E406, column, message, None);
        }
        return Site::Expands(provision);
    }
    match (setting, coordinates) {
        (None, false) => {
            let message = "The project names neither a provision to expand nor a setting.".to_owned();
            row.refuse(&across::E406, "setting", message, None);
        }
        (Some(setting), true) => {
            let message = format!("The project gives both the setting `{setting}` and coordinates.");
            row.refuse(&across::E406, "setting", message, Some("Keep one of the two.".to_owned()));
        }
        _ => {}
    }
    for column in ["kind", "needs", "year_groups"] {
        if row.text(column).is_empty() {
            let message = format!("The project makes a provision of its own and must give its {column}.");
            row.refuse(&across::E406, column, message, None);
        }
    }
    let all = YearGroups { lowest: YearGroups::MIN, highest: YearGroups::MAX };
    Site::Own {
        setting,
        point: if setting.is_none() { optional_point(row, grid) } else { None },
        kind: row.optional_id("kind").unwrap_or(""),
        needs: row.ids("needs"),
        year_groups: row.optional_year_groups("year_groups").unwrap_or(all),
    }
}

fn requires<'t>(row: &mut Row<'t, '_>) -> Vec<&'t str> {
    match row.ids("requires") {
        Scope::All => Vec::new(),
        Scope::Only(projects) => projects,
    }
}

fn status(row: &mut Row<'_, '_>) -> Status {
    match row.choice("status") {
        Some("committed") => Status::Committed,
        Some("excluded") => Status::Excluded,
        _ => Status::Optional,
    }
}
