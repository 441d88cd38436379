//! The objective taken apart and put together again: each part recomputed and discounted,
//! `δ[t] = (1 + r)^−(t − first_year)`, and the constant, which is what the children on roll cost where they are.

use super::books::{Books, Stock};
use super::finance::{Ledger, told};
use super::tally::Tally;
use super::words::pounds;
use super::{Check, MONEY_TOLERANCE, policies};
use crate::case::Status;
use crate::plan::{Line, ObjectiveParts};

/// Recomputes every part.
pub(super) fn parts(books: &Books, ledger: &Ledger) -> ObjectiveParts {
    let mut parts = ObjectiveParts {
        placements: discounted(books, ledger, Line::Placements),
        covered_by_contracts: discounted(books, ledger, Line::CoveredByContracts),
        contracts: discounted(books, ledger, Line::Contracts),
        projects: discounted(books, ledger, Line::Projects),
        overfill: discounted(books, ledger, Line::Overfill),
        transport: discounted(books, ledger, Line::Transport),
        capital: capital(books),
        ..ObjectiveParts::default()
    };
    for row in &books.stock {
        let children = row.placed * books.case.discount(row.t);
        let price = books.price(row);
        parts.last_resort_penalty += children * price.last_resort;
        parts.not_preferred_penalty += children * price.not_preferred;
        parts.over_minutes_penalty += children * price.over_minutes;
        parts.tail += tail(books, row);
    }
    for (t, penalty) in policies::penalty(books).into_iter().enumerate() {
        parts.policy_penalty += penalty * books.case.discount(t);
    }
    waiting(books, &mut parts);
    parts
}

/// A line over the years, £ discounted.
fn discounted(books: &Books, ledger: &Ledger, line: Line) -> f64 {
    (0..books.case.years()).map(|t| ledger.amount(t, line) * books.case.discount(t)).sum()
}

/// Capital of the optional projects that open: an annuity from the year they open to the last, or all at once.
fn capital(books: &Books) -> f64 {
    let case = books.case;
    let (rate, life) = (case.objective.discount_rate, case.objective.asset_life);
    let level = if rate == 0.0 { 1.0 / f64::from(life) } else { rate / (1.0 - (1.0 + rate).powi(-(life as i32))) };
    let factor = |opened: usize| {
        if life == 0 {
            case.discount(opened)
        } else {
            level * (opened..case.years()).map(|t| case.discount(t)).sum::<f64>()
        }
    };
    let optional = books.projects().filter(|&k| case[k].status == Status::Optional);
    let costs = optional.filter_map(|k| {
        let opened = books.time(books.opening(k)?)?;
        Some(case[k].capital_cost.get() * factor(opened))
    });
    case.objective.capital_weight * costs.sum::<f64>()
}

/// What the children of a row go on costing after the last year, £ discounted.
fn tail(books: &Books, row: &Stock) -> f64 {
    let case = books.case;
    if !case.objective.count_tail || row.t + 1 != case.years() || row.placed == 0.0 {
        return 0.0;
    }
    let each = books.prices.tail(&books.progress, books.chain(row.chain), row.stage, row.provision);
    case.discount(row.t) * row.placed * each
}

/// Children without a place, within the horizon and after it.
fn waiting(books: &Books, parts: &mut ObjectiveParts) {
    let case = books.case;
    let penalty = books.plan.unplaced_penalty.get();
    for chain in 0..case.forecast.chains().len() {
        for stage in books.stages() {
            for t in 0..case.years() {
                let cost = books.unplaced(chain, stage, t) * penalty * case.discount(t);
                parts.unplaced_penalty += cost;
                if case.objective.count_tail && t + 1 == case.years() {
                    parts.tail += cost * books.prices.waiting_tail(&books.progress, stage);
                }
            }
        }
    }
}

/// What the children on roll cost while they stay where they are, £ discounted, penalties and tail included.
pub(super) fn constant(books: &Books) -> f64 {
    let within = |row: &Stock| row.placed * books.case.discount(row.t) * books.price(row).total();
    books.roll.iter().map(|row| within(row) + tail(books, row)).sum()
}

/// Every part by name.
fn named(parts: &ObjectiveParts) -> [(&'static str, f64); 13] {
    [
        ("placements", parts.placements),
        ("covered by contracts", parts.covered_by_contracts),
        ("contracts", parts.contracts),
        ("projects", parts.projects),
        ("overfill", parts.overfill),
        ("transport", parts.transport),
        ("capital", parts.capital),
        ("unplaced penalty", parts.unplaced_penalty),
        ("last resort penalty", parts.last_resort_penalty),
        ("not preferred penalty", parts.not_preferred_penalty),
        ("over minutes penalty", parts.over_minutes_penalty),
        ("policy penalty", parts.policy_penalty),
        ("tail", parts.tail),
    ]
}

/// The checks.
pub(super) fn check(books: &Books, parts: &ObjectiveParts) -> Vec<Check> {
    let tally = |name, what| Tally::new(name, "£", MONEY_TOLERANCE, what);
    let mut each = tally("objective_parts", "Every part of the objective is what the plan's own rows come to.");
    let mut total = tally("objective", "The objective is what its parts, recomputed, add up to.");
    let mut purses =
        tally("purses_and_objective", "The lines of the purses, discounted, are the money in the objective.");
    let mut constant_of = tally("constant", "The constant is what the children on roll cost while they stay.");
    let plan = books.plan;
    for ((name, found), (_, expected)) in named(&plan.parts).into_iter().zip(named(parts)) {
        each.equal_money(found, expected, || format!("{name}: {}, it is {}", pounds(found), pounds(expected)));
    }
    let both = [("the plan's objective", plan.objective), ("the sum of the plan's parts", plan.parts.total())];
    for (name, found) in both {
        let expected = parts.total();
        total.equal_money(found, expected, || format!("{name} is {}, it is {}", pounds(found), pounds(expected)));
    }
    let lines = told(books);
    let money = [
        (Line::Placements, plan.parts.placements),
        (Line::CoveredByContracts, plan.parts.covered_by_contracts),
        (Line::Contracts, plan.parts.contracts),
        (Line::Projects, plan.parts.projects),
        (Line::Overfill, plan.parts.overfill),
        (Line::Transport, plan.parts.transport),
    ];
    for (line, part) in money {
        let sum = discounted(books, &lines, line);
        purses.equal_money(part, sum, || {
            format!("{}: {} in the objective, {} in the purses", line.as_str(), pounds(part), pounds(sum))
        });
    }
    let expected = constant(books);
    constant_of.equal_money(plan.constant, expected, || {
        format!("the plan says {}, it is {}", pounds(plan.constant), pounds(expected))
    });
    [each, total, purses, constant_of].map(Tally::finish).to_vec()
}
