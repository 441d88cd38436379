//! Bars that lie on their side, so that names can be read: grouped, each with its name and value at its end, or stacked
//! to a whole.

use maud::Markup;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::super::numbers::{Measure, percent};
use super::{Area, Drawn, INK, SHADES, WIDTH, Words, block, clipped, drawn, label};

/// Room for names to the left, and for a bar's own words to its right.
const LEFT: i32 = 184;
const RIGHT: i32 = 186;
/// Letters of a name for which there is room.
const NAME: usize = 27;
/// From the top of one bar to the next, how thick they are, and between groups.
const PITCH: i32 = 20;
const THICK: i32 = 15;
const BREAK: i32 = 10;
/// Height of a stacked bar.
const STACKED: i32 = 30;

/// One bar.
#[derive(Debug, Clone)]
pub(in super::super) struct Bar {
    /// What stands before its value; blank where the group says it.
    pub(in super::super) name: String,
    /// Its length; below zero is drawn as nothing but written.
    pub(in super::super) value: f64,
    /// Its colour.
    pub(in super::super) colour: RGBColor,
}

/// Bars that belong together.
#[derive(Debug, Clone)]
pub(in super::super) struct Group {
    /// What they are of.
    pub(in super::super) name: String,
    /// Top to bottom.
    pub(in super::super) bars: Vec<Bar>,
}

/// Groups of bars from the same zero.
pub(in super::super) fn grouped_bars(words: &Words, measure: Measure, groups: &[Group]) -> Markup {
    let bars: i32 = groups.iter().map(|group| group.bars.len() as i32).sum();
    let height = bars * PITCH + groups.len() as i32 * BREAK + BREAK;
    drawn(words, height as u32, |area| draw_groups(area, measure, groups))
}

fn draw_groups(area: &Area, measure: Measure, groups: &[Group]) -> Drawn {
    let longest = groups.iter().flat_map(|group| &group.bars).fold(0.0_f64, |most, bar| most.max(bar.value));
    let per_unit = f64::from(WIDTH as i32 - LEFT - RIGHT) / longest.max(1e-9);
    let mut y = BREAK;
    for group in groups {
        label(area, &clipped(&group.name, NAME), (LEFT - 8, y + THICK / 2), HPos::Right, INK)?;
        for bar in &group.bars {
            let end = LEFT + (bar.value.max(0.0) * per_unit).round() as i32;
            block(area, [(LEFT, y), (end, y + THICK)], bar.colour)?;
            let text = format!("{} {}", measure.short(bar.value), bar.name);
            label(area, text.trim_end(), (end + 6, y + THICK / 2), HPos::Left, INK)?;
            y += PITCH;
        }
        y += BREAK;
    }
    Ok(())
}

/// A part of every stack.
#[derive(Debug, Clone)]
pub(in super::super) struct Part {
    /// What it is.
    pub(in super::super) name: &'static str,
}

/// A bar made of parts that add up to one.
#[derive(Debug, Clone)]
pub(in super::super) struct Stack {
    /// What it is of.
    pub(in super::super) name: String,
    /// The share of each part, 0 to 1.
    pub(in super::super) shares: Vec<f64>,
}

/// Stacks of the same parts, shaded from the first part to the last; their names stand above.
pub(in super::super) fn stacked_bars(words: &Words, parts: &[Part], stacks: &[Stack]) -> Markup {
    let height = 34 + stacks.len() as i32 * (STACKED + BREAK);
    drawn(words, height as u32, |area| {
        key(area, parts)?;
        stacks.iter().enumerate().try_for_each(|(i, stack)| draw_stack(area, 34 + i as i32 * (STACKED + BREAK), stack))
    })
}

fn key(area: &Area, parts: &[Part]) -> Drawn {
    let each = (WIDTH as i32 - LEFT) / parts.len().max(1) as i32;
    for (i, part) in parts.iter().enumerate() {
        let x = LEFT + i as i32 * each;
        block(area, [(x, 6), (x + 14, 20)], SHADES[i.min(SHADES.len() - 1)])?;
        label(area, part.name, (x + 20, 13), HPos::Left, INK)?;
    }
    Ok(())
}

fn draw_stack(area: &Area, y: i32, stack: &Stack) -> Drawn {
    label(area, &clipped(&stack.name, NAME), (LEFT - 8, y + STACKED / 2), HPos::Right, INK)?;
    let width = f64::from(WIDTH as i32 - LEFT - 10);
    let mut from = 0.0;
    for (i, &share) in stack.shares.iter().enumerate() {
        let at = |share: f64| LEFT + (share * width).round() as i32;
        let [left, right] = [at(from), at(from + share)];
        from += share;
        block(area, [(left, y), (right, y + STACKED)], SHADES[i.min(SHADES.len() - 1)])?;
        if right - left > 42 {
            let colour = if i < 3 { INK } else { WHITE };
            label(area, &percent(share, 0), (i32::midpoint(left, right), y + STACKED / 2), HPos::Center, colour)?;
        }
    }
    Ok(())
}
