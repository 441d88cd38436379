//! Projects on the map: what opens where, and what could have.

use geojson::Feature;

use super::{Draw, number, properties};
use crate::case::{Case, Project};
use crate::plan::Plan;
use crate::units::Year;

/// One point for every project, in the order of the table, where its setting stands.
pub(super) fn features(case: &Case, plan: &Plan, draw: &Draw) -> Vec<Feature> {
    let openings = case.projects.iter().zip(&plan.openings);
    openings.map(|(project, &opens)| feature(case, project, opens, draw)).collect()
}

fn feature(case: &Case, project: &Project, opens: Option<Year>, draw: &Draw) -> Feature {
    let provision = &case[project.provision];
    let setting = &case[provision.setting];
    let about = properties([
        ("project", project.id.as_str().into()),
        ("name", project.name.as_str().into()),
        ("setting", setting.id.as_str().into()),
        ("kind", case[provision.kind].id.as_str().into()),
        ("status", project.status.as_str().into()),
        ("chosen", opens.is_some().into()),
        ("opens_year", opens.map(|year| year.0).into()),
        ("places", number(project.places.get())),
        ("capital_pounds", number(project.capital_cost.get())),
    ]);
    draw.point("project", setting.at, about)
}
