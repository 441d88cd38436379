//! Schools and colleges on the map: what provision there is, and how full it is in the first year and the last.

use std::collections::{BTreeMap, BTreeSet};

use geojson::{Feature, JsonObject};

use super::{Draw, ends, number, properties};
use crate::case::Case;
use crate::id::SettingIx;
use crate::plan::{Plan, Utilisation};
use crate::report::legend::most_specialised;
use crate::units::Year;

/// One point for every setting, in the order of the table.
pub(super) fn features(case: &Case, plan: &Plan, draw: &Draw) -> Vec<Feature> {
    let of_year = |(_, year)| (year, open_in(case, plan, year), most_specialised(case, plan, year));
    let years: Vec<_> = ends(case).into_iter().map(of_year).collect();
    let feature = |(at, setting): (usize, &crate::case::Setting)| {
        let mut about = properties([
            ("setting", setting.id.as_str().into()),
            ("name", setting.name.as_str().into()),
            ("authority", setting.authority.as_str().into()),
        ]);
        for (year, open, kinds) in &years {
            let here = open.get(&SettingIx::new(at)).map_or(&[][..], Vec::as_slice);
            let kind = kinds[at].map(|kind| case[kind].id.as_str());
            about.insert(format!("kind_{year}", year = year.0), kind.into());
            how_full(case, here, year.0, &mut about);
        }
        draw.point("setting", setting.at, about)
    };
    case.settings.iter().enumerate().map(feature).collect()
}

/// Provisions open in a year, by setting.
fn open_in<'p>(case: &Case, plan: &'p Plan, year: Year) -> BTreeMap<SettingIx, Vec<&'p Utilisation>> {
    let mut open: BTreeMap<SettingIx, Vec<&Utilisation>> = BTreeMap::new();
    for use_of in plan.utilisation.iter().filter(|use_of| use_of.year == year) {
        open.entry(case[use_of.provision].setting).or_default().push(use_of);
    }
    open
}

/// What is said of the first year and of the last. Occupancy is of provisions that have a number of places: the roll
/// of a mainstream school has none.
fn how_full(case: &Case, open: &[&Utilisation], year: i32, about: &mut JsonObject) {
    let kinds: BTreeSet<&str> = open.iter().map(|use_of| case[case[use_of.provision].kind].id.as_str()).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let limited: Vec<(f64, f64)> =
        open.iter().filter_map(|use_of| Some((use_of.places?.get(), use_of.placed.get()))).collect();
    let places = (!limited.is_empty()).then(|| limited.iter().map(|(places, _)| places).sum::<f64>());
    let in_them = limited.iter().map(|(_, placed)| placed).sum::<f64>();
    let occupancy = places.filter(|places| *places > 0.0).map(|places| in_them / places);
    let placed = open.iter().map(|use_of| use_of.placed.get()).sum::<f64>();
    about.extend([
        (format!("kinds_{year}"), kinds.join("; ").into()),
        (format!("places_{year}"), number(places)),
        (format!("children_placed_{year}"), number(placed)),
        (format!("children_in_counted_places_{year}"), number(in_them)),
        (format!("occupancy_share_{year}"), number(occupancy)),
    ]);
}
