//! Placements last: `placed[c,s,t,p] = starting + what natural progress carries in from the year before`, with nobody
//! turned out; and those who choose are `new + exits + surviving waits`, who start somewhere or wait.

use super::books::{Books, Stock};
use super::progress::{Flow, Here};
use super::tally::Tally;
use super::words::{cell, children};
use super::{CHILDREN_TOLERANCE, Check};

/// The checks.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let mut checks = Checks {
        stay: Tally::new(
            "placements_last",
            "children",
            CHILDREN_TOLERANCE,
            "Nobody leaves a provision that is open and still serves them.",
        ),
        start: Tally::new(
            "starting",
            "children",
            CHILDREN_TOLERANCE,
            "Those new at a provision are those there less those who were there already.",
        ),
        choose: Tally::new(
            "choosers",
            "children",
            CHILDREN_TOLERANCE,
            "Those who start or wait are the new, those whose provision no longer serves them, and those who waited.",
        ),
    };
    let mut rest = books.stock.as_slice();
    for chain in 0..books.case.forecast.chains().len() {
        let (own, later) = rest.split_at(rest.partition_point(|row| row.chain == chain));
        rest = later;
        one_chain(books, chain, own, &mut checks);
    }
    vec![checks.stay.finish(), checks.start.finish(), checks.choose.finish()]
}

struct Checks {
    stay: Tally,
    start: Tally,
    choose: Tally,
}

/// Follows a chain from year to year; `stock` holds its rows only, sorted by year, provision and stage.
fn one_chain(books: &Books, chain: usize, mut stock: &[Stock], checks: &mut Checks) {
    let case = books.case;
    let flow = Flow::new(case, &books.progress, chain);
    let mut last_year = books.progress.roll_of(chain).to_vec();
    let mut waited = vec![0.0; case.stages.len()];
    for t in 0..case.years() {
        let (now, later) = stock.split_at(stock.partition_point(|row| row.t == t));
        stock = later;
        let (carried, exits) = flow.carry(&last_year, t, |provision, stage| books.holds(provision, stage, t));
        compare(books, chain, t, (&carried, now), checks);
        let mut starting = vec![0.0; case.stages.len()];
        for row in now {
            starting[row.stage.get()] += row.starting;
        }
        for stage in books.stages() {
            let s = stage.get();
            let choosers = flow.new_children(s, t) + exits[s] + flow.survivors(&waited, s, t);
            let found = starting[s] + books.unplaced(chain, stage, t);
            checks.choose.equal(found, choosers, || {
                let words = cell(case, books.chain(chain), stage);
                format!("{words} in {}: {} choose, {} start or wait", case.year(t), children(choosers), children(found))
            });
        }
        waited = books.stages().map(|stage| books.unplaced(chain, stage, t)).collect();
        let there = |row: &Stock| Here { provision: row.provision, stage: row.stage, children: row.placed };
        last_year = now.iter().map(there).collect();
    }
}

/// Sets those carried in beside those there, both sorted by provision and stage.
fn compare(books: &Books, chain: usize, t: usize, (carried, now): (&[Here], &[Stock]), checks: &mut Checks) {
    let (mut i, mut j) = (0, 0);
    while i < carried.len() || j < now.len() {
        let next = |here: &Here| (here.provision, here.stage);
        let keys = [carried.get(i).map(next), now.get(j).map(|row| (row.provision, row.stage))];
        let Some(key) = keys.into_iter().flatten().min() else { return };
        let came = carried.get(i).filter(|here| next(here) == key).map(|here| here.children);
        let there = now.get(j).filter(|row| (row.provision, row.stage) == key).map(|row| (row.placed, row.starting));
        i += usize::from(came.is_some());
        j += usize::from(there.is_some());
        let came = came.unwrap_or(0.0);
        let (placed, starting) = there.unwrap_or((0.0, 0.0));
        let words = || {
            let who = cell(books.case, books.chain(chain), key.1);
            format!("{who} at {} in {}", books.case[key.0].id, books.case.year(t))
        };
        checks.stay.off(came - placed, || {
            format!("{}: {} should still be there, {} are", words(), children(came), children(placed))
        });
        checks.start.equal(starting, (placed - came).max(0.0), || {
            format!("{}: {} new there, rows say {}", words(), children(placed - came), children(starting))
        });
    }
}
