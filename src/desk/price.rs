//! The price at which an offer is worth nothing.
//!
//! ```text
//! V(p) = least cost with the offer signed at price p        W = least cost without
//! break-even price: V(p) = W
//! p' = p + (W − V(p)) / D(p)                                D = discounted place-years that the price is paid for
//! ```
//!
//! Every way to fill the offer costs a line in `p` with slope `D`, and `V` is the least of them, so the step from below
//! or above never passes the price sought. Where empty places are paid in full, `D` is the same however it is filled, and
//! the first step is exact. Else it is solved again at the new price, until what it is worth there is within what the
//! solves leave open.

use super::BreakEven;
use super::outlook::Held;
use super::solved::Solved;
use crate::case::Case;
use crate::id::ContractIx;
use crate::network::Network;
use crate::plan::priced_place_years;
use crate::units::Pounds;

/// Most solves at another price.
const ROUNDS: usize = 4;

/// £ a place that are not worth another solve.
const LITTLE: f64 = 1.0;

/// The price, where nothing is paid for the offer `None`; `alone` is the plan with the offer signed as it stands.
pub(super) fn of(held: &Held, at: ContractIx, alone: &Solved) -> Result<Option<BreakEven>, String> {
    let case = held.case();
    let mut priced = held.with_same_wait();
    let Some(mut found) = step(held, case, at, alone) else { return Ok(None) };
    if case[at].take_or_pay >= 1.0 {
        return Ok(Some(BreakEven { sure: true, ..found }));
    }
    let mut before = case[at].price;
    for _ in 0..ROUNDS {
        if (found.price.get() - before.get()).abs() <= found.within.get().max(LITTLE) {
            return Ok(Some(BreakEven { sure: true, ..found }));
        }
        before = found.price;
        priced.contracts[at.get()].price = before;
        let network = Network::build(&priced);
        let there = held.bench.solve(&held.beside.with_terms(&network), &held.signing([at]))?;
        let Some(next) = step(held, &priced, at, &there) else { break };
        found = next;
    }
    Ok(Some(found))
}

/// From the price of `case` to the next, which is never above the one sought; `None` where nothing is paid.
fn step(held: &Held, case: &Case, at: ContractIx, there: &Solved) -> Option<BreakEven> {
    let place_years = priced_place_years(case, &there.plan, at);
    if place_years <= 0.0 {
        return None;
    }
    let worth = held.none.plan.objective - there.plan.objective;
    let within = held.none.open.max(there.open);
    let price = (case[at].price.get() + worth / place_years).max(0.0);
    Some(BreakEven { price: Pounds(price), within: Pounds(within / place_years), sure: false })
}
