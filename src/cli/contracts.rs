//! `placewise contracts`: what each block offer is worth in every future.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::exit::{Exit, Failure};
use super::model::{self, default_folder, refuse_unknown, survey};
use super::progress::Progress;
use super::solve::{seconds, share};
use super::sweep::{grid, time_left};
use super::terminal::{self, Talk};
use crate::desk::{self, Future, Silent};
use crate::report::{self, File};
use crate::run::Request;
use crate::run_folder::Target;
use crate::scenario::BASE;
use crate::sweep::{self, Factor, Job};

/// By what the forecast is multiplied where the model names no scenario and nothing is asked.
const DEMAND: [f64; 3] = [0.9, 1.0, 1.1];

/// What each block offer is worth, in every scenario: which to sign, up to which price, and what may stay empty
///
/// In each future the best plan is found; its projects are then held and every child is placed anew with no offer signed,
/// with each alone, with all together and as the plan chooses; with a base that opens next door; and in smaller lots.
/// Futures are the scenarios of the model, or where it names none, a tenth fewer and a tenth more children.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise contracts models/example.toml\n  \
                        placewise contracts models/example.toml --scenario base --vary demand=0.9,1.1")]
pub(super) struct Contracts {
    /// The model file, such as models/example.toml
    model: PathBuf,
    /// The folder to write [default: runs/MODEL-contracts]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A scenario to look at, `base` among them; may be given several times [default: all]
    #[arg(long, value_name = "NAME")]
    scenario: Vec<String>,
    /// Also multiply an assumption of the tables as they are by each of these: `demand`, `independent_fee` or `capital`;
    /// with several, every combination
    #[arg(long, value_name = "FACTOR=X,Y…", value_parser = grid)]
    vary: Vec<(Factor, Vec<f64>)>,
    /// Futures side by side, which share the processors [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Stop the search for each best plan when it is proven this close to the best possible: 0.001 is 0.1%; offers are
    /// worked out to a tenth of it [default: the model's]
    #[arg(long, value_name = "SHARE", value_parser = share, allow_negative_numbers = true)]
    gap: Option<f64>,
    /// Stop each solve after so many seconds [default: the model's]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    time_limit: Option<f64>,
}

impl Contracts {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let progress = Progress::new(talk.quiet);
        let (title, jobs) = self.read(&progress, talk)?;
        let out = self.out.clone().unwrap_or_else(|| default_folder(&self.model, "contracts"));
        let target = Target::check_for(&out, &desk::is_output)?;
        talk.say(format_args!("{} futures into {}\n", jobs.len(), out.display()));
        let progress = progress.anew();
        progress.listen();
        let began = Instant::now();
        let told = |future: &Future, done: usize| {
            let line = line(future, (done, jobs.len()), began.elapsed().as_secs_f64());
            progress.suspend(|| talk.say(line));
        };
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let asked = desk::Asked {
            model: &self.model,
            request: Request { gap: self.gap, time_limit_s: self.time_limit, ..Request::default() },
            beside: self.jobs.map_or(processors, usize::from),
        };
        let futures = asked.look(&jobs, &progress, &told);
        progress.done();
        finish(&title, &futures, (target, &out), talk)
    }

    /// Reads the model; its title, and the futures to look at.
    fn read(&self, progress: &Progress, talk: Talk) -> Result<(String, Vec<Job>), Failure> {
        let known = survey(&self.model, progress)?.names;
        refuse_unknown(&self.scenario, &known)?;
        let ready = model::read(&self.model, BASE, progress, talk)?;
        if desk::offers_in(ready.case()) == 0 {
            let next = "Put each offer into the contracts table with status `optional`: docs/tables.md has its columns, \
                        `placewise template` an empty table.";
            return Err(Failure::new(Exit::Input, "the model has no block offer to look at", next));
        }
        let scenarios = if self.scenario.is_empty() { &known } else { &self.scenario };
        let bare = known.len() == 1 && self.vary.is_empty();
        let vary = if bare { vec![(Factor::Demand, DEMAND.to_vec())] } else { self.vary.clone() };
        Ok((ready.case().title.clone(), sweep::jobs(scenarios, &vary)))
    }
}

/// `3 of 8: higher growth, proven to 0.04% · about 4 minutes left`.
fn line(future: &Future, (done, of): (usize, usize), seconds: f64) -> String {
    let how = match &future.outlook {
        Ok(outlook) => desk::how_good(outlook),
        Err(Silent::NoOffer) => "no offer to sign".to_owned(),
        Err(Silent::Failed(why)) => format!("FAILED: {why}"),
    };
    format!("{done} of {of}: {}, {how}{}\n", future.name, time_left(seconds, (done, of)))
}

fn finish(title: &str, futures: &[Future], (target, out): (Target, &Path), talk: Talk) -> Result<Exit, Failure> {
    let failed = futures.iter().filter_map(|future| match &future.outlook {
        Err(Silent::Failed(why)) => Some(why),
        _ => None,
    });
    let failed: Vec<&String> = failed.collect();
    if futures.iter().all(|future| future.outlook.is_err()) {
        let why = failed.first().map_or("none leaves an offer to sign", |why| why.as_str());
        let what = format!("no future says anything of the offers, so nothing was written: {why}");
        return Err(Failure::new(
            Exit::NoPlan,
            what,
            "Name another scenario, or give it longer: --time-limit SECONDS.",
        ));
    }
    let said = report::bulleted(desk::sentences(futures).iter().map(String::as_str));
    terminal::data(format!("{title}: block offers\n{said}\n{}", report::sheet_words(&desk::verdicts(futures))))?;
    let files = desk::book(title, futures).map_err(|error| Failure::new(Exit::Fault, error, ""))?;
    target.write(files.into_iter().map(|(name, bytes)| File::bytes(&name, bytes)))?;
    talk.say(format_args!(
        "\nWrote {}: open contracts.html in a browser, contracts.xlsx in Excel (a sheet for each offer).\n",
        out.display()
    ));
    if failed.is_empty() {
        return Ok(Exit::Done);
    }
    let what = format!("{} of {} futures have no plan", failed.len(), futures.len());
    Err(Failure::new(Exit::NoPlan, what, "The page and futures.csv say why; the others are as they should be."))
}
