//! `patches`: steps of scenarios. They are read and checked for shape; those of the scenario asked for are applied to
//! the raw tables, so that a changed table goes through every check again; one that matches no row is an error.

mod apply;
mod check;
mod filter;

#[cfg(test)]
mod tests;

use self::filter::Filter;
use super::raw::RawTable;
use super::reader::{At, Row, number, rows};
use super::schema::{self, Column, TABLES, Table, Type};
use super::suggest::did_you_mean;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::references;

pub use apply::Applied;
pub(crate) use apply::{apply, tell};
pub(crate) use check::check;

/// What a patch does to the rows it matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Action<'t> {
    /// The cell becomes this text; a blank makes it "not given".
    Set(&'t str),
    /// This is added to the number or year in the cell.
    Add(f64),
    /// The number in the cell is multiplied by this.
    Scale(f64),
    /// The row is left out.
    Drop,
}

/// A row of `patches`.
#[derive(Debug)]
pub(crate) struct PatchRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) condition: &'t str,
    pub(crate) table: Option<&'static Table>,
    pub(crate) filter: Option<Filter<'t>>,
    /// `None` for [`Action::Drop`], and where it is refused.
    column: Option<&'static Column>,
    /// `None` where it is refused.
    action: Option<Action<'t>>,
}

/// Reads the table.
pub(crate) fn patches_from_rows<'t>(table: Option<&'t RawTable>, diagnostics: &mut Diagnostics) -> Vec<PatchRow<'t>> {
    rows(table, diagnostics, |row| {
        let id = row.id("patch");
        let table = known_table(row);
        let action = read_action(row);
        let column = table.and_then(|table| known_column(row, table, action));
        let condition = row.text("where");
        let filter = table.and_then(|table| read_filter(row, table, condition));
        PatchRow { at: row.at(), id, condition, table, filter, column, action }
    })
}

fn known_table(row: &mut Row<'_, '_>) -> Option<&'static Table> {
    let name = row.id("table");
    let table = schema::table(name).filter(|table| table.name != "patches");
    if table.is_none() && !name.is_empty() {
        let names = TABLES.iter().map(|table| table.name).filter(|name| *name != "patches");
        let help = did_you_mean(name, names, references::E304.fix);
        row.refuse(&references::E304, "table", format!("There is no table `{name}` to patch."), Some(help));
    }
    table
}

fn read_action<'t>(row: &mut Row<'t, '_>) -> Option<Action<'t>> {
    if row.text("action").is_empty() {
        row.blank("action");
    }
    let value = row.text("value");
    match row.choice("action")? {
        "set" => Some(Action::Set(value)),
        "drop" => Some(Action::Drop),
        action => {
            let by = number(value).ok();
            if by.is_none() {
                let message = format!("`{action}` needs a number as its value, not `{value}`.");
                row.refuse(&references::E308, "value", message, None);
            }
            by.map(if action == "add" { Action::Add } else { Action::Scale })
        }
    }
}

fn known_column(row: &mut Row<'_, '_>, table: &'static Table, action: Option<Action<'_>>) -> Option<&'static Column> {
    let name = row.text("column");
    let drops = action == Some(Action::Drop);
    if name.is_empty() {
        if !drops {
            row.blank("column");
        }
        return None;
    }
    let column = table.column(name);
    if column.is_none() && !(drops && name == "*") {
        let names = table.columns.iter().map(|column| column.name);
        let help = did_you_mean(name, names, references::E304.fix);
        let message = format!("The table {} has no column `{name}`.", table.name);
        row.refuse(&references::E304, "column", message, Some(help));
    }
    let column = column.filter(|_| !drops)?;
    if let Some(problem) = action.and_then(|action| unsuited(column, action)) {
        row.refuse(&references::E308, "action", problem, Some("Use `set` with the new value.".to_owned()));
    }
    Some(column)
}

/// Why a column cannot be scaled or added to.
fn unsuited(column: &Column, action: Action<'_>) -> Option<String> {
    let holds = column.ty.describe();
    let name = column.name;
    match (action, column.ty) {
        (Action::Set(_) | Action::Drop, _)
        | (
            Action::Add(_) | Action::Scale(_),
            Type::Number(_) | Type::Rate | Type::Share | Type::Metres | Type::Degrees,
        ) => None,
        (Action::Add(by), Type::Year) if by.fract() == 0.0 => None,
        (Action::Add(by), Type::Year) => Some(format!("{name} is a year, so only whole years can be added, not {by}.")),
        (Action::Add(_), _) => Some(format!("Nothing can be added to {name}, which holds {holds}.")),
        (Action::Scale(_), _) => Some(format!("{name} cannot be scaled: it holds {holds}.")),
    }
}

fn read_filter<'t>(row: &mut Row<'t, '_>, table: &'static Table, condition: &'t str) -> Option<Filter<'t>> {
    match Filter::parse(condition, table) {
        Ok(filter) => Some(filter),
        Err(problem) => {
            let entry = if problem.unknown_column { &references::E304 } else { &references::E308 };
            row.refuse(entry, "where", problem.message, problem.help);
            None
        }
    }
}
