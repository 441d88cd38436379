//! `placewise check`: reads and validates, every problem at once.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::terminal::{self, Talk};
use crate::tables;

/// Read a model and its tables and say everything that is wrong with them
///
/// Every problem at once: file, row, column, value, what it means and what to do. Exit code 0 when the model can be
/// solved, 1 when there are errors; warnings do not stop a solve.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise check models/example.toml")]
pub(super) struct Check {
    /// The model file, such as models/example.toml
    model: PathBuf,
    /// Print the problems as JSON, for other programs
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let loaded = tables::load(&self.model);
        let wrong = loaded.diagnostics.has_errors() || loaded.case.is_none();
        if self.json {
            terminal::data(super::as_json(&loaded.diagnostics))?;
        } else if wrong || !talk.quiet {
            terminal::data(loaded.diagnostics.to_text())?;
        }
        if wrong {
            talk.say(
                "Next: put the errors right; `placewise explain CODE` says more about each, --json lists every row.\n",
            );
            return Ok(Exit::Input);
        }
        talk.say(format_args!("Next: placewise solve {}\n", self.model.display()));
        Ok(Exit::Done)
    }
}
