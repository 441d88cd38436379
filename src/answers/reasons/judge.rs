//! Why some children are where they are in one year, structural reasons first.
//!
//! | trouble | what would have been right for them |
//! |---|---|
//! | without a place | any provision that takes them, within reach |
//! | over the guidance | one that suits them, within the travel guidance |
//! | at last resort | one that suits them, within reach |
//! | displaced | an existing one of the kind they wanted, within reach; by definition all of those are full |
//!
//! Were none of those open in the year, or all of them full, that is the reason; else there was room, and the plan had
//! other grounds.

use super::super::near::{Near, Offer, Who};
use super::Trouble;
use crate::case::Suitability;
use crate::id::ProvisionIx;
use crate::plan::{CellOutcome, Reason};
use crate::units::Year;

/// Why, and what shows it.
pub(super) struct Verdict {
    pub reason: Reason,
    /// The nearest provision that would be right for them, however far.
    pub nearest: Option<Offer>,
    /// The provisions that are full, the nearest first.
    pub full: Vec<ProvisionIx>,
    /// The provision that is first to open later, and when.
    pub opens: Option<(ProvisionIx, Year)>,
}

/// Judges the children of a cell who are in some trouble; `offers` are the provisions that would take them.
pub(super) fn judge(near: &Near, (who, cell): (Who, &CellOutcome), offers: &[Offer], trouble: Trouble) -> Verdict {
    let right: Vec<&Offer> = offers.iter().filter(|offer| is_right(near, cell, offer, trouble)).collect();
    let in_time: Vec<&Offer> =
        right.iter().copied().filter(|offer| is_near_enough(near, who, offer, trouble)).collect();
    let open: Vec<&Offer> =
        in_time.iter().copied().filter(|offer| near.used(offer.provision, cell.year).is_some()).collect();
    let full: Vec<ProvisionIx> =
        open.iter().map(|offer| offer.provision).filter(|&provision| near.is_full(provision, cell.year)).collect();
    let reason = if right.is_empty() {
        Reason::NoProvisionAccepts
    } else if in_time.is_empty() {
        Reason::TooFar
    } else if open.is_empty() {
        Reason::NotYetOpen
    } else if full.len() == open.len() {
        Reason::Full
    } else {
        Reason::Policy
    };
    let reason = match trouble {
        Trouble::Unplaced => cell.reason.unwrap_or(reason),
        // The plan calls them displaced only where all that they wanted is full.
        Trouble::Displaced => Reason::Full,
        Trouble::OverMinutes | Trouble::LastResort => reason,
    };
    let opening = |offer: &&Offer| Some((near.opens_after(offer.provision, cell.year)?, offer.provision));
    let opens = in_time.iter().filter_map(opening).min().map(|(year, provision)| (provision, year));
    Verdict {
        reason,
        nearest: right.first().map(|offer| **offer),
        full: if reason == Reason::Full { full } else { Vec::new() },
        opens: opens.filter(|_| reason == Reason::NotYetOpen),
    }
}

/// Whether it would be right for them, were it near, open and with room.
fn is_right(near: &Near, cell: &CellOutcome, offer: &Offer, trouble: Trouble) -> bool {
    match trouble {
        Trouble::Unplaced => true,
        Trouble::OverMinutes | Trouble::LastResort => offer.suitability < Suitability::LastResort,
        Trouble::Displaced => {
            cell.wanted_kind == Some(offer.kind) && near.case[offer.provision].own_project().is_none()
        }
    }
}

fn is_near_enough(near: &Near, who: Who, offer: &Offer, trouble: Trouble) -> bool {
    near.in_reach(offer) && (trouble != Trouble::OverMinutes || near.in_guidance(offer, who.stage))
}
