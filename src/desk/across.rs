//! One offer across all futures.

use super::{Alone, Future, Offer, Outlook};
use crate::units::Pounds;

/// An offer, and what each future in which it can be signed says of it.
#[derive(Debug)]
pub(super) struct Across<'a> {
    pub offer: &'a Offer,
    pub seen: Vec<(&'a Future, &'a Alone)>,
    /// Futures in which it cannot be signed, and why.
    pub not: Vec<(&'a Future, &'a str)>,
}

/// Futures that say something, with what they say.
pub(super) fn outlooks(futures: &[Future]) -> impl Iterator<Item = (&Future, &Outlook)> {
    futures.iter().filter_map(|future| Some((future, future.outlook.as_ref().ok()?)))
}

/// Every offer, in the order of the first future that has it.
pub(super) fn all(futures: &[Future]) -> Vec<Across<'_>> {
    let mut all: Vec<Across> = Vec::new();
    for (future, outlook) in outlooks(futures) {
        for (offer, alone) in &outlook.offers {
            let at = all.iter().position(|across| across.offer.id == offer.id).unwrap_or_else(|| {
                all.push(Across { offer, seen: Vec::new(), not: Vec::new() });
                all.len() - 1
            });
            match alone {
                Ok(alone) => all[at].seen.push((future, alone)),
                Err(why) => all[at].not.push((future, why)),
            }
        }
    }
    all
}

impl<'a> Across<'a> {
    /// Names of the futures in which it is worth signing.
    pub(super) fn pays(&self) -> Vec<&'a str> {
        self.named(|alone| alone.gain.pays())
    }

    /// Names of the futures in which it costs more than it brings.
    pub(super) fn costs(&self) -> Vec<&'a str> {
        self.named(|alone| alone.gain.costs())
    }

    /// Names of the futures in which what is left open hides which.
    pub(super) fn unsure(&self) -> Vec<&'a str> {
        self.named(|alone| !alone.gain.pays() && !alone.gain.costs())
    }

    fn named(&self, of: impl Fn(&Alone) -> bool) -> Vec<&'a str> {
        self.seen.iter().filter(|(_, alone)| of(alone)).map(|(future, _)| future.name.as_str()).collect()
    }

    /// The least and the most it is worth; `None` where no future says.
    pub(super) fn worths(&self) -> Option<(f64, f64)> {
        ends(self.seen.iter().map(|(_, alone)| alone.gain.worth))
    }

    /// The price up to which it is worth signing in every future, and the one above which it is in none; `None` where a
    /// future has no such price.
    pub(super) fn prices(&self) -> Option<(Pounds, Pounds)> {
        let prices: Option<Vec<f64>> = self.seen.iter().map(|(_, alone)| Some(alone.price?.price.get())).collect();
        let (least, most) = ends(prices?.into_iter())?;
        Some((Pounds(least), Pounds(most)))
    }

    /// The future in which most is paid for empty places.
    pub(super) fn emptiest(&self) -> Option<(&'a Future, &'a Alone)> {
        let paid = |alone: &Alone| alone.account.void_paid.get();
        let mut most: Option<(&Future, &Alone)> = None;
        for &(future, alone) in &self.seen {
            if most.is_none_or(|(_, before)| paid(alone) > paid(before)) {
                most = Some((future, alone));
            }
        }
        most
    }
}

/// The least and the most of some numbers.
fn ends(numbers: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    numbers.fold(None, |ends: Option<(f64, f64)>, number| {
        Some(ends.map_or((number, number), |(least, most)| (least.min(number), most.max(number))))
    })
}
