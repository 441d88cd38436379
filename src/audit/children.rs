//! Every forecast child is placed or counted as unplaced: `Σ_p placed[c,s,t,p] + unplaced[c,s,t] = q[c,s,t]`.

use super::books::Books;
use super::tally::Tally;
use super::words::{cell, children};
use super::{CHILDREN_TOLERANCE, Check};
use crate::case::Chain;

/// The check.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let mut all = Tally::new(
        "children",
        "children",
        CHILDREN_TOLERANCE,
        "Placed and unplaced children add up to the forecast for every locality, need, stage and year.",
    );
    let mut rows = Tally::new(
        "cells",
        "children",
        CHILDREN_TOLERANCE,
        "Every cell with forecast children has one row a year, which repeats the forecast.",
    );
    let case = books.case;
    let years = case.years();
    let chains = case.forecast.chains();
    let mut told = vec![0.0; chains.len() * case.stages.len() * years];
    let mut placed = told.clone();
    for row in &case_rows(books) {
        told[row.0] += row.1;
    }
    for row in &books.stock {
        placed[books.cell(row.chain, row.stage, row.t)] += row.placed;
    }
    for (c, &chain) in chains.iter().enumerate() {
        for stage in books.stages() {
            for t in 0..years {
                let at = books.cell(c, stage, t);
                let forecast = case.forecast.children(c, stage, t);
                let unplaced = books.unplaced(c, stage, t);
                let words = || format!("{} in {}", cell(case, chain, stage), case.year(t));
                all.equal(placed[at] + unplaced, forecast, || {
                    let [q, x, u] = [forecast, placed[at], unplaced].map(children);
                    format!("{}: {q} forecast, {x} placed, {u} unplaced", words())
                });
                rows.equal(told[at], forecast, || {
                    format!("{}: {} forecast, rows say {}", words(), children(forecast), children(told[at]))
                });
            }
        }
    }
    vec![all.finish(), rows.finish()]
}

/// The position and forecast children of each cell row.
fn case_rows(books: &Books) -> Vec<(usize, f64)> {
    let rows = books.plan.cells.iter().filter_map(|row| {
        let chain = books.find(Chain { locality: row.locality, need: row.need, band: row.band }, row.stage)?;
        Some((books.cell(chain, row.stage, books.time(row.year)?), row.children.get()))
    });
    rows.collect()
}
