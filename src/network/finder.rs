//! Who may start where: what is within reach of a chain, and the candidates among it.

use super::cost::CostBook;
use super::lanes::Lane;
use crate::case::{Case, Chain, Family, Journey, Suitability};
use crate::id::{ProvisionIx, SettingIx, StageIx};

/// What it takes to find the lanes of one chain.
pub(super) struct Finder<'a> {
    case: &'a Case,
    costs: &'a CostBook,
    /// Whether each provision is open in any year of the plan.
    opens: &'a [bool],
    by_setting: Vec<Vec<ProvisionIx>>,
    /// By provision: its place in the order of ids where it counts towards its family's candidates.
    counted: Vec<Option<usize>>,
    /// By chain: the provisions its children on roll are at.
    roll: Vec<Vec<ProvisionIx>>,
}

impl<'a> Finder<'a> {
    pub(super) fn of(case: &'a Case, costs: &'a CostBook, opens: &'a [bool]) -> Self {
        let (by_setting, counted, roll) = (by_setting(case), counted(case), roll_provisions(case));
        Self { case, costs, opens, by_setting, counted, roll }
    }

    /// Adds the lanes of a chain, sorted by provision, with their costs by stage.
    pub(super) fn add_lanes_of(&self, c: usize, chain: Chain, reach: &[(SettingIx, Journey)], found: &mut Found) {
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
        self.keep(c, chain, found);
    }

    /// Keeps the lanes with an arc, and adds those that the roll uses besides; both in the order of provisions.
    fn keep(&self, c: usize, chain: Chain, found: &mut Found) {
        let stages = self.case.stages.len();
        let mut roll = self.roll[c].as_slice();
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
pub(super) struct Found {
    pub lanes: Vec<Lane>,
    pub cost: Vec<f64>,
    /// Lanes of each chain.
    pub counts: Vec<u32>,
    /// Everything within reach of one chain, its costs, and its order by provision.
    trial: Vec<Lane>,
    trial_cost: Vec<f64>,
    order: Vec<usize>,
}

impl Found {
    /// Without the working arrays, and no larger than it must be: most of what is in reach is no candidate.
    pub(super) fn shrunk(mut self) -> Self {
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
