//! The planning problem, validated: who needs a place, what places there are, what could be built or bought.
//!
//! Pure data with invariants and look-ups; nothing here reads a file or knows a solver. A [`Case`] is only built by
//! `tables::load`, by the example generator (through the tables) or by tests, so every position in it is in range and
//! every number is finite.

mod budget;
#[allow(clippy::module_inception)]
mod case;
mod contract;
mod cost;
mod forecast;
mod grid;
mod kind;
mod locality;
mod need;
mod policy;
mod project;
mod provision;
mod settings;
mod suitability;
mod travel;
mod vary;
mod year_group;

pub use crate::scenario::Scenario;
pub use budget::Budget;
pub use case::Case;
pub use contract::{Commitment, Contract};
pub use cost::{CostRule, CostScope, TransportRate, TransportRule};
pub use forecast::{Chain, Forecast, RollRow};
pub use grid::{Degrees, Grid};
pub use kind::{Family, Kind};
pub use locality::{Locality, Point, Polygon, Setting};
pub use need::{Band, Need, Scope};
pub use policy::Policy;
pub use project::{Project, Status};
pub use provision::{Origin, Provision};
pub use settings::{Objective, Penalty, PhaseLimits, SolverSettings, Travel};
pub use suitability::{Suitability, SuitabilityRule};
pub use travel::{Journey, Measured};
pub use vary::{Factor, NothingToVary};
pub use year_group::{Phase, Stage, YearGroups};
