//! A linear programme that is about no plan, solved to the end.

use super::SolveError;
use super::highs::{Request, Stopped, run};
use crate::mip::Program;

/// A cheapest solution: a value for every column; `None` where there is no solution.
pub fn linear(program: &Program) -> Result<Option<Vec<f64>>, SolveError> {
    let request = Request {
        program,
        start: None,
        fixed: None,
        interior: false,
        gap: 0.0,
        gap_pounds: 0.0,
        time_limit_s: f64::INFINITY,
        seed: 1,
    };
    let answer = run(&request, &mut |_| false)?;
    Ok(answer.columns.filter(|_| answer.stopped == Stopped::Optimal))
}
