//! Sheets with a chart: the figures it is drawn from as a table, and the chart beside them, which Excel redraws.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill,
    ChartType, Format, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};

use super::style::{fitting, number_format, title};
use super::{Pages, Told, kinds, years};
use crate::report::Unit;

/// A sheet with figures and charts of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ChartSheet {
    /// The name of the sheet.
    pub(super) name: &'static str,
    /// What it shows, and how the figures are meant.
    pub(super) about: String,
    /// What the first column holds: years or kinds.
    pub(super) labels: &'static str,
    /// The other columns and what they count.
    pub(super) columns: Vec<(String, Unit)>,
    /// Label and figures of every row; `None` where a figure is not known.
    pub(super) rows: Vec<(String, Vec<Option<f64>>)>,
    /// What is drawn, one below the other.
    pub(super) drawings: Vec<Drawing>,
}

/// A chart of some columns, by their position.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing {
    /// What stands above it.
    pub(super) title: String,
    /// What the upright axis counts.
    pub(super) unit: Unit,
    /// Whether the bars stand on each other; else side by side.
    pub(super) stacked: bool,
    /// Columns drawn as bars.
    pub(super) bars: Vec<usize>,
    /// Columns drawn as lines over them.
    pub(super) lines: Vec<usize>,
}

/// The row of the figures' headings.
const HEAD: u32 = 3;

/// Rows from one chart to the next.
const ROWS_OF_A_CHART: u32 = 22;

/// Blue, orange, green, grey: apart for every kind of sight, and in grey print.
const COLOURS: [u32; 4] = [0x1F_5A_8C, 0xE0_8A_1E, 0x6B_B5_A0, 0x8A_8A_8A];

/// Lines are dark, over whatever bars.
const LINE_COLOURS: [u32; 2] = [0x22_22_22, 0xB0_1E_3C];

/// Every sheet with charts that there is something for.
pub(super) fn sheets(of: &Told) -> Vec<ChartSheet> {
    let always = [years::high_needs(of), years::short(of), years::places(of), kinds::places(of)];
    always.into_iter().chain(years::as_is(of)).collect()
}

/// Writes a sheet and its charts.
pub(super) fn draw(sheet: &mut Worksheet, pages: &Pages, chart: &ChartSheet) -> Result<(), XlsxError> {
    sheet.set_name(chart.name)?;
    pages.set_up(sheet);
    sheet.write_with_format(0, 0, chart.name, &title())?;
    sheet.write(1, 0, fitting(&chart.about))?;
    figures(sheet, chart)?;
    let beside = chart.columns.len() as u16 + 2;
    for (drawing, row) in chart.drawings.iter().zip((HEAD..).step_by(ROWS_OF_A_CHART as usize)) {
        sheet.insert_chart(row, beside, &native(chart, drawing))?;
    }
    Ok(())
}

/// The figures, as an Excel table.
fn figures(sheet: &mut Worksheet, chart: &ChartSheet) -> Result<(), XlsxError> {
    let headings = std::iter::once(chart.labels).chain(chart.columns.iter().map(|(name, _)| name.as_str()));
    let wrapped = Format::new().set_bold().set_text_wrap();
    let heading = |name: &str| TableColumn::new().set_header(name).set_header_format(&wrapped);
    let columns: Vec<TableColumn> = headings.map(heading).collect();
    let table = Table::new().set_name(chart.name.replace(' ', "_")).set_columns(&columns).set_autofilter(false);
    let last = HEAD + chart.rows.len().max(1) as u32;
    sheet.add_table(HEAD, 0, last, chart.columns.len() as u16, &table.set_style(TableStyle::Medium2))?;
    sheet.set_row_height(HEAD, 48)?.set_column_width(0, 14)?.set_column_range_width(
        1,
        chart.columns.len() as u16,
        15,
    )?;
    for ((label, figures), row) in chart.rows.iter().zip(HEAD + 1..) {
        sheet.write_string(row, 0, fitting(label))?;
        for ((figure, (_, unit)), column) in figures.iter().zip(&chart.columns).zip(1..) {
            if let Some(figure) = figure.filter(|figure| figure.is_finite()) {
                let format = Format::new().set_num_format(number_format(*unit));
                sheet.write_number_with_format(row, column, figure, &format)?;
            }
        }
    }
    Ok(())
}

/// A chart that refers to the figures on its sheet.
fn native(of: &ChartSheet, drawing: &Drawing) -> Chart {
    let mut chart = Chart::new(if drawing.stacked { ChartType::ColumnStacked } else { ChartType::Column });
    for (&column, &colour) in drawing.bars.iter().zip(COLOURS.iter().cycle()) {
        let fill = ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)).clone();
        series(&mut chart, of, column, fill).set_gap(60);
    }
    if !drawing.lines.is_empty() {
        let mut lines = Chart::new(ChartType::Line);
        for (&column, &colour) in drawing.lines.iter().zip(LINE_COLOURS.iter().cycle()) {
            let line = ChartFormat::new().set_line(ChartLine::new().set_color(colour).set_width(2.5)).clone();
            // A year between two without a figure would not show as a line.
            let marker = ChartMarker::new().set_type(ChartMarkerType::Diamond).set_size(7).clone();
            series(&mut lines, of, column, line).set_marker(&marker);
        }
        chart.combine(&lines);
    }
    chart.title().set_name(drawing.title.as_str()).set_font(ChartFont::new().set_bold().set_size(13));
    let axis = match drawing.unit {
        Unit::Pounds => "£",
        _ => "children",
    };
    let pale = ChartLine::new().set_color(0xD9_D9_D9).clone();
    chart.y_axis().set_name(axis).set_num_format(if axis == "£" { "£#,##0" } else { "#,##0" });
    // Bars that do not begin at nothing would make a small difference look large.
    chart.y_axis().set_min(0).set_major_gridlines_line(&pale);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(760).set_height(420).set_alt_text(drawing.title.as_str());
    chart
}

/// Adds a column of the figures to a chart.
fn series<'c>(
    chart: &'c mut Chart,
    of: &ChartSheet,
    column: usize,
    mut format: ChartFormat,
) -> &'c mut rust_xlsxwriter::ChartSeries {
    let (first, last, column) = (HEAD + 1, HEAD + of.rows.len().max(1) as u32, column as u16 + 1);
    chart
        .add_series()
        .set_name((of.name, HEAD, column))
        .set_categories((of.name, first, 0, last, 0))
        .set_values((of.name, first, column, last, column))
        .set_format(&mut format)
}
