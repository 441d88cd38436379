//! Lanes: every chain together with each provision it could use, and the stages in which a child may start there.
//!
//! Who may start where: the provision is open in some year of the plan, accepts the need, its kind is not unsuitable for
//! the need and band, it serves the stage, it is within reach, and it is among the candidates of its family: the
//! cheapest `candidates` existing provisions by arc cost (ties by provision id). Unlimited provisions, projects' own
//! provisions and provisions that a project or a contract names are always kept and not counted. Lanes that only
//! children on roll use have no arc.

use rayon::prelude::*;

use super::cost::CostBook;
use super::finder::{Finder, Found};
use super::progress::{Progress, Step};
use super::reach::within_reach;
use crate::case::{Case, Chain};
use crate::id::{ProvisionIx, StageIx};
use crate::units::{Kilometres, Minutes};

/// A chain and a provision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lane {
    /// The chain's position in the forecast.
    pub chain: u32,
    /// The provision.
    pub provision: ProvisionIx,
    /// One way by road.
    pub distance: Kilometres,
    /// One way.
    pub time: Minutes,
    /// Bit `s` is set where a new child of stage `s` may start.
    pub(super) arcs: u32,
}

/// All lanes, chain by chain and, within a chain, in the order of the provisions.
#[derive(Debug, Default)]
pub struct Lanes {
    all: Vec<Lane>,
    /// Where each chain's lanes begin; one longer than the chains.
    begin: Vec<u32>,
    /// `e` by lane and stage, £ per child-year; NaN where the provision does not serve the stage.
    cost: Vec<f64>,
    stages: usize,
    /// What becomes of the children of each stage, and the discount of a year; `None` where the tail does not count.
    tail: Option<(Vec<Step>, f64)>,
}

/// Chains whose lanes are found together, in one pair of working arrays: enough to share out among threads.
const TOGETHER: usize = 64;

impl Lanes {
    /// Finds every lane of a case.
    pub(super) fn build(case: &Case, progress: &Progress, costs: &CostBook, opens: &[bool]) -> Self {
        let reach = within_reach(case);
        let finder = Finder::of(case, costs, opens);
        let chains = case.forecast.chains();
        let batch = |(i, chains): (usize, &[Chain])| {
            let mut found = Found::default();
            for (c, &chain) in chains.iter().enumerate().map(|(j, chain)| (i * TOGETHER + j, chain)) {
                finder.add_lanes_of(c, chain, &reach[chain.locality.get()], &mut found);
            }
            found.shrunk()
        };
        let found: Vec<Found> = chains.par_chunks(TOGETHER).enumerate().map(batch).collect();
        let (stages, total) = (case.stages.len(), found.iter().map(|found| found.lanes.len()).sum());
        let mut lanes = Self {
            all: Vec::with_capacity(total),
            begin: Vec::with_capacity(chains.len() + 1),
            cost: Vec::with_capacity(total * stages),
            stages,
            tail: case.objective.count_tail.then(|| (progress.steps.clone(), case.discount(1))),
        };
        lanes.begin.push(0);
        for batch in found {
            for of_chain in batch.counts {
                lanes.begin.push(lanes.begin.last().map_or(0, |begin| begin + of_chain));
            }
            lanes.all.extend(batch.lanes);
            lanes.cost.extend(batch.cost);
        }
        lanes
    }

    /// How many lanes there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nobody can go anywhere.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The lanes of a chain.
    pub fn of_chain(&self, chain: usize) -> std::ops::Range<usize> {
        self.begin[chain] as usize..self.begin[chain + 1] as usize
    }

    /// The lane of a chain to a provision, where there is one.
    pub fn find(&self, chain: usize, provision: ProvisionIx) -> Option<usize> {
        let range = self.of_chain(chain);
        let at = self.all[range.clone()].binary_search_by_key(&provision, |lane| lane.provision).ok()?;
        Some(range.start + at)
    }

    /// A lane.
    pub fn get(&self, lane: usize) -> &Lane {
        &self.all[lane]
    }

    /// The provision of a lane.
    pub fn provision(&self, lane: usize) -> ProvisionIx {
        self.all[lane].provision
    }

    /// Whether a new child of this stage may start here.
    pub fn is_arc(&self, lane: usize, stage: StageIx) -> bool {
        self.all[lane].arcs >> stage.get() & 1 == 1
    }

    /// Whether the provision serves the stage.
    pub fn serves(&self, lane: usize, stage: usize) -> bool {
        !self.cost[lane * self.stages + stage].is_nan()
    }

    /// `e`: £ per child-year; NaN where the provision does not serve the stage.
    pub fn cost(&self, lane: usize, stage: usize) -> f64 {
        self.cost[lane * self.stages + stage]
    }

    /// £ that a child here in the last year goes on costing afterwards, discounted to the last year; 0 where the tail
    /// does not count.
    pub fn tail(&self, lane: usize, stage: usize) -> f64 {
        self.tail_of(stage, &|s| self.cost(lane, s))
    }

    /// The same for a place that costs `cost(s)` in stage `s`, NaN where it does not serve the stage:
    /// `U_s = d · ( a · (e_s + U_s) + b · (serves s+1 ? e_{s+1} + U_{s+1} : 0) )` with `a = (w−1)/w`, `b = 1/w` and
    /// `d = 1/(1 + r)`: everyone stays as they are, for as long as the place serves them.
    pub fn tail_of(&self, stage: usize, cost: &dyn Fn(usize) -> f64) -> f64 {
        let Some((steps, d)) = &self.tail else { return 0.0 };
        if cost(stage).is_nan() {
            return 0.0;
        }
        let step = steps[stage];
        let above = step.next.filter(|&next| !cost(next).is_nan());
        let above = above.map_or(0.0, |next| cost(next) + self.tail_of(next, cost));
        d * (step.stay * cost(stage) + step.complete * above) / (1.0 - d * step.stay)
    }

    /// The dearest arc, £ per child-year; 0 where there is none.
    pub fn dearest_arc(&self) -> f64 {
        let arcs = (0..self.len()).flat_map(|lane| (0..self.stages).map(move |s| (lane, s)));
        arcs.filter(|&(lane, s)| self.is_arc(lane, StageIx::new(s)))
            .map(|(lane, s)| self.cost(lane, s))
            .fold(0.0, f64::max)
    }
}
