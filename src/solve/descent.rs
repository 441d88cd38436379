//! Better decisions a few changes away, where the cuts say little of what decisions cost.
//!
//! Where many small units may stand for one another, cuts for mixtures come to nearly the same for all decisions that
//! spend the capital, and whichever they make best costs far more when it is priced alone. Then the best decisions that
//! have been priced alone are changed a few times, as the cuts advise, and priced alone in their turn: twice as many
//! changes after a better one, half as many after a worse one, since what the cuts advise only holds nearby (a trust
//! region).

use super::looks::{self, LOOKED};
use super::search::Search;
use super::swaps;

/// Changes, or pairs of changes, at first.
const FIRST_REACH: usize = 2;
/// Temperatures at which changed decisions are priced: what other units are worth is far from what it was.
const AFRESH: [(f64, usize); 4] = [(4_000.0, 25), (1_000.0, 25), (300.0, 30), (LOOKED, 40)];

/// From now on a few changes at a time.
pub(super) fn begin(search: &mut Search) {
    if search.reach == 0 {
        search.reach = FIRST_REACH;
    }
}

/// Changes the best decisions that have been priced alone a few times, and prices what that comes to. Whether the cuts
/// promised anything better.
pub(super) fn change_a_few(search: &mut Search) -> bool {
    if search.reach == 0 {
        return false;
    }
    search.stage("choosing what to open and sign");
    let Some(from) = search.best_alone().cloned() else { return false };
    let decisions = swaps::changed(&search.oracle, &search.cuts, &from.decisions, search.reach);
    if !search.are_below(&decisions, from.bound) {
        return false;
    }
    let bound = looks::try_alone(search, decisions, from.prices, &AFRESH);
    search.reach = if bound < from.bound { search.reach * 2 } else { (search.reach / 2).max(1) };
    true
}
