//! `placewise compare`: runs side by side.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::terminal::{self, Talk};
use crate::report::{self, Compared, Glance};
use crate::run::RunError;
use crate::run_folder;

/// Lay runs side by side: what they assume, decide and come to
///
/// Decisions with the years they open, and whether every, most, some or none of the plans take them; children without a
/// place, displaced or over the travel guidance; what each purse pays; input files that differ. Differences are from
/// the first run.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise compare runs/example-base runs/example-no-capital --out runs/compared")]
pub(super) struct Compare {
    /// The run folders, the one the others are compared with first
    #[arg(required = true, num_args = 2..)]
    runs: Vec<PathBuf>,
    /// Also write compare.html, compare.xlsx and a CSV file per table into this new folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Compare {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let runs = self.runs.iter().map(|folder| self.read(folder)).collect::<Result<Vec<_>, _>>()?;
        let sheets = report::compare(&runs);
        terminal::data(report::compare_words(&sheets))?;
        if let Some(out) = &self.out {
            let title = runs.first().map_or_else(String::new, |run| run.glance.figures.title.clone());
            let files = report::compare_files(&format!("{title}: {} runs compared", runs.len()), &sheets)
                .map_err(|error| Failure::new(Exit::Fault, error, ""))?;
            run_folder::write_new(out, &files)?;
            talk.say(format_args!(
                "\nWrote {}: open compare.html in a browser, compare.xlsx in Excel.\n",
                out.display()
            ));
        }
        Ok(Exit::Done)
    }

    /// A run under the last part of its path, or all of it where two runs share that.
    fn read(&self, folder: &Path) -> Result<Compared, Failure> {
        let files = run_folder::read(folder)?;
        let glance = Glance::of(&files).map_err(RunError::from)?;
        let shared = self.runs.iter().filter(|other| other.file_name() == folder.file_name()).count() > 1;
        let short = folder.file_name().filter(|_| !shared).map(|name| name.to_string_lossy().into_owned());
        Ok(Compared { name: short.unwrap_or_else(|| folder.display().to_string()), glance })
    }
}
