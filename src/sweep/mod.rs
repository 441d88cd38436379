//! Many runs of one model: every scenario, and grids of factors on the tables as they are. Runs go side by side with the
//! processors shared out; one that fails stops no other; one that is there already is not made again. Each begins with
//! what its neighbour chose, the nearest run that is nearer to the tables as they are, so that none overlooks what its
//! neighbour found.

mod neighbours;
mod side_by_side;
mod table;
#[cfg(test)]
mod tests;

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use self::side_by_side::in_turn;
pub use self::side_by_side::{side_by_side, threads_each};
use crate::report::{Asked, BeganFrom, Glance, InputFile};
use crate::run::{OnlyStop, Quiet, Ready, Request, RunError, Watch};
use crate::run_folder::{self, FolderError, Target};
use crate::scenario::{self, slug};
use crate::tables::Input;

pub use crate::case::Factor;

/// The file that holds one row per run.
pub const TABLE: &str = "sweep.csv";

/// A run of a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The scenario.
    pub scenario: String,
    /// Factors other than 1, each once, in their order.
    pub vary: Vec<(Factor, f64)>,
}

impl Job {
    /// What it is called: `higher growth`, `base, demand × 0.9`.
    pub fn name(&self) -> String {
        self.vary.iter().fold(self.scenario.clone(), |name, (factor, by)| format!("{name}, {factor} × {by}"))
    }

    /// The folder of the run, within the sweep's.
    pub fn folder(&self) -> String {
        self.vary
            .iter()
            .fold(slug(&self.scenario), |name, (factor, by)| format!("{name}-{}-{by}", slug(factor.as_str())))
    }

    /// By what an assumption is multiplied; 1 where it is not.
    fn factor(&self, wanted: Factor) -> f64 {
        self.vary.iter().find(|(factor, _)| *factor == wanted).map_or(1.0, |&(_, by)| by)
    }
}

/// What a sweep is asked.
#[derive(Debug, Clone, Copy)]
pub struct Sweep<'a> {
    /// The model file.
    pub model: &'a Path,
    /// What the model reads, as it is now.
    pub inputs: &'a [Input],
    /// The folder of the run folders.
    pub out: &'a Path,
    /// How to solve each; `threads` is how many processors there are for all of them together.
    pub request: Request,
    /// How many runs go side by side.
    pub beside: usize,
    /// Whether every run begins from nothing.
    pub cold: bool,
}

/// How a run ended.
#[derive(Debug)]
pub enum Ended {
    /// It was there already, from the same inputs and settings.
    There(Box<Glance>),
    /// It was made; what the folder holds.
    Made(Box<Glance>),
    /// There is no plan of it, and why.
    Failed(String),
    /// The user stopped the sweep first.
    Stopped,
}

impl Ended {
    /// The run, where there is one.
    pub fn glance(&self) -> Option<&Glance> {
        match self {
            Self::There(glance) | Self::Made(glance) => Some(glance),
            Self::Failed(_) | Self::Stopped => None,
        }
    }
}

/// Every scenario as it is, then every combination of factors on the tables as they are; each once.
pub fn jobs(scenarios: &[String], grid: &[(Factor, Vec<f64>)]) -> Vec<Job> {
    let plain = |scenario: &str| Job { scenario: scenario.to_owned(), vary: Vec::new() };
    let mut jobs: Vec<Job> = scenarios.iter().map(|name| plain(name)).collect();
    let mut combinations = vec![Vec::new()];
    for (factor, values) in grid {
        let longer = |so_far: &Vec<(Factor, f64)>| {
            let so_far = so_far.clone();
            values.iter().map(move |&by| so_far.iter().copied().chain([(*factor, by)]).collect::<Vec<_>>())
        };
        combinations = combinations.iter().flat_map(longer).collect();
    }
    for mut vary in combinations {
        vary.retain(|&(_, by)| by.to_bits() != 1.0_f64.to_bits());
        vary.sort_by_key(|&(factor, _)| factor);
        let job = Job { vary, ..plain(scenario::BASE) };
        if !jobs.contains(&job) && (!grid.is_empty() || jobs.is_empty()) {
            jobs.push(job);
        }
    }
    jobs
}

impl Sweep<'_> {
    /// Which job's choices each begins with; it waits for that one.
    pub fn neighbours(&self, jobs: &[Job]) -> Vec<Option<usize>> {
        if self.cold { vec![None; jobs.len()] } else { neighbours::neighbours(jobs) }
    }

    /// Makes every run that is not there yet; `told` hears of each as it ends: its number, how many have ended.
    pub fn run(
        &self,
        jobs: &[Job],
        watch: &dyn Watch,
        told: &(dyn Fn(&Job, &Ended, usize) + Sync),
    ) -> Result<Vec<Ended>, FolderError> {
        let beside = self.beside.clamp(1, jobs.len().max(1));
        let neighbours = self.neighbours(jobs);
        let done = AtomicUsize::new(0);
        let work = |at: usize, neighbour: Option<&Ended>, sharing: usize| {
            // The neighbour's plan, if it has one: whoever has none leaves a cold start.
            let plan = neighbours[at].zip(neighbour.and_then(Ended::glance));
            let began_from = plan.map(|(of, plan)| BeganFrom { run: jobs[of].folder(), taken: plan.taken() });
            let threads = Some(threads_each(self.request.threads, sharing));
            let one = One { job: &jobs[at], began_from, request: Request { threads, ..self.request } };
            let result = self.one(&one, watch);
            told(one.job, &result, done.fetch_add(1, Ordering::Relaxed) + 1);
            result
        };
        let ended = in_turn(&neighbours, beside, &work);
        run_folder::write_file(&self.out.join(TABLE), &table::csv(jobs, &ended))?;
        Ok(ended)
    }

    /// One run; a fault of ours in it is its own failure.
    fn one(&self, one: &One, watch: &dyn Watch) -> Ended {
        if watch.stop() {
            return Ended::Stopped;
        }
        let folder = self.out.join(one.job.folder());
        panic::catch_unwind(AssertUnwindSafe(|| match self.there(one, &folder) {
            Some(glance) => Ended::There(Box::new(glance)),
            None => self.made(one, &folder, watch),
        }))
        .unwrap_or_else(|_| Ended::Failed("a fault of our own".to_owned()))
    }

    /// The run that is there already, if it was made from the same inputs and the same choices in the same way; on how
    /// many processors makes no difference to a plan.
    fn there(&self, One { job, began_from, request }: &One, folder: &Path) -> Option<Glance> {
        let glance = Glance::of(&run_folder::read_some(folder, Glance::FILES).ok()?).ok()?;
        let record = &glance.record;
        let hash = |file: &InputFile| self.inputs.iter().any(|i| i.name == file.name && i.sha256 == file.sha256);
        let same = glance.figures.audit_passed
            && record.placewise == env!("CARGO_PKG_VERSION")
            && record.scenario == job.scenario
            && record
                .vary
                .iter()
                .map(|(name, by)| (Factor::named(name), *by))
                .eq(job.vary.iter().map(|&(f, by)| (Some(f), by)))
            && record.began_from == *began_from
            && record.inputs.len() == self.inputs.len()
            && record.inputs.iter().all(hash)
            && Asked { threads: None, ..record.settings.asked.clone() } == Asked { threads: None, ..request.asked() };
        same.then_some(glance)
    }

    fn made(&self, one: &One, folder: &Path, watch: &dyn Watch) -> Ended {
        match self.make(one, folder, watch) {
            Ok(ended) => ended,
            Err(Problem::Run(RunError::Input(found))) => {
                let first = found.iter().next().map_or_else(String::new, |d| format!(": {} {}", d.code, d.message));
                Ended::Failed(format!("the input has errors{first}"))
            }
            Err(problem) => Ended::Failed(problem.to_string()),
        }
    }

    fn make(&self, one: &One, folder: &Path, watch: &dyn Watch) -> Result<Ended, Problem> {
        let target = Target::check(folder)?;
        let mut ready = Ready::read(self.model, &one.job.scenario, &Quiet)?;
        ready.vary(&one.job.vary)?;
        if let Some(neighbour) = &one.began_from {
            ready.begin_from(neighbour.clone());
        }
        let finished = ready.solve(one.request, &OnlyStop(watch))?;
        // What was stopped is not what was asked for, so it is made whole another time.
        if watch.stop() {
            return Ok(Ended::Stopped);
        }
        let record = finished.record(self.model, |path| target.path_to(path));
        target.write(finished.files(&record))?;
        if !finished.audit.passed() {
            return Ok(Ended::Failed("the audit failed: do not use this plan".to_owned()));
        }
        let glance = Glance::of(&run_folder::read_some(folder, Glance::FILES)?).map_err(RunError::from)?;
        Ok(Ended::Made(Box::new(glance)))
    }
}

/// A run to be made.
struct One<'a> {
    job: &'a Job,
    /// What its neighbour chose.
    began_from: Option<BeganFrom>,
    request: Request,
}

/// Why a run cannot be made.
#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    Folder(#[from] FolderError),
}
