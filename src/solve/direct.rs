//! The direct engine: a good first plan, then the programme handed to HiGHS.
//!
//! 1. A plan and a bound from prices ([`first`](super::first)).
//! 2. Where the whole programme is not small: only the starts that matter, decisions fixed: a better plan.
//! 3. Where it is not too large: the whole of it, to a proven gap. It proves districts and small counties.
//! 4. Where it is too large: the starts that matter again, decisions free, in the time left.
//!
//! Out of time it says so, and gives the best plan and the best bound it knows.

use super::bound::Priced;
use super::first::{self, First};
use super::found::Found;
use super::highs::Stopped;
use super::programme::{Aim, Programme, Run};
use super::progress::Watch;
use super::{Clock, Ended, Options, Outcome, Size, SolveError, relative_gap};
use crate::formulation;
use crate::network::Network;

/// Above this many coefficients HiGHS does not finish the first linear programme of the whole in any time that a
/// planner would wait, and needs gigabytes.
const MOST_NONZEROS: usize = 1_500_000;

/// Up to this many coefficients HiGHS finds a better plan of the whole as soon as of a part.
const FEW_NONZEROS: usize = 300_000;

/// Share of the time limit that the search for a first plan and bound may take.
const SHARE_OF_TIME: f64 = 0.4;

/// A start matters where prices, smoothed at so many discounted £, would put so many children on it.
const MATTERS: (f64, f64) = (50.0, 1e-3);

/// Solves a network.
pub(super) fn solve(network: &Network, options: &Options, watch: &dyn Watch) -> Result<Outcome, SolveError> {
    let mut clock = Clock::new(watch, network.roll.cost);
    let priced = Priced::of(network);
    let first = first::find(&priced, options, SHARE_OF_TIME, &mut clock)?;
    let estimate = formulation::estimate(network);
    let mut search = Search {
        network,
        priced: &priced,
        options,
        clock,
        bound: first.bound,
        ended: Ended::TimeLimit,
        size: Size { columns: estimate.starts, rows: 0, nonzeros: estimate.nonzeros },
        prices: None,
        best: first.best.clone(),
    };
    if estimate.nonzeros > FEW_NONZEROS {
        search.around(&first, estimate.nonzeros > MOST_NONZEROS)?;
    }
    if estimate.nonzeros <= MOST_NONZEROS {
        search.whole()?;
    }
    search.finish()
}

/// A search under way.
struct Search<'n, 'o, 'w> {
    network: &'n Network<'n>,
    priced: &'n Priced<'n>,
    options: &'o Options,
    clock: Clock<'w>,
    best: Found,
    bound: f64,
    ended: Ended,
    size: Size,
    prices: Option<Vec<f64>>,
}

impl Search<'_, '_, '_> {
    fn over(&self) -> bool {
        self.clock.watch.stop() || self.clock.seconds() >= self.options.time_limit_s
    }

    fn stage(&mut self, stage: &'static str) {
        self.clock.stage(stage, Some(self.best.cost()), Some(self.bound));
    }

    fn aim(&self, decided: bool) -> Aim {
        // A little tighter than asked, so that the settled plan still meets it.
        let gap = self.options.gap * 0.98;
        Aim { decided, bounds_all: !decided, interior: false, gap, until_s: self.options.time_limit_s }
    }

    /// Takes a plan if it is better, and prices where there are some; prices of other decisions say nothing.
    fn take(&mut self, run: Run) {
        if let Some(found) = run.plan.filter(|found| found.cost() <= self.best.cost()) {
            if found.decisions != self.best.decisions {
                self.prices = None;
            }
            self.best = found;
        }
        self.prices = run.prices.or(self.prices.take());
    }

    /// All of the programme, to the gap asked for; then what a place is worth.
    fn whole(&mut self) -> Result<(), SolveError> {
        let unproven = self.gap() > self.options.gap;
        let unpriced = self.options.prices && self.prices.is_none();
        if self.over() || !unproven && !unpriced {
            return Ok(());
        }
        self.stage("building the programme");
        let programme = Programme::whole(self.network);
        self.size = programme.size();
        if unproven {
            self.stage("solving");
            let decided = self.options.fixed.is_some();
            let run = programme.run(self.options, &self.clock, (&self.best, self.bound), self.aim(decided))?;
            if run.stopped == Stopped::Infeasible {
                return Err(SolveError::Infeasible(why_infeasible(self.network)));
            }
            self.bound = self.bound.max(run.bound);
            self.take(run);
        }
        let priced = self.options.fixed.is_some() || !self.options.prices;
        if !priced && !self.over() && self.gap() <= self.options.gap {
            self.stage("working out the value of a place");
            let run = programme.run(self.options, &self.clock, (&self.best, self.bound), self.aim(true))?;
            self.take(run);
        }
        Ok(())
    }

    /// Only the starts that matter: the placements, and with `decide` the decisions as well.
    fn around(&mut self, first: &First, decide: bool) -> Result<(), SolveError> {
        if self.over() {
            return Ok(());
        }
        self.stage("choosing the starts that matter");
        let keep = first.matters(self.priced, MATTERS.0, MATTERS.1);
        let programme = Programme::part(self.network, &keep);
        self.stage("polishing the placements");
        let run = programme.run(
            self.options,
            &self.clock,
            (&self.best, self.bound),
            Aim { interior: true, ..self.aim(true) },
        )?;
        self.take(run);
        if decide && self.options.fixed.is_none() && !self.over() && self.gap() > self.options.gap {
            self.stage("searching around the plan");
            let aim = Aim { bounds_all: false, ..self.aim(false) };
            self.take(programme.run(self.options, &self.clock, (&self.best, self.bound), aim)?);
        }
        Ok(())
    }

    fn gap(&self) -> f64 {
        relative_gap(self.best.cost(), self.bound, self.network.roll.cost)
    }

    fn finish(mut self) -> Result<Outcome, SolveError> {
        self.clock.end_stage();
        if !self.best.cost().is_finite() {
            return Err(SolveError::NoPlan);
        }
        let (objective, constant) = (self.best.value.objective, self.network.roll.cost);
        // A bound is right to the solver's tolerance, on what there is to decide; it never passes the plan it bounds.
        let bound = (self.bound - 1e-9 * (self.bound - constant).abs()).min(objective);
        let ended = match (relative_gap(objective, bound, constant) <= self.options.gap, self.clock.watch.stop()) {
            (true, _) => Ended::Proven,
            (false, true) => Ended::Stopped,
            (false, false) => self.ended,
        };
        Ok(Outcome {
            ended,
            decisions: self.best.decisions,
            placing: self.best.placing,
            blocks: self.best.blocks,
            breaches: self.best.value.breaches,
            objective,
            constant,
            bound,
            prices: self.prices.filter(|_| self.options.prices),
            size: self.size,
            timings: self.clock.timings,
        })
    }
}

/// Only committed projects can make a programme infeasible: everything else can wait, be over or be broken at a price.
fn why_infeasible(network: &Network) -> String {
    let committed: Vec<String> = network
        .case
        .projects
        .iter()
        .filter(|project| project.is_committed())
        .map(|project| project.id.to_string())
        .collect();
    format!("look at the committed projects ({}), their groups and what they require", committed.join(", "))
}
