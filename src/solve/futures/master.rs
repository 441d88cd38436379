//! What to open and sign where it has to serve several futures, judged by the cuts of each.
//!
//! ```text
//! minimise (1 − λ) · Σ p_w · θ_w + λ · ( η + 1/β · Σ p_w · s_w )
//! cut(w,i):   θ_w ≥ D_wi + Σ reduced cost_wi · y        by future and price vector
//! worse(w):   s_w ≥ θ_w − η,  s_w ≥ 0                    the mean of the worst share β (Rockafellar and Uryasev, 2000)
//! other(j):   choices decided otherwise than in y_j ≥ 1  decisions that are judged already
//! choice, requires, capital: as in the master of one future, the capital of every future
//! ```

use good_lp::Expression;

use super::Worst;
use crate::mip::{Column, Names, Program};
use crate::solve::highs::{self, Request, Stopped};
use crate::solve::master::{Columns, Verdict, add_capital, add_requirements};
use crate::solve::search::Search;
use crate::solve::{Decisions, SolveError};

/// What is asked.
pub(super) struct Question<'a> {
    /// By future: how likely, and its search with all cuts so far.
    pub futures: &'a [(f64, &'a Search<'a>)],
    pub worst: Worst,
    /// Decisions that are judged already.
    pub judged: &'a [&'a Decisions],
    /// £ by which an answer may be short of the best.
    pub gap_pounds: f64,
    pub seconds: f64,
    pub seed: u32,
}

/// The best decisions by the cuts that are not judged yet, and a bound on all of those; infinite where there are none.
/// `None` where there was no time for any.
pub(super) fn decide(
    question: &Question,
    known: &Decisions,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Option<Verdict>, SolveError> {
    let oracle = &question.futures[0].1.oracle;
    let none_left = Verdict { decisions: known.clone(), bound: f64::INFINITY, sure: true };
    if oracle.choices.is_empty() && !question.judged.is_empty() {
        return Ok(Some(none_left));
    }
    let mut program = Program::new(Names::Dropped);
    let columns = Columns::add(oracle, &mut program);
    let level = add_cost(question, &columns, &mut program);
    for (_, search) in question.futures {
        add_capital(&search.oracle, &columns, &mut program);
    }
    add_requirements(oracle, &columns, &mut program);
    for judged in question.judged {
        program.row(String::new, &columns.differs_from(oracle, judged).geq(1.0));
    }
    let request = Request {
        gap_pounds: question.gap_pounds,
        time_limit_s: question.seconds,
        seed: question.seed,
        ..Request::of(&program)
    };
    let answer = highs::run(&request, &mut |_| stop())?;
    if answer.stopped == Stopped::Infeasible {
        return Ok(Some(none_left));
    }
    let Some(values) = answer.columns else { return Ok(None) };
    Ok(Some(Verdict {
        decisions: columns.decisions(oracle, &program, &values),
        bound: level + answer.bound,
        sure: answer.stopped == Stopped::Optimal,
    }))
}

/// The columns and rows of cost; what the objective leaves out.
fn add_cost(question: &Question, columns: &Columns, program: &mut Program) -> f64 {
    let Worst { share, weight } = question.worst;
    let free = |cost| Column { lower: f64::NEG_INFINITY, upper: f64::INFINITY, cost, integer: false };
    // Every θ is measured from the highest cut of its future without decisions, and η with them from the mean of those,
    // to keep the numbers small.
    let level_of = |search: &Search| search.cuts.iter().map(|cut| cut.undecided).fold(f64::NEG_INFINITY, f64::max);
    let levels: Vec<f64> = question.futures.iter().map(|(_, search)| level_of(search)).collect();
    let mean: f64 = question.futures.iter().zip(&levels).map(|((likely, _), level)| likely * level).sum();
    let threshold = (weight > 0.0).then(|| program.column(String::new, free(weight)));
    for ((likely, search), level) in question.futures.iter().zip(&levels) {
        let theta = program.column(String::new, free((1.0 - weight) * likely));
        for cut in &search.cuts {
            program.row(String::new, &columns.by_cut(cut, *level).leq(Expression::from(theta)));
        }
        if let Some(threshold) = threshold {
            let beyond = Column { lower: 0.0, ..free(weight / share * likely) };
            let beyond = program.column(String::new, beyond);
            let over = Expression::from(theta) - threshold + (level - mean);
            program.row(String::new, &over.leq(Expression::from(beyond)));
        }
    }
    mean
}
