//! How long a solve has taken, and by which stages.

use std::time::Instant;

use super::progress::{Event, Watch};
use super::relative_gap;

/// A stopwatch that reports and keeps seconds by stage.
#[derive(Clone)]
pub(super) struct Clock<'a> {
    pub(super) began: Instant,
    stage_began: Instant,
    pub(super) stage: &'static str,
    pub(super) watch: &'a dyn Watch,
    /// What children on roll cost: no part of a gap.
    constant: f64,
    pub(super) timings: Vec<(&'static str, f64)>,
}

impl<'a> Clock<'a> {
    pub(super) fn new(watch: &'a dyn Watch, constant: f64) -> Self {
        let now = Instant::now();
        Self { began: now, stage_began: now, stage: "", watch, constant, timings: Vec::new() }
    }

    /// Begins a stage, and ends the one before.
    pub(super) fn stage(&mut self, stage: &'static str, best: Option<f64>, bound: Option<f64>) {
        self.end_stage();
        self.stage = stage;
        let gap = best.zip(bound).map(|(best, bound)| relative_gap(best, bound, self.constant));
        self.watch.event(&Event { best, bound, gap, seconds: self.seconds(), ..Event::of(stage) });
    }

    pub(super) fn end_stage(&mut self) {
        if !self.stage.is_empty() {
            let seconds = self.stage_began.elapsed().as_secs_f64();
            match self.timings.iter_mut().find(|(stage, _)| *stage == self.stage) {
                Some((_, sum)) => *sum += seconds,
                None => self.timings.push((self.stage, seconds)),
            }
        }
        self.stage_began = Instant::now();
        self.stage = "";
    }

    pub(super) fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }
}
