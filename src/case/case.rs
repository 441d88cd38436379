//! The whole planning problem and the look-ups that everything else shares.

use std::ops::Index;

use super::{
    Band, Budget, Contract, CostRule, Forecast, Journey, Kind, Locality, Measured, Need, Objective, Point, Policy,
    Project, Provision, RollRow, Setting, SolverSettings, Stage, Suitability, SuitabilityRule, TransportRate,
    TransportRule, Travel,
};
use crate::id::{BandIx, ContractIx, KindIx, LocalityIx, NeedIx, PolicyIx, ProjectIx, ProvisionIx, SettingIx, StageIx};
use crate::scenario::Scenario;
use crate::units::{Kilometres, Minutes, Pounds, Year};

/// A validated planning problem. Vectors keep the order of the tables; needs and bands are sorted by name, stages by
/// year group.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What the plan is about.
    pub title: String,
    /// Under which assumptions.
    pub scenario: Scenario,
    /// The first academic year planned.
    pub first_year: Year,
    /// The last academic year planned.
    pub last_year: Year,
    /// The year whose prices all money is in.
    pub price_year: i32,
    /// Travel settings.
    pub travel: Travel,
    /// Objective settings.
    pub objective: Objective,
    /// Solver settings.
    pub solver: SolverSettings,
    /// Where children live.
    pub localities: Vec<Locality>,
    /// Primary needs.
    pub needs: Vec<Need>,
    /// Bands of need.
    pub bands: Vec<Band>,
    /// Stages, disjoint and in order.
    pub stages: Vec<Stage>,
    /// Expected children.
    pub forecast: Forecast,
    /// Children already placed in the year before the first.
    pub roll: Vec<RollRow>,
    /// Schools and colleges.
    pub settings: Vec<Setting>,
    /// Kinds of provision.
    pub kinds: Vec<Kind>,
    /// Provisions: the table's rows first, then those of projects that make one of their own.
    pub provisions: Vec<Provision>,
    /// Placement costs.
    pub costs: Vec<CostRule>,
    /// Transport costs.
    pub transport: Vec<TransportRule>,
    /// What can meet which need.
    pub suitability: Vec<SuitabilityRule>,
    /// Measured journeys.
    pub measured: Measured,
    /// What could be built.
    pub projects: Vec<Project>,
    /// What could be bought.
    pub contracts: Vec<Contract>,
    /// Money available; `None`: no limit on capital, no grant to report against.
    pub budget: Option<Budget>,
    /// Rules on the mix.
    pub policies: Vec<Policy>,
}

impl Case {
    /// How many years are planned.
    pub fn years(&self) -> usize {
        (self.last_year.0 - self.first_year.0 + 1).max(0) as usize
    }

    /// The `t`-th year of the horizon.
    pub fn year(&self, t: usize) -> Year {
        self.first_year.plus(t)
    }

    /// `δ[t] = (1 + r)^−(t − first_year)`.
    pub fn discount(&self, t: usize) -> f64 {
        (1.0 + self.objective.discount_rate).powi(-(t as i32))
    }

    /// £ per child per year for a child of this need, band and stage at this provision, on top of place funding: the
    /// most specific row; `None` where no row fits.
    pub fn annual_cost(&self, provision: ProvisionIx, need: NeedIx, band: BandIx, stage: StageIx) -> Option<Pounds> {
        self.annual_cost_at((Some(provision), self[provision].kind), need, band, stage)
    }

    /// The same at a provision of this kind that no row names.
    pub fn annual_cost_of_kind(&self, kind: KindIx, need: NeedIx, band: BandIx, stage: StageIx) -> Option<Pounds> {
        self.annual_cost_at((None, kind), need, band, stage)
    }

    fn annual_cost_at(
        &self,
        at: (Option<ProvisionIx>, KindIx),
        need: NeedIx,
        band: BandIx,
        stage: StageIx,
    ) -> Option<Pounds> {
        let groups = self[stage].year_groups;
        self.costs
            .iter()
            .filter(|rule| rule.fits(at, need, band, groups))
            .max_by_key(|rule| rule.specificity())
            .map(|rule| rule.annual_cost)
    }

    /// The transport rate of children of this need and band at this kind; nothing where no row fits.
    pub fn transport_rate(&self, kind: KindIx, need: NeedIx, band: BandIx) -> TransportRate {
        self.transport
            .iter()
            .filter(|rule| rule.fits(kind, need, band))
            .max_by_key(|rule| rule.specificity())
            .map_or_else(TransportRate::default, |rule| rule.rate)
    }

    /// Whether this kind can meet this need and band; `Suitable` where nothing is said.
    pub fn suitability(&self, kind: KindIx, need: NeedIx, band: BandIx) -> Suitability {
        self.suitability
            .iter()
            .filter(|rule| rule.kind == kind && rule.need == need && rule.band.is_none_or(|b| b == band))
            .max_by_key(|rule| rule.band.is_some())
            .map_or(Suitability::Suitable, |rule| rule.suitability)
    }

    /// From a locality to a setting: the `travel` row, else straight line × circuity; minutes as given, else at the
    /// model's speed.
    pub fn journey(&self, from: LocalityIx, to: SettingIx) -> Journey {
        let measured = self.measured.get(&(from, to)).copied();
        let distance = measured.map_or_else(|| self.straight_line(from, to) * self.travel.circuity, |(km, _)| km);
        let time =
            measured.and_then(|(_, minutes)| minutes).unwrap_or(Minutes(distance.get() / self.travel.speed_kmh * 60.0));
        Journey { distance, time, measured: measured.is_some() }
    }

    /// Kilometres as the crow flies.
    fn straight_line(&self, from: LocalityIx, to: SettingIx) -> Kilometres {
        apart(self[from].at, self[to].at)
    }

    /// Kilometres between two settings as the crow flies.
    pub fn between(&self, a: SettingIx, b: SettingIx) -> Kilometres {
        apart(self[a].at, self[b].at)
    }

    /// Minutes above which a journey is over the guidance: the kind's own limit, else that of the stage's phase.
    pub fn minutes_limit(&self, kind: KindIx, stage: StageIx) -> Minutes {
        let guidance = self.travel.max_minutes.of(self[stage].year_groups.phase());
        self[kind].max_minutes.unwrap_or(guidance)
    }
}

/// Kilometres between two points of the National Grid as the crow flies.
fn apart(a: Point, b: Point) -> Kilometres {
    use geo::{Distance, Euclidean};
    let metres = Euclidean.distance(geo::Point::new(a.easting, a.northing), geo::Point::new(b.easting, b.northing));
    Kilometres(metres / 1000.0)
}

macro_rules! indexed {
    ($($ix:ty => $field:ident: $thing:ty;)*) => {$(
        impl Index<$ix> for Case {
            type Output = $thing;
            fn index(&self, at: $ix) -> &$thing {
                &self.$field[at.get()]
            }
        }
    )*};
}

indexed! {
    LocalityIx => localities: Locality;
    NeedIx => needs: Need;
    BandIx => bands: Band;
    StageIx => stages: Stage;
    SettingIx => settings: Setting;
    KindIx => kinds: Kind;
    ProvisionIx => provisions: Provision;
    ProjectIx => projects: Project;
    ContractIx => contracts: Contract;
    PolicyIx => policies: Policy;
}
