//! `projects.csv`: what to open, and when.

use super::table::{Cell, Column, Table, Unit, column};
use crate::answers::{Answers, Decision, Worth};
use crate::case::{Case, Origin, Project};
use crate::id::ProjectIx;
use crate::plan::Plan;
use crate::units::{Children, Year};

/// The columns of `projects`.
pub(super) const COLUMNS: &[Column] = &[
    column("project", Unit::Text, "The project."),
    column("name", Unit::Text, "Its name."),
    column("status", Unit::Text, "optional, committed or excluded, as in the input."),
    column("chosen", Unit::Text, "Whether it opens: yes or no."),
    column("opens", Unit::Year, "The academic year it opens in; blank where it does not."),
    column("places", Unit::Children, "Places when fully open."),
    column(
        "capital_cost",
        Unit::Pounds,
        "Capital, spent in the year it opens; of a committed project it is funded already and in no total.",
    ),
    column(
        "children",
        Unit::Children,
        "Children in its places in the first year all of them are usable (of an expansion: those above the places \
         there would be without it, up to its own); blank where that year lies beyond the plan.",
    ),
    column(
        "removal_cost",
        Unit::Pounds,
        "More that the plan would cost without it, in what was minimised, all else held (see worth); blank where it is \
         not chosen or that was not worked out.",
    ),
    column(
        "removal_unplaced",
        Unit::Children,
        "More child-years without a place without it; blank where only prices were asked.",
    ),
];

/// One row per project, in the order of the table.
pub(super) fn table<'a>(case: &'a Case, plan: &'a Plan, answers: &'a Answers) -> Table<'a> {
    let rows = case.projects.iter().enumerate().map(|(at, project)| {
        let at = ProjectIx::new(at);
        let same = |worth: &&Worth| worth.taken && worth.decision == Decision::Project(at);
        row((case, project), plan, at, answers.worths.iter().find(same))
    });
    Table::new("projects", COLUMNS, rows)
}

fn row<'a>(
    (case, project): (&'a Case, &'a Project),
    plan: &Plan,
    at: ProjectIx,
    worth: Option<&Worth>,
) -> Vec<Cell<'a>> {
    let opens = plan.openings[at.get()];
    let children = opens.and_then(|year| children_when_full(case, project, plan, year));
    vec![
        project.id.as_str().into(),
        project.name.as_str().into(),
        project.status.as_str().into(),
        Cell::Flag(opens.is_some()),
        opens.into(),
        Cell::Number(project.places.get()),
        project.capital_cost.into(),
        children.map_or(Cell::Blank, |n| Cell::Number(n.get())),
        worth.map_or(Cell::Blank, |worth| Cell::Number(worth.cost)),
        worth.and_then(|worth| worth.more).map_or(Cell::Blank, |more| Cell::Number(more.unplaced)),
    ]
}

/// Children in the project's places in the first year its fill has reached its last value.
pub(super) fn children_when_full(case: &Case, project: &Project, plan: &Plan, opens: Year) -> Option<Children> {
    let last = *project.fill.last()?;
    let age = project.fill.iter().position(|&share| share >= last)?;
    let year = opens.plus(age);
    let found = plan.utilisation.iter().find(|u| u.year == year && u.provision == project.provision)?;
    let usable = project.usable_places(age);
    let above = (found.placed - (found.places? - usable)).get().max(0.0);
    Some(Children(match case[project.provision].origin {
        Origin::Existing => above.min(usable.get()),
        Origin::Project(_) => above,
    }))
}
