//! Two equally specific transport rows that both fit, and kinds for which none does.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::case::Case;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::{across, hints};
use crate::id::{BandIx, KindIx, NeedIx};

/// Reports rows that tie.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let linked = context.linked;
    let kinds: BTreeSet<KindIx> = linked.provisions.iter().flatten().map(|provision| provision.kind).collect();
    let chains = linked.cells.iter().flatten().map(|cell| cell.chain);
    let pairs: BTreeSet<(NeedIx, BandIx)> =
        chains.chain(linked.roll.iter().flatten().map(|row| row.chain)).map(|c| (c.need, c.band)).collect();
    let mut ties: BTreeMap<(u64, u64), (KindIx, NeedIx)> = BTreeMap::new();
    for &kind in &kinds {
        for &(need, band) in &pairs {
            let rules = context.rows.transport.iter().zip(&linked.transport);
            let fitting = rules.filter_map(|(row, rule)| Some((row.at.line, rule.as_ref()?)));
            let fitting: Vec<_> = fitting.filter(|(_, rule)| rule.fits(kind, need, band)).collect();
            let Some(top) = fitting.iter().map(|(_, rule)| rule.specificity()).max() else { continue };
            let mut best = fitting.iter().filter(|(_, rule)| rule.specificity() == top);
            if let (Some((first, _)), Some((second, _))) = (best.next(), best.next()) {
                ties.entry((*first, *second)).or_insert((kind, need));
            }
        }
    }
    for ((first, second), (kind, need)) in ties {
        let need = linked.needs.get(need.get()).map_or("", |need| need.id.as_str());
        let kind = linked.kinds.get(kind.get()).map_or("", |kind| kind.id.as_str());
        let message =
            format!("Rows {first} and {second} both fit {need} children at {kind}, and neither is more specific.");
        diagnostics.push(context.at(&across::E418, ("transport", second, "kind"), message));
    }
}

/// Warns of kinds whose journeys would be free although others are not.
pub(super) fn hint(case: &Case, context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    if case.transport.is_empty() {
        return;
    }
    let pairs: BTreeSet<(NeedIx, BandIx)> = case.forecast.chains().iter().map(|c| (c.need, c.band)).collect();
    let kinds: BTreeSet<KindIx> = case.provisions.iter().map(|provision| provision.kind).collect();
    for kind in kinds {
        let fits = |&(need, band): &(NeedIx, BandIx)| case.transport.iter().any(|rule| rule.fits(kind, need, band));
        if let Some((need, _)) = pairs.iter().find(|pair| !fits(pair)) {
            let (kind, need) = (&case[kind].id, &case[*need].id);
            let message = format!("No row of transport fits {need} children at {kind}: their journeys cost nothing.");
            diagnostics.push(context.about(&hints::W413, "transport", message).column("kind").value(kind.as_str()));
        }
    }
}
