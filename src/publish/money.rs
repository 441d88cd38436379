//! The money as it may be read: every line rounded so far that nothing follows of a hidden count.
//!
//! Unit costs are public, so a line is a sum over provisions of children times what one there costs, and whoever knows
//! all but two of the children can work those out. A line is therefore rounded to the smallest step at which all the
//! figures that `hide` found give the same rounded amount as the true ones; and a line that 1 to 4 children cause, at
//! which it would be the same with none and with 5. So is what a purse pays in all: it is no sum of what is shown.

use std::collections::BTreeMap;

use super::grid::{Grid, Money};
use super::{FEW, is_few};
use crate::case::{Case, Contract};
use crate::id::{BandIx, NeedIx, ProvisionIx, StageIx};
use crate::plan::{FinanceLine, Line, Placement, Plan};
use crate::units::{Pounds, Year};

/// An amount that may be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rounded {
    /// £, rounded.
    pub amount: Pounds,
    /// To the nearest so many £: it is out by half of it at most.
    pub to_nearest: f64,
}

/// Every line of a year, and how it moves with children at each provision.
pub(super) fn lines(case: &Case, plan: &Plan, year: Year, there: &BTreeMap<ProvisionIx, u32>) -> Vec<Money> {
    let of_year = plan.finance.iter().filter(|line| line.year == year);
    let line = |line: &FinanceLine| {
        let known = by_provision(case, plan, year, line.line);
        let first = |provision| where_nobody_is(case, plan, (year, line.line), provision);
        let by = |&provision: &ProvisionIx| known.get(&provision).copied().unwrap_or_else(|| first(provision));
        let by_child = there.iter().map(|(provision, &atom)| (atom, by(provision)));
        let by_child = by_child.filter(|(_, by)| *by != 0.0).collect();
        let caused = caused(case, plan, year, line);
        Money { line: line.line, amount: line.amount.get(), by_child, caused }
    };
    of_year.map(line).collect()
}

/// £ of a line for a child more at each provision, on average over those who are there.
fn by_provision(case: &Case, plan: &Plan, year: Year, line: Line) -> BTreeMap<ProvisionIx, f64> {
    let mut costs: BTreeMap<ProvisionIx, (f64, f64)> = BTreeMap::new();
    for p in plan.placements.iter().filter(|p| p.year == year) {
        let covered = p.contract.is_some();
        let cost = match line {
            Line::Placements => p.annual_cost.get(),
            Line::CoveredByContracts if covered => -p.annual_cost.get(),
            Line::Transport => p.transport_cost.get(),
            _ => 0.0,
        };
        let (sum, children) = costs.entry(p.provision).or_default();
        (*sum, *children) = (*sum + cost * p.children.get(), *children + p.children.get());
    }
    match line {
        Line::Contracts => {
            for fill in plan.fills.iter().filter(|fill| fill.year == year) {
                let contract = &case[fill.contract];
                costs.entry(contract.provision).or_default().0 += by_filled(contract, year) * fill.children.get();
            }
        }
        Line::Overfill => {
            for used in plan.utilisation.iter().filter(|used| used.year == year && used.overfilled.get() > 0.0) {
                let (sum, children) = costs.entry(used.provision).or_default();
                *sum = case[case[used.provision].kind].overfill_cost.get() * *children;
            }
        }
        _ => {}
    }
    costs.into_iter().filter(|(_, (_, n))| *n > 0.0).map(|(provision, (sum, n))| (provision, sum / n)).collect()
}

/// £ of a line for the first child at a provision where nobody is: the mean of what it costs by need, band and stage, and
/// of all journeys.
fn where_nobody_is(case: &Case, plan: &Plan, (year, line): (Year, Line), provision: ProvisionIx) -> f64 {
    let mean = |(sum, n): (f64, f64)| if n > 0.0 { sum / n } else { 0.0 };
    let add = |(sum, n): (f64, f64), (more, children): (f64, f64)| (sum + more * children, n + children);
    match line {
        Line::Placements => {
            let here = &case[provision];
            let needs = (0..case.needs.len()).map(NeedIx::new).filter(|need| here.needs.includes(need));
            let bands = || (0..case.bands.len()).map(BandIx::new);
            let stages = || (0..case.stages.len()).map(StageIx::new).filter(|&s| here.serves(case[s].year_groups));
            let all =
                needs.flat_map(|need| bands().flat_map(move |band| stages().map(move |stage| (need, band, stage))));
            let costs = all.filter_map(|(need, band, stage)| case.annual_cost(provision, need, band, stage));
            mean(costs.map(|cost| (cost.get(), 1.0)).fold((0.0, 0.0), add))
        }
        Line::Transport => {
            let of_year = plan.placements.iter().filter(|p| p.year == year);
            mean(of_year.map(|p| (p.transport_cost.get(), p.children.get())).fold((0.0, 0.0), add))
        }
        _ => 0.0,
    }
}

/// A line, or what several add up to, as it may be read, given other figures that must be as likely.
pub(super) fn rounded(grid: &Grid, lines: &[&Money], others: &[Vec<f64>]) -> Rounded {
    let amount: f64 = lines.iter().map(|money| money.amount).sum();
    let in_all = |figures: &Vec<f64>| lines.iter().map(|money| grid.amount(money, figures)).sum();
    let few = lines.iter().filter(|money| is_few(money.caused.0));
    let none_or_five = few.flat_map(|money| {
        let (children, caused) = money.caused;
        [0.0, FEW].map(|other| amount + caused * (other / children - 1.0))
    });
    let amounts: Vec<f64> = others.iter().map(in_all).chain(none_or_five).collect();
    round(amount, &amounts)
}

/// Rounds an amount to the smallest of 1, 2, 5, 10 … thousand at which the others round to the same.
fn round(amount: f64, others: &[f64]) -> Rounded {
    let mut steps = (3..).flat_map(|zeros| [1.0, 2.0, 5.0].map(|n| n * 10_f64.powi(zeros)));
    let times = |amount: f64, step: f64| (amount / step).round() as i64;
    let same = |&step: &f64| others.iter().all(|&other| times(other, step) == times(amount, step));
    let to_nearest = steps.find(same).unwrap_or(f64::INFINITY);
    Rounded { amount: Pounds(times(amount, to_nearest) as f64 * to_nearest), to_nearest }
}

/// Children who cause a line, and the £ of it that they cause; none where it is paid whoever comes.
fn caused(case: &Case, plan: &Plan, year: Year, line: &FinanceLine) -> (f64, f64) {
    let placed = |counts: fn(&Placement) -> bool| {
        plan.placements.iter().filter(|p| p.year == year && counts(p)).map(|p| p.children.get()).sum()
    };
    let amount = line.amount.get();
    match line.line {
        Line::PlaceFunding | Line::Projects | Line::Capital => (0.0, 0.0),
        Line::Placements => (placed(|p| p.annual_cost.get() != 0.0), amount),
        Line::CoveredByContracts => (placed(|p| p.contract.is_some()), amount),
        Line::Contracts => {
            let fills = plan.fills.iter().filter(|fill| fill.year == year);
            let caused = fills.map(|fill| (fill.children.get(), by_filled(&case[fill.contract], year)));
            caused.fold((0.0, 0.0), |(all, pounds), (children, by)| (all + children, pounds + by * children))
        }
        Line::Overfill => {
            let used = plan.utilisation.iter().filter(|used| used.year == year);
            (used.map(|used| used.overfilled.get()).sum(), amount)
        }
        Line::Transport => (placed(|p| p.transport_cost.get() != 0.0), amount),
    }
}

/// £ that a contract costs more with a place filled.
fn by_filled(contract: &Contract, year: Year) -> f64 {
    contract.price_in(year).get() * (1.0 - contract.take_or_pay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_rounded_until_others_are_the_same() {
        let rounded = |amount, others: &[f64]| round(amount, others).amount.get();
        assert_eq!(rounded(123_456.0, &[]).to_bits(), 123_000_f64.to_bits());
        assert_eq!(round(123_456.0, &[163_000.0]), Rounded { amount: Pounds(200_000.0), to_nearest: 200_000.0 });
        assert_eq!(round(-51_000.0, &[0.0, -85_000.0]), Rounded { amount: Pounds(0.0), to_nearest: 200_000.0 });
        let apart = Rounded { amount: Pounds(1_500_000.0), to_nearest: 5_000.0 };
        assert_eq!(round(1_499_000.0, &[1_501_000.0]), apart, "to 2,000 they are 1,500,000 and 1,502,000");
    }
}
