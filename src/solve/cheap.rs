//! A programme that is about no plan.

use super::SolveError;
use super::highs::{Request, Stopped, run};
use crate::mip::Program;

/// Where columns are whole numbers, a solution so near to the cheapest will do.
const NEAR: f64 = 0.05;

/// A cheapest solution: a value for every column; `None` where there is no solution. Where columns are whole numbers, one
/// that may cost up to a twentieth more.
pub fn cheap(program: &Program) -> Result<Option<Vec<f64>>, SolveError> {
    let answer = run(&Request { gap: NEAR, ..Request::of(program) }, &mut |_| false)?;
    Ok(answer.columns.filter(|_| answer.stopped == Stopped::Optimal))
}
