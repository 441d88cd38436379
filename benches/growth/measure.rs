//! What one made-up county takes: size of its programme, seconds, gap and memory.

use std::error::Error;
use std::fmt;
use std::hint::black_box;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use placewise::example::{DEFAULT_SEED, Extent, Size, county_of};
use placewise::formulation;
use placewise::network::Network;
use placewise::solve::parts::{Packed, Stages};
use placewise::solve::{Engine, Options};
use placewise::tables::{Source, load_source};

use super::memory::peak_megabytes;

/// Seconds for climb and first plans.
const TIME_LIMIT_S: f64 = 140.0;
/// Seconds after which the engine cuts a climb short.
const CLIMB_LIMIT_S: f64 = 0.25 * TIME_LIMIT_S;
/// Evaluations that one is the mean of, and their temperature in discounted £ a child.
const EVALUATIONS: (usize, f64) = (20, 100.0);
/// Radius of every county, kilometres.
const RADIUS_KM: f64 = 20.0;

/// A county to make up.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct County {
    pub(crate) localities: usize,
    pub(crate) years: usize,
    /// Provisions of each family considered for a cell.
    pub(crate) candidates: usize,
    /// Bases that could open for each 10,000 children.
    pub(crate) bases: f64,
}

/// What it took.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Measured {
    pub(crate) localities: usize,
    pub(crate) years: usize,
    pub(crate) candidates: usize,
    pub(crate) projects: usize,
    starts: usize,
    coefficients: usize,
    seconds_to_raise: f64,
    /// Whether the time limit ended the climb: its seconds say nothing of growth.
    cut_short: bool,
    seconds_an_evaluation: f64,
    seconds_in_all: f64,
    /// `(best − bound) / (best − constant)`; `None` without a plan.
    gap: Option<f64>,
    megabytes: f64,
}

/// Makes up a county, reads it, climbs, and finds first plans.
pub(crate) fn county(county: County) -> Result<Measured, Box<dyn Error>> {
    let County { localities, years, candidates, bases } = county;
    let extent =
        Extent { localities, years, candidates, bases_per_10_000: bases, radius_km: RADIUS_KM, ..Size::L.extent() };
    let made_up = county_of(extent, DEFAULT_SEED);
    let loaded = load_source(&made_up.model_toml, &Source::memory(made_up.tables));
    let case = loaded.case.ok_or_else(|| loaded.diagnostics.to_text())?;
    let network = Network::build(&case);
    let estimate = formulation::estimate(&network);
    let options = Options {
        engine: Engine::Priced,
        gap: 0.0005,
        time_limit_s: TIME_LIMIT_S,
        seed: 1,
        prices: false,
        fixed: None,
    };
    let began = Instant::now();
    let packed = Packed::of(&network);
    let mut stages = Stages::start(&packed, &options);
    let seconds_to_raise = seconds(|| stages.climb());
    let cut_short = began.elapsed().as_secs_f64() > CLIMB_LIMIT_S;
    stages.first_plans()?;
    let seconds_in_all = began.elapsed().as_secs_f64();
    let (times, tau) = EVALUATIONS;
    let evaluations = seconds(|| {
        for _ in 0..times {
            black_box(stages.evaluate(tau));
        }
    });
    Ok(Measured {
        localities: case.localities.len(),
        years,
        candidates,
        projects: case.projects.len(),
        starts: estimate.starts,
        coefficients: estimate.nonzeros,
        seconds_to_raise,
        cut_short,
        seconds_an_evaluation: evaluations / times as f64,
        seconds_in_all,
        gap: Some(stages.gap()).filter(|gap| gap.is_finite()),
        megabytes: peak_megabytes()?,
    })
}

fn seconds(work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_secs_f64()
}

impl Measured {
    /// Headings of the columns that a line is written in.
    pub(crate) const HEADING: &str =
        "localities years candidates projects     starts coefficients raise s   eval ms   all s    gap %  peak MB";

    /// Seconds to raise the bound; not a number where the time limit came first.
    pub(crate) fn seconds(&self) -> f64 {
        if self.cut_short { f64::NAN } else { self.seconds_to_raise }
    }

    /// Seconds an evaluation.
    pub(crate) fn evaluation(&self) -> f64 {
        self.seconds_an_evaluation
    }

    /// Peak memory, megabytes.
    pub(crate) fn memory(&self) -> f64 {
        self.megabytes
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { localities, years, candidates, projects, starts, coefficients, .. } = self;
        write!(f, "{localities:10} {years:5} {candidates:10} {projects:8} {starts:10} {coefficients:12} ")?;
        let (raise, evaluation) = (self.seconds_to_raise, 1e3 * self.seconds_an_evaluation);
        let limit = if self.cut_short { '*' } else { ' ' };
        write!(f, "{raise:7.2}{limit} {evaluation:8.2} {:7.1} ", self.seconds_in_all)?;
        match self.gap {
            Some(gap) => write!(f, "{:8.3} ", 100.0 * gap)?,
            None => write!(f, "{:>8} ", "no plan")?,
        }
        write!(f, "{:8.0}", self.megabytes)
    }
}
