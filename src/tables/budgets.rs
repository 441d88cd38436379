//! `budgets`: money available in a year.

use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::Budget;
use crate::diagnostic::Diagnostics;
use crate::units::{Pounds, Year};

/// A row of `budgets`.
#[derive(Debug)]
pub(crate) struct BudgetRow {
    pub(crate) at: At,
    pub(crate) year: Year,
    pub(crate) capital: f64,
    pub(crate) high_needs: Option<f64>,
}

/// Reads the table.
pub(crate) fn budgets_from_rows(table: Option<&RawTable>, diagnostics: &mut Diagnostics) -> Vec<BudgetRow> {
    rows(table, diagnostics, |row| {
        let year = row.year("year");
        let capital = row.optional_number("capital").unwrap_or(0.0);
        let high_needs = row.optional_number("high_needs");
        BudgetRow { at: row.at(), year, capital, high_needs }
    })
}

/// The budget of each year of the horizon; years outside it are not used.
pub(crate) fn budget(rows: &[BudgetRow], first: Year, years: usize) -> Budget {
    let mut budget = Budget { capital: vec![Pounds(0.0); years], high_needs: vec![None; years] };
    for row in rows {
        let Ok(t) = usize::try_from(row.year.0 - first.0) else { continue };
        if let (Some(capital), Some(grant)) = (budget.capital.get_mut(t), budget.high_needs.get_mut(t)) {
            *capital = Pounds(row.capital);
            *grant = row.high_needs.map(Pounds);
        }
    }
    budget
}
