//! `placewise compare`: runs side by side.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::progress::Progress;
use super::terminal::{self, Talk};
use crate::regret;
use crate::report::{self, ChangedRow, Compared, Glance, Sheet};
use crate::run::RunError;
use crate::run_folder;
use crate::tables::{self, Inputs};
use crate::units::grouped;

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
    /// Also work out what the decisions of each run would come to under the assumptions of every other, every child
    /// placed anew, and which plan holds up best
    #[arg(long)]
    regret: bool,
    /// With --regret: how likely the assumptions of each run are, in the order of the runs [default: all alike]
    #[arg(long, value_name = "W,W…", value_delimiter = ',', requires = "regret", value_parser = weight)]
    weights: Vec<f64>,
}

pub(super) fn weight(text: &str) -> Result<f64, String> {
    let weight = text.trim().parse().ok().filter(|&weight: &f64| weight >= 0.0 && weight.is_finite());
    weight.ok_or_else(|| "a number of at least 0".to_owned())
}

impl Compare {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let runs = self.runs.iter().map(|folder| self.read(folder)).collect::<Result<Vec<_>, _>>()?;
        let mut paper = report::compare(&runs, &self.changed(&runs));
        if self.regret {
            let (more, sentence) = self.regret(&runs, talk)?;
            paper.sheets.extend(more);
            paper.says.push(sentence);
        }
        terminal::data(paper.words())?;
        if let Some(out) = &self.out {
            let files = paper.files().map_err(|error| Failure::new(Exit::Fault, error, ""))?;
            run_folder::write_new(out, &files)?;
            talk.say(format_args!(
                "\nWrote {}: open compare.html in a browser, compare.xlsx in Excel.\n",
                out.display()
            ));
        }
        Ok(Exit::Done)
    }

    /// The decisions of each run under the assumptions of every other.
    fn regret(&self, runs: &[Compared], talk: Talk) -> Result<(Vec<Sheet>, String), Failure> {
        let weights = if self.weights.is_empty() { vec![1.0; runs.len()] } else { self.weights.clone() };
        if weights.len() != runs.len() || weights.iter().sum::<f64>() <= 0.0 {
            let what = format!("{} weights for {} runs", weights.len(), runs.len());
            return Err(Failure::new(Exit::CommandLine, what, "Give one for each run, not all of them 0."));
        }
        let progress = Progress::new(talk.quiet);
        let under = |(run, folder): (&Compared, &PathBuf)| {
            let model = folder.join(&run.glance.record.model);
            regret::judge((&model, &run.glance), runs, &progress)
        };
        let judged = runs.iter().zip(&self.runs).map(under).collect::<Result<Vec<_>, _>>()?;
        progress.done();
        Ok(regret::sheets(runs, &judged, &weights))
    }

    /// Rows of the inputs that are not those of the first run.
    fn changed(&self, runs: &[Compared]) -> Vec<ChangedRow> {
        let Some((first, others)) = runs.split_first() else { return Vec::new() };
        let differs = |other: &Compared| {
            let hashes = |run: &Compared| {
                let inputs = run.glance.record.inputs.iter().map(|input| (input.name.clone(), input.sha256.clone()));
                inputs.collect::<std::collections::BTreeMap<_, _>>()
            };
            hashes(first) != hashes(other)
        };
        let mut changed = Vec::new();
        for (run, folder) in others.iter().zip(&self.runs[1..]).filter(|(run, _)| differs(run)) {
            match (as_recorded(first, &self.runs[0]), as_recorded(run, folder)) {
                (Some(old), Some(new)) => changed.extend(table_changes(&run.name, &old, &new)),
                _ => changed.push(ChangedRow {
                    run: run.name.clone(),
                    table: "all".to_owned(),
                    row: None,
                    names: String::new(),
                    what: "the inputs are no longer those of the run: its rows cannot be told".to_owned(),
                }),
            }
        }
        changed
    }

    /// A run under the last part of its path, or all of it where two runs share that.
    fn read(&self, folder: &Path) -> Result<Compared, Failure> {
        let files = run_folder::read_some(folder, Glance::FILES)?;
        let glance = Glance::of(&files).map_err(RunError::from)?;
        let shared = self.runs.iter().filter(|other| other.file_name() == folder.file_name()).count() > 1;
        let short = folder.file_name().filter(|_| !shared).map(|name| name.to_string_lossy().into_owned());
        Ok(Compared { name: short.unwrap_or_else(|| folder.display().to_string()), glance })
    }
}

/// Rows of a table that are shown; the others are counted.
const SHOWN: usize = 20;

/// The inputs of a run, where they still are what it recorded.
fn as_recorded(run: &Compared, folder: &Path) -> Option<Inputs> {
    let record = &run.glance.record;
    let inputs = tables::read_again(&folder.join(&record.model))?;
    let same = |file: &tables::Input| record.inputs.iter().any(|i| i.name == file.name && i.sha256 == file.sha256);
    (inputs.files.len() == record.inputs.len() && inputs.files.iter().all(same)).then_some(inputs)
}

/// What differs between the tables of two runs.
fn table_changes(run: &str, old: &Inputs, new: &Inputs) -> Vec<ChangedRow> {
    let said = |table: &str, row, names: String, what: String| ChangedRow {
        run: run.to_owned(),
        table: table.to_owned(),
        row,
        names,
        what,
    };
    let mut changed = Vec::new();
    for table in &new.tables {
        let Some(before) = old.tables.iter().find(|before| before.name == table.name) else {
            changed.push(said(table.name, None, String::new(), "the table is new".to_owned()));
            continue;
        };
        let rows = tables::row_changes(before, table);
        let count = rows.len();
        let shown = rows.into_iter().take(SHOWN);
        changed.extend(shown.map(|row| said(table.name, Some(row.row), row.names, row.what)));
        if count > SHOWN {
            let what = format!("and {} more rows", grouped((count - SHOWN) as f64, 0));
            changed.push(said(table.name, None, String::new(), what));
        }
    }
    let gone = old.tables.iter().filter(|before| !new.tables.iter().any(|table| table.name == before.name));
    changed.extend(gone.map(|table| said(table.name, None, String::new(), "the table is gone".to_owned())));
    changed
}
