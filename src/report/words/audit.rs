//! What the audit found, in words.

use std::fmt::Write as _;

use serde::Serialize;

use crate::audit::{Audit, Check};
use crate::report::json;
use crate::units::grouped;

/// Every check of the audit, one a line, with examples where one failed, then the verdict.
pub fn audit_words(audit: &Audit) -> String {
    let mut text = String::new();
    for check in &audit.checks {
        let mark = if check.passed { "passed" } else { "FAILED" };
        let _ = writeln!(text, "  {mark}  {}", check.what);
        if !check.passed {
            text.push_str(&failure(check));
        }
    }
    text + &verdict(audit)
}

/// The same for programs, with the inputs that have changed since the run.
pub fn audit_json(audit: &Audit, changed: &[String]) -> String {
    #[derive(Serialize)]
    struct Listing<'a> {
        passed: bool,
        changed: &'a [String],
        checks: Vec<Line<'a>>,
    }
    #[derive(Serialize)]
    struct Line<'a> {
        name: &'a str,
        what: &'a str,
        passed: bool,
        worst: f64,
        unit: &'a str,
        examples: &'a [String],
    }
    let lines = audit.checks.iter().map(|check| Line {
        name: check.name,
        what: check.what,
        passed: check.passed,
        worst: check.worst,
        unit: check.unit,
        examples: &check.examples,
    });
    let listing = Listing { passed: audit.passed(), changed, checks: lines.collect() };
    String::from_utf8_lossy(&json(&listing)).into_owned()
}

/// Whether all passed, in one line.
fn verdict(audit: &Audit) -> String {
    let (n, failed) = (audit.checks.len(), audit.checks.iter().filter(|check| !check.passed).count());
    if failed == 0 {
        format!("Audit passed: {n} checks, worked out again from the tables and the plan alone.\n")
    } else {
        format!("AUDIT FAILED: do not use this plan. {failed} of {n} checks failed.\n")
    }
}

/// The verdict, and what failed.
pub(in crate::report) fn audit_line(audit: &Audit) -> String {
    let mut text = verdict(audit);
    for check in audit.checks.iter().filter(|check| !check.passed) {
        let _ = writeln!(text, "  {}", check.what);
        text.push_str(&failure(check));
    }
    text
}

fn failure(check: &Check) -> String {
    let mut text = format!("          out by up to {} {}\n", grouped(check.worst, 4), check.unit);
    for example in &check.examples {
        let _ = writeln!(text, "          {example}");
    }
    text
}
