//! Figures by year that are drawn: the high needs block against its grant, children left short, places against
//! children, and the years as they would be without the plan.

use super::Told;
use super::charts::{ChartSheet, Drawing};
use crate::case::Case;
use crate::plan::{Plan, Purse};
use crate::report::Unit;
use crate::report::finance::standings;

/// What the high needs block pays, and what it is given.
pub(super) fn high_needs(of: &Told) -> ChartSheet {
    let years = standings(of.case, of.plan, Purse::HighNeeds);
    let granted = years.iter().any(|year| year.grant.is_some());
    let about = if granted {
        "What the plan costs the high needs block each year, beside its grant; blank where no grant is given."
    } else {
        "What the plan costs the high needs block each year. The tables give no grant."
    };
    let pounds = |amount: Option<crate::units::Pounds>| amount.map(crate::units::Pounds::get);
    let row = |year: &crate::report::finance::Standing| {
        vec![Some(year.total.get()), pounds(year.grant), pounds(year.balance), pounds(year.cumulative)]
    };
    let first = Drawing {
        title: format!("High needs block: spend against grant, £ at {} prices", of.case.price_year),
        unit: Unit::Pounds,
        stacked: false,
        bars: vec![0],
        lines: if granted { vec![1] } else { vec![] },
    };
    ChartSheet {
        name: "high needs block",
        about: about.to_owned(),
        labels: "year",
        columns: columns(Unit::Pounds, &["spend", "grant", "balance", "cumulative balance"]),
        rows: by_year(of.case, years.iter().map(row)),
        drawings: vec![first],
    }
}

/// Children the plan leaves without a place or displaces.
pub(super) fn short(of: &Told) -> ChartSheet {
    let years = Year::all(of.case, of.plan);
    let row = |year: &Year| vec![Some(year.children), Some(year.unplaced), Some(year.displaced)];
    ChartSheet {
        name: "short of places",
        about: "Displaced: placed in a dearer or less suitable kind only because the better one is full.".to_owned(),
        labels: "year",
        columns: columns(Unit::Children, &["children with an EHC plan", "without a place", "displaced"]),
        rows: by_year(of.case, years.iter().map(row)),
        drawings: vec![Drawing {
            title: "Children without a place, and displaced".to_owned(),
            unit: Unit::Children,
            stacked: false,
            bars: vec![1, 2],
            lines: vec![],
        }],
    }
}

/// Places there are, and children who need one.
pub(super) fn places(of: &Told) -> ChartSheet {
    let years = Year::all(of.case, of.plan);
    let row = |year: &Year| [year.places, year.in_counted_places, year.elsewhere, year.unplaced].map(Some).to_vec();
    ChartSheet {
        name: "places and children",
        about: "Places are those of provisions that have a number of places; elsewhere there is no limit, as on a \
                mainstream roll."
            .to_owned(),
        labels: "year",
        columns: columns(
            Unit::Children,
            &["places", "children in them", "children where places are not counted", "without a place"],
        ),
        rows: by_year(of.case, years.iter().map(row)),
        drawings: vec![Drawing {
            title: "Places against children".to_owned(),
            unit: Unit::Children,
            stacked: true,
            bars: vec![1, 2, 3],
            lines: vec![0],
        }],
    }
}

/// The years without the plan beside those with it; nothing where the plan decides nothing.
pub(super) fn as_is(of: &Told) -> Option<ChartSheet> {
    let plan = of.answers.as_is.as_ref()?;
    let (without, with) = (Year::all(of.case, plan), Year::all(of.case, of.plan));
    let row = |(without, with): (&Year, &Year)| {
        let pairs = [
            (without.unplaced, with.unplaced),
            (without.displaced, with.displaced),
            (without.high_needs, with.high_needs),
        ];
        pairs.into_iter().flat_map(|(without, with)| [Some(without), Some(with)]).collect()
    };
    let mut heads = columns(Unit::Children, &["no place, as is", "no place, planned"]);
    heads.extend(columns(Unit::Children, &["displaced, as is", "displaced, planned"]));
    heads.extend(columns(Unit::Pounds, &["high needs, as is", "high needs, planned"]));
    let drawing = |title: &str, unit, first| Drawing {
        title: title.to_owned(),
        unit,
        stacked: false,
        bars: vec![first, first + 1],
        lines: vec![],
    };
    Some(ChartSheet {
        name: "as is and planned",
        about: "As is: the same years with no optional project and no new contract.".to_owned(),
        labels: "year",
        columns: heads,
        rows: by_year(of.case, without.iter().zip(&with).map(row)),
        drawings: vec![
            drawing("Children without a place: as is and planned", Unit::Children, 0),
            drawing("Children displaced: as is and planned", Unit::Children, 2),
            drawing("High needs block: as is and planned", Unit::Pounds, 4),
        ],
    })
}

/// One year of a plan, children and £.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Year {
    children: f64,
    unplaced: f64,
    displaced: f64,
    places: f64,
    in_counted_places: f64,
    elsewhere: f64,
    high_needs: f64,
}

impl Year {
    /// Every year of the horizon.
    fn all(case: &Case, plan: &Plan) -> Vec<Self> {
        let spent = standings(case, plan, Purse::HighNeeds);
        let mut years: Vec<Self> =
            spent.iter().map(|year| Self { high_needs: year.total.get(), ..Self::default() }).collect();
        let at = |year: crate::units::Year| (year.0 - case.first_year.0) as usize;
        for cell in &plan.cells {
            if let Some(year) = years.get_mut(at(cell.year)) {
                year.children += cell.children.get();
                year.unplaced += cell.unplaced.get();
                year.displaced += cell.displaced.get();
            }
        }
        for use_of in &plan.utilisation {
            if let Some(year) = years.get_mut(at(use_of.year)) {
                year.places += use_of.places.map_or(0.0, crate::units::Children::get);
                let placed = use_of.placed.get();
                *if use_of.places.is_some() { &mut year.in_counted_places } else { &mut year.elsewhere } += placed;
            }
        }
        years
    }
}

/// Columns of one unit.
pub(super) fn columns(unit: Unit, names: &[&str]) -> Vec<(String, Unit)> {
    names.iter().map(|&name| (name.to_owned(), unit)).collect()
}

/// Rows with the academic year before them.
fn by_year(case: &Case, rows: impl Iterator<Item = Vec<Option<f64>>>) -> Vec<(String, Vec<Option<f64>>)> {
    rows.enumerate().map(|(t, row)| (case.year(t).to_string(), row)).collect()
}
