//! `placewise alternatives`: plans nearly as good as the best.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::model::{self, default_folder};
use super::progress::Progress;
use super::solve::{seconds, share};
use super::terminal::{self, Talk};
use crate::alternatives::{self, GoodPlans, PAGE, Problem};
use crate::report::{self, Compared, Glance, Sheet};
use crate::run::Request;
use crate::run_folder;
use crate::scenario;
use crate::units::{Pounds, grouped};

/// Find plans nearly as good as the best that build and buy otherwise
///
/// Which projects and contracts are in every good plan, so that they are safe whatever else is chosen? What else could be
/// done at nearly the same cost? Each plan is saved as it is found, a run folder of its own; then `alternatives.html`
/// says in how many good plans every project and contract is: always, usually (in half of them or more), sometimes or
/// never, and where that is proven of all good plans, found or not. Ctrl-C keeps the plans found so far.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise alternatives models/example.toml\n  \
                        placewise alternatives models/example.toml --within 0.005 --plans 20 --time-limit 600")]
pub(super) struct Alternatives {
    /// The model file, such as models/example.toml
    model: PathBuf,
    /// The folder of the run folders [default: runs/MODEL-SCENARIO-alternatives]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The scenario to plan for
    #[arg(long, value_name = "NAME", default_value = scenario::BASE)]
    scenario: String,
    /// How many plans to find, the best among them
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    plans: u16,
    /// How much dearer than the best they may be, as a share of what decisions can change of its cost (what the gap is a
    /// share of, too): 0.01 is 1%
    #[arg(long, value_name = "SHARE", default_value_t = 0.01, value_parser = share, allow_negative_numbers = true)]
    within: f64,
    /// When two plans count as different: where they open other projects or sign other contracts, or where they open
    /// them in other years, too
    #[arg(long, value_enum, default_value_t = Differ::Openings)]
    differ: Differ,
    /// Look for the best plan, and then for all the others, for at most so many seconds each [default: the model's]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    time_limit: Option<f64>,
}

/// When two plans count as different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Differ {
    /// They open other projects or sign other contracts
    Openings,
    /// Or open them in other years
    Years,
}

impl From<Differ> for alternatives::Differ {
    fn from(differ: Differ) -> Self {
        match differ {
            Differ::Openings => Self::Openings,
            Differ::Years => Self::Years,
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Run(error) => error.into(),
            Problem::Folder(error) => error.into(),
            Problem::Audit(_) => {
                let next =
                    concat!("The files are kept: please report it at ", env!("CARGO_PKG_REPOSITORY"), "/issues.");
                Self::new(Exit::AuditFailed, problem, next)
            }
        }
    }
}

impl Alternatives {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let progress = Progress::new(talk.quiet);
        let ready = model::read(&self.model, &self.scenario, &progress, talk)?;
        let out =
            self.out.clone().unwrap_or_else(|| default_folder(&self.model, &format!("{} alternatives", self.scenario)));
        let asked = alternatives::Alternatives {
            model: &self.model,
            out: &out,
            request: Request { time_limit_s: self.time_limit, answers_s: Some(0.0), ..Request::default() },
            plans: usize::from(self.plans),
            within: self.within,
            differ: self.differ.into(),
        };
        let progress = progress.anew();
        progress.listen();
        let told = |best: &Glance, plan: &Compared| progress.suspend(|| talk.say(line(best, plan)));
        let good = asked.find(ready, &progress, &told)?;
        progress.done();
        finish(&good, &out, talk)
    }
}

/// `plan-03: £12,000 (0.10%) above the best · opens A; leaves out B`.
fn line(best: &Glance, plan: &Compared) -> String {
    let (cost, least, constant) = (plan.glance.figures.objective, best.figures.objective, best.figures.constant);
    if plan.glance == *best {
        return format!("{}: the best, {}\n", plan.name, Pounds(cost));
    }
    let above = cost - least;
    let share = if least > constant { above / (least - constant) } else { 0.0 };
    let above = match Pounds(above.abs()) {
        amount if above >= 0.0 => format!("{amount} ({}%) above the best", grouped(100.0 * share, 2)),
        amount => format!("{amount} ({}%) below the best found first", grouped(-100.0 * share, 2)),
    };
    format!("{}: {above} · {}\n", plan.name, alternatives::differences(best, &plan.glance))
}

/// Writes the tables and tells what they come to.
fn finish(good: &GoodPlans, out: &Path, talk: Talk) -> Result<Exit, Failure> {
    let paper = alternatives::paper(good);
    let files = paper.files().map_err(|error| Failure::new(Exit::Fault, error, ""))?;
    for (name, bytes) in &files {
        run_folder::write_file(&out.join(name), bytes)?;
    }
    if !talk.quiet {
        let often: Vec<Sheet> =
            paper.sheets.into_iter().filter(|sheet| sheet.name == "good_plans").map(narrow).collect();
        terminal::data(format!("{}\n\n{}", paper.says.join("\n"), report::sheet_words(&often)))?;
    }
    let folder = |plan: &Compared| out.join(&plan.name).display().to_string();
    let next = match good.plans.as_slice() {
        [best, other, ..] => format!("compare {} {}", folder(best), folder(other)),
        plans => format!("verify {}", plans.first().map_or_else(String::new, folder)),
    };
    talk.say(format_args!(
        "\nWrote {}: open {PAGE} in a browser, alternatives.xlsx in Excel. Each plan is a run folder in it.\n\
         Next: placewise {next}\n",
        out.display()
    ));
    Ok(Exit::Done)
}

/// Without a column for each plan.
fn narrow(mut sheet: Sheet) -> Sheet {
    const WIDTH: usize = 5;
    sheet.head.truncate(WIDTH);
    sheet.rows.iter_mut().for_each(|row| row.truncate(WIDTH));
    sheet
}
