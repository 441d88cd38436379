//! Which run a run begins from: the nearest to it of those that are nearer to the tables as they are.

use super::{Factor, Job};
use crate::scenario::BASE;

/// The neighbour of each job, where it has one: by the list alone, so that it makes no difference which is done first.
///
/// 1. The same but for one factor, which is nearer to 1 and otherwise as near as can be; the last factor that has such;
/// 2. else the same scenario with nothing varied;
/// 3. else `base` with the same factors.
///
/// Every neighbour is nearer to `base` with nothing varied, so that no chain of them comes back to where it was.
pub(super) fn neighbours(jobs: &[Job]) -> Vec<Option<usize>> {
    jobs.iter().map(|job| neighbour(job, jobs)).collect()
}

fn neighbour(job: &Job, jobs: &[Job]) -> Option<usize> {
    let first = |wanted: &dyn Fn(&Job) -> bool| jobs.iter().position(wanted);
    let with_nothing_varied = |other: &Job| other.scenario == job.scenario && other.vary.is_empty();
    let in_base = |other: &Job| other.scenario == BASE && other.vary == job.vary;
    Factor::ALL
        .into_iter()
        .rev()
        .find_map(|factor| one_step_nearer(job, factor, jobs))
        .or_else(|| first(&with_nothing_varied).filter(|_| !job.vary.is_empty()))
        .or_else(|| first(&in_base).filter(|_| job.scenario != BASE))
}

/// The job that is the same but for one factor, which is nearer to 1 and otherwise as near as can be.
fn one_step_nearer(job: &Job, factor: Factor, jobs: &[Job]) -> Option<usize> {
    let here = job.factor(factor);
    let from_1 = |by: f64| (by - 1.0).abs();
    let same = |other: &Job| {
        let others = |job: &Job| job.vary.iter().copied().filter(|&(of, _)| of != factor).collect::<Vec<_>>();
        other.scenario == job.scenario && others(other) == others(job)
    };
    let nearer = jobs.iter().map(|other| other.factor(factor)).enumerate();
    let nearer = nearer.filter(|&(at, by)| from_1(by) < from_1(here) && same(&jobs[at]));
    nearer.min_by(|(_, a), (_, b)| (a - here).abs().total_cmp(&(b - here).abs())).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sweep::jobs;

    /// The neighbour of each job, by the names of their folders.
    fn of(jobs: &[Job]) -> Vec<(String, String)> {
        let name = |at: Option<usize>| at.map_or("-".to_owned(), |at| jobs[at].folder());
        jobs.iter().zip(neighbours(jobs)).map(|(job, at)| (job.folder(), name(at))).collect()
    }

    fn are(found: &[(String, String)], expected: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> = found.iter().map(|(job, from)| (job.as_str(), from.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_grid_is_walked_towards_the_tables_as_they_are_the_last_factor_first() {
        let scenarios = ["growth".to_owned(), "base".to_owned()];
        let grid = [(Factor::Demand, vec![0.9, 1.0, 1.1, 1.2]), (Factor::Capital, vec![0.5, 1.0])];
        are(
            &of(&jobs(&scenarios, &grid)),
            &[
                ("growth", "base"),
                ("base", "-"),
                ("base-demand-0.9-capital-0.5", "base-demand-0.9"),
                ("base-demand-0.9", "base"),
                ("base-capital-0.5", "base"),
                ("base-demand-1.1-capital-0.5", "base-demand-1.1"),
                ("base-demand-1.1", "base"),
                ("base-demand-1.2-capital-0.5", "base-demand-1.2"),
                ("base-demand-1.2", "base-demand-1.1"),
            ],
        );
    }

    #[test]
    fn where_a_step_is_missing_the_nearest_there_is_serves() {
        let scenarios = ["growth".to_owned()];
        are(&of(&jobs(&scenarios, &[])), &[("growth", "-")]);
        let grid = [(Factor::Demand, vec![0.8, 1.1, 1.3]), (Factor::IndependentFee, vec![1.2])];
        are(
            &of(&jobs(&scenarios, &grid)),
            &[
                ("growth", "-"),
                ("base-demand-0.8-independent-fee-1.2", "base-demand-1.1-independent-fee-1.2"),
                ("base-demand-1.1-independent-fee-1.2", "-"),
                ("base-demand-1.3-independent-fee-1.2", "base-demand-1.1-independent-fee-1.2"),
            ],
        );
        // The tables as they are serve what is two factors away, and another scenario with the same factors.
        let job = |scenario: &str, vary: &[(Factor, f64)]| Job { scenario: scenario.into(), vary: vary.to_vec() };
        let both = [(Factor::Demand, 1.1), (Factor::Capital, 0.5)];
        let list = [job("growth", &both), job("base", &both), job("base", &[])];
        assert_eq!(neighbours(&list), [Some(1), Some(2), None]);
    }
}
