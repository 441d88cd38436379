//! The settings of the model file: travel, objective, solver.

use super::kind::Family;
use super::year_group::Phase;
use crate::units::{Kilometres, Minutes, Pounds};

/// `[travel]`: how far is far.
#[derive(Debug, Clone, PartialEq)]
pub struct Travel {
    /// Road kilometres per straight-line kilometre.
    pub circuity: f64,
    /// Kilometres per hour.
    pub speed_kmh: f64,
    /// Guidance by phase; priced, not forbidden.
    pub max_minutes: PhaseLimits,
    /// Beyond this road distance no pair is considered.
    pub reach: Kilometres,
    /// How many of the cheapest existing provisions of each family are kept per cell; 0 keeps all.
    pub candidates: [usize; 5],
}

impl Travel {
    /// The number of candidates of a family; 0 is unlimited.
    pub fn candidates(&self, family: Family) -> usize {
        self.candidates[family as usize]
    }
}

/// Minutes by phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhaseLimits {
    /// To Year 6.
    pub primary: Minutes,
    /// Years 7 to 11.
    pub secondary: Minutes,
    /// Year 12 and above.
    pub post16: Minutes,
}

impl PhaseLimits {
    /// The limit of a phase.
    pub fn of(&self, phase: Phase) -> Minutes {
        match phase {
            Phase::Primary => self.primary,
            Phase::Secondary => self.secondary,
            Phase::Post16 => self.post16,
        }
    }
}

impl Default for Travel {
    /// As in `docs/tables.md`.
    fn default() -> Self {
        Self {
            circuity: 1.35,
            speed_kmh: 32.0,
            max_minutes: PhaseLimits { primary: Minutes(45.0), secondary: Minutes(75.0), post16: Minutes(75.0) },
            reach: Kilometres(60.0),
            candidates: [12, 12, 15, 15, 15],
        }
    }
}

/// What a child without a place costs the objective per year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Penalty {
    /// Twice the dearest arc cost.
    Auto,
    /// £ per child-year.
    Fixed(Pounds),
}

/// `[objective]`: what is minimised.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// `r`: 0.035 is the Treasury Green Book's.
    pub discount_rate: f64,
    /// Years over which capital is charged as an annuity; 0: all at once.
    pub asset_life: u32,
    /// 0 where a grant pays for the capital.
    pub capital_weight: f64,
    /// £ per child-year without a place.
    pub unplaced_penalty: Penalty,
    /// £ per child-year at last resort.
    pub last_resort_penalty: Pounds,
    /// £ per child-year where a better-suited kind exists.
    pub not_preferred_penalty: Pounds,
    /// £ per minute over the limit per child-year.
    pub over_minutes_penalty: Pounds,
    /// Whether what placements go on costing after the last year counts.
    pub count_tail: bool,
}

impl Default for Objective {
    /// As in `docs/tables.md`.
    fn default() -> Self {
        Self {
            discount_rate: 0.035,
            asset_life: 30,
            capital_weight: 1.0,
            unplaced_penalty: Penalty::Auto,
            last_resort_penalty: Pounds(15_000.0),
            not_preferred_penalty: Pounds(2_000.0),
            over_minutes_penalty: Pounds(120.0),
            count_tail: true,
        }
    }
}

/// `[solver]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SolverSettings {
    /// Relative gap at which a plan counts as proven.
    pub gap: f64,
    /// Seconds.
    pub time_limit_s: f64,
    /// 0: all.
    pub threads: usize,
    /// Seed of the solver's tie-breaking.
    pub seed: u32,
}

impl Default for SolverSettings {
    /// As in `docs/tables.md`.
    fn default() -> Self {
        Self { gap: 0.0005, time_limit_s: 600.0, threads: 0, seed: 1 }
    }
}
