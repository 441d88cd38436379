//! What is asked of a run: by the user, else by the model file.

use super::{Engine, Level, RunError};
use crate::case::SolverSettings;
use crate::report::Asked;
use crate::solve::Options;

/// What the user asks for in place of the model file's `[solver]`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Request {
    /// Relative gap at which a plan counts as proven.
    pub gap: Option<f64>,
    /// Seconds.
    pub time_limit_s: Option<f64>,
    /// How to search.
    pub engine: Engine,
    /// Threads; 0 is all.
    pub threads: Option<usize>,
    /// Seconds for the same years as they are, and for what each decision is worth; what the plan leaves of the time limit where `None`, and at least half of it,
    /// neither where 0.
    pub answers_s: Option<f64>,
    /// The smallest places to tell apart in what may be published; `None`: nothing is to be published.
    pub publish: Option<Level>,
}

impl Request {
    /// How to find a plan: as asked, else as the model file says.
    pub fn options(&self, settings: &SolverSettings) -> Options {
        Options {
            engine: self.engine,
            gap: self.gap.unwrap_or(settings.gap),
            time_limit_s: self.time_limit_s.unwrap_or(settings.time_limit_s),
            seed: settings.seed,
            prices: true,
            fixed: None,
        }
    }

    /// For the record.
    pub fn asked(&self) -> Asked {
        Asked {
            engine: self.engine.as_str().to_owned(),
            gap: self.gap,
            time_limit_s: self.time_limit_s,
            threads: self.threads,
            answers_s: self.answers_s,
        }
    }
}

/// What is asked of a model, whoever said so.
#[derive(Debug)]
pub(crate) struct Task {
    pub(super) request: Request,
    pub options: Options,
    pub(super) threads: usize,
}

impl Task {
    /// Does work on the threads that are asked for.
    pub(crate) fn threaded<T: Send>(&self, work: impl FnOnce() -> Result<T, RunError> + Send) -> Result<T, RunError> {
        rayon::ThreadPoolBuilder::new().num_threads(self.threads).build()?.install(work)
    }
}
