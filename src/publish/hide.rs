//! Which counts are hidden: all of 1 to 4, and those that stand in the way of what might be in their place.
//!
//! For every small count and each value that it must be able to have a programme looks for other figures `x` of the atoms
//! that give the count that value: 0, 5, and where counts are whole numbers another of 1 to 4, for between whole numbers
//! nothing follows. Whatever is hidden already may be anything; what is still shown costs, for every child by which it
//! would have to change, its size and the atoms it is the sum of, so that totals are hidden last, and money a little,
//!
//! ```text
//! minimise Σ over shown counts (1 + value) · atoms · |Σ x − value| + Σ over money £ changed ÷ 10,000
//! x ≥ 0, whole where all of its family are, every pair of tied sums equal
//! ```
//!
//! and is hidden where it does. The figures found then agree with all that is shown; and since nothing hidden is shown
//! again, they still do at the end. Figures that give other small counts the values they need serve those as well.
//! Money is rounded until they agree with it too: see `money`.

use good_lp::Expression;

use super::grid::{Cell, Grid};
use super::{FEW, is_few};
use crate::mip::{Column, Names, Program};
use crate::solve::{SolveError, cheap};

/// Children by which a count may be out in a solver's answer before it counts as changed.
const NOISE: f64 = 1e-6;

/// £ that the solver takes as 1.
const UNIT: f64 = 1000.0;

/// What a thousand pounds of change cost, as children who are hidden.
const THOUSAND: f64 = 0.1;

/// What is hidden of a grid, and the figures that prove it enough.
pub(super) struct Hidden {
    /// Whether each cell is hidden.
    pub(super) cells: Vec<bool>,
    /// Other figures of the atoms, as true as the plan's to whoever has what is shown.
    pub(super) others: Vec<Vec<f64>>,
}

/// What has to be hidden.
pub(super) fn hidden(grid: &Grid) -> Result<Hidden, SolveError> {
    let mut hidden: Vec<bool> = grid.cells.iter().map(|cell| is_few(cell.value)).collect();
    let tied = |&cell: &usize| !grid.cells[cell].atoms.is_empty();
    let few: Vec<usize> = (0..hidden.len()).filter(|&cell| hidden[cell]).filter(tied).collect();
    let wants = |cell: usize| wanted(grid, &grid.cells[cell]).into_iter().map(move |wanted| (cell, wanted));
    let mut open: Vec<(usize, f64)> = few.iter().flat_map(|&cell| wants(cell)).collect();
    let mut others = Vec::new();
    while let Some(&goal) = open.first() {
        let figures = figures(grid, &hidden, goal)?;
        let sums: Vec<f64> = grid.cells.iter().map(|cell| sum(&figures, &cell.atoms)).collect();
        for ((cell, &sum), hidden) in grid.cells.iter().zip(&sums).zip(&mut hidden) {
            *hidden |= !cell.atoms.is_empty() && (sum - cell.value).abs() > NOISE;
        }
        open.retain(|&other| other != goal && !serves(sums[other.0], other.1));
        others.push(figures);
    }
    Ok(Hidden { cells: hidden, others })
}

/// What a small count must be able to be.
fn wanted(grid: &Grid, cell: &Cell) -> Vec<f64> {
    let whole = cell.atoms.iter().all(|&atom| grid.whole[atom as usize]);
    let another = if cell.value.round() > 1.0 { cell.value.round() - 1.0 } else { 2.0 };
    [0.0, FEW].into_iter().chain(whole.then_some(another)).collect()
}

/// Whether a count of so many children looks like the one wanted.
fn serves(children: f64, wanted: f64) -> bool {
    if wanted < FEW { (children - wanted).abs() < NOISE } else { children > wanted - NOISE }
}

fn sum(figures: &[f64], atoms: &[u32]) -> f64 {
    atoms.iter().map(|&atom| figures[atom as usize]).sum()
}

/// What it costs to change a shown count by a child. Nobody is worth as much as a count of five: that a group has nobody
/// is often known, and hides little.
fn dear(cell: &Cell) -> f64 {
    let size = if cell.value < NOISE { FEW } else { cell.value };
    (1.0 + size) * cell.atoms.len() as f64
}

/// Figures of the atoms in which a cell is as wanted and as little as can be that is shown has changed.
fn figures(grid: &Grid, hidden: &[bool], (cell, wanted): (usize, f64)) -> Result<Vec<f64>, SolveError> {
    let mut program = Program::new(Names::Dropped);
    let column = |&integer: &bool| Column { integer, ..Column::amount(0.0) };
    let atoms: Vec<_> = grid.whole.iter().map(|whole| program.column(String::new, column(whole))).collect();
    let sum = |of: &[u32]| of.iter().map(|&atom| atoms[atom as usize]).sum::<Expression>();
    let near = |program: &mut Program, sum: Expression, value: f64, cost: f64| {
        let [above, below] = [cost; 2].map(|cost| program.column(String::new, Column::amount(UNIT * cost)));
        program.row(String::new, &(sum - above + below).eq(value));
    };
    for (at, shown) in grid.cells.iter().enumerate().filter(|(_, cell)| !cell.atoms.is_empty()) {
        if at == cell {
            program.row(String::new, &sum(&shown.atoms).eq(wanted));
        } else if !hidden[at] {
            near(&mut program, sum(&shown.atoms), shown.value, dear(shown));
        }
    }
    for [one, other] in &grid.same {
        program.row(String::new, &(sum(one) - sum(other)).eq(0.0));
    }
    for money in grid.money.iter().filter(|money| !money.by_child.is_empty()) {
        let thousands = |&(atom, by): &(u32, f64)| (by / 1000.0) * atoms[atom as usize];
        let now = |&(atom, by): &(u32, f64)| (by / 1000.0) * grid.atoms[atom as usize];
        let sum = money.by_child.iter().map(thousands).sum::<Expression>();
        near(&mut program, sum, money.by_child.iter().map(now).sum(), THOUSAND);
    }
    let found = cheap(&program)?
        .ok_or_else(|| SolveError::Solver("no other figures were found for a small count".to_owned()))?;
    let tidy = |(&whole, figure): (&bool, f64)| if whole { figure.round() } else { figure.max(0.0) };
    Ok(grid.whole.iter().zip(found).map(tidy).collect())
}
