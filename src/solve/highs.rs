//! The only file that names HiGHS: options, status, bound, gap, duals, a start, progress and interruption.
//!
//! The `highs` crate builds and solves; `highs-sys` adds what it leaves out: callbacks. Money goes in as thousands of
//! pounds, which keeps the numbers near 1. HiGHS runs on one thread: its scheduler belongs to the whole process, and two
//! runs may go on at once in one.
#![allow(unsafe_code)]

use std::ffi::{c_char, c_int, c_void};

use highs::{HighsModelStatus, HighsSolutionStatus, Model, RowProblem, Sense, SolvedModel};
use highs_sys::{
    Highs_setCallback, Highs_startCallback, HighsCallbackDataIn, HighsCallbackDataOut, kHighsCallbackIpmInterrupt,
    kHighsCallbackMipInterrupt, kHighsCallbackMipLogging, kHighsCallbackSimplexInterrupt,
};

use super::SolveError;
use crate::mip::Program;

/// Pounds in one unit of the solver's objective.
const UNIT: f64 = 1000.0;

/// What simplex may be out by in a row of a linear programme: a ten millionth of a child, as it would otherwise allow,
/// is pence in a county of many rows.
const EXACT: f64 = 1e-9;

/// What HiGHS is asked.
pub(super) struct Request<'a> {
    /// The programme.
    pub program: &'a Program,
    /// A value for every column: a plan to start from.
    pub start: Option<&'a [f64]>,
    /// Columns fixed at a value, integrality dropped: a linear programme whose duals are prices.
    pub fixed: Option<&'a [(usize, f64)]>,
    /// Interior points without crossover, for large linear programmes.
    pub interior: bool,
    /// Relative gap at which to stop.
    pub gap: f64,
    /// £ at which to stop, whichever comes first.
    pub gap_pounds: f64,
    /// Seconds.
    pub time_limit_s: f64,
    /// Seed.
    pub seed: u32,
}

impl<'a> Request<'a> {
    /// A programme solved to the end, from nothing and however long it takes.
    pub(super) fn of(program: &'a Program) -> Self {
        Self {
            program,
            start: None,
            fixed: None,
            interior: false,
            gap: 0.0,
            gap_pounds: 0.0,
            time_limit_s: f64::INFINITY,
            seed: 1,
        }
    }
}

/// How a run of HiGHS ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stopped {
    /// Optimal within the gap asked for.
    Optimal,
    /// The time limit.
    TimeLimit,
    /// The listener asked it to stop.
    Interrupted,
    /// No solution exists.
    Infeasible,
}

/// What HiGHS found. Money in pounds, without the programme's constant.
#[derive(Debug)]
pub(super) struct Answer {
    pub stopped: Stopped,
    /// A value for every column, where it has a feasible solution.
    pub columns: Option<Vec<f64>>,
    /// The dual of every row, £ per unit of its right-hand side; only for linear programmes solved to the end.
    pub duals: Option<Vec<f64>>,
    /// No solution costs less; minus infinity where nothing is known.
    pub bound: f64,
}

/// What HiGHS says while it runs. Money in pounds, without the programme's constant.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Report {
    pub best: Option<f64>,
    pub bound: Option<f64>,
}

/// Told of progress; answers whether to stop.
pub(super) type Listener<'a> = dyn FnMut(Option<Report>) -> bool + 'a;

/// Runs HiGHS on a programme.
pub(super) fn run(request: &Request, listener: &mut Listener) -> Result<Answer, SolveError> {
    let mut model = load(request)?;
    let fail = |what: &str| SolveError::Solver(format!("HiGHS refused {what}"));
    let threads: i32 = 1;
    model.try_set_option("threads", threads).map_err(|_| fail("the number of threads"))?;
    model.try_set_option("parallel", "off").map_err(|_| fail("to run on one thread"))?;
    model.try_set_option("mip_rel_gap", request.gap).map_err(|_| fail("the gap"))?;
    model.try_set_option("mip_abs_gap", request.gap_pounds / UNIT).map_err(|_| fail("the absolute gap"))?;
    model.try_set_option("time_limit", request.time_limit_s.max(0.0)).map_err(|_| fail("the time limit"))?;
    model.try_set_option("random_seed", request.seed as i32).map_err(|_| fail("the seed"))?;
    if request.interior {
        model.try_set_option("solver", "ipm").map_err(|_| fail("interior points"))?;
        model.try_set_option("run_crossover", "off").map_err(|_| fail("to stop at interior points"))?;
    }
    if request.fixed.is_some() && !request.interior {
        for tolerance in ["primal_feasibility_tolerance", "dual_feasibility_tolerance"] {
            model.try_set_option(tolerance, EXACT).map_err(|_| fail("to be exact"))?;
        }
    }
    if let Some(start) = request.start {
        model.try_set_solution(Some(start), None, None, None).map_err(|_| fail("the first plan"))?;
    }
    let mut listener: Box<&mut Listener> = Box::new(listener);
    let data = std::ptr::from_mut(&mut *listener).cast::<c_void>();
    // Setting the callback forgets which kinds were started: it is set once.
    // SAFETY: the model is live; `data` points at `listener`, which outlives the run below.
    let mut done = unsafe { Highs_setCallback(model.as_mut_ptr(), Some(on_callback), data) == 0 };
    for kind in [
        kHighsCallbackMipLogging,
        kHighsCallbackMipInterrupt,
        kHighsCallbackSimplexInterrupt,
        kHighsCallbackIpmInterrupt,
    ] {
        // SAFETY: as above.
        done &= unsafe { Highs_startCallback(model.as_mut_ptr(), kind) == 0 };
    }
    if !done {
        return Err(fail("to report progress"));
    }
    let solved = model.try_solve().map_err(|status| SolveError::Solver(format!("HiGHS ended with {status:?}")))?;
    drop(listener);
    read(request, &solved)
}

/// Builds HiGHS's own model of a programme.
fn load(request: &Request) -> Result<Model, SolveError> {
    let program = request.program;
    let mut problem = RowProblem::default();
    let mut bounds: Vec<(f64, f64)> = program.columns().iter().map(|c| (c.lower, c.upper)).collect();
    for &(column, value) in request.fixed.unwrap_or_default() {
        bounds[column] = (value, value);
    }
    let columns: Vec<_> = program
        .columns()
        .iter()
        .zip(bounds)
        .map(|(column, (lower, upper))| {
            let integer = column.integer && request.fixed.is_none();
            problem.add_column_with_integrality(column.cost / UNIT, lower..=upper, integer)
        })
        .collect();
    for r in 0..program.rows() {
        let (entries, values, upper, equal) = program.row_at(r);
        let lower = if equal { upper } else { f64::NEG_INFINITY };
        problem.add_row(lower..=upper, entries.iter().map(|&c| columns[c as usize]).zip(values.iter().copied()));
    }
    problem.try_optimise(Sense::Minimise).map_err(|s| SolveError::Solver(format!("HiGHS refused the programme: {s:?}")))
}

/// Reads what HiGHS found.
fn read(request: &Request, solved: &SolvedModel) -> Result<Answer, SolveError> {
    let stopped = match solved.status() {
        HighsModelStatus::Optimal | HighsModelStatus::ModelEmpty => Stopped::Optimal,
        // Interior points that stopped just short of their tolerance count as cut off: what they found may still serve.
        HighsModelStatus::ReachedTimeLimit | HighsModelStatus::Unknown => Stopped::TimeLimit,
        HighsModelStatus::ReachedInterrupt => Stopped::Interrupted,
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Stopped::Infeasible,
        other => return Err(SolveError::Solver(format!("HiGHS ended with {other:?}"))),
    };
    let feasible = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    let whole = request.fixed.is_none() && request.program.columns().iter().any(|column| column.integer);
    let bound = match (whole, stopped) {
        (true, _) => solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::NEG_INFINITY) * UNIT,
        (false, Stopped::Optimal) => solved.objective_value() * UNIT,
        (false, _) => f64::NEG_INFINITY,
    };
    let solution = feasible.then(|| solved.get_solution());
    let duals = solution.as_ref().filter(|_| !whole && stopped == Stopped::Optimal);
    let duals = duals.map(|solution| solution.dual_rows().iter().map(|dual| dual * UNIT).collect());
    Ok(Answer { stopped, columns: solution.map(|s| s.columns().to_vec()), duals, bound })
}

/// Called by HiGHS while it runs.
unsafe extern "C" fn on_callback(
    kind: c_int,
    _message: *const c_char,
    out: *const HighsCallbackDataOut,
    input: *mut HighsCallbackDataIn,
    data: *mut c_void,
) {
    if data.is_null() || out.is_null() {
        return;
    }
    // SAFETY: `data` is the listener that `run` set; HiGHS calls back on the thread that runs it, one call at a time,
    // and `out` and `input` are its own structures, live during the call.
    let (listener, out) = unsafe { (&mut *data.cast::<&mut Listener>(), &*out) };
    let report = (kind == kHighsCallbackMipLogging)
        .then(|| Report { best: finite(out.mip_primal_bound), bound: finite(out.mip_dual_bound) });
    // A panic must not cross into C++: whoever listens badly stops the run.
    let stop = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| listener(report))).unwrap_or(true);
    // A line of the log cannot stop it; the next look at its limits does.
    if stop && kind != kHighsCallbackMipLogging && !input.is_null() {
        // SAFETY: as above.
        unsafe { (*input).user_interrupt = 1 };
    }
}

/// Pounds, where the solver has a number.
fn finite(value: f64) -> Option<f64> {
    (value.abs() < 1e29).then_some(value * UNIT)
}

#[cfg(test)]
mod tests {
    use good_lp::Expression;

    use super::*;
    use crate::mip::{Column, Names};

    /// A market to split as evenly as can be: hard enough that HiGHS has to look at its limits.
    fn hard() -> Program {
        let mut program = Program::new(Names::Dropped);
        let columns: Vec<_> = (0..40).map(|_| program.column(String::new, Column::decision(0.0))).collect();
        for row in 0..4_u64 {
            let weight = |i: usize| ((i as u64 + 7) * (row + 3) * 7_919 % 97) as f64;
            let sum: f64 = (0..columns.len()).map(weight).sum();
            let taken: Expression = columns.iter().enumerate().map(|(i, &column)| weight(i) * column).sum();
            let uneven = Column { lower: 0.0, upper: f64::INFINITY, cost: 1.0, integer: false };
            let [above, below] = [uneven; 2].map(|uneven| program.column(String::new, uneven));
            let even = taken + Expression::from(below) - Expression::from(above);
            program.row(String::new, &even.eq(Expression::from((sum / 2.0).floor())));
        }
        program
    }

    #[test]
    fn a_search_over_whole_numbers_stops_when_it_is_told_to() {
        let program = hard();
        let request = Request { time_limit_s: 60.0, ..Request::of(&program) };
        let mut asked = 0;
        let answer = run(&request, &mut |_| {
            asked += 1;
            asked > 3
        })
        .unwrap();
        assert_eq!((answer.stopped, asked > 3), (Stopped::Interrupted, true));
    }
}
