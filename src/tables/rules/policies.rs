//! Policies that speak of nobody, and authorities that no locality has.

use std::collections::BTreeSet;

use super::Context;
use crate::case::{Case, Policy, Scope};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::hints;
use crate::id::StageIx;
use crate::tables::suggest::did_you_mean;

/// Warns of them.
pub(super) fn hint(case: &Case, context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let authorities: BTreeSet<&str> = case.localities.iter().map(|locality| locality.authority.as_str()).collect();
    for (row, policy) in context.rows.policies.iter().zip(&case.policies) {
        let mut strange = false;
        if let Scope::Only(named) = &policy.authorities {
            for name in named.iter().filter(|name| !authorities.contains(name.as_str())) {
                let message = format!("No locality is in the authority `{name}`.");
                let help = did_you_mean(name, authorities.iter().copied(), hints::W410.fix);
                let place = ("policies", row.at.line, "authorities");
                diagnostics.push(context.at(&hints::W410, place, message).value(name).help(help));
                strange = true;
            }
        }
        if !strange && !speaks_of_somebody(case, policy) {
            let message = format!("The policy `{}` speaks of no child of the forecast.", policy.id);
            diagnostics
                .push(context.at(&hints::W410, ("policies", row.at.line, "policy"), message).value(policy.id.as_str()));
        }
    }
}

fn speaks_of_somebody(case: &Case, policy: &Policy) -> bool {
    let years: Vec<usize> = (0..case.years()).filter(|&t| policy.applies(case.year(t))).collect();
    case.forecast.chains().iter().enumerate().any(|(c, chain)| {
        (0..case.stages.len()).any(|s| {
            let authority = &case[chain.locality].authority;
            let (stage, groups) = (StageIx::new(s), case[StageIx::new(s)].year_groups);
            policy.speaks_of(chain.need, chain.band, groups, authority)
                && years.iter().any(|&t| case.forecast.children(c, stage, t) > 0.0)
        })
    })
}
