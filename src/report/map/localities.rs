//! Localities on the map: how many children live there, and how many of them the plan leaves short.

use geojson::{Feature, JsonObject, JsonValue};

use super::{Draw, ends, number, position, properties};
use crate::case::Case;
use crate::plan::Plan;

/// Children of one locality in one year.
#[derive(Debug, Clone, Default)]
struct Tally {
    children: f64,
    unplaced: f64,
    displaced: f64,
    /// Children by primary need, in the case's order.
    needs: Vec<f64>,
}

/// One feature for every locality, in the order of the table: its boundary, or a point where it has none.
pub(super) fn features(case: &Case, plan: &Plan, draw: &Draw) -> Vec<Feature> {
    let tallies = tallies(case, plan);
    let feature = |(locality, years): (&crate::case::Locality, &Vec<Tally>)| {
        let mut about = properties([
            ("locality", locality.id.as_str().into()),
            ("name", locality.name.as_str().into()),
            ("area", locality.area.as_str().into()),
            ("authority", locality.authority.as_str().into()),
            ("unplaced_child_years", sum(years, |year| year.unplaced)),
            ("displaced_child_years", sum(years, |year| year.displaced)),
        ]);
        for (t, year) in ends(case) {
            if let Some(tally) = years.get(t) {
                of_year(case, tally, year.0, &mut about);
            }
        }
        match locality.boundary.as_slice() {
            [] => draw.point("locality", locality.at, about),
            polygons => draw.area("locality", polygons, about),
        }
    };
    case.localities.iter().zip(&tallies).map(feature).collect()
}

/// What is said of the first year and of the last.
fn of_year(case: &Case, tally: &Tally, year: i32, about: &mut JsonObject) {
    let by_need = case.needs.iter().zip(&tally.needs);
    about.extend(by_need.map(|(need, &children)| (format!("children_{year}_{}", need.id), number(children))));
    about.extend([
        (format!("children_{year}"), number(tally.children)),
        (format!("children_unplaced_{year}"), number(tally.unplaced)),
        (format!("children_displaced_{year}"), number(tally.displaced)),
    ]);
}

fn sum(years: &[Tally], what: impl Fn(&Tally) -> f64) -> JsonValue {
    number(years.iter().map(what).sum::<f64>())
}

/// By locality and year of the horizon.
fn tallies(case: &Case, plan: &Plan) -> Vec<Vec<Tally>> {
    let none = Tally { needs: vec![0.0; case.needs.len()], ..Tally::default() };
    let mut tallies = vec![vec![none; case.years()]; case.localities.len()];
    for cell in &plan.cells {
        if let Some(tally) = tallies[cell.locality.get()].get_mut(position(case, cell.year)) {
            tally.children += cell.children.get();
            tally.unplaced += cell.unplaced.get();
            tally.displaced += cell.displaced.get();
            tally.needs[cell.need.get()] += cell.children.get();
        }
    }
    tallies
}
