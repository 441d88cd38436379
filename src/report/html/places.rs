//! Places against children, by kind of provision: as things are, and as planned.

use maud::{Markup, html};

use super::super::words::no_as_is;
use super::chart::{BLUE, Bar, GREEN, GREY, Group, PALE, Words, grouped_bars};
use super::grid::{Col, Entry, Grid, numbers, words};
use super::numbers::{Measure, count};
use super::sums::{Fill, fill};
use super::{Told, nothing, sums};
use crate::id::KindIx;
use crate::plan::Plan;
use crate::report::legend::kind_name;
use crate::units::Year;

/// A plan, and what it is called.
type Side<'a> = (&'static str, &'a Plan);

/// The last year as a chart, the first and the last as a table.
pub(super) fn markup(told: &Told) -> Markup {
    let kinds = kinds(told);
    if kinds.is_empty() {
        return nothing("No provision is open in any year, so there are no places to set against children.");
    }
    html! {
        @if told.answers.as_is.is_none() {
            p { (no_as_is(told)) }
        }
        (chart(told, &kinds))
        (table(told, &kinds))
        p class="note" {
            "Places are those open to the children of the plan: reserved ones taken off, new ones of projects and contracts added. "
            "“Not limited” stands where no provision of the kind has a number of places, “and more” where some have none."
        }
    }
}

/// Kinds open in the plan or as things are.
fn kinds(told: &Told) -> Vec<KindIx> {
    let mut kinds: Vec<KindIx> = sides(told).into_iter().flat_map(|(_, plan)| sums::kinds(told.case, plan)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn sides<'a>(told: &Told<'a>) -> Vec<Side<'a>> {
    let as_is = told.answers.as_is.as_ref().map(|plan| ("as is", plan));
    as_is.into_iter().chain([("planned", told.plan)]).collect()
}

fn chart(told: &Told, kinds: &[KindIx]) -> Markup {
    let (case, year) = (told.case, told.last());
    let group = |&kind: &KindIx| {
        let bars = sides(told).into_iter().flat_map(|(side, plan)| {
            let fill = fill(case, plan, kind, year);
            let (places, children) = match side {
                "as is" => (PALE, GREY),
                _ => (GREEN, BLUE),
            };
            let places = Bar { name: format!("places, {side}"), value: fill.places, colour: places };
            let children = Bar { name: format!("children, {side}"), value: fill.children, colour: children };
            [(!fill.unlimited).then_some(places), Some(children)].into_iter().flatten()
        });
        Group { name: kind_name(case, kind), bars: bars.collect() }
    };
    let groups: Vec<Group> = kinds.iter().map(group).collect();
    let said = |group: &Group| {
        let bars: Vec<String> = group.bars.iter().map(|bar| format!("{} {}", count(bar.value), bar.name)).collect();
        format!("{}: {}", group.name, bars.join(", "))
    };
    let words = Words {
        id: "chart-places",
        title: format!("Places and children by kind of provision, {year}"),
        description: groups.iter().map(said).collect::<Vec<_>>().join("; ") + ".",
    };
    grouped_bars(&words, Measure::Children, &groups)
}

fn table(told: &Told, kinds: &[KindIx]) -> Markup {
    let sides = sides(told);
    let columns: Vec<(Year, Side)> =
        told.ends().into_iter().flat_map(|year| sides.iter().map(move |&side| (year, side))).collect();
    let head = |&(year, (side, _)): &(Year, Side)| {
        let side = if sides.len() > 1 { format!(" {side}") } else { String::new() };
        [numbers(format!("Places {year}{side}")), numbers(format!("Children {year}{side}"))]
    };
    let head: Vec<Col> = [words("Kind")].into_iter().chain(columns.iter().flat_map(head)).collect();
    let mut grid = Grid::new("table-places", "Places and children by kind of provision", head);
    for &kind in kinds {
        let cells = columns.iter().flat_map(|&(year, (_, plan))| cells(fill(told.case, plan, kind, year)));
        grid.row([kind_name(told.case, kind).into()].into_iter().chain(cells).collect());
    }
    grid.markup()
}

fn cells(fill: Fill) -> [Entry; 2] {
    [fill.places().into(), count(fill.children).into()]
}
