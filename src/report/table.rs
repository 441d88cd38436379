//! An output table as everybody sees it: named columns with unit and meaning, rows of typed cells, and its CSV bytes.
//!
//! Rows are made one at a time as they are written: a region has ten million of them.

use std::fmt;
use std::fmt::Write as _;
use std::io;

use crate::units::{Pounds, Year};

/// What a number in a column is counted in; it decides how many decimals are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Text, a name or yes/no.
    Text,
    /// The calendar year in which the academic year begins.
    Year,
    /// A place in an order: 1, 2, 3.
    Rank,
    /// Children, or places for them.
    Children,
    /// Places times years.
    PlaceYears,
    /// £, to the penny.
    Pounds,
    /// £ per child per year, to the penny.
    PoundsPerChildYear,
    /// £ per place per year, to the penny.
    PoundsPerPlaceYear,
    /// Kilometres one way.
    Kilometres,
    /// Minutes one way.
    Minutes,
    /// A share: 0.25 is a quarter.
    Share,
}

impl Unit {
    /// As it is written in `columns.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text | Self::Rank => "",
            Self::Year => "year",
            Self::Children => "children",
            Self::PlaceYears => "place-years",
            Self::Pounds => "£",
            Self::PoundsPerChildYear => "£ per child per year",
            Self::PoundsPerPlaceYear => "£ per place per year",
            Self::Kilometres => "km one way",
            Self::Minutes => "minutes one way",
            Self::Share => "share",
        }
    }

    /// Adds a number of this unit. Money keeps both decimals; of everything else trailing zeros are dropped.
    fn write(self, value: f64, text: &mut String) {
        match self {
            Self::Pounds | Self::PoundsPerChildYear | Self::PoundsPerPlaceYear => fixed(value, 2, text),
            Self::Children | Self::PlaceYears => trimmed(value, CHILDREN_DECIMALS, text),
            Self::Kilometres => trimmed(value, 3, text),
            Self::Minutes => trimmed(value, 2, text),
            Self::Share => trimmed(value, 4, text),
            Self::Text | Self::Year | Self::Rank => trimmed(value, 0, text),
        }
    }
}

/// Decimals of a number of children: enough for `verify` to rebuild the plan.
const CHILDREN_DECIMALS: usize = 9;

/// Whether a number of children is more than nothing once written.
pub(super) fn any(children: f64) -> bool {
    children >= 0.5e-9
}

/// `decimals` decimals, never a negative zero.
fn fixed(value: f64, decimals: usize, text: &mut String) {
    let from = text.len();
    let _ = write!(text, "{value:.decimals$}");
    let nothing = |digits: &str| !digits.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if text.get(from..).and_then(|number| number.strip_prefix('-')).is_some_and(nothing) {
        text.remove(from);
    }
}

/// At most `decimals` decimals, trailing zeros dropped.
fn trimmed(value: f64, decimals: usize, text: &mut String) {
    fixed(value, decimals, text);
    if decimals > 0 && value.is_finite() {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
}

/// One column of an output table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What its numbers are counted in.
    pub unit: Unit,
    /// What it says, in a sentence.
    pub meaning: &'static str,
}

/// Shorthand for the declarations.
pub(super) const fn column(name: &'static str, unit: Unit, meaning: &'static str) -> Column {
    Column { name, unit, meaning }
}

/// One cell of an output table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Not known, or does not apply.
    Blank,
    /// A name.
    Text(&'a str),
    /// Yes or no.
    Flag(bool),
    /// An academic year.
    Year(Year),
    /// A number in the column's unit.
    Number(f64),
}

impl Cell<'_> {
    /// Adds the cell as text.
    pub(super) fn write(self, unit: Unit, text: &mut String) {
        match self {
            Self::Blank => {}
            Self::Text(words) => text.push_str(words),
            Self::Flag(flag) => text.push_str(if flag { "yes" } else { "no" }),
            Self::Year(year) => {
                let _ = write!(text, "{}", year.0);
            }
            Self::Number(value) => unit.write(value, text),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<Year> for Cell<'_> {
    fn from(year: Year) -> Self {
        Self::Year(year)
    }
}

impl From<Pounds> for Cell<'_> {
    fn from(amount: Pounds) -> Self {
        Self::Number(amount.get())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}

/// The rows of a table, one cell per column.
type Rows<'a> = Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>;

/// One output table; names in its cells are borrowed from the case.
pub struct Table<'a> {
    /// Its name: the file is `NAME.csv`.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    rows: Rows<'a>,
}

impl<'a> Table<'a> {
    /// A table of these rows, made when they are written.
    pub fn new(
        name: &'static str,
        columns: &'static [Column],
        rows: impl IntoIterator<Item = Vec<Cell<'a>>, IntoIter: 'a>,
    ) -> Self {
        Self { name, columns, rows: Box::new(rows.into_iter()) }
    }

    /// Its rows, made one at a time.
    pub(super) fn into_rows(self) -> impl Iterator<Item = Vec<Cell<'a>>> {
        self.rows
    }

    /// How many rows it has; they are only made where that is not known without.
    pub(super) fn count(self) -> usize {
        match self.rows.size_hint() {
            (least, Some(most)) if least == most => least,
            _ => self.rows.count(),
        }
    }

    /// Writes the table as CSV (RFC 4180, UTF-8, header row).
    pub fn write_csv(self, to: &mut dyn io::Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(to);
        writer.write_record(self.columns.iter().map(|column| column.name))?;
        let mut text = String::new();
        for row in self.rows {
            debug_assert_eq!(row.len(), self.columns.len(), "{}", self.name);
            for (cell, column) in row.iter().zip(self.columns) {
                text.clear();
                cell.write(column.unit, &mut text);
                writer.write_field(&text)?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()
    }

    /// The table as CSV.
    pub fn into_csv(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write_csv(&mut bytes).unwrap_or_else(|error| unreachable!("writing to memory: {error}"));
        bytes
    }
}

impl fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("name", &self.name).field("columns", &self.columns).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_keeps_its_pennies_and_children_drop_trailing_zeros() {
        let written = |unit: Unit, value: f64| {
            let mut text = "7,".to_owned();
            unit.write(value, &mut text);
            text.split_off(2)
        };
        assert_eq!(written(Unit::Pounds, 1234.5), "1234.50");
        assert_eq!(written(Unit::Pounds, -0.001), "0.00");
        assert_eq!(written(Unit::Children, 2.0), "2");
        assert_eq!(written(Unit::Children, 1.0 / 3.0), "0.333333333");
        assert_eq!(written(Unit::Children, -1e-12), "0");
        assert_eq!(written(Unit::Children, 120.0), "120");
    }

    #[test]
    fn cells_with_commas_are_quoted() {
        const COLUMNS: &[Column] = &[column("name", Unit::Text, ""), column("open", Unit::Text, "")];
        let table = Table::new("t", COLUMNS, [vec!["A, B".into(), Cell::Flag(true)]]);
        assert_eq!(String::from_utf8(table.into_csv()).unwrap(), "name,open\n\"A, B\",yes\n");
    }
}
