//! Lanes: every chain together with each provision it could use, and the stages in which a child may start there.
//!
//! Who may start where: the provision is open in some year of the plan, accepts the need, its kind is not unsuitable for
//! the need and band, it serves the stage, it is within reach, and it is among the candidates of its family: the
//! cheapest `candidates` existing provisions by arc cost (ties by provision id). Unlimited provisions, projects' own
//! provisions and provisions that a project or a contract names are always kept and not counted. Lanes that only
//! children on roll use have no arc.

use rayon::prelude::*;

use super::cost::CostBook;
use super::progress::{Progress, Step};
use super::reach::within_reach;
use crate::case::{Case, Chain, Family, Journey, Suitability};
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
    arcs: u32,
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
        let finder = Finder { case, costs, opens, by_setting: by_setting(case), counted: counted(case) };
        let roll = roll_provisions(case);
        let chains = case.forecast.chains();
        let batch = |(i, chains): (usize, &[Chain])| {
            let mut found = Found::default();
            for (c, &chain) in chains.iter().enumerate().map(|(j, chain)| (i * TOGETHER + j, chain)) {
                finder.add_lanes_of(c, chain, &reach[chain.locality.get()], &roll[c], &mut found);
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

/// What it takes to find the lanes of one chain.
struct Finder<'a> {
    case: &'a Case,
    costs: &'a CostBook,
    /// Whether each provision is open in any year of the plan.
    opens: &'a [bool],
    by_setting: Vec<Vec<ProvisionIx>>,
    /// By provision: its place in the order of ids where it counts towards its family's candidates.
    counted: Vec<Option<usize>>,
}

impl Finder<'_> {
    /// Adds the lanes of a chain, sorted by provision, with their costs by stage.
    fn add_lanes_of(
        &self,
        c: usize,
        chain: Chain,
        reach: &[(crate::id::SettingIx, Journey)],
        roll: &[ProvisionIx],
        found: &mut Found,
    ) {
        let Found { trial, trial_cost, order, .. } = found;
        trial.clear();
        trial_cost.clear();
        for (setting, journey) in reach {
            for &provision in &self.by_setting[setting.get()] {
                if self.may_offer(chain, provision) {
                    trial.push(lane(c, provision, journey));
                    self.add_cost(chain, provision, journey, trial_cost);
                }
            }
        }
        order.clear();
        order.extend(0..trial.len());
        order.sort_unstable_by_key(|&i| trial[i].provision);
        for s in 0..self.case.stages.len() {
            let counts = (0..self.case.years()).any(|t| self.case.forecast.children(c, StageIx::new(s), t) > 0.0);
            if counts {
                self.choose_candidates(trial, trial_cost, s);
            }
        }
        self.keep(c, chain, roll, found);
    }

    /// Keeps the lanes with an arc, and adds those that the roll uses besides; both in the order of provisions.
    fn keep(&self, c: usize, chain: Chain, mut roll: &[ProvisionIx], found: &mut Found) {
        let stages = self.case.stages.len();
        let before = found.lanes.len();
        for i in std::mem::take(&mut found.order) {
            let kept = found.trial[i];
            roll = self.keep_roll(c, chain, (roll, Some(kept.provision)), found);
            let on_roll = roll.first() == Some(&kept.provision);
            if kept.arcs != 0 || on_roll {
                found.lanes.push(kept);
                found.cost.extend_from_slice(&found.trial_cost[i * stages..(i + 1) * stages]);
            }
            roll = &roll[usize::from(on_roll)..];
        }
        self.keep_roll(c, chain, (roll, None), found);
        found.counts.push((found.lanes.len() - before) as u32);
    }

    /// Adds lanes for the provisions of the roll before another; gives those that are left.
    fn keep_roll<'r>(
        &self,
        c: usize,
        chain: Chain,
        (roll, before): (&'r [ProvisionIx], Option<ProvisionIx>),
        found: &mut Found,
    ) -> &'r [ProvisionIx] {
        let earlier = before.map_or(roll.len(), |before| roll.partition_point(|&provision| provision < before));
        for &provision in &roll[..earlier] {
            let journey = self.case.journey(chain.locality, self.case[provision].setting);
            found.lanes.push(lane(c, provision, &journey));
            self.add_cost(chain, provision, &journey, &mut found.cost);
        }
        &roll[earlier..]
    }

    /// Whether new children of this chain could be offered the provision at all.
    fn may_offer(&self, chain: Chain, provision: ProvisionIx) -> bool {
        let here = &self.case[provision];
        self.opens[provision.get()]
            && here.needs.includes(&chain.need)
            && self.costs.suitability(here.kind, chain.need, chain.band) != Suitability::Unsuitable
    }

    /// Adds the cost of a lane in every stage, NaN where the provision does not serve it.
    fn add_cost(&self, chain: Chain, provision: ProvisionIx, journey: &Journey, costs: &mut Vec<f64>) {
        let here = &self.case[provision];
        costs.extend((0..self.case.stages.len()).map(StageIx::new).map(|s| {
            if !here.serves(self.case[s].year_groups) {
                return f64::NAN;
            }
            let journey = (journey.distance, journey.time);
            self.costs.arc((provision, here.kind), (chain.need, chain.band), s, journey).total()
        }));
    }

    /// Marks the arcs of one stage: the cheapest of each family, and those that are always kept.
    fn choose_candidates(&self, lanes: &mut [Lane], costs: &[f64], s: usize) {
        let mut of_family: [Vec<(f64, usize, usize)>; 5] = Default::default();
        let costs = costs.iter().skip(s).step_by(self.case.stages.len());
        for (i, (lane, &cost)) in lanes.iter_mut().zip(costs).enumerate() {
            if cost.is_nan() {
                continue;
            }
            let family = self.case[self.case[lane.provision].kind].family;
            match self.counted[lane.provision.get()] {
                Some(rank) if self.case.travel.candidates(family) > 0 => {
                    of_family[family as usize].push((cost, rank, i));
                }
                _ => lane.arcs |= 1 << s,
            }
        }
        for family in Family::ALL {
            let found = &mut of_family[family as usize];
            found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for &(_, _, i) in found.iter().take(self.case.travel.candidates(family)) {
                lanes[i].arcs |= 1 << s;
            }
        }
    }
}

/// A lane without arcs.
fn lane(c: usize, provision: ProvisionIx, journey: &Journey) -> Lane {
    Lane { chain: c as u32, provision, distance: journey.distance, time: journey.time, arcs: 0 }
}

/// The lanes of some chains.
#[derive(Default)]
struct Found {
    lanes: Vec<Lane>,
    cost: Vec<f64>,
    /// Lanes of each chain.
    counts: Vec<u32>,
    /// Everything within reach of one chain, its costs, and its order by provision.
    trial: Vec<Lane>,
    trial_cost: Vec<f64>,
    order: Vec<usize>,
}

impl Found {
    /// Without the working arrays, and no larger than it must be: most of what is in reach is no candidate.
    fn shrunk(mut self) -> Self {
        self.lanes.shrink_to_fit();
        self.cost.shrink_to_fit();
        Self { lanes: self.lanes, cost: self.cost, counts: self.counts, ..Self::default() }
    }
}

/// The provisions at each setting.
fn by_setting(case: &Case) -> Vec<Vec<ProvisionIx>> {
    let mut at = vec![Vec::new(); case.settings.len()];
    for (p, provision) in case.provisions.iter().enumerate() {
        at[provision.setting.get()].push(ProvisionIx::new(p));
    }
    at
}

/// For every provision that counts towards its family's candidates, its rank by id.
fn counted(case: &Case) -> Vec<Option<usize>> {
    let mut named = vec![false; case.provisions.len()];
    let projects = case.projects.iter().map(|project| project.provision);
    for provision in projects.chain(case.contracts.iter().map(|contract| contract.provision)) {
        named[provision.get()] = true;
    }
    let mut by_id: Vec<usize> = (0..case.provisions.len()).collect();
    by_id.sort_by(|&a, &b| case.provisions[a].id.cmp(&case.provisions[b].id));
    let mut counted = vec![None; case.provisions.len()];
    for (rank, p) in by_id.into_iter().enumerate() {
        let provision = &case.provisions[p];
        let always_kept = provision.places.is_none() || provision.own_project().is_some() || named[p];
        counted[p] = (!always_kept).then_some(rank);
    }
    counted
}

/// For every chain, the provisions its children on roll are at, sorted.
fn roll_provisions(case: &Case) -> Vec<Vec<ProvisionIx>> {
    let mut at = vec![Vec::new(); case.forecast.chains().len()];
    for row in &case.roll {
        if let Some(c) = case.forecast.find(row.chain) {
            at[c].push(row.provision);
        }
    }
    for provisions in &mut at {
        provisions.sort_unstable();
        provisions.dedup();
    }
    at
}
