//! Which provisions would take which children, how far away they are, and what the plan has made of them each year:
//! what every "why not there" is read from.
//!
//! From the case and the plan alone, so that it can be said of any plan, however it was found.

use crate::case::{Case, Journey, Suitability};
use crate::id::{BandIx, KindIx, LocalityIx, NeedIx, ProvisionIx, SettingIx, StageIx};
use crate::plan::{Plan, Utilisation};
use crate::units::Year;

/// A provision with fewer free places than this is full.
const FREE: f64 = 1e-6;

/// Children who may be told apart only by their year: all of them could go to the same provisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Who {
    pub locality: LocalityIx,
    pub need: NeedIx,
    pub band: BandIx,
    pub stage: StageIx,
}

/// A provision that would take some children, were it open and near with room.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    pub provision: ProvisionIx,
    pub kind: KindIx,
    pub journey: Journey,
    pub suitability: Suitability,
}

/// What the plan has made of every provision, and whom each would take.
pub(super) struct Near<'a> {
    pub case: &'a Case,
    /// By provision and year: how full it is; `None` where it is not open.
    used: Vec<Option<&'a Utilisation>>,
    /// By kind, need and band.
    suits: Vec<Suitability>,
}

impl<'a> Near<'a> {
    /// Looks everything up once.
    pub(super) fn of(case: &'a Case, plan: &'a Plan) -> Self {
        let years = case.years();
        let mut used = vec![None; case.provisions.len() * years];
        for row in &plan.utilisation {
            used[row.provision.get() * years + since(case, row.year)] = Some(row);
        }
        let kinds = (0..case.kinds.len()).map(KindIx::new);
        let needs = || (0..case.needs.len()).map(NeedIx::new);
        let bands = || (0..case.bands.len()).map(BandIx::new);
        let classes = kinds.flat_map(|kind| needs().flat_map(move |need| bands().map(move |band| (kind, need, band))));
        let suits = classes.map(|(kind, need, band)| case.suitability(kind, need, band)).collect();
        Self { case, used, suits }
    }

    /// Whether this kind can meet this need and band.
    pub(super) fn suitability(&self, kind: KindIx, need: NeedIx, band: BandIx) -> Suitability {
        self.suits[(kind.get() * self.case.needs.len() + need.get()) * self.case.bands.len() + band.get()]
    }

    /// The journey to every setting.
    pub(super) fn journeys(&self, locality: LocalityIx) -> Vec<Journey> {
        let settings = (0..self.case.settings.len()).map(SettingIx::new);
        settings.map(|setting| self.case.journey(locality, setting)).collect()
    }

    /// Every provision that takes their need and stage and is not unsuitable, the nearest first; not those of excluded
    /// projects, nor those that close before the plan begins or open after it ends.
    pub(super) fn offers(&self, who: Who, journeys: &[Journey]) -> Vec<Offer> {
        let case = self.case;
        let groups = case[who.stage].year_groups;
        let offer = |(at, provision): (usize, &crate::case::Provision)| {
            let could_open = provision.own_project().is_none_or(|k| !case[k].is_excluded())
                && (0..case.years()).any(|t| provision.is_open(case.year(t)));
            let suitability = self.suitability(provision.kind, who.need, who.band);
            (could_open
                && provision.needs.includes(&who.need)
                && provision.serves(groups)
                && suitability != Suitability::Unsuitable)
                .then(|| Offer {
                    provision: ProvisionIx::new(at),
                    kind: provision.kind,
                    journey: journeys[provision.setting.get()],
                    suitability,
                })
        };
        let mut offers: Vec<Offer> = case.provisions.iter().enumerate().filter_map(offer).collect();
        offers.sort_by(|a, b| a.journey.distance.get().total_cmp(&b.journey.distance.get()));
        offers
    }

    /// Whether it is within `reach_km`.
    pub(super) fn in_reach(&self, offer: &Offer) -> bool {
        offer.journey.distance <= self.case.travel.reach
    }

    /// Whether it is within the travel guidance.
    pub(super) fn in_guidance(&self, offer: &Offer, stage: StageIx) -> bool {
        offer.journey.time <= self.case.minutes_limit(offer.kind, stage)
    }

    /// How full it is in a year; `None` where the plan does not have it open.
    pub(super) fn used(&self, provision: ProvisionIx, year: Year) -> Option<&'a Utilisation> {
        self.used[provision.get() * self.case.years() + since(self.case, year)]
    }

    /// Whether it is open and has no place left.
    pub(super) fn is_full(&self, provision: ProvisionIx, year: Year) -> bool {
        let left = |row: &Utilisation| row.places.map(|places| places.get() - row.placed.get());
        self.used(provision, year).and_then(left).is_some_and(|left| left <= FREE)
    }

    /// The first later year in which the plan has it open.
    pub(super) fn opens_after(&self, provision: ProvisionIx, year: Year) -> Option<Year> {
        (year.0 + 1..=self.case.last_year.0).map(Year).find(|&later| self.used(provision, later).is_some())
    }
}

/// Years since the first.
pub(super) fn since(case: &Case, year: Year) -> usize {
    (year.0 - case.first_year.0) as usize
}
