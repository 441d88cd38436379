//! The front sheet: what was planned, how good the plan is, what there is to say about it, and how it was made.

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::charts::ChartSheet;
use super::inputs::{InputTable, Inputs, MODEL};
use super::style::{POUNDS, fitting, heading, height, title, top, wrapped};
use super::{Pages, Told, sheet_name};
use crate::case::Penalty;
use crate::report::TABLES;
use crate::report::words::{audit_line, no_as_is, timeless_proof};
use crate::units::grouped;

/// The name of the front sheet.
pub(super) const NAME: &str = "findings";

/// Letters that the column of sentences is wide.
const SAYING: usize = 90;

/// Something with a name.
enum Said {
    Text(String),
    Number(f64),
    Pounds(f64),
    Share(f64),
}

/// Writes the front sheet.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    pages: &Pages,
    of: &Told,
    (charts, inputs): (&[ChartSheet], Option<&Inputs>),
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    pages.set_up(sheet);
    sheet
        .set_column_width(0, 30)?
        .set_column_width(1, SAYING as f64)?
        .set_column_width(2, 16)?
        .set_column_width(3, 40)?;
    sheet.write_with_format(0, 0, fitting(&of.case.title), &title())?;
    let row = named(sheet, 2, &planned(of))?;
    let row = findings(sheet, row + 1, of)?;
    let row = section(sheet, row + 1, "How it was made")?;
    let row = named(sheet, row, &settings(of))?;
    let row = contents(sheet, row + 1, of, charts)?;
    given(sheet, row + 1, inputs)
}

/// What was planned, and how far it can be trusted.
fn planned(of: &Told) -> Vec<(&'static str, Said)> {
    let (case, plan) = (of.case, of.plan);
    let years = format!("{} to {}, {} in all", case.first_year, case.last_year, case.years());
    let scenario =
        [&of.record.scenario].into_iter().chain(&case.scenario.steps).cloned().collect::<Vec<_>>().join("\n");
    let mut said = vec![
        ("Academic years", Said::Text(years)),
        ("Money", Said::Text(format!("£ at {} prices", case.price_year))),
        ("Scenario", Said::Text(scenario)),
        ("Status", Said::Text(plan.status.as_str().replace('_', " "))),
        ("How good it is", Said::Text(timeless_proof(plan))),
    ];
    if plan.bound.is_finite() && plan.gap.is_finite() {
        said.push(("Gap, £", Said::Pounds((plan.objective - plan.bound).max(0.0))));
        said.push(("Gap, %", Said::Share(plan.gap)));
    }
    said.push(("Audit", Said::Text(audit_line(of.audit).trim_end().to_owned())));
    if of.answers.as_is.is_none() {
        said.push(("As is", Said::Text(no_as_is(of).to_owned())));
    }
    said
}

/// How the plan was asked for.
fn settings(of: &Told) -> Vec<(&'static str, Said)> {
    let (asked, objective, travel) = (&of.record.settings, &of.case.objective, &of.case.travel);
    let life = match objective.asset_life {
        0 => "all at once".to_owned(),
        years => format!("over {years} years"),
    };
    let threads = if asked.threads == 0 { "all".to_owned() } else { asked.threads.to_string() };
    let limits = travel.max_minutes;
    let unplaced = match objective.unplaced_penalty {
        Penalty::Auto => "twice the dearest option, as below".to_owned(),
        Penalty::Fixed(_) => "as given in the model".to_owned(),
    };
    vec![
        ("Engine", Said::Text(asked.engine.clone())),
        ("Gap asked for, %", Said::Share(asked.gap)),
        ("Time limit, seconds", Said::Number(asked.time_limit_s)),
        ("Threads", Said::Text(threads)),
        ("Seed", Said::Number(f64::from(asked.seed))),
        ("Discount rate a year, %", Said::Share(objective.discount_rate)),
        ("Capital is charged", Said::Text(life)),
        ("Weight of capital", Said::Number(objective.capital_weight)),
        ("No place: the penalty is", Said::Text(unplaced)),
        ("No place, £ per child-year", Said::Pounds(of.plan.unplaced_penalty.get())),
        ("Last resort, £ per child-year", Said::Pounds(objective.last_resort_penalty.get())),
        ("Not preferred, £ per child-year", Said::Pounds(objective.not_preferred_penalty.get())),
        ("Over guidance, £ per minute", Said::Pounds(objective.over_minutes_penalty.get())),
        (
            "Costs after the last year",
            Said::Text(if objective.count_tail { "count" } else { "do not count" }.to_owned()),
        ),
        ("Road km per straight km", Said::Number(travel.circuity)),
        ("Speed, km per hour", Said::Number(travel.speed_kmh)),
        ("Reach, km one way", Said::Number(travel.reach.get())),
        ("Guidance, primary, minutes", Said::Number(limits.primary.get())),
        ("Guidance, secondary, minutes", Said::Number(limits.secondary.get())),
        ("Guidance, post-16, minutes", Said::Number(limits.post16.get())),
    ]
}

/// Names to the left, what is said of them to the right; the row after them.
fn named(sheet: &mut Worksheet, first: u32, lines: &[(&str, Said)]) -> Result<u32, XlsxError> {
    let (plain, money, share) = (wrapped(), wrapped().set_num_format(POUNDS), wrapped().set_num_format("0.00%"));
    let mut row = first;
    for (name, said) in lines {
        sheet.write_with_format(row, 0, *name, &top())?;
        match said {
            Said::Text(text) => {
                room(sheet, row, text, SAYING)?;
                sheet.write_string_with_format(row, 1, fitting(text), &plain)?
            }
            Said::Number(number) => sheet.write_number_with_format(row, 1, *number, &plain)?,
            Said::Pounds(pounds) => sheet.write_number_with_format(row, 1, *pounds, &money)?,
            Said::Share(part) => sheet.write_number_with_format(row, 1, *part, &share)?,
        };
        row += 1;
    }
    Ok(row)
}

/// Makes room for a text in a column so many letters wide.
fn room(sheet: &mut Worksheet, row: u32, text: &str, width: usize) -> Result<(), XlsxError> {
    let lines = text.lines().map(|line| height(line.chars().count(), width)).sum::<f64>();
    if lines > height(0, width) {
        sheet.set_row_height(row, lines)?;
    }
    Ok(())
}

/// A heading; the row after it.
fn section(sheet: &mut Worksheet, row: u32, text: &str) -> Result<u32, XlsxError> {
    sheet.write_with_format(row, 0, text, &heading())?;
    Ok(row + 1)
}

/// Every finding with the rows it rests on; the row after them.
fn findings(sheet: &mut Worksheet, first: u32, of: &Told) -> Result<u32, XlsxError> {
    let mut row = section(sheet, first, "Findings")?;
    let bold = Format::new().set_bold();
    for (text, column) in ["", "finding", "file", "rows"].into_iter().zip(0..) {
        sheet.write_with_format(row, column, text, &bold)?;
    }
    row += 1;
    let outputs = super::tables(of.case, of.plan, of.answers);
    for (finding, number) in of.answers.findings.iter().zip(1_u32..) {
        room(sheet, row, &finding.text, SAYING)?;
        sheet.write_with_format(row, 0, number, &wrapped())?;
        sheet.write_string_with_format(row, 1, fitting(&finding.text), &wrapped())?;
        let named = |name: &str| outputs.iter().any(|table| table.name == name);
        match finding.file.strip_suffix(".csv").filter(|name| named(name)) {
            Some(name) => link(sheet, row, 2, &sheet_name(name))?,
            None => {
                sheet.write_string_with_format(row, 2, finding.file, &wrapped())?;
            }
        }
        let rows = if finding.rows.is_empty() { "all" } else { finding.rows.as_str() };
        sheet.write_string_with_format(row, 3, fitting(rows), &wrapped())?;
        row += 1;
    }
    if of.answers.findings.is_empty() {
        sheet.write(row, 1, "None.")?;
        row += 1;
    }
    Ok(row)
}

/// What the sheets with results are, with a link to each; the row after them.
fn contents(sheet: &mut Worksheet, first: u32, of: &Told, charts: &[ChartSheet]) -> Result<u32, XlsxError> {
    let first = section(sheet, first, "Sheets")?;
    let outputs = super::tables(of.case, of.plan, of.answers);
    let about = |name: &str| TABLES.iter().find(|table| table.0 == name).map_or("", |table| table.1);
    let about = |name: &str| format!("{} ({name}.csv).", sentence(about(name)));
    let tables = outputs.iter().map(|table| (sheet_name(table.name), about(table.name)));
    let charts = charts.iter().map(|chart| (chart.name.to_owned(), chart.about.clone()));
    let mut row = first;
    for (name, about) in charts.chain(tables) {
        link(sheet, row, 0, &name)?;
        sheet.write_string_with_format(row, 1, fitting(&about), &wrapped())?;
        row += 1;
    }
    Ok(row)
}

/// The text with a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// What the sheets with the inputs are, and which are left out.
fn given(sheet: &mut Worksheet, first: u32, inputs: Option<&Inputs>) -> Result<(), XlsxError> {
    let first = section(sheet, first, "What it was made from")?;
    let Some(inputs) = inputs else {
        let gone = "The model file or its tables were changed while the plan was worked out, so they are not here.";
        sheet.write_string_with_format(first, 1, gone, &wrapped())?;
        return Ok(());
    };
    let whole = inputs.tables.iter().all(InputTable::fits);
    let about = if whole { MODEL_IS_WHOLE } else { "The model file. A table is too long for a sheet: see below." };
    link(sheet, first, 0, MODEL)?;
    sheet.write_string_with_format(first, 1, about, &wrapped())?;
    for (table, row) in inputs.tables.iter().zip(first + 1..) {
        let rows = grouped(table.count as f64, 0);
        if table.fits() {
            link(sheet, row, 0, table.name)?;
            sheet.write_string_with_format(
                row,
                1,
                format!("The input table {}, {rows} rows.", table.name),
                &wrapped(),
            )?;
        } else {
            let left_out =
                format!("Left out: it has {rows} rows, more than a sheet holds. This workbook cannot be solved.");
            sheet.write_string_with_format(row, 0, table.name, &wrapped())?;
            sheet.write_string_with_format(row, 1, left_out, &wrapped())?;
        }
    }
    Ok(())
}

/// What can be done with the workbook.
const MODEL_IS_WHOLE: &str =
    "The model file. With the tables below it makes this workbook a model of its own: placewise solve workbook.xlsx.";

/// A name that leads to its sheet.
fn link(sheet: &mut Worksheet, row: u32, column: u16, name: &str) -> Result<(), XlsxError> {
    let to = Url::new(format!("internal:'{name}'!A1")).set_text(name);
    sheet.write_url_with_format(row, column, to, &top().set_hyperlink())?;
    Ok(())
}
