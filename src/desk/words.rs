//! What the desk says in sentences: which offers to sign in every future, in some, in none, and the price to ask for.

use super::across::{self, Across, outlooks};
use super::{Alone, Future, Lots, Outlook, Silent};
use crate::units::{Gap, Pounds, grouped};

/// £ a place that is no price.
const LITTLE: f64 = 1.0;

/// Fewer child-years than this are not worth a word.
const FEW: f64 = 0.5;

/// The sentences, in the order of the offers; then their tiers, lots, neighbours and packets.
pub fn sentences(futures: &[Future]) -> Vec<String> {
    let offers = across::all(futures);
    let mut said = vec![headline(&offers)];
    said.extend(offers.iter().map(verdict));
    said.extend(all_tiers(&tiers(&offers)));
    if let Some((first, outlook)) = outlooks(futures).next() {
        said.extend(next_doors(&first.name, outlook));
        said.extend(
            outlook.offers.iter().filter_map(|(offer, alone)| lots(&offer.id, &first.name, alone.as_ref().ok()?)),
        );
        said.extend(packets(&first.name, outlook));
    }
    let silent = futures.iter().filter_map(|future| Some((future, future.outlook.as_ref().err()?)));
    said.extend(silent.map(|(future, why)| match why {
        Silent::NoOffer => format!("The future \"{}\" is left out: {why}.", future.name),
        Silent::Failed(_) => format!("Nothing is known of the future \"{}\": {why}.", future.name),
    }));
    said
}

/// Which offers are worth signing everywhere, somewhere and nowhere.
fn headline(offers: &[Across]) -> String {
    let ids = |of: &dyn Fn(usize, usize) -> bool| -> Option<String> {
        let known = offers.iter().filter(|across| !across.seen.is_empty());
        let found: Vec<&str> =
            known.filter(|a| of(a.pays().len(), a.seen.len())).map(|across| across.offer.id.as_str()).collect();
        (!found.is_empty()).then(|| found.join(", "))
    };
    let all = ids(&|pays, of| pays == of).map(|ids| format!("in every future: {ids}"));
    let some = ids(&|pays, of| 0 < pays && pays < of).map(|ids| format!("in some: {ids}"));
    let none = ids(&|pays, _| pays == 0).map(|ids| format!("in none: {ids}"));
    let parts: Vec<String> = all.into_iter().chain(some).chain(none).collect();
    if parts.is_empty() {
        "No offer can be signed.".to_owned()
    } else {
        format!("Worth signing alone, by the plan's own measure, {}.", parts.join("; "))
    }
}

/// `proven to 0.04%`, or how far the plan may be from the best.
pub fn how_good(outlook: &Outlook) -> String {
    let gap = Gap(outlook.gap);
    if outlook.proven { format!("proven to {gap}") } else { format!("not proven: within {gap} of the best") }
}

/// `£1,234 better`, `£1,234 worse`.
fn better(worth: f64) -> String {
    format!("{} {}", Pounds(worth.abs()), if worth < 0.0 { "worse" } else { "better" })
}

/// `all 8 futures`, or the one.
fn all_of(futures: usize) -> String {
    if futures == 1 { "the one future".to_owned() } else { format!("all {futures} futures") }
}

/// ` (higher growth, base)`; nothing where there are none.
fn listed(names: &[&str]) -> String {
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}

/// Whether to sign an offer, up to which price, and what it may leave empty.
fn verdict(across: &Across) -> String {
    let name = format!("{} ({})", across.offer.name, across.offer.id);
    let Some((least, most)) = across.worths() else {
        let why = across.not.first().map_or("no future says anything of it", |(_, why)| why);
        return format!("{name} was not worked out: {why}.");
    };
    let apart = if better(least) == better(most) {
        better(least)
    } else if least < 0.0 && most < 0.0 {
        format!("{} to {}", Pounds(-most), better(least))
    } else if least >= 0.0 {
        format!("{} to {}", Pounds(least), better(most))
    } else {
        format!("from {} to {}", better(least), better(most))
    };
    format!(
        "{name} {}: {apart} than without it. {} {}{}",
        signed_where(across),
        price(across),
        void(across),
        spent(across)
    )
}

/// What is spent in all with it, in the first future that says.
fn spent(across: &Across) -> String {
    let Some((future, alone)) = across.seen.first() else { return String::new() };
    let less = alone.gain.less;
    let money =
        format!("{} {} is spent in all", Pounds(less.money.abs()), if less.money < 0.0 { "more" } else { "less" });
    let waits = if less.unplaced.abs() < FEW {
        String::new()
    } else {
        let way = if less.unplaced < 0.0 { "more" } else { "fewer" };
        format!(", and {} {way} child-years go without a place", grouped(less.unplaced.abs(), 0))
    };
    format!(" In {}, {money}{waits}.", future.name)
}

/// In which futures it is worth signing.
fn signed_where(across: &Across) -> String {
    let (pays, costs, unsure) = (across.pays(), across.costs(), across.unsure());
    let of = across.seen.len();
    if pays.len() == of {
        return format!("is worth signing in {}", all_of(of));
    }
    if costs.len() == of {
        return if of == 1 {
            "is not worth signing".to_owned()
        } else {
            format!("is worth signing in none of {of} futures")
        };
    }
    let mut parts = Vec::new();
    parts.extend(
        (!pays.is_empty()).then(|| format!("is worth signing in {} of {of} futures{}", pays.len(), listed(&pays))),
    );
    parts.extend((!costs.is_empty()).then(|| format!("is not in {}{}", costs.len(), listed(&costs))));
    parts.extend((!unsure.is_empty()).then(|| format!("is too close to tell in {}{}", unsure.len(), listed(&unsure))));
    parts.join(", ")
}

fn price(across: &Across) -> String {
    let offered = format!("Offered at {} a place; ", across.offer.price);
    let Some((least, most)) = across.prices() else {
        return offered + "no price is known at which it would be worth signing in every future.";
    };
    let sure = across.seen.iter().all(|(_, alone)| alone.price.is_some_and(|price| price.sure));
    let up_to = if least.get() < LITTLE {
        "at no price is it worth signing".to_owned()
    } else {
        format!("up to {least}{} it is worth signing", if sure { "" } else { " at least" })
    };
    if least.to_string() == most.to_string() {
        format!("{offered}{up_to}.")
    } else {
        format!("{offered}{up_to} in every future, above {most} in none.")
    }
}

/// What it leaves empty where most is paid for it.
fn void(across: &Across) -> String {
    let paid_for_nothing = across.emptiest().filter(|(_, alone)| alone.account.void_paid.get() >= 0.5);
    paid_for_nothing.map_or_else(
        || "No empty place is paid for.".to_owned(),
        |(future, Alone { account, .. })| {
            format!(
                "At worst {} is paid for empty places, {} of {} place-years filled ({}).",
                account.void_paid,
                grouped(account.used, 0),
                grouped(account.places, 0),
                future.name
            )
        },
    )
}

/// The offers of one group, and in which futures each is worth most.
pub(super) struct Tier<'a> {
    pub group: &'a str,
    /// The offers of it.
    pub offers: Vec<&'a Across<'a>>,
    /// By offer, the futures in which it is worth signing and worth more than the others.
    pub best_in: Vec<Vec<&'a str>>,
}

/// A sentence for every group that has an offer worth signing, and one for those that have none.
fn all_tiers(tiers: &[Tier]) -> Vec<String> {
    let (some, none): (Vec<&Tier>, Vec<&Tier>) =
        tiers.iter().partition(|tier| tier.best_in.iter().any(|b| !b.is_empty()));
    let groups: Vec<&str> = none.iter().map(|tier| tier.group).collect();
    let none = (!groups.is_empty())
        .then(|| format!("Of the tiers of {}, none is worth signing in any future.", groups.join(", of ")));
    some.into_iter().map(Tier::sentence).chain(none).collect()
}

/// Every group of two offers or more.
pub(super) fn tiers<'a>(offers: &'a [Across<'a>]) -> Vec<Tier<'a>> {
    let mut tiers: Vec<Tier> = Vec::new();
    for across in offers {
        let Some(group) = across.offer.group.as_deref() else { continue };
        match tiers.iter_mut().find(|tier| tier.group == group) {
            Some(tier) => tier.offers.push(across),
            None => tiers.push(Tier { group, offers: vec![across], best_in: Vec::new() }),
        }
    }
    tiers.retain(|tier| tier.offers.len() > 1);
    for tier in &mut tiers {
        tier.best_in = tier.offers.iter().map(|across| best_in(across, &tier.offers)).collect();
    }
    tiers
}

/// The futures in which an offer is worth signing and worth more than any other; what is left open is not counted.
fn best_in<'a>(across: &Across<'a>, offers: &[&Across<'a>]) -> Vec<&'a str> {
    let worth = |other: &Across, name: &str| {
        other
            .seen
            .iter()
            .find(|(future, _)| future.name == name)
            .map_or(f64::NEG_INFINITY, |(_, alone)| alone.gain.worth)
    };
    let best = |name: &&str| {
        let own = worth(across, name);
        offers.iter().all(|other| other.offer.id == across.offer.id || worth(other, name) < own)
    };
    across.pays().into_iter().filter(best).collect()
}

impl Tier<'_> {
    fn sentence(&self) -> String {
        let of = self.offers.iter().map(|across| across.seen.len()).max().unwrap_or(0);
        let best = self.offers.iter().zip(&self.best_in).filter(|(_, names)| !names.is_empty());
        let mut parts: Vec<String> =
            best.map(|(across, names)| format!("{} in {}{}", across.offer.id, names.len(), listed(names))).collect();
        let none = of - self.best_in.iter().map(Vec::len).sum::<usize>();
        parts.extend((none > 0).then(|| format!("none of them in {none}")));
        let of = if of == 1 { "in the one future".to_owned() } else { format!("in {of} futures") };
        format!("Of the tiers of {}, worth signing and worth most {of}: {}.", self.group, parts.join("; "))
    }
}

/// Which offers a base next door takes the worth of.
fn next_doors(future: &str, outlook: &Outlook) -> Option<String> {
    let alone = outlook.offers.iter().filter_map(|(offer, alone)| Some((offer, alone.as_ref().ok()?)));
    let beside: Vec<_> = alone
        .filter(|(_, alone)| alone.gain.pays())
        .filter_map(|(offer, alone)| Some((offer.id.as_str(), alone.next_door.as_ref().ok()?)))
        .collect();
    let (_, door) = beside.first()?;
    let those = |stay: bool| -> Vec<&str> {
        beside.iter().filter(|(_, door)| door.gain.pays() == stay).map(|(id, _)| *id).collect()
    };
    let (stay, go) = (those(true), those(false));
    let mut parts = Vec::new();
    parts.extend((!stay.is_empty()).then(|| format!("still worth signing: {}", stay.join(", "))));
    parts.extend((!go.is_empty()).then(|| format!("no longer: {}", go.join(", "))));
    Some(format!(
        "With a base of {} places next door from its first year ({future}), {}.",
        grouped(door.places, 0),
        parts.join("; ")
    ))
}

/// Where some lots are worth more than the whole offer, and worth signing.
fn lots(id: &str, future: &str, alone: &Alone) -> Option<String> {
    let best = best_lots(alone)?;
    let whole = alone.gain;
    (best.gain.worth > whole.worth + best.gain.within.max(whole.within)).then(|| {
        format!(
            "In smaller lots at the same price, {id} would be {} than without it as {}; the whole offer is {} ({future}).",
            better(best.gain.worth),
            best.what,
            better(whole.worth)
        )
    })
}

/// The lots that are worth most, where any are worth signing; of those worth the same, the fewest.
pub(super) fn best_lots(alone: &Alone) -> Option<&Lots> {
    let mut best: Option<&Lots> = None;
    for lots in alone.lots.as_ref().ok()?.iter().filter(|lots| lots.gain.pays()) {
        let more = |than: &Lots| lots.gain.worth > than.gain.worth + lots.gain.within.max(than.gain.within);
        if best.is_none_or(more) {
            best = Some(lots);
        }
    }
    best
}

/// What the packets are worth.
fn packets(future: &str, outlook: &Outlook) -> Option<String> {
    let parts: Vec<String> = outlook
        .packets
        .iter()
        .filter(|packet| !packet.signed.is_empty())
        .filter_map(|packet| {
            let worth = better(packet.gain.as_ref().ok()?.worth);
            Some(format!("{} ({}) is {worth}", packet.what, packet.signed.join(", ")))
        })
        .collect();
    (!parts.is_empty()).then(|| format!("Against signing none, in {future}: signing {}.", parts.join("; ")))
}
