//! Charts of the page: one style for all of them, and the frame that gives each its words.
//!
//! Every chart is a `<figure>` with a caption in sight, and an SVG with a title and a description for those who do not
//! see it; the table beside it holds the figures. Colours are Okabe and Ito's, told apart by colour-blind people too,
//! and every line and bar carries its own name.

mod bars;
mod dots;
mod lines;

use std::error::Error;

use maud::{Markup, PreEscaped, html};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

pub(super) use bars::{Bar, Group, Part, Stack, grouped_bars, stacked_bars};
pub(super) use dots::{Dot, Strip, strips};
pub(super) use lines::{Series, over_years};

/// Width of every chart, in the units of the drawing.
pub(super) const WIDTH: u32 = 760;

/// Words and axes.
pub(super) const INK: RGBColor = RGBColor(34, 34, 34);
/// Lines of the grid.
const GRID: RGBColor = RGBColor(222, 222, 222);
/// As things are.
pub(super) const GREY: RGBColor = RGBColor(110, 110, 110);
/// Places as things are.
pub(super) const PALE: RGBColor = RGBColor(170, 170, 170);
/// As planned.
pub(super) const BLUE: RGBColor = RGBColor(0, 114, 178);
/// What is short or overspent.
pub(super) const VERMILION: RGBColor = RGBColor(213, 94, 0);
/// What there is: places, grant.
pub(super) const GREEN: RGBColor = RGBColor(0, 128, 94);
/// Lines in order; the lighter ones of the palette come last.
pub(super) const PALETTE: [RGBColor; 7] =
    [BLUE, VERMILION, GREEN, INK, RGBColor(170, 80, 130), RGBColor(190, 130, 0), RGBColor(60, 145, 200)];
/// Shades of one hue, from little to much.
const SHADES: [RGBColor; 5] = [
    RGBColor(222, 235, 247),
    RGBColor(158, 202, 225),
    RGBColor(66, 146, 198),
    RGBColor(8, 81, 156),
    RGBColor(8, 34, 80),
];

/// A colour for the `i`-th line.
pub(super) fn palette(i: usize) -> RGBColor {
    PALETTE[i % PALETTE.len()]
}

/// What a chart is called and what it shows, in words.
#[derive(Debug, Clone)]
pub(super) struct Words<'a> {
    /// Unique on the page; letters, digits and hyphens.
    pub(super) id: &'a str,
    /// The caption, with the unit.
    pub(super) title: String,
    /// What a reader who cannot see it should know.
    pub(super) description: String,
}

/// Drawing into memory can fail in no way but a broken backend.
type Drawn = Result<(), Box<dyn Error>>;
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws on a white sheet of this height and puts words around it.
fn drawn(words: &Words, height: u32, draw: impl FnOnce(&Area) -> Drawn) -> Markup {
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, (WIDTH, height)).into_drawing_area();
        draw(&area)
            .and_then(|()| Ok(area.present()?))
            .unwrap_or_else(|error| unreachable!("drawing into memory: {error}"));
    }
    figure(words, height, &PreEscaped(inside(&text).to_owned()))
}

/// What stands between the `<svg>` tags.
fn inside(svg: &str) -> &str {
    let from = svg.find('>').map_or(0, |at| at + 1);
    let to = svg.rfind("</svg>").unwrap_or(svg.len());
    svg.get(from..to).unwrap_or_default()
}

/// A drawing with its caption, title and description.
pub(super) fn figure(words: &Words, height: u32, drawing: &Markup) -> Markup {
    let (title, description) = (format!("{}-title", words.id), format!("{}-description", words.id));
    let labelled = format!("{title} {description}");
    html! {
        figure id=(words.id) {
            figcaption { (words.title) }
            svg role="img" viewBox={ "0 0 " (WIDTH) " " (height) } aria-labelledby=(labelled) {
                title id=(title) { (words.title) }
                desc id=(description) { (words.description) }
                (drawing)
            }
        }
    }
}

/// A font of the page.
fn font(size: u32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().into()
}

/// Writes a label; `h` says which of its ends stands at the point, and it is centred on the point's height.
fn label(area: &Area, text: &str, at: (i32, i32), h: HPos, colour: RGBColor) -> Drawn {
    let style = font(16).color(&colour).pos(Pos::new(h, VPos::Center));
    Ok(area.draw(&Text::new(text.to_owned(), at, style))?)
}

/// A filled rectangle between two corners.
fn block(area: &Area, corners: [(i32, i32); 2], colour: RGBColor) -> Drawn {
    Ok(area.draw(&Rectangle::new(corners, colour.filled()))?)
}

/// A text of at most so many characters.
pub(super) fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

/// Moves labels apart so that none stands within `step` of another, between `top` and `bottom`; `at` are their heights.
fn spread(at: &[f64], step: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..at.len()).collect();
    order.sort_by(|&a, &b| at[a].total_cmp(&at[b]));
    let mut moved = at.to_vec();
    let mut least = top;
    for &i in &order {
        moved[i] = moved[i].max(least);
        least = moved[i] + step;
    }
    let mut most = bottom;
    for &i in order.iter().rev() {
        moved[i] = moved[i].min(most);
        most = moved[i] - step;
    }
    moved
}

/// A round step that divides `range` into about `parts`.
fn round_step(range: f64, parts: f64) -> f64 {
    let rough = (range / parts).max(1e-9);
    let power = 10_f64.powf(rough.log10().floor());
    let times = [1.0, 2.0, 5.0, 10.0].into_iter().find(|times| times * power >= rough * 0.999).unwrap_or(10.0);
    times * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_moved_apart_and_stay_inside() {
        assert_eq!(spread(&[50.0, 51.0, 10.0], 16.0, 0.0, 100.0), [50.0, 66.0, 10.0]);
        assert_eq!(spread(&[99.0, 98.0], 16.0, 0.0, 100.0), [100.0, 84.0]);
    }

    #[test]
    fn long_names_are_clipped_with_a_sign() {
        assert_eq!(clipped("resource base", 20), "resource base");
        assert_eq!(clipped("resource base", 9), "resource…");
    }
}
