//! What each placement says of its journey and of its price per child.

use super::books::Books;
use super::tally::Tally;
use super::words::cell;
use super::{Check, RATE_TOLERANCE};

/// The checks.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let tally = |name, unit, what| Tally::new(name, unit, RATE_TOLERANCE, what);
    let mut distance = tally("distances", "km", "Each placement's road distance is that of the case.");
    let mut time = tally("minutes", "minutes", "Each placement's journey time is that of the case.");
    let mut annual = tally("annual_costs", "£ per child", "Each placement's price is that of the case.");
    let mut transport = tally("transport_costs", "£ per child", "Each placement's transport cost is that of the case.");
    let case = books.case;
    for (chain, _, row) in books.placements() {
        let who = books.chain(chain);
        let journey = case.journey(who.locality, case[row.provision].setting);
        let price = books.prices.after(journey, who, row.stage, row.provision);
        let pairs = [
            (&mut distance, row.distance.get(), journey.distance.get()),
            (&mut time, row.time.get(), journey.time.get()),
            (&mut annual, row.annual_cost.get(), price.annual),
            (&mut transport, row.transport_cost.get(), price.transport),
        ];
        for (check, told, expected) in pairs {
            check.equal(told, expected, || {
                let (who, place) = (cell(case, who, row.stage), &case[row.provision].id);
                format!("{who} at {place} in {}: {told:.2}, it is {expected:.2}", row.year)
            });
        }
    }
    [distance, time, annual, transport].map(Tally::finish).to_vec()
}
