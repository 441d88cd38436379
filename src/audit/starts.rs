//! Where children may be, and where new children may start: open, serving their stage; for those who start also
//! accepting their need, suitable and within reach.

use super::books::{Books, Stock};
use super::tally::Tally;
use super::words::{cell, children};
use super::{CHILDREN_TOLERANCE, Check};
use crate::case::{Origin, Suitability};

/// The checks.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let tally = |name, what| Tally::new(name, "children", CHILDREN_TOLERANCE, what);
    let mut open = tally("open", "Children are only at provisions that are open that year.");
    let mut built = tally("project_open", "A project's own provision is used only once the project is open.");
    let mut serves = tally("year_groups", "Children are only at provisions that serve their year groups.");
    let mut accepts = tally("needs", "Children start only where their need is accepted.");
    let mut suits = tally("suitable", "Children start only at kinds of provision that are not unsuitable for them.");
    let mut reach = tally("reach", "Children start only within reach of home, by road.");
    let case = books.case;
    for row in &books.stock {
        let provision = &case[row.provision];
        let chain = books.chain(row.chain);
        if !books.is_open(row.provision, row.t) {
            let own = matches!(provision.origin, Origin::Project(_));
            let check = if own { &mut built } else { &mut open };
            check.off(row.placed, || words(books, row, row.placed, "it is not open"));
        }
        if !provision.serves(case[row.stage].year_groups) {
            serves.off(row.placed, || words(books, row, row.placed, "it does not serve them"));
        }
        if row.starting <= 0.0 {
            continue;
        }
        if !provision.needs.includes(&chain.need) {
            accepts.off(row.starting, || words(books, row, row.starting, "it does not accept the need"));
        }
        if books.prices.suitability(provision.kind, chain) == Suitability::Unsuitable {
            suits.off(row.starting, || words(books, row, row.starting, "its kind is unsuitable"));
        }
        let distance = case.journey(chain.locality, provision.setting).distance;
        if distance > case.travel.reach {
            reach.off(row.starting, || words(books, row, row.starting, &format!("it is {distance} away")));
        }
    }
    [open, built, serves, accepts, suits, reach].map(Tally::finish).to_vec()
}

/// `2.00000 children, ASD 7-11 of Rutland-001, at 123456 in 2027/28: it is not open`.
pub(super) fn words(books: &Books, row: &Stock, number: f64, why: &str) -> String {
    let who = cell(books.case, books.chain(row.chain), row.stage);
    let (place, year) = (&books.case[row.provision].id, books.case.year(row.t));
    format!("{} children, {who}, at {place} in {year}: {why}", children(number))
}
