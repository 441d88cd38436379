//! What every command does with a model file: read it, tell what is wrong with it, and name a folder after it.

use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use super::progress::Progress;
use super::terminal::{self, Talk};
use crate::run::{Ready, RunError};
use crate::scenario::{self, slug};
use crate::tables;

/// `runs/example-base` for `models/example.toml`.
pub(super) fn default_folder(model: &Path, what: &str) -> PathBuf {
    let name = model.file_stem().map_or_else(|| "model".into(), |stem| stem.to_string_lossy());
    Path::new("runs").join(format!("{name}-{}", slug(what)))
}

/// A model under a scenario, with its warnings told; what is wrong is told too.
pub(super) fn read(model: &Path, scenario: &str, progress: &Progress, talk: Talk) -> Result<Ready, Failure> {
    let ready = Ready::read(model, scenario, progress);
    progress.done();
    if let Err(RunError::Input(diagnostics)) = &ready {
        terminal::say(diagnostics.to_text());
    }
    let ready = ready?;
    if !ready.diagnostics().is_empty() {
        talk.say(ready.diagnostics().to_text() + "\n");
    }
    Ok(ready)
}

/// What a model's scenarios are called, the tables as they are first, and what they read.
pub(super) struct Surveyed {
    pub names: Vec<String>,
    pub inputs: Vec<tables::Input>,
}

/// Reads every scenario of a model; what is wrong with any of them is said.
pub(super) fn survey(model: &Path, progress: &Progress) -> Result<Surveyed, Failure> {
    progress.say("reading every scenario");
    let found = tables::survey(model);
    progress.done();
    if !found.sound {
        terminal::say(found.diagnostics.to_text());
        let next = "Next: put the errors right; `placewise explain CODE` says more about each.";
        return Err(Failure::new(Exit::Input, "the input has errors", next));
    }
    let named = found.scenarios.into_iter().map(|(name, _)| name);
    Ok(Surveyed { names: std::iter::once(scenario::BASE.to_owned()).chain(named).collect(), inputs: found.inputs })
}

/// Refuses a scenario that is not there.
pub(super) fn refuse_unknown(wanted: &[String], known: &[String]) -> Result<(), Failure> {
    let Some(wrong) = wanted.iter().find(|name| !known.contains(name)) else { return Ok(()) };
    let list = known.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let what = format!("there is no scenario \"{wrong}\"");
    Err(Failure::new(Exit::CommandLine, what, format!("The scenarios are {list}.")))
}
