//! `placewise check`: reads and validates, every problem at once.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::terminal::{self, Talk};
use crate::tables::{self, Surveyed};

/// Read a model and its tables and say everything that is wrong with them
///
/// Every problem at once: file, row, column, value, what it means and what to do; of the tables as they are, and of each
/// scenario, with what its patches change. Exit code 0 when the model can be
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
        let found = tables::survey(&self.model);
        let wrong = !found.sound;
        if self.json {
            terminal::data(super::as_json(&found.diagnostics))?;
        } else if wrong || !talk.quiet {
            terminal::data(found.diagnostics.to_text())?;
        }
        if !self.json && !talk.quiet {
            terminal::data(scenarios(&found))?;
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

/// What each scenario changes.
fn scenarios(found: &Surveyed) -> String {
    let mut text = String::new();
    for (name, applied) in &found.scenarios {
        let _ = writeln!(text, "Scenario \"{name}\"");
        for step in applied {
            let _ = writeln!(text, "  {step}");
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}
