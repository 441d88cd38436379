//! Every future in turn, several side by side; one that fails stops no other.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Future, Outlook, Silent, outlook};
use crate::case::Case;
use crate::run::{Event, Quiet, Ready, Request, RunError, Watch};
use crate::sweep::{Job, side_by_side, threads_each};

/// What is asked of the desk.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The model file.
    pub model: &'a Path,
    /// How to solve; `threads` is how many processors there are for all futures together.
    pub request: Request,
    /// How many futures go side by side.
    pub beside: usize,
}

/// How many offers a case leaves open.
pub fn offers_in(case: &Case) -> usize {
    case.contracts.iter().filter(|contract| contract.is_optional()).count()
}

impl Asked<'_> {
    /// What every future says; `told` hears of each as it ends, with how many have ended.
    pub fn look(&self, jobs: &[Job], watch: &dyn Watch, told: &(dyn Fn(&Future, usize) + Sync)) -> Vec<Future> {
        let beside = self.beside.clamp(1, jobs.len().max(1));
        let request = Request { threads: Some(threads_each(self.request.threads, beside)), ..self.request };
        let (looked, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let done = |of: usize| {
            let done = looked.fetch_add(1, Ordering::Relaxed) + 1;
            watch.event(&Event::step("looking at each offer in each future", done, of * jobs.len()));
        };
        let work = |job: &Job| {
            let one = || one(self.model, job, request, watch, &done);
            let (steps, outlook) = panic::catch_unwind(AssertUnwindSafe(one))
                .unwrap_or_else(|_| (Vec::new(), Err(Silent::Failed("a fault of our own".to_owned()))));
            let future = Future { name: job.name(), steps, outlook };
            told(&future, ended.fetch_add(1, Ordering::Relaxed) + 1);
            future
        };
        side_by_side(jobs, beside, &work)
    }
}

/// One future: what it changes, and what it says.
fn one(
    model: &Path,
    job: &Job,
    request: Request,
    watch: &dyn Watch,
    done: &(dyn Fn(usize) + Sync),
) -> (Vec<String>, Result<Outlook, Silent>) {
    let failed = |why: String| Err(Silent::Failed(why));
    if watch.stop() {
        return (Vec::new(), failed(super::solved::STOPPED.to_owned()));
    }
    let read = || -> Result<Case, RunError> {
        let mut ready = Ready::read(model, &job.scenario, &Quiet)?;
        ready.vary(&job.vary)?;
        Ok(ready.into_case())
    };
    let mut case = match read() {
        Ok(case) => case,
        Err(error) => return (Vec::new(), failed(error.to_string())),
    };
    let options = request.options(&case.solver);
    // The audit holds the plan to the gap that was asked for.
    case.solver.gap = options.gap;
    let steps = case.scenario.steps.clone();
    if offers_in(&case) == 0 {
        return (steps, Err(Silent::NoOffer));
    }
    let unsigned = case.contracts.iter().filter(|contract| !contract.is_signed()).count();
    let pool = match rayon::ThreadPoolBuilder::new().num_threads(request.threads.unwrap_or(0)).build() {
        Ok(pool) => pool,
        Err(error) => return (steps, failed(format!("the threads asked for could not be started: {error}"))),
    };
    let outlook = pool.install(|| outlook::of(&case, &options, watch, &|| done(unsigned)));
    (steps, outlook.or_else(failed))
}
