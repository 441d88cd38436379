//! The master asked while everyone is placed: its answer takes one core for as long as the rest of the work takes the
//! others.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use super::bound::Oracle;
use super::master::{self, Cut, LEFT_OPEN, Question, Verdict};
use super::search::Search;
use super::{Decisions, SolveError};

/// Of so many of the likeliest decisions, so many of the cuts that say most of each are enough where a master with all of
/// them takes twice as long: its bound is hardly higher.
const MANY: usize = 16;
const TELLING: usize = 2;

/// A question to the master, apart from the search that goes on.
struct Asked<'a> {
    oracle: Oracle<'a>,
    cuts: Vec<Cut>,
    known: Decisions,
    gap_pounds: f64,
    stop_at: f64,
    seed: u32,
}

impl<'a> Asked<'a> {
    /// Which decisions do the cuts make best? The best that were tried are a start.
    fn of(search: &Search<'a>) -> Self {
        let likely = search.most_likely().map(|at| &search.tried[at].decisions);
        Self {
            oracle: search.oracle.clone(),
            cuts: if search.few_cuts { telling(search) } else { search.cuts.clone() },
            known: likely.unwrap_or(&search.best.decisions).clone(),
            gap_pounds: search.of_gap(LEFT_OPEN),
            stop_at: search.best.cost() - search.of_gap(1.0),
            seed: search.options.seed,
        }
    }

    fn answer(&self, seconds: f64, stop: &mut dyn FnMut() -> bool) -> Result<Option<Verdict>, SolveError> {
        let &Self { ref cuts, ref known, gap_pounds, stop_at, seed, .. } = self;
        let question = Question { cuts, known, gap_pounds, stop_at, seconds, seed };
        master::decide(&self.oracle, &question, stop)
    }
}

/// The cuts that say most of the likeliest decisions.
fn telling(search: &Search) -> Vec<Cut> {
    let mut telling = vec![false; search.cuts.len()];
    for decisions in search.likeliest(MANY) {
        let says = |at: usize| search.cuts[at].at_decisions(&search.oracle, decisions);
        let mut order: Vec<(f64, usize)> = (0..search.cuts.len()).map(|at| (says(at), at)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        order.into_iter().take(TELLING).for_each(|(_, at)| telling[at] = true);
    }
    search.cuts.iter().zip(telling).filter(|(_, telling)| *telling).map(|(cut, _)| cut.clone()).collect()
}

/// The decisions that the cuts make best, within so many seconds.
pub(super) fn ask(search: &Search, seconds: f64) -> Result<Option<Verdict>, SolveError> {
    Asked::of(search).answer(seconds, &mut || search.clock.watch.stop())
}

/// Does work, and asks the master for as long as that takes, and at least for so many seconds; with one thread for so many
/// seconds afterwards. The question does not depend on the number of threads, and where the work proves enough there is no
/// answer, so that an answer that needs no more time does not depend on it either.
pub(super) fn beside(
    search: &mut Search,
    seconds: f64,
    work: impl FnOnce(&mut Search) -> Result<(), SolveError>,
) -> Result<Option<Verdict>, SolveError> {
    let (asked, watch) = (Asked::of(search), search.clock.watch);
    if rayon::current_num_threads() < 2 {
        work(search)?;
        let seconds = seconds.min(search.left());
        return if search.proven() { Ok(None) } else { asked.answer(seconds, &mut || watch.stop()) };
    }
    let (done, proven, began, left) = (AtomicBool::new(false), AtomicBool::new(false), Instant::now(), search.left());
    thread::scope(|scope| {
        let (done, proven) = (&done, &proven);
        let enough = move || done.load(Ordering::Relaxed) && began.elapsed().as_secs_f64() > seconds;
        let mut stop = move || watch.stop() || proven.load(Ordering::Relaxed) || enough();
        let master = scope.spawn(move || asked.answer(left, &mut stop));
        let worked = work(search);
        proven.store(search.proven() || worked.is_err(), Ordering::Relaxed);
        done.store(true, Ordering::Relaxed);
        let failed = |_| SolveError::Solver("the master ended in a panic".to_owned());
        let verdict = master.join().map_err(failed)??;
        worked.map(|()| verdict.filter(|_| !search.proven()))
    })
}
