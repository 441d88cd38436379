//! `finance.csv`: what each purse pays, year by year and line by line, against the money there is.
//!
//! Every purse and year has a `total` row that carries grant, balance and cumulative balance. The grant of
//! `high_needs` is the high needs grant; that of `capital` is the capital budget of the year, and since unspent capital
//! carries forward its cumulative balance is the money still there. Transport has no grant. Where a year's grant is
//! not given, its balance is blank, and so is the cumulative balance from then on.

use super::table::{Cell, Column, Table, Unit, column};
use crate::case::Case;
use crate::plan::{Plan, Purse};
use crate::units::{Pounds, Year};

/// The columns of `finance`.
pub(super) const COLUMNS: &[Column] = &[
    column("year", Unit::Year, "The academic year, by the calendar year in which it begins."),
    column("purse", Unit::Text, "Who pays: high_needs, transport or capital."),
    column("line", Unit::Text, "What for; total adds up the purse's lines of the year."),
    column("amount", Unit::Pounds, "What it costs, at the model's price year, not discounted."),
    column("grant", Unit::Pounds, "On total rows: the money the year brings; blank where none is given."),
    column("balance", Unit::Pounds, "On total rows: grant less amount."),
    column(
        "cumulative_balance",
        Unit::Pounds,
        "On total rows: the balances so far added up; for capital, what is carried forward.",
    ),
];

/// What a total row is called in the column `line`.
pub(super) const TOTAL: &str = "total";

/// Year by year, purse by purse: the lines, then their total.
pub(super) fn table<'a>(case: &Case, plan: &Plan) -> Table<'a> {
    let mut rows = Vec::new();
    let accounts = Purse::ALL.map(|purse| standings(case, plan, purse));
    for t in 0..case.years() {
        let year = case.year(t);
        for (purse, account) in Purse::ALL.into_iter().zip(&accounts) {
            for line in plan.finance.iter().filter(|line| line.year == year && line.line.purse() == purse) {
                let names = [purse.as_str().into(), line.line.as_str().into()];
                let blanks = [Cell::Blank; 3];
                rows.push([[year.into()].as_slice(), &names, &[line.amount.into()], &blanks].concat());
            }
            let sums = &account[t];
            rows.push(vec![
                year.into(),
                purse.as_str().into(),
                TOTAL.into(),
                sums.total.into(),
                sums.grant.into(),
                sums.balance.into(),
                sums.cumulative.into(),
            ]);
        }
    }
    Table::new("finance", COLUMNS, rows)
}

/// One purse in one year, £ not discounted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    /// What the purse pays.
    pub(super) total: Pounds,
    /// The money the year brings.
    pub(super) grant: Option<Pounds>,
    /// Grant less total.
    pub(super) balance: Option<Pounds>,
    /// The balances so far added up.
    pub(super) cumulative: Option<Pounds>,
}

/// The balance of a purse in every year of the horizon.
pub(super) fn standings(case: &Case, plan: &Plan, purse: Purse) -> Vec<Standing> {
    standings_of(case, purse, |year| spent(plan, purse, year))
}

/// The same, of a purse that pays so much in each year.
pub(super) fn standings_of(case: &Case, purse: Purse, spent: impl Fn(Year) -> Pounds) -> Vec<Standing> {
    let mut so_far = Some(Pounds(0.0));
    (0..case.years())
        .map(|t| {
            let total = spent(case.year(t));
            let grant = grant(case, purse, t);
            let balance = grant.map(|grant| grant - total);
            so_far = so_far.zip(balance).map(|(sum, balance)| sum + balance);
            Standing { total, grant, balance, cumulative: so_far }
        })
        .collect()
}

/// What a purse pays in a year.
fn spent(plan: &Plan, purse: Purse, year: Year) -> Pounds {
    plan.finance.iter().filter(|line| line.year == year && line.line.purse() == purse).map(|line| line.amount).sum()
}

fn grant(case: &Case, purse: Purse, t: usize) -> Option<Pounds> {
    let budget = case.budget.as_ref()?;
    match purse {
        Purse::HighNeeds => budget.high_needs.get(t).copied().flatten(),
        Purse::Capital => budget.capital.get(t).copied(),
        Purse::Transport => None,
    }
}
