//! What every decision of the plan is worth: turned round one at a time, the others held, every child placed anew.
//!
//! ```text
//! cost(d) = least cost of the plan's decisions with d turned round − least cost of the plan's decisions
//! ```
//!
//! First by prices, which is quick: `D(d) − D` where `D` is the bound of decisions at prices raised for them. The turned
//! decisions cost at least `D(d)` and the plan at most its own cost `C`, so `cost(d) ≥ D(d) − C` is certain:
//! `within = C − D`. Then, the dearest first and for as long as there is time, by solving: both sides of the equation
//! are linear programmes solved to a tenth of the gap that the plan was asked for; `within` is what is left open in the
//! two together.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use rayon::prelude::*;

use super::held::{Held, Known, Solved};
use super::replanned::Turn;
use super::turned::{self, WhyUnknown};
use super::{Decision, Totals, Worth};
use crate::id::ProjectIx;
use crate::network::Network;
use crate::solve::{Decisions, SolveError};
use crate::units::Year;

/// Decisions whose worth is not known, and why.
type Unknown = Vec<(Decision, WhyUnknown)>;

/// Every decision that could be otherwise, as far as it is known what it is worth.
pub(super) struct Worths {
    /// Turned round, with what prices say, those that matter most first.
    turned: Vec<(Turned, Option<Worth>)>,
    /// Those that cannot be.
    unknown: Unknown,
}

/// The plan's decisions with one of them turned round.
struct Turned {
    decision: Decision,
    taken: bool,
    /// The year a project left out would open in.
    year: Option<Year>,
    decisions: Decisions,
}

/// Every decision turned round, and those that cannot be.
fn turn(network: &Network, plan: &Decisions) -> (Vec<Turned>, Unknown) {
    let (mut all, mut unknown) = (Vec::new(), Vec::new());
    for (decision, taken) in turned::all(network, plan) {
        match turned::turned(network, plan, decision) {
            Ok(decisions) => {
                let opens = |k: ProjectIx| decisions.opened[k.get()].map(|t| network.case.year(t));
                let year = match decision {
                    Decision::Project(k) if !taken => opens(k),
                    _ => None,
                };
                all.push(Turned { decision, taken, year, decisions });
            }
            Err(why) => unknown.push((decision, why)),
        }
    }
    (all, unknown)
}

/// Those taken first, and of them, and of the others, those whose turning matters most.
fn by_weight((a, cost_a): (&Turned, Option<f64>), (b, cost_b): (&Turned, Option<f64>)) -> Ordering {
    let weight = |turned: &Turned, cost: Option<f64>| match cost {
        Some(cost) if turned.taken => -cost,
        Some(cost) => cost,
        None => f64::INFINITY,
    };
    b.taken.cmp(&a.taken).then(weight(a, cost_a).total_cmp(&weight(b, cost_b)))
}

impl Worths {
    /// What prices say of each, where there is time.
    pub(super) fn by_prices(held: &Held) -> Self {
        let (all, unknown) = turn(held.beside.network(), held.plan);
        let (done, of) = (AtomicUsize::new(0), all.len());
        let appraise = |turned: Turned| {
            held.tell("pricing each decision", done.fetch_add(1, Relaxed), of);
            let worth = appraise(held, &turned);
            (turned, worth)
        };
        let mut turned: Vec<_> = all.into_par_iter().map(appraise).collect();
        let cost = |worth: &Option<Worth>| worth.map(|worth| worth.cost);
        turned.sort_by(|(a, worth_a), (b, worth_b)| by_weight((a, cost(worth_a)), (b, cost(worth_b))));
        Self { turned, unknown }
    }

    /// What there is to turn round with everything else planned anew, by prices: those that cannot be held last.
    pub(super) fn turns(&self) -> Vec<Turn> {
        let cost = |worth: &Option<Worth>| worth.map(|worth| worth.cost);
        let held = self.turned.iter().map(|(turned, worth)| (turned.decision, turned.taken, cost(worth)));
        let held = held.map(|(decision, taken, held)| Turn { decision, taken, held });
        held.chain(not_held(&self.unknown)).collect()
    }

    /// Each solved against `base`, the plan's own decisions, one after another, for as long as there is time; else what prices said. Those taken first, the
    /// dearest of them first; and those of which nothing is known.
    pub(super) fn solved(self, held: &Held, base: &Known<Solved>) -> Result<(Vec<Worth>, Unknown), SolveError> {
        let (done, of) = (AtomicUsize::new(0), self.turned.len());
        let solve = |(turned, priced): (Turned, Option<Worth>)| {
            held.tell("what each decision is worth", done.fetch_add(1, Relaxed), of);
            let worth = match base {
                Ok(base) => solve(held, base, &turned)?,
                Err(why) => Err(*why),
            };
            let worth = match (worth, priced) {
                (Err(WhyUnknown::NoTime), Some(priced)) => Ok(priced),
                (worth, _) => worth,
            };
            Ok((turned.decision, worth))
        };
        // Pulled one after another, so that the first are worked out first.
        let all: Vec<_> = self.turned.into_iter().par_bridge().map(solve).collect::<Result<_, SolveError>>()?;
        let (mut known, mut unknown) = (Vec::new(), self.unknown);
        for (decision, worth) in all {
            match worth {
                Ok(worth) => known.push(worth),
                Err(why) => unknown.push((decision, why)),
            }
        }
        known.sort_by(|a, b| b.taken.cmp(&a.taken).then(b.cost.total_cmp(&a.cost)).then(a.decision.cmp(&b.decision)));
        unknown.sort_by_key(|(decision, _)| *decision);
        Ok((known, unknown))
    }
}

/// The same of what is known already.
pub(super) fn turns(known: &[Worth], unknown: &Unknown) -> Vec<Turn> {
    let known = known.iter().map(|w| Turn { decision: w.decision, taken: w.taken, held: Some(w.cost) });
    known.chain(not_held(unknown)).collect()
}

/// Projects for which there is no money beside the plan.
fn not_held(unknown: &Unknown) -> impl Iterator<Item = Turn> {
    let lacking = unknown.iter().filter(|(_, why)| *why == WhyUnknown::NoCapital);
    lacking.map(|&(decision, _)| Turn { decision, taken: false, held: None })
}

fn appraise(held: &Held, turned: &Turned) -> Option<Worth> {
    let base = held.least.as_ref()?;
    let other = held.appraise(&turned.decisions, Some(base))?;
    let &Turned { decision, taken, year, .. } = turned;
    Some(Worth { decision, taken, year, cost: other.least - base.least, within: held.loss(), more: None })
}

fn solve(held: &Held, base: &Solved, turned: &Turned) -> Result<Known<Worth>, SolveError> {
    let &Turned { decision, taken, year, ref decisions } = turned;
    Ok(held.solve(held.beside, decisions)?.map(|found| Worth {
        decision,
        taken,
        year,
        cost: found.plan.objective - base.plan.objective,
        within: found.open.max(base.open),
        more: Some(Totals::of(&found.plan).less(Totals::of(&base.plan))),
    }))
}
