//! `placewise futures`: one plan for many futures.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::model::{self, default_folder, refuse_unknown, survey};
use super::progress::Progress;
use super::solve::{part, seconds, share};
use super::sweep::grid;
use super::terminal::{self, Talk};
use crate::futures::{self, Asked, Future, Worst};
use crate::report;
use crate::run::{Finished, Request, RunError};
use crate::run_folder::{self, Target};
use crate::sweep::{self, Factor, Job};

/// The share of all likelihood that counts as the worst.
const WORST: f64 = 0.1;

/// Find the one plan that serves many futures best: projects and block contracts decided once
///
/// Every child is placed anew in each future. Futures are scenarios of the model and factors of demand, fees or capital,
/// each as likely as its weight says. Prints what the plan is expected to come to, what it is worth beside planning for the
/// mean forecast alone (the value of the stochastic solution), and what knowing the future would be worth (the value of
/// perfect information). The futures must leave the same projects and block contracts to decide.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise futures models/example.toml --vary demand=0.9,1,1.1 --weights 1,2,1\n  \
                        placewise futures models/example.toml --scenario base --scenario \"higher growth\" --worst 0.5")]
pub(super) struct FuturesCommand {
    /// The model file, such as models/example.toml
    model: PathBuf,
    /// A scenario that may come, `base` among them; may be given several times
    #[arg(long, value_name = "NAME")]
    scenario: Vec<String>,
    /// Multiply an assumption of the tables as they are by each of these, a future each: `demand`, `independent_fee` or
    /// `capital`; with several, every combination
    #[arg(long, value_name = "FACTOR=X,Y…", value_parser = grid)]
    vary: Vec<(Factor, Vec<f64>)>,
    /// How likely each is, in the order in which they are listed, scenarios first [default: all alike]
    #[arg(long, value_name = "W,W…", value_delimiter = ',', value_parser = super::compare::weight)]
    weights: Vec<f64>,
    /// How much the mean of the worst tenth of what may come counts: 0 plans for the mean of all futures, 1 for the worst
    /// alone
    #[arg(long, value_name = "SHARE", value_parser = part, default_value = "0", allow_negative_numbers = true)]
    worst: f64,
    /// The folder of futures.html, futures.xlsx, a CSV file per table, and the run of each future with the one plan [default: runs/MODEL-futures]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Stop when the plan is proven this close to the best possible: 0.001 is 0.1% [default: the model's]
    #[arg(long, value_name = "SHARE", value_parser = share, allow_negative_numbers = true)]
    gap: Option<f64>,
    /// Seconds for the plan of each future by itself, and as many again for each in the plan for all [default: the model's]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    time_limit: Option<f64>,
}

impl FuturesCommand {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let progress = Progress::new(talk.quiet);
        refuse_unknown(&self.scenario, &survey(&self.model, &progress)?.names)?;
        let jobs = sweep::jobs(&self.scenario, &self.vary);
        let likely = self.likely(&jobs)?;
        let out = self.out.clone().unwrap_or_else(|| default_folder(&self.model, "futures"));
        let runs: Vec<String> = jobs.iter().map(Job::folder).collect();
        Target::check_for(&out, &|name| {
            futures::FILES.contains(&name) || out.join(name).join(report::RECORD).exists()
        })?;
        let folders = runs.iter().map(|run| Target::check(&out.join(run))).collect::<Result<Vec<_>, _>>()?;
        let mut all = Vec::new();
        for (job, likely) in jobs.iter().zip(likely) {
            // The same warnings of every future are told once.
            let talk = if all.is_empty() { talk } else { Talk { quiet: true } };
            let mut ready = model::read(&self.model, &job.scenario, &progress, talk)?;
            ready.vary(&job.vary)?;
            all.push(Future { name: job.name(), ready, likely });
        }
        let request =
            Request { gap: self.gap, time_limit_s: self.time_limit, answers_s: Some(0.0), ..Request::default() };
        let worst = if self.worst > 0.0 { Worst { share: WORST, weight: self.worst } } else { Worst::NOTHING };
        let progress = progress.anew();
        progress.listen();
        let mut folders = folders.into_iter();
        let mut save = |_, finished: Finished| {
            let Some(target) = folders.next() else { return Ok(()) };
            let record = finished.record(&self.model, |path| target.path_to(path));
            target.write(finished.files(&record)).map_err(|error| RunError::Save(error.to_string()))
        };
        let found = futures::plan(&mut all, Asked { worst, request }, &progress, &mut save)?;
        progress.done();
        let paper = found.paper(&all, worst);
        terminal::data(paper.words())?;
        if !found.failed.is_empty() {
            let next = "Please report it, with the model if you may share it.";
            return Err(Failure::new(
                Exit::AuditFailed,
                format!("the audit failed: do not use this plan: {}", found.failed.join("; ")),
                next,
            ));
        }
        let files = paper.files().map_err(|error| Failure::new(Exit::Fault, error, ""))?;
        for (name, bytes) in &files {
            run_folder::write_file(&out.join(name), bytes)?;
        }
        talk.say(format_args!("\nWrote {}: open futures.html in a browser, futures.xlsx in Excel.\n", out.display()));
        Ok(Exit::Done)
    }

    /// How likely each future is.
    fn likely(&self, jobs: &[Job]) -> Result<Vec<f64>, Failure> {
        if jobs.len() < 2 {
            let next = "Name at least two: --scenario NAME, several times, or --vary demand=0.9,1,1.1.";
            return Err(Failure::new(Exit::CommandLine, "there is no more than one future to plan for", next));
        }
        let weights = if self.weights.is_empty() { vec![1.0; jobs.len()] } else { self.weights.clone() };
        let whole: f64 = weights.iter().sum();
        if weights.len() != jobs.len() || weights.iter().any(|&weight| weight <= 0.0) {
            let names: Vec<String> = jobs.iter().map(Job::name).collect();
            let what = format!("{} weights for {} futures: {}", weights.len(), jobs.len(), names.join("; "));
            return Err(Failure::new(Exit::CommandLine, what, "Give one above 0 for each, in this order."));
        }
        Ok(weights.into_iter().map(|weight| weight / whole).collect())
    }
}
