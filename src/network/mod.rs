//! The time-expanded placement network: where a child may go, when, and at what cost, in flat arrays.
//!
//! A [`Case`] says what is so; the network says what could happen. Three ideas carry it:
//!
//! * **Progress** (`progress`): how many children are new each year, and how a falling forecast thins placements.
//! * **Lanes** (`lanes`): a chain (locality, need, band) together with one provision it could use. A lane knows the
//!   journey and the yearly cost in every stage the provision serves, and in which stages a child may start there.
//!   An *arc* of `docs/formulation.md` is a lane and a stage.
//! * **Rides** (`ride`): what one child who starts on a lane occupies in later years, where they have to choose
//!   again, and what it all costs, the tail included.
//!
//! Everything is built in parallel over chains and laid out in a fixed order, so that the number of threads never
//! changes a result.

mod cost;
mod finder;
mod lanes;
pub mod price;
mod progress;
mod reach;
mod ride;
mod roll;
mod unit;

pub use cost::{ArcCost, CostBook};
pub use lanes::{Lane, Lanes};
pub use price::Class;
pub use progress::{Progress, Step};
pub use ride::{Ride, Visit};
pub use roll::{RollStay, RollStock};
pub use unit::{Unit, hosts, widest};

use crate::case::{Case, Penalty};
use crate::id::{LocalityIx, ProjectIx, ProvisionIx, StageIx};
use crate::units::{Children, Kilometres, Minutes};

/// The placement network of a case. Years are counted from the first (`t = 0`); money is pounds.
#[derive(Debug)]
pub struct Network<'a> {
    /// What it was built from.
    pub case: &'a Case,
    /// New children and thinning, by cell and year.
    pub progress: Progress,
    /// Where each chain could go.
    pub lanes: Lanes,
    /// Placement costs, looked up once.
    pub costs: CostBook,
    /// Children already placed: what they occupy, where they choose again, what they cost.
    pub roll: RollStock,
    /// £ per child-year without a place.
    pub unplaced_penalty: f64,
    /// `δ[t]`.
    pub discount: Vec<f64>,
    /// Years that a child who waits in the last year goes on waiting, discounted to the last year, by stage: until past
    /// the last stage, as in a place that costs £1 wherever the child is. Were it any less than the longest that a place
    /// may last, leaving a child without one in the last year could cost less than placing it.
    pub waiting_tail: Vec<f64>,
    /// The projects that add places to each provision, by provision.
    projects_at: Vec<Vec<ProjectIx>>,
    /// Whether each provision is open, provision-major.
    open: Vec<bool>,
}

impl<'a> Network<'a> {
    /// Builds the network of a case.
    pub fn build(case: &'a Case) -> Self {
        let progress = Progress::of(case);
        let costs = CostBook::of(case);
        let open = open_table(case);
        let opens: Vec<bool> = open.chunks(case.years().max(1)).map(|years| years.contains(&true)).collect();
        let lanes = Lanes::build(case, &progress, &costs, &opens);
        let unplaced_penalty = match case.objective.unplaced_penalty {
            Penalty::Fixed(pounds) => pounds.get(),
            Penalty::Auto => 2.0 * lanes.dearest_arc(),
        };
        let waiting_tail = (0..case.stages.len()).map(|s| lanes.tail_of(s, &|_| 1.0)).collect();
        let mut network = Self {
            case,
            progress,
            lanes,
            costs,
            roll: RollStock::empty(case),
            unplaced_penalty,
            discount: (0..case.years()).map(|t| case.discount(t)).collect(),
            waiting_tail,
            projects_at: projects_at(case),
            open,
        };
        network.roll = RollStock::of(&network);
        network
    }

    /// Number of years planned.
    pub fn years(&self) -> usize {
        self.discount.len()
    }

    /// Number of stages.
    pub fn stages(&self) -> usize {
        self.case.stages.len()
    }

    /// Number of chains.
    pub fn chains(&self) -> usize {
        self.case.forecast.chains().len()
    }

    /// Whether a provision is open in year `t`. A project's own provision counts as open from the project's earliest
    /// year: the places decide the rest.
    pub fn is_open(&self, provision: ProvisionIx, t: usize) -> bool {
        self.open[provision.get() * self.years() + t]
    }

    /// The projects that would add places to a provision, excluded ones left out.
    pub fn projects_at(&self, provision: ProvisionIx) -> &[ProjectIx] {
        &self.projects_at[provision.get()]
    }

    /// Years of the horizon in which a project may open.
    pub fn opening_years(&self, project: ProjectIx) -> impl Iterator<Item = usize> + use<> {
        let (first, last) = (self.case.first_year, self.case.last_year);
        self.case[project]
            .opening_years(first)
            .filter(move |&year| first <= year && year <= last)
            .map(move |year| (year.0 - first.0) as usize)
    }

    /// Whether a new child may start on a lane in a stage and year: it is an arc, and the provision is open.
    pub fn may_start(&self, lane: usize, stage: StageIx, t: usize) -> bool {
        self.lanes.is_arc(lane, stage) && self.is_open(self.lanes.provision(lane), t)
    }

    /// `K[p,t]`; `None` is unlimited.
    pub fn places(&self, provision: ProvisionIx, t: usize) -> Option<f64> {
        self.case[provision].net_places(t).map(Children::get)
    }

    /// Road distance and time of a locality to a provision's setting.
    pub fn journey(&self, locality: LocalityIx, provision: ProvisionIx) -> (Kilometres, Minutes) {
        let journey = self.case.journey(locality, self.case[provision].setting);
        (journey.distance, journey.time)
    }
}

/// The projects of each provision, in the table's order.
fn projects_at(case: &Case) -> Vec<Vec<ProjectIx>> {
    let mut at = vec![Vec::new(); case.provisions.len()];
    for (k, project) in case.projects.iter().enumerate() {
        if !project.is_excluded() {
            at[project.provision.get()].push(ProjectIx::new(k));
        }
    }
    at
}

/// Whether each provision is open in each year, provision-major.
fn open_table(case: &Case) -> Vec<bool> {
    let open = |provision: &crate::case::Provision, t: usize| {
        let year = case.year(t);
        let can_open = |project: &crate::case::Project| {
            !project.is_excluded() && project.earliest <= year && project.earliest <= project.latest
        };
        let ready = provision.own_project().is_none_or(|k| can_open(&case[k]));
        ready && provision.is_open(year)
    };
    case.provisions.iter().flat_map(|p| (0..case.years()).map(move |t| open(p, t))).collect()
}

#[cfg(test)]
mod tests;
