//! `next_places.csv`: where places that nobody has planned would help most, beside the plan.

use super::table::{Cell, Column, Table, Unit, column};
use super::worth::basis_of;
use crate::answers::{Answers, NextPlace, Totals};
use crate::case::Case;

/// The columns of `next_places`.
pub(super) const COLUMNS: &[Column] = &[
    column("rank", Unit::Rank, "1 is the most valuable."),
    column("kind", Unit::Text, "What kind of unit."),
    column("needs", Unit::Text, "The primary needs it would take; * is all."),
    column("year_groups", Unit::Text, "The year groups it would take."),
    column("setting", Unit::Text, "The school or college where it would be."),
    column("name", Unit::Text, "Its name."),
    column("authority", Unit::Text, "The authority it stands in."),
    column("places", Unit::Children, "Places that it was tried with."),
    column("first_year", Unit::Year, "The academic year it would open in: the soonest that any project can."),
    column(
        "value_per_place",
        Unit::PoundsPerPlaceYear,
        "What the plan would cost less, in what was minimised, by place and discounted year, its place funding paid and \
         its building not.",
    ),
    column("basis", Unit::Text, "solved: every child placed anew; prices: from the prices of places alone."),
    column(
        "within",
        Unit::PoundsPerPlaceYear,
        "What the value may be out by: either way where it was solved; by prices it is at most so much higher, and lower by \
         what prices have not found yet.",
    ),
    column(
        "money",
        Unit::Pounds,
        "Less that all purses would pay, not discounted; blank by prices, like the next two.",
    ),
    column("unplaced", Unit::Children, "Fewer child-years without a place."),
    column("displaced", Unit::Children, "Fewer child-years displaced."),
    column("children_helped", Unit::Children, "Children in it in an average year."),
    column("independent", Unit::Children, "Fewer children in independent places in an average year."),
    column("minutes", Unit::Minutes, "What all children together would travel less in an average year."),
];

/// The most valuable first.
pub(super) fn table<'a>(case: &'a Case, answers: &'a Answers) -> Table<'a> {
    let rows = answers.next.iter().enumerate().map(|(at, place)| row(case, at + 1, place));
    Table::new("next_places", COLUMNS, rows)
}

fn row<'a>(case: &'a Case, rank: usize, place: &'a NextPlace) -> Vec<Cell<'a>> {
    let setting = &case[place.setting];
    let less = |what: fn(Totals) -> f64| place.less.map_or(Cell::Blank, |less| Cell::Number(what(less)));
    vec![
        Cell::Number(rank as f64),
        case[place.kind].id.as_str().into(),
        place.needs.as_str().into(),
        place.year_groups.as_str().into(),
        setting.id.as_str().into(),
        setting.name.as_str().into(),
        setting.authority.as_str().into(),
        Cell::Number(place.places.get()),
        place.opens.into(),
        place.value.into(),
        basis_of(place.less).into(),
        place.within.into(),
        less(|less| less.money),
        less(|less| less.unplaced),
        less(|less| less.displaced),
        Cell::Number(place.children.get()),
        Cell::Number(place.independent.get()),
        Cell::Number(place.minutes),
    ]
}
