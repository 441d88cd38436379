//! The path from tables to a checked plan: load → network → solve → plan → audit → report, with progress events; and
//! the audit again from a run folder.
//!
//! Nothing here writes a file: what there is to write is handed back, to be made as it is written.

mod asked;
mod carried;
mod clock;
mod drawn;
mod error;
mod finished;
mod verified;

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

pub use self::asked::Request;
pub(crate) use self::asked::Task;
pub(crate) use self::carried::carried;
use self::clock::Clock;
use self::drawn::Drawn;
pub use self::error::RunError;
pub use self::finished::Finished;
use self::verified::changes;
pub use self::verified::{Verified, verify};
use crate::answers::Answers;
use crate::audit::{Audit, audit};
use crate::case::{Case, Factor};
use crate::diagnostic::Diagnostics;
use crate::formulation;
use crate::mip;
use crate::network::Network;
use crate::plan::Plan;
pub use crate::publish::Level;
use crate::publish::Published;
use crate::report::{self, BeganFrom, Figures, InputFile, ReadBackError, Record, Settings};
use crate::scenario::Scenario;
pub use crate::solve::Engine;
use crate::solve::{self, Outcome};
use crate::tables;

pub use crate::solve::progress::{Event, OnlyStop, Quiet, Watch};

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

/// The audit of the plan, with whatever the same audit finds wrong in the plan beside it.
fn checked(case: &Case, plan: &Plan, answers: &Answers) -> Audit {
    let mut found = audit(case, plan);
    let beside = answers.as_is.iter().flat_map(|as_is| audit(case, as_is).checks);
    found.checks.extend(beside.filter(|check| !check.passed));
    found
}

/// Tells of a stage that begins.
fn tell(watch: &dyn Watch, stage: &'static str) {
    watch.event(&Event::of(stage));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::RunFiles;

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
}
