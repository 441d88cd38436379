//! Natural progress: who moves up, who stays, who is new, from the forecast alone.
//!
//! Of the children of a stage `w` years wide, `(w−1)/w` are still in it next year and `1/w` have moved up, where the
//! next stage begins with the next year group; else they have left. What comes into a cell is
//! `carried = (w_s−1)/w_s · q[s,t−1] + 1/w_{s−1} · q[s−1,t−1]`, of whom `keep = min(1, q / carried)` remain, and
//! `new = max(0, q − carried)` join them. The year before the first is the roll.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::id::{ProvisionIx, StageIx};

/// Children of one chain in one stage at one provision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Here {
    /// Where they are.
    pub(super) provision: ProvisionIx,
    /// Their stage.
    pub(super) stage: StageIx,
    /// How many.
    pub(super) children: f64,
}

/// Shares of the children of each stage, and the roll by chain.
pub(super) struct Progress {
    /// Share still in the stage a year later.
    pub(super) stay: Vec<f64>,
    /// Share in the next stage a year later; 0 where the next stage does not begin with the next year group.
    pub(super) up: Vec<f64>,
    /// The roll by position of the chain, sorted by provision and stage.
    pub(super) roll: BTreeMap<usize, Vec<Here>>,
}

impl Progress {
    /// Reads the stages and the roll.
    pub(super) fn new(case: &Case) -> Self {
        let groups: Vec<_> = case.stages.iter().map(|stage| stage.year_groups).collect();
        let width = |s: usize| groups[s].width() as f64;
        let adjoins = |s: usize| groups.get(s + 1).is_some_and(|next| groups[s].highest + 1 == next.lowest);
        let stay = (0..groups.len()).map(|s| (width(s) - 1.0) / width(s)).collect();
        let up = (0..groups.len()).map(|s| if adjoins(s) { 1.0 / width(s) } else { 0.0 }).collect();
        let mut roll: BTreeMap<usize, Vec<Here>> = BTreeMap::new();
        for row in &case.roll {
            if let Some(chain) = case.forecast.find(row.chain) {
                let here = Here { provision: row.provision, stage: row.stage, children: row.children.get() };
                roll.entry(chain).or_default().push(here);
            }
        }
        for rows in roll.values_mut() {
            *rows = merged(std::mem::take(rows));
        }
        Self { stay, up, roll }
    }

    /// The roll of a chain.
    pub(super) fn roll_of(&self, chain: usize) -> &[Here] {
        self.roll.get(&chain).map_or(&[], Vec::as_slice)
    }
}

/// Sorted by provision and stage, one entry each.
fn merged(mut rows: Vec<Here>) -> Vec<Here> {
    rows.sort_by_key(|here| (here.provision, here.stage));
    rows.dedup_by(|next, kept| {
        let same = (next.provision, next.stage) == (kept.provision, kept.stage);
        if same {
            kept.children += next.children;
        }
        same
    });
    rows
}

/// One chain's cells, flat by year and stage.
pub(super) struct Flow<'a> {
    progress: &'a Progress,
    stages: usize,
    /// `new[c,s,t]`.
    new: Vec<f64>,
    /// `keep[c,s,t]`.
    keep: Vec<f64>,
}

impl<'a> Flow<'a> {
    /// Works out `new` and `keep` of a chain.
    pub(super) fn new(case: &Case, progress: &'a Progress, chain: usize) -> Self {
        let stages = case.stages.len();
        let mut last_year = vec![0.0; stages];
        for here in progress.roll_of(chain) {
            last_year[here.stage.get()] += here.children;
        }
        let mut flow = Self { progress, stages, new: Vec::new(), keep: Vec::new() };
        for t in 0..case.years() {
            let this_year: Vec<f64> = (0..stages).map(|s| case.forecast.children(chain, StageIx::new(s), t)).collect();
            for (s, &forecast) in this_year.iter().enumerate() {
                let carried = flow.moved(&last_year, s);
                flow.new.push((forecast - carried).max(0.0));
                flow.keep.push(if carried > 0.0 { (forecast / carried).min(1.0) } else { 1.0 });
            }
            last_year = this_year;
        }
        flow
    }

    /// `new[c,s,t]`.
    pub(super) fn new_children(&self, s: usize, t: usize) -> f64 {
        self.new[t * self.stages + s]
    }

    /// What last year's children by stage put into stage `s`, before `keep`.
    fn moved(&self, last_year: &[f64], s: usize) -> f64 {
        let stayed = self.progress.stay[s] * last_year[s];
        let came = if s > 0 { self.progress.up[s - 1] * last_year[s - 1] } else { 0.0 };
        stayed + came
    }

    /// What last year's children by stage put into stage `s` in year `t`, thinned by `keep`.
    pub(super) fn survivors(&self, last_year: &[f64], s: usize, t: usize) -> f64 {
        self.keep[t * self.stages + s] * self.moved(last_year, s)
    }

    /// Children who were somewhere last year, a year later: those who are still there, sorted by provision and stage,
    /// and those who must choose again, by stage. `holds` says whether a provision is open this year and serves a
    /// stage.
    pub(super) fn carry(
        &self,
        last_year: &[Here],
        t: usize,
        holds: impl Fn(ProvisionIx, StageIx) -> bool,
    ) -> (Vec<Here>, Vec<f64>) {
        let mut still = Vec::with_capacity(2 * last_year.len());
        let mut exits = vec![0.0; self.stages];
        for here in last_year {
            let s = here.stage.get();
            for (to, share) in [(s, self.progress.stay[s]), (s + 1, self.progress.up[s])] {
                if share == 0.0 {
                    continue;
                }
                let children = here.children * share * self.keep[t * self.stages + to];
                let stage = StageIx::new(to);
                if holds(here.provision, stage) {
                    still.push(Here { provision: here.provision, stage, children });
                } else {
                    exits[to] += children;
                }
            }
        }
        (merged(still), exits)
    }
}
