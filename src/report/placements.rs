//! `placements.csv`: who is where each year. `verify` rebuilds the plan from it.

use super::table::{Cell, Column, Table, Unit, column};
use crate::case::Case;
use crate::plan::{Placement, Plan};

/// The columns of `placements`.
pub(super) const COLUMNS: &[Column] = &[
    column("year", Unit::Year, "The academic year, by the calendar year in which it begins."),
    column("locality", Unit::Text, "Where the children live."),
    column("locality_name", Unit::Text, "Its name."),
    column("need", Unit::Text, "Their primary need."),
    column("year_groups", Unit::Text, "Their year groups in that year."),
    column("band", Unit::Text, "Their band of need."),
    column("provision", Unit::Text, "Where they are."),
    column("setting", Unit::Text, "The school or college of the provision."),
    column("setting_name", Unit::Text, "Its name."),
    column("kind", Unit::Text, "The kind of the provision."),
    column("children", Unit::Children, "How many; a forecast is an expectation, so there are fractions of a child."),
    column("starting", Unit::Children, "Of them, new there this year."),
    column("km", Unit::Kilometres, "The journey by road."),
    column("minutes", Unit::Minutes, "The journey in time."),
    column(
        "annual_cost",
        Unit::PoundsPerChildYear,
        "What each costs the high needs budget on top of place funding: the spot price, where a contract covers them.",
    ),
    column("transport_cost", Unit::PoundsPerChildYear, "What each costs the transport budget."),
    column("contract", Unit::Text, "The contract whose places they fill; blank where none."),
];

/// One row per placement, in the plan's order.
pub(super) fn table<'a>(case: &'a Case, plan: &'a Plan) -> Table<'a> {
    Table::new("placements", COLUMNS, plan.placements.iter().map(|p| row(case, p)))
}

fn row<'a>(case: &'a Case, placement: &Placement) -> Vec<Cell<'a>> {
    let provision = &case[placement.provision];
    vec![
        placement.year.into(),
        case[placement.locality].id.as_str().into(),
        case[placement.locality].name.as_str().into(),
        case[placement.need].id.as_str().into(),
        case[placement.stage].id.as_str().into(),
        case[placement.band].id.as_str().into(),
        provision.id.as_str().into(),
        case[provision.setting].id.as_str().into(),
        case[provision.setting].name.as_str().into(),
        case[provision.kind].id.as_str().into(),
        Cell::Number(placement.children.get()),
        Cell::Number(placement.starting.get()),
        Cell::Number(placement.distance.get()),
        Cell::Number(placement.time.get()),
        placement.annual_cost.into(),
        placement.transport_cost.into(),
        placement.contract.map(|contract| case[contract].id.as_str()).into(),
    ]
}
