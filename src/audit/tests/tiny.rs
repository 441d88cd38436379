//! One locality, one need, two stages, three years, worked out by hand.
//!
//! Year 5–6 and Year 7–8 are two years wide each, so half of the children move up every year. Money is discounted by
//! a quarter a year, so `δ` is 1, 0.8, 0.64.
//!
//! | provision | kind | serves | £ a year | transport | penalties | `e` |
//! |---|---|---|---|---|---|---|
//! | `unit` | base (preferred) | 5–6 | 10,000 | 1,000 | – | 11,000 |
//! | `indep` | independent (suitable), 50 minutes away | 5–8 | 50,000 | 3,000 | 2,000 (+ 600 in Year 5–6) | 55,600 / 55,000 |
//! | `special` | special (last resort) | 5–6 | 20,000 | 1,500 | 15,000 | 36,500 |
//! | `other` | special (last resort) | 5–6 | 25,000 | 1,000 | 15,000 | 41,000 |
//! | `own` | base, made by project `own` | 7–8 | 10,000 | 1,000 | – | 11,000 |

use crate::case::{
    Band, Budget, Case, Chain, Commitment, Contract, CostRule, CostScope, Family, Forecast, Kind, Locality, Need,
    Objective, Origin, Penalty, PhaseLimits, Point, Policy, Project, Provision, RollRow, Scope, Setting,
    SolverSettings, Stage, Status, Suitability, SuitabilityRule, TransportRate, TransportRule, Travel, YearGroups,
};
use crate::id::{
    BandId, BandIx, ContractId, ContractIx, KindId, KindIx, LocalityId, LocalityIx, NeedId, NeedIx, PolicyId, PolicyIx,
    ProjectId, ProjectIx, ProvisionId, ProvisionIx, SettingId, SettingIx, StageId, StageIx,
};
use crate::plan::{
    Breach, CellOutcome, ContractFill, FinanceLine, Line, ObjectiveParts, Placement, Plan, PlanStatus, Reason,
    Utilisation,
};
use crate::units::{Children, Kilometres, Minutes, Pounds, Year};

pub(super) const FIRST: Year = Year(2026);
pub(super) const UNIT: usize = 0;
pub(super) const INDEP: usize = 1;
pub(super) const SPECIAL: usize = 2;
pub(super) const OTHER: usize = 3;
pub(super) const OWN: usize = 4;

const BASE: usize = 0;
const INDEPENDENT: usize = 1;
const LAST_RESORT: usize = 2;

/// £ per child-year: twice the dearest arc, `indep` in Year 5–6.
const WAITING: f64 = 111_200.0;

/// The only chain.
pub(super) fn chain() -> Chain {
    Chain { locality: LocalityIx::new(0), need: NeedIx::new(0), band: BandIx::new(0) }
}

fn groups(lowest: i8, highest: i8) -> YearGroups {
    YearGroups::new(lowest, highest).unwrap()
}

fn stage(lowest: i8, highest: i8) -> Stage {
    let year_groups = groups(lowest, highest);
    Stage { id: StageId::new(&year_groups.to_string()).unwrap(), year_groups }
}

fn kind(id: &str, family: Family) -> Kind {
    Kind {
        id: KindId::new(id).unwrap(),
        name: id.to_owned(),
        family,
        place_funding: Pounds(0.0),
        overfill: 0.0,
        overfill_cost: Pounds(5_000.0),
        max_minutes: None,
    }
}

fn setting(id: &str, km: f64) -> Setting {
    let at = Point { easting: 1000.0 * km, northing: 0.0 };
    Setting { id: SettingId::new(id).unwrap(), name: id.to_owned(), authority: String::new(), at }
}

fn provision(id: &str, kind: usize, setting: usize, serves: YearGroups, places: [f64; 3]) -> Provision {
    Provision {
        id: ProvisionId::new(id).unwrap(),
        name: id.to_owned(),
        setting: SettingIx::new(setting),
        kind: KindIx::new(kind),
        needs: Scope::All,
        year_groups: serves,
        places: Some(places.map(Children).to_vec()),
        reserved: vec![Children(0.0); 3],
        opens: None,
        closes: None,
        place_funding: Pounds(0.0),
        overfill: 0.0,
        min_children: None,
        origin: Origin::Existing,
    }
}

fn cost(scope: CostScope, annual_cost: f64) -> CostRule {
    CostRule { scope, need: None, band: None, year_groups: None, annual_cost: Pounds(annual_cost) }
}

fn project(id: &str, provision: usize, capital: f64, annual: f64, earliest: i32) -> Project {
    Project {
        id: ProjectId::new(id).unwrap(),
        name: id.to_owned(),
        provision: ProvisionIx::new(provision),
        places: Children(1.0),
        capital_cost: Pounds(capital),
        annual_cost: Pounds(annual),
        earliest: Year(earliest),
        latest: Year(2028),
        fill: vec![1.0],
        group: None,
        requires: Vec::new(),
        min_children: None,
        status: Status::Optional,
    }
}

fn contract(id: &str, places: f64) -> Contract {
    Contract {
        id: ContractId::new(id).unwrap(),
        name: id.to_owned(),
        provision: ProvisionIx::new(INDEP),
        needs: Scope::All,
        year_groups: None,
        first_year: FIRST,
        last_year: Year(2027),
        places: Children(places),
        price: Pounds(40_000.0),
        take_or_pay: 0.5,
        covers_roll: false,
        group: Some("block".to_owned()),
        status: Commitment::Optional,
        uplift: 0.1,
        new_places: Children(1.0),
    }
}

fn forecast() -> Forecast {
    let mut forecast = Forecast::new(vec![chain()], 2, 3);
    for (s, numbers) in [[4.0, 4.0, 4.0], [2.0, 3.0, 2.8]].into_iter().enumerate() {
        for (t, number) in numbers.into_iter().enumerate() {
            forecast.add(0, StageIx::new(s), t, Children(number));
        }
    }
    forecast
}

/// The case.
pub(super) fn case() -> Case {
    let mut unit = provision("unit", BASE, 0, groups(5, 6), [1.0; 3]);
    (unit.overfill, unit.place_funding) = (0.5, Pounds(6_000.0));
    let mut indep = provision("indep", INDEPENDENT, 1, groups(5, 8), [3.0, 3.0, 4.0]);
    indep.reserved = vec![Children(1.0); 3];
    let mut special = provision("special", LAST_RESORT, 2, groups(5, 6), [1.0; 3]);
    special.place_funding = Pounds(10_000.0);
    let other = provision("other", LAST_RESORT, 0, groups(5, 6), [1.0; 3]);
    let mut own = provision("own", BASE, 0, groups(7, 8), [0.0; 3]);
    own.origin = Origin::Project(ProjectIx::new(1));
    let mut grow = project("grow", UNIT, 10_000.0, 3_000.0, 2026);
    grow.min_children = Some(Children(2.0));
    let mut build = project("own", OWN, 100_000.0, 20_000.0, 2027);
    (build.places, build.fill, build.requires) = (Children(2.0), vec![0.5, 1.0], vec![ProjectIx::new(0)]);
    let kinds = [BASE, INDEPENDENT, LAST_RESORT].map(KindIx::new);
    let fits = [Suitability::Preferred, Suitability::Suitable, Suitability::LastResort];
    Case {
        title: "tiny".to_owned(),
        scenario: crate::case::Scenario::default(),
        first_year: FIRST,
        last_year: Year(2028),
        price_year: 2025,
        travel: Travel {
            circuity: 1.0,
            speed_kmh: 60.0,
            max_minutes: PhaseLimits { primary: Minutes(45.0), secondary: Minutes(75.0), post16: Minutes(75.0) },
            reach: Kilometres(60.0),
            candidates: [1; 5],
        },
        objective: Objective {
            discount_rate: 0.25,
            asset_life: 2,
            unplaced_penalty: Penalty::Auto,
            ..Objective::default()
        },
        solver: SolverSettings::default(),
        localities: vec![Locality {
            id: LocalityId::new("home").unwrap(),
            name: "home".to_owned(),
            authority: "Shire".to_owned(),
            area: String::new(),
            at: Point { easting: 0.0, northing: 0.0 },
            boundary: vec![],
        }],
        needs: vec![Need { id: NeedId::new("ASD").unwrap() }],
        bands: vec![Band { id: BandId::new("-").unwrap() }],
        stages: vec![stage(5, 6), stage(7, 8)],
        forecast: forecast(),
        roll: vec![RollRow {
            chain: chain(),
            stage: StageIx::new(0),
            provision: ProvisionIx::new(UNIT),
            children: Children(2.0),
        }],
        settings: vec![setting("near", 10.0), setting("away", 50.0), setting("town", 15.0)],
        kinds: vec![
            kind("base", Family::Base),
            kind("independent", Family::Independent),
            kind("special", Family::Special),
        ],
        provisions: vec![unit, indep, special, other, own],
        costs: vec![
            cost(CostScope::Kind(kinds[BASE]), 10_000.0),
            cost(CostScope::Kind(kinds[INDEPENDENT]), 50_000.0),
            cost(CostScope::Kind(kinds[LAST_RESORT]), 20_000.0),
            cost(CostScope::Provision(ProvisionIx::new(OTHER)), 25_000.0),
        ],
        transport: vec![TransportRule {
            kind: None,
            need: None,
            band: None,
            rate: TransportRate { share: 0.5, fixed_cost: Pounds(1_000.0), cost_per_km: Pounds(100.0) },
        }],
        suitability: kinds
            .into_iter()
            .zip(fits)
            .map(|(kind, suitability)| SuitabilityRule { need: NeedIx::new(0), band: None, kind, suitability })
            .collect(),
        measured: [((LocalityIx::new(0), SettingIx::new(2)), (Kilometres(20.0), Some(Minutes(30.0))))].into(),
        projects: vec![grow, build],
        contracts: vec![contract("small", 1.0), contract("large", 2.0)],
        budget: Some(Budget { capital: [20_000.0, 95_000.0, 0.0].map(Pounds).to_vec(), high_needs: vec![None; 3] }),
        policies: vec![Policy {
            id: PolicyId::new("bases").unwrap(),
            needs: Scope::All,
            year_groups: None,
            bands: Scope::All,
            authorities: Scope::Only(vec!["Shire".to_owned()]),
            kinds: Scope::Only(vec![kinds[BASE]]),
            from_year: FIRST,
            to_year: Year(2028),
            min_share: Some(0.6),
            max_share: None,
            penalty: Some(Pounds(1_000.0)),
        }],
    }
}

/// Children of a stage at a provision, of them starting, and whether they fill the contract.
fn placement(t: usize, stage: usize, at: usize, (children, starting): (f64, f64), contracted: bool) -> Placement {
    let (km, minutes, annual, transport) =
        [(10.0, 10.0, 1e4, 1e3), (50.0, 50.0, 5e4, 3e3), (20.0, 30.0, 2e4, 1.5e3), (10.0, 10.0, 2.5e4, 1e3)][at % OWN];
    Placement {
        year: FIRST.plus(t),
        locality: LocalityIx::new(0),
        need: NeedIx::new(0),
        band: BandIx::new(0),
        stage: StageIx::new(stage),
        provision: ProvisionIx::new(at),
        children: Children(children),
        starting: Children(starting),
        distance: Kilometres(km),
        time: Minutes(minutes),
        annual_cost: Pounds(annual),
        transport_cost: Pounds(transport),
        contract: contracted.then_some(ContractIx::new(0)),
    }
}

/// Two children of Year 5–6 are on roll at the unit: one is still there in 2026, the other moves up and must choose.
fn placements() -> Vec<Placement> {
    vec![
        // 2026: 3 new in Year 5–6; one new in Year 7–8 and the one from the unit.
        placement(0, 0, UNIT, (3.0, 2.0), false),
        placement(0, 0, INDEP, (0.5, 0.5), false),
        placement(0, 0, INDEP, (0.5, 0.5), true),
        placement(0, 1, INDEP, (0.75, 0.75), false),
        placement(0, 1, INDEP, (0.25, 0.25), true),
        // 2027: half a child at the independent school has moved up there, one and a half leave the unit.
        placement(1, 0, UNIT, (2.5, 1.0), false),
        placement(1, 0, INDEP, (1.5, 1.0), false),
        placement(1, 1, INDEP, (0.5, 0.5), false),
        placement(1, 1, INDEP, (1.0, 0.0), true),
        placement(1, 1, OWN, (1.0, 1.0), false),
        // 2028: 3.5 come into Year 7–8 where 2.8 are expected, so eight in ten of each remain.
        placement(2, 0, UNIT, (2.5, 1.25), false),
        placement(2, 0, INDEP, (1.25, 0.5), false),
        placement(2, 0, SPECIAL, (0.25, 0.25), false),
        placement(2, 1, INDEP, (1.2, 0.0), false),
        placement(2, 1, OWN, (1.6, 1.2), false),
    ]
}

fn cell(t: usize, stage: usize, children: f64, [unplaced, over_minutes, last_resort]: [f64; 3]) -> CellOutcome {
    CellOutcome {
        year: FIRST.plus(t),
        locality: LocalityIx::new(0),
        need: NeedIx::new(0),
        band: BandIx::new(0),
        stage: StageIx::new(stage),
        children: Children(children),
        unplaced: Children(unplaced),
        over_minutes: Children(over_minutes),
        last_resort: Children(last_resort),
        displaced: Children(0.0),
        reason: (unplaced > 0.0).then_some(Reason::Full),
        wanted_kind: None,
    }
}

fn utilisation() -> Vec<Utilisation> {
    let rows = [
        [(UNIT, 2.0, 3.0), (INDEP, 3.0, 2.0), (SPECIAL, 1.0, 0.0), (OTHER, 1.0, 0.0), (OWN, 0.0, 0.0)],
        [(UNIT, 2.0, 2.5), (INDEP, 3.0, 3.0), (SPECIAL, 1.0, 0.0), (OTHER, 1.0, 0.0), (OWN, 1.0, 1.0)],
        [(UNIT, 2.0, 2.5), (INDEP, 3.0, 2.45), (SPECIAL, 1.0, 0.25), (OTHER, 1.0, 0.0), (OWN, 2.0, 1.6)],
    ];
    let years = rows.into_iter().enumerate().flat_map(|(t, rows)| rows.map(|row| (t, row)));
    let open = years.filter(|(t, (at, ..))| *at != OWN || *t > 0);
    open.map(|(t, (at, places, placed))| Utilisation {
        year: FIRST.plus(t),
        provision: ProvisionIx::new(at),
        places: Some(Children(places)),
        reserved: Children(if at == INDEP { 1.0 } else { 0.0 }),
        placed: Children(placed),
        overfilled: Children((placed - places).max(0.0)),
        marginal_value: None,
    })
    .collect()
}

fn fill(t: usize, stage: usize, children: f64) -> ContractFill {
    ContractFill {
        year: FIRST.plus(t),
        contract: ContractIx::new(0),
        need: NeedIx::new(0),
        band: BandIx::new(0),
        stage: StageIx::new(stage),
        children: Children(children),
    }
}

fn finance() -> Vec<FinanceLine> {
    let lines = [
        (Line::PlaceFunding, [16_000.0, 16_000.0, 16_000.0]),
        (Line::Placements, [130_000.0, 185_000.0, 168_500.0]),
        (Line::CoveredByContracts, [-37_500.0, -50_000.0, 0.0]),
        // 40,000 × (half of one place + half of 0.75 children); then 10% more, full.
        (Line::Contracts, [35_000.0, 44_000.0, 0.0]),
        (Line::Projects, [3_000.0, 23_000.0, 23_000.0]),
        (Line::Overfill, [5_000.0, 2_500.0, 2_500.0]),
        (Line::Transport, [9_000.0, 12_500.0, 11_825.0]),
        (Line::Capital, [10_000.0, 100_000.0, 0.0]),
    ];
    let row = |t: usize, (line, amounts): (Line, [f64; 3])| FinanceLine {
        year: FIRST.plus(t),
        line,
        amount: Pounds(amounts[t]),
    };
    (0..3).flat_map(|t| lines.map(|line| row(t, line))).collect()
}

fn parts() -> ObjectiveParts {
    // Half of a stage stays each year: U = 0.8·½·e / (1 − 0.8·½), and `indep` goes on in Year 7–8.
    let stays = |e: f64| 0.4 * e / 0.6;
    let indep = (0.4 * 55_600.0 + 0.4 * (55_000.0 + stays(55_000.0))) / 0.6;
    let tail =
        2.5 * stays(11_000.0) + 1.25 * indep + 1.2 * stays(55_000.0) + 0.25 * stays(36_500.0) + 1.6 * stays(11_000.0);
    ObjectiveParts {
        placements: 385_840.0,
        covered_by_contracts: -77_500.0,
        contracts: 70_200.0,
        projects: 36_120.0,
        overfill: 8_600.0,
        transport: 26_568.0,
        // An annuity of two years at a quarter is 0.25/0.36: three years of one project, two of the other.
        capital: 10_000.0 * 2.44 / 1.44 + 100_000.0,
        unplaced_penalty: 1.4 * WAITING,
        last_resort_penalty: 2_400.0,
        not_preferred_penalty: 11_936.0,
        over_minutes_penalty: 1_800.0,
        policy_penalty: 1_160.0,
        tail: 0.64 * tail,
    }
}

/// A correct plan.
pub(super) fn plan() -> Plan {
    let objective = parts().total();
    // 1, ½ and ¼ child at the unit, then its tail.
    let constant = 11_000.0 * 1.56 + 0.16 * 0.4 * 11_000.0 / 0.6;
    let breach = |t, children| Breach { policy: PolicyIx::new(0), year: FIRST.plus(t), children: Children(children) };
    Plan {
        status: PlanStatus::Optimal,
        proven: true,
        objective,
        constant,
        bound: objective - 100.0,
        gap: 100.0 / (objective - constant),
        unplaced_penalty: Pounds(WAITING),
        placements: placements(),
        cells: vec![
            cell(0, 0, 4.0, [0.0, 1.0, 0.0]),
            cell(0, 1, 2.0, [1.0, 0.0, 0.0]),
            cell(1, 0, 4.0, [0.0, 1.5, 0.0]),
            cell(1, 1, 3.0, [0.5, 0.0, 0.0]),
            cell(2, 0, 4.0, [0.0, 1.25, 0.25]),
            cell(2, 1, 2.8, [0.0; 3]),
        ],
        utilisation: utilisation(),
        openings: vec![Some(FIRST), Some(Year(2027))],
        signed: vec![true, false],
        fills: vec![fill(0, 0, 0.5), fill(0, 1, 0.25), fill(1, 1, 1.0)],
        breaches: vec![breach(0, 0.6), breach(1, 0.7)],
        finance: finance(),
        parts: parts(),
    }
}
