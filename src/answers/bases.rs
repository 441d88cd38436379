//! Why not a base? Of the children in special and independent schools: how many a base at a mainstream school could
//! take by their need, and what stands in the way.
//!
//! Barriers are looked for in the order of [`Barrier`], and every child is counted at the first that holds, so that the
//! barriers of a group add up to its children.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::near::{Near, Offer, Who};
use crate::case::{Case, Family, Phase, Suitability};
use crate::id::{KindIx, NeedIx, ProjectIx, ProvisionIx};
use crate::plan::{Placement, Plan};
use crate::units::Year;

/// What stands between a child and a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barrier {
    /// No kind of base can meet the need.
    Unsuitable,
    /// No base that takes the need and year group is within reach.
    NoneInReach,
    /// Those within reach are not open in the year.
    NotOpen,
    /// Those open are over the travel guidance.
    TooLong,
    /// Those open within the guidance are full.
    Full,
    /// There is room, and the child was already placed elsewhere.
    Settled,
    /// There is room, and the plan places the child elsewhere: it comes to less by its own measure.
    Chosen,
}

impl Barrier {
    /// Every barrier, in the order in which they are looked for.
    pub const ALL: [Self; 7] =
        [Self::Unsuitable, Self::NoneInReach, Self::NotOpen, Self::TooLong, Self::Full, Self::Settled, Self::Chosen];
}

/// Children of one need and phase in one kind of special or independent school in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct NotInBase {
    /// The academic year.
    pub year: Year,
    /// The kind of school they are in.
    pub kind: KindIx,
    /// Their primary need.
    pub need: NeedIx,
    /// Their phase.
    pub phase: Phase,
    /// Of them, at a school that a project of the plan has opened or made larger by then.
    pub at_projects: f64,
    /// How many each barrier keeps, in the order of [`Barrier::ALL`].
    pub kept: [f64; 7],
}

impl NotInBase {
    /// Children.
    pub fn children(&self) -> f64 {
        self.kept.iter().sum()
    }

    /// Of them, those whose need a base can meet.
    pub fn could(&self) -> f64 {
        self.children() - self.kept_by(Barrier::Unsuitable)
    }

    /// Of them, those at this barrier.
    pub fn kept_by(&self, barrier: Barrier) -> f64 {
        self.kept[barrier as usize]
    }
}

/// What children share who are counted together.
type Key = (Year, KindIx, NeedIx, Phase);

/// Children at projects, and at each barrier.
type Counts = (f64, [f64; 7]);

/// Every group, by year, kind, need and phase.
pub(super) fn of(case: &Case, plan: &Plan) -> Vec<NotInBase> {
    let near = Near::of(case, plan);
    let family = |placement: &Placement| case[case[placement.provision].kind].family;
    let counts = |placement: &&Placement| matches!(family(placement), Family::Special | Family::Independent);
    let mut there: Vec<&Placement> = plan.placements.iter().filter(counts).collect();
    there.sort_by_key(|placement| who(placement));
    let here: Vec<&[&Placement]> = there.chunk_by(|a, b| a.locality == b.locality).collect();
    let found: Vec<BTreeMap<Key, Counts>> = here.par_iter().map(|group| in_locality(&near, plan, group)).collect();
    let mut groups: BTreeMap<Key, Counts> = BTreeMap::new();
    for (key, (at_projects, kept)) in found.into_iter().flatten() {
        let sums = groups.entry(key).or_default();
        sums.0 += at_projects;
        sums.1.iter_mut().zip(kept).for_each(|(sum, n)| *sum += n);
    }
    let group =
        |((year, kind, need, phase), (at_projects, kept))| NotInBase { year, kind, need, phase, at_projects, kept };
    groups.into_iter().map(group).collect()
}

fn who(placement: &Placement) -> Who {
    Who { locality: placement.locality, need: placement.need, band: placement.band, stage: placement.stage }
}

/// The groups of one locality's placements, which are sorted by who they are.
fn in_locality(near: &Near, plan: &Plan, placements: &[&Placement]) -> BTreeMap<Key, Counts> {
    let case = near.case;
    let mut groups = BTreeMap::<Key, Counts>::new();
    let Some(locality) = placements.first().map(|placement| placement.locality) else { return groups };
    let journeys = near.journeys(locality);
    for placements in placements.chunk_by(|a, b| who(a) == who(b)) {
        let who = who(placements[0]);
        let mut bases = near.offers(who, &journeys);
        bases.retain(|offer| is_base(case, offer.kind) && offer.suitability < Suitability::LastResort);
        let phase = case[who.stage].year_groups.phase();
        for placement in placements {
            let key = (placement.year, case[placement.provision].kind, who.need, phase);
            let (at_projects, kept) = groups.entry(key).or_default();
            let (all, new) = (placement.children.get(), placement.starting.get());
            if is_at_project(case, plan, placement.provision, placement.year) {
                *at_projects += all;
            }
            if let Some(barrier) = barrier(near, who, &bases, placement.year) {
                kept[barrier as usize] += all;
            } else {
                kept[Barrier::Settled as usize] += all - new;
                kept[Barrier::Chosen as usize] += new;
            }
        }
    }
    groups
}

fn is_base(case: &Case, kind: KindIx) -> bool {
    case[kind].family == Family::Base
}

/// Whether a project has opened or grown a provision by this year.
fn is_at_project(case: &Case, plan: &Plan, provision: ProvisionIx, year: Year) -> bool {
    let adds = |(at, project): (usize, &crate::case::Project)| {
        project.provision == provision && plan.age(ProjectIx::new(at), year).is_some()
    };
    case.projects.iter().enumerate().any(adds)
}

/// What keeps these children from a base in this year; `None` where one has room.
fn barrier(near: &Near, who: Who, bases: &[Offer], year: Year) -> Option<Barrier> {
    let case = near.case;
    let mut kinds = (0..case.kinds.len()).map(KindIx::new).filter(|&kind| is_base(case, kind));
    let suits = |kind: KindIx| near.suitability(kind, who.need, who.band) < Suitability::LastResort;
    if !kinds.any(suits) {
        return Some(Barrier::Unsuitable);
    }
    let passes = |barrier: Barrier, base: &Offer| match barrier {
        Barrier::NoneInReach => near.in_reach(base),
        Barrier::NotOpen => near.used(base.provision, year).is_some(),
        Barrier::TooLong => near.in_guidance(base, who.stage),
        _ => !near.is_full(base.provision, year),
    };
    let mut left: Vec<&Offer> = bases.iter().collect();
    [Barrier::NoneInReach, Barrier::NotOpen, Barrier::TooLong, Barrier::Full].into_iter().find(|&barrier| {
        left.retain(|base| passes(barrier, base));
        left.is_empty()
    })
}
