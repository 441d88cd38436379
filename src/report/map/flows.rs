//! Who goes where in the last year: a line from every locality to every setting that takes at least half a child of
//! it, kind by kind.

use std::collections::BTreeMap;

use geojson::Feature;

use super::{Draw, number, properties};
use crate::case::Case;
use crate::id::{KindIx, LocalityIx, SettingIx};
use crate::plan::Plan;

/// Fewer children than this are not drawn: a forecast spreads fractions of a child over many schools.
const FEWEST: f64 = 0.5;

/// Children with the same way to school, and its length.
#[derive(Debug, Clone, Copy, Default)]
struct Flow {
    children: f64,
    km: f64,
    minutes: f64,
}

/// One line for every locality, setting and kind, in the order of the tables.
pub(super) fn features(case: &Case, plan: &Plan, draw: &Draw) -> Vec<Feature> {
    let enough = |flow: &Flow| flow.children >= FEWEST;
    flows(case, plan).into_iter().filter(|(_, flow)| enough(flow)).map(|(way, f)| feature(case, way, f, draw)).collect()
}

type Way = (LocalityIx, SettingIx, KindIx);

fn flows(case: &Case, plan: &Plan) -> BTreeMap<Way, Flow> {
    let mut flows: BTreeMap<Way, Flow> = BTreeMap::new();
    for placement in plan.placements.iter().filter(|placement| placement.year == case.last_year) {
        let provision = &case[placement.provision];
        let flow = flows.entry((placement.locality, provision.setting, provision.kind)).or_default();
        flow.children += placement.children.get();
        (flow.km, flow.minutes) = (placement.distance.get(), placement.time.get());
    }
    flows
}

fn feature(case: &Case, (locality, setting, kind): Way, flow: Flow, draw: &Draw) -> Feature {
    let (locality, setting, kind) = (&case[locality], &case[setting], &case[kind]);
    let mut about = properties([
        ("locality", locality.id.as_str().into()),
        ("locality_name", locality.name.as_str().into()),
        ("setting", setting.id.as_str().into()),
        ("setting_name", setting.name.as_str().into()),
        ("kind", kind.id.as_str().into()),
        ("km_one_way", number(flow.km)),
        ("minutes_one_way", number(flow.minutes)),
    ]);
    about.insert(format!("children_{}", case.last_year.0), number(flow.children));
    draw.line("flow", locality.at, setting.at, about)
}
