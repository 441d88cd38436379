//! The picture of growth: a row of panels for time, one for memory, a column for each dimension, logarithmic both ways.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;

use super::fit::Line;
use super::measure::Measured;
use super::{MIDDLE, Series};

/// Width and height, in the units of the drawing.
const EXTENT: (u32, u32) = (1200, 680);
/// Ink for words and axes, the grid, and two colours that colour-blind people can tell apart (Okabe and Ito).
const INK: RGBColor = RGBColor(40, 40, 40);
const GRID: RGBColor = RGBColor(222, 222, 222);
const BLUE: RGBColor = RGBColor(0, 114, 178);
const VERMILION: RGBColor = RGBColor(213, 94, 0);

/// Room for words above the greatest value, as a multiple of it.
const ROOM: f64 = 1.8;

/// A row of panels: what was measured, its name with its unit, and its colour.
#[derive(Clone, Copy)]
struct Row {
    what: fn(&Measured) -> f64,
    unit: &'static str,
    colour: RGBColor,
}

const ROWS: [Row; 2] = [
    Row { what: Measured::seconds, unit: "seconds to raise the bound", colour: BLUE },
    Row { what: Measured::memory, unit: "peak memory, MB", colour: VERMILION },
];

type Drawn = Result<(), Box<dyn Error>>;

/// Draws all series, as SVG.
pub(crate) fn svg(all: &[Series]) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    {
        let root = SVGBackend::with_string(&mut text, EXTENT).into_drawing_area();
        root.fill(&WHITE)?;
        let (head, body) = root.split_vertically(62);
        heading(&head)?;
        let panels = body.split_evenly((ROWS.len(), all.len()));
        for (row, panels) in ROWS.into_iter().zip(panels.chunks(all.len())) {
            let values = range(all.iter().flat_map(|series| series.of(row.what)).map(|(_, value)| value));
            for (column, (area, series)) in panels.iter().zip(all).enumerate() {
                let unit = if column == 0 { row.unit } else { "" };
                panel(area, series, Row { unit, ..row }, values)?;
            }
        }
        root.present()?;
    }
    Ok(text)
}

fn heading(area: &DrawingArea<SVGBackend<'_>, Shift>) -> Drawn {
    let title = "Climb of the priced engine on made-up counties that grow in one dimension at a time";
    let super::County { localities, years, candidates, bases } = MIDDLE;
    let rest = format!(
        "Otherwise {localities} localities, {years} years, {candidates} candidates of each family, {bases} possible \
         bases for 10,000 children. Lines: least squares; a climb that the \
         time limit cut short has no dot."
    );
    area.draw(&Text::new(title, (16, 14), font(20).color(&INK)))?;
    area.draw(&Text::new(rest, (16, 40), font(15).color(&INK)))?;
    Ok(())
}

fn panel(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    series: &Series,
    Row { what, unit, colour }: Row,
    values: [f64; 2],
) -> Drawn {
    let points = series.of(what);
    let every_size = series.points.iter().map(|(size, _)| *size);
    let sizes = range(every_size.clone());
    let top = ROOM * values[1];
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .margin_right(18)
        .x_label_area_size(50)
        .y_label_area_size(66)
        .build_cartesian_2d(
            (sizes[0]..sizes[1]).log_scale().with_key_points(every_size.collect()),
            (values[0]..top).log_scale().with_key_points(ticks(values)),
        )?;
    chart
        .configure_mesh()
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(INK)
        .label_style(font(14).color(&INK))
        .axis_desc_style(font(15).color(&INK))
        .x_desc(&series.name)
        .y_desc(unit)
        .x_label_formatter(&|size| format!("{size}"))
        .y_label_formatter(&|value| format!("{value}"))
        .draw()?;
    let line = Line::through(&points);
    let ends = points.iter().map(|&(size, _)| (size, line.at(size)));
    chart.draw_series(LineSeries::new(ends, colour.stroke_width(2)))?;
    chart.draw_series(points.iter().map(|&point| Circle::new(point, 4, colour.filled())))?;
    let label = format!("size to the power {:.2}", line.exponent);
    let corner = (sizes[0] * (sizes[1] / sizes[0]).powf(0.05), top * (values[0] / top).powf(0.05));
    chart.draw_series([Text::new(label, corner, font(15).color(&colour))])?;
    Ok(())
}

fn font(size: u32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().into()
}

/// From a little below the least of the values to a little above the greatest.
fn range(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let [least, most] = values.fold([f64::INFINITY, 0.0], |[least, most], value| [value.min(least), value.max(most)]);
    [least / 1.3, most * 1.3]
}

/// One, two and five times the powers of ten within a range.
fn ticks([from, to]: [f64; 2]) -> Vec<f64> {
    let powers = (-3..6).map(|power| 10_f64.powi(power));
    powers
        .flat_map(|power| [1.0, 2.0, 5.0].map(|times| times * power))
        .filter(|tick| (from..=to).contains(tick))
        .collect()
}
