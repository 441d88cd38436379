//! Why the plan is as it is: the same years without it, what every decision is worth, and findings in sentences.
//!
//! Everything here is solved again, not guessed: the as-is plan and each decision turned round go through the same
//! engine as the plan itself.

mod bases;
mod findings;
mod held;
mod near;
mod next;
mod reasons;
mod relax;
mod replanned;
mod turned;
mod words;
mod worth;

use std::time::Instant;

use crate::case::Case;
use crate::network::Network;
use crate::plan::{Plan, Purse};
use crate::solve::progress::{Event, OnlyStop, Watch};
use crate::solve::{Beside, Decisions, Options, Outcome, SolveError, is_small};
use crate::units::Year;

pub use crate::solve::Decision;
pub use bases::{Barrier, NotInBase};
pub use next::NextPlace;
pub use reasons::{Nearest, Shortage, Trouble};
pub use relax::{Gain, Relaxation, Relaxed};
pub use replanned::Replanned;
pub use turned::WhyUnknown;

use held::{Clock, Held};
use next::NextPlaces;
use relax::Relaxations;
use worth::Worths;

/// What there is to say about a plan beyond its tables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers {
    /// The same years with no optional project and no new contract; `None` where the plan takes none either, or the
    /// solve was stopped before it was worked out.
    pub as_is: Option<Plan>,
    /// What each decision is worth: those taken first, the dearest to do without first.
    pub worths: Vec<Worth>,
    /// Decisions whose worth is not known, and why.
    pub unknown: Vec<(Decision, WhyUnknown)>,
    /// What turning each decision round would do with everything else planned anew, as far as there was time.
    pub replanned: Vec<Replanned>,
    /// What easing each limit would gain.
    pub relaxed: Vec<Relaxed>,
    /// Who goes short and why: the worst trouble first, and the largest group of each first.
    pub shortages: Vec<Shortage>,
    /// Why not a base: children in special and independent schools, by year, kind, need and phase.
    pub bases: Vec<NotInBase>,
    /// Where places that nobody has planned would help most, the most valuable first.
    pub next: Vec<NextPlace>,
    /// What the plan comes to, most important first.
    pub findings: Vec<Finding>,
}

/// What turning one decision round would do, the other decisions held and every child placed anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// The decision.
    pub decision: Decision,
    /// Whether the plan takes it: then the rest is what leaving it out would do, else what taking it would.
    pub taken: bool,
    /// The year a project left out would open in.
    pub year: Option<Year>,
    /// £ more that the objective would come to: discounted, penalties included; below zero where that is better.
    pub cost: f64,
    /// £ by which `cost` may be out: either way where it was solved; where only prices were asked, `cost − within` is
    /// certain to be reached.
    pub within: f64,
    /// What else there would be more of; `None` where only prices were asked.
    pub more: Option<Totals>,
}

/// What a plan adds up to, or what there is more of than in another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Totals {
    /// £ of real money, all purses, not discounted.
    pub money: f64,
    /// Child-years without a place.
    pub unplaced: f64,
    /// Child-years displaced.
    pub displaced: f64,
}

impl Totals {
    /// Of a plan.
    pub fn of(plan: &Plan) -> Self {
        Self {
            money: Purse::ALL.into_iter().map(|purse| plan.spent(purse).get()).sum(),
            unplaced: plan.unplaced().get(),
            displaced: plan.displaced().get(),
        }
    }

    /// By how much they are above others.
    #[must_use]
    pub fn less(self, others: Self) -> Self {
        Self {
            money: self.money - others.money,
            unplaced: self.unplaced - others.unplaced,
            displaced: self.displaced - others.displaced,
        }
    }
}

/// A sentence a committee can be read, and where its figures stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The sentence, figures and units included.
    pub text: String,
    /// The output file whose rows it rests on: `shortfalls.csv`, `finance.csv` …
    pub file: &'static str,
    /// How to find those rows, in words: `year 2035, reason full`; empty for all of them.
    pub rows: String,
}

impl Answers {
    /// Works out the answers in about so many `seconds`; 0: only the findings.
    pub fn of(
        network: &Network,
        (plan, outcome): (&Plan, &Outcome),
        (options, seconds): (&Options, f64),
        watch: &dyn Watch,
    ) -> Result<Self, SolveError> {
        let mut answers = Self::default();
        if !watch.stop() && seconds > 0.0 {
            let clock = Clock { began: Instant::now(), seconds };
            let beside = Beside::of(network, outcome);
            let in_time = Options { time_limit_s: seconds, ..options.clone() };
            answers.as_is = as_is((&beside, outcome), &in_time, watch)?;
            let held = Held::of((&outcome.decisions, outcome.objective), &beside, (options, clock), watch);
            let next = NextPlaces::by_prices(&held);
            let relaxed = Relaxations::by_prices(&held, (plan, outcome), (options, clock), watch)?;
            let worths = Worths::by_prices(&held);
            let (small, by) = (is_small(network), (outcome, options.seed));
            if !small {
                answers.replanned = replanned::all(&held, worths.turns(), None, by)?;
            }
            let base = held.solve(&beside, held.plan)?;
            (answers.worths, answers.unknown) = worths.solved(&held, &base)?;
            if let (true, Ok(base)) = (small, &base) {
                let turns = worth::turns(&answers.worths, &answers.unknown);
                answers.replanned = replanned::all(&held, turns, Some(base), by)?;
            }
            answers.next = next.solved(&held, &base)?;
            answers.relaxed = relaxed.solved(&held, (options, clock), watch)?;
        }
        answers.find(network.case, plan);
        Ok(answers)
    }

    /// Puts into sentences what is known.
    pub fn find(&mut self, case: &Case, plan: &Plan) {
        self.shortages = reasons::of(case, plan);
        self.bases = bases::of(case, plan);
        self.findings = findings::of(case, plan, self);
    }
}

/// The same years with nothing decided, every child placed as well as can be.
fn as_is(
    (beside, outcome): (&Beside, &Outcome),
    options: &Options,
    watch: &dyn Watch,
) -> Result<Option<Plan>, SolveError> {
    let network = beside.network();
    let nothing = Decisions::as_is(network);
    if nothing == outcome.decisions {
        return Ok(None);
    }
    watch.event(&Event::of("the same years as they are"));
    let found = beside.solve(&nothing, options, &OnlyStop(watch))?;
    Ok(Some(Plan::from_outcome(network, &found)))
}
