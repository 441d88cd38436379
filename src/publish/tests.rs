//! What is hidden in small tables, against an attacker who knows every shown count to the last decimal, which counts are
//! whole numbers, and what a child costs.

use good_lp::Expression;
use proptest::prelude::*;

use super::grid::{Cell, Grid, Money};
use super::hide::hidden;
use super::money::{Rounded, rounded};
use super::{FEW, Group, is_few};
use crate::id::ProvisionIx;
use crate::mip::{Column, Names, Program};
use crate::plan::Line;
use crate::solve::cheap;

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
        atoms: sum.iter().map(|&atom| atom as u32).collect(),
    });
    let whole = atoms.iter().all(|children| children.fract() == 0.0);
    Grid { cells: cells.collect(), whole: vec![whole; atoms.len()], atoms, ..Grid::default() }
}

/// The same with a line of money: so many £ a child of each column in the first row, twice as many in the second.
fn with_money(rows: &[[f64; 3]], costs: [f64; 3]) -> Grid {
    let grid = table(rows);
    let by_child: Vec<(u32, f64)> =
        (0..grid.atoms.len()).map(|at| (at as u32, costs[at % 3] * (1 + at / 3) as f64)).collect();
    let amount = by_child.iter().map(|&(atom, by)| by * grid.atoms[atom as usize]).sum();
    Grid { money: vec![Money { line: Line::Placements, amount, by_child, caused: (100.0, 0.0) }], ..grid }
}

/// What an attacker knows: shown counts to the last decimal, whole numbers, and the money to so many £.
struct Shown<'a> {
    grid: &'a Grid,
    hidden: Vec<bool>,
    money: Vec<Rounded>,
}

impl<'a> Shown<'a> {
    fn of(grid: &'a Grid) -> Self {
        let hidden = hidden(grid).unwrap();
        let money = grid.money.iter().map(|money| rounded(grid, &[money], &hidden.others)).collect();
        Self { grid, hidden: hidden.cells, money }
    }

    /// Whether some figures agree with all of it in which a cell is at least and at most so much.
    fn allows(&self, cell: usize, [least, most]: [f64; 2]) -> bool {
        let mut program = Program::new(Names::Dropped);
        let column = |&integer: &bool| Column { integer, ..Column::amount(0.0).at_most(1e4) };
        let atoms: Vec<_> = self.grid.whole.iter().map(|whole| program.column(String::new, column(whole))).collect();
        let sum =
            |cell: usize| self.grid.cells[cell].atoms.iter().map(|&atom| atoms[atom as usize]).sum::<Expression>();
        for shown in (0..self.hidden.len()).filter(|&cell| !self.hidden[cell]) {
            program.row(String::new, &sum(shown).eq(self.grid.cells[shown].value));
        }
        for (money, rounded) in self.grid.money.iter().zip(&self.money) {
            let thousands: Expression =
                money.by_child.iter().map(|&(atom, by)| (by / 1e3) * atoms[atom as usize]).sum();
            let (amount, half) = (rounded.amount.get() / 1e3, rounded.to_nearest / 2e3);
            program.row(String::new, &thousands.clone().geq(amount - half));
            program.row(String::new, &thousands.leq(amount + half));
        }
        program.row(String::new, &sum(cell).geq(least));
        program.row(String::new, &sum(cell).leq(most));
        cheap(&program).unwrap().is_some()
    }

    /// The first small count that is shown, or of which somebody could know that it is not 0, not 5 or more, or, where
    /// it is a whole number, which of 1 to 4 it is.
    fn given_away(&self) -> Option<usize> {
        let cells = &self.grid.cells;
        let few = (0..cells.len()).filter(|&cell| is_few(cells[cell].value));
        let others = |cell: usize| (1..5).map(f64::from).filter(move |&n| (n - cells[cell].value).abs() > 0.5);
        few.into_iter().find(|&cell| {
            !self.hidden[cell]
                || !self.allows(cell, [0.0, 0.0])
                || !self.allows(cell, [FEW, 1e4])
                || !others(cell).any(|n| self.allows(cell, [n, n]))
        })
    }
}

#[test]
fn a_table_without_small_counts_is_shown_whole() {
    assert!(!hidden(&table(&[[5.0, 0.0, 9.0], [7.0, 6.0, 0.4]])).unwrap().cells.contains(&true));
}

#[test]
fn a_small_count_is_hidden_with_three_others_of_its_rows_and_columns() {
    let hidden = hidden(&table(&[[3.0, 20.0, 90.0], [80.0, 10.0, 70.0], [60.0, 50.0, 40.0]])).unwrap().cells;
    let hidden: Vec<usize> = (0..hidden.len()).filter(|&cell| hidden[cell]).collect();
    assert_eq!(hidden, [0, 1, 3, 4], "the cheapest square with it: sums of rows and columns stay");
}

#[test]
fn a_small_total_takes_another_with_it() {
    let grid = table(&[[1.0, 1.0, 1.0], [6.0, 6.0, 6.0]]);
    let hidden = hidden(&grid).unwrap().cells;
    assert!(hidden[6] && (hidden[7] || hidden[11]), "the sum of the first row, and the other or the whole");
}

/// Four counts are hidden, and whoever has one of them has all: so has whoever has the money.
#[test]
fn money_does_not_say_who_is_where() {
    let grid = with_money(&[[3.0, 7.0, 0.0], [40.0, 30.0, 20.0]], [50_000.0, 80_000.0, 20_000.0]);
    let mut shown = Shown::of(&grid);
    assert_eq!(shown.given_away(), None);
    let exact = Rounded { amount: crate::units::Pounds(grid.money[0].amount), to_nearest: 1_000.0 };
    assert!(shown.money[0].to_nearest > exact.to_nearest);
    shown.money[0] = exact;
    assert_eq!(shown.given_away(), Some(0), "to the nearest £1,000 the money gives it away");
}

/// Where fractions of children would do, whole ones may not: 0 and 4 are the least and the most of the first count, and
/// between them there are the same parities only.
#[test]
fn whole_numbers_are_hidden_from_those_who_know_that_they_are() {
    let rows = [[1.0, 1.0, 1.0], [1.0, 2.0, 2.0]];
    let whole = table(&rows);
    assert!(whole.whole.iter().all(|&whole| whole));
    assert_eq!(Shown::of(&whole).given_away(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_small_count_can_be_told(
        rows in prop::collection::vec(prop::array::uniform3(0_u8..12), 1..5),
        costs in prop::array::uniform3(0_u8..9),
        parts in 1_u8..3,
    ) {
        let rows: Vec<[f64; 3]> = rows.iter().map(|row| row.map(|n| f64::from(n) / f64::from(parts))).collect();
        let grid = with_money(&rows, costs.map(|cost| 10_000.0 * f64::from(cost)));
        prop_assert_eq!(Shown::of(&grid).given_away(), None);
    }
}
