//! The map of the plan: settings by kind, and what opens at which of them in which year.

use maud::{Markup, html};

use super::super::chart::{Words, figure};
use super::super::projects::{Opening, openings};
use super::super::{Told, numbers::share};
use super::Short;
use super::frame::{Frame, ground, text, unit};
use super::labels::{Name, placed};
use crate::id::SettingIx;
use crate::report::legend::{FILLS, Mark, SHAPES as KINDS, kind_name, marks};

/// Radius of the ring around a setting where something opens.
const RING: f64 = 12.0;
/// Height of a row of the key.
const ROW: f64 = 24.0;
/// Shapes on a square from −1 to 1, told apart without colour.
const SHAPES: [&str; KINDS] = [
    "M0 -1L0.95 0.8L-0.95 0.8Z",
    "M-0.8 -0.8H0.8V0.8H-0.8Z",
    "M0 -1.15L1 0L0 1.15L-1 0Z",
    "M0 1L0.95 -0.8L-0.95 -0.8Z",
    "M-0.33 -1H0.33V-0.33H1V0.33H0.33V1H-0.33V0.33H-1V-0.33H-0.33Z",
    "M-0.5 -0.9H0.5L1 0L0.5 0.9H-0.5L-1 0Z",
    "M0 -1.1L0.3 -0.3L1.1 -0.3L0.5 0.25L0.7 1L0 0.55L-0.7 1L-0.5 0.25L-1.1 -0.3L-0.3 -0.3Z",
];
/// The map with its key.
pub(super) fn map(told: &Told, short: &[Short]) -> Markup {
    let (case, openings) = (told.case, openings(told));
    let marks = marks(case, told.plan, told.last());
    let sites = openings.iter().map(|opening| case[site(told, opening)].at);
    let Some(frame) = Frame::around(ground(&case.localities).chain(sites)) else { return html! {} };
    let beyond = marks.iter().flat_map(|mark| &mark.settings).filter(|&&at| !frame.holds(case[at].at)).count();
    let names = names(told, &frame, &openings);
    let words = Words {
        id: "map-plan",
        title: format!("Settings in {}, and what opens where", told.last()),
        description: description(told, &marks, &openings),
    };
    let (key, key_height) = key(told, &marks, frame.height);
    let drawing = html! {
        (frame.sheet())
        (localities(told, &frame, short))
        @for mark in &marks { (settings(told, &frame, mark)) }
        @for name in &names {
            circle cx=(unit(name.at.0)) cy=(unit(name.at.1)) r=(unit(RING)) fill="none" stroke="#222222" stroke-width="2.2" {}
        }
        (placed(&frame, &names))
        (frame.furniture())
        (key)
    };
    html! {
        (figure(&words, (frame.height + key_height) as u32, &drawing))
        @if beyond > 0 { p class="note" { (beyond) " setting" @if beyond != 1 { "s" } " beyond the edge of the map " @if beyond == 1 { "is" } @else { "are" } " not drawn." } }
        @if openings.is_empty() { p class="note" { "The plan opens nothing, so no setting is ringed." } }
    }
}

fn site(told: &Told, opening: &Opening) -> SettingIx {
    told.case[told.case[opening.project].provision].setting
}

/// Where children live, faintly.
fn localities(told: &Told, frame: &Frame, short: &[Short]) -> Markup {
    let most = short.iter().fold(0.0_f64, |most, here| most.max(here.children));
    html! {
        @for locality in told.case.localities.iter().filter(|locality| !locality.boundary.is_empty()) {
            path d=(frame.path(&locality.boundary)) fill="#f4f2ec" fill-rule="evenodd" stroke="#cfcabd" stroke-width="0.8" {}
        }
        @for (locality, here) in told.case.localities.iter().zip(short) {
            @let (x, y) = frame.at(locality.at);
            circle cx=(unit(x)) cy=(unit(y)) r=(unit(2.0 + 18.0 * share(here.children, most).sqrt())) fill="#e6e3da" {}
        }
    }
}

fn settings(told: &Told, frame: &Frame, mark: &Mark) -> Markup {
    html! {
        @for &at in mark.settings.iter().filter(|&&at| frame.holds(told.case[at].at)) {
            (symbol(frame.at(told.case[at].at), mark.shape, &told.case[at].name))
        }
    }
}

fn symbol((x, y): (f64, f64), shape: Option<usize>, name: &str) -> Markup {
    html! {
        @if let Some(shape) = shape {
            path d=(SHAPES[shape]) transform={ "translate(" (unit(x)) " " (unit(y)) ") scale(6)" } fill=(FILLS[shape]) stroke="#ffffff" stroke-width="0.12" { @if !name.is_empty() { title { (name) } } }
        } @else {
            circle cx=(unit(x)) cy=(unit(y)) r="3" fill="#ffffff" stroke="#555555" { @if !name.is_empty() { title { (name) } } }
        }
    }
}

/// One label for each setting where something opens: numbers of the table of projects and opening years.
fn names(told: &Told, frame: &Frame, openings: &[Opening]) -> Vec<Name> {
    let mut sites: Vec<(SettingIx, Vec<String>)> = Vec::new();
    for opening in openings {
        let (at, words) = (site(told, opening), format!("{}: {}", opening.number, opening.year));
        match sites.iter_mut().find(|(other, _)| *other == at) {
            Some((_, all)) => all.push(words),
            None => sites.push((at, vec![words])),
        }
    }
    let name = |(at, words): (SettingIx, Vec<String>)| Name {
        at: frame.at(told.case[at].at),
        radius: RING,
        text: words.join(", "),
    };
    sites.into_iter().map(name).collect()
}

/// The shapes with their kinds, in as many rows as they need, and how high they are.
fn key(told: &Told, marks: &[Mark], top: f64) -> (Markup, f64) {
    let (mut x, mut row, mut items) = (16.0, 0.0, Vec::new());
    for mark in marks {
        let name = format!("{} ({})", kind_name(told.case, mark.kind), mark.settings.len());
        let wide = 40.0 + name.chars().count() as f64 * 6.8;
        if x + wide > 750.0 {
            (x, row) = (16.0, row + 1.0);
        }
        items.push(((x, top + 20.0 + row * ROW), mark.shape, name));
        x += wide;
    }
    let ring = top + 20.0 + (row + 1.0) * ROW;
    let markup = html! {
        @for ((x, y), shape, name) in &items {
            (symbol((*x, *y), *shape, ""))
            (text((x + 12.0, y + 4.0), "start", name))
        }
        circle cx="16" cy=(unit(ring)) r="8" fill="none" stroke="#222222" stroke-width="2.2" {}
        (text((30.0, ring + 4.0), "start", "something opens: its number in the table of projects, and the year"))
        circle cx="470" cy=(unit(ring)) r="8" fill="#e6e3da" {}
        (text((484.0, ring + 4.0), "start", "locality, larger with more children"))
    };
    (markup, (row + 2.0) * ROW + 14.0)
}

fn description(told: &Told, marks: &[Mark], openings: &[Opening]) -> String {
    let kinds = marks.iter().map(|mark| format!("{} {}", mark.settings.len(), kind_name(told.case, mark.kind)));
    let opens = openings
        .iter()
        .map(|opening| format!("{} at {} in {}", opening.number, told.case[site(told, opening)].name, opening.year));
    let (kinds, opens): (Vec<String>, Vec<String>) = (kinds.collect(), opens.collect());
    let opens = if opens.is_empty() { "nothing".to_owned() } else { opens.join("; ") };
    format!(
        "A map of the settings, each drawn as the most specialised kind it has: {}. Opening, by number in the table of \
         projects: {opens}.",
        kinds.join(", ")
    )
}
