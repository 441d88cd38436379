//! A small good case, and patches to it.
//!
//! One village, eight children with autism in Reception to Year 6; a resource base with five places ten kilometres away
//! and an unlimited independent school twenty kilometres away. No discounting, no tail, no transport, no penalties for
//! second-best kinds: sums can be done in the head.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use placewise::audit::audit;
use placewise::case::Case;
use placewise::network::Network;
use placewise::plan::Plan;
use placewise::solve::progress::Quiet;
use placewise::solve::{self, Decisions, Engine, Options};
use placewise::tables::{Source, load_source};

/// Tables as text, and a model file.
#[derive(Clone)]
pub(crate) struct Tables {
    model: BTreeMap<String, String>,
    tables: BTreeMap<String, String>,
}

impl Tables {
    pub(crate) fn village() -> Self {
        let mut village = Self { model: BTreeMap::new(), tables: BTreeMap::new() };
        for (key, value) in [
            ("first_year", "2026"),
            ("last_year", "2026"),
            ("travel.circuity", "1.0"),
            ("travel.speed_kmh", "60.0"),
            ("travel.max_minutes", "{ primary = 45, secondary = 75, post16 = 75 }"),
            ("travel.reach_km", "60.0"),
            ("objective.discount_rate", "0.0"),
            ("objective.asset_life", "0"),
            ("objective.capital_weight", "1.0"),
            ("objective.last_resort_penalty", "0.0"),
            ("objective.not_preferred_penalty", "0.0"),
            ("objective.over_minutes_penalty", "0.0"),
            ("objective.count_tail", "false"),
        ] {
            village.model.insert(key.into(), value.into());
        }
        village
            .table("localities", "locality,authority,easting,northing\nVillage,Shire,450000,300000\n")
            .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,8\n")
            .table("settings", "setting,easting,northing\nNear,460000,300000\nFar,470000,300000\n")
            .table(
                "provisions",
                "provision,setting,kind,needs,year_groups,places,overfill\n\
                 Base,Near,resource_base,ASD,0-6,5,0\nISS,Far,independent,*,0-14,,0\n",
            )
            .table("costs", "kind,annual_cost\nresource_base,15000\nindependent,60000\n")
    }

    /// The same with a setting of the model file.
    pub(crate) fn setting(mut self, key: &str, value: &str) -> Self {
        self.model.insert(key.into(), value.into());
        self
    }

    /// The same with a whole table.
    pub(crate) fn table(mut self, name: &str, csv: &str) -> Self {
        self.tables.insert(name.into(), csv.into());
        self
    }

    /// The same with one more row.
    pub(crate) fn row(mut self, name: &str, row: &str) -> Self {
        let table = self.tables.get_mut(name).unwrap_or_else(|| panic!("no table {name}"));
        table.push_str(row);
        table.push('\n');
        self
    }

    /// The case; panics with every diagnostic where there is none.
    pub(crate) fn case(&self) -> Case {
        let mut model = String::from("title = \"Village\"\ntables = \"tables\"\nprice_year = 2025\n");
        for (key, value) in self.model.iter().filter(|(key, _)| !key.contains('.')) {
            let _ = writeln!(model, "{key} = {value}");
        }
        for section in ["travel", "objective"] {
            let _ = writeln!(model, "[{section}]");
            for (key, value) in &self.model {
                if let Some(key) = key.strip_prefix(section).and_then(|key| key.strip_prefix('.')) {
                    let _ = writeln!(model, "{key} = {value}");
                }
            }
        }
        let source = Source::memory(self.tables.iter().map(|(name, csv)| (name.as_str(), csv.as_str())));
        let loaded = load_source(&model, &source);
        loaded.case.unwrap_or_else(|| panic!("{}", loaded.diagnostics.to_text()))
    }

    /// The best plan, audited.
    pub(crate) fn solve(&self) -> Solved {
        Solved::of(&self.case(), None)
    }
}

/// A plan that has passed its audit.
pub(crate) struct Solved {
    pub(crate) plan: Plan,
}

impl Solved {
    pub(crate) fn of(case: &Case, fixed: Option<Decisions>) -> Self {
        let network = Network::build(case);
        let options = Options { engine: Engine::Auto, gap: 1e-8, time_limit_s: 60.0, seed: 1, prices: true, fixed };
        let outcome = solve::solve(&network, &options, &Quiet).expect("a plan");
        let plan = Plan::from_outcome(&network, &outcome);
        audited(case, &plan);
        assert!(outcome.bound <= outcome.objective + 1e-6);
        Self { plan }
    }

    pub(crate) fn objective(&self) -> f64 {
        self.plan.objective
    }

    /// Child-years at a provision, by position in the case.
    pub(crate) fn placed(&self, provision: usize, year: i32) -> f64 {
        self.plan
            .placements
            .iter()
            .filter(|p| p.provision.get() == provision && p.year.0 == year)
            .map(|p| p.children.get())
            .sum()
    }

    pub(crate) fn unplaced(&self) -> f64 {
        self.plan.cells.iter().map(|cell| cell.unplaced.get()).sum()
    }
}

/// A plan passes its audit.
#[track_caller]
pub(crate) fn audited(case: &Case, plan: &Plan) {
    let audit = audit(case, plan);
    let failed: Vec<_> = audit.checks.iter().filter(|check| !check.passed).collect();
    assert!(failed.is_empty(), "the audit failed: {failed:#?}");
}

/// Pounds agree to a penny.
#[track_caller]
pub(crate) fn assert_pounds(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.01, "found £{found}, expected £{expected}");
}
