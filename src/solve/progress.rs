//! What a solve says while it runs, and how it is asked to stop.

/// A message from a running solve. Money is discounted pounds, as in the objective (children on roll included).
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What is being done, in a few words: "building the programme".
    pub stage: &'static str,
    /// Objective of the best plan so far.
    pub best: Option<f64>,
    /// No plan can cost less than this.
    pub bound: Option<f64>,
    /// `(best − bound) / (best − constant)`.
    pub gap: Option<f64>,
    /// Seconds since the solve began.
    pub seconds: f64,
    /// How many steps are done, of how many, where that is known.
    pub step: Option<(usize, usize)>,
}

impl Event {
    /// Only what is being done.
    pub fn of(stage: &'static str) -> Self {
        Self { stage, best: None, bound: None, gap: None, seconds: 0.0, step: None }
    }

    /// What is being done, and how far it is.
    pub fn step(stage: &'static str, done: usize, of: usize) -> Self {
        Self { step: Some((done, of)), ..Self::of(stage) }
    }
}

/// Listens to a solve, and may stop it.
pub trait Watch: Sync {
    /// Told what goes on.
    fn event(&self, event: &Event);

    /// Asked often: whether to stop and keep the best plan found.
    fn stop(&self) -> bool {
        false
    }
}

/// Listens to nothing and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Watch for Quiet {
    fn event(&self, _: &Event) {}
}

/// Passes on a request to stop and keeps everything else to itself: for solves beside the one that is watched.
#[derive(Clone, Copy)]
pub struct OnlyStop<'a>(pub &'a dyn Watch);

impl Watch for OnlyStop<'_> {
    fn event(&self, _: &Event) {}

    fn stop(&self) -> bool {
        self.0.stop()
    }
}
