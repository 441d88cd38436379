//! More on roll than forecast, and children on roll where a new child could not start.

use std::collections::BTreeMap;

use super::Context;
use crate::case::{Case, Chain, RollRow, Suitability};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::hints;
use crate::id::StageIx;
use crate::units::Children;

/// Warns of both.
pub(super) fn hint(case: &Case, context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for (row, on_roll) in context.rows.roll.iter().zip(&case.roll) {
        if let Some((column, why)) = could_not_start(case, on_roll) {
            let message = format!("Children are on roll at `{}`, but {why}.", row.provision);
            let warning = context.at(&hints::W406, ("roll", row.at.line, column), message);
            diagnostics.push(warning.value(row.provision));
        }
    }
    more_than_forecast(case, context, diagnostics);
}

fn could_not_start(case: &Case, row: &RollRow) -> Option<(&'static str, String)> {
    let provision = &case[row.provision];
    let need = &case[row.chain.need].id;
    let stage = &case[row.stage];
    if !provision.needs.includes(&row.chain.need) {
        return Some(("need", format!("it does not accept {need}")));
    }
    if !provision.serves(stage.year_groups) {
        return Some(("year_groups", format!("it does not take year groups {}: they will move on", stage.id)));
    }
    if case.suitability(provision.kind, row.chain.need, row.chain.band) == Suitability::Unsuitable {
        return Some(("need", format!("{} is unsuitable for {need}", case[provision.kind].id)));
    }
    let journey = case.journey(row.chain.locality, provision.setting);
    (journey.distance.get() > case.travel.reach.get())
        .then(|| ("locality", format!("it is {} away, beyond the reach of {}", journey.distance, case.travel.reach)))
}

/// One warning for all cells, at the one with the largest excess: the forecast of a small area is a fraction of a
/// child, the roll is whole, so there may be many.
fn more_than_forecast(case: &Case, context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let mut carried: BTreeMap<(Chain, usize), (f64, u64)> = BTreeMap::new();
    for (row, on_roll) in context.rows.roll.iter().zip(&case.roll) {
        let stage = on_roll.stage.get();
        let width = case[on_roll.stage].width();
        let children = on_roll.children.get();
        let shares = [(stage, (width - 1.0) / width), (stage + 1, 1.0 / width)];
        for (stage, share) in shares.into_iter().filter(|&(stage, share)| stage < case.stages.len() && share > 0.0) {
            carried.entry((on_roll.chain, stage)).or_insert((0.0, row.at.line)).0 += children * share;
        }
    }
    let excess = carried.iter().filter_map(|(&(chain, stage), &(children, line))| {
        let c = case.forecast.find(chain)?;
        let over = children - case.forecast.children(c, StageIx::new(stage), 0);
        (over > 1e-6).then_some((over, line))
    });
    let excess: Vec<(f64, u64)> = excess.collect();
    if let Some(&(most, line)) = excess.iter().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
        let total: f64 = excess.iter().map(|(over, _)| over).sum();
        let message = format!(
            "In {} of {} groups (locality, need, band and year groups) more children come up from the roll than are \
             forecast for {}: {} too many in all, {} at most in one group.",
            excess.len(),
            carried.len(),
            case.first_year,
            Children(total),
            Children(most)
        );
        diagnostics.push(context.at(&hints::W402, ("roll", line, "children"), message));
    }
}
