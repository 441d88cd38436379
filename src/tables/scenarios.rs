//! A model read under every scenario in turn, so that what a scenario would break is known before anything is solved.

use std::path::Path;

use super::{Applied, Input, load, load_scenario};
use crate::diagnostic::Diagnostics;

/// What came of reading a model under every scenario.
#[derive(Debug)]
pub struct Surveyed {
    /// What there is to tell of the tables as they are, then what each scenario adds to that.
    pub diagnostics: Diagnostics,
    /// Whether every scenario can be solved.
    pub sound: bool,
    /// Every file read, the model file first.
    pub inputs: Vec<Input>,
    /// Each scenario, and what its patches did; none where the tables as they are have errors.
    pub scenarios: Vec<(String, Vec<Applied>)>,
}

/// Reads a model as it is, and where that has no error, under each of its scenarios, one at a time.
pub fn survey(model_path: &Path) -> Surveyed {
    let base = load(model_path);
    let sound = base.case.is_some() && !base.diagnostics.has_errors();
    let names: Vec<String> = base.model.map_or_else(Vec::new, |model| model.scenarios.into_keys().collect());
    // Two cases of a region do not fit into memory side by side.
    drop(base.case);
    let mut all = Surveyed { diagnostics: base.diagnostics, sound, inputs: base.inputs, scenarios: Vec::new() };
    for name in names.into_iter().filter(|_| sound) {
        let loaded = load_scenario(model_path, &name);
        all.sound &= loaded.case.is_some() && !loaded.diagnostics.has_errors();
        all.diagnostics.extend(loaded.diagnostics.beyond(&all.diagnostics));
        all.scenarios.push((name, loaded.applied));
    }
    all.diagnostics.sort();
    all
}
