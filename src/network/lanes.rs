//! Lanes: every chain together with each provision it could use, and the stages in which a child may start there.
//!
//! Who may start where: the provision is open in some year of the plan, accepts the need, its kind is not unsuitable for
//! the need and band, it serves the stage, it is within reach, and it is among the candidates of its family: the
//! cheapest `candidates` existing provisions by arc cost (ties by provision id). Unlimited provisions, projects' own
//! provisions and provisions that a project or a contract names are always kept and not counted. Lanes that only
//! children on roll use have no arc.

use rayon::prelude::*;

use super::cost::CostBook;
use super::progress::Progress;
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
    /// What a child there in the last year goes on costing, discounted to the last year; by lane and stage.
    tail: Vec<f64>,
    stages: usize,
}

impl Lanes {
    /// Finds every lane of a case.
    pub(super) fn build(case: &Case, progress: &Progress, costs: &CostBook, opens: &[bool]) -> Self {
        let reach = within_reach(case);
        let finder = Finder { case, costs, opens, by_setting: by_setting(case), counted: counted(case) };
        let roll = roll_provisions(case);
        let found: Vec<Vec<(Lane, Vec<f64>)>> = case
            .forecast
            .chains()
            .par_iter()
            .enumerate()
            .map(|(c, chain)| finder.lanes_of(c, *chain, &reach[chain.locality.get()], &roll[c]))
            .collect();
        let stages = case.stages.len();
        let total = found.iter().map(Vec::len).sum();
        let mut lanes = Self {
            all: Vec::with_capacity(total),
            begin: Vec::with_capacity(found.len() + 1),
            cost: Vec::with_capacity(total * stages),
            tail: Vec::with_capacity(if case.objective.count_tail { total * stages } else { 0 }),
            stages,
        };
        for of_chain in found {
            lanes.begin.push(lanes.all.len() as u32);
            for (lane, cost) in of_chain {
                if case.objective.count_tail {
                    lanes.tail.extend(tails(&cost, progress, case.discount(1)));
                }
                lanes.all.push(lane);
                lanes.cost.extend(cost);
            }
        }
        lanes.begin.push(lanes.all.len() as u32);
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
        self.tail.get(lane * self.stages + stage).copied().unwrap_or(0.0)
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
    /// The lanes of a chain, sorted by provision, with their costs by stage.
    fn lanes_of(
        &self,
        c: usize,
        chain: Chain,
        reach: &[(crate::id::SettingIx, Journey)],
        roll: &[ProvisionIx],
    ) -> Vec<(Lane, Vec<f64>)> {
        let mut lanes: Vec<(Lane, Vec<f64>)> = Vec::new();
        for (setting, journey) in reach {
            for &provision in &self.by_setting[setting.get()] {
                if self.may_offer(chain, provision) {
                    lanes.push(self.lane(c, chain, provision, journey));
                }
            }
        }
        lanes.sort_by_key(|(lane, _)| lane.provision);
        for s in 0..self.case.stages.len() {
            let counts = (0..self.case.years()).any(|t| self.case.forecast.children(c, StageIx::new(s), t) > 0.0);
            if counts {
                self.choose_candidates(&mut lanes, s);
            }
        }
        lanes.retain(|(lane, _)| lane.arcs != 0 || roll.contains(&lane.provision));
        for &provision in roll {
            if let Err(at) = lanes.binary_search_by_key(&provision, |(lane, _)| lane.provision) {
                let journey = self.case.journey(chain.locality, self.case[provision].setting);
                lanes.insert(at, self.lane(c, chain, provision, &journey));
            }
        }
        lanes
    }

    /// Whether new children of this chain could be offered the provision at all.
    fn may_offer(&self, chain: Chain, provision: ProvisionIx) -> bool {
        let here = &self.case[provision];
        self.opens[provision.get()]
            && here.needs.includes(&chain.need)
            && self.costs.suitability(here.kind, chain.need, chain.band) != Suitability::Unsuitable
    }

    /// A lane without arcs, and its cost in every stage the provision serves.
    fn lane(&self, c: usize, chain: Chain, provision: ProvisionIx, journey: &Journey) -> (Lane, Vec<f64>) {
        let here = &self.case[provision];
        let cost = (0..self.case.stages.len()).map(StageIx::new).map(|s| {
            if !here.serves(self.case[s].year_groups) {
                return f64::NAN;
            }
            let journey = (journey.distance, journey.time);
            self.costs.arc((provision, here.kind), (chain.need, chain.band), s, journey).total()
        });
        let lane = Lane { chain: c as u32, provision, distance: journey.distance, time: journey.time, arcs: 0 };
        (lane, cost.collect())
    }

    /// Marks the arcs of one stage: the cheapest of each family, and those that are always kept.
    fn choose_candidates(&self, lanes: &mut [(Lane, Vec<f64>)], s: usize) {
        let mut of_family: [Vec<(f64, usize, usize)>; 5] = Default::default();
        for (i, (lane, cost)) in lanes.iter_mut().enumerate() {
            if cost[s].is_nan() {
                continue;
            }
            let family = self.case[self.case[lane.provision].kind].family;
            match self.counted[lane.provision.get()] {
                Some(rank) if self.case.travel.candidates(family) > 0 => {
                    of_family[family as usize].push((cost[s], rank, i));
                }
                _ => lane.arcs |= 1 << s,
            }
        }
        for family in Family::ALL {
            let found = &mut of_family[family as usize];
            found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for &(_, _, i) in found.iter().take(self.case.travel.candidates(family)) {
                lanes[i].0.arcs |= 1 << s;
            }
        }
    }
}

/// The tail of a lane: `U_s = d · ( a · (e_s + U_s) + b · (serves s+1 ? e_{s+1} + U_{s+1} : 0) )` with `a = (w−1)/w`,
/// `b = 1/w` and `d = 1/(1 + r)`: everyone stays as they are, for as long as the provision serves them.
fn tails(cost: &[f64], progress: &Progress, d: f64) -> Vec<f64> {
    let mut tail = vec![0.0; cost.len()];
    for s in (0..cost.len()).rev().filter(|&s| !cost[s].is_nan()) {
        let step = progress.steps[s];
        let above = step.next.filter(|&n| !cost[n].is_nan()).map_or(0.0, |n| cost[n] + tail[n]);
        tail[s] = d * (step.stay * cost[s] + step.complete * above) / (1.0 - d * step.stay);
    }
    tail
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
