//! More places reserved than there are; changes at unlimited provisions; provisions that closed long ago.

use super::Context;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::{across, hints};
use crate::tables::provisions::ProvisionRow;

/// Reports them.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for row in context.rows.provisions.iter().filter(|row| row.at.sound) {
        let at = |column| ("provisions", row.at.line, column);
        if let Some(places) = row.places.filter(|&places| row.reserved > places) {
            let message = format!("`{}` has {places} places and reserves {} of them.", row.id, row.reserved);
            diagnostics.push(context.at(&across::E410, at("reserved"), message).value(row.reserved.to_string()));
        }
        never_open(context, row, diagnostics);
        if let Some(least) = row.min_children {
            let message = format!("`{}` is to have at least {least} children: reported, not enforced.", row.id);
            diagnostics.push(context.at(&hints::N401, at("min_children"), message).value(least.to_string()));
        }
    }
    changes(context, diagnostics);
}

fn never_open(context: &Context<'_, '_>, row: &ProvisionRow<'_>, diagnostics: &mut Diagnostics) {
    let horizon = context.linked.horizon;
    let (column, year) = match (row.opens, row.closes) {
        (_, Some(closes)) if closes <= horizon.first => ("closes", closes),
        (Some(opens), _) if opens > horizon.last => ("opens", opens),
        _ => return,
    };
    if context.has_model {
        let message = format!("`{}` {column} in {year}, so it is closed in every year planned.", row.id);
        let warning = context.at(&hints::W411, ("provisions", row.at.line, column), message);
        diagnostics.push(warning.value(year.0.to_string()));
    }
}

fn changes(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let horizon = context.linked.horizon;
    for (row, provision) in context.rows.places.iter().zip(&context.linked.places) {
        let at = |column| ("places", row.at.line, column);
        let Some(provision) = provision.filter(|_| row.at.sound) else { continue };
        if row.year > horizon.last && context.has_model {
            let message = format!("The change in {} comes after the last year planned, so it is not used.", row.year);
            diagnostics.push(context.at(&hints::W408, at("year"), message).value(row.year.0.to_string()));
            continue;
        }
        let Some(provision) = context.linked.provisions.get(provision).and_then(Option::as_ref) else { continue };
        let t = horizon.position(row.year).unwrap_or(0);
        let Some(places) = &provision.places else {
            let message = format!("`{}` has unlimited places (blank) until {}.", row.provision, row.year);
            diagnostics.push(context.at(&across::E420, at("places"), message).value(row.places.to_string()));
            continue;
        };
        if let (Some(places), Some(reserved)) = (places.get(t), provision.reserved.get(t))
            && reserved > places
        {
            let (places, reserved) = (places.get(), reserved.get());
            let message =
                format!("From {}, `{}` has {places} places and reserves {reserved}.", row.year, row.provision);
            diagnostics.push(context.at(&across::E410, at("reserved"), message).value(reserved.to_string()));
        }
    }
}
