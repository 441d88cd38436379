//! `utilisation.csv`: how full every provision is in every year it is open.

use super::table::{Cell, Column, Table, Unit, column};
use crate::case::Case;
use crate::plan::{Plan, Utilisation};

/// The columns of `utilisation`.
pub(super) const COLUMNS: &[Column] = &[
    column("year", Unit::Year, "The academic year, by the calendar year in which it begins."),
    column("provision", Unit::Text, "The provision."),
    column("name", Unit::Text, "Its name."),
    column("setting", Unit::Text, "Its school or college."),
    column("setting_name", Unit::Text, "The name of that."),
    column("kind", Unit::Text, "Its kind."),
    column(
        "places",
        Unit::Children,
        "Places open to the children of the plan: reserved ones taken off, new ones of projects and contracts added; \
         blank is unlimited.",
    ),
    column("reserved", Unit::Children, "Places that other authorities' children hold."),
    column("placed", Unit::Children, "Children of the plan there."),
    column("overfilled", Unit::Children, "Of them, above the places."),
    column("occupancy", Unit::Share, "placed ÷ places; blank where there is no number of places."),
    column(
        "marginal_value",
        Unit::PoundsPerPlaceYear,
        "What one more place would be worth, with this building plan; blank where it was not worked out.",
    ),
];

/// One row per year and open provision, in the plan's order.
pub(super) fn table<'a>(case: &'a Case, plan: &'a Plan) -> Table<'a> {
    Table::new("utilisation", COLUMNS, plan.utilisation.iter().map(|u| row(case, u)))
}

fn row<'a>(case: &'a Case, use_of: &Utilisation) -> Vec<Cell<'a>> {
    let provision = &case[use_of.provision];
    let occupancy = use_of.places.filter(|places| places.get() > 0.0).map(|places| use_of.placed.get() / places.get());
    vec![
        use_of.year.into(),
        provision.id.as_str().into(),
        provision.name.as_str().into(),
        case[provision.setting].id.as_str().into(),
        case[provision.setting].name.as_str().into(),
        case[provision.kind].id.as_str().into(),
        use_of.places.map_or(Cell::Blank, |places| Cell::Number(places.get())),
        Cell::Number(use_of.reserved.get()),
        Cell::Number(use_of.placed.get()),
        Cell::Number(use_of.overfilled.get()),
        occupancy.map_or(Cell::Blank, Cell::Number),
        use_of.marginal_value.into(),
    ]
}
