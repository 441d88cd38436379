//! Seconds by stage, and the record of a run that they go into.

use std::time::Instant;

use indexmap::IndexMap;

use crate::report::{InputFile, Machine, Record, Settings};
use crate::scenario::Scenario;

/// Seconds to the millisecond: nobody times a solve more finely.
pub(super) fn milliseconds(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

/// Seconds by stage, and when it all began.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    started: String,
    began: Instant,
    lap_began: Instant,
    pub seconds: IndexMap<String, f64>,
}

impl Clock {
    pub(super) fn start() -> Self {
        let now = Instant::now();
        let started = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Self { started, began: now, lap_began: now, seconds: IndexMap::new() }
    }

    /// Ends a stage.
    pub(super) fn lap(&mut self, stage: &str) {
        let seconds = self.skip();
        self.seconds.insert(stage.to_owned(), milliseconds(seconds));
    }

    /// Ends a stage that keeps its own seconds.
    pub(super) fn skip(&mut self) -> f64 {
        let seconds = self.lap_began.elapsed().as_secs_f64();
        self.lap_began = Instant::now();
        seconds
    }

    pub(super) fn record(
        self,
        scenario: &Scenario,
        inputs: Vec<InputFile>,
        settings: Settings,
        status: &str,
    ) -> Record {
        Record {
            placewise: env!("CARGO_PKG_VERSION").to_owned(),
            model: String::new(),
            scenario: scenario.name.clone(),
            steps: scenario.steps.clone(),
            vary: IndexMap::new(),
            began_from: None,
            inputs,
            settings,
            started: self.started,
            duration: milliseconds(self.began.elapsed().as_secs_f64()),
            seconds: self.seconds,
            machine: Machine::here(),
            solver: "HiGHS".to_owned(),
            status: status.to_owned(),
        }
    }
}
