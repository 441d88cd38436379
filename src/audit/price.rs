//! What a child costs at a provision, per year and after the last year.
//!
//! `e = annual_cost + transport + penalties`. After the last year a child of stage `s` goes on costing
//! `U_s = d·( (w−1)/w · (e_s + U_s) + 1/w · (e_{s+1} + U_{s+1}) )`, the last term only where the provision serves the
//! next stage, with `d = 1/(1+r)`; solved for `U_s`.

use super::progress::Progress;
use crate::case::{Case, Chain, Journey, Suitability, TransportRate};
use crate::id::{BandIx, KindIx, NeedIx, ProvisionIx, StageIx};
use crate::units::Pounds;

/// What one child costs in one year, £.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Price {
    /// High-needs budget, at the spot price.
    pub(super) annual: f64,
    /// Transport budget.
    pub(super) transport: f64,
    /// Penalty: last resort.
    pub(super) last_resort: f64,
    /// Penalty: a better-suited kind exists.
    pub(super) not_preferred: f64,
    /// Penalty: minutes over the travel guidance.
    pub(super) over_minutes: f64,
    /// Whether the kind is a last resort, or unsuitable.
    pub(super) is_last_resort: bool,
    /// Whether the journey is over the travel guidance.
    pub(super) is_over_minutes: bool,
}

impl Price {
    /// `e`: the arc cost.
    pub(super) fn total(&self) -> f64 {
        self.annual + self.transport + self.last_resort + self.not_preferred + self.over_minutes
    }
}

/// The price lists of a case, looked up once.
pub(super) struct Prices<'a> {
    case: &'a Case,
    /// £ per child per year by provision, need, band and stage.
    annual: Vec<f64>,
    /// By kind, need and band.
    transport: Vec<TransportRate>,
    /// By kind, need and band.
    suitability: Vec<Suitability>,
    /// Whether some kind is preferred, by need and band.
    some_preferred: Vec<bool>,
    /// Minutes, by kind and stage.
    limit: Vec<f64>,
}

impl<'a> Prices<'a> {
    /// Looks up every price of the case.
    pub(super) fn new(case: &'a Case) -> Self {
        let classes = || {
            let bands = case.bands.len();
            (0..case.needs.len() * bands).map(move |i| (NeedIx::new(i / bands), BandIx::new(i % bands)))
        };
        let kinds = || (0..case.kinds.len()).map(KindIx::new);
        let stages = || (0..case.stages.len()).map(StageIx::new);
        let by_kind = || kinds().flat_map(move |kind| classes().map(move |(need, band)| (kind, need, band)));
        let annual = (0..case.provisions.len()).map(ProvisionIx::new).flat_map(|provision| {
            classes().flat_map(move |(need, band)| {
                stages().map(move |stage| case.annual_cost(provision, need, band, stage).map_or(0.0, Pounds::get))
            })
        });
        Self {
            case,
            annual: annual.collect(),
            transport: by_kind().map(|(kind, need, band)| case.transport_rate(kind, need, band)).collect(),
            suitability: by_kind().map(|(kind, need, band)| case.suitability(kind, need, band)).collect(),
            some_preferred: classes()
                .map(|(need, band)| kinds().any(|kind| case.suitability(kind, need, band) == Suitability::Preferred))
                .collect(),
            limit: kinds().flat_map(|kind| stages().map(move |s| case.minutes_limit(kind, s).get())).collect(),
        }
    }

    fn class(&self, chain: Chain) -> usize {
        chain.need.get() * self.case.bands.len() + chain.band.get()
    }

    fn kind_class(&self, kind: KindIx, chain: Chain) -> usize {
        kind.get() * self.some_preferred.len() + self.class(chain)
    }

    /// Whether a kind can meet the need and band of a chain.
    pub(super) fn suitability(&self, kind: KindIx, chain: Chain) -> Suitability {
        self.suitability[self.kind_class(kind, chain)]
    }

    /// £ per child per year to the high needs budget.
    pub(super) fn annual(&self, chain: Chain, stage: StageIx, provision: ProvisionIx) -> f64 {
        let class = provision.get() * self.some_preferred.len() + self.class(chain);
        self.annual[class * self.case.stages.len() + stage.get()]
    }

    /// The price of a child of this chain and stage at this provision.
    pub(super) fn of(&self, chain: Chain, stage: StageIx, provision: ProvisionIx) -> Price {
        let journey = self.case.journey(chain.locality, self.case[provision].setting);
        self.after(journey, chain, stage, provision)
    }

    /// The same, the journey being known.
    pub(super) fn after(&self, journey: Journey, chain: Chain, stage: StageIx, provision: ProvisionIx) -> Price {
        let kind = self.case[provision].kind;
        let charge = &self.case.objective;
        let fit = self.suitability(kind, chain);
        let is_last_resort = fit >= Suitability::LastResort;
        let not_preferred = fit == Suitability::Suitable && self.some_preferred[self.class(chain)];
        let over = journey.time.get() - self.limit[kind.get() * self.case.stages.len() + stage.get()];
        Price {
            annual: self.annual(chain, stage, provision),
            transport: self.transport[self.kind_class(kind, chain)].annual(journey.distance).get(),
            last_resort: if is_last_resort { charge.last_resort_penalty.get() } else { 0.0 },
            not_preferred: if not_preferred { charge.not_preferred_penalty.get() } else { 0.0 },
            over_minutes: charge.over_minutes_penalty.get() * over.max(0.0),
            is_last_resort,
            is_over_minutes: over > 0.0,
        }
    }

    /// `U`: what a child placed in the last year goes on costing, £ discounted to the last year.
    pub(super) fn tail(&self, progress: &Progress, chain: Chain, stage: StageIx, provision: ProvisionIx) -> f64 {
        let d = 1.0 / (1.0 + self.case.objective.discount_rate);
        let s = stage.get();
        let next = StageIx::new(s + 1);
        let goes_on = progress.up[s] > 0.0 && self.case[provision].serves(self.case[next].year_groups);
        let later = if goes_on {
            self.of(chain, next, provision).total() + self.tail(progress, chain, next, provision)
        } else {
            0.0
        };
        let stays = progress.stay[s] * self.of(chain, stage, provision).total();
        d * (stays + progress.up[s] * later) / (1.0 - d * progress.stay[s])
    }

    /// What a child waiting in the last year goes on costing until they are past the last stage, £ discounted to the last
    /// year, for a penalty of £1 a year.
    pub(super) fn waiting_tail(&self, progress: &Progress, stage: StageIx) -> f64 {
        let d = 1.0 / (1.0 + self.case.objective.discount_rate);
        let (stays, moves_up) = (progress.stay[stage.get()], progress.up[stage.get()]);
        let later = if moves_up > 0.0 { 1.0 + self.waiting_tail(progress, StageIx::new(stage.get() + 1)) } else { 0.0 };
        d * (stays + moves_up * later) / (1.0 - d * stays)
    }
}
