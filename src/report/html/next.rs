//! Where places that nobody has planned would help most.

use maud::{Markup, html};

use super::grid::{Grid, numbers, words};
use super::numbers::{BLANK, pounds, signed_count};
use super::{Told, nothing};
use crate::answers::NextPlace;
use crate::report::legend::kind_name;

/// Units that were tried beside the plan, the most valuable first.
pub(super) fn markup(told: &Told) -> Markup {
    let next = &told.answers.next;
    if next.is_empty() {
        return nothing(
            "No further unit would take anything off the plan's cost, or there was no time to look for one.",
        );
    }
    let mut head = vec![words("Where"), words("Kind"), words("Needs"), words("Year groups"), numbers("Opens")];
    let figures = ["Worth of a place, £ a year", "out by up to, £", "Children in it", "Fewer in independent places"];
    head.extend(figures.map(numbers));
    let mut grid = Grid::new("table-next", "Units that nobody has planned, ten places each, one at a time", head);
    for place in next {
        grid.row(vec![
            told.case[place.setting].name.clone().into(),
            kind_name(told.case, place.kind).into(),
            in_words(&place.needs).into(),
            place.year_groups.clone().into(),
            place.opens.to_string().into(),
            pounds(Some(place.value)).into(),
            out_by(place).into(),
            signed_count(place.children.get()).into(),
            fewer(place.independent.get()).into(),
        ]);
    }
    html! {
        (grid.markup())
        p class="note" {
            "What the plan would cost less if these places were there besides, all its decisions held and every child placed anew, by place and year: "
            "discounted, penalties included, the unit's place funding paid and its building not. It is what a place may cost to build and own. "
            "Children are those of an average year. Worths do not add up: one unit may stand in for another. "
            "“At most” marks units for which there was time for prices only. next_places.csv has them with their money, journeys and the rest."
        }
    }
}

fn in_words(needs: &str) -> String {
    if needs == "*" { "all".to_owned() } else { needs.replace(';', ", ") }
}

/// Children, of whom a part of one more is none fewer.
fn fewer(children: f64) -> String {
    signed_count(if children > -0.5 { children.max(0.0) } else { children })
}

fn out_by(place: &NextPlace) -> String {
    let within = pounds(Some(place.within));
    if place.less.is_some() || within == BLANK { within } else { format!("at most {within} more") }
}
