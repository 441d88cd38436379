//! `bases.csv`: why not a base? Children in special and independent schools, how many a base could take by their need,
//! and what stands in the way.

use super::table::{Cell, Column, Table, Unit, column};
use crate::answers::{Answers, Barrier, NotInBase};
use crate::case::Case;

/// The columns of `bases`.
pub(super) const COLUMNS: &[Column] = &[
    column("year", Unit::Year, "The academic year, by the calendar year in which it begins."),
    column("kind", Unit::Text, "The kind of school they are in."),
    column("family", Unit::Text, "special or independent."),
    column("need", Unit::Text, "Their primary need."),
    column("phase", Unit::Text, "primary, secondary or post-16."),
    column("children", Unit::Children, "Children there: the sum of the seven columns from unsuitable on."),
    column("at_projects", Unit::Children, "Of them, at a school that a project of the plan has opened or made larger."),
    column(
        "could",
        Unit::Children,
        "Of them, those whose need and band some kind of base can meet: children less unsuitable.",
    ),
    column("unsuitable", Unit::Children, "No kind of base can meet their need and band."),
    column("none_in_reach", Unit::Children, "No base that takes their need and year group is within reach."),
    column("not_open", Unit::Children, "Those within reach are not open in the year; some may never be."),
    column("over_guidance", Unit::Children, "Those open are further than the travel guidance allows."),
    column("full", Unit::Children, "Those open within the guidance are full."),
    column("settled", Unit::Children, "One has room, and the children were placed elsewhere before this year."),
    column(
        "chosen",
        Unit::Children,
        "One has room, and the plan places the children elsewhere this year: it comes to less by its own measure.",
    ),
];

/// One row per year, kind, need and phase with children in a special or independent school.
pub(super) fn table<'a>(case: &'a Case, answers: &'a Answers) -> Table<'a> {
    Table::new("bases", COLUMNS, answers.bases.iter().map(|group| row(case, group)))
}

fn row<'a>(case: &'a Case, group: &NotInBase) -> Vec<Cell<'a>> {
    let kind = &case[group.kind];
    let mut row = vec![
        group.year.into(),
        kind.id.as_str().into(),
        kind.family.as_str().into(),
        case[group.need].id.as_str().into(),
        group.phase.as_str().into(),
        Cell::Number(group.children()),
        Cell::Number(group.at_projects),
        Cell::Number(group.could()),
    ];
    row.extend(Barrier::ALL.map(|barrier| Cell::Number(group.kept_by(barrier))));
    row
}
