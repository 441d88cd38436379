//! Where children go: kinds of provision by primary need, the shares shaded.

use maud::{Markup, html};

use super::grid::{Entry, Grid, numbers, shaded, words};
use super::numbers::{count, share};
use super::{Told, nothing, sums};
use crate::id::{KindIx, NeedIx};
use crate::plan::Plan;
use crate::report::legend::kind_name;
use crate::units::Year;

/// The first and the last year, and the last as it is.
pub(super) fn markup(told: &Told) -> Markup {
    if told.figures.total.child_years <= 0.0 {
        return nothing("The forecast holds no children, so nobody goes anywhere.");
    }
    let (first, last) = (told.case.first_year, told.last());
    html! {
        p { "The darker a cell, the larger its share of the children with that primary need." }
        @if first != last {
            (table(told, told.plan, "table-destinations-first", first, "planned"))
        }
        (table(told, told.plan, "table-destinations-last", last, "planned"))
        @if let Some(as_is) = &told.answers.as_is {
            (table(told, as_is, "table-destinations-as-is", last, "as is"))
        }
    }
}

fn table(told: &Told, plan: &Plan, id: &'static str, year: Year, side: &str) -> Markup {
    let case = told.case;
    let kinds = sums::kinds(case, plan);
    let head = [words("Primary need")].into_iter().chain(kinds.iter().map(|&kind| numbers(kind_name(case, kind))));
    let head = head.chain([numbers("No place"), numbers("All children")]).collect();
    let mut grid = Grid::new(id, format!("Children by primary need and kind of provision, {year}, {side}"), head);
    let needs = sums::needs(case, plan);
    let counted = Counted::of(told, plan, year);
    for &need in &needs {
        grid.row(line(case[need].id.to_string(), &kinds, &counted, &[need]));
    }
    grid.total(line("All needs".to_owned(), &kinds, &counted, &needs));
    grid.markup()
}

/// Children of one year by need and kind, without a place, and all.
struct Counted {
    placed: Vec<Vec<f64>>,
    unplaced: Vec<f64>,
    all: Vec<f64>,
}

impl Counted {
    fn of(told: &Told, plan: &Plan, year: Year) -> Self {
        let (needs, kinds) = (told.case.needs.len(), told.case.kinds.len());
        let mut counted =
            Self { placed: vec![vec![0.0; kinds]; needs], unplaced: vec![0.0; needs], all: vec![0.0; needs] };
        for row in plan.placements.iter().filter(|row| row.year == year) {
            counted.placed[row.need.get()][told.case[row.provision].kind.get()] += row.children.get();
        }
        for cell in plan.cells.iter().filter(|cell| cell.year == year) {
            counted.unplaced[cell.need.get()] += cell.unplaced.get();
            counted.all[cell.need.get()] += cell.children.get();
        }
        counted
    }
}

fn line(name: String, kinds: &[KindIx], counted: &Counted, needs: &[NeedIx]) -> Vec<Entry> {
    let sum = |of: &dyn Fn(usize) -> f64| needs.iter().map(|need| of(need.get())).sum::<f64>();
    let all = sum(&|need| counted.all[need]);
    let cell = |children: f64| shaded(count(children), share(children, all));
    let placed = kinds.iter().map(|kind| cell(sum(&|need| counted.placed[need][kind.get()])));
    let unplaced = cell(sum(&|need| counted.unplaced[need]));
    [name.into()].into_iter().chain(placed).chain([unplaced, count(all).into()]).collect()
}
