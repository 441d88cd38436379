//! Lines over the years, each named with its last value at its end; in a plan of one year, bars.

use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use maud::Markup;

use super::super::numbers::Measure;
use super::{
    Area, Bar, Drawn, GRID, Group, INK, WIDTH, Words, clipped, drawn, grouped_bars, label, round_step, spread,
};
use crate::units::Year;

/// Height of the chart, so that two with their tables go on a sheet of paper, and the room around its lines.
const HEIGHT: u32 = 290;
const LEFT: i32 = 70;
const RIGHT: i32 = 210;
const TOP: i32 = 12;
const BOTTOM: i32 = 34;
/// Between two labels.
const STEP: f64 = 17.0;

/// One line.
#[derive(Debug, Clone)]
pub(in super::super) struct Series {
    /// What it is called at its end.
    pub(in super::super) name: String,
    /// Its value in each year; `None`: not known.
    pub(in super::super) values: Vec<Option<f64>>,
    /// Its colour.
    pub(in super::super) colour: RGBColor,
    /// Drawn in dashes: what would be rather than what is planned.
    pub(in super::super) dashed: bool,
}

/// A chart over the years from `first`; `None` where there is nothing but blanks and zeros to draw.
pub(in super::super) fn over_years(words: &Words, measure: Measure, first: Year, series: &[Series]) -> Option<Markup> {
    let years = series.iter().map(|line| line.values.len()).max()?;
    let mut values = series.iter().flat_map(|line| &line.values).flatten();
    if !values.any(|value| value.abs() > 0.005) {
        return None;
    }
    if years == 1 {
        return Some(as_bars(words, measure, series));
    }
    let scale = Scale::new(years, series);
    Some(drawn(words, HEIGHT, |area| draw(area, &scale, measure, first, series)))
}

/// A year has no line: one bar each.
fn as_bars(words: &Words, measure: Measure, series: &[Series]) -> Markup {
    let bar = |line: &Series| {
        let value = line.values[0]?;
        let bar = Bar { name: String::new(), value, colour: line.colour };
        Some(Group { name: line.name.clone(), bars: vec![bar] })
    };
    let groups: Vec<Group> = series.iter().filter_map(bar).collect();
    grouped_bars(words, measure, &groups)
}

/// From years and values to points of the drawing.
struct Scale {
    years: usize,
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    fn new(years: usize, series: &[Series]) -> Self {
        let values = || series.iter().flat_map(|line| line.values.iter().flatten());
        let low = values().fold(0.0_f64, |low, &value| low.min(value));
        let high = values().fold(0.0_f64, |high, &value| high.max(value));
        let step = round_step(high - low, 5.0);
        Self { years, low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    fn x(&self, t: usize) -> i32 {
        let width = f64::from(WIDTH as i32 - LEFT - RIGHT);
        LEFT + (width * t as f64 / (self.years - 1) as f64).round() as i32
    }

    fn y(&self, value: f64) -> f64 {
        let height = f64::from(HEIGHT as i32 - TOP - BOTTOM);
        f64::from(TOP) + height * (self.high - value) / (self.high - self.low)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let (low, step) = (self.low, self.step);
        (0..=((self.high - low) / step).round() as usize).map(move |i| low + step * i as f64)
    }
}

fn draw(area: &Area, scale: &Scale, measure: Measure, first: Year, series: &[Series]) -> Drawn {
    axes(area, scale, measure, first)?;
    for line in series {
        trace(area, scale, line)?;
    }
    names(area, scale, measure, series)
}

/// The grid, values to the left and years below.
fn axes(area: &Area, scale: &Scale, measure: Measure, first: Year) -> Drawn {
    let (left, right) = (scale.x(0), scale.x(scale.years - 1));
    for tick in scale.ticks() {
        let y = scale.y(tick).round() as i32;
        let colour = if tick.abs() < scale.step / 2.0 { INK } else { GRID };
        area.draw(&PathElement::new([(left, y), (right, y)], colour))?;
        label(area, &measure.on_axis(tick, scale.step), (left - 8, y), HPos::Right, INK)?;
    }
    let every = scale.years.div_ceil(7);
    for t in (0..scale.years).step_by(every) {
        let at = (scale.x(t), HEIGHT as i32 - BOTTOM + 18);
        label(area, &first.plus(t).to_string(), at, HPos::Center, INK)?;
    }
    Ok(())
}

/// The line itself, broken where values are not known.
fn trace(area: &Area, scale: &Scale, line: &Series) -> Drawn {
    let point = |(t, value): (usize, &Option<f64>)| value.map(|value| (scale.x(t), scale.y(value).round() as i32));
    let points: Vec<Option<(i32, i32)>> = line.values.iter().enumerate().map(point).collect();
    let style = line.colour.stroke_width(2);
    for known in points.split(Option::is_none) {
        let known: Vec<(i32, i32)> = known.iter().flatten().copied().collect();
        if line.dashed {
            area.draw(&DashedPathElement::new(known.iter().copied(), 6, 4, style))?;
        } else {
            area.draw(&PathElement::new(known.clone(), style))?;
        }
        for &at in &known {
            area.draw(&Circle::new(at, 3, line.colour.filled()))?;
        }
    }
    Ok(())
}

/// Names and last values at the ends of the lines, moved apart where lines end close together.
fn names(area: &Area, scale: &Scale, measure: Measure, series: &[Series]) -> Drawn {
    let end = |line: &Series| {
        let (t, value) = line.values.iter().enumerate().rev().find_map(|(t, value)| Some((t, (*value)?)))?;
        Some((scale.x(t), value))
    };
    let ends: Vec<(&Series, i32, f64)> =
        series.iter().filter_map(|line| end(line).map(|(x, value)| (line, x, value))).collect();
    let heights: Vec<f64> = ends.iter().map(|&(_, _, value)| scale.y(value)).collect();
    let moved = spread(&heights, STEP, f64::from(TOP), f64::from(HEIGHT as i32 - BOTTOM));
    let right = scale.x(scale.years - 1);
    for (((line, x, value), height), y) in ends.into_iter().zip(heights).zip(moved) {
        let y = y.round() as i32;
        let leader = [(x + 5, height.round() as i32), (right + 14, y), (right + 18, y)];
        area.draw(&PathElement::new(leader, line.colour))?;
        let value = measure.short(value);
        let text = format!("{} {value}", clipped(&line.name, 24_usize.saturating_sub(value.chars().count())));
        label(area, &text, (right + 22, y), HPos::Left, INK)?;
    }
    Ok(())
}
