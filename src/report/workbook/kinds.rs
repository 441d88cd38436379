//! Places and children by kind of provision, in the first year and in the last.

use super::Told;
use super::charts::{ChartSheet, Drawing};
use super::years::columns;
use crate::case::Case;
use crate::id::KindIx;
use crate::plan::Plan;
use crate::report::Unit;
use crate::report::legend::kind_name;
use crate::units::Year;

/// The kinds that any provision of the plan has.
pub(super) fn places(of: &Told) -> ChartSheet {
    let mut years = vec![of.case.first_year, of.case.last_year];
    years.dedup();
    let used = |at: &usize| of.plan.utilisation.iter().any(|u| of.case[u.provision].kind == KindIx::new(*at));
    let row = |at: usize| {
        let figures = years.iter().flat_map(|&year| <[_; 2]>::from(in_year(of.case, of.plan, KindIx::new(at), year)));
        (kind_name(of.case, KindIx::new(at)), figures.collect())
    };
    let heads: Vec<String> =
        years.iter().flat_map(|year| [format!("places {year}"), format!("children {year}")]).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    ChartSheet {
        name: "places by kind",
        about: "Children placed, by kind of provision; places are blank where none are counted.".to_owned(),
        labels: "kind",
        columns: columns(Unit::Children, &heads),
        rows: (0..of.case.kinds.len()).filter(used).map(row).collect(),
        drawings: vec![Drawing {
            title: "Places and children by kind, first year and last".to_owned(),
            unit: Unit::Children,
            stacked: false,
            bars: (0..heads.len()).collect(),
            lines: vec![],
        }],
    }
}

/// Places, where any are counted, and children placed.
fn in_year(case: &Case, plan: &Plan, kind: KindIx, year: Year) -> (Option<f64>, Option<f64>) {
    let (mut places, mut placed) = (None, 0.0);
    for use_of in plan.utilisation.iter().filter(|u| u.year == year && case[u.provision].kind == kind) {
        placed += use_of.placed.get();
        if let Some(here) = use_of.places {
            *places.get_or_insert(0.0) += here.get();
        }
    }
    (places, Some(placed))
}
