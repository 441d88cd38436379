//! Capital: what optional projects cost in the years they open stays within the budget, unspent money carried forward;
//! so the sum spent to any year is at most the sum that has come in.

use super::Check;
use super::books::Books;
use super::tally::{Tally, money_tolerance};
use super::words::pounds;
use crate::case::Status;

/// The check.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let mut tally = Tally::new(
        "capital_budget",
        "£",
        super::MONEY_TOLERANCE,
        "Capital spent to any year is no more than has come in by then.",
    );
    let case = books.case;
    if let Some(budget) = &case.budget {
        let (mut spent, mut received) = (0.0, 0.0);
        for t in 0..case.years() {
            spent += spent_in(books, t);
            received += budget.capital.get(t).map_or(0.0, |capital| capital.get());
            tally.off_within(spent - received, money_tolerance(spent, received), || {
                format!("to {}: {} spent of {}", case.year(t), pounds(spent), pounds(received))
            });
        }
    }
    vec![tally.finish()]
}

/// £ of capital of the optional projects that open in a year.
pub(super) fn spent_in(books: &Books, t: usize) -> f64 {
    let year = books.case.year(t);
    let opens =
        books.projects().filter(|&k| books.case[k].status == Status::Optional && books.opening(k) == Some(year));
    opens.map(|k| books.case[k].capital_cost.get()).sum()
}
