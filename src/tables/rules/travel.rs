//! Journeys of no length between different places; pairs that are not measured.

use geo::{Distance, Euclidean};

use super::{Context, counted};
use crate::case::{Case, Point};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::{hints, values};

/// Points nearer than this are one place, metres.
const SAME_PLACE: f64 = 1.0;

/// Reports journeys of no length.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    if context.rows.travel.is_empty() {
        return;
    }
    let localities: std::collections::HashMap<&str, Option<Point>> =
        context.rows.localities.iter().map(|row| (row.id, row.point)).collect();
    let settings: std::collections::HashMap<&str, Option<Point>> =
        context.rows.settings.iter().map(|row| (row.id, row.point)).collect();
    for row in context.rows.travel.iter().filter(|row| row.at.sound) {
        let points = localities.get(row.locality).copied().flatten().zip(settings.get(row.setting).copied().flatten());
        let metres = points.map_or(f64::INFINITY, |(a, b)| crow_flies(a, b));
        if metres < SAME_PLACE {
            continue;
        }
        let journey = format!("from `{}` to `{}`", row.locality, row.setting);
        let refused = match (row.km, row.minutes) {
            (None, _) => Some(("km", "blank".to_owned())),
            (Some(0.0), _) => Some(("km", "0".to_owned())),
            (_, Some(0.0)) => Some(("minutes", "0".to_owned())),
            _ => None,
        };
        if let Some((column, value)) = refused {
            let message = format!("The journey {journey} has {column} {value}, but they are different places.");
            let value = if value == "0" { value } else { String::new() };
            diagnostics.push(context.at(&values::E216, ("travel", row.at.line, column), message).value(value));
        } else if let Some(km) = row.km.filter(|km| km * 1000.0 < metres * 0.9 && metres.is_finite()) {
            let message =
                format!("The journey {journey} is {km} km, but a straight line is {:.1} km.", metres / 1000.0);
            diagnostics.push(context.at(&hints::W414, ("travel", row.at.line, "km"), message).value(km.to_string()));
        }
    }
}

fn crow_flies(a: Point, b: Point) -> f64 {
    Euclidean.distance(geo::Point::new(a.easting, a.northing), geo::Point::new(b.easting, b.northing))
}

/// Counts the pairs that are estimated.
pub(super) fn hint(case: &Case, context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let pairs = case.localities.len() * case.settings.len();
    let estimated = pairs.saturating_sub(case.measured.len());
    if context.raw.contains_key("travel") && estimated > 0 {
        let message = format!(
            "{} of {} are not in the table: a straight line × {} is used for them.",
            crate::units::grouped(estimated as f64, 0),
            counted(pairs, "journey", "journeys"),
            case.travel.circuity
        );
        diagnostics.push(context.about(&hints::N402, "travel", message));
    }
}
