//! `placewise solve`: the main job.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::model::default_folder;
use super::progress::Progress;
use super::terminal::{self, Talk};
use crate::run::{self, Finished, ModelFormat, Ready, Request, RunError, Watch as _};
use crate::run_folder::{self, Target};
use crate::scenario::{self, slug};
use crate::tables;

/// Find the plan, prove it, audit it and write the run folder
///
/// Prints a summary in plain words. Ctrl-C stops early and keeps the best plan found. Exit code 0 when there is a
/// plan (proven or not: the summary says which), 1 when the input is wrong, 3 when it was stopped before any plan was
/// found, 4 when the audit failed.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise solve models/example.toml\n  \
                        placewise solve models/example.toml --scenario \"higher growth\"\n  \
                        placewise solve models/example.toml --out runs/careful --gap 0.0001 --time-limit 3600")]
pub(super) struct Solve {
    /// The model file, such as models/example.toml
    model: PathBuf,
    /// The run folder to write [default: runs/MODEL-SCENARIO]; with `--scenario all` the folder of the run folders
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to search
    #[arg(long, value_enum, default_value_t = Engine::Auto)]
    engine: Engine,
    /// Stop when the plan is proven this close to the best possible: 0.001 is 0.1% [default: the model's]
    #[arg(long, value_name = "SHARE", value_parser = share, allow_negative_numbers = true)]
    gap: Option<f64>,
    /// Stop after so many seconds with the best plan found [default: the model's]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    time_limit: Option<f64>,
    /// Spend at most so many seconds on the same years with nothing new, and on what each project and block contract is
    /// worth; 0 leaves both out [default: what the plan leaves of the time limit, at least half of it]
    #[arg(long, value_name = "SECONDS", value_parser = seconds_or_none, allow_negative_numbers = true)]
    answers_limit: Option<f64>,
    /// How many processors to use in preparing the problem; 0 is all [default: the model's]. The solver uses one
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Also write the problem as a file that CBC, SCIP, HiGHS and other solvers read; the name ends in .mps or .lp. It is
    /// written before the solve, so `--time-limit 1` is enough where only the file is wanted
    #[arg(long, value_name = "FILE")]
    write_model: Option<PathBuf>,
    /// Solve a scenario of the model file; `all` solves the tables as they are, then every scenario
    #[arg(long, value_name = "NAME", default_value = scenario::BASE)]
    scenario: String,
    /// Also write what may be published, in the folder publish of the run folder: counts of 1 to 4 hidden, and others so
    /// that they cannot be worked out; no place below the level told apart
    #[arg(long, value_enum, value_name = "LEVEL", num_args = 0..=1, require_equals = true, default_missing_value = "area")]
    publish: Option<Level>,
    /// Print summary.json in place of the words
    #[arg(long)]
    json: bool,
}

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// placewise chooses
    Auto,
    /// The whole problem at once: proves a district or a small county
    Direct,
    /// By what places are worth: for whole counties
    Priced,
}

impl From<Engine> for run::Engine {
    fn from(engine: Engine) -> Self {
        match engine {
            Engine::Auto => Self::Auto,
            Engine::Direct => Self::Direct,
            Engine::Priced => Self::Priced,
        }
    }
}

/// The smallest places that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Level {
    /// The areas of the localities
    Area,
    /// Their local authorities
    Authority,
    /// None
    Whole,
}

impl From<Level> for run::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Area => Self::Area,
            Level::Authority => Self::Authority,
            Level::Whole => Self::Whole,
        }
    }
}

impl Solve {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let progress = Progress::new(talk.quiet);
        if self.scenario == scenario::ALL {
            return self.run_all(&progress, talk);
        }
        let out = self.out.clone().unwrap_or_else(|| default_folder(&self.model, &self.scenario));
        self.run_one((&self.scenario, &out), &progress, talk)
    }

    /// Solves every scenario, each into a folder of its own; one that fails does not stop the rest.
    fn run_all(&self, progress: &Progress, talk: Talk) -> Result<Exit, Failure> {
        if self.write_model.is_some() {
            let what = "--write-model writes one problem, --scenario all has several";
            return Err(Failure::new(Exit::CommandLine, what, "Name one scenario."));
        }
        progress.say("reading every scenario");
        let found = tables::survey(&self.model);
        progress.done();
        if !found.sound {
            return Err(self.input_failure(RunError::Input(found.diagnostics))?);
        }
        let names = found.scenarios.iter().map(|(name, _)| name.as_str());
        let mut worst = Exit::Done;
        for name in std::iter::once(scenario::BASE).chain(names) {
            let out = match &self.out {
                Some(out) => out.join(slug(name)),
                None => default_folder(&self.model, name),
            };
            let progress = progress.anew();
            if progress.stop() {
                break;
            }
            talk.say(format_args!("\n{name}\n"));
            let exit = self.run_one((name, &out), &progress, talk).unwrap_or_else(|failure| {
                terminal::say(&failure);
                failure.exit
            });
            worst = if worst == Exit::Done { exit } else { worst };
        }
        Ok(worst)
    }

    /// Solves one scenario into a folder.
    fn run_one(&self, (scenario, out): (&str, &Path), progress: &Progress, talk: Talk) -> Result<Exit, Failure> {
        let format = self.write_model.as_deref().map(model_format).transpose()?;
        let ready = self.read(scenario, progress, talk)?;
        let target = Target::check(out)?;
        if let Some((path, format)) = self.write_model.as_deref().zip(format) {
            run_folder::write_file(path, ready.written_model(format).as_bytes())?;
            progress.suspend(|| talk.say(format_args!("Wrote the problem to {}\n", path.display())));
        }
        progress.listen();
        let request = Request {
            gap: self.gap,
            time_limit_s: self.time_limit,
            threads: self.threads,
            engine: self.engine.into(),
            answers_s: self.answers_limit,
            publish: self.publish.map(Into::into),
        };
        let finished = ready.solve(request, progress)?;
        self.finish(&finished, target, (out, talk), progress)
    }

    /// Reads the model; tells its problems, and what the scenario changes.
    fn read(&self, scenario: &str, progress: &Progress, talk: Talk) -> Result<Ready, Failure> {
        let ready = match Ready::read(&self.model, scenario, progress) {
            Ok(ready) => ready,
            Err(error) => {
                progress.done();
                return Err(self.input_failure(error)?);
            }
        };
        progress.suspend(|| {
            if !ready.diagnostics().is_empty() {
                talk.say(ready.diagnostics().to_text() + "\n");
            }
            for step in &ready.scenario().steps {
                talk.say(format_args!("{step}\n"));
            }
        });
        Ok(ready)
    }

    /// Tells what is wrong with the input, and makes a failure of it.
    fn input_failure(&self, error: RunError) -> Result<Failure, Failure> {
        if let RunError::Input(diagnostics) = &error {
            if self.json {
                terminal::data(super::as_json(diagnostics))?;
            } else {
                terminal::say(diagnostics.to_text());
            }
        }
        Ok(error.into())
    }

    /// Writes the run folder and tells what the plan is.
    fn finish(
        &self,
        finished: &Finished,
        target: Target,
        (out, talk): (&Path, Talk),
        progress: &Progress,
    ) -> Result<Exit, Failure> {
        progress.say("writing the run folder");
        let passed = finished.audit.passed();
        let (figures, summary) = (finished.figures.to_json(), finished.summary.clone());
        let record = finished.record(&self.model, |path| target.path_to(path));
        target.write(finished.files(&record))?;
        progress.done();
        if self.json {
            terminal::data(String::from_utf8_lossy(&figures))?;
        } else if !talk.quiet {
            terminal::data(summary)?;
        }
        if passed {
            talk.say(where_to_look(out));
            if self.publish.is_some() {
                talk.say(PUBLISHED);
            }
            return Ok(Exit::Done);
        }
        let next = concat!("The files are kept: please report it at ", env!("CARGO_PKG_REPOSITORY"), "/issues.");
        Err(Failure::new(Exit::AuditFailed, "the audit failed: do not use this plan", next))
    }
}

/// What may leave the council.
const PUBLISHED: &str = "The folder publish in it may leave the council: its statement.txt says what was done. All else speaks of few\n\
                         children and stays where the tables are.\n";

/// What is in the run folder, and what to do next.
fn where_to_look(out: &Path) -> String {
    let out = out.display();
    format!(
        "\nWrote {out}: open report.html in a browser, workbook.xlsx in Excel, map.qgs in QGIS. The CSV files hold\n\
         every row: projects and contracts what to open and sign, worth what that is worth, utilisation how full every\n\
         school is, shortfalls who goes without and why, finance what each purse pays; columns explains.\n\
         Next: placewise verify {out}\n"
    )
}

/// `runs/example-base` for `models/example.toml`.
fn model_format(path: &Path) -> Result<ModelFormat, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("lp") => Ok(ModelFormat::Lp),
        Some("mps") => Ok(ModelFormat::Mps),
        _ => {
            let what = format!("--write-model {}: the name must end in .mps or .lp", path.display());
            Err(Failure::new(Exit::CommandLine, what, "Such as --write-model problem.mps."))
        }
    }
}

pub(super) fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..1.0).contains(share));
    share.ok_or_else(|| "a share from 0 up to 1, such as 0.001 for 0.1%".to_owned())
}

/// From 0 to 1.
pub(super) fn part(text: &str) -> Result<f64, String> {
    let part = text.trim().parse().ok().filter(|part: &f64| (0.0..=1.0).contains(part));
    part.ok_or_else(|| "a share from 0 to 1".to_owned())
}

pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|&seconds: &f64| seconds > 0.0 && seconds.is_finite());
    seconds.ok_or_else(|| "a number of seconds above 0".to_owned())
}

pub(super) fn seconds_or_none(text: &str) -> Result<f64, String> {
    if text == "0" { Ok(0.0) } else { seconds(text).map_err(|_| "a number of seconds, or 0".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_folder_is_named_after_model_and_scenario() {
        assert_eq!(default_folder(Path::new("models/example.toml"), "base"), Path::new("runs/example-base"));
        assert_eq!(default_folder(Path::new("example.toml"), "No capital!"), Path::new("runs/example-no-capital"));
    }

    #[test]
    fn shares_and_seconds_are_checked() {
        assert_eq!(share("0.001"), Ok(0.001));
        assert!(share("5").is_err() && share("NaN").is_err());
        assert!(seconds("0").is_err() && seconds("inf").is_err());
    }
}
