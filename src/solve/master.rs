//! What to open and sign, judged by the bound alone.
//!
//! At fixed prices the bound is linear in the decisions: `D + Σ reduced cost · option`. Every price vector met on the way
//! gives such a cut; the master finds the decisions that make the highest of them lowest, within groups, requirements
//! and capital. Its own bound is valid for the whole programme.
//!
//! ```text
//! minimise θ
//! cut(i):        θ ≥ D_i + Σ reduced cost_i · y
//! choice(γ):     Σ_{y∈γ} y ≤ 1                          (= 1 where it is decided already)
//! requires(k,j,t), capital(t): as in the programme
//! ```

use good_lp::{Expression, Variable};

use super::bound::{Opt, Oracle, What};
use super::highs::{self, Request};
use super::{Decisions, SolveError};
use crate::id::ProjectIx;
use crate::mip::{Column, Names, Program};

/// The bound as a linear function of the decisions.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    undecided: f64,
    options: Vec<Vec<f64>>,
}

impl Cut {
    /// At prices. Capital goes without a price here: the master keeps its rows, and whatever keeps them would only be
    /// credited what it leaves unspent.
    pub(super) fn at(oracle: &Oracle, prices: &[f64]) -> Self {
        let mut prices = prices.to_vec();
        prices[oracle.rows.first_capital()..oracle.rows.first_block()].fill(0.0);
        let value = oracle.evaluate(&prices, 0.0);
        Self { undecided: value.undecided, options: value.options }
    }
}

/// The best decisions by the cuts, and a valid bound.
pub(super) fn decide(
    oracle: &Oracle,
    cuts: &[Cut],
    seconds: f64,
    seed: u32,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Option<(Decisions, f64)>, SolveError> {
    let mut program = Program::new(Names::Dropped);
    // θ is measured from the highest cut without decisions, to keep its numbers small.
    let level = cuts.iter().map(|cut| cut.undecided).fold(f64::NEG_INFINITY, f64::max);
    let theta = program.column(
        || "theta".into(),
        Column { lower: f64::NEG_INFINITY, upper: f64::INFINITY, cost: 1.0, integer: false },
    );
    let columns: Vec<Vec<Variable>> = oracle
        .choices
        .iter()
        .map(|choice| choice.options.iter().map(|_| program.column(String::new, Column::decision(0.0))).collect())
        .collect();
    for (choice, columns) in oracle.choices.iter().zip(&columns) {
        let chosen: Expression = columns.iter().sum();
        let row = if choice.may_decline { chosen.leq(1.0) } else { chosen.eq(Expression::from(1.0)) };
        program.row(String::new, &row);
    }
    for cut in cuts {
        let mut worth = Expression::from(cut.undecided - level);
        for (costs, columns) in cut.options.iter().zip(&columns) {
            for (&cost, &column) in costs.iter().zip(columns) {
                worth.add_mul(cost, column);
            }
        }
        program.row(String::new, &worth.leq(Expression::from(theta)));
    }
    add_capital(oracle, &columns, &mut program);
    add_requirements(oracle, &columns, &mut program);
    let request = Request {
        program: &program,
        start: None,
        fixed: None,
        interior: false,
        gap: 1e-7,
        time_limit_s: seconds,
        seed,
    };
    let answer = highs::run(&request, &mut |_| stop())?;
    let Some(values) = answer.columns else { return Ok(None) };
    let mut decisions = Decisions {
        opened: vec![None; oracle.network.case.projects.len()],
        signed: vec![false; oracle.network.case.contracts.len()],
    };
    for (choice, columns) in oracle.choices.iter().zip(&columns) {
        for (option, &column) in choice.options.iter().zip(columns) {
            if values[program.position(column)] > 0.5 {
                match option.what {
                    What::Open(project, year) => decisions.opened[project.get()] = Some(year),
                    What::Sign(contract) => decisions.signed[contract.get()] = true,
                }
            }
        }
    }
    Ok(Some((decisions, level + answer.bound)))
}

fn options<'o>(oracle: &'o Oracle, columns: &'o [Vec<Variable>]) -> impl Iterator<Item = (&'o Opt, Variable)> {
    oracle.choices.iter().zip(columns).flat_map(|(choice, columns)| choice.options.iter().zip(columns.iter().copied()))
}

/// All that is spent by the end of a year has come in by then.
fn add_capital(oracle: &Oracle, columns: &[Vec<Variable>], program: &mut Program) {
    for (t, &so_far) in oracle.rows.capital.iter().enumerate() {
        let mut spent = Expression::from(0.0);
        for (option, column) in options(oracle, columns) {
            if let Some((pounds, year)) = option.capital.filter(|&(_, year)| year <= t) {
                debug_assert!(year <= t);
                spent.add_mul(pounds, column);
            }
        }
        program.row(String::new, &spent.leq(so_far));
    }
}

fn add_requirements(oracle: &Oracle, columns: &[Vec<Variable>], program: &mut Program) {
    let opened_by = |project: ProjectIx, t: usize| -> Expression {
        options(oracle, columns)
            .filter(|(option, _)| matches!(option.what, What::Open(k, year) if k == project && year <= t))
            .map(|(_, column)| Expression::from(column))
            .sum()
    };
    for (k, project) in oracle.network.case.projects.iter().enumerate() {
        for &required in &project.requires {
            for t in 0..oracle.network.years() {
                let row = opened_by(ProjectIx::new(k), t).leq(opened_by(required, t));
                program.row(String::new, &row);
            }
        }
    }
}
