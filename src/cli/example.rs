//! `placewise example`: writes a made-up county.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::terminal::Talk;
use crate::example::{self, Size};
use crate::run_folder;

/// Write a made-up English county: a model file and its tables
///
/// DIR/NAME.toml, named like the folder, and the CSV files in DIR/tables. The same size and seed always give the same
/// county. No figure in it is about real children or real schools.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise example county\n  placewise solve county/county.toml")]
pub(super) struct Example {
    /// How large: S is a district in one year, M a small county, L a county of 600 localities over ten years, XL a
    /// region, XXL all England
    #[arg(long, value_parser = str::parse::<Size>, default_value_t = Size::M)]
    size: Size,
    /// Another seed gives another county
    #[arg(long, default_value_t = example::DEFAULT_SEED)]
    seed: u64,
    /// The folder to write: new, or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Example {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let county = example::county(self.size, self.seed);
        let name = self.folder.file_name().map_or_else(|| "county".into(), |name| name.to_string_lossy());
        let model_file = format!("{name}.toml");
        let model = (model_file.clone(), county.model_toml.into_bytes());
        let tables = county.tables.into_iter().map(|(name, bytes)| (format!("tables/{name}.csv"), bytes));
        let files: Vec<(String, Vec<u8>)> = std::iter::once(model).chain(tables).collect();
        run_folder::write_new(&self.folder, &files)?;
        let path = self.folder.join(model_file);
        talk.say(format_args!("Wrote a made-up county to {}\n", self.folder.display()));
        talk.say(format_args!("Next: placewise solve {}\n", path.display()));
        Ok(Exit::Done)
    }
}
