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
//! enough:          Σ counts · y ≥ least                                                   (the same)
//! ```

use good_lp::{Expression, Variable};

use super::bound::{Oracle, Value, What};
use super::enough::Enough;
use super::highs::{self, Request, Stopped};
use super::{Decision, Decisions, SolveError};
use crate::id::ProjectIx;
use crate::mip::{Column, Names, Program};

/// The bound as a linear function of the decisions.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    /// What it says where nothing is decided, and what every option adds, by choice and option.
    pub(super) undecided: f64,
    pub(super) options: Vec<Vec<f64>>,
}

impl Cut {
    /// From a hard evaluation. Capital goes without a price: the master keeps its rows, and whatever keeps them would
    /// only be credited what it leaves unspent.
    pub(super) fn of(value: Value) -> Self {
        Self { undecided: value.undecided, options: value.options }
    }

    /// Without some options.
    pub(super) fn without(&self, dropped: &[Vec<bool>]) -> Self {
        let kept = |(costs, dropped): (&Vec<f64>, &Vec<bool>)| kept(costs, dropped);
        Self { undecided: self.undecided, options: self.options.iter().zip(dropped).map(kept).collect() }
    }

    /// What it says of decisions: no plan with them costs less.
    pub(super) fn at_decisions(&self, oracle: &Oracle, decisions: &Decisions) -> f64 {
        let options =
            oracle.choices.iter().zip(&self.options).flat_map(|(choice, costs)| choice.options.iter().zip(costs));
        self.undecided
            + options.filter(|(option, _)| option.what.is_taken(decisions)).map(|(_, cost)| cost).sum::<f64>()
    }
}

/// Those that are not dropped.
pub(super) fn kept<T: Clone>(all: &[T], dropped: &[bool]) -> Vec<T> {
    all.iter().zip(dropped).filter(|(_, dropped)| !**dropped).map(|(one, _)| one.clone()).collect()
}

/// Share of the gap asked for that may be left open in an answer.
pub(super) const LEFT_OPEN: f64 = 0.05;

/// What the master is asked.
pub(super) struct Question<'a> {
    pub cuts: &'a [Cut],
    /// Decisions to start from.
    pub known: &'a Decisions,
    /// £ by which an answer may be short of the best.
    pub gap_pounds: f64,
    /// A bound at which it may stop.
    pub stop_at: f64,
    pub seconds: f64,
    pub seed: u32,
}

/// What the master answers.
pub(super) struct Verdict {
    pub decisions: Decisions,
    /// No plan that it was asked about costs less.
    pub bound: f64,
    /// Whether no other decisions look better by the cuts, or whether there was no time to find out.
    pub sure: bool,
}

/// The best decisions by the cuts, and a valid bound.
pub(super) fn decide(
    oracle: &Oracle,
    question: &Question,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Option<Verdict>, SolveError> {
    decide_enough(oracle, question, None, stop)
}

/// The same where so much has to open at least.
pub(super) fn decide_enough(
    oracle: &Oracle,
    question: &Question,
    enough: Option<&Enough>,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Option<Verdict>, SolveError> {
    let mut program = Program::new(Names::Dropped);
    // θ is measured from the highest cut without decisions, to keep its numbers small.
    let level = question.cuts.iter().map(|cut| cut.undecided).fold(f64::NEG_INFINITY, f64::max);
    let free = Column { lower: f64::NEG_INFINITY, upper: f64::INFINITY, cost: 1.0, integer: false };
    let theta = program.column(|| "theta".into(), free);
    let columns = Columns::add(oracle, &mut program);
    for cut in question.cuts {
        program.row(String::new, &columns.by_cut(cut, level).leq(Expression::from(theta)));
    }
    add_capital(oracle, &columns, &mut program);
    add_requirements(oracle, &columns, &mut program);
    if let Some(enough) = enough {
        add_enough(enough, &columns, &mut program);
    }
    let mut start = columns.values(&program, question.known);
    start[program.position(theta)] =
        question.cuts.iter().map(|cut| cut.at_decisions(oracle, question.known)).fold(f64::NEG_INFINITY, f64::max)
            - level;
    let request = Request {
        start: Some(&start),
        gap_pounds: question.gap_pounds,
        time_limit_s: question.seconds,
        seed: question.seed,
        ..Request::of(&program)
    };
    let mut reached = false;
    let answer = highs::run(&request, &mut |report| {
        reached |= report.and_then(|report| report.bound).is_some_and(|bound| level + bound >= question.stop_at);
        reached || stop()
    })?;
    if enough.is_some() && answer.stopped == Stopped::Infeasible {
        // Nothing is better than what is known.
        return Ok(Some(Verdict { decisions: question.known.clone(), bound: f64::INFINITY, sure: true }));
    }
    let Some(values) = answer.columns else { return Ok(None) };
    Ok(Some(Verdict {
        decisions: columns.decisions(oracle, &program, &values),
        bound: level + answer.bound,
        sure: answer.stopped == Stopped::Optimal,
    }))
}

/// The columns of the master: whether a project has opened by a year, whether a contract is signed. Openings in a year
/// are differences of the first, which leaves the solver far less to branch on than a column for each.
pub(super) struct Columns {
    /// By choice and option: one where it is taken.
    taken: Vec<Vec<Expression>>,
    /// By choice and option: one where it, or an earlier opening of the same project, is taken.
    by_then: Vec<Vec<(What, Variable)>>,
}

impl Columns {
    pub(super) fn add(oracle: &Oracle, program: &mut Program) -> Self {
        let mut columns = Self { taken: Vec::new(), by_then: Vec::new() };
        for choice in &oracle.choices {
            let (mut taken, mut by_then): (Vec<Expression>, Vec<(What, Variable)>) = (Vec::new(), Vec::new());
            for option in &choice.options {
                let column = program.column(String::new, Column::decision(0.0));
                let earlier = by_then.last().filter(|(what, _)| same_project(*what, option.what));
                taken.push(match earlier {
                    Some(&(_, earlier)) => {
                        program.row(String::new, &Expression::from(earlier).leq(Expression::from(column)));
                        Expression::from(column) - Expression::from(earlier)
                    }
                    None => Expression::from(column),
                });
                by_then.push((option.what, column));
            }
            let chosen: Expression = taken.iter().cloned().sum();
            let row = if choice.may_decline { chosen.leq(1.0) } else { chosen.eq(Expression::from(1.0)) };
            program.row(String::new, &row);
            columns.taken.push(taken);
            columns.by_then.push(by_then);
        }
        columns
    }

    /// What a cut says, less a level.
    pub(super) fn by_cut(&self, cut: &Cut, level: f64) -> Expression {
        let mut worth = Expression::from(cut.undecided - level);
        for (costs, taken) in cut.options.iter().zip(&self.taken) {
            for (&cost, taken) in costs.iter().zip(taken) {
                worth += cost * taken.clone();
            }
        }
        worth
    }

    /// How many choices are decided otherwise.
    pub(super) fn differs_from(&self, oracle: &Oracle, decisions: &Decisions) -> Expression {
        let mut differs = Expression::from(0.0);
        for (choice, taken) in oracle.choices.iter().zip(&self.taken) {
            let options = choice.options.iter().zip(taken);
            let same = options.clone().find(|(option, _)| option.what.is_taken(decisions));
            match same {
                Some((_, taken)) => differs += 1.0 - taken.clone(),
                None => options.for_each(|(_, taken)| differs += taken.clone()),
            }
        }
        differs
    }

    /// Decisions as a value for every column.
    fn values(&self, program: &Program, decisions: &Decisions) -> Vec<f64> {
        let mut values = vec![0.0; program.columns().len()];
        for &(what, column) in self.by_then.iter().flatten() {
            let taken = match what {
                What::Open(k, year) => decisions.opened[k.get()].is_some_and(|opened| opened <= year),
                What::Sign(m) => decisions.signed[m.get()],
            };
            values[program.position(column)] = f64::from(u8::from(taken));
        }
        values
    }

    /// A value for every column as decisions.
    pub(super) fn decisions(&self, oracle: &Oracle, program: &Program, values: &[f64]) -> Decisions {
        let case = oracle.network.case;
        let mut decisions =
            Decisions { opened: vec![None; case.projects.len()], signed: vec![false; case.contracts.len()] };
        for &(what, _) in self.by_then.iter().flatten().filter(|(_, column)| values[program.position(*column)] > 0.5) {
            match what {
                What::Open(k, year) => {
                    let opened = &mut decisions.opened[k.get()];
                    *opened = Some(opened.map_or(year, |earlier| earlier.min(year)));
                }
                What::Sign(m) => decisions.signed[m.get()] = true,
            }
        }
        decisions
    }

    /// One where a project is opened in any year, or a contract signed.
    pub(super) fn takes(&self, decision: Decision) -> Expression {
        let last = self.by_then.iter().flatten().rfind(|(what, _)| what.is_of(decision));
        last.map_or(Expression::from(0.0), |&(_, column)| Expression::from(column))
    }

    /// One where a project has opened by year `t`.
    fn opened_by(&self, project: ProjectIx, t: usize) -> Expression {
        let by_then = self.by_then.iter().flatten();
        let mut open = by_then.filter(|(what, _)| matches!(what, What::Open(k, year) if *k == project && *year <= t));
        open.next_back().map_or(Expression::from(0.0), |&(_, column)| Expression::from(column))
    }
}

/// Whether two options open the same project.
fn same_project(one: What, other: What) -> bool {
    matches!((one, other), (What::Open(k, _), What::Open(j, _)) if k == j)
}

/// All that is spent by the end of a year has come in by then.
pub(super) fn add_capital(oracle: &Oracle, columns: &Columns, program: &mut Program) {
    for (t, &so_far) in oracle.rows.capital.iter().enumerate() {
        let mut spent = Expression::from(0.0);
        for (choice, taken) in oracle.choices.iter().zip(&columns.taken) {
            for (option, taken) in choice.options.iter().zip(taken) {
                if let Some((pounds, _)) = option.capital.filter(|&(_, year)| year <= t) {
                    spent += pounds * taken.clone();
                }
            }
        }
        program.row(String::new, &spent.leq(so_far));
    }
}

fn add_enough(enough: &Enough, columns: &Columns, program: &mut Program) {
    let mut short = Expression::from(enough.least);
    for (counts, taken) in enough.counts.iter().zip(&columns.taken) {
        for (&count, taken) in counts.iter().zip(taken) {
            short -= count * taken.clone();
        }
    }
    program.row(String::new, &short.leq(0.0));
}

pub(super) fn add_requirements(oracle: &Oracle, columns: &Columns, program: &mut Program) {
    for (k, project) in oracle.network.case.projects.iter().enumerate() {
        for &required in &project.requires {
            for t in 0..oracle.network.years() {
                let row = columns.opened_by(ProjectIx::new(k), t).leq(columns.opened_by(required, t));
                program.row(String::new, &row);
            }
        }
    }
}
