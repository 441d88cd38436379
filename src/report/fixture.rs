//! A village with ten children a year, a base with four places that a project doubles, an independent school with two
//! block offers of which one is signed; two years.

use std::collections::BTreeMap;

use crate::answers::{Answers, Decision, Gain, NextPlace, Relaxation, Relaxed, Replanned, Totals, WhyUnknown};
use crate::audit::{Audit, Check};
use crate::case::{
    Band, Budget, Case, Chain, Commitment, Contract, CostRule, CostScope, Family, Forecast, Kind, Locality, Need,
    Objective, Origin, Point, Project, Provision, Scope, Setting, SolverSettings, Stage, Status, Travel, YearGroups,
};
use crate::id::{
    BandId, BandIx, ContractId, ContractIx, KindId, KindIx, LocalityId, LocalityIx, NeedId, NeedIx, ProjectId,
    ProjectIx, ProvisionId, ProvisionIx, SettingId, SettingIx, StageId, StageIx,
};
use crate::plan::{
    CellOutcome, ContractFill, FinanceLine, Line, ObjectiveParts, Placement, Plan, PlanStatus, Reason, Utilisation,
};
use crate::report::{Figures, Glance, InputFile, Machine, ModelSize, Record, RunFiles, Settings, Told, files};
use crate::units::{Children, Kilometres, Minutes, Pounds, Year};

const SECONDARY: YearGroups = YearGroups { lowest: 7, highest: 11 };

pub(crate) fn case() -> Case {
    let chain = Chain { locality: LocalityIx::new(0), need: NeedIx::new(0), band: BandIx::new(0) };
    let mut forecast = Forecast::new(vec![chain], 1, 2);
    forecast.add(0, StageIx::new(0), 0, Children(10.0));
    forecast.add(0, StageIx::new(0), 1, Children(10.0));
    let at = Point { easting: 400_000.0, northing: 300_000.0 };
    Case {
        title: "Little Shire".into(),
        scenario: crate::case::Scenario::default(),
        first_year: Year(2026),
        last_year: Year(2027),
        price_year: 2025,
        travel: Travel::default(),
        objective: Objective::default(),
        solver: SolverSettings::default(),
        localities: vec![Locality {
            id: LocalityId::new("L1").unwrap(),
            name: "Ashby, North".into(),
            authority: "Shire".into(),
            area: "North".into(),
            at,
            boundary: vec![],
        }],
        needs: vec![Need { id: NeedId::new("ASD").unwrap() }],
        bands: vec![Band { id: BandId::new("-").unwrap() }],
        stages: vec![Stage { id: StageId::new("7-11").unwrap(), year_groups: SECONDARY }],
        forecast,
        roll: vec![],
        settings: vec![setting("100001", "Ashby School", at), setting("100002", "Beech House", at)],
        kinds: vec![kind("resource_base", Family::Base), kind("independent", Family::Independent)],
        provisions: vec![provision("ashby-base", 0, 0, Some(4.0)), provision("beech", 1, 1, None)],
        costs: vec![cost(0, 12_000.0), cost(1, 60_000.0)],
        transport: vec![],
        suitability: vec![],
        measured: BTreeMap::new(),
        projects: vec![project("grow", "Ashby base, four more", 2027), project("never", "never", 2026)],
        contracts: vec![contract("block-4", 4.0, 48_000.0), contract("block-9", 9.0, 58_000.0)],
        budget: Some(Budget {
            capital: vec![Pounds(100_000.0), Pounds(50_000.0)],
            high_needs: vec![Some(Pounds(400_000.0)), None],
        }),
        policies: vec![],
    }
}

fn setting(id: &str, name: &str, at: Point) -> Setting {
    Setting { id: SettingId::new(id).unwrap(), name: name.into(), authority: "Shire".into(), at }
}

fn kind(id: &str, family: Family) -> Kind {
    Kind {
        id: KindId::new(id).unwrap(),
        name: id.into(),
        family,
        place_funding: Pounds(0.0),
        overfill: 0.0,
        overfill_cost: Pounds(0.0),
        max_minutes: None,
    }
}

fn provision(id: &str, setting: usize, kind: usize, places: Option<f64>) -> Provision {
    Provision {
        id: ProvisionId::new(id).unwrap(),
        name: id.into(),
        setting: SettingIx::new(setting),
        kind: KindIx::new(kind),
        needs: Scope::All,
        year_groups: SECONDARY,
        places: places.map(|n| vec![Children(n); 2]),
        reserved: vec![Children(0.0); 2],
        opens: None,
        closes: None,
        place_funding: Pounds(0.0),
        overfill: 0.0,
        min_children: None,
        origin: Origin::Existing,
    }
}

fn cost(provision: usize, annual_cost: f64) -> CostRule {
    CostRule {
        scope: CostScope::Provision(ProvisionIx::new(provision)),
        need: None,
        band: None,
        year_groups: None,
        annual_cost: Pounds(annual_cost),
    }
}

fn project(id: &str, name: &str, earliest: i32) -> Project {
    Project {
        id: ProjectId::new(id).unwrap(),
        name: name.into(),
        provision: ProvisionIx::new(0),
        places: Children(4.0),
        capital_cost: Pounds(120_000.0),
        annual_cost: Pounds(40_000.0),
        earliest: Year(earliest),
        latest: Year(2027),
        fill: vec![1.0],
        group: None,
        requires: vec![],
        min_children: None,
        status: Status::Optional,
    }
}

fn contract(id: &str, places: f64, price: f64) -> Contract {
    Contract {
        id: ContractId::new(id).unwrap(),
        name: format!("Beech House, {places} places"),
        provision: ProvisionIx::new(1),
        needs: Scope::All,
        year_groups: None,
        first_year: Year(2026),
        last_year: Year(2028),
        places: Children(places),
        price: Pounds(price),
        take_or_pay: 0.8,
        covers_roll: false,
        group: None,
        status: Commitment::Optional,
        uplift: 0.0,
        new_places: Children(0.0),
    }
}

/// 2026: 4 at the base, 5⅔ at Beech House (3½ in the block), ⅓ waits. 2027: 7 at the base, 3 at Beech House, all in
/// the block.
pub(crate) fn plan() -> Plan {
    let placements = vec![
        placement(2026, 0, 4.0, 4.0, false),
        placement(2026, 1, 13.0 / 6.0, 13.0 / 6.0, false),
        placement(2026, 1, 3.5, 3.5, true),
        placement(2027, 0, 7.0, 3.0, false),
        placement(2027, 1, 3.0, 0.0, true),
    ];
    let finance = vec![
        line(2026, Line::Placements, 388_000.0),
        line(2026, Line::CoveredByContracts, -210_000.0),
        line(2026, Line::Contracts, 187_200.0),
        line(2026, Line::Projects, 0.0),
        line(2026, Line::Capital, 0.0),
        line(2027, Line::Placements, 264_000.0),
        line(2027, Line::CoveredByContracts, -180_000.0),
        line(2027, Line::Contracts, 182_400.0),
        line(2027, Line::Projects, 40_000.0),
        line(2027, Line::Capital, 120_000.0),
    ];
    Plan {
        status: PlanStatus::Optimal,
        proven: true,
        objective: 1_000_123.456,
        constant: 0.0,
        bound: 999_723.4,
        gap: 0.0004,
        unplaced_penalty: Pounds(150_000.0),
        fills: vec![fill(2026, 3.5), fill(2027, 3.0)],
        placements,
        cells: vec![cell(2026, 1.0 / 3.0, 2.0), cell(2027, 0.0, 0.0)],
        utilisation: vec![
            used(2026, 0, Some(4.0), 4.0),
            used(2026, 1, None, 17.0 / 3.0),
            used(2027, 0, Some(8.0), 7.0),
            used(2027, 1, None, 3.0),
        ],
        openings: vec![Some(Year(2027)), None],
        signed: vec![true, false],
        breaches: vec![],
        finance,
        parts: ObjectiveParts { placements: 1_000_123.456, ..ObjectiveParts::default() },
    }
}

fn placement(year: i32, provision: usize, children: f64, starting: f64, in_block: bool) -> Placement {
    Placement {
        year: Year(year),
        locality: LocalityIx::new(0),
        need: NeedIx::new(0),
        band: BandIx::new(0),
        stage: StageIx::new(0),
        provision: ProvisionIx::new(provision),
        children: Children(children),
        starting: Children(starting),
        distance: Kilometres(2.5),
        time: Minutes(4.6875),
        annual_cost: Pounds([12_000.0, 60_000.0][provision]),
        transport_cost: Pounds(0.0),
        contract: in_block.then(|| ContractIx::new(0)),
    }
}

fn line(year: i32, line: Line, amount: f64) -> FinanceLine {
    FinanceLine { year: Year(year), line, amount: Pounds(amount) }
}

fn fill(year: i32, children: f64) -> ContractFill {
    ContractFill {
        year: Year(year),
        contract: ContractIx::new(0),
        need: NeedIx::new(0),
        band: BandIx::new(0),
        stage: StageIx::new(0),
        children: Children(children),
    }
}

fn cell(year: i32, unplaced: f64, displaced: f64) -> CellOutcome {
    CellOutcome {
        year: Year(year),
        locality: LocalityIx::new(0),
        need: NeedIx::new(0),
        band: BandIx::new(0),
        stage: StageIx::new(0),
        children: Children(10.0),
        unplaced: Children(unplaced),
        over_minutes: Children(0.0),
        last_resort: Children(0.0),
        displaced: Children(displaced),
        reason: (unplaced > 0.0).then_some(Reason::Full),
        wanted_kind: (displaced > 0.0).then(|| KindIx::new(0)),
    }
}

fn used(year: i32, provision: usize, places: Option<f64>, placed: f64) -> Utilisation {
    Utilisation {
        year: Year(year),
        provision: ProvisionIx::new(provision),
        places: places.map(Children),
        reserved: Children(0.0),
        placed: Children(placed),
        overfilled: Children(0.0),
        marginal_value: places.map(|_| Pounds(1234.5)),
    }
}

/// One limit worked out, one not.
pub(crate) fn relaxed() -> Vec<Relaxed> {
    let more = Totals { money: -1_500.0, unplaced: -1.0 / 3.0, displaced: 0.0 };
    let gain = Gain { objective: 20_000.0, within: 400.0, more: Some(more) };
    let by_prices = Gain { objective: 9_000.0, within: 1_000.0, more: None };
    vec![
        Relaxed { what: Relaxation::Capital, gain: Ok(gain) },
        Relaxed { what: Relaxation::Minutes, gain: Ok(by_prices) },
        Relaxed { what: Relaxation::Unused(ContractIx::new(0)), gain: Err(WhyUnknown::NoTime) },
    ]
}

/// The first project without, the second with everything else planned anew.
pub(crate) fn replanned() -> Vec<Replanned> {
    let of = |k: usize, cost: f64, instead: &str| {
        let decision = Decision::Project(ProjectIx::new(k));
        Replanned { decision, cost, instead: instead.to_owned() }
    };
    vec![of(0, 2_500.0, "opens never in 2027/28"), of(1, -1.25, "")]
}

pub(crate) fn audit(passed: bool) -> Audit {
    let check = |what, passed: bool| Check {
        name: "check",
        what,
        passed,
        worst: if passed { 0.0 } else { 1.5 },
        unit: "children",
        examples: if passed { vec![] } else { vec!["2026/27, L1, ASD, 7-11: 9 of 10".to_owned()] },
    };
    Audit {
        checks: vec![check("everybody is placed or waits", passed), check("no budget is overspent", true)],
        objective: 1_000_123.456,
        parts: ObjectiveParts::default(),
        finance: vec![],
    }
}

pub(crate) fn record() -> Record {
    Record {
        placewise: "0.1.0".into(),
        model: "model.toml".into(),
        scenario: "base".into(),
        steps: vec![],
        vary: indexmap::IndexMap::default(),
        began_from: None,
        inputs: vec![InputFile { name: "costs".into(), path: "tables/costs.csv".into(), sha256: "ab12".into() }],
        settings: Settings {
            engine: "auto".into(),
            gap: 0.0005,
            time_limit_s: 60.0,
            threads: 0,
            seed: 1,
            asked: super::Asked::default(),
        },
        started: "2026-01-02T03:04:05Z".into(),
        duration: 1.5,
        seconds: indexmap::IndexMap::default(),
        machine: Machine { os: "linux".into(), arch: "x86_64".into(), processors: 2 },
        solver: "HiGHS".into(),
        status: "optimal".into(),
    }
}

/// A unit that nobody has planned, by prices.
pub(crate) fn next_place() -> NextPlace {
    NextPlace {
        kind: KindIx::new(0),
        needs: "ASD;SEMH".into(),
        year_groups: "7-11".into(),
        setting: SettingIx::new(0),
        places: Children(10.0),
        opens: Year(2027),
        value: Pounds(12_345.678),
        within: Pounds(99.0),
        less: None,
        children: Children(8.5),
        independent: Children(4.25),
        minutes: -30.0,
    }
}

/// A run with all that is told of it.
pub(crate) struct Run {
    pub(crate) case: Case,
    pub(crate) plan: Plan,
    pub(crate) answers: Answers,
    pub(crate) figures: Figures,
    audit: Audit,
    record: Record,
}

impl Run {
    /// Of the plan; the audit has passed.
    pub(crate) fn of(answers: Answers) -> Self {
        let (case, plan, audit, record) = (case(), plan(), audit(true), record());
        let figures = Figures::new(&case, &plan, &audit, ModelSize { columns: 3, rows: 2, nonzeros: 5 });
        Self { case, plan, answers, figures, audit, record }
    }

    /// What there is to tell.
    pub(crate) fn told(&self) -> Told<'_> {
        let Self { case, plan, answers, figures, audit, record } = self;
        Told { case, plan, audit, figures, answers, record, published: None }
    }

    /// The files of its folder.
    pub(crate) fn files(&self) -> RunFiles {
        files(self.told(), || None).into_iter().map(|file| file.into_bytes().unwrap()).collect()
    }
}

/// The run folder of the plan, at a glance.
pub(crate) fn glance() -> Glance {
    Glance::of(&Run::of(Answers::default()).files()).unwrap()
}
