//! Projects: what opens in which year, and the capital spent against what has come in.

use maud::{Markup, html};

use super::super::finance::standings;
use super::super::projects::children_when_full;
use super::chart::{BLUE, GREEN, Series, Words, over_years};
use super::grid::{Grid, numbers, words};
use super::numbers::{BLANK, Measure, count, number, pounds};
use super::{Told, nothing};
use crate::case::Status;
use crate::id::ProjectIx;
use crate::plan::Purse;
use crate::report::legend::kind_name;
use crate::units::{Pounds, Year};

/// A project that opens, by its number on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    /// Counts from 1 in the order of opening.
    pub(super) number: usize,
    /// Which.
    pub(super) project: ProjectIx,
    /// When.
    pub(super) year: Year,
}

/// What opens, in order of years.
pub(super) fn openings(told: &Told) -> Vec<Opening> {
    let openings = told.plan.openings.iter().enumerate();
    let mut opening: Vec<(Year, ProjectIx)> =
        openings.filter_map(|(k, year)| Some(((*year)?, ProjectIx::new(k)))).collect();
    opening.sort_unstable();
    opening.into_iter().enumerate().map(|(i, (year, project))| Opening { number: i + 1, project, year }).collect()
}

/// Table and chart.
pub(super) fn markup(told: &Told) -> Markup {
    if told.case.projects.is_empty() {
        return nothing("The tables hold no projects, so there is nothing to decide about opening.");
    }
    let openings = openings(told);
    let rest = told.case.projects.len() - openings.len();
    html! {
        @if openings.is_empty() {
            (nothing("The plan opens none of the projects."))
        } @else {
            (table(told, &openings))
        }
        @if rest > 0 { p { "Not opened: " (rest) " of " (told.case.projects.len()) " projects (projects.csv)." } }
        h3 { "Capital" }
        (capital(told))
    }
}

fn table(told: &Told, openings: &[Opening]) -> Markup {
    let case = told.case;
    let head = vec![
        words("No."),
        words("Opens"),
        words("Project"),
        words("Kind"),
        numbers("Places"),
        numbers("Capital, £"),
        numbers("Running cost, £ a year"),
        numbers("Children when full"),
    ];
    let mut grid = Grid::new("table-projects", "What opens, in order of years; the numbers are those on the map", head);
    for opening in openings {
        let project = &case[opening.project];
        let children = children_when_full(case, project, told.plan, opening.year);
        let capital = match project.status {
            Status::Committed => "already funded".to_owned(),
            _ => pounds(Some(project.capital_cost)),
        };
        grid.row(vec![
            opening.number.to_string().into(),
            opening.year.to_string().into(),
            project.name.clone().into(),
            kind_name(case, case[project.provision].kind).into(),
            number(project.places.get()).into(),
            capital.into(),
            pounds(Some(project.annual_cost)).into(),
            children.map_or_else(|| BLANK.to_owned(), |children| count(children.get())).into(),
        ]);
    }
    html! {
        (grid.markup())
        p class="note" { "Children when full: those in the places it adds, in the first year all of them can be used; " (BLANK) " where that year lies beyond the plan." }
    }
}

/// Running totals of what is spent and what has come in.
fn capital(told: &Told) -> Markup {
    let standings = standings(told.case, told.plan, Purse::Capital);
    let spent = running(standings.iter().map(|year| year.total));
    let come_in = told.case.budget.as_ref().map(|budget| running(budget.capital.iter().copied()));
    let line = |name: &str, values: &[f64], colour, dashed| Series {
        name: name.to_owned(),
        values: values.iter().copied().map(Some).collect(),
        colour,
        dashed,
    };
    let mut series = vec![line("spent", &spent, BLUE, false)];
    series.extend(come_in.as_ref().map(|values| line("come in", values, GREEN, true)));
    let words = Words {
        id: "chart-capital",
        title: "Capital spent so far against what has come in so far, £".to_owned(),
        description: format!(
            "By {}, {} is spent{}.",
            told.last(),
            Pounds(spent.last().copied().unwrap_or(0.0)),
            come_in.as_ref().and_then(|all| all.last()).map_or_else(String::new, |all| format!(" of {}", Pounds(*all)))
        ),
    };
    let chart = over_years(&words, Measure::Pounds, told.case.first_year, &series);
    html! {
        @if let Some(chart) = chart { (chart) (capital_table(told, &spent, come_in.as_deref())) }
        @else { (nothing("No capital comes in and none is spent.")) }
        @if come_in.is_none() { (nothing("The tables give no capital budget, so spending has no limit to be set against.")) }
        p class="note" { "Capital of committed projects is funded already and is not counted." }
    }
}

fn capital_table(told: &Told, spent: &[f64], come_in: Option<&[f64]>) -> Markup {
    let head = vec![words("Year"), numbers("Spent so far, £"), numbers("Come in so far, £"), numbers("Left, £")];
    let mut grid = Grid::new("table-capital", "Capital spent and come in so far", head);
    for (t, year) in told.years().enumerate() {
        let come_in = come_in.map(|all| Pounds(all[t]));
        let spent = Pounds(spent[t]);
        let left = come_in.map(|all| all - spent);
        grid.row(vec![
            year.to_string().into(),
            pounds(Some(spent)).into(),
            pounds(come_in).into(),
            pounds(left).into(),
        ]);
    }
    grid.markup()
}

fn running(amounts: impl Iterator<Item = Pounds>) -> Vec<f64> {
    amounts
        .scan(0.0, |sum, amount| {
            *sum += amount.get();
            Some(*sum)
        })
        .collect()
}
