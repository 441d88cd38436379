//! Why not a base? What stands between a base and the children in special and independent schools.

use maud::{Markup, html};

use super::grid::{Entry, Grid, numbers, words};
use super::numbers::count;
use super::{Told, nothing};
use crate::answers::{Barrier, NotInBase};
use crate::case::Family;
use crate::units::Year;

/// The first and the last year, need by need and family by family.
pub(super) fn markup(told: &Told) -> Markup {
    if told.answers.bases.is_empty() {
        return nothing("No child of the plan is in a special or independent school.");
    }
    html! {
        p { "Of the children in special and independent schools, holding this plan: how many a base at a mainstream school could take by their need and band, and the first thing that stands in the way. bases.csv has every year, phase and kind." }
        (by_need(told))
        (by_year(told))
        p class="note" {
            "Looked for in the order of the columns, each child at the first that holds, so that they add up. Not open: none of those within reach is open in the year, now or perhaps ever. "
            "Placed before: a base has room now, and the child was placed elsewhere in an earlier year. Planned elsewhere: a base has room, and the plan places the child elsewhere this year, because that comes to less by its own measure: cost, journey, suitability, and what others need the base for."
        }
    }
}

/// Headers of the figures of a group.
const HEAD: [&str; 9] = [
    "Children",
    "A base could",
    "No base can meet the need",
    "None in reach",
    "Not open",
    "Over the guidance",
    "Full",
    "Placed before",
    "Planned elsewhere",
];

/// The families of school that a base might stand in for.
const FAMILIES: [(Family, &str); 2] = [(Family::Special, "special"), (Family::Independent, "independent")];

fn by_need(told: &Told) -> Markup {
    let (case, last) = (told.case, told.last());
    let head = [words("In"), words("Need")].into_iter().chain(HEAD.map(numbers)).collect();
    let mut grid = Grid::new("table-bases-need", format!("Why not a base, by need, {last}"), head);
    for (family, name) in FAMILIES {
        for need in super::sums::needs(case, told.plan) {
            let here = |group: &&NotInBase| in_family(told, group, family) && group.year == last && group.need == need;
            let names = [name.into(), case[need].id.to_string().into()];
            add(&mut grid, names, told.answers.bases.iter().filter(here));
        }
    }
    if grid.is_empty() {
        html! {}
    } else {
        grid.markup()
    }
}

fn by_year(told: &Told) -> Markup {
    let head = [words("In"), words("Year")].into_iter().chain(HEAD.map(numbers)).collect();
    let mut grid = Grid::new("table-bases-year", "Why not a base, year by year", head);
    for (family, name) in FAMILIES {
        for year in told.years() {
            let here = |group: &&NotInBase| in_family(told, group, family) && group.year == year;
            add(&mut grid, [name.into(), Year::to_string(&year).into()], told.answers.bases.iter().filter(here));
        }
    }
    grid.markup()
}

fn in_family(told: &Told, group: &NotInBase, family: Family) -> bool {
    told.case[group.kind].family == family
}

/// A row of the sums of some groups; none where there is nobody.
fn add<'a>(grid: &mut Grid, names: [Entry; 2], groups: impl Iterator<Item = &'a NotInBase>) {
    let groups: Vec<&NotInBase> = groups.collect();
    let sum = |of: &dyn Fn(&NotInBase) -> f64| groups.iter().map(|group| of(group)).sum::<f64>();
    let children = sum(&NotInBase::children);
    if children > 0.0 {
        let kept = Barrier::ALL.map(|barrier| sum(&|group| group.kept_by(barrier)));
        let figures = [children, sum(&NotInBase::could)].into_iter().chain(kept).map(|n| count(n).into());
        grid.row(names.into_iter().chain(figures).collect());
    }
}
