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
