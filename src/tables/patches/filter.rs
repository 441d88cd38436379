//! The `where` of a patch: `need=ASD;SEMH & year>=2028`.
//!
//! Numbers are compared as numbers, years as years, everything else as text whatever its case. `=` holds if any of the
//! values given is the cell, or one of the cell's list; `!=` if none is. A blank cell is neither less nor more.

use std::cmp::Ordering;

use crate::tables::raw::RawTable;
use crate::tables::reader::{number, year};
use crate::tables::schema::{Column, Table, Type};
use crate::tables::suggest::nearest;

/// Conditions that must all hold; without any, every row matches.
#[derive(Debug)]
pub(crate) struct Filter<'t> {
    conditions: Vec<Condition<'t>>,
}

/// Why a `where` cannot be read.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) unknown_column: bool,
}

#[derive(Debug)]
struct Condition<'t> {
    column: &'static Column,
    operator: Operator,
    values: Vec<&'t str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// Longer signs first, so that `<=` is not read as `<`.
const OPERATORS: [(&str, Operator); 6] = [
    ("!=", Operator::IsNot),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("=", Operator::Is),
    ("<", Operator::Below),
    (">", Operator::Above),
];

impl<'t> Filter<'t> {
    /// Reads a `where` on a table.
    pub(super) fn parse(text: &'t str, table: &'static Table) -> Result<Self, Problem> {
        let parts = text.split('&').map(str::trim);
        let blank = text.trim().is_empty();
        let conditions = parts.filter(|_| !blank).map(|part| condition(part, table)).collect::<Result<_, _>>()?;
        Ok(Self { conditions })
    }

    /// Whether it has conditions, and they only ask for names that are known.
    pub(super) fn names_only(&self, is_known: impl Fn(&str, &str) -> bool) -> bool {
        let known = |c: &Condition<'_>| {
            c.operator == Operator::Is && c.values.iter().all(|value| is_known(c.column.name, value))
        };
        !self.conditions.is_empty() && self.conditions.iter().all(known)
    }

    /// The rows of the table that pass, in order.
    pub(super) fn passing<'r>(&'r self, raw: &'r RawTable) -> impl Iterator<Item = usize> + 'r {
        let columns: Vec<Option<usize>> = self.conditions.iter().map(|c| raw.column(c.column.name)).collect();
        let passes = move |row: usize| {
            self.conditions.iter().zip(&columns).all(|(c, column)| c.holds(column.map_or("", |at| raw.cell(row, at))))
        };
        (0..raw.len()).filter(move |&row| passes(row))
    }
}

fn condition<'t>(part: &'t str, table: &'static Table) -> Result<Condition<'t>, Problem> {
    let malformed = |message: String| Problem { message, help: None, unknown_column: false };
    let at = part.find(['!', '<', '>', '=']).ok_or_else(|| malformed(format!("`{part}` compares nothing.")))?;
    let (name, rest) = part.split_at(at);
    let operator = OPERATORS.iter().find_map(|&(sign, operator)| Some((operator, rest.strip_prefix(sign)?)));
    let (operator, values) = operator.ok_or_else(|| malformed(format!("`{part}` compares nothing.")))?;
    let name = name.trim();
    let Some(column) = table.column(name) else {
        let near = nearest(name, table.columns.iter().map(|c| c.name));
        let message = format!("The table {} has no column `{name}`.", table.name);
        return Err(Problem { message, help: near.map(|n| format!("Did you mean `{n}`?")), unknown_column: true });
    };
    let values: Vec<&str> = values.split(';').map(str::trim).collect();
    let ordered = !matches!(operator, Operator::Is | Operator::IsNot);
    if values.iter().any(|value| value.starts_with(['=', '<', '>', '!'])) {
        return Err(malformed(format!("`{part}` has two signs.")));
    }
    if ordered && (values.len() > 1 || values.iter().any(|value| as_number(column, value).is_none())) {
        return Err(malformed(format!("`{part}` must compare with one number.")));
    }
    Ok(Condition { column, operator, values })
}

/// A cell as a number, where its column holds numbers or years.
fn as_number(column: &Column, text: &str) -> Option<f64> {
    match column.ty {
        Type::Year => year(text).ok().map(|year| f64::from(year.0)),
        Type::Id | Type::Ids | Type::Text | Type::YearGroups | Type::Choice(_) | Type::Flag => None,
        _ => number(text).ok(),
    }
}

impl Condition<'_> {
    fn holds(&self, cell: &str) -> bool {
        match self.operator {
            Operator::Is => self.is_any(cell),
            Operator::IsNot => !self.is_any(cell),
            Operator::Below => self.order(cell) == Some(Ordering::Less),
            Operator::AtMost => matches!(self.order(cell), Some(Ordering::Less | Ordering::Equal)),
            Operator::Above => self.order(cell) == Some(Ordering::Greater),
            Operator::AtLeast => matches!(self.order(cell), Some(Ordering::Greater | Ordering::Equal)),
        }
    }

    fn is_any(&self, cell: &str) -> bool {
        let one = |cell: &str, value: &str| match (as_number(self.column, cell), as_number(self.column, value)) {
            (Some(a), Some(b)) => a.total_cmp(&b) == Ordering::Equal,
            _ => cell.eq_ignore_ascii_case(value),
        };
        self.values.iter().any(|value| {
            one(cell, value) || (self.column.ty == Type::Ids && cell.split(';').any(|item| one(item.trim(), value)))
        })
    }

    fn order(&self, cell: &str) -> Option<Ordering> {
        let value = self.values.first()?;
        as_number(self.column, cell)?.partial_cmp(&as_number(self.column, value)?)
    }
}
