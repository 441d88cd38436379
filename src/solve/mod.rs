//! Engines: a network goes in, an [`Outcome`] with decisions, starts, bound and marginal values comes out.
//!
//! Every solve begins with a plan and a bound from prices alone (`priced`): prices on what is scarce (`bound`), decisions
//! by those prices (`master`), places filled in order of regret (`regret`). Then there are two ways on:
//!
//! * the **priced engine** (`prove`) polishes the placements on the starts that matter, tries other decisions and rules
//!   out what might be better;
//! * the **direct engine** (`direct`) gives HiGHS the whole programme of [`formulation`].
//!
//! A network of one year with units to open comes first to `benders`: its children are worth something one by one, and a
//! cut counts each of them once (`knapsack`). What that proves needs neither.
//!
//! [`Engine::Auto`] goes by prices first; what that leaves unproven of a programme that is not too large is then solved
//! directly. Every answer of a solver is settled into an exact flow (`placing`) and valued without the programme
//! (`evaluate`), so that what is reported is what the plan costs and not what a solver said. A plan is called proven only
//! when bound and objective are within the gap asked for.
//! The whole method: `docs/solver.md`.

mod anew;
mod asking;
mod benders;
mod beside;
mod bound;
mod cheap;
mod clock;
mod decisions;
mod descent;
mod different;
mod direct;
mod dive;
mod eased;
mod enough;
mod evaluate;
mod found;
mod futures;
mod highs;
mod knapsack;
mod looks;
mod master;
mod nearby;
pub mod parts;
mod placing;
mod polish;
mod priced;
mod programme;
pub mod progress;
mod prospects;
mod prove;
mod regret;
mod search;
mod settle;
mod standing;
mod swaps;
mod trial;
mod walk;
mod worths;

pub use anew::Anew;
pub use beside::{Appraisal, Beside};
pub use cheap::cheap;
pub use decisions::{Decision, Decisions, OneOf};
pub use eased::Eased;
pub use evaluate::{Block, Evaluation};
pub use futures::{Best, Common, Futures, Packed, Worst};
pub use nearby::{Differ, Nearby, Next};
pub use placing::{Placing, Started};
pub use prospects::{Promise, Prospects};

use std::collections::BTreeMap;

use crate::formulation;
use crate::id::PolicyIx;
use crate::network::Network;
use progress::Watch;

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// By prices, then the whole programme where it is not too large.
    #[default]
    Auto,
    /// The whole programme at once.
    Direct,
    /// By prices, chain by chain.
    Priced,
}

impl Engine {
    /// As it is written on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Direct => "direct",
            Self::Priced => "priced",
        }
    }
}

/// Up to this many coefficients HiGHS solves the whole programme with a decision turned round in seconds.
const FEW_NONZEROS: usize = 300_000;

/// Above this many it does not finish the first linear programme in any time that a planner would wait, and needs
/// gigabytes.
const MOST_NONZEROS: usize = 1_500_000;

/// Share of the time limit after which knapsack cuts make way.
const SHARE_OF_KNAPSACKS: f64 = 0.5;

/// Share of the time limit after which the priced engine makes way, where the whole programme comes after it.
const SHARE_BEFORE_WHOLE: f64 = 0.5;

/// What is asked of a solve.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How to search.
    pub engine: Engine,
    /// Relative gap at which a plan counts as proven.
    pub gap: f64,
    /// Seconds from the start of the solve.
    pub time_limit_s: f64,
    /// Seed of the solver's tie-breaking.
    pub seed: u32,
    /// Whether to work out the marginal value of a place once the plan stands.
    pub prices: bool,
    /// Decisions that are made already: only the placements are left to find. `None`: find both.
    pub fixed: Option<Decisions>,
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The gap asked for is proven.
    Proven,
    /// The time limit came first.
    TimeLimit,
    /// The user stopped it.
    Stopped,
    /// The decisions were given, and are not proven the best: of a plan nearly as good, or one for many futures.
    Alternative,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum SolveError {
    /// No plan satisfies the committed projects, or the decisions that were fixed.
    #[error("no plan satisfies the rules that cannot be priced: {0}")]
    Infeasible(String),
    /// Time ran out before the fixed decisions could be judged.
    #[error("time ran out before a plan was found")]
    NoPlan,
    /// The solver failed; a fault of ours or of the solver's.
    #[error("the solver failed: {0}")]
    Solver(String),
}

/// The size of the programme an engine worked on; zero where it was never built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Coefficients.
    pub nonzeros: usize,
}

/// What an engine found.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How the solve ended.
    pub ended: Ended,
    /// What opens and what is signed.
    pub decisions: Decisions,
    /// Who starts where and who waits.
    pub placing: Placing,
    /// Children in contracted places.
    pub blocks: Vec<Block>,
    /// Children by which each policy is broken, by policy and year; only above zero.
    pub breaches: BTreeMap<(PolicyIx, usize), f64>,
    /// What the plan costs: discounted £ and penalties, `constant` included.
    pub objective: f64,
    /// The part that no decision changes: what children on roll cost.
    pub constant: f64,
    /// No plan can cost less.
    pub bound: f64,
    /// £ a year for one more place, by provision and year (`provision · years + t`), the decisions held fixed.
    pub prices: Option<Vec<f64>>,
    /// Discounted £ by priced row of the bound: the prices that the best plan's decisions settled at.
    pub row_prices: Vec<f64>,
    /// The prices that every cut came from.
    pub cut_prices: Vec<Vec<f64>>,
    /// Size of the programme.
    pub size: Size,
    /// Seconds by stage, in order.
    pub timings: Vec<(&'static str, f64)>,
}

impl Outcome {
    /// An outcome of decisions that were given as one among all decisions, of which none costs less than `bound`: proven
    /// where that is within a gap.
    #[must_use]
    pub fn among_all(self, bound: f64, gap: f64) -> Self {
        let given = Self { bound: bound.min(self.objective), ended: Ended::Alternative, ..self };
        let ended = if given.gap() <= gap { Ended::Proven } else { Ended::Alternative };
        Self { ended, ..given }
    }

    /// `(objective − bound) / (objective − constant)`; 0 where both are 0.
    pub fn gap(&self) -> f64 {
        relative_gap(self.objective, self.bound, self.constant)
    }
}

/// `(best − bound) / (best − constant)`; 0 where nothing is left to decide, infinite without a plan.
pub fn relative_gap(best: f64, bound: f64, constant: f64) -> f64 {
    if !best.is_finite() {
        return f64::INFINITY;
    }
    let difference = (best - bound).max(0.0);
    if difference == 0.0 { 0.0 } else { difference / (best - constant).abs().max(f64::MIN_POSITIVE) }
}

/// Finds a plan and proves how good it is.
pub fn solve(network: &Network, options: &Options, watch: &dyn Watch) -> Result<Outcome, SolveError> {
    solve_knowing(network, None, options, watch)
}

/// The same where decisions are known that are good in a case nearby, at the positions of this one: once what is not
/// allowed here is given up or put off, they are a candidate from the start. No bound depends on them.
pub fn solve_knowing(
    network: &Network,
    known: Option<Decisions>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Outcome, SolveError> {
    let priced = bound::Priced::of(network);
    let mut search = search::Search::start(&priced, options, watch);
    search.known = known;
    search_on(&mut search)?;
    search.finish()
}

fn search_on(search: &mut search::Search) -> Result<(), SolveError> {
    let options = search.options;
    let size = search.size.nonzeros;
    let (by_prices, whole) = match options.engine {
        Engine::Auto => (true, size <= MOST_NONZEROS),
        Engine::Direct => (false, true),
        Engine::Priced => (true, false),
    };
    if options.engine != Engine::Direct {
        benders::improve(search, SHARE_OF_KNAPSACKS * options.time_limit_s)?;
        if search.proven() {
            return Ok(());
        }
    }
    priced::first(search, if by_prices { looks::ROUNDS } else { 1 })?;
    if by_prices {
        let share = if whole { SHARE_BEFORE_WHOLE } else { 1.0 };
        prove::improve(search, share * options.time_limit_s)?;
    }
    if whole {
        direct::whole(search)?;
    }
    Ok(())
}

/// Whether the whole programme of a network is so small that HiGHS solves it in seconds.
pub fn is_small(network: &Network) -> bool {
    formulation::estimate(network).nonzeros <= FEW_NONZEROS
}

#[cfg(test)]
mod tests;
