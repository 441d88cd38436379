//! The path from tables to a checked plan: load → network → solve → plan → audit → report, with progress events; and
//! the audit again from a run folder.
//!
//! Nothing here writes a file: what there is to write is handed back, to be made as it is written.

mod asked;
mod carried;
mod clock;

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

pub use self::asked::Request;
pub(crate) use self::asked::Task;
pub(crate) use self::carried::carried;
use self::clock::{Clock, milliseconds};
use crate::answers::Answers;
use crate::audit::{Audit, audit};
use crate::case::{Case, Factor, NothingToVary};
use crate::diagnostic::Diagnostics;
use crate::formulation;
use crate::mip;
use crate::network::Network;
use crate::plan::Plan;
pub use crate::publish::Level;
use crate::publish::Published;
use crate::report::{
    self, BeganFrom, Figures, File, InputFile, ModelSize, ReadBackError, Record, RunFiles, Settings, Told,
};
use crate::scenario::Scenario;
pub use crate::solve::Engine;
use crate::solve::{self, Outcome, SolveError};
use crate::tables;

pub use crate::solve::progress::{Event, OnlyStop, Quiet, Watch};

/// Why there is no plan, or none that can be checked.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The input cannot be used: at least one of these is an error.
    #[error("the input has errors")]
    Input(Diagnostics),
    /// No plan satisfies what cannot be priced: committed projects, signed contracts, budgets.
    #[error("{0}")]
    Infeasible(String),
    /// Stopped before any plan was found.
    #[error("{0}")]
    NoPlan(String),
    /// The solver failed.
    #[error("{0}")]
    Solver(String),
    /// A run folder's files cannot be read back.
    #[error(transparent)]
    ReadBack(#[from] ReadBackError),
    /// An assumption that the tables do not make cannot be varied.
    #[error(transparent)]
    Vary(#[from] NothingToVary),
    /// The inputs of a run are not what they were.
    #[error("{0}")]
    Changed(String),
    /// A run that was found cannot be saved.
    #[error("{0}")]
    Save(String),
    /// There are no two authorities to plan together.
    #[error("{0}")]
    Alone(String),
    /// Two futures leave different things to decide.
    #[error("{0}")]
    Differ(String),
    /// No threads could be started.
    #[error("the threads asked for could not be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

impl From<SolveError> for RunError {
    fn from(error: SolveError) -> Self {
        let text = error.to_string();
        match error {
            SolveError::Infeasible(_) => Self::Infeasible(text),
            SolveError::NoPlan => Self::NoPlan(text),
            SolveError::Solver(_) => Self::Solver(text),
        }
    }
}

/// A model that was read and may be solved.
#[derive(Debug, Clone)]
pub struct Ready {
    case: Case,
    diagnostics: Diagnostics,
    model: PathBuf,
    inputs: Vec<InputFile>,
    vary: IndexMap<String, f64>,
    began_from: Option<BeganFrom>,
    clock: Clock,
}

/// A format other solvers read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelFormat {
    /// CPLEX LP.
    Lp,
    /// Free MPS.
    Mps,
}

/// A plan, checked and ready to be written.
#[derive(Debug)]
pub struct Finished {
    /// Its figures.
    pub figures: Figures,
    /// What the audit found.
    pub audit: Audit,
    /// What an officer reads.
    pub summary: String,
    case: Case,
    plan: Plan,
    answers: Answers,
    record: Record,
    published: Option<Published>,
    model: PathBuf,
}

/// A run folder audited again.
#[derive(Debug)]
pub struct Verified {
    /// What the audit found.
    pub audit: Audit,
    /// Inputs that are not what they were when the run was made, in a few words each.
    pub changed: Vec<String>,
}

impl Ready {
    /// Reads a model file and its tables, as a scenario changes them.
    pub fn read(model: &Path, scenario: &str, watch: &dyn Watch) -> Result<Self, RunError> {
        let mut clock = Clock::start();
        tell(watch, "reading the tables");
        let loaded = tables::load_scenario(model, scenario);
        clock.lap("reading");
        let inputs = loaded.inputs.into_iter().map(|input| InputFile {
            name: input.name,
            path: input.path.display().to_string(),
            sha256: input.sha256,
        });
        let inputs = inputs.collect();
        match loaded.case {
            Some(case) if !loaded.diagnostics.has_errors() => {
                let diagnostics = loaded.diagnostics;
                let (model, vary) = (model.to_owned(), IndexMap::new());
                Ok(Self { case, diagnostics, model, inputs, vary, began_from: None, clock })
            }
            _ => Err(RunError::Input(loaded.diagnostics)),
        }
    }

    /// Reads a model as a run of it did.
    pub fn again(model: &Path, record: &Record, watch: &dyn Watch) -> Result<Self, RunError> {
        let mut ready = Self::read(model, &record.scenario, watch)?;
        for (name, by) in &record.vary {
            let factor = Factor::named(name).ok_or(ReadBackError::Missing("a factor this version knows"))?;
            ready.vary(&[(factor, *by)])?;
        }
        // The audit holds a plan to the gap that was asked for.
        ready.case.solver.gap = record.settings.gap;
        Ok(ready)
    }

    /// The same, refused where an input is not what it was.
    pub fn unchanged(model: &Path, record: &Record, watch: &dyn Watch) -> Result<Self, RunError> {
        let ready = Self::again(model, record, watch)?;
        let changed = changes(&record.inputs, &ready.inputs);
        if changed.is_empty() { Ok(ready) } else { Err(RunError::Changed(changed.join(", "))) }
    }

    /// What is planned for.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// What is planned for, to be worked on.
    pub fn into_case(self) -> Case {
        self.case
    }

    /// Warnings and notices.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The scenario, and what it changed.
    pub fn scenario(&self) -> &Scenario {
        &self.case.scenario
    }

    /// Scales assumptions.
    pub fn vary(&mut self, vary: &[(Factor, f64)]) -> Result<(), RunError> {
        for &(factor, by) in vary {
            self.case.vary(factor, by)?;
            self.vary.insert(factor.to_string(), by);
        }
        Ok(())
    }

    /// Makes what another run chose a candidate from the start.
    pub fn begin_from(&mut self, run: BeganFrom) {
        self.began_from = Some(run);
    }

    /// The mixed-integer programme as text that other solvers read.
    pub fn written_model(&self, format: ModelFormat) -> String {
        let network = Network::build(&self.case);
        let formulated = formulation::build(&network, mip::Names::Kept);
        match format {
            ModelFormat::Lp => mip::lp::write(&formulated.program),
            ModelFormat::Mps => mip::mps::write(&formulated.program),
        }
    }

    /// Finds a plan, checks it and draws up its report.
    pub fn solve(mut self, request: Request, watch: &dyn Watch) -> Result<Finished, RunError> {
        let task = self.task(request);
        task.threaded(|| {
            let mut clock = self.clock.clone();
            tell(watch, "finding where every child may go");
            let network = Network::build(&self.case);
            clock.lap("network");
            let known = self.began_from.as_ref().map(|run| carried(&run.taken, &network).0);
            let outcome = solve::solve_knowing(&network, known, &task.options, watch)?;
            let drawn = Drawn::of(&network, &outcome, (&task, clock), watch)?;
            // What follows works from the case and the plan alone.
            drop((network, outcome));
            self.finish(drawn, &task, watch)
        })
    }

    /// What is asked, the model file's `[solver]` where nothing else is. The audit holds plans to the gap.
    pub(crate) fn task(&mut self, request: Request) -> Task {
        let options = request.options(&self.case.solver);
        self.case.solver.gap = options.gap;
        Task { request, options, threads: request.threads.unwrap_or(self.case.solver.threads) }
    }

    /// Draws up the plan of an outcome on a network of this model, checks it and draws up its report.
    pub(crate) fn finished(
        &self,
        (network, outcome): (&Network, &Outcome),
        task: &Task,
        watch: &dyn Watch,
    ) -> Result<Finished, RunError> {
        let drawn = Drawn::of(network, outcome, (task, self.clock.clone()), watch)?;
        self.clone().finish(drawn, task, watch)
    }

    fn finish(self, drawn: Drawn, task: &Task, watch: &dyn Watch) -> Result<Finished, RunError> {
        let Self { case, model, inputs, vary, began_from, .. } = self;
        let Drawn { plan, answers, size, solving_s, mut clock } = drawn;
        let Task { request, options, threads } = task;
        tell(watch, "checking the plan");
        let audit = checked(&case, &plan, &answers);
        clock.lap("audit");
        let mut published = None;
        if let Some(level) = request.publish {
            tell(watch, "hiding small counts");
            published = Some(Published::of(&case, &plan, level)?);
            clock.lap("publish");
        }
        let figures = Figures::new(&case, &plan, &audit, size);
        let summary = report::summary(&case, &plan, (&audit, &figures, &answers), solving_s);
        clock.lap("report");
        let settings = Settings {
            engine: options.engine.as_str().to_owned(),
            gap: options.gap,
            time_limit_s: options.time_limit_s,
            threads: *threads,
            seed: options.seed,
            asked: request.asked(),
        };
        let record = Record { vary, began_from, ..clock.record(&case.scenario, inputs, settings, &figures.status) };
        Ok(Finished { figures, audit, summary, case, plan, answers, record, published, model })
    }
}

/// A plan and its answers, drawn up while the network is there.
struct Drawn {
    plan: Plan,
    answers: Answers,
    size: ModelSize,
    /// Seconds that the solve took.
    solving_s: f64,
    clock: Clock,
}

impl Drawn {
    fn of(
        network: &Network,
        outcome: &Outcome,
        (task, mut clock): (&Task, Clock),
        watch: &dyn Watch,
    ) -> Result<Self, RunError> {
        let solving_s = clock.skip();
        clock.seconds.extend(outcome.timings.iter().map(|&(stage, s)| (stage.to_owned(), milliseconds(s))));
        tell(watch, "drawing up the plan");
        let plan = Plan::from_outcome(network, outcome);
        clock.lap("plan");
        let options = &task.options;
        let left = (options.time_limit_s - solving_s).max(SHARE_FOR_ANSWERS * options.time_limit_s);
        let seconds = task.request.answers_s.unwrap_or(left);
        let answers = Answers::of(network, (&plan, outcome), (options, seconds), watch)?;
        clock.lap("answers");
        let size = outcome.size;
        let size = ModelSize { columns: size.columns, rows: size.rows, nonzeros: size.nonzeros };
        Ok(Self { plan, answers, size, solving_s, clock })
    }
}

impl Finished {
    /// The record of the run; `seen` turns the path of the model file, and of the other inputs, into the path from the
    /// run folder.
    pub fn record(&self, model: &Path, seen: impl Fn(&Path) -> String) -> Record {
        let mut record = Record { model: seen(model), ..self.record.clone() };
        for input in &mut record.inputs {
            input.path = seen(Path::new(&input.path));
        }
        record
    }

    /// Every file of the run folder, made as it is written.
    pub fn files<'a>(&'a self, record: &'a Record) -> Vec<File<'a>> {
        let Self { case, plan, audit, figures, answers, .. } = self;
        let published = self.published.as_ref();
        let told = Told { case, plan, audit, figures, answers, record, published };
        report::files(told, || self.inputs(record))
    }

    /// What the plan was made from, read again, with paths as seen from the run folder; `None` where it has changed.
    fn inputs<'a>(&self, record: &Record) -> Option<report::Inputs<'a>> {
        let last = record.inputs.last().map_or("", |boundaries| boundaries.path.as_str());
        let again = tables::read_again(&self.model)?.with_boundaries_at(last);
        let hashes = |mut files: Vec<(String, String)>| {
            files.sort();
            files
        };
        let now = again.files.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
        let then = self.record.inputs.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
        (hashes(now) == hashes(then))
            .then(|| report::Inputs { model: again.model, tables: again.tables.into_iter().map(input_table).collect() })
    }
}

/// An input table as the workbook takes it.
fn input_table<'a>(table: tables::InputTable) -> report::InputTable<'a> {
    let column =
        |c: &&tables::schema::Column| report::InputColumn { name: c.name, meaning: c.meaning, number: c.is_number() };
    report::InputTable {
        name: table.name,
        columns: table.columns.iter().map(column).collect(),
        count: table.rows(),
        rows: Box::new((0..table.rows()).map(move |row| table.row(row).map(str::to_owned).collect())),
    }
}

/// Share of the time limit that answers may take in any case, and more where the plan took less than the rest.
const SHARE_FOR_ANSWERS: f64 = 0.5;

/// The audit of the plan, with whatever the same audit finds wrong in the plan beside it.
fn checked(case: &Case, plan: &Plan, answers: &Answers) -> Audit {
    let mut found = audit(case, plan);
    let beside = answers.as_is.iter().flat_map(|as_is| audit(case, as_is).checks);
    found.checks.extend(beside.filter(|check| !check.passed));
    found
}

/// Audits the plan that a run folder holds against a model file, which should be the one it was made from.
pub fn verify(files: &RunFiles, record: &Record, model: &Path, watch: &dyn Watch) -> Result<Verified, RunError> {
    let ready = Ready::again(model, record, watch)?;
    let plan = report::plan_from(&ready.case, files)?;
    tell(watch, "checking the plan");
    let audit = audit(&ready.case, &plan);
    Ok(Verified { audit, changed: changes(&record.inputs, &ready.inputs) })
}

/// What differs between the inputs of then and now.
fn changes(then: &[InputFile], now: &[InputFile]) -> Vec<String> {
    let find = |files: &[InputFile], name: &str| files.iter().find(|file| file.name == name).cloned();
    let old = then.iter().filter_map(|file| match find(now, &file.name) {
        None => Some(format!("{} is gone", file.name)),
        Some(other) if other.sha256 != file.sha256 => Some(format!("{} has changed", file.name)),
        Some(_) => None,
    });
    let new = now.iter().filter(|file| find(then, &file.name).is_none()).map(|file| format!("{} is new", file.name));
    old.chain(new).collect()
}

fn tell(watch: &dyn Watch, stage: &'static str) {
    watch.event(&Event::of(stage));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plan of a case, as it comes back from the files of its run folder.
    #[test]
    fn a_plan_is_still_right_when_read_back_from_its_files() {
        let case = report::fixture::case();
        let ready = Ready {
            case: case.clone(),
            diagnostics: Diagnostics::default(),
            model: PathBuf::new(),
            inputs: vec![],
            vary: IndexMap::new(),
            began_from: None,
            clock: Clock::start(),
        };
        let finished = ready.solve(Request::default(), &Quiet).unwrap();
        assert!(finished.audit.passed(), "{}", finished.summary);
        let record = finished.record(Path::new("model.toml"), |path| path.display().to_string());
        let files = finished.files(&record);
        let files: RunFiles = files.into_iter().map(|file| file.into_bytes().unwrap()).collect();
        let again = audit(&case, &report::plan_from(&case, &files).unwrap());
        assert!(again.passed(), "{}", report::audit_words(&again));
        let record = report::record_from(&files).unwrap();
        assert_eq!((record.model.as_str(), record.scenario.as_str()), ("model.toml", "base"));
    }

    #[test]
    fn inputs_that_changed_are_named() {
        let file = |name: &str, sha256: &str| InputFile { name: name.into(), path: name.into(), sha256: sha256.into() };
        let then = [file("forecast.csv", "a"), file("costs.csv", "b"), file("kinds.csv", "c")];
        let now = [file("forecast.csv", "a"), file("costs.csv", "x"), file("travel.csv", "d")];
        assert_eq!(changes(&then, &now), ["costs.csv has changed", "kinds.csv is gone", "travel.csv is new"]);
        assert!(changes(&then, &then).is_empty());
    }
}
