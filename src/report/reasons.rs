//! `reasons.csv`: who goes short and why, by need, phase, area and reason, year by year, with what would clear it.

use super::table::{Cell, Column, Table, Unit, any, column};
use crate::answers::{Answers, Shortage};
use crate::case::Case;

/// The columns of `reasons`.
pub(super) const COLUMNS: &[Column] = &[
    column(
        "trouble",
        Unit::Text,
        "unplaced, over_minutes (a journey over the travel guidance), last_resort or displaced, as in shortfalls.",
    ),
    column("need", Unit::Text, "Their primary need."),
    column("phase", Unit::Text, "primary, secondary or post-16."),
    column("area", Unit::Text, "Where they live: the area; where none is given, the authority, else the locality."),
    column(
        "reason",
        Unit::Text,
        "no_provision_accepts, too_far, not_yet_open, full or policy: what stands in the way of a place that is right \
         for them, structural reasons first.",
    ),
    column("year", Unit::Year, "The academic year, by the calendar year in which it begins."),
    column("children", Unit::Children, "How many, in this year."),
    column(
        "wanted_kind",
        Unit::Text,
        "The kind most of the group would go to were every existing provision large enough.",
    ),
    column("nearest", Unit::Text, "The provision right for them that is nearest to most of the group, open or not."),
    column("nearest_km", Unit::Kilometres, "How far it is for those, on average."),
    column("nearest_minutes", Unit::Minutes, "How long it takes those, on average."),
    column("full", Unit::Children, "How many provisions that are right and near enough are full."),
    column("opens", Unit::Text, "Where such a provision opens later: the first to do so."),
    column("opens_in", Unit::Year, "When it opens."),
    column(
        "places",
        Unit::Children,
        "More places that would clear the group: its children in its worst year, rounded up; blank where there was room.",
    ),
    column("from", Unit::Year, "The first year in which they would be needed."),
    column("sentence", Unit::Text, "The whole group in a sentence; the same in each of its years."),
];

/// One row per group and year, the worst trouble first and the largest group of each first.
pub(super) fn table<'a>(case: &'a Case, answers: &'a Answers) -> Table<'a> {
    let of_group = |group: &'a Shortage| {
        let years = group.by_year.iter().enumerate().filter(|(_, children)| any(children.get()));
        years.map(|(t, children)| row(case, group, (t, children.get())))
    };
    Table::new("reasons", COLUMNS, answers.shortages.iter().flat_map(of_group))
}

fn row<'a>(case: &'a Case, group: &'a Shortage, (t, children): (usize, f64)) -> Vec<Cell<'a>> {
    let (nearest, opens) = (group.nearest, group.opens);
    vec![
        group.trouble.as_str().into(),
        case[group.need].id.as_str().into(),
        group.phase.as_str().into(),
        group.area.as_str().into(),
        group.reason.as_str().into(),
        case.year(t).into(),
        Cell::Number(children),
        group.wanted_kind.map(|kind| case[kind].id.as_str()).into(),
        nearest.map(|nearest| case[nearest.provision].id.as_str()).into(),
        nearest.map_or(Cell::Blank, |nearest| Cell::Number(nearest.distance.get())),
        nearest.map_or(Cell::Blank, |nearest| Cell::Number(nearest.time.get())),
        Cell::Number(group.full_in_all as f64),
        opens.map(|(provision, _)| case[provision].id.as_str()).into(),
        opens.map(|(_, year)| year).into(),
        group.places.map_or(Cell::Blank, Cell::Number),
        group.places.and(group.first()).map(|first| case.year(first)).into(),
        group.text.as_str().into(),
    ]
}
