//! Two maps: where children go short, and what the plan opens where; with the tables behind them.

mod frame;
mod labels;
mod plan;
mod shortfall;

use maud::{Markup, html};

use super::super::words::REASONS;
use super::grid::{Grid, numbers, words};
use super::numbers::{child_years, count};
use super::{Told, nothing};
use crate::id::LocalityIx;
use crate::plan::CellOutcome;

/// So many localities stand in the table.
const ROWS: usize = 15;

/// What becomes of the children of a locality in the last year.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Short {
    children: f64,
    unplaced: f64,
    displaced: f64,
    over_minutes: f64,
}

impl Short {
    /// Children without a place or displaced.
    fn short(&self) -> f64 {
        self.unplaced + self.displaced
    }

    fn add(&mut self, other: &Self) {
        self.children += other.children;
        self.unplaced += other.unplaced;
        self.displaced += other.displaced;
        self.over_minutes += other.over_minutes;
    }

    fn count(&mut self, cell: &CellOutcome) {
        self.add(&Self {
            children: cell.children.get(),
            unplaced: cell.unplaced.get(),
            displaced: cell.displaced.get(),
            over_minutes: cell.over_minutes.get(),
        });
    }
}

/// The maps, who is short, and why.
pub(super) fn markup(told: &Told) -> Markup {
    if told.case.localities.is_empty() {
        return nothing("There are no localities, so there is nothing to draw.");
    }
    let short = by_locality(told);
    html! {
        h3 { "Where children go short" }
        (shortfall::map(told, &short))
        (worst(told, &short))
        h3 { "Why some have no place" }
        (reasons(told))
        h3 { "Where the plan adds places" }
        (plan::map(told, &short))
    }
}

/// By locality, in the last year.
fn by_locality(told: &Told) -> Vec<Short> {
    let mut short = vec![Short::default(); told.case.localities.len()];
    for cell in told.plan.cells.iter().filter(|cell| cell.year == told.last()) {
        short[cell.locality.get()].count(cell);
    }
    short
}

/// Localities with somebody short, the most children first.
fn ranked(short: &[Short]) -> Vec<LocalityIx> {
    let mut order: Vec<usize> = (0..short.len()).filter(|&l| short[l].short() >= 0.005).collect();
    order.sort_by(|&a, &b| short[b].short().total_cmp(&short[a].short()).then(a.cmp(&b)));
    order.into_iter().map(LocalityIx::new).collect()
}

fn worst(told: &Told, short: &[Short]) -> Markup {
    let (case, order) = (told.case, ranked(short));
    if order.is_empty() {
        return nothing("In the last year every child has a place and nobody is displaced.");
    }
    let head = ["Children", "Without a place", "Displaced", "Over the travel guidance"].map(numbers);
    let head = [words("Locality"), words("Area")].into_iter().chain(head).collect();
    let caption = format!("Where most children have no place or are displaced, {}", told.last());
    let mut grid = Grid::new("table-localities", caption, head);
    let cells =
        |short: &Short| [short.children, short.unplaced, short.displaced, short.over_minutes].map(|n| count(n).into());
    for &at in order.iter().take(ROWS) {
        let names = [case[at].name.clone().into(), case[at].area.clone().into()];
        grid.row(names.into_iter().chain(cells(&short[at.get()])).collect());
    }
    let mut rest = Short::default();
    let others = (0..short.len()).filter(|&l| !order.iter().take(ROWS).any(|at| at.get() == l));
    let n = others.map(|l| rest.add(&short[l])).count();
    if n > 0 {
        let names = [format!("{n} other localit{}", if n == 1 { "y" } else { "ies" }).into(), "".into()];
        grid.total(names.into_iter().chain(cells(&rest)).collect());
    }
    grid.markup()
}

/// Child-years without a place, by reason.
fn reasons(told: &Told) -> Markup {
    let of = |reason| {
        let cells = told.plan.cells.iter().filter(move |cell| cell.reason == reason);
        cells.map(|cell| cell.unplaced.get()).sum::<f64>()
    };
    let found: Vec<(&str, f64)> = REASONS.iter().map(|&(reason, words)| (words, of(reason))).collect();
    let found: Vec<&(&str, f64)> = found.iter().filter(|(_, n)| count(*n) != "0").collect();
    if found.is_empty() {
        return nothing("Every child has a place in every year.");
    }
    html! {
        ul { @for (words, n) in found { li { (words) ": " (child_years(*n)) } } }
    }
}
