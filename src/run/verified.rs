//! The audit again, from the files of a run folder.

use std::path::Path;

use super::{Ready, RunError, tell};
use crate::audit::{Audit, audit};
use crate::report::{self, InputFile, Record, RunFiles};
use crate::solve::progress::Watch;

/// A run folder audited again.
#[derive(Debug)]
pub struct Verified {
    /// What the audit found.
    pub audit: Audit,
    /// Inputs that are not what they were when the run was made, in a few words each.
    pub changed: Vec<String>,
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
pub(super) fn changes(then: &[InputFile], now: &[InputFile]) -> Vec<String> {
    let find = |files: &[InputFile], name: &str| files.iter().find(|file| file.name == name).cloned();
    let old = then.iter().filter_map(|file| match find(now, &file.name) {
        None => Some(format!("{} is gone", file.name)),
        Some(other) if other.sha256 != file.sha256 => Some(format!("{} has changed", file.name)),
        Some(_) => None,
    });
    let new = now.iter().filter(|file| find(then, &file.name).is_none()).map(|file| format!("{} is new", file.name));
    old.chain(new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_that_changed_are_named() {
        let file = |name: &str, sha256: &str| InputFile { name: name.into(), path: name.into(), sha256: sha256.into() };
        let then = [file("forecast.csv", "a"), file("costs.csv", "b"), file("kinds.csv", "c")];
        let now = [file("forecast.csv", "a"), file("costs.csv", "x"), file("travel.csv", "d")];
        assert_eq!(changes(&then, &now), ["costs.csv has changed", "kinds.csv is gone", "travel.csv is new"]);
        assert!(changes(&then, &then).is_empty());
    }
}
