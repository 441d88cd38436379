//! `placewise example`: writes a made-up county.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::terminal;
use crate::example::{self, Size};
use crate::run_folder;

/// Write a made-up English county: a model file and its tables
///
/// The same size and seed always give the same county. No figure in it is about real children or real schools.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise example county\n  placewise solve county/model.toml")]
pub(super) struct Example {
    /// How large
    #[arg(long, value_enum, default_value_t = Sizes::M, ignore_case = true)]
    size: Sizes,
    /// Another seed gives another county
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder to write: new, or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// How large a county.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "UPPER")]
enum Sizes {
    /// A district, one year
    S,
    /// A small county
    M,
    /// A county, ten years, 600 localities
    L,
    /// A region
    Xl,
    /// All England
    Xxl,
}

impl From<Sizes> for Size {
    fn from(size: Sizes) -> Self {
        match size {
            Sizes::S => Self::S,
            Sizes::M => Self::M,
            Sizes::L => Self::L,
            Sizes::Xl => Self::Xl,
            Sizes::Xxl => Self::Xxl,
        }
    }
}

impl Example {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let county = example::county(self.size.into(), self.seed);
        let model = ("model.toml".to_owned(), county.model_toml.into_bytes());
        let tables = county.tables.into_iter().map(|(name, bytes)| (format!("tables/{name}"), bytes));
        let files: Vec<(String, Vec<u8>)> = std::iter::once(model).chain(tables).collect();
        run_folder::write_new(&self.folder, &files)?;
        let path = self.folder.join("model.toml");
        terminal::say(format_args!("Wrote a made-up county to {}\n", self.folder.display()));
        terminal::say(format_args!("Next: placewise solve {}\n", path.display()));
        Ok(Exit::Done)
    }
}
