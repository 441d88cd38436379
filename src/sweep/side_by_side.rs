//! Work side by side: so many at a time, some of it after other work.

use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{OnceLock, mpsc};
use std::thread;

/// Threads for each of so many solves side by side; `threads` is how many there are for all of them, `None` and 0 as many
/// as there are processors.
pub fn threads_each(threads: Option<usize>, beside: usize) -> usize {
    let all = threads
        .filter(|&threads| threads > 0)
        .unwrap_or_else(|| thread::available_parallelism().map_or(1, std::num::NonZero::get));
    (all / beside.max(1)).max(1)
}

/// Works through jobs, so many at a time and the first ones first; what came of each, in their order.
pub fn side_by_side<J: Sync, R: Send + Sync>(jobs: &[J], beside: usize, work: &(dyn Fn(&J) -> R + Sync)) -> Vec<R> {
    in_turn(&vec![None; jobs.len()], beside, &|at, _, _| work(&jobs[at]))
}

/// The same where jobs wait for others: `after` says for each which one it waits for, if any; no chain of them comes back
/// to where it was. `work` is given its number, what came of the one it waited for, and how many share the processors
/// with it, itself included: those under way and those that could be, but no more than are to go side by side.
pub(super) fn in_turn<R: Send + Sync>(
    after: &[Option<usize>],
    beside: usize,
    work: &(dyn Fn(usize, Option<&R>, usize) -> R + Sync),
) -> Vec<R> {
    let results: Vec<OnceLock<R>> = after.iter().map(|_| OnceLock::new()).collect();
    let waiting_for = |wanted: Option<usize>| (0..after.len()).filter(move |&at| after[at] == wanted);
    let mut ready: BTreeSet<usize> = waiting_for(None).collect();
    let (done, ended) = mpsc::channel();
    let mut running = 0;
    thread::scope(|scope| {
        loop {
            while running < beside.max(1)
                && let Some(at) = ready.pop_first()
            {
                running += 1;
                let sharing = (running + ready.len()).min(beside.max(1));
                let (done, before) = (done.clone(), after[at].and_then(|other| results[other].get()));
                scope.spawn(move || {
                    let result = panic::catch_unwind(AssertUnwindSafe(|| work(at, before, sharing)));
                    // Where nobody listens, another job has ended everything.
                    let _ = done.send((at, result));
                });
            }
            if running == 0 {
                break;
            }
            let Ok((at, result)) = ended.recv() else { break };
            running -= 1;
            let result = result.unwrap_or_else(|fault| panic::resume_unwind(fault));
            // Nobody else sets it.
            let _ = results[at].set(result);
            ready.extend(waiting_for(Some(at)));
        }
    });
    results.into_iter().filter_map(OnceLock::into_inner).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn jobs_wait_for_theirs_and_the_processors_are_shared_among_those_that_can_go_on() {
        // 2 waits for nothing, 0 and 3 for 2, 1 for 0.
        let after = [Some(2), Some(0), None, Some(2)];
        let order = Mutex::new(Vec::new());
        let work = |at: usize, before: Option<&String>, sharing: usize| {
            order.lock().unwrap().push((at, sharing));
            before.map_or(String::new(), |before| format!("{before} then ")) + &at.to_string()
        };
        assert_eq!(in_turn(&after, 1, &work), ["2 then 0", "2 then 0 then 1", "2", "2 then 3"]);
        assert_eq!(order.into_inner().unwrap(), [(2, 1), (0, 1), (1, 1), (3, 1)]);

        let order = Mutex::new(Vec::new());
        let work = |at: usize, _: Option<&()>, sharing: usize| order.lock().unwrap().push((at, sharing));
        assert_eq!(in_turn(&after, 2, &work).len(), 4);
        let shared = order.into_inner().unwrap();
        assert_eq!(shared[0], (2, 1), "alone, it has all the processors");
        assert!(shared.contains(&(0, 2)) && shared.contains(&(3, 2)), "{shared:?}");
    }

    #[test]
    #[should_panic(expected = "a fault of our own")]
    fn a_fault_ends_everything_and_keeps_nobody_waiting() {
        in_turn(&[None, Some(0)], 2, &|_, _: Option<&()>, _| panic!("a fault of our own"));
    }
}
