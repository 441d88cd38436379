//! What is hidden of the money: lines that few children cause, so that no cost of theirs can be read.

use std::collections::BTreeMap;

use super::is_few;
use crate::case::Case;
use crate::plan::{Line, Plan, Purse};
use crate::units::Year;

/// What is hidden of a purse in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Veil {
    /// Nothing.
    #[default]
    Nothing,
    /// Its lines; their total is shown.
    Lines,
    /// Its lines and their total, which is one line's.
    All,
}

/// Every purse and year of which something is hidden: one of its lines is caused by 1 to 4 children.
pub(super) fn veils(case: &Case, plan: &Plan) -> BTreeMap<(Year, Purse), Veil> {
    let mut veils = BTreeMap::new();
    for t in 0..case.years() {
        let year = case.year(t);
        for purse in Purse::ALL {
            let lines = plan.finance.iter().filter(|line| line.year == year && line.line.purse() == purse);
            let lines: Vec<Line> = lines.filter(|line| line.amount.get() != 0.0).map(|line| line.line).collect();
            if lines.iter().any(|&line| is_few(children_behind(plan, year, line))) {
                veils.insert((year, purse), if lines.len() > 1 { Veil::Lines } else { Veil::All });
            }
        }
    }
    veils
}

/// Children who cause a line; none where it is paid whoever comes.
fn children_behind(plan: &Plan, year: Year, line: Line) -> f64 {
    let placed = |counts: fn(&crate::plan::Placement) -> bool| {
        plan.placements.iter().filter(|p| p.year == year && counts(p)).map(|p| p.children.get()).sum()
    };
    match line {
        Line::PlaceFunding | Line::Projects | Line::Capital => 0.0,
        Line::Placements => placed(|p| p.annual_cost.get() != 0.0),
        Line::CoveredByContracts => placed(|p| p.contract.is_some()),
        Line::Contracts => plan.fills.iter().filter(|fill| fill.year == year).map(|fill| fill.children.get()).sum(),
        Line::Overfill => {
            plan.utilisation.iter().filter(|used| used.year == year).map(|used| used.overfilled.get()).sum()
        }
        Line::Transport => placed(|p| p.transport_cost.get() != 0.0),
    }
}
