//! Dots on strips: one for each provision, as far to the right as it is full.

use maud::Markup;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::super::numbers::percent;
use super::{Area, Drawn, GRID, INK, WIDTH, Words, clipped, drawn, label};

const LEFT: i32 = 250;
const RIGHT: i32 = 24;
const STRIP: i32 = 34;
const TOP: i32 = 26;

/// One dot: its place on the strip, 0 to 1 and above.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Dot(pub(in super::super) f64);

/// A strip of dots.
#[derive(Debug, Clone)]
pub(in super::super) struct Strip {
    /// What it is of.
    pub(in super::super) name: String,
    /// Its dots.
    pub(in super::super) dots: Vec<Dot>,
    /// Their colour.
    pub(in super::super) colour: RGBColor,
}

/// Strips below one another, with shares along the top.
pub(in super::super) fn strips(words: &Words, strips: &[Strip]) -> Markup {
    let height = TOP + strips.len() as i32 * STRIP + 6;
    let most = strips.iter().flat_map(|strip| &strip.dots).fold(1.0_f64, |most, dot| most.max(dot.0)).min(2.0);
    let top = (most / 0.2).ceil() * 0.2;
    drawn(words, height as u32, |area| draw(area, top, strips))
}

fn draw(area: &Area, top: f64, strips: &[Strip]) -> Drawn {
    let x = |share: f64| LEFT + (share.min(top) / top * f64::from(WIDTH as i32 - LEFT - RIGHT)).round() as i32;
    let bottom = TOP + strips.len() as i32 * STRIP;
    for tick in (0..=(top / 0.2).round() as i32).map(|i| f64::from(i) * 0.2) {
        let colour = if (tick - 1.0).abs() < 0.01 { INK } else { GRID };
        area.draw(&PathElement::new([(x(tick), TOP - 6), (x(tick), bottom)], colour))?;
        label(area, &percent(tick, 0), (x(tick), 9), HPos::Center, INK)?;
    }
    for (i, strip) in strips.iter().enumerate() {
        let middle = TOP + i as i32 * STRIP + STRIP / 2;
        label(area, &clipped(&strip.name, 34), (LEFT - 10, middle), HPos::Right, INK)?;
        // Dots that are as full as others would hide them: each stands on one of five levels in turn.
        for (level, dot) in (0..5).cycle().zip(&strip.dots) {
            let at = (x(dot.0.max(0.0)), middle + (level - 2) * 5);
            area.draw(&Circle::new(at, 4, strip.colour.mix(0.55).filled()))?;
        }
    }
    Ok(())
}
