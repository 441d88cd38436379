//! `shortfalls.csv`: one row per cell and year in which anybody is unplaced, over the travel guidance, at last resort
//! or displaced; cells in which all is well have no row.

use super::table::{Cell, Column, Table, Unit, any, column};
use crate::case::Case;
use crate::plan::{CellOutcome, Plan, Reason};

/// The columns of `shortfalls`.
pub(super) const COLUMNS: &[Column] = &[
    column("year", Unit::Year, "The academic year, by the calendar year in which it begins."),
    column("locality", Unit::Text, "Where the children live."),
    column("locality_name", Unit::Text, "Its name."),
    column("area", Unit::Text, "The reporting group of the locality."),
    column("authority", Unit::Text, "The local authority of the locality."),
    column("need", Unit::Text, "Their primary need."),
    column("year_groups", Unit::Text, "Their year groups in that year."),
    column("band", Unit::Text, "Their band of need."),
    column("children", Unit::Children, "Forecast children."),
    column("unplaced", Unit::Children, "Of them, without a place."),
    column("over_minutes", Unit::Children, "Of them, placed with a journey over the travel guidance."),
    column("last_resort", Unit::Children, "Of them, placed at last resort."),
    column(
        "displaced",
        Unit::Children,
        "Of them, placed in a dearer or less suitable kind only because the better one is full.",
    ),
    column(
        "reason",
        Unit::Text,
        "Why some are unplaced: no_provision_accepts, too_far, not_yet_open, full or policy; blank where nobody is.",
    ),
    column("wanted_kind", Unit::Text, "Where they would go were every existing provision large enough."),
];

/// One row per cell and year in which something falls short, in the plan's order.
pub(super) fn table<'a>(case: &'a Case, plan: &'a Plan) -> Table<'a> {
    let rows = plan.cells.iter().filter(|cell| falls_short(cell)).map(|cell| row(case, cell));
    Table::new("shortfalls", COLUMNS, rows)
}

fn falls_short(cell: &CellOutcome) -> bool {
    [cell.unplaced, cell.over_minutes, cell.last_resort, cell.displaced].into_iter().any(|n| any(n.get()))
}

fn row<'a>(case: &'a Case, cell: &CellOutcome) -> Vec<Cell<'a>> {
    let locality = &case[cell.locality];
    vec![
        cell.year.into(),
        locality.id.as_str().into(),
        locality.name.as_str().into(),
        locality.area.as_str().into(),
        locality.authority.as_str().into(),
        case[cell.need].id.as_str().into(),
        case[cell.stage].id.as_str().into(),
        case[cell.band].id.as_str().into(),
        Cell::Number(cell.children.get()),
        Cell::Number(cell.unplaced.get()),
        Cell::Number(cell.over_minutes.get()),
        Cell::Number(cell.last_resort.get()),
        Cell::Number(cell.displaced.get()),
        cell.reason.map(Reason::as_str).into(),
        cell.wanted_kind.map(|kind| case[kind].id.as_str()).into(),
    ]
}
