//! `placewise sweep`: every scenario, and grids of factors.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::exit::{Exit, Failure};
use super::model::{default_folder, refuse_unknown, survey};
use super::progress::Progress;
use super::solve::{seconds, seconds_or_none, share};
use super::terminal::Talk;
use crate::run::Request;
use crate::sweep::{self, Ended, Factor, Job, TABLE};

/// Solve every scenario of a model, and grids of demand, fees and capital
///
/// One run folder per run, and sweep.csv with one row for each. Runs that are there already, from the same tables and
/// settings, are not made again, so a sweep that was stopped goes on where it was. One run that fails does not stop the
/// rest. Each begins with the projects and contracts of the run nearest to it (base, or a factor one step nearer to 1) as a
/// candidate, so that none overlooks what its neighbour found. What each decision is worth is left out unless --answers-limit gives it time.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise sweep models/example.toml\n  \
                        placewise sweep models/example.toml --vary demand=0.9,1,1.1 --vary capital=0.5,1,2")]
pub(super) struct Sweep {
    /// The model file, such as models/example.toml
    model: PathBuf,
    /// The folder of the run folders [default: runs/MODEL-sweep]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A scenario to solve, `base` among them; may be given several times [default: all]
    #[arg(long, value_name = "NAME")]
    scenario: Vec<String>,
    /// Multiply an assumption of the tables as they are by each of these: `demand`, `independent_fee` or `capital`; with
    /// several, every combination
    #[arg(long, value_name = "FACTOR=X,Y…", value_parser = grid)]
    vary: Vec<(Factor, Vec<f64>)>,
    /// Runs side by side, which share the processors [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Let every run begin from nothing, without waiting for the run nearest to it
    #[arg(long)]
    cold: bool,
    /// Stop each run when it is proven this close to the best possible: 0.001 is 0.1% [default: the model's]
    #[arg(long, value_name = "SHARE", value_parser = share, allow_negative_numbers = true)]
    gap: Option<f64>,
    /// Stop each run after so many seconds with the best plan found [default: the model's]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    time_limit: Option<f64>,
    /// Spend at most so many seconds of each run on what each project and block contract is worth
    #[arg(long, value_name = "SECONDS", value_parser = seconds_or_none, default_value = "0", allow_negative_numbers = true)]
    answers_limit: f64,
}

impl Sweep {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let progress = Progress::new(talk.quiet);
        let found = survey(&self.model, &progress)?;
        refuse_unknown(&self.scenario, &found.names)?;
        let scenarios = if self.scenario.is_empty() { &found.names } else { &self.scenario };
        let jobs = sweep::jobs(scenarios, &self.vary);
        let out = self.out.clone().unwrap_or_else(|| default_folder(&self.model, "sweep"));
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let asked = sweep::Sweep {
            model: &self.model,
            inputs: &found.inputs,
            out: &out,
            request: Request {
                gap: self.gap,
                time_limit_s: self.time_limit,
                answers_s: Some(self.answers_limit),
                ..Request::default()
            },
            beside: self.jobs.map_or(processors, usize::from),
            cold: self.cold,
        };
        let neighbours = asked.neighbours(&jobs);
        talk.say(format_args!("{} runs into {}\n", jobs.len(), out.display()));
        let progress = progress.anew();
        progress.listen();
        let began = Instant::now();
        let told = |job: &Job, ended: &Ended, done: usize| {
            let neighbour = jobs.iter().position(|other| other == job).and_then(|at| neighbours[at]);
            let how = how(ended, neighbour.map(|at| &jobs[at]));
            let left = time_left(began.elapsed().as_secs_f64(), (done, jobs.len()));
            let line = format!("{done} of {}: {}, {how}{left}\n", jobs.len(), job.folder());
            progress.suspend(|| talk.say(line));
        };
        let ended = asked.run(&jobs, &progress, &told)?;
        progress.done();
        finish(&ended, &out, talk)
    }
}

/// `optimal, from base`: how a run ended, and which it began from; its neighbour, if it has one, may have no plan.
fn how(ended: &Ended, neighbour: Option<&Job>) -> String {
    let how = match ended {
        Ended::There(_) => "there already".to_owned(),
        Ended::Made(glance) => glance.figures.status.replace('_', " "),
        Ended::Failed(why) => format!("FAILED: {why}"),
        Ended::Stopped => "not made".to_owned(),
    };
    match (ended.glance().map(|glance| &glance.record.began_from), neighbour) {
        (Some(Some(from)), _) => format!("{how}, from {}", from.run),
        (Some(None), Some(neighbour)) => format!("{how}, cold: {} has no plan", neighbour.folder()),
        _ => how,
    }
}

/// ` · about 4 minutes left` after so many seconds; nothing where all are done.
pub(super) fn time_left(seconds: f64, (done, of): (usize, usize)) -> String {
    match seconds / done as f64 * (of - done) as f64 {
        _ if done == of => String::new(),
        left if left < 90.0 => format!(" · about {left:.0} seconds left"),
        left => format!(" · about {:.0} minutes left", left / 60.0),
    }
}

fn finish(ended: &[Ended], out: &Path, talk: Talk) -> Result<Exit, Failure> {
    let made = ended.iter().filter(|ended| ended.glance().is_some()).count();
    let table = out.join(TABLE);
    talk.say(format_args!("\nWrote {}: {made} of {} runs.\n", table.display(), ended.len()));
    if made == ended.len() {
        return Ok(Exit::Done);
    }
    let what = format!("{} of {} runs have no plan", ended.len() - made, ended.len());
    let next = "Its column `problem` says why; the same command goes on with what is missing.";
    Err(Failure::new(Exit::NoPlan, what, next))
}

/// `demand=0.9,1,1.1`.
pub(super) fn grid(text: &str) -> Result<(Factor, Vec<f64>), String> {
    let known = || Factor::ALL.map(Factor::as_str).join(", ");
    let (name, values) =
        text.split_once('=').ok_or_else(|| format!("such as demand=0.9,1,1.1; known are {}", known()))?;
    let factor =
        Factor::named(name.trim()).ok_or_else(|| format!("`{name}` cannot be varied; known are {}", known()))?;
    let value = |text: &str| {
        let number = text.trim().parse::<f64>().ok().filter(|by| by.is_finite() && (0.0..=100.0).contains(by));
        number.ok_or_else(|| format!("`{text}` is not a number from 0 to 100"))
    };
    let mut values = values.split(',').map(value).collect::<Result<Vec<f64>, _>>()?;
    values.sort_by(f64::total_cmp);
    values.dedup();
    Ok((factor, values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{BeganFrom, Glance};

    #[test]
    fn a_run_says_what_it_began_from_or_why_from_nothing() {
        let mut glance = crate::report::fixture::glance();
        let base = Job { scenario: "base".into(), vary: vec![] };
        let made = |glance: &Glance| Ended::Made(Box::new(glance.clone()));
        assert_eq!(how(&made(&glance), None), "optimal");
        assert_eq!(how(&made(&glance), Some(&base)), "optimal, cold: base has no plan");
        glance.record.began_from = Some(BeganFrom { run: "base".into(), taken: glance.taken() });
        assert_eq!(how(&made(&glance), Some(&base)), "optimal, from base");
        assert_eq!(how(&Ended::Failed("no money".into()), Some(&base)), "FAILED: no money");
    }

    #[test]
    fn a_grid_is_read_or_refused_with_what_is_known() {
        assert_eq!(grid("demand=1.1,0.9,1"), Ok((Factor::Demand, vec![0.9, 1.0, 1.1])));
        assert!(grid("fees=1").unwrap_err().contains("known are demand, independent_fee, capital"));
        assert!(grid("demand=-1").is_err() && grid("demand").is_err() && grid("capital=").is_err());
    }
}
