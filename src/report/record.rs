//! `run.json`: the record of a run, enough to repeat it. The only output that holds a clock's time.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::Taken;

/// What `run.json` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The version of placewise that made the run.
    pub placewise: String,
    /// The model file, relative to the run folder where that can be said.
    pub model: String,
    /// The scenario; `base` is the tables as they are.
    pub scenario: String,
    /// What the scenario did to the tables, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Factors by which assumptions are scaled, by name; none where nothing is.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub vary: IndexMap<String, f64>,
    /// The decisions of another run that were a candidate from the start; none where there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_from: Option<BeganFrom>,
    /// Every file that was read.
    pub inputs: Vec<InputFile>,
    /// How the solver was asked to work.
    pub settings: Settings,
    /// When the run began, in UTC.
    pub started: String,
    /// How long it took, seconds.
    pub duration: f64,
    /// Seconds by stage of the work.
    pub seconds: IndexMap<String, f64>,
    /// Where it ran.
    pub machine: Machine,
    /// The solver.
    pub solver: String,
    /// `optimal`, `feasible`, `time_limit` or `infeasible`.
    pub status: String,
}

/// Decisions of another run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeganFrom {
    /// The folder of that run, beside this one.
    pub run: String,
    /// What it chose.
    #[serde(flatten)]
    pub taken: Taken,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// What it is in the model: `model`, or the name of a table or workbook.
    pub name: String,
    /// Where it was, seen from the run folder where that can be said.
    pub path: String,
    /// Its contents' hash, in hexadecimal.
    pub sha256: String,
}

/// How the solver was asked to work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The engine.
    pub engine: String,
    /// Relative gap at which a plan counts as proven.
    pub gap: f64,
    /// Seconds.
    pub time_limit_s: f64,
    /// Threads; 0 is all.
    pub threads: usize,
    /// Seed of the solver's tie-breaking.
    pub seed: u32,
    /// What was asked for in place of the model file's settings.
    #[serde(default)]
    pub asked: Asked,
}

/// What was asked for in place of the model file's settings; `None` where nothing was.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Asked {
    /// The engine.
    pub engine: String,
    /// Relative gap at which a plan counts as proven.
    pub gap: Option<f64>,
    /// Seconds.
    pub time_limit_s: Option<f64>,
    /// Threads; 0 is all.
    pub threads: Option<usize>,
    /// Seconds for what stands beside the plan.
    pub answers_s: Option<f64>,
}

/// The machine a run was made on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Operating system.
    pub os: String,
    /// Processor architecture.
    pub arch: String,
    /// Processors the run could use.
    pub processors: usize,
}

impl Machine {
    /// This one.
    pub fn here() -> Self {
        Self {
            os: std::env::consts::OS.to_owned(),
            arch: std::env::consts::ARCH.to_owned(),
            processors: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        }
    }
}

impl Record {
    /// The record as JSON, indented, with a final newline.
    pub fn to_json(&self) -> Vec<u8> {
        super::json(self)
    }
}
