//! `summary.json`: the figures of a plan in one place, for machines and for the words an officer reads.
//!
//! How long the solve took is not here but in `run.json`, so that the same inputs give the same bytes.

use serde::{Deserialize, Serialize};

use super::finance;
use crate::audit::Audit;
use crate::case::Case;
use crate::plan::{CellOutcome, ObjectiveParts, Plan, Purse};

/// What `summary.json` holds. Money in £ at the model's price year; the objective's pounds are discounted and include
/// penalties that are not money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// What the plan is about.
    pub title: String,
    /// The first academic year planned, by the calendar year in which it begins.
    pub first_year: i32,
    /// The last academic year planned.
    pub last_year: i32,
    /// The year whose prices all money is in.
    pub price_year: i32,
    /// `optimal`, `feasible`, `time_limit` or `infeasible`.
    pub status: String,
    /// Whether the gap asked for was proven.
    pub proven: bool,
    /// What was minimised.
    pub objective: f64,
    /// The part of it that no decision changes.
    pub constant: f64,
    /// No plan can cost less; `null` where nothing is known.
    pub bound: Option<f64>,
    /// `(objective − bound) / (objective − constant)`; `null` where nothing is known.
    pub gap: Option<f64>,
    /// £ that a child-year without a place costs the objective.
    pub unplaced_penalty: f64,
    /// The objective taken apart.
    pub parts: ObjectiveParts,
    /// Totals over the horizon.
    #[serde(flatten)]
    pub total: Tally,
    /// The same per year.
    pub years: Vec<YearTally>,
    /// Policies broken, year by year.
    pub breaches: Vec<BreachFigure>,
    /// Whether every check of the audit passed.
    pub audit_passed: bool,
    /// How large the programme was.
    pub model: ModelSize,
}

/// Children and pounds, of one year or of all; a child-year is one child in one year.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Forecast children.
    pub child_years: f64,
    /// Without a place.
    pub unplaced_child_years: f64,
    /// Placed in a dearer or less suitable kind only because the better one is full.
    pub displaced_child_years: f64,
    /// Placed with a journey over the travel guidance.
    pub over_minutes_child_years: f64,
    /// Placed at last resort.
    pub last_resort_child_years: f64,
    /// Child-years with a place, each times its minutes one way.
    #[serde(default)]
    pub travel_minutes: f64,
    /// What each purse pays.
    pub cost: Purses,
}

/// £ by purse, not discounted.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Purses {
    /// The high needs block.
    pub high_needs: f64,
    /// Home-to-school transport.
    pub transport: f64,
    /// The capital programme.
    pub capital: f64,
}

/// The tally of one year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct YearTally {
    /// The academic year, by the calendar year in which it begins.
    pub year: i32,
    /// Its figures.
    #[serde(flatten)]
    pub tally: Tally,
}

/// A policy broken in a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreachFigure {
    /// The policy.
    pub policy: String,
    /// The academic year, by the calendar year in which it begins.
    pub year: i32,
    /// Children by which it is broken.
    pub children: f64,
}

/// Size of the mixed-integer programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ModelSize {
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Coefficients that are not zero.
    pub nonzeros: usize,
}

impl Figures {
    /// Adds up a plan.
    pub fn new(case: &Case, plan: &Plan, audit: &Audit, model: ModelSize) -> Self {
        let years: Vec<YearTally> = tally_years(case, plan);
        let breaches = plan.breaches.iter().map(|breach| BreachFigure {
            policy: case[breach.policy].id.to_string(),
            year: breach.year.0,
            children: round(breach.children.get(), 9),
        });
        Self {
            title: case.title.clone(),
            first_year: case.first_year.0,
            last_year: case.last_year.0,
            price_year: case.price_year,
            status: plan.status.as_str().to_owned(),
            proven: plan.proven,
            objective: money(plan.objective),
            constant: money(plan.constant),
            bound: Some(money(plan.bound)).filter(|bound| bound.is_finite()),
            gap: Some(round(plan.gap, 9)).filter(|gap| gap.is_finite()),
            unplaced_penalty: money(plan.unplaced_penalty.get()),
            parts: rounded(&plan.parts),
            total: years.iter().fold(Tally::default(), |sum, year| sum.plus(&year.tally)).rounded(),
            years,
            breaches: breaches.collect(),
            audit_passed: audit.passed(),
            model,
        }
    }

    /// The figures as JSON, indented, with a final newline.
    pub fn to_json(&self) -> Vec<u8> {
        super::json(self)
    }
}

impl Tally {
    /// Children with a place.
    pub fn placed_child_years(&self) -> f64 {
        self.child_years - self.unplaced_child_years
    }

    /// Whether children with and without a place still add up to the forecast once each figure is rounded by itself.
    pub fn adds_up_rounded(&self) -> bool {
        let apart = self.placed_child_years().round() + self.unplaced_child_years.round() - self.child_years.round();
        apart.abs() < 0.5
    }

    /// Minutes one way of those with a place, on average; nothing where nobody has one.
    pub fn mean_minutes(&self) -> Option<f64> {
        let placed = self.placed_child_years();
        (placed > 0.0).then(|| self.travel_minutes / placed)
    }

    fn plus(mut self, other: &Self) -> Self {
        self.child_years += other.child_years;
        self.unplaced_child_years += other.unplaced_child_years;
        self.displaced_child_years += other.displaced_child_years;
        self.over_minutes_child_years += other.over_minutes_child_years;
        self.last_resort_child_years += other.last_resort_child_years;
        self.travel_minutes += other.travel_minutes;
        self.cost.high_needs += other.cost.high_needs;
        self.cost.transport += other.cost.transport;
        self.cost.capital += other.cost.capital;
        self
    }

    fn count(&mut self, cell: &CellOutcome) {
        self.child_years += cell.children.get();
        self.unplaced_child_years += cell.unplaced.get();
        self.displaced_child_years += cell.displaced.get();
        self.over_minutes_child_years += cell.over_minutes.get();
        self.last_resort_child_years += cell.last_resort.get();
    }

    /// Children to 9 decimals, money to the penny.
    fn rounded(self) -> Self {
        Self {
            child_years: round(self.child_years, 9),
            unplaced_child_years: round(self.unplaced_child_years, 9),
            displaced_child_years: round(self.displaced_child_years, 9),
            over_minutes_child_years: round(self.over_minutes_child_years, 9),
            last_resort_child_years: round(self.last_resort_child_years, 9),
            travel_minutes: round(self.travel_minutes, 6),
            cost: Purses {
                high_needs: round(self.cost.high_needs, 2),
                transport: round(self.cost.transport, 2),
                capital: round(self.cost.capital, 2),
            },
        }
    }
}

fn tally_years(case: &Case, plan: &Plan) -> Vec<YearTally> {
    let mut tallies = vec![Tally::default(); case.years()];
    for cell in &plan.cells {
        if let Some(tally) = tallies.get_mut((cell.year.0 - case.first_year.0) as usize) {
            tally.count(cell);
        }
    }
    for at in &plan.placements {
        if let Some(tally) = tallies.get_mut((at.year.0 - case.first_year.0) as usize) {
            tally.travel_minutes += at.children.get() * at.time.get();
        }
    }
    let [high_needs, transport, capital] =
        [Purse::HighNeeds, Purse::Transport, Purse::Capital].map(|purse| finance::standings(case, plan, purse));
    for (t, tally) in tallies.iter_mut().enumerate() {
        tally.cost = Purses {
            high_needs: high_needs[t].total.get(),
            transport: transport[t].total.get(),
            capital: capital[t].total.get(),
        };
    }
    tallies.iter().enumerate().map(|(t, tally)| YearTally { year: case.year(t).0, tally: tally.rounded() }).collect()
}

/// The parts of the objective, each rounded like it.
fn rounded(parts: &ObjectiveParts) -> ObjectiveParts {
    ObjectiveParts {
        placements: money(parts.placements),
        covered_by_contracts: money(parts.covered_by_contracts),
        contracts: money(parts.contracts),
        projects: money(parts.projects),
        overfill: money(parts.overfill),
        transport: money(parts.transport),
        capital: money(parts.capital),
        unplaced_penalty: money(parts.unplaced_penalty),
        last_resort_penalty: money(parts.last_resort_penalty),
        not_preferred_penalty: money(parts.not_preferred_penalty),
        over_minutes_penalty: money(parts.over_minutes_penalty),
        policy_penalty: money(parts.policy_penalty),
        tail: money(parts.tail),
    }
}

/// Pounds of the objective: the decimals beyond the penny let its parts add up.
fn money(pounds: f64) -> f64 {
    round(pounds, 4)
}

/// To so many decimals; never a negative zero.
fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale + 0.0
}
