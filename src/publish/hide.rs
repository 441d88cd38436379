//! Which counts are hidden: all of 1 to 4, and those that stand in the way of what might be in their place.
//!
//! For every small count and each of the two values 0 and 5 a linear programme looks for other figures `x` of the atoms
//! that give the count that value. Whatever is hidden already may be anything; what is still shown costs, for every
//! child by which it would have to change, its size and the atoms it is the sum of, so that totals are hidden last,
//!
//! ```text
//! minimise Σ over shown counts (1 + value) · atoms · |Σ x − value|     x ≥ 0, every pair of tied sums equal
//! ```
//!
//! and is hidden where it does. The figures found then agree with all that is shown; and since nothing hidden is shown
//! again, they still do at the end. Figures that give other small counts the values they need serve those as well.

use good_lp::Expression;

use super::grid::Grid;
use super::{FEW, is_few};
use crate::mip::{Column, Names, Program};
use crate::solve::{SolveError, linear};

/// What a small count must be able to be.
const WANTED: [f64; 2] = [0.0, FEW];

/// Children by which a count may be out in a solver's answer before it counts as changed.
const NOISE: f64 = 1e-6;

/// £ that the solver takes as 1.
const UNIT: f64 = 1000.0;

/// Whether each cell of the grid is hidden.
pub(super) fn hidden(grid: &Grid) -> Result<Vec<bool>, SolveError> {
    let mut hidden: Vec<bool> = grid.cells.iter().map(|cell| is_few(cell.value)).collect();
    let tied = |&cell: &usize| !grid.cells[cell].atoms.is_empty();
    let few: Vec<usize> = (0..hidden.len()).filter(|&cell| hidden[cell]).filter(tied).collect();
    let mut open: Vec<(usize, f64)> = few.iter().flat_map(|&cell| WANTED.map(|wanted| (cell, wanted))).collect();
    while let Some(&goal) = open.first() {
        let figures = figures(grid, &hidden, goal)?;
        let sums: Vec<f64> = grid.cells.iter().map(|cell| sum(&figures, &cell.atoms)).collect();
        for ((cell, &sum), hidden) in grid.cells.iter().zip(&sums).zip(&mut hidden) {
            *hidden |= !cell.atoms.is_empty() && (sum - cell.value).abs() > NOISE;
        }
        open.retain(|&other| other != goal && !serves(sums[other.0], other.1));
    }
    Ok(hidden)
}

/// Whether a count of so many children looks like the one wanted.
fn serves(children: f64, wanted: f64) -> bool {
    if wanted > 0.0 { children > wanted - NOISE } else { children < NOISE }
}

fn sum(figures: &[f64], atoms: &[u32]) -> f64 {
    atoms.iter().map(|&atom| figures[atom as usize]).sum()
}

/// Figures of the atoms in which a cell is as wanted and as little as can be that is shown has changed.
fn figures(grid: &Grid, hidden: &[bool], (cell, wanted): (usize, f64)) -> Result<Vec<f64>, SolveError> {
    let mut program = Program::new(Names::Dropped);
    let atoms: Vec<_> = grid.atoms.iter().map(|_| program.column(String::new, Column::amount(0.0))).collect();
    let sum = |of: &[u32]| of.iter().map(|&atom| atoms[atom as usize]).sum::<Expression>();
    for (at, shown) in grid.cells.iter().enumerate().filter(|(_, cell)| !cell.atoms.is_empty()) {
        if at == cell {
            program.row(String::new, &sum(&shown.atoms).eq(wanted));
        } else if !hidden[at] {
            let changed = Column::amount(UNIT * (1.0 + shown.value) * shown.atoms.len() as f64);
            let [above, below] = [changed; 2].map(|changed| program.column(String::new, changed));
            program.row(String::new, &(sum(&shown.atoms) - above + below).eq(shown.value));
        }
    }
    for [one, other] in &grid.same {
        program.row(String::new, &(sum(one) - sum(other)).eq(0.0));
    }
    let mut found = linear(&program)?
        .ok_or_else(|| SolveError::Solver("no other figures were found for a small count".to_owned()))?;
    found.truncate(atoms.len());
    Ok(found)
}
