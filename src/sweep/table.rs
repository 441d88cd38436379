//! `sweep.csv`: one row per run.

use super::{Ended, Factor, Job};
use crate::report::{Cell, Column, Glance, Table, Unit};

const fn column(name: &'static str, unit: Unit, meaning: &'static str) -> Column {
    Column { name, unit, meaning }
}

/// The columns of `sweep`.
pub(super) const COLUMNS: &[Column] = &[
    column("run", Unit::Text, "The run folder, within the sweep's."),
    column("scenario", Unit::Text, "The scenario; base is the tables as they are."),
    column("demand", Unit::Share, "By what the children of the forecast are multiplied."),
    column("independent_fee", Unit::Share, "By what the fees of independent schools are multiplied."),
    column("capital", Unit::Share, "By what the capital of every year is multiplied."),
    column("status", Unit::Text, "optimal, feasible, time_limit, failed or stopped."),
    column("objective", Unit::Pounds, "What was minimised: discounted, penalties included."),
    column("bound", Unit::Pounds, "No plan can come to less."),
    column("gap", Unit::Share, "How far from the best the plan can be at most."),
    column("unplaced_child_years", Unit::Children, "Child-years without a place."),
    column("displaced_child_years", Unit::Children, "Child-years in a dearer or less suitable kind for want of room."),
    column("over_minutes_child_years", Unit::Children, "Child-years with a journey over the guidance."),
    column("high_needs", Unit::Pounds, "What the high needs block pays over the years."),
    column("transport", Unit::Pounds, "What home-to-school transport costs over the years."),
    column("capital_spent", Unit::Pounds, "Capital of optional projects over the years."),
    column("projects", Unit::Rank, "Optional projects that open."),
    column("contracts", Unit::Rank, "Optional block contracts that are signed."),
    column("seconds", Unit::Minutes, "How long the run took."),
    column(
        "began_from",
        Unit::Text,
        "The run whose projects and contracts were a candidate from the start; blank: it began cold.",
    ),
    column(
        "changes",
        Unit::Rank,
        "Projects and contracts that it decides otherwise than that run, or in another year.",
    ),
    column("problem", Unit::Text, "Why there is no plan; blank where there is."),
];

/// The table as CSV.
pub(super) fn csv(jobs: &[Job], ended: &[Ended]) -> Vec<u8> {
    let folders: Vec<String> = jobs.iter().map(Job::folder).collect();
    let rows = jobs.iter().zip(ended).zip(&folders).map(|((job, ended), folder)| row(job, ended, folder));
    Table::new("sweep", COLUMNS, rows).into_csv()
}

fn row<'a>(job: &'a Job, ended: &'a Ended, folder: &'a str) -> Vec<Cell<'a>> {
    let mut cells = vec![Cell::Text(folder), Cell::Text(&job.scenario)];
    cells.extend(Factor::ALL.map(|wanted| Cell::Number(job.factor(wanted))));
    match ended {
        Ended::There(glance) | Ended::Made(glance) => cells.extend(figures(glance)),
        Ended::Failed(why) => without_plan(&mut cells, "failed", why),
        Ended::Stopped => without_plan(&mut cells, "stopped", "the sweep was stopped first"),
    }
    cells
}

fn figures(glance: &Glance) -> impl Iterator<Item = Cell<'_>> {
    let (figures, total) = (&glance.figures, &glance.figures.total);
    let began_from = glance.record.began_from.as_ref();
    let known = |number: Option<f64>| number.map_or(Cell::Blank, Cell::Number);
    [
        Cell::Text(&figures.status),
        Cell::Number(figures.objective),
        known(figures.bound),
        known(figures.gap),
        Cell::Number(total.unplaced_child_years),
        Cell::Number(total.displaced_child_years),
        Cell::Number(total.over_minutes_child_years),
        Cell::Number(total.cost.high_needs),
        Cell::Number(total.cost.transport),
        Cell::Number(total.cost.capital),
        Cell::Number(glance.opened() as f64),
        Cell::Number(glance.signed() as f64),
        Cell::Number(glance.record.duration),
        began_from.map_or(Cell::Blank, |from| Cell::Text(&from.run)),
        known(began_from.map(|from| from.taken.differences(&glance.taken()) as f64)),
        Cell::Blank,
    ]
    .into_iter()
}

fn without_plan<'a>(cells: &mut Vec<Cell<'a>>, status: &'static str, why: &'a str) {
    cells.push(Cell::Text(status));
    cells.resize(COLUMNS.len() - 1, Cell::Blank);
    cells.push(Cell::Text(why));
}
