//! What of a plan may be published: counts of children by area, need, phase, destination and provision, of which small
//! ones are hidden, and others with them, so that no small count can be worked out.
//!
//! The guarantee, for every count of 1 to 4 and for all published counts of its year together (totals and other tables
//! included): there is a set of figures in which it is 0 and another in which it is 5, and both agree with every count
//! that is shown, to the last decimal, with every sum between the tables, and with the money, whatever a child costs at
//! each provision. Where the counts of a family are whole numbers, so are those figures, and in a third set it is another
//! of 1 to 4. Nobody can tell them from the true figures. `hide` looks for those sets one by one and hides what stands in
//! their way, so that what it leaves is proven as it is made; `money` rounds until they agree.
//!
//! ```text
//! Plan → Grid (a year: atoms, the counts that are sums of them, the money they cause) → hidden, rounded → Published
//! ```

mod grid;
mod hide;
mod money;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::case::{Case, Phase};
use crate::id::{KindIx, LocalityIx, NeedIx, ProvisionIx};
use crate::plan::{Line, Plan, Purse};
use crate::solve::SolveError;
use crate::units::Year;

use grid::{Grid, Money};
pub use money::Rounded;

/// Counts below this are hidden, down to 1.
pub const FEW: f64 = 5.0;

/// The smallest places that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The whole plan.
    Whole,
    /// The local authorities of the localities.
    Authority,
    /// The areas of the localities.
    Area,
}

/// Where children go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// A kind of provision.
    Kind(KindIx),
    /// They have no place.
    NoPlace,
}

/// Who is counted. `None` is everybody: every area, every need, every phase. An area is a position in
/// [`Published::areas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Forecast children.
    Children(Option<usize>, Option<NeedIx>, Option<Phase>),
    /// Children of an area or of a need by where they go.
    Going(Option<usize>, Option<NeedIx>, Destination),
    /// Children at a provision.
    There(ProvisionIx),
    /// Children placed in a dearer or less suitable kind only because the better one is full.
    Displaced,
    /// Children with a journey over the travel guidance.
    OverGuidance,
}

/// A count that is published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// The academic year.
    pub year: Year,
    /// Who is counted.
    pub of: Group,
    /// Whole children, rounded from the plan's own total; `None`: hidden.
    pub children: Option<f64>,
}

/// What may be published of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The smallest places that are told apart: what was asked for, as far as the tables know it.
    pub level: Level,
    /// Their names, sorted.
    pub areas: Vec<String>,
    /// Every count, by year and group.
    pub counts: Vec<Count>,
    /// How many of them are hidden because they are 1 to 4.
    pub few: usize,
    /// How many are hidden so that those cannot be worked out.
    pub beside: usize,
    /// The lines of the money, as they may be read.
    pub lines: BTreeMap<(Year, Line), Rounded>,
    /// What each purse pays in all, likewise.
    pub totals: BTreeMap<(Year, Purse), Rounded>,
}

impl Published {
    /// Works out what may be published of a plan.
    pub fn of(case: &Case, plan: &Plan, level: Level) -> Result<Self, SolveError> {
        let (level, area_of, areas) = areas(case, level);
        let mut published =
            Self { level, areas, counts: vec![], few: 0, beside: 0, lines: BTreeMap::new(), totals: BTreeMap::new() };
        let groups = grid::Groups::of(case, plan, &area_of);
        let of_year = |t: usize| {
            let year = case.year(t);
            let mut grid = grid::of_year(case, plan, year, (&groups, &area_of));
            grid.money = money::lines(case, plan, year, &grid.there);
            let hidden = hide::hidden(&grid)?;
            Ok((year, grid, hidden))
        };
        let years: Vec<_> = (0..case.years()).into_par_iter().map(of_year).collect::<Result<_, SolveError>>()?;
        for (year, grid, hidden) in years {
            published.read_counts(year, &grid, &hidden.cells);
            published.read_money(year, &grid, &hidden.others);
        }
        Ok(published)
    }

    /// The counts of a year as they may be read.
    fn read_counts(&mut self, year: Year, grid: &Grid, hidden: &[bool]) {
        for (cell, &hidden) in grid.cells.iter().zip(hidden) {
            let few = is_few(cell.value);
            self.few += usize::from(hidden && few);
            self.beside += usize::from(hidden && !few);
            let children = (!hidden).then(|| cell.value.round());
            self.counts.push(Count { year, of: cell.of, children });
        }
    }

    /// The money of a year as it may be read.
    fn read_money(&mut self, year: Year, grid: &Grid, others: &[Vec<f64>]) {
        let line = |money: &Money| ((year, money.line), money::rounded(grid, &[money], others));
        self.lines.extend(grid.money.iter().map(line));
        for purse in Purse::ALL {
            let lines: Vec<&Money> = grid.money.iter().filter(|money| money.line.purse() == purse).collect();
            self.totals.insert((year, purse), money::rounded(grid, &lines, others));
        }
    }

    /// A count; nought where it is not published, for nobody can be in the group.
    pub fn count(&self, year: Year, of: Group) -> Option<f64> {
        let found = self.counts.binary_search_by(|count| (count.year, count.of).cmp(&(year, of)));
        found.map_or(Some(0.0), |at| self.counts[at].children)
    }
}

/// Whether so many children are 1 to 4 once rounded to whole ones.
fn is_few(children: f64) -> bool {
    (1.0..FEW).contains(&children.round())
}

/// The level that the localities know, the area of each locality, and the areas' names.
fn areas(case: &Case, level: Level) -> (Level, BTreeMap<LocalityIx, usize>, Vec<String>) {
    const NOT_STATED: &str = "not stated";
    let name = |at: usize, level: Level| match level {
        Level::Whole => "",
        Level::Authority => case.localities[at].authority.as_str(),
        Level::Area => case.localities[at].area.as_str(),
    };
    let known = |level: &Level| (0..case.localities.len()).any(|at| !name(at, *level).is_empty());
    let levels = [Level::Area, Level::Authority];
    let level = levels.into_iter().filter(|known| *known <= level).find(known).unwrap_or(Level::Whole);
    let of = |at: usize| Some(name(at, level)).filter(|name| !name.is_empty()).unwrap_or(NOT_STATED);
    let names: BTreeSet<&str> = (0..case.localities.len()).map(of).collect();
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let position = |at: usize| names.iter().position(|name| name == of(at)).unwrap_or(0);
    let area_of = (0..case.localities.len()).map(|at| (LocalityIx::new(at), position(at))).collect();
    (level, area_of, names)
}
