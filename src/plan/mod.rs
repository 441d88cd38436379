//! The plan in planners' words: who is where each year, who waits and why, how full every provision is, what opens,
//! what is signed, and what it costs each purse.
//!
//! Everything refers to a [`Case`](crate::case::Case) by position; money is real pounds at the price year, not
//! discounted unless a name says so.

mod account;
mod cells;
mod finance;
mod objective;
mod occupancy;
mod stock;

pub use account::{Account, Taken, YearAccount, priced_place_years};
pub use finance::{FinanceLine, Line, Purse};
pub use objective::ObjectiveParts;

use crate::id::{BandIx, ContractIx, LocalityIx, NeedIx, ProjectIx, ProvisionIx, StageIx};
use crate::network::Network;
use crate::solve::{Ended, Outcome};
use crate::units::{Children, Kilometres, Minutes, Pounds, Year};

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanStatus {
    /// Proven within the gap asked for.
    Optimal,
    /// Stopped by the user before the gap was proven; the plan is the best found.
    Feasible,
    /// Stopped by the time limit before the gap was proven; the plan is the best found.
    TimeLimit,
    /// Its decisions were given, and are not proven the best: a plan nearly as good, or one for many futures.
    Alternative,
}

impl PlanStatus {
    /// As it is written in `summary.json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Feasible => "feasible",
            Self::TimeLimit => "time_limit",
            Self::Alternative => "alternative",
        }
    }
}

impl From<Ended> for PlanStatus {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Proven => Self::Optimal,
            Ended::TimeLimit => Self::TimeLimit,
            Ended::Stopped => Self::Feasible,
            Ended::Alternative => Self::Alternative,
        }
    }
}

/// A plan for every year of the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// How the solve ended.
    pub status: PlanStatus,
    /// Whether the gap asked for was proven.
    pub proven: bool,
    /// Discounted pounds and penalties: what was minimised, `constant` included.
    pub objective: f64,
    /// The part of the objective that no decision changes: what children on roll cost.
    pub constant: f64,
    /// No plan can cost less than this.
    pub bound: f64,
    /// `(objective − bound) / (objective − constant)`; 0 where both are 0.
    pub gap: f64,
    /// £ per child-year that a child without a place costs the objective.
    pub unplaced_penalty: Pounds,
    /// Who is where, sorted by year, chain, stage, provision, contract.
    pub placements: Vec<Placement>,
    /// One row per year and cell with forecast children, sorted by year, chain, stage.
    pub cells: Vec<CellOutcome>,
    /// One row per year and provision that is open in it, sorted by year and provision.
    pub utilisation: Vec<Utilisation>,
    /// The year each project opens, by project; `None`: it does not.
    pub openings: Vec<Option<Year>>,
    /// Whether each contract is signed, by contract.
    pub signed: Vec<bool>,
    /// Children in contracted places, sorted by year, contract, need, band, stage.
    pub fills: Vec<ContractFill>,
    /// Children by which a policy is broken, sorted by policy and year; only rows above zero.
    pub breaches: Vec<Breach>,
    /// What each purse pays, line by line.
    pub finance: Vec<FinanceLine>,
    /// The objective taken apart; the parts add up to `objective`.
    pub parts: ObjectiveParts,
}

/// Children of one cell at one provision in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// The academic year.
    pub year: Year,
    /// Where they live.
    pub locality: LocalityIx,
    /// Their primary need.
    pub need: NeedIx,
    /// Their band.
    pub band: BandIx,
    /// Their stage in that year.
    pub stage: StageIx,
    /// Where they are.
    pub provision: ProvisionIx,
    /// How many.
    pub children: Children,
    /// Of them, new there this year.
    pub starting: Children,
    /// One way by road.
    pub distance: Kilometres,
    /// One way.
    pub time: Minutes,
    /// £ per child per year to the high needs budget, on top of place funding (the spot price, where a contract covers
    /// them instead).
    pub annual_cost: Pounds,
    /// £ per child per year to the transport budget.
    pub transport_cost: Pounds,
    /// The contract whose places they fill.
    pub contract: Option<ContractIx>,
}

/// Why children have no place, structural reasons first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No provision takes this need and year group.
    NoProvisionAccepts,
    /// Some take them, none within reach.
    TooFar,
    /// Only ones that open later.
    NotYetOpen,
    /// All that take them are full.
    Full,
    /// A rule on the mix, a budget or a later need held the places.
    Policy,
}

impl Reason {
    /// As it is written in `shortfalls.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoProvisionAccepts => "no_provision_accepts",
            Self::TooFar => "too_far",
            Self::NotYetOpen => "not_yet_open",
            Self::Full => "full",
            Self::Policy => "policy",
        }
    }
}

/// What became of one cell in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct CellOutcome {
    /// The academic year.
    pub year: Year,
    /// Where they live.
    pub locality: LocalityIx,
    /// Their primary need.
    pub need: NeedIx,
    /// Their band.
    pub band: BandIx,
    /// Their stage.
    pub stage: StageIx,
    /// Forecast children.
    pub children: Children,
    /// Without a place.
    pub unplaced: Children,
    /// Placed, with a journey over the travel guidance.
    pub over_minutes: Children,
    /// Placed at last resort (or, on roll, where the kind is unsuitable).
    pub last_resort: Children,
    /// Placed in a dearer or less suitable kind only because the better one is full.
    pub displaced: Children,
    /// Why some are unplaced.
    pub reason: Option<Reason>,
    /// The kind they would go to were every existing provision large enough; `None` where nothing takes them.
    pub wanted_kind: Option<crate::id::KindIx>,
}

/// How full a provision is in a year it is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Utilisation {
    /// The academic year.
    pub year: Year,
    /// The provision.
    pub provision: ProvisionIx,
    /// Places open to the children of the plan: reserved ones taken off, projects' and contracts' new ones added;
    /// `None` is unlimited.
    pub places: Option<Children>,
    /// Places held by other authorities' children.
    pub reserved: Children,
    /// Children of the plan there.
    pub placed: Children,
    /// Of them, above the places.
    pub overfilled: Children,
    /// £ a year for one more place, the plan's decisions held fixed; `None` where it was not worked out.
    pub marginal_value: Option<Pounds>,
}

/// Children in contracted places.
#[derive(Debug, Clone, PartialEq)]
pub struct ContractFill {
    /// The academic year.
    pub year: Year,
    /// The contract.
    pub contract: ContractIx,
    /// Their primary need.
    pub need: NeedIx,
    /// Their band.
    pub band: BandIx,
    /// Their stage.
    pub stage: StageIx,
    /// How many.
    pub children: Children,
}

/// A policy broken in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Breach {
    /// The policy.
    pub policy: crate::id::PolicyIx,
    /// The academic year.
    pub year: Year,
    /// Children by which it is broken.
    pub children: Children,
}

impl Plan {
    /// Puts an engine's outcome into planners' words.
    pub fn from_outcome(network: &Network, outcome: &Outcome) -> Self {
        let case = network.case;
        let stock = stock::of(network, outcome);
        let utilisation = occupancy::utilisation(network, &stock, outcome);
        let full = occupancy::full(network, &utilisation);
        let cells = cells::outcomes(network, &stock, outcome, &full);
        let placements = stock::placements(network, &stock, outcome);
        let fill = |block: &crate::solve::Block| ContractFill {
            year: case.year(block.year),
            contract: block.contract,
            need: block.class.need,
            band: block.class.band,
            stage: block.class.stage,
            children: Children(block.children),
        };
        let breach = |(&(policy, t), &children): (&(crate::id::PolicyIx, usize), &f64)| Breach {
            policy,
            year: case.year(t),
            children: Children(children),
        };
        let mut plan = Self {
            status: outcome.ended.into(),
            proven: outcome.ended == Ended::Proven,
            objective: outcome.objective,
            constant: outcome.constant,
            bound: outcome.bound,
            gap: outcome.gap(),
            unplaced_penalty: Pounds(network.unplaced_penalty),
            placements,
            cells,
            utilisation,
            openings: outcome.decisions.opened.iter().map(|opened| opened.map(|t| case.year(t))).collect(),
            signed: outcome.decisions.signed.clone(),
            fills: outcome.blocks.iter().map(fill).collect(),
            breaches: outcome.breaches.iter().map(breach).collect(),
            finance: Vec::new(),
            parts: ObjectiveParts::default(),
        };
        plan.finance = finance::lines(network, &plan);
        plan.parts = objective::parts(network, outcome, &stock, &plan);
        plan
    }

    /// Child-years without a place.
    pub fn unplaced(&self) -> Children {
        self.cells.iter().map(|cell| cell.unplaced).sum()
    }

    /// Child-years displaced.
    pub fn displaced(&self) -> Children {
        self.cells.iter().map(|cell| cell.displaced).sum()
    }

    /// What a purse pays over all years.
    pub fn spent(&self, purse: Purse) -> Pounds {
        self.finance.iter().filter(|line| line.line.purse() == purse).map(|line| line.amount).sum()
    }

    /// Whether it opens no optional project and signs no contract that is not signed already.
    pub fn takes_nothing(&self, case: &crate::case::Case) -> bool {
        let opens = case.projects.iter().zip(&self.openings).any(|(k, opened)| k.is_optional() && opened.is_some());
        let signs = case.contracts.iter().zip(&self.signed).any(|(m, signed)| m.is_optional() && *signed);
        !opens && !signs
    }

    /// Whether a project is open in a year, and for how many years it has been (0 in its first).
    pub fn age(&self, project: ProjectIx, year: Year) -> Option<usize> {
        let opened = self.openings[project.get()]?;
        (opened <= year).then(|| (year.0 - opened.0) as usize)
    }
}
