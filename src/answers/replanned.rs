//! What turning each decision round would do if everything else were planned anew, and what would be done instead.
//!
//! ```text
//! cost(d) = least cost of the best decisions with d turned round − least cost of the best decisions
//! ```
//!
//! The decisions are those that the cuts of the plan make best ([`Anew`](crate::solve::Anew)), a few changes of the plan's
//! own away: capital that is freed buys something else, and what is wanted at any price is paid for by what is worth
//! least. Their least cost is solved where the programme is small, else their bound at prices raised for them, as in
//! [`worth`](super::worth). It is never more than with the rest of the plan held; others could still be better.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use rayon::prelude::*;

use super::Decision;
use super::held::{Held, Solved};
use super::turned;
use crate::id::{ContractIx, ProjectIx};
use crate::network::Network;
use crate::solve::{Anew, Appraisal, Decisions, Outcome, SolveError};

/// Share of the time that is left which it may take.
const SHARE: f64 = 0.6;

/// Decisions that are looked at in place of one turned round.
const LOOKS: usize = 2;

/// What turning one decision round would do, everything else planned anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Replanned {
    /// The decision.
    pub decision: Decision,
    /// £ more that the objective would come to: discounted, penalties included.
    pub cost: f64,
    /// What would be decided otherwise besides, in the order of the tables: `opens Unit B in 2028/29; leaves out Unit C`;
    /// blank where nothing is.
    pub instead: String,
}

/// A decision to turn round.
pub(super) struct Turn {
    pub decision: Decision,
    /// Whether the plan takes it.
    pub taken: bool,
    /// What turning it costs with the rest of the plan held; `None` where that cannot be.
    pub held: Option<f64>,
}

/// What decisions cost above the best that there are.
enum Measure<'a> {
    /// By prices raised from the plan's.
    Prices { near: &'a Appraisal, best: f64 },
    /// Solved.
    Solved { best: f64 },
}

impl Measure<'_> {
    fn cost(&self, held: &Held, decisions: &Decisions) -> Result<Option<f64>, SolveError> {
        Ok(match self {
            Self::Prices { near, best } => held.appraise(decisions, Some(near)).map(|found| found.least - best),
            Self::Solved { best } => held.solve(held.beside, decisions)?.ok().map(|found| found.plan.objective - best),
        })
    }
}

/// Decisions turned round in this order, for as long as there is time: solved beside the plan's own where that is given,
/// else by prices.
pub(super) fn all(
    held: &Held,
    turns: Vec<Turn>,
    base: Option<&Solved>,
    (outcome, seed): (&Outcome, u32),
) -> Result<Vec<Replanned>, SolveError> {
    let Some(least) = &held.least else { return Ok(Vec::new()) };
    let until = (1.0 - SHARE) * held.left();
    let anew = held.beside.anew(outcome, seed);
    let measure = match base {
        Some(base) => Measure::Solved { best: base.plan.objective },
        None => Measure::Prices { near: least, best: best_by_prices(held, &anew, least) },
    };
    let (done, of) = (AtomicUsize::new(0), turns.len());
    let replan = |turn: Turn| {
        held.tell("planning anew around each decision", done.fetch_add(1, Relaxed), of);
        if held.over() || held.left() < until { Ok(None) } else { replanned(held, &turn, &anew, &measure) }
    };
    // Pulled one after another, so that the first are worked out first.
    let all: Vec<_> = turns.into_iter().par_bridge().map(replan).collect::<Result<_, SolveError>>()?;
    let mut all: Vec<Replanned> = all.into_iter().flatten().collect();
    all.sort_by_key(|replanned| replanned.decision);
    Ok(all)
}

/// What the plan itself could still gain must not count for a decision.
fn best_by_prices(held: &Held, anew: &Anew, least: &Appraisal) -> f64 {
    let best = look(held, anew, held.plan, None);
    best.map_or(least.least, |(_, best)| best.least.min(least.least))
}

/// The decisions that cost least by their own prices, of those that the cuts lead to one after another.
fn look(
    held: &Held,
    anew: &Anew,
    known: &Decisions,
    locked: Option<(Decision, bool)>,
) -> Option<(Decisions, Appraisal)> {
    let (mut all, mut looked_at): (Vec<Decisions>, Vec<Appraisal>) = (Vec::new(), Vec::new());
    while all.len() < LOOKS {
        let next = anew.decisions(known, locked, &looked_at).filter(|next| !all.contains(next));
        let Some((next, at)) = next.and_then(|next| held.appraise(&next, held.least.as_ref()).map(|at| (next, at)))
        else {
            break;
        };
        all.push(next);
        looked_at.push(at);
    }
    all.into_iter().zip(looked_at).min_by(|(_, a), (_, b)| a.least.total_cmp(&b.least))
}

/// One decision turned round: the better of what the cuts make of it and of the rest held.
fn replanned(held: &Held, turn: &Turn, anew: &Anew, measure: &Measure) -> Result<Option<Replanned>, SolveError> {
    let (network, plan) = (held.beside.network(), held.plan);
    let beside = turned::turned(network, plan, turn.decision).ok();
    let known = beside.as_ref().unwrap_or(plan);
    let found = look(held, anew, known, Some((turn.decision, !turn.taken)));
    let found = found.map(|(found, _)| found).filter(|found| turn.held.is_none() || Some(found) != beside.as_ref());
    let cost = match &found {
        Some(found) => measure.cost(held, found)?,
        None => None,
    };
    let found = cost.zip(found).filter(|(cost, _)| turn.held.is_none_or(|held| *cost < held));
    let best = found.or(turn.held.zip(beside));
    Ok(best.map(|(cost, decisions)| Replanned {
        decision: turn.decision,
        cost,
        instead: instead(network, (plan, &decisions), turn.decision),
    }))
}

/// What is decided otherwise, but for one decision.
fn instead(network: &Network, (plan, other): (&Decisions, &Decisions), but: Decision) -> String {
    let case = network.case;
    let projects = (0..plan.opened.len()).map(ProjectIx::new).filter(|&k| Decision::Project(k) != but);
    let projects = projects.filter(|k| plan.opened[k.get()] != other.opened[k.get()]);
    let projects = projects.map(|k| match other.opened[k.get()] {
        Some(year) => format!("opens {} in {}", case[k].name, case.year(year)),
        None => format!("leaves out {}", case[k].name),
    });
    let contracts = (0..plan.signed.len()).map(ContractIx::new).filter(|&m| Decision::Contract(m) != but);
    let contracts = contracts.filter(|m| plan.signed[m.get()] != other.signed[m.get()]);
    let contracts = contracts.map(|m| {
        let verb = if other.signed[m.get()] { "signs" } else { "does not sign" };
        format!("{verb} {}", case[m].name)
    });
    projects.chain(contracts).collect::<Vec<_>>().join("; ")
}
