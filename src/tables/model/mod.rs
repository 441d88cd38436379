//! The model file: title, tables, years, `[travel]`, `[objective]`, `[solver]` and `[scenarios]`.
//!
//! Every setting is read, and every problem reported with its line, before anything is refused.

mod section;

use indexmap::IndexMap;
use toml::de::DeTable;

use self::section::{Between, Section};
use crate::case::{Family, Objective, Penalty, PhaseLimits, SolverSettings, Travel};
use crate::diagnostic::catalogue::{across, references, shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario;
use crate::units::{Kilometres, Minutes, Pounds, Year};

/// The longest horizon, in years.
const LONGEST: i32 = 40;

/// A model file, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFile {
    /// The name of the file.
    pub file: String,
    /// What the plan is about.
    pub title: String,
    /// The tables folder or workbook, relative to the folder of the model file.
    pub tables: String,
    /// A `GeoJSON` file of the localities' boundaries, relative to the folder of the model file.
    pub boundaries: Option<String>,
    /// The first academic year planned.
    pub first_year: Year,
    /// The last academic year planned.
    pub last_year: Year,
    /// The year whose prices all money is in.
    pub price_year: i32,
    /// `[travel]`.
    pub travel: Travel,
    /// `[objective]`.
    pub objective: Objective,
    /// `[solver]`.
    pub solver: SolverSettings,
    /// `[scenarios]`: names of patches by scenario, in the order in which they are applied.
    pub scenarios: IndexMap<String, Vec<String>>,
    /// The line of each scenario.
    pub(crate) scenario_lines: Vec<u64>,
}

impl ModelFile {
    /// Reads a model file. A model with an error is returned where its years are known, so that the tables can be
    /// checked against them; the diagnostics say whether it may be used.
    pub fn parse(text: &str, file: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (root, problems) = DeTable::parse_recoverable(text);
        for problem in &problems {
            let mut diagnostic = Diagnostic::new(&shape::E102, sentence(problem.message())).file(file);
            if let Some(span) = problem.span() {
                let (row, column) = section::position(text, span.start);
                diagnostic = diagnostic.row(row).column(format!("character {column}"));
            }
            diagnostics.push(diagnostic);
        }
        // What stands after a syntax error cannot be trusted, so missing settings are only reported without one.
        if !problems.is_empty() {
            return None;
        }
        let mut top = Section::new(text, file, root.get_ref(), diagnostics);
        let model = Self::read(&mut top);
        top.finish();
        model
    }

    /// The tables as they are, then every scenario.
    pub fn scenario_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(scenario::BASE).chain(self.scenarios.keys().map(String::as_str))
    }

    /// The tables a model names, if it is well formed and names any.
    pub(crate) fn tables_of(text: &str) -> Option<String> {
        let root = DeTable::parse(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()?;
        root.get_ref().get("tables")?.get_ref().as_str().map(str::to_owned)
    }

    /// The boundaries a model names, if it is well formed and names any.
    pub(crate) fn boundaries_of(text: &str) -> Option<String> {
        let root = DeTable::parse(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()?;
        root.get_ref().get("boundaries")?.get_ref().as_str().map(str::to_owned)
    }

    /// The text of a model with the boundaries it names at another path.
    pub(crate) fn with_boundaries_at(text: &str, path: &str) -> String {
        let mut text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let place = DeTable::parse(&text).ok().and_then(|root| Some(root.get_ref().get("boundaries")?.span()));
        if let Some(place) = place {
            text.replace_range(place, &toml::Value::from(path).to_string());
        }
        text
    }

    fn read(top: &mut Section<'_, '_>) -> Option<Self> {
        let title = top.text("title").unwrap_or_else(|| top.file().trim_end_matches(".toml").to_owned());
        let tables = top.text("tables").unwrap_or_default();
        let boundaries = top.text("boundaries");
        let first = top.required_year("first_year");
        let last = top.required_year("last_year");
        let price_year = top.required_whole("price_year", Between(1990, 2150));
        if let (Some(first), Some(last)) = (first, last) {
            check_horizon(first, last, top);
        }
        let travel = top.section("travel", read_travel).unwrap_or_default();
        let objective = top.section("objective", read_objective).unwrap_or_default();
        let solver = top.section("solver", read_solver).unwrap_or_default();
        let (scenarios, scenario_lines) = top.section("scenarios", read_scenarios).unwrap_or_default();
        let (first, last) = (first?, last?);
        (first <= last && last - first < i64::from(LONGEST)).then(|| Self {
            file: top.file().to_owned(),
            title,
            tables,
            boundaries,
            first_year: Year(first as i32),
            last_year: Year(last as i32),
            price_year: price_year.unwrap_or(first) as i32,
            travel,
            objective,
            solver,
            scenarios,
            scenario_lines,
        })
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.trim().chars();
    let first = chars.next().map_or_else(String::new, |c| c.to_uppercase().collect());
    first + chars.as_str() + "."
}

fn check_horizon(first: i64, last: i64, top: &mut Section<'_, '_>) {
    if last < first {
        top.refuse(&across::E415, "last_year", format!("last_year {last} comes before first_year {first}."), None);
    } else if last - first >= i64::from(LONGEST) {
        let message = format!("{} years are planned; {LONGEST} is the most.", last - first + 1);
        top.refuse(&shape::E105, "last_year", message, None);
    }
}

fn read_travel(at: &mut Section<'_, '_>) -> Travel {
    let fallback = Travel::default();
    let limits = fallback.max_minutes;
    let max_minutes = at
        .section("max_minutes", |at| PhaseLimits {
            primary: Minutes(at.number("primary", limits.primary.get(), Between(0.0, 1440.0))),
            secondary: Minutes(at.number("secondary", limits.secondary.get(), Between(0.0, 1440.0))),
            post16: Minutes(at.number("post16", limits.post16.get(), Between(0.0, 1440.0))),
        })
        .unwrap_or(limits);
    let mut candidates = fallback.candidates;
    at.section("candidates", |at| {
        for (family, kept) in Family::ALL.into_iter().zip(&mut candidates) {
            *kept = at.whole(family.as_str(), *kept as i64, Between(0, 1_000_000)) as usize;
        }
    });
    Travel {
        circuity: at.number("circuity", fallback.circuity, Between(1.0, 5.0)),
        speed_kmh: at.number("speed_kmh", fallback.speed_kmh, Between(1.0, 150.0)),
        max_minutes,
        reach: Kilometres(at.number("reach_km", fallback.reach.get(), Between(0.1, 1_000_000.0))),
        candidates,
    }
}

fn read_objective(at: &mut Section<'_, '_>) -> Objective {
    let fallback = Objective::default();
    let pounds = Between(0.0, 1e9);
    let unplaced_penalty = match at.text_or_number("unplaced_penalty") {
        Some(Err(value)) => {
            at.check("unplaced_penalty", value, pounds).map_or(Penalty::Auto, |v| Penalty::Fixed(Pounds(v)))
        }
        Some(Ok(text)) if text != "auto" => {
            let message = format!("unplaced_penalty is \"auto\" or a number of pounds, not \"{text}\".");
            at.refuse(&shape::E104, "unplaced_penalty", message, None);
            Penalty::Auto
        }
        _ => Penalty::Auto,
    };
    Objective {
        discount_rate: at.number("discount_rate", fallback.discount_rate, Between(0.0, 0.5)),
        asset_life: at.whole("asset_life", i64::from(fallback.asset_life), Between(0, 200)) as u32,
        capital_weight: at.number("capital_weight", fallback.capital_weight, Between(0.0, 100.0)),
        unplaced_penalty,
        last_resort_penalty: Pounds(at.number("last_resort_penalty", fallback.last_resort_penalty.get(), pounds)),
        not_preferred_penalty: Pounds(at.number("not_preferred_penalty", fallback.not_preferred_penalty.get(), pounds)),
        over_minutes_penalty: Pounds(at.number("over_minutes_penalty", fallback.over_minutes_penalty.get(), pounds)),
        count_tail: at.flag("count_tail", fallback.count_tail),
    }
}

fn read_solver(at: &mut Section<'_, '_>) -> SolverSettings {
    let fallback = SolverSettings::default();
    SolverSettings {
        gap: at.number("gap", fallback.gap, Between(1e-9, 0.999_999)),
        time_limit_s: at.number("time_limit_s", fallback.time_limit_s, Between(1.0, 1e7)),
        threads: at.whole("threads", fallback.threads as i64, Between(0, 1024)) as usize,
        seed: at.whole("seed", i64::from(fallback.seed), Between(0, i64::from(i32::MAX))) as u32,
    }
}

fn read_scenarios(at: &mut Section<'_, '_>) -> (IndexMap<String, Vec<String>>, Vec<u64>) {
    let (names, lines): (Vec<String>, Vec<u64>) = at.keys().into_iter().unzip();
    let mut taken = vec![String::new(), scenario::BASE.to_owned(), scenario::ALL.to_owned()];
    for name in &names {
        let slug = scenario::slug(name);
        if taken.contains(&slug) {
            let message = format!("A scenario cannot be called \"{name}\": the name of its run folder is taken.");
            at.refuse(&references::E310, name, message, None);
        }
        taken.push(slug);
    }
    (names.into_iter().map(|name| (name.clone(), at.texts(&name))).collect(), lines)
}
