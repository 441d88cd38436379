//! The purses: every line recomputed from the placements, the decisions and the case.

use super::books::Books;
use super::tally::Tally;
use super::words::pounds;
use super::{Check, MONEY_TOLERANCE, capital};
use crate::case::Origin;
use crate::plan::{FinanceLine, Line, Purse};
use crate::units::{Children, Pounds};

/// Every line, in the order it is reported.
const LINES: [Line; 8] = [
    Line::PlaceFunding,
    Line::Placements,
    Line::CoveredByContracts,
    Line::Contracts,
    Line::Projects,
    Line::Overfill,
    Line::Transport,
    Line::Capital,
];

/// £ by year and line, not discounted.
pub(super) struct Ledger(Vec<[f64; LINES.len()]>);

impl Ledger {
    /// £ of a line in a year, not discounted.
    pub(super) fn amount(&self, t: usize, line: Line) -> f64 {
        self.0[t][line as usize]
    }
}

/// Recomputes every line.
pub(super) fn ledger(books: &Books) -> Ledger {
    let case = books.case;
    let mut sums = vec![[0.0; LINES.len()]; case.years()];
    for row in &books.stock {
        let price = books.price(row);
        sums[row.t][Line::Placements as usize] += row.placed * price.annual;
        sums[row.t][Line::Transport as usize] += row.placed * price.transport;
    }
    let mut filled = vec![0.0; case.contracts.len() * case.years()];
    for (t, fill) in books.fills() {
        let spot = case.annual_cost(case[fill.contract].provision, fill.need, fill.band, fill.stage);
        let covered = fill.children.get() * spot.map_or(0.0, Pounds::get);
        sums[t][Line::CoveredByContracts as usize] -= covered;
        filled[fill.contract.get() * case.years() + t] += fill.children.get();
    }
    for (p, t) in books.slots() {
        let provision = &case[p];
        if provision.origin == Origin::Existing && books.is_open(p, t) {
            let places = provision.net_places(t).map_or(0.0, Children::get);
            sums[t][Line::PlaceFunding as usize] += provision.place_funding.get() * places;
        }
        sums[t][Line::Overfill as usize] += case[provision.kind].overfill_cost.get() * books.overfilled(p, t);
    }
    for (t, sum) in sums.iter_mut().enumerate() {
        let year = case.year(t);
        let running = books.projects().filter(|&k| books.age(k, year).is_some());
        sum[Line::Projects as usize] = running.map(|k| case[k].annual_cost.get()).sum();
        let blocks = books.running(year).map(|(m, contract)| {
            let theta = contract.take_or_pay;
            let paid = theta * contract.places.get() + (1.0 - theta) * filled[m.get() * case.years() + t];
            contract.price_in(year).get() * paid
        });
        sum[Line::Contracts as usize] = blocks.sum();
        sum[Line::Capital as usize] = capital::spent_in(books, t);
    }
    Ledger(sums)
}

/// The lines that are not zero in every year, sorted by year and line.
pub(super) fn lines(books: &Books, ledger: &Ledger) -> Vec<FinanceLine> {
    let years = 0..books.case.years();
    let used = LINES.iter().filter(|&&line| years.clone().any(|t| ledger.amount(t, line) != 0.0)).copied();
    let used: Vec<Line> = used.collect();
    let row = |t, line| FinanceLine { year: books.case.year(t), line, amount: Pounds(ledger.amount(t, line)) };
    years.flat_map(|t| used.iter().map(move |&line| row(t, line))).collect()
}

/// £ by year and line as the plan tells it.
pub(super) fn told(books: &Books) -> Ledger {
    let mut sums = vec![[0.0; LINES.len()]; books.case.years()];
    for row in &books.plan.finance {
        if let Some(t) = books.time(row.year) {
            sums[t][row.line as usize] += row.amount.get();
        }
    }
    Ledger(sums)
}

/// The checks.
pub(super) fn check(books: &Books, ledger: &Ledger) -> Vec<Check> {
    let tally = |name, what| Tally::new(name, "£", MONEY_TOLERANCE, what);
    let mut lines = tally("finance", "Every line of every purse is what the placements and decisions cost.");
    let mut purses = tally("purses", "The lines of each purse add up to what the purse pays.");
    let told = told(books);
    for t in 0..books.case.years() {
        let year = books.case.year(t);
        for line in LINES {
            let (found, expected) = (told.amount(t, line), ledger.amount(t, line));
            lines.equal_money(found, expected, || {
                format!("{} in {year}: {}, it is {}", line.as_str(), pounds(found), pounds(expected))
            });
        }
        for purse in Purse::ALL {
            let sum = |ledger: &Ledger| -> f64 {
                LINES.into_iter().filter(|line| line.purse() == purse).map(|line| ledger.amount(t, line)).sum()
            };
            let (found, expected) = (sum(&told), sum(ledger));
            purses.equal_money(found, expected, || {
                format!("{} in {year}: {}, it is {}", purse.as_str(), pounds(found), pounds(expected))
            });
        }
    }
    vec![lines.finish(), purses.finish()]
}
