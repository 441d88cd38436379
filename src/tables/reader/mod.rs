//! Typed cells with positions. Every problem is reported where it stands; a row with a problem is kept, marked as not
//! sound, so that other tables can still be checked against its id.

mod parse;

#[cfg(test)]
mod tests;

pub(crate) use parse::{Cell, number, share, year, year_groups};

use super::raw::RawTable;
use super::schema::Type;
use super::suggest::{did_you_mean, nearest};
use crate::case::{Scope, YearGroups};
use crate::diagnostic::catalogue::{shape, values};
use crate::diagnostic::{Diagnostic, Diagnostics, Entry};
use crate::units::Year;

/// Where a row stands and whether all its cells could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    /// Line of the file or row of the sheet.
    pub(crate) line: u64,
    /// Whether no cell of the row was refused.
    pub(crate) sound: bool,
}

/// Reads every row of a table; nothing where the table is absent or lacks a required column (which is reported).
pub(crate) fn rows<'t, T>(
    table: Option<&'t RawTable>,
    diagnostics: &mut Diagnostics,
    mut read: impl FnMut(&mut Row<'t, '_>) -> T,
) -> Vec<T> {
    let Some(table) = table.filter(|table| table.readable()) else { return Vec::new() };
    let missing: Vec<&str> = missing_columns(table).collect();
    for column in &missing {
        let unknown = table.headers().iter().map(String::as_str).filter(|h| table.schema.column(h).is_none());
        let help = nearest(column, unknown).map_or_else(
            || shape::E108.fix.to_owned(),
            |name| format!("Rename the column `{name}` if that is the one."),
        );
        let message = format!("{} has no column `{column}`.", table.schema.name);
        diagnostics.push(Diagnostic::new(&shape::E108, message).file(&table.file).row(1).column(*column).help(help));
    }
    if !missing.is_empty() {
        return Vec::new();
    }
    (0..table.len()).map(|index| read(&mut Row { table, index, diagnostics, sound: true })).collect()
}

/// The required columns that a table lacks.
pub(crate) fn missing_columns(table: &RawTable) -> impl Iterator<Item = &'static str> {
    table.schema.columns.iter().filter(|c| c.required && table.column(c.name).is_none()).map(|c| c.name)
}

/// One row being read.
pub(crate) struct Row<'t, 'd> {
    table: &'t RawTable,
    index: usize,
    diagnostics: &'d mut Diagnostics,
    sound: bool,
}

impl<'t> Row<'t, '_> {
    /// Where it stands and whether it was sound so far.
    pub(crate) fn at(&self) -> At {
        At { line: self.table.line(self.index), sound: self.sound }
    }

    /// Text; blank where not given.
    pub(crate) fn text(&self, column: &str) -> &'t str {
        self.table.column(column).map_or("", |c| self.table.cell(self.index, c))
    }

    /// Reports a problem with a cell.
    pub(crate) fn refuse(&mut self, entry: &'static Entry, column: &str, message: String, help: Option<String>) {
        self.sound = false;
        let value = self.text(column).to_owned();
        let place = Diagnostic::new(entry, message).file(&self.table.file).row(self.table.line(self.index));
        let place = place.column(column).value(value);
        self.diagnostics.push(match help {
            Some(help) => place.help(help),
            None => place,
        });
    }

    /// An id that must be given; blank where it is refused.
    pub(crate) fn id(&mut self, column: &str) -> &'t str {
        if self.text(column).is_empty() {
            self.blank(column);
        }
        self.optional_id(column).unwrap_or("")
    }

    /// An id, where given.
    pub(crate) fn optional_id(&mut self, column: &str) -> Option<&'t str> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        if let Some(sign) = text.chars().find(|c| matches!(c, '*' | ';')) {
            self.refuse(&values::E207, column, format!("`{text}` cannot be an id: it contains `{sign}`."), None);
            return None;
        }
        Some(text)
    }

    /// One id, or everything (`None`) for `*` and a blank.
    pub(crate) fn id_or_all(&mut self, column: &str) -> Option<&'t str> {
        if self.text(column) == "*" { None } else { self.optional_id(column) }
    }

    /// A list of ids; everything for `*` and a blank.
    pub(crate) fn ids(&mut self, column: &str) -> Scope<&'t str> {
        let text = self.text(column);
        if text.is_empty() { Scope::All } else { self.list(column, text) }
    }

    /// A list of ids that must be given.
    pub(crate) fn required_ids(&mut self, column: &str) -> Scope<&'t str> {
        if self.text(column).is_empty() {
            self.blank(column);
        }
        self.ids(column)
    }

    fn list(&mut self, column: &str, text: &'t str) -> Scope<&'t str> {
        if text == "*" {
            return Scope::All;
        }
        let items: Vec<&str> = text.split(';').map(str::trim).filter(|item| !item.is_empty()).collect();
        if items.iter().any(|item| item.contains('*')) {
            let message = format!("`{text}` mixes `*`, which means everything, with other things.");
            self.refuse(&values::E207, column, message, Some("Write `*` alone, or a list without it.".to_owned()));
        }
        Scope::Only(items)
    }

    /// A number of at least 0 that must be given.
    pub(crate) fn number(&mut self, column: &str) -> f64 {
        if self.text(column).is_empty() {
            self.blank(column);
        }
        self.optional_number(column).unwrap_or(0.0)
    }

    /// A number of at least 0, where given.
    pub(crate) fn optional_number(&mut self, column: &str) -> Option<f64> {
        let value = self.any_number(column)?;
        if value < 0.0 {
            let text = self.text(column);
            self.refuse(&values::E204, column, format!("{column} is negative: {text}."), None);
            return None;
        }
        Some(value)
    }

    /// A finite number, where given.
    pub(crate) fn any_number(&mut self, column: &str) -> Option<f64> {
        let text = self.text(column);
        let unit = self.table.schema.column(column).map(|c| c.ty);
        if let Some(Type::Number(unit)) = unit.filter(|_| text.contains('£'))
            && !unit.contains('£')
        {
            self.refuse(&values::E202, column, format!("`{text}` is money, but {column} is a number of {unit}."), None);
            return None;
        }
        self.parsed(column, text, number)
    }

    /// A share from 0 to 1, where given.
    pub(crate) fn share(&mut self, column: &str) -> Option<f64> {
        let text = self.text(column);
        self.share_of(column, text)
    }

    fn share_of(&mut self, column: &str, text: &str) -> Option<f64> {
        let value = self.parsed(column, text, parse::share)?;
        if !(0.0..=1.0).contains(&value) {
            self.refuse(&values::E210, column, format!("{column} must be from 0 to 1, not {text}."), None);
            return None;
        }
        Some(value)
    }

    /// A share that may be above 1, up to 5: `0.1` or `10%`.
    pub(crate) fn overfill(&mut self, column: &str) -> Option<f64> {
        let text = self.text(column);
        let value = self.parsed(column, text, parse::share)?;
        if !(0.0..=5.0).contains(&value) {
            let help = "Write 0.1 or 10% for a tenth.".to_owned();
            self.refuse(&values::E217, column, format!("{column} must be from 0 to 5, not {text}."), Some(help));
            return None;
        }
        Some(value)
    }

    /// Shares separated by `;`; empty where not given.
    pub(crate) fn shares(&mut self, column: &str) -> Vec<f64> {
        let parts = self.text(column).split(';').filter(|part| !part.trim().is_empty());
        parts.filter_map(|part| self.share_of(column, part.trim())).collect()
    }

    /// A year that must be given.
    pub(crate) fn year(&mut self, column: &str) -> Year {
        if self.text(column).is_empty() {
            self.blank(column);
        }
        self.optional_year(column).unwrap_or(Year(0))
    }

    /// A year, where given.
    pub(crate) fn optional_year(&mut self, column: &str) -> Option<Year> {
        let text = self.text(column);
        self.parsed(column, text, year)
    }

    /// Year groups that must be given; `*` is all of them.
    pub(crate) fn year_groups(&mut self, column: &str) -> YearGroups {
        let all = YearGroups { lowest: YearGroups::MIN, highest: YearGroups::MAX };
        if self.text(column).is_empty() {
            self.blank(column);
        }
        self.optional_year_groups(column).unwrap_or(all)
    }

    /// Year groups, where given and not `*`.
    pub(crate) fn optional_year_groups(&mut self, column: &str) -> Option<YearGroups> {
        let text = self.text(column);
        if text == "*" { None } else { self.parsed(column, text, year_groups) }
    }

    /// Yes or no; no where not given.
    pub(crate) fn flag(&mut self, column: &str) -> bool {
        match self.text(column).to_ascii_lowercase().as_str() {
            "" | "no" | "n" | "false" | "0" => false,
            "yes" | "y" | "true" | "1" => true,
            other => {
                self.refuse(&values::E209, column, format!("{column} is yes or no, not `{other}`."), None);
                false
            }
        }
    }

    /// One of the words of a [`Type::Choice`] column, in the spelling of the schema; `None` where not given.
    pub(crate) fn choice(&mut self, column: &str) -> Option<&'static str> {
        let text = self.text(column);
        let Some(Type::Choice(words)) = self.table.schema.column(column).map(|c| c.ty) else { return None };
        if text.is_empty() {
            return None;
        }
        let tidy = super::schema::tidy_name(text);
        let found = words.iter().find(|word| **word == tidy).copied();
        if found.is_none() {
            let listed = words.join(", ");
            let help = did_you_mean(&tidy, words.iter().copied(), &format!("Use one of: {listed}."));
            self.refuse(&values::E208, column, format!("{column} is one of {listed}, not `{text}`."), Some(help));
        }
        found
    }

    /// Reports a required cell that is blank.
    pub(crate) fn blank(&mut self, column: &str) {
        self.refuse(&values::E201, column, format!("{column} is blank."), None);
    }

    fn parsed<T>(&mut self, column: &str, text: &str, parse: impl Fn(&str) -> Cell<T>) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        match parse(text) {
            Ok(value) => Some(value),
            Err((entry, message)) => {
                self.refuse(entry, column, message, None);
                None
            }
        }
    }
}
