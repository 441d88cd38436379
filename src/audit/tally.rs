//! Counting what is wrong: each check keeps its worst difference and its worst five examples.

use super::{Check, MONEY_SHARE_TOLERANCE, MONEY_TOLERANCE};

/// How many examples a check keeps.
const EXAMPLES: usize = 5;

/// A check under way.
pub(super) struct Tally {
    name: &'static str,
    what: &'static str,
    unit: &'static str,
    tolerance: f64,
    worst: f64,
    /// Size and words of the worst violations, worst first; as bad ones in the order they were met.
    examples: Vec<(f64, String)>,
}

impl Tally {
    /// A check with nothing against it yet; `tolerance` in `unit`.
    pub(super) fn new(name: &'static str, unit: &'static str, tolerance: f64, what: &'static str) -> Self {
        Self { name, what, unit, tolerance, worst: 0.0, examples: Vec::new() }
    }

    /// A check of something that is so or not; its worst is a count of one.
    pub(super) fn rule(name: &'static str, unit: &'static str, what: &'static str) -> Self {
        Self::new(name, unit, 0.0, what)
    }

    /// Something is off by `by` (in the check's unit; zero or less is right, not a number is wrong).
    pub(super) fn off(&mut self, by: f64, tell: impl FnOnce() -> String) {
        self.off_within(by, self.tolerance, tell);
    }

    /// Two numbers should be equal.
    pub(super) fn equal(&mut self, found: f64, expected: f64, tell: impl FnOnce() -> String) {
        self.off(difference(found, expected), tell);
    }

    /// Two amounts of money should be equal.
    pub(super) fn equal_money(&mut self, found: f64, expected: f64, tell: impl FnOnce() -> String) {
        self.off_within(difference(found, expected), money_tolerance(found, expected), tell);
    }

    /// Something that must not be was found.
    pub(super) fn wrong(&mut self, tell: impl FnOnce() -> String) {
        self.off(1.0, tell);
    }

    /// Something must not be.
    pub(super) fn wrong_if(&mut self, wrong: bool, tell: impl FnOnce() -> String) {
        if wrong {
            self.wrong(tell);
        }
    }

    /// Something is off by `by`, with a tolerance of its own.
    pub(super) fn off_within(&mut self, by: f64, tolerance: f64, tell: impl FnOnce() -> String) {
        let by = if by.is_nan() { f64::INFINITY } else { by };
        self.worst = self.worst.max(by);
        if by <= tolerance {
            return;
        }
        let at = self.examples.partition_point(|(size, _)| *size >= by);
        if at < EXAMPLES {
            self.examples.insert(at, (by, tell()));
            self.examples.truncate(EXAMPLES);
        }
    }

    /// The check as it is reported.
    pub(super) fn finish(self) -> Check {
        Check {
            name: self.name,
            what: self.what,
            passed: self.examples.is_empty(),
            worst: self.worst,
            unit: self.unit,
            examples: self.examples.into_iter().map(|(_, words)| words).collect(),
        }
    }
}

/// The distance between two numbers; not a number where one is missing.
fn difference(found: f64, expected: f64) -> f64 {
    (found - expected).abs()
}

/// Pounds by which two amounts may differ.
pub(super) fn money_tolerance(found: f64, expected: f64) -> f64 {
    MONEY_TOLERANCE.max(MONEY_SHARE_TOLERANCE * found.abs().max(expected.abs()))
}
