//! The master asked for other decisions than those that are known, at no more than a limit by the cuts.
//!
//! ```text
//! minimise θ − worth · turned
//! cut(i):       θ ≥ D_i + Σ reduced cost_i · y,  θ ≤ limit
//! turned:       1 ≤ turned ≤ Σ_{d to turn} |y_d − y_d of the best|           where some are to be turned round
//! other(i):     Σ |y − y_i| ≥ 1               over what is taken, or over the years as well
//! choice, requires, capital:   as in the master
//! ```
//!
//! Cuts are never above what decisions cost, so that where there is no answer no plan within the limit is left.

use good_lp::Expression;

use super::bound::{Choice, Oracle, What};
use super::highs::{self, Request, Stopped};
use super::master::{Columns, Cut, add_capital, add_requirements};
use super::{Decision, Decisions, OneOf, SolveError};
use crate::mip::{Column, Names, Program};

/// Share of the £ between bound and limit by which an answer may miss the best.
const NEARLY: f64 = 0.05;

/// What is asked.
pub(super) struct Question<'a> {
    pub cuts: &'a [Cut],
    /// £: no plan costs less, and none of those asked for more.
    pub bound: f64,
    pub limit: f64,
    /// At least one of these is to be other than in these decisions, where there are any.
    pub turn: (&'a [OneOf], &'a Decisions),
    /// £ that each of them is worth.
    pub worth: f64,
    /// Decisions that are not asked for, years and all.
    pub not_these: &'a [Decisions],
    /// Decisions of which no others are asked for that take the same, in whatever years.
    pub not_like: &'a [Decisions],
    pub seconds: f64,
    pub seed: u32,
}

/// What is answered.
#[derive(Debug, PartialEq)]
pub(super) enum Answer {
    /// Decisions that may cost no more than the limit.
    Perhaps(Decisions),
    /// None cost no more.
    None,
    /// There was no time to say.
    Unknown,
}

/// Other decisions, if there are any.
pub(super) fn ask(oracle: &Oracle, question: &Question, stop: &mut dyn FnMut() -> bool) -> Result<Answer, SolveError> {
    let all: Vec<OneOf> = subjects(oracle).into_iter().filter(|one_of| one_of.len() == 1).collect();
    if all.is_empty() {
        return Ok(Answer::None);
    }
    let (turn, like) = question.turn;
    let mut program = Program::new(Names::Dropped);
    // θ is measured from the highest cut without decisions, to keep its numbers small.
    let level = question.cuts.iter().map(|cut| cut.undecided).fold(f64::NEG_INFINITY, f64::max);
    let upper = question.limit - level;
    let theta = Column { lower: f64::NEG_INFINITY, upper, cost: 1.0, integer: false };
    let theta = program.column(String::new, theta);
    let columns = Columns::add(oracle, &mut program);
    for cut in question.cuts {
        program.row(String::new, &columns.by_cut(cut, level).leq(Expression::from(theta)));
    }
    add_capital(oracle, &columns, &mut program);
    add_requirements(oracle, &columns, &mut program);
    if !turn.is_empty() {
        let counted = Column { lower: 1.0, upper: turn.len() as f64, cost: -question.worth, integer: false };
        let counted = program.column(String::new, counted);
        let turned = turned(&columns, turn, like);
        program.row(String::new, &turned.geq(Expression::from(counted)));
    }
    for other in question.not_these {
        program.row(String::new, &columns.differs_from(oracle, other).geq(1.0));
    }
    for other in question.not_like {
        program.row(String::new, &turned(&columns, &all, other).geq(1.0));
    }
    run(oracle, question, (&program, &columns), stop)
}

fn run(
    oracle: &Oracle,
    question: &Question,
    (program, columns): (&Program, &Columns),
    stop: &mut dyn FnMut() -> bool,
) -> Result<Answer, SolveError> {
    let request = Request {
        gap_pounds: NEARLY * (question.limit - question.bound),
        time_limit_s: question.seconds,
        seed: question.seed,
        ..Request::of(program)
    };
    let answer = highs::run(&request, &mut |_| stop())?;
    Ok(match (answer.columns, answer.stopped) {
        (Some(values), _) => Answer::Perhaps(columns.decisions(oracle, program, &values)),
        (None, Stopped::Infeasible) => Answer::None,
        (None, _) => Answer::Unknown,
    })
}

/// Everything that may be otherwise: every decision, and of a group which has several whether it takes any of them.
pub(super) fn subjects(oracle: &Oracle) -> Vec<OneOf> {
    let of_choice = |choice: &Choice| -> OneOf {
        let decisions = choice.options.iter().map(|option| match option.what {
            What::Open(k, _) => Decision::Project(k),
            What::Sign(m) => Decision::Contract(m),
        });
        let mut decisions: OneOf = decisions.collect();
        decisions.sort_unstable();
        decisions.dedup();
        decisions
    };
    let choices: Vec<OneOf> = oracle.choices.iter().filter(|choice| choice.may_decline).map(of_choice).collect();
    let mut all: Vec<OneOf> = choices.iter().flatten().map(|&decision| vec![decision]).collect();
    all.extend(choices.into_iter().filter(|choice| choice.len() > 1));
    all
}

/// How many of some subjects are decided otherwise than in decisions given.
fn turned(columns: &Columns, some: &[OneOf], given: &Decisions) -> Expression {
    let turned = |one_of: &OneOf| {
        let taken: Expression = one_of.iter().map(|&decision| columns.takes(decision)).sum();
        differs(taken, given.takes_any(one_of))
    };
    some.iter().map(turned).sum()
}

/// One where a column is other than it was.
fn differs(column: Expression, was: bool) -> Expression {
    if was { Expression::from(1.0) - column } else { column }
}
