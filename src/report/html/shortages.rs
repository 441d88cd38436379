//! Who goes short and why: the largest groups in sentences, and how many they are year by year.

use maud::{Markup, html};

use super::grid::{Grid, numbers, shaded, words};
use super::numbers::{child_years, count, share};
use super::{Told, nothing};
use crate::answers::{Shortage, Trouble};
use crate::plan::Reason;

/// So many groups of each trouble are told; the others stand in the table beside the page.
const TOLD: usize = 8;

/// Fewer child-years than this are not worth a line.
const FEW: f64 = 0.5;

/// Trouble by trouble, the worst first.
pub(super) fn markup(told: &Told) -> Markup {
    let groups = &told.answers.shortages;
    if groups.is_empty() {
        return nothing(
            "Nobody goes short: every child has a place that suits them within the travel guidance, and nobody is displaced.",
        );
    }
    let of = |trouble| groups.iter().filter(move |group| group.trouble == trouble).collect::<Vec<&Shortage>>();
    html! {
        p { "By need, phase and area, the largest first, holding this plan. reasons.csv holds every group, and shortfalls.csv every locality." }
        @for trouble in Trouble::ALL {
            @let groups = of(trouble);
            @if !groups.is_empty() { (section(told, trouble, &groups)) }
        }
        p class="note" {
            "The places that would clear a group are its children in its worst year, rounded up; they help only if they suit the need, and if nobody else takes them up. "
            "A group may shrink, too, where places for another are added."
        }
    }
}

fn section(told: &Told, trouble: Trouble, groups: &[&Shortage]) -> Markup {
    let shown = groups.iter().take(TOLD).take_while(|group| group.total() >= FEW).count();
    let (shown, rest) = groups.split_at(shown);
    let (_, heading) = names(trouble);
    html! {
        h3 { (heading) }
        @if !shown.is_empty() {
            ul { @for group in shown { li { (group.text) } } }
            (table(told, trouble, shown))
        }
        @if !rest.is_empty() {
            p { "And " (child_years(rest.iter().map(|group| group.total()).sum())) " in " (rest.len()) " smaller group" (if rest.len() == 1 { "" } else { "s" }) " (reasons.csv)." }
        }
    }
}

fn table(told: &Told, trouble: Trouble, groups: &[&Shortage]) -> Markup {
    let head = ["Area", "Phase", "Need", "Why"].map(words).into_iter();
    let head = head.chain(told.years().map(|year| numbers(year.to_string()))).collect();
    let (id, heading) = names(trouble);
    let mut grid = Grid::new(id, format!("{heading}: children, year by year"), head);
    let most = groups.iter().map(|group| group.worst().1).fold(0.0, f64::max);
    for group in groups {
        let need = told.case[group.need].id.to_string();
        let names = [group.area.clone(), group.phase.to_string(), need, why(group.reason).to_owned()];
        let children = group.by_year.iter().map(|n| shaded(count(n.get()), share(n.get(), most)));
        grid.row(names.into_iter().map(Into::into).chain(children).collect());
    }
    grid.markup()
}

/// The reason in a word or two; the sentences say more.
fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::NoProvisionAccepts => "nobody takes them",
        Reason::TooFar => "too far",
        Reason::NotYetOpen => "not open",
        Reason::Full => "full",
        Reason::Policy => "not for want of room",
    }
}

/// The id of its table, and its heading.
fn names(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::Unplaced => ("table-short-unplaced", "Without a place"),
        Trouble::OverMinutes => ("table-short-minutes", "Over the travel guidance"),
        Trouble::LastResort => ("table-short-last-resort", "At last resort"),
        Trouble::Displaced => ("table-short-displaced", "Displaced"),
    }
}
