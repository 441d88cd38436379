//! A linear programme that is about no plan, solved to the end.

use super::SolveError;
use super::highs::{Request, Stopped, run};
use crate::mip::Program;

/// A cheapest solution: a value for every column; `None` where there is no solution.
pub fn linear(program: &Program) -> Result<Option<Vec<f64>>, SolveError> {
    let answer = run(&Request::of(program), &mut |_| false)?;
    Ok(answer.columns.filter(|_| answer.stopped == Stopped::Optimal))
}
