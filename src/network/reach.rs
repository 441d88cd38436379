//! Which settings a locality can reach: road distance within `reach_km`.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::case::{Case, Journey};
use crate::id::{LocalityIx, SettingIx};

/// For every locality, the settings within reach and the journey to each, in the order of the settings.
pub(super) fn within_reach(case: &Case) -> Vec<Vec<(SettingIx, Journey)>> {
    let at = |s: usize| [case.settings[s].at.easting, case.settings[s].at.northing];
    let tree = RTree::bulk_load((0..case.settings.len()).map(|s| GeomWithData::new(at(s), s)).collect());
    let straight_metres = case.travel.reach.get() / case.travel.circuity * 1000.0;
    // A hair more than the radius: the exact rule, on road distance, follows below.
    let radius_squared = (straight_metres * (1.0 + 1e-9) + 1e-6).powi(2);
    (0..case.localities.len())
        .into_par_iter()
        .map(|l| {
            let locality = LocalityIx::new(l);
            let here = [case[locality].at.easting, case[locality].at.northing];
            let near = tree.locate_within_distance(here, radius_squared).map(|point| SettingIx::new(point.data));
            let all = (locality, SettingIx::new(0))..=(locality, SettingIx::new(u32::MAX as usize));
            let measured = case.measured.range(all).map(|(&(_, setting), _)| setting);
            let settings: BTreeSet<SettingIx> = near.chain(measured).collect();
            settings
                .into_iter()
                .map(|setting| (setting, case.journey(locality, setting)))
                .filter(|(_, journey)| journey.distance <= case.travel.reach)
                .collect()
        })
        .collect()
}
