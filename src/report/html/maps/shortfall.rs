//! The map of shortfalls: a point for each locality, as large as its children are many, as dark as they go short.

use maud::{Markup, html};

use super::super::Told;
use super::super::chart::{Words, figure};
use super::super::numbers::{count, share};
use super::frame::{Frame, ground, text, unit};
use super::labels::{Name, placed};
use super::{Short, ranked};
use crate::case::Locality;
use crate::report::legend::SHORT;

/// Radius of the locality with most children.
const LARGEST: f64 = 20.0;
/// So many localities are named.
const NAMED: usize = 8;
/// Height of the key.
const KEY: f64 = 64.0;

/// The map with its key.
pub(super) fn map(told: &Told, short: &[Short]) -> Markup {
    let case = told.case;
    let Some(frame) = Frame::around(ground(&case.localities)) else { return html! {} };
    let most = short.iter().fold(0.0_f64, |most, here| most.max(here.children));
    let order = ranked(short);
    let named = order.iter().take(NAMED).map(|&at| Name {
        at: frame.at(case[at].at),
        radius: if case[at].boundary.is_empty() { radius(short[at.get()].children, most) } else { 0.0 },
        text: format!("{}: {}", case[at].name, count(short[at.get()].short())),
    });
    let named: Vec<Name> = named.collect();
    let words = Words {
        id: "map-shortfalls",
        title: format!("Children without a place or displaced, by locality, {}", told.last()),
        description: description(told, short),
    };
    let drawing = html! {
        (frame.sheet())
        (areas(told, &frame, short))
        (points(told, &frame, short, most))
        (placed(&frame, &named))
        (frame.furniture())
        (key(frame.height, told, most))
    };
    figure(&words, (frame.height + KEY) as u32, &drawing)
}

/// An area in proportion to the children.
fn radius(children: f64, most: f64) -> f64 {
    2.0 + (LARGEST - 2.0) * share(children, most).sqrt()
}

/// Localities in their boundaries.
fn areas(told: &Told, frame: &Frame, short: &[Short]) -> Markup {
    html! {
        @for (locality, here) in told.case.localities.iter().zip(short).filter(|(l, _)| !l.boundary.is_empty()) {
            path d=(frame.path(&locality.boundary)) fill=(fill(here)) fill-rule="evenodd" fill-opacity="0.88" stroke="#222222" stroke-width="0.6" {
                (said(locality, here))
            }
        }
    }
}

/// The others, the larger ones first, so that the smaller lie on top.
fn points(told: &Told, frame: &Frame, short: &[Short], most: f64) -> Markup {
    let mut order: Vec<usize> = (0..short.len()).filter(|&l| told.case.localities[l].boundary.is_empty()).collect();
    order.sort_by(|&a, &b| short[b].children.total_cmp(&short[a].children));
    html! {
        @for l in order {
            @let (x, y) = frame.at(told.case.localities[l].at);
            @let here = &short[l];
            circle cx=(unit(x)) cy=(unit(y)) r=(unit(radius(here.children, most))) fill=(fill(here)) fill-opacity="0.88" stroke="#222222" stroke-width="0.8" {
                (said(&told.case.localities[l], here))
            }
        }
    }
}

fn said(locality: &Locality, here: &Short) -> Markup {
    html! { title { (locality.name) ": " (count(here.children)) " children, " (count(here.unplaced)) " without a place, " (count(here.displaced)) " displaced" } }
}

/// How many localities are drawn as points.
fn points_drawn(told: &Told) -> usize {
    told.case.localities.iter().filter(|locality| locality.boundary.is_empty()).count()
}

fn fill(here: &Short) -> &'static str {
    let share = share(here.short(), here.children);
    SHORT.iter().find(|(most, _, _)| share <= *most).map_or("#ffffff", |(_, fill, _)| fill)
}

/// The classes with their shares, and what the size of a point says.
fn key(top: f64, told: &Told, most: f64) -> Markup {
    let mut x = 206.0;
    let items = SHORT.map(|(_, fill, name)| {
        let at = x;
        x += 32.0 + 7.2 * name.chars().count() as f64;
        (at, fill, name)
    });
    let (y, below) = (top + 24.0, top + 48.0);
    let size = match points_drawn(told) {
        0 => "The boundaries say where, not how many: the number beside a name is children.".to_owned(),
        _ => format!("The larger a point, the more children live there: {} at the largest.", count(most)),
    };
    html! {
        (text((12.0, y + 4.0), "start", "Without a place or displaced:"))
        @for (x, fill, name) in items {
            circle cx=(unit(x)) cy=(unit(y)) r="7" fill=(fill) stroke="#222222" stroke-width="0.8" {}
            (text((x + 11.0, y + 4.0), "start", name))
        }
        (text((12.0, below + 4.0), "start", &size))
    }
}

fn description(told: &Told, short: &[Short]) -> String {
    let order = ranked(short);
    let worst = order.iter().take(3).map(|&at| {
        let here = &short[at.get()];
        format!("{} ({} of {} children)", told.case[at].name, count(here.short()), count(here.children))
    });
    let worst: Vec<String> = worst.collect();
    let most = if worst.is_empty() { String::new() } else { format!(" Most are in {}.", worst.join(", ")) };
    let points = points_drawn(told);
    let drawn = match short.len() - points {
        0 => format!("a point for each of {points} localities, larger where more children live and"),
        areas if points == 0 => format!("the {areas} localities in their boundaries,"),
        areas => format!("{areas} localities in their boundaries and {points} as points,"),
    };
    format!(
        "A map with {drawn} darker where a larger share has no place or is displaced; in {} of them somebody is.{most} \
         The table below names them.",
        order.len()
    )
}
