//! The tables of the desk: a row for each offer, or for each offer in each future.

use super::across::{Across, outlooks};
use super::words::{self, best_lots, how_good};
use super::{Alone, Future, Gain, Lots, Offer, Silent};
use crate::plan::Account;
use crate::report::{Said, Sheet};
use crate::units::{Pounds, Year};

fn sheet(name: &'static str, title: &'static str, head: &[&str], rows: Vec<Vec<Said>>) -> Sheet {
    Sheet { name, title, head: head.iter().map(|&text| text.to_owned()).collect(), rows }
}

pub(super) fn verdicts(all: &[Across]) -> Sheet {
    let row = |across: &Across| {
        let (worths, prices) = (across.worths(), across.prices());
        let end = |ends: Option<(f64, f64)>, of: fn((f64, f64)) -> f64| ends.map(|ends| Pounds(of(ends))).into();
        vec![
            across.offer.id.as_str().into(),
            Said::Count(across.offer.places),
            across.offer.price.into(),
            format!("{} of {}", across.pays().len(), across.seen.len()).into(),
            end(worths, |ends| ends.0),
            end(worths, |ends| ends.1),
            prices.map(|(least, _)| least).into(),
            prices.map(|(_, most)| most).into(),
            across.emptiest().map(|(_, alone)| alone.account.void_paid).into(),
        ]
    };
    let head = [
        "offer",
        "places",
        "price, £",
        "worth signing",
        "least worth, £",
        "most worth, £",
        "in all up to, £",
        "in none above, £",
        "paid for empty, £",
    ];
    sheet(
        "verdicts",
        "Each offer alone, across all futures; prices a place, and most that is paid for empty places",
        &head,
        all.iter().map(row).collect(),
    )
}

/// A figure of every offer in every future.
fn matrix(
    (name, title): (&'static str, &'static str),
    all: &[Across],
    futures: &[Future],
    of: impl Fn(&Alone) -> Said,
) -> Sheet {
    let known = || outlooks(futures).map(|(future, _)| future);
    let row = |across: &Across| {
        let cell = |future: &Future| {
            let seen = across.seen.iter().find(|(seen, _)| seen.name == future.name);
            let not = || across.not.iter().find(|(not, _)| not.name == future.name);
            seen.map(|(_, alone)| of(alone)).or_else(|| not().map(|(_, why)| (*why).into())).unwrap_or(Said::Blank)
        };
        std::iter::once(across.offer.id.as_str().into()).chain(known().map(cell)).collect()
    };
    let head: Vec<&str> = std::iter::once("offer").chain(known().map(|future| future.name.as_str())).collect();
    sheet(name, title, &head, all.iter().map(row).collect())
}

pub(super) fn worths(all: &[Across], futures: &[Future]) -> Sheet {
    let title = "Worth of each offer signed alone, £";
    matrix(("worth", title), all, futures, |alone| Said::Pounds(alone.gain.worth))
}

pub(super) fn prices(all: &[Across], futures: &[Future]) -> Sheet {
    let title = "Break-even price, £ a place in the first year";
    matrix(("prices", title), all, futures, |alone| alone.price.map(|at| at.price).into())
}

pub(super) fn tiers(all: &[Across]) -> Sheet {
    let mut rows = Vec::new();
    for tier in words::tiers(all) {
        for (across, best) in tier.offers.iter().zip(&tier.best_in) {
            let worths = across.worths();
            let filled = across.seen.first().map(|(_, alone)| share(&alone.account));
            rows.push(vec![
                tier.group.into(),
                across.offer.id.as_str().into(),
                Said::Count(across.offer.places),
                across.offer.price.into(),
                worths.map(|(least, _)| Pounds(least)).into(),
                worths.map(|(_, most)| Pounds(most)).into(),
                filled.unwrap_or(Said::Blank),
                if best.is_empty() { "none".into() } else { best.join(", ").into() },
            ]);
        }
    }
    let head = [
        "tiers of",
        "offer",
        "places a year",
        "price, £ a place",
        "least worth, £",
        "most worth, £",
        "filled in the first future",
        "worth signing and worth most in",
    ];
    sheet("tiers", "Tiers of the same offer against each other", &head, rows)
}

pub(super) fn packets(futures: &[Future]) -> Sheet {
    let mut rows = Vec::new();
    for (future, outlook) in outlooks(futures) {
        for packet in &outlook.packets {
            let mut row: Vec<Said> =
                vec![future.name.as_str().into(), packet.what.into(), packet.signed.join(", ").into()];
            match &packet.gain {
                Ok(gain) => {
                    row.extend(gained(gain));
                    row.push(packet.void_paid.into());
                    row.push(Said::Blank);
                }
                Err(why) => {
                    row.extend(vec![Said::Blank; 6]);
                    row.push(why.as_str().into());
                }
            }
            rows.push(row);
        }
    }
    let head = [&["future", "signed", "offers"][..], &GAINED, &["paid for empty places, £", "problem"]].concat();
    sheet("packets", "None, what the plan chooses, and all together", &head, rows)
}

pub(super) fn signed(futures: &[Future]) -> Sheet {
    let rows = outlooks(futures).flat_map(|(future, outlook)| {
        outlook.signed.iter().map(|(contract, account)| {
            let names: [Said; 2] = [contract.as_str().into(), future.name.as_str().into()];
            names.into_iter().chain(accounted(account)).collect()
        })
    });
    let head = [&["contract", "future"][..], &ACCOUNTED].concat();
    sheet("signed", "Signed already, with no offer signed beside it", &head, rows.collect())
}

/// Columns of [`gained`].
const GAINED: [&str; 5] =
    ["worth, £", "within, £", "spent less, £", "fewer without a place, child-years", "fewer displaced, child-years"];

fn gained(gain: &Gain) -> [Said; 5] {
    [
        Said::Pounds(gain.worth),
        Said::Pounds(gain.within),
        Said::Pounds(gain.less.money),
        Said::Count(gain.less.unplaced),
        Said::Count(gain.less.displaced),
    ]
}

/// Columns of [`accounted`].
const ACCOUNTED: [&str; 6] = [
    "filled",
    "place-years filled",
    "place-years empty",
    "paid for empty places, £",
    "paid, £",
    "saving on the spot price, £",
];

fn accounted(account: &Account) -> [Said; 6] {
    [
        share(account),
        Said::Of(account.used, account.places),
        Said::Count(account.void),
        account.void_paid.into(),
        account.paid.into(),
        account.saving().into(),
    ]
}

fn share(account: &Account) -> Said {
    if account.places > 0.0 { Said::Share(account.used / account.places) } else { Said::Blank }
}

pub(super) fn futures(futures: &[Future]) -> Sheet {
    let row = |future: &Future| {
        let (how, signed) = match &future.outlook {
            Ok(outlook) => {
                let chosen = |(offer, alone): &(Offer, Result<Alone, String>)| {
                    alone.as_ref().is_ok_and(|alone| alone.chosen).then(|| offer.id.clone())
                };
                let signed: Vec<String> = outlook.offers.iter().filter_map(chosen).collect();
                (how_good(outlook), if signed.is_empty() { "none".to_owned() } else { signed.join(", ") })
            }
            Err(Silent::NoOffer) => ("no offer to sign".to_owned(), String::new()),
            Err(Silent::Failed(why)) => (format!("no plan: {why}"), String::new()),
        };
        vec![future.name.as_str().into(), future.steps.join("; ").into(), how.into(), signed.into()]
    };
    let head = ["future", "what it changes", "its best plan", "offers that plan signs"];
    sheet("futures", "What each future changes, and how good its plan is", &head, futures.iter().map(row).collect())
}

/// A row for every offer in every future that says something of it.
fn long(
    (name, title): (&'static str, &'static str),
    head: &[&str],
    all: &[Across],
    cells: impl Fn(&Alone) -> Vec<Vec<Said>>,
) -> Sheet {
    let rows = all.iter().flat_map(|across| {
        let cells = &cells;
        across.seen.iter().flat_map(move |(future, alone)| {
            let named = move |cells: Vec<Said>| {
                let names: [Said; 2] = [across.offer.id.as_str().into(), future.name.as_str().into()];
                names.into_iter().chain(cells).collect::<Vec<_>>()
            };
            cells(alone).into_iter().map(named)
        })
    });
    let rows = rows.collect();
    sheet(name, title, &[&["offer", "future"][..], head].concat(), rows)
}

pub(super) fn offers(all: &[Across]) -> Sheet {
    let head = [
        &["plan signs it"][..],
        &GAINED,
        &ACCOUNTED,
        &["break-even occupancy", "break-even price, £ a place", "that is"],
    ]
    .concat();
    long(("offers", "Signed alone, in each future"), &head, all, |alone| {
        let mut row: Vec<Said> = vec![if alone.chosen { "yes" } else { "no" }.into()];
        row.extend(gained(&alone.gain));
        row.extend(accounted(&alone.account));
        row.push(alone.account.break_even.map_or(Said::Blank, Said::Share));
        row.push(alone.price.map(|at| at.price).into());
        row.push(match alone.price {
            None => "not known".into(),
            Some(at) if at.sure => format!("within {}", at.within).into(),
            Some(_) => "at least".into(),
        });
        vec![row]
    })
}

pub(super) fn years(all: &[Across], futures: &[Future]) -> Sheet {
    let years: Vec<Year> = outlooks(futures).next().map_or_else(Vec::new, |(_, outlook)| outlook.years.clone());
    let names: Vec<String> = years.iter().map(Year::to_string).collect();
    let head: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut sheet = long(("offer_years", "Places filled, year by year"), &head, all, |alone| {
        let cell = |year: &Year| {
            let here = alone.years.iter().find(|account| account.year == *year);
            here.map_or(Said::Blank, |here| Said::Of(here.used, here.used + here.void))
        };
        vec![years.iter().map(cell).collect()]
    });
    sheet.head.insert(2, "places a year".to_owned());
    for row in &mut sheet.rows {
        let places = all.iter().find(|across| row[0] == across.offer.id.as_str().into());
        row.insert(2, places.map_or(Said::Blank, |across| Said::Count(across.offer.places)));
    }
    sheet
}

pub(super) fn next_door(all: &[Across]) -> Sheet {
    let head = [
        &[
            "base at",
            "kind",
            "needs",
            "year groups",
            "km away",
            "places",
            "opens",
            "child-years in it",
            "worth without it, £",
            "worth beside it, £",
            "within, £",
        ][..],
        &ACCOUNTED,
    ]
    .concat();
    long(("next_door", "With a base next door"), &head, all, |alone| {
        let mut row: Vec<Said> = Vec::new();
        match &alone.next_door {
            Ok(door) => {
                row.extend(
                    [&door.setting, &door.kind, &door.needs, &door.year_groups].map(|text| text.as_str().into()),
                );
                row.push(Said::Count(door.distance.get()));
                row.push(Said::Count(door.places));
                row.push(door.opens.to_string().into());
                row.push(Said::Count(door.children));
                row.push(Said::Pounds(alone.gain.worth));
                row.push(Said::Pounds(door.gain.worth));
                row.push(Said::Pounds(door.gain.within));
                row.extend(accounted(&door.account));
            }
            Err(why) => {
                row.push(why.as_str().into());
                row.extend(vec![Said::Blank; head.len() - 1]);
            }
        }
        vec![row]
    })
}

pub(super) fn lots(all: &[Across]) -> Sheet {
    let head = [&["lots", "places", "worth most"][..], &GAINED, &ACCOUNTED].concat();
    long(("lots", "The same offer in smaller lots"), &head, all, |alone| match &alone.lots {
        Ok(lots) => {
            let best = best_lots(alone);
            let row = |lots: &Lots| {
                let most = best.is_some_and(|best| best.what == lots.what);
                let mut row: Vec<Said> =
                    vec![lots.what.as_str().into(), Said::Count(lots.places), if most { "yes" } else { "" }.into()];
                row.extend(gained(&lots.gain));
                row.extend(accounted(&lots.account));
                row
            };
            lots.iter().map(row).collect()
        }
        Err(why) => {
            let blank = vec![Said::Blank; head.len() - 1];
            vec![std::iter::once(why.as_str().into()).chain(blank).collect()]
        }
    })
}
