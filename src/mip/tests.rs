use super::*;
use good_lp::Expression;

fn knapsack() -> Program {
    let mut program = Program::new(Names::Kept);
    let a = program.column(|| "take(a)".into(), Column::decision(-3.0));
    let b = program.column(|| "take(b c)".into(), Column::amount(-2.5).at_most(4.0));
    let c = program.column(|| "take(b-c)".into(), Column::amount(1.0).fixed(2.0));
    program.row(|| "weight".into(), &(2.0 * a + b - c).leq(Expression::from(3.0)));
    program.row(|| "empty".into(), &Expression::from(0.0).leq(1.0));
    program.constant = 7.0;
    program
}

#[test]
fn lp_text_has_readable_unique_names() {
    insta::assert_snapshot!(lp::write(&knapsack()), @r"
    Minimize
     cost: - 3 take(a) - 2.5 take(b_c) + 1 take#2 + 7 constant
    Subject To
     weight: + 2 take(a) + 1 take(b_c) - 1 take#2 <= 3
    Bounds
     0 <= take(a) <= 1
     0 <= take(b_c) <= 4
     take#2 = 2
     constant = 1
    General
     take(a)
    End
    ");
}

#[test]
fn mps_text_says_the_same() {
    insta::assert_snapshot!(mps::write(&knapsack()), @r"
    NAME placewise FREE
    ROWS
     N cost
     L weight
    COLUMNS
     marker0 'MARKER' 'INTORG'
     take(a) cost -3
     take(a) weight 2
     marker1 'MARKER' 'INTEND'
     take(b_c) cost -2.5
     take(b_c) weight 1
     take#2 cost 1
     take#2 weight -1
     constant cost 7
    RHS
     rhs weight 3
    BOUNDS
     UP bound take(a) 1
     UP bound take(b_c) 4
     FX bound take#2 2
     FX bound constant 1
    ENDATA
    ");
}

#[test]
fn a_row_without_columns_is_left_out() {
    assert_eq!(knapsack().rows(), 1);
    assert_eq!(knapsack().nonzeros(), 3);
}
