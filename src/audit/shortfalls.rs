//! What the rows of cells say besides the unplaced: children over the travel guidance, at last resort, displaced.

use super::books::Books;
use super::tally::Tally;
use super::words::{cell, children};
use super::{CHILDREN_TOLERANCE, Check};
use crate::case::Chain;
use crate::units::Children;

/// The check.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let tally = |name, what| Tally::new(name, "children", CHILDREN_TOLERANCE, what);
    let mut far = tally("over_minutes", "Children over the travel guidance are those the journeys say.");
    let mut last = tally("last_resort", "Children at last resort are those the kinds of their provisions say.");
    let mut displaced = tally("displaced", "No more children are displaced than are placed.");
    let case = books.case;
    // Placed, over the guidance, at last resort.
    let mut sums = vec![[0.0; 3]; case.forecast.chains().len() * case.stages.len() * case.years()];
    for row in &books.stock {
        let sum = &mut sums[books.cell(row.chain, row.stage, row.t)];
        sum[0] += row.placed;
        let price = books.price(row);
        sum[1] += if price.is_over_minutes { row.placed } else { 0.0 };
        sum[2] += if price.is_last_resort { row.placed } else { 0.0 };
    }
    for row in &books.plan.cells {
        let chain = Chain { locality: row.locality, need: row.need, band: row.band };
        let Some((c, t)) = books.find(chain, row.stage).zip(books.time(row.year)) else { continue };
        let [placed, over, resort] = sums[books.cell(c, row.stage, t)];
        let words = |told: f64, expected: f64| {
            let who = cell(case, chain, row.stage);
            format!("{who} in {}: {} told, it is {}", row.year, children(told), children(expected))
        };
        let [told_over, told_resort, told_displaced] =
            [row.over_minutes, row.last_resort, row.displaced].map(Children::get);
        far.equal(told_over, over, || words(told_over, over));
        last.equal(told_resort, resort, || words(told_resort, resort));
        displaced.off(told_displaced - placed, || words(told_displaced, placed));
    }
    [far, last, displaced].map(Tally::finish).to_vec()
}
