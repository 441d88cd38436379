//! `placewise template`: empty tables for an officer's own figures.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::terminal;
use crate::run_folder;
use crate::tables::template;

/// Write empty tables with their headers: a folder of CSV files, or an Excel workbook with meanings and drop-downs
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise template my-county.xlsx\n  placewise template my-county")]
pub(super) struct Template {
    /// A folder to write, new or empty; or a workbook, whose name ends in .xlsx
    #[arg(value_name = "DIR|FILE.xlsx")]
    to: PathBuf,
}

impl Template {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let workbook = self.to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        if workbook {
            if self.to.exists() {
                let what = format!("{} is there already and is left as it is", self.to.display());
                return Err(Failure::new(Exit::CommandLine, what, "Name another file."));
            }
            let bytes = template::workbook().map_err(|error| Failure::new(Exit::Fault, error, ""))?;
            run_folder::write_file(&self.to, &bytes)?;
        } else {
            run_folder::write_new(&self.to, &template::csv())?;
        }
        terminal::say(format_args!("Wrote empty tables to {}\n", self.to.display()));
        terminal::say(
            "Next: fill them in, and name them in a model file such as the one `placewise example` writes.\n",
        );
        Ok(Exit::Done)
    }
}
