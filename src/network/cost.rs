//! What a child-year on an arc costs.
//!
//! ```text
//! e = annual_cost (most specific row) + share · (fixed_cost + cost_per_km · km) + penalties
//! ```
//!
//! Penalties, in pounds but not money: `last_resort_penalty` where the kind is a last resort (or, for children on roll,
//! unsuitable); `not_preferred_penalty` where the kind is suitable and another is preferred; `over_minutes_penalty` for
//! every minute above the limit of the stage's phase, or of the kind.

use crate::case::{Case, Suitability, TransportRate};
use crate::id::{BandIx, KindIx, NeedIx, ProvisionIx, StageIx};
use crate::units::{Kilometres, Minutes, Pounds};

/// £ per child-year of an arc, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ArcCost {
    /// High-needs budget, on top of place funding.
    pub annual: f64,
    /// Transport budget.
    pub transport: f64,
    /// Penalty: last resort.
    pub last_resort: f64,
    /// Penalty: a better-suited kind exists.
    pub not_preferred: f64,
    /// Penalty: minutes over the guidance.
    pub over_minutes: f64,
}

impl ArcCost {
    /// `e`.
    pub fn total(&self) -> f64 {
        self.annual + self.transport + self.last_resort + self.not_preferred + self.over_minutes
    }
}

/// Costs, suitability and limits, looked up once into dense tables.
#[derive(Debug)]
pub struct CostBook {
    needs: usize,
    bands: usize,
    stages: usize,
    /// By provision, need, band, stage; NaN where no row fits.
    annual: Vec<f64>,
    /// By kind, need, band.
    class: Vec<Class>,
    /// By kind, stage.
    limit: Vec<f64>,
    last_resort_penalty: f64,
    not_preferred_penalty: f64,
    over_minutes_penalty: f64,
}

/// What a kind is to a need and band.
#[derive(Debug, Clone, Copy)]
struct Class {
    suitability: Suitability,
    better_exists: bool,
    transport: TransportRate,
}

impl CostBook {
    /// Looks everything up.
    pub fn of(case: &Case) -> Self {
        let classes = pairs(case);
        let preferred: Vec<bool> = classes
            .iter()
            .map(|&(need, band)| kinds(case).any(|kind| case.suitability(kind, need, band) == Suitability::Preferred))
            .collect();
        let class = kinds(case)
            .flat_map(|kind| classes.iter().zip(&preferred).map(move |(&(need, band), &p)| (kind, need, band, p)))
            .map(|(kind, need, band, preferred)| {
                let suitability = case.suitability(kind, need, band);
                let better_exists = preferred && suitability == Suitability::Suitable;
                Class { suitability, better_exists, transport: case.transport_rate(kind, need, band) }
            })
            .collect();
        let annual = (0..case.provisions.len())
            .map(ProvisionIx::new)
            .flat_map(|p| classes.iter().map(move |&(need, band)| (p, need, band)))
            .flat_map(|(p, need, band)| (0..case.stages.len()).map(move |s| (p, need, band, StageIx::new(s))))
            .map(|(p, need, band, s)| case.annual_cost(p, need, band, s).map_or(f64::NAN, Pounds::get))
            .collect();
        let limit = kinds(case)
            .flat_map(|kind| (0..case.stages.len()).map(move |s| (kind, StageIx::new(s))))
            .map(|(kind, s)| case.minutes_limit(kind, s).get())
            .collect();
        Self {
            needs: case.needs.len(),
            bands: case.bands.len(),
            stages: case.stages.len(),
            annual,
            class,
            limit,
            last_resort_penalty: case.objective.last_resort_penalty.get(),
            not_preferred_penalty: case.objective.not_preferred_penalty.get(),
            over_minutes_penalty: case.objective.over_minutes_penalty.get(),
        }
    }

    /// What a kind is to a need and band.
    fn class(&self, kind: KindIx, need: NeedIx, band: BandIx) -> &Class {
        &self.class[(kind.get() * self.needs + need.get()) * self.bands + band.get()]
    }

    /// Whether this kind can meet this need and band.
    pub fn suitability(&self, kind: KindIx, need: NeedIx, band: BandIx) -> Suitability {
        self.class(kind, need, band).suitability
    }

    /// £ per child-year to the high needs budget; NaN where no cost row fits.
    pub fn annual(&self, provision: ProvisionIx, need: NeedIx, band: BandIx, stage: StageIx) -> f64 {
        let class = (provision.get() * self.needs + need.get()) * self.bands + band.get();
        self.annual[class * self.stages + stage.get()]
    }

    /// Minutes above which a journey to this kind is over the guidance for this stage.
    pub fn minutes_limit(&self, kind: KindIx, stage: StageIx) -> f64 {
        self.limit[kind.get() * self.stages + stage.get()]
    }

    /// The cost of a child-year, part by part; `annual` is NaN where no cost row fits.
    pub fn arc(
        &self,
        at: (ProvisionIx, KindIx),
        class: (NeedIx, BandIx),
        stage: StageIx,
        journey: (Kilometres, Minutes),
    ) -> ArcCost {
        let annual = self.annual(at.0, class.0, class.1, stage);
        ArcCost { annual, ..self.beside_the_place(at.1, class, stage, journey) }
    }

    /// What a child-year costs besides the place itself: `annual` is 0.
    pub fn beside_the_place(
        &self,
        kind: KindIx,
        class: (NeedIx, BandIx),
        stage: StageIx,
        journey: (Kilometres, Minutes),
    ) -> ArcCost {
        let ((need, band), (distance, time)) = (class, journey);
        let class = self.class(kind, need, band);
        let last_resort = class.suitability >= Suitability::LastResort;
        let over = (time.get() - self.minutes_limit(kind, stage)).max(0.0);
        ArcCost {
            annual: 0.0,
            transport: class.transport.annual(distance).get(),
            last_resort: if last_resort { self.last_resort_penalty } else { 0.0 },
            not_preferred: if class.better_exists { self.not_preferred_penalty } else { 0.0 },
            over_minutes: self.over_minutes_penalty * over,
        }
    }
}

fn kinds(case: &Case) -> impl Iterator<Item = KindIx> {
    (0..case.kinds.len()).map(KindIx::new)
}

/// Every need and band, need-major.
fn pairs(case: &Case) -> Vec<(NeedIx, BandIx)> {
    (0..case.needs.len()).flat_map(|n| (0..case.bands.len()).map(move |b| (NeedIx::new(n), BandIx::new(b)))).collect()
}
