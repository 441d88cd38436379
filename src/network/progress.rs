//! Natural progress: who is new each year, and how a falling forecast thins everyone alike.
//!
//! Next year a child of stage `s` is still in `s` with share `(w_s − 1)/w_s` and has moved up to `s+1` with share
//! `1/w_s`, where `w_s` is the width of the stage in years. So
//!
//! ```text
//! carried[c,s,t] = (w_s − 1)/w_s · q[c,s,t−1]  +  1/w_{s−1} · q[c,s−1,t−1]
//! new[c,s,t]     = max(0, q[c,s,t] − carried[c,s,t])
//! keep[c,s,t]    = min(1, q[c,s,t] / carried[c,s,t])            (1 where nothing is carried)
//! ```
//!
//! The year before the first is the roll. Moving up needs the next stage to begin where this one ends; children who
//! complete a stage that nothing follows leave.

use crate::case::Case;
use crate::id::StageIx;

/// What becomes of the children of a stage in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Share who stay in the stage: `(w − 1)/w`.
    pub stay: f64,
    /// Share who complete it: `1/w`.
    pub complete: f64,
    /// The stage they move up to; `None`: they leave.
    pub next: Option<usize>,
}

/// `new` and `keep`, flat, by chain, stage and year.
#[derive(Debug)]
pub struct Progress {
    /// By stage.
    pub steps: Vec<Step>,
    years: usize,
    new: Vec<f64>,
    keep: Vec<f64>,
}

/// A new child below this share of the forecast is rounding, not a child.
const ROUNDING: f64 = 1e-12;

impl Progress {
    /// Works out natural progress for every chain of a case.
    pub fn of(case: &Case) -> Self {
        let steps = steps(case);
        let (stages, years) = (steps.len(), case.years());
        let chains = case.forecast.chains().len();
        let before = roll_children(case);
        let mut progress = Self { years, new: Vec::with_capacity(chains * stages * years), keep: Vec::new(), steps };
        progress.keep.reserve_exact(chains * stages * years);
        for c in 0..chains {
            for s in 0..stages {
                for t in 0..years {
                    let last_year = |s: usize| match t {
                        0 => before[c * stages + s],
                        _ => case.forecast.children(c, StageIx::new(s), t - 1),
                    };
                    let below = s.checked_sub(1).filter(|&b| progress.steps[b].next == Some(s));
                    let moved_up = below.map_or(0.0, |b| progress.steps[b].complete * last_year(b));
                    let carried = progress.steps[s].stay * last_year(s) + moved_up;
                    let q = case.forecast.children(c, StageIx::new(s), t);
                    let grown = q - carried;
                    progress.new.push(if grown > ROUNDING * q { grown } else { 0.0 });
                    progress.keep.push(if carried > 0.0 { (q / carried).min(1.0) } else { 1.0 });
                }
            }
        }
        progress
    }

    /// The position of a cell and year in arrays laid out by chain, stage and year.
    pub fn at(&self, chain: usize, stage: usize, t: usize) -> usize {
        (chain * self.steps.len() + stage) * self.years + t
    }

    /// `new[c,s,t]`: children who were not there the year before.
    pub fn new_children(&self, chain: usize, stage: usize, t: usize) -> f64 {
        self.new[self.at(chain, stage, t)]
    }

    /// `keep[c,s,t]`: the share of everyone who comes into the cell that the forecast still counts.
    pub fn keep(&self, chain: usize, stage: usize, t: usize) -> f64 {
        self.keep[self.at(chain, stage, t)]
    }
}

/// Shares and successor of every stage.
fn steps(case: &Case) -> Vec<Step> {
    let follows = |s: usize| {
        let next = case.stages.get(s + 1)?;
        (case.stages[s].year_groups.highest + 1 == next.year_groups.lowest).then_some(s + 1)
    };
    let step = |(s, stage): (usize, &crate::case::Stage)| Step {
        stay: (stage.width() - 1.0) / stage.width(),
        complete: 1.0 / stage.width(),
        next: follows(s),
    };
    case.stages.iter().enumerate().map(step).collect()
}

/// Children on roll in the year before the first, by chain and stage; chains without a forecast are left out.
fn roll_children(case: &Case) -> Vec<f64> {
    let stages = case.stages.len();
    let mut before = vec![0.0; case.forecast.chains().len() * stages];
    for row in &case.roll {
        if let Some(c) = case.forecast.find(row.chain) {
            before[c * stages + row.stage.get()] += row.children.get();
        }
    }
    before
}
