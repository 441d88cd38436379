//! Factors by which a whole assumption is scaled, to see what a plan depends on.

use std::fmt;

use super::{Case, CostScope, Family};

/// What can be scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Factor {
    /// Children of the forecast, every row of it; who is on roll already stays.
    Demand,
    /// What places at independent schools cost: rows of `costs` that name an independent kind or provision. Block
    /// contracts keep their price.
    IndependentFee,
    /// Capital of every year in `budgets`.
    Capital,
}

impl Factor {
    /// All of them, in the order of the columns of a sweep.
    pub const ALL: [Self; 3] = [Self::Demand, Self::IndependentFee, Self::Capital];

    /// As it is written on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demand => "demand",
            Self::IndependentFee => "independent_fee",
            Self::Capital => "capital",
        }
    }

    /// The factor of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|factor| factor.as_str() == name)
    }

    fn what(self) -> &'static str {
        match self {
            Self::Demand => "children of the forecast",
            Self::IndependentFee => "the fees of independent schools",
            Self::Capital => "the capital of every year",
        }
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// There is nothing to scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} cannot be varied: the tables do not give {what}", what = .0.what())]
pub struct NothingToVary(pub Factor);

impl Case {
    /// Scales an assumption by a number of at least 0, and says so in the scenario's steps.
    pub fn vary(&mut self, factor: Factor, by: f64) -> Result<(), NothingToVary> {
        let found = match factor {
            Factor::Demand => {
                self.forecast.scale(by);
                true
            }
            Factor::IndependentFee => self.scale_independent_fees(by),
            Factor::Capital => {
                let years = self.budget.iter_mut().flat_map(|budget| &mut budget.capital);
                years.map(|capital| *capital = *capital * by).count() > 0
            }
        };
        if !found {
            return Err(NothingToVary(factor));
        }
        self.scenario.steps.push(format!("{factor}: {} × {by}", factor.what()));
        Ok(())
    }

    fn scale_independent_fees(&mut self, by: f64) -> bool {
        let is_independent = |scope: CostScope| match scope {
            CostScope::Any => false,
            CostScope::Kind(kind) => self[kind].family == Family::Independent,
            CostScope::Provision(provision) => self[self[provision].kind].family == Family::Independent,
        };
        let rows: Vec<usize> = (0..self.costs.len()).filter(|&row| is_independent(self.costs[row].scope)).collect();
        for &row in &rows {
            self.costs[row].annual_cost = self.costs[row].annual_cost * by;
        }
        !rows.is_empty()
    }
}
