//! `placewise template`: empty tables for an officer's own figures.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::terminal::Talk;
use crate::run_folder;
use crate::tables::template;

/// Write empty tables to fill in: a folder of CSV files, or an Excel workbook with meanings and drop-downs
///
/// A model file that names them comes with them: DIR/DIR.toml, or FILE.toml beside the workbook.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise template my-county.xlsx\n  placewise template my-county")]
pub(super) struct Template {
    /// A folder to write, new or empty; or a workbook, whose name ends in .xlsx
    #[arg(value_name = "DIR|FILE.xlsx")]
    to: PathBuf,
}

impl Template {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let workbook = self.to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        let model = if workbook { self.write_workbook()? } else { self.write_folder()? };
        talk.say(format_args!("Wrote empty tables to {} and a model file to {}\n", self.to.display(), model.display()));
        talk.say(format_args!("Next: fill them in, then: placewise check {}\n", model.display()));
        Ok(Exit::Done)
    }

    /// The workbook, and the model file beside it.
    fn write_workbook(&self) -> Result<PathBuf, Failure> {
        let model = self.to.with_extension("toml");
        if let Some(there) = [&self.to, &model].into_iter().find(|path| path.exists()) {
            let what = format!("{} is there already and is left as it is", there.display());
            return Err(Failure::new(Exit::CommandLine, what, "Name another file."));
        }
        let bytes = template::workbook().map_err(|error| Failure::new(Exit::Fault, error, ""))?;
        run_folder::write_file(&self.to, &bytes)?;
        let tables = self.to.file_name().unwrap_or_default().to_string_lossy();
        run_folder::write_file(&model, template::model(&tables).as_bytes())?;
        Ok(model)
    }

    /// The folder, with the model file in it.
    fn write_folder(&self) -> Result<PathBuf, Failure> {
        let name = self.to.file_name().map_or_else(|| "model".into(), |name| name.to_string_lossy());
        let model = format!("{name}.toml");
        let mut files = template::csv();
        files.push((model.clone(), template::model(".").into_bytes()));
        run_folder::write_new(&self.to, &files)?;
        Ok(self.to.join(model))
    }
}
