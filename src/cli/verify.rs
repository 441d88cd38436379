//! `placewise verify`: the audit again, from the run folder and its inputs alone.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::terminal::{self, Talk};
use crate::report;
use crate::run::{self, Quiet, RunError};
use crate::run_folder;

/// Audit a run again, from its folder and its tables alone
///
/// Rebuilds the plan from the CSV files, works out every child and every pound again, and prints each check. Exit
/// code 0 when all pass, 4 when one fails.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise verify runs/example-base")]
pub(super) struct Verify {
    /// The run folder
    run: PathBuf,
    /// Print the checks as JSON, for other programs
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let files = run_folder::read(&self.run)?;
        let record = report::record_from(&files).map_err(RunError::from)?;
        let model = self.run.join(&record.model);
        let verified = match run::verify(&files, &record, &model, &Quiet) {
            Err(RunError::Input(diagnostics)) => {
                terminal::say(diagnostics.to_text());
                let what = format!("the tables of {} can no longer be read", model.display());
                return Err(Failure::new(Exit::Input, what, "Put back the tables the run was made from."));
            }
            verified => verified?,
        };
        let changed = &verified.changed;
        if !changed.is_empty() {
            let text = format!("The inputs are not those of {}: {}.\n", record.started, changed.join("; "));
            terminal::say(text + "The plan is checked against the tables as they are now.\n");
        }
        if self.json {
            terminal::data(report::audit_json(&verified.audit, changed))?;
        } else if !talk.quiet || !verified.audit.passed() {
            terminal::data(report::audit_words(&verified.audit))?;
        }
        if verified.audit.passed() {
            return Ok(Exit::Done);
        }
        let next = if changed.is_empty() {
            "The tables are those the run was made from, so a file in the run folder was changed: solve again."
        } else {
            "Solve the model again, or put back the tables the run was made from."
        };
        Err(Failure::new(Exit::AuditFailed, "the audit failed: do not use this plan", next))
    }
}
