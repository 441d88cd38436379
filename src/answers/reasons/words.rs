//! A shortage in a sentence or two: who, how many, why, and what would clear it.

use super::super::near::Near;
use super::super::words::{child_years, children};
use super::{Shortage, Trouble};
use crate::id::ProvisionIx;
use crate::plan::Reason;
use crate::units::grouped;

/// `North, secondary ASD: 3 children without a place in 2026/27; every provision … is full (…). 3 more … would clear
/// this.`
pub(super) fn sentence(near: &Near, shortage: &Shortage) -> String {
    let who = format!("{}, {} {}", shortage.area, shortage.phase, near.case[shortage.need].id);
    let text = format!("{who}: {}; {}.", how_many(near, shortage), why(near, shortage));
    what_would_clear_it(near, shortage).map_or_else(|| text.clone(), |clear| format!("{text} {clear}"))
}

/// Children of the only year; else child-years, and the worst year.
fn how_many(near: &Near, shortage: &Shortage) -> String {
    let (worst, most) = shortage.worst();
    let (year, what) = (near.case.year(worst), what(shortage.trouble));
    if shortage.total() - most < super::TRACE {
        return format!("{} {what} in {year}", children(most));
    }
    format!("{} {what}, most in {year} ({})", child_years(shortage.total()), children(most))
}

fn what(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Unplaced => "without a place",
        Trouble::OverMinutes => "with a journey over the travel guidance",
        Trouble::LastResort => "at a place of last resort",
        Trouble::Displaced => "displaced to a dearer or less suitable kind of place",
    }
}

fn why(near: &Near, shortage: &Shortage) -> String {
    let (those, do_so) = those(near, shortage);
    let within = limit(near, shortage);
    match shortage.reason {
        Reason::NoProvisionAccepts => format!("there is no {those} that {do_so}, however far"),
        Reason::TooFar => format!("no {those} within {within} {do_so}{}", nearest(near, shortage)),
        Reason::NotYetOpen => match shortage.opens {
            Some((provision, year)) => format!(
                "no {those} within {within} that {do_so} is open yet; the first to open is {} in {year}",
                name(near, provision)
            ),
            None => format!(
                "no {those} within {within} that {do_so} is open: each would come with a project that the plan does not \
                 open, or not by then"
            ),
        },
        Reason::Full => {
            format!("every {those} within {within} that {do_so} is full{}", full(near, shortage))
        }
        Reason::Policy if shortage.trouble == Trouble::Unplaced => {
            "there was room, and a rule on the mix, a budget or a need of later years held it".to_owned()
        }
        Reason::Policy => format!(
            "there was room within {within} at a {those} that {do_so}: they were placed before, or it costs more by the \
             plan's own measure"
        ),
    }
}

/// The provisions that would be right for them, in the singular, and what makes them so.
fn those(near: &Near, shortage: &Shortage) -> (String, &'static str) {
    match (shortage.trouble, shortage.wanted_kind) {
        (Trouble::Unplaced, _) => ("provision".to_owned(), "takes them"),
        (Trouble::Displaced, Some(kind)) => (format!("existing {}", kind_name(near, kind)), "takes them"),
        _ => ("provision".to_owned(), "suits them"),
    }
}

/// How near is near enough.
fn limit(near: &Near, shortage: &Shortage) -> String {
    match shortage.trouble {
        Trouble::OverMinutes => "the travel guidance".to_owned(),
        _ => format!("reach ({} by road)", kilometres(near.case.travel.reach.get())),
    }
}

fn nearest(near: &Near, shortage: &Shortage) -> String {
    let Some(nearest) = shortage.nearest else { return String::new() };
    let (km, minutes) = (kilometres(nearest.distance.get()), grouped(nearest.time.get(), 0));
    format!("; the nearest for most of them is {}, {km} and {minutes} minutes away", name(near, nearest.provision))
}

/// The full ones, and how full they are in the worst year.
fn full(near: &Near, shortage: &Shortage) -> String {
    let year = near.case.year(shortage.worst().0);
    let one = |&provision: &ProvisionIx| {
        let used = near.used(provision, year);
        let fill = used.and_then(|row| Some((row.placed.get(), row.places?.get())));
        let fill = fill.map_or_else(String::new, |(placed, places)| {
            format!(", {} children in {} places", number(placed), number(places))
        });
        format!("{}{fill}", name(near, provision))
    };
    let mut named: Vec<String> = shortage.full.iter().map(one).collect();
    let others = shortage.full_in_all - shortage.full.len();
    if others > 0 {
        named.push(format!("{others} more"));
    }
    if named.is_empty() { String::new() } else { format!(" ({})", named.join("; ")) }
}

/// `12 more secondary ASD places within 75 minutes of North from 2028/29 would clear this.`
fn what_would_clear_it(near: &Near, shortage: &Shortage) -> Option<String> {
    let (places, first) = (shortage.places?, shortage.first()?);
    let kind = match (shortage.trouble, shortage.wanted_kind) {
        (Trouble::Displaced, Some(kind)) => format!(" ({})", kind_name(near, kind)),
        (Trouble::LastResort | Trouble::OverMinutes, _) => " of a suitable kind".to_owned(),
        _ => String::new(),
    };
    let from = match shortage.opens {
        Some((_, year)) => format!("from {} until {year}", near.case.year(first)),
        None => format!("from {}", near.case.year(first)),
    };
    Some(format!(
        "{} more {} {} {}{kind} within {} minutes of {} {from} would clear this.",
        grouped(places, 0),
        shortage.phase,
        near.case[shortage.need].id,
        if places > 1.0 { "places" } else { "place" },
        grouped(near.case.travel.max_minutes.of(shortage.phase).get(), 0),
        shortage.area,
    ))
}

fn name(near: &Near, provision: ProvisionIx) -> String {
    near.case[provision].name.clone()
}

/// The name of a kind within a sentence: without underscores and, unless it is an abbreviation, without a capital.
fn kind_name(near: &Near, kind: crate::id::KindIx) -> String {
    let name = near.case[kind].name.replace('_', " ");
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            format!("{}{second}{}", first.to_lowercase(), letters.as_str())
        }
        _ => name,
    }
}

fn kilometres(km: f64) -> String {
    format!("{} km", grouped(km, usize::from(km < 10.0)))
}

fn number(n: f64) -> String {
    grouped(n, usize::from((n - n.round()).abs() > 0.05))
}
