//! What is hidden in small tables, against an attacker who knows every shown count to the last decimal.

use good_lp::Expression;
use proptest::prelude::*;

use super::grid::{Cell, Grid};
use super::hide::hidden;
use super::{Group, is_few};
use crate::id::ProvisionIx;
use crate::mip::{Column, Names, Program};
use crate::solve::linear;

/// A table of rows with its sums by row, by column and in all.
fn table(rows: &[[f64; 3]]) -> Grid {
    let atoms = rows.concat();
    let mut sums: Vec<Vec<usize>> = (0..atoms.len()).map(|at| vec![at]).collect();
    sums.extend((0..rows.len()).map(|row| (0..3).map(|column| 3 * row + column).collect()));
    sums.extend((0..3).map(|column| (0..rows.len()).map(|row| 3 * row + column).collect()));
    sums.push((0..atoms.len()).collect());
    let cells = sums.iter().enumerate().map(|(at, sum)| Cell {
        of: Group::There(ProvisionIx::new(at)),
        value: sum.iter().map(|&atom| atoms[atom]).sum(),
        atoms: sum.iter().filter(|&&atom| atoms[atom] > 0.0).map(|&atom| atom as u32).collect(),
    });
    Grid { cells: cells.collect(), atoms, same: vec![] }
}

/// The most (or, with −1, the least) that a cell can be, given all that is shown and all noughts.
fn furthest(grid: &Grid, hidden: &[bool], cell: usize, way: f64) -> f64 {
    const ENOUGH: f64 = 1e4;
    let mut program = Program::new(Names::Dropped);
    let wanted = |atom: usize| grid.cells[cell].atoms.contains(&(atom as u32));
    let column = |atom: usize| Column::amount(if wanted(atom) { -1000.0 * way } else { 0.0 }).at_most(ENOUGH);
    let atoms: Vec<_> = (0..grid.atoms.len()).map(|atom| program.column(String::new, column(atom))).collect();
    for (shown, _) in grid.cells.iter().zip(hidden).filter(|(_, hidden)| !**hidden) {
        let sum: Expression = shown.atoms.iter().map(|&atom| atoms[atom as usize]).sum();
        program.row(String::new, &sum.eq(shown.value));
    }
    let found = linear(&program).unwrap().unwrap();
    grid.cells[cell].atoms.iter().map(|&atom| found[atom as usize]).sum()
}

#[test]
fn a_table_without_small_counts_is_shown_whole() {
    assert!(!hidden(&table(&[[5.0, 0.0, 9.0], [7.0, 6.0, 0.4]])).unwrap().contains(&true));
}

#[test]
fn a_small_count_is_hidden_with_three_others_of_its_rows_and_columns() {
    let hidden = hidden(&table(&[[3.0, 20.0, 90.0], [80.0, 10.0, 70.0], [60.0, 50.0, 40.0]])).unwrap();
    let hidden: Vec<usize> = (0..hidden.len()).filter(|&cell| hidden[cell]).collect();
    assert_eq!(hidden, [0, 1, 3, 4], "the cheapest square with it: sums of rows and columns stay");
}

#[test]
fn a_small_total_takes_another_with_it() {
    let grid = table(&[[1.0, 1.0, 1.0], [6.0, 6.0, 6.0]]);
    let hidden = hidden(&grid).unwrap();
    assert!(hidden[6] && (hidden[7] || hidden[11]), "the sum of the first row, and the other or the whole");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_small_count_can_be_told_from_0_or_5(rows in prop::collection::vec(prop::array::uniform3(0_u8..12), 1..5)) {
        let grid = table(&rows.iter().map(|row| row.map(f64::from)).collect::<Vec<_>>());
        let hidden = hidden(&grid).unwrap();
        for cell in (0..grid.cells.len()).filter(|&cell| is_few(grid.cells[cell].value)) {
            prop_assert!(hidden[cell]);
            prop_assert!(furthest(&grid, &hidden, cell, -1.0) < 1e-5);
            prop_assert!(furthest(&grid, &hidden, cell, 1.0) > 5.0 - 1e-5);
        }
    }
}
