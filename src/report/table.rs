//! An output table as everybody sees it: named columns with unit and meaning, rows of typed cells, and its CSV bytes.

use crate::units::{Pounds, Year};

/// What a number in a column is counted in; it decides how many decimals are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Text, a name or yes/no.
    Text,
    /// The calendar year in which the academic year begins.
    Year,
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
            Self::Text => "",
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

    /// A number of this unit as text. Money keeps both decimals; of everything else trailing zeros are dropped.
    fn write(self, value: f64) -> String {
        match self {
            Self::Pounds | Self::PoundsPerChildYear | Self::PoundsPerPlaceYear => fixed(value, 2),
            Self::Children | Self::PlaceYears => trimmed(value, CHILDREN_DECIMALS),
            Self::Kilometres => trimmed(value, 3),
            Self::Minutes => trimmed(value, 2),
            Self::Share => trimmed(value, 4),
            Self::Text | Self::Year => trimmed(value, 0),
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
fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if !rest.bytes().any(|b| (b'1'..=b'9').contains(&b)) => rest.to_owned(),
        _ => text,
    }
}

/// At most `decimals` decimals, trailing zeros dropped.
fn trimmed(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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
    fn write(self, unit: Unit) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.to_owned(),
            Self::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
            Self::Year(year) => year.0.to_string(),
            Self::Number(value) => unit.write(value),
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

/// One output table; names in its cells are borrowed from the case.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<'a> {
    /// Its name: the file is `NAME.csv`.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its rows, one cell per column.
    pub rows: Vec<Vec<Cell<'a>>>,
}

impl Table<'_> {
    /// The table as CSV (RFC 4180, UTF-8, header row).
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header: csv::StringRecord = self.columns.iter().map(|column| column.name).collect();
        let rows = self.rows.iter().map(|row| {
            row.iter().zip(self.columns).map(|(cell, column)| cell.write(column.unit)).collect::<csv::StringRecord>()
        });
        for record in std::iter::once(header).chain(rows) {
            debug_assert_eq!(record.len(), self.columns.len(), "{}", self.name);
            writer.write_record(&record).unwrap_or_else(|error| unreachable!("writing to memory: {error}"));
        }
        writer.into_inner().unwrap_or_else(|error| unreachable!("writing to memory: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_keeps_its_pennies_and_children_drop_trailing_zeros() {
        assert_eq!(Unit::Pounds.write(1234.5), "1234.50");
        assert_eq!(Unit::Pounds.write(-0.001), "0.00");
        assert_eq!(Unit::Children.write(2.0), "2");
        assert_eq!(Unit::Children.write(1.0 / 3.0), "0.333333333");
        assert_eq!(Unit::Children.write(-1e-12), "0");
        assert_eq!(Unit::Children.write(120.0), "120");
    }

    #[test]
    fn cells_with_commas_are_quoted() {
        const COLUMNS: &[Column] = &[column("name", Unit::Text, ""), column("open", Unit::Text, "")];
        let table = Table { name: "t", columns: COLUMNS, rows: vec![vec!["A, B".into(), Cell::Flag(true)]] };
        assert_eq!(String::from_utf8(table.to_csv()).unwrap(), "name,open\n\"A, B\",yes\n");
    }
}
