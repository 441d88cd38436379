//! An empty forecast, rows outside the horizon, years without children, gaps between stages.

use super::{Context, counted};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::{across, hints};

/// Reports them.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    gaps(context, diagnostics);
    let (rows, linked) = (&context.rows.forecast, context.linked);
    // A forecast that could not be read is reported already, and without a model file any year will do.
    let readable = context.raw.get("forecast").is_some_and(|raw| raw.readable() && raw.len() == rows.len());
    if !context.has_model || !readable || !rows.iter().all(|row| row.at.sound) {
        return;
    }
    let horizon = linked.horizon;
    let outside: Vec<u64> =
        rows.iter().filter(|row| horizon.position(row.year).is_none()).map(|row| row.at.line).collect();
    if outside.len() == rows.len() || rows.iter().all(|row| row.children == 0.0 || horizon.position(row.year).is_none())
    {
        let what = if rows.is_empty() {
            "The forecast has no rows".to_owned()
        } else {
            format!("None of {} has children", counted(rows.len(), "row", "rows"))
        };
        let message = format!("{what} for the years {} to {}.", horizon.first, horizon.last);
        diagnostics.push(context.about(&across::E408, "forecast", message));
        return;
    }
    if let Some(&first) = outside.first() {
        let message = format!(
            "{} for years before {} or after {} {} not used.",
            counted(outside.len(), "row", "rows"),
            horizon.first,
            horizon.last,
            if outside.len() == 1 { "is" } else { "are" }
        );
        diagnostics.push(context.at(&hints::W408, ("forecast", first, "year"), message));
    }
    let mut totals = vec![0.0; horizon.years()];
    for row in rows {
        if let Some(total) = horizon.position(row.year).and_then(|t| totals.get_mut(t)) {
            *total += row.children;
        }
    }
    for (t, _) in totals.iter().enumerate().filter(|&(_, &total)| total == 0.0) {
        let year = horizon.first.plus(t);
        let message = format!("The forecast has no children in {year}.");
        diagnostics.push(context.about(&hints::W409, "forecast", message).column("year").value(year.0.to_string()));
    }
}

fn gaps(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for pair in context.linked.stages.windows(2) {
        let [below, above] = pair else { continue };
        let (from, to) = (below.year_groups.highest, above.year_groups.lowest);
        if to > from + 1 {
            let message = format!("Between the stages {} and {} year groups are left out.", below.id, above.id);
            let warning = context.about(&hints::W401, "forecast", message).column("year_groups");
            diagnostics.push(warning.value(above.id.as_str()));
        }
    }
}
