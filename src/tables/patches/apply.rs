//! The patches of a scenario, applied to the raw tables one after the other; each sees what those before it made.
//!
//! Rows keep the line they were written on, so what is found wrong afterwards still points at the user's row.

use std::fmt;

use super::{Action, PatchRow, patches_from_rows};
use crate::diagnostic::Diagnostics;
use crate::tables::raw::RawTable;
use crate::tables::reader::{number, share, year};
use crate::tables::schema::{Column, Type};
use crate::tables::source::RawTables;
use crate::units::grouped;

/// What a row of `patches` did.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The patch.
    pub patch: String,
    /// The line or sheet row of `patches`.
    pub line: u64,
    /// The table it is about.
    pub table: &'static str,
    /// The column it changed; `None` where it dropped rows.
    pub column: Option<&'static str>,
    /// How many rows passed its `where`.
    pub matched: usize,
    /// How many of them it changed or dropped; the rest were blank, or already so.
    pub changed: usize,
    /// The first it changed: line, cell before, cell after.
    pub example: Option<(u64, String, String)>,
    /// `× 1.1`.
    what: String,
}

/// Applies patches by name, in order, and tells what each row of them did. A patch that cannot be read does nothing: it
/// is reported when the tables are read.
pub(crate) fn apply(raw: &mut RawTables, names: &[String]) -> Vec<Applied> {
    // The patches speak of the other tables, never of themselves, so a copy of theirs will do.
    let Some(table) = raw.get("patches").cloned() else { return Vec::new() };
    let rows = patches_from_rows(Some(&table), &mut Diagnostics::new());
    let steps = names.iter().flat_map(|name| rows.iter().filter(move |row| row.id == name));
    steps.filter_map(|row| apply_row(raw, row)).collect()
}

fn apply_row(raw: &mut RawTables, patch: &PatchRow<'_>) -> Option<Applied> {
    let (table, filter, action) = (patch.table?, patch.filter.as_ref()?, patch.action?);
    let column = if action == Action::Drop { None } else { Some(patch.column?) };
    let mut done = Applied {
        patch: patch.id.to_owned(),
        line: patch.at.line,
        table: table.name,
        column: column.map(|column| column.name),
        matched: 0,
        changed: 0,
        example: None,
        what: in_words(action),
    };
    if let Some(raw) = raw.get_mut(table.name).filter(|_| patch.at.sound) {
        let rows: Vec<usize> = filter.passing(raw).collect();
        done.matched = rows.len();
        match column {
            None => drop_rows(raw, &rows, &mut done),
            Some(column) => change(raw, &rows, (column, action), &mut done),
        }
    }
    Some(done)
}

fn drop_rows(raw: &mut RawTable, rows: &[usize], done: &mut Applied) {
    if let Some(&first) = rows.first() {
        let cells = (0..raw.headers().len()).map(|column| raw.cell(first, column)).collect::<Vec<_>>();
        done.example = Some((raw.line(first), cells.join(","), String::new()));
    }
    done.changed = rows.len();
    raw.remove(rows);
}

fn change(raw: &mut RawTable, rows: &[usize], (column, action): (&Column, Action<'_>), done: &mut Applied) {
    // A blank in a column that is not there is what it was.
    if raw.column(column.name).is_none() && !matches!(action, Action::Set(value) if !value.is_empty()) {
        return;
    }
    if rows.is_empty() {
        return;
    }
    let at = raw.column_or_new(column.name);
    for &row in rows {
        let before = raw.cell(row, at);
        let Some(after) = changed(column, before, action).filter(|after| after != before) else { continue };
        if done.example.is_none() {
            done.example = Some((raw.line(row), before.to_owned(), after.clone()));
        }
        done.changed += 1;
        raw.set(row, at, &after);
    }
}

/// The cell after the action; `None` where it is left as it is: a blank, or what is not a number.
fn changed(column: &Column, cell: &str, action: Action<'_>) -> Option<String> {
    let as_number = |text: &str| match column.ty {
        Type::Year => year(text).ok().map(|year| f64::from(year.0)),
        // Some columns that are not of this type may also be written in per cent.
        _ => share(text).or_else(|_| number(text)).ok(),
    };
    match action {
        Action::Set(value) => Some(value.to_owned()),
        Action::Add(by) => as_number(cell).map(|number| written(number + by)),
        Action::Scale(by) => as_number(cell).map(|number| written(number * by)),
        Action::Drop => None,
    }
}

/// A number as text, to twelve figures: 3 × 1.1 is `3.3`, not `3.3000000000000003`.
fn written(number: f64) -> String {
    format!("{number:.11e}").parse::<f64>().map_or_else(|_| number.to_string(), |rounded| rounded.to_string())
}

fn in_words(action: Action<'_>) -> String {
    match action {
        Action::Set("") => "made blank".to_owned(),
        Action::Set(value) => format!("set to {value}"),
        Action::Add(by) if by < 0.0 => format!("less {}", -by),
        Action::Add(by) => format!("plus {by}"),
        Action::Scale(by) => format!("× {by}"),
        Action::Drop => "left out".to_owned(),
    }
}

/// `growth-up: children × 1.1 on 12 rows of forecast, such as row 2: 3 becomes 3.3`.
impl fmt::Display for Applied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = |n: usize| format!("{} row{}", grouped(n as f64, 0), if n == 1 { "" } else { "s" });
        let Self { patch, table, what, matched, changed, .. } = self;
        match self.column {
            None => write!(f, "{patch}: {} of {table} {what}", rows(*matched))?,
            Some(column) => write!(f, "{patch}: {column} {what} on {} of {table}", rows(*matched))?,
        }
        if changed < matched {
            let left = matched - changed;
            write!(f, " ({} blank or as wanted already)", grouped(left as f64, 0))?;
        }
        let quoted = |cell: &str| if cell.is_empty() { "blank".to_owned() } else { cell.to_owned() };
        match (&self.example, self.column) {
            (Some((line, before, after)), Some(_)) => {
                write!(f, ", such as row {line}: {} becomes {}", quoted(before), quoted(after))
            }
            (Some((line, before, _)), None) => write!(f, ", such as row {line}: {before}"),
            (None, _) => Ok(()),
        }
    }
}

/// Says of each diagnostic in which scenario it arises, and which patch changed the column it is about.
pub(crate) fn tell(scenario: &str, applied: &[Applied], raw: &RawTables, diagnostics: &mut Diagnostics) {
    diagnostics.map(|mut d| {
        let changed = |done: &&Applied| {
            let here = raw.get(done.table).is_some_and(|raw| d.file.as_ref() == Some(&raw.file));
            here && done.column.is_some() && done.column == d.column.as_deref()
        };
        if let Some(done) = applied.iter().find(changed) {
            d.help = format!("{} The patch `{}` has changed {} here.", d.help, done.patch, done.column.unwrap_or(""));
        }
        d.scenario = Some(scenario.to_owned());
        d
    });
}
