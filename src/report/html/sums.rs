//! Sums over the rows of a plan that several sections share, in the order of the case.

use super::numbers::count;
use crate::case::{Case, Phase};
use crate::id::{KindIx, NeedIx};
use crate::plan::{CellOutcome, Plan};
use crate::units::Year;

/// The phases, youngest first.
pub(super) const PHASES: [Phase; 3] = [Phase::Primary, Phase::Secondary, Phase::Post16];

/// Places and children of a kind in a year.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Fill {
    /// Places, reserved ones taken off, of the provisions that have a number of them.
    pub(super) places: f64,
    /// Whether some provision's places are not limited.
    pub(super) unlimited: bool,
    /// Children of the plan there.
    pub(super) children: f64,
}

impl Fill {
    /// Places in words: a number, or that they are not limited.
    pub(super) fn places(&self) -> String {
        match (self.unlimited, self.places > 0.0) {
            (false, _) => count(self.places),
            (true, false) => "not limited".to_owned(),
            (true, true) => format!("{} and more", count(self.places)),
        }
    }
}

/// Children of a year's cells that fit.
pub(super) fn children(plan: &Plan, year: Year, fits: impl Fn(&CellOutcome) -> bool) -> f64 {
    plan.cells.iter().filter(|cell| cell.year == year && fits(cell)).map(|cell| cell.children.get()).sum()
}

/// Needs that some child has in some year.
pub(super) fn needs(case: &Case, plan: &Plan) -> Vec<NeedIx> {
    let all = (0..case.needs.len()).map(NeedIx::new);
    all.filter(|&need| plan.cells.iter().any(|cell| cell.need == need && cell.children.get() > 0.0)).collect()
}

/// Kinds that some open provision has in some year.
pub(super) fn kinds(case: &Case, plan: &Plan) -> Vec<KindIx> {
    let mut open = vec![false; case.kinds.len()];
    for row in &plan.utilisation {
        open[case[row.provision].kind.get()] = true;
    }
    (0..case.kinds.len()).map(KindIx::new).filter(|kind| open[kind.get()]).collect()
}

/// Places and children of a kind in a year.
pub(super) fn fill(case: &Case, plan: &Plan, kind: KindIx, year: Year) -> Fill {
    let mut fill = Fill::default();
    for row in plan.utilisation.iter().filter(|row| row.year == year && case[row.provision].kind == kind) {
        fill.places += row.places.map_or(0.0, |places| places.get().max(0.0));
        fill.unlimited |= row.places.is_none();
        fill.children += row.placed.get();
    }
    fill
}
