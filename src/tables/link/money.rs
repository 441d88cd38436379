//! Costs, transport, suitability, contracts and policies.

use std::collections::HashMap;

use super::lookup::{Finder, Place};
use super::{Horizon, Names};
use crate::case::{Contract, CostRule, CostScope, Policy, Scope, SuitabilityRule, TransportRate, TransportRule};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::references;
use crate::id::{BandIx, ContractId, KindIx, NeedIx, PolicyId, ProvisionIx};
use crate::tables::kinds::canonical_kind;
use crate::tables::policies::PolicyRow;
use crate::tables::rows::Rows;
use crate::units::{Children, Pounds};

/// The rows of `costs`.
pub(super) fn costs(rows: &Rows<'_>, names: &Names, find: &mut Finder<'_>) -> Vec<Option<CostRule>> {
    let mut rules = Vec::with_capacity(rows.costs.len());
    for row in &rows.costs {
        let at = |column| Place::new("costs", row.at.line, column);
        let kind = kind_if_given(row.kind, at("kind"), names, find);
        let provision = find.find_if_given(&names.provisions, row.provision, at("provision"));
        let need = find.find_if_given(&names.needs, row.need, at("need"));
        let band = find.find_if_given(&names.bands, row.band, at("band"));
        let scope = kind.zip(provision).map(|found| match found {
            (_, Some(provision)) => CostScope::Provision(ProvisionIx::new(provision)),
            (Some(kind), None) => CostScope::Kind(KindIx::new(kind)),
            (None, None) => CostScope::Any,
        });
        let rule = scope.zip(need).zip(band).map(|((scope, need), band)| CostRule {
            scope,
            need: need.map(NeedIx::new),
            band: band.map(BandIx::new),
            year_groups: row.year_groups,
            annual_cost: Pounds(row.annual_cost),
        });
        rules.push(rule.filter(|_| row.at.sound));
    }
    rules
}

/// The rows of `transport`.
pub(super) fn transport(rows: &Rows<'_>, names: &Names, find: &mut Finder<'_>) -> Vec<Option<TransportRule>> {
    let mut rules = Vec::with_capacity(rows.transport.len());
    for row in &rows.transport {
        let at = |column| Place::new("transport", row.at.line, column);
        let kind = kind_if_given(row.kind, at("kind"), names, find);
        let need = find.find_if_given(&names.needs, row.need, at("need"));
        let band = find.find_if_given(&names.bands, row.band, at("band"));
        let rate = TransportRate {
            share: row.share,
            fixed_cost: Pounds(row.fixed_cost),
            cost_per_km: Pounds(row.cost_per_km),
        };
        let rule = kind.zip(need).zip(band).map(|((kind, need), band)| TransportRule {
            kind: kind.map(KindIx::new),
            need: need.map(NeedIx::new),
            band: band.map(BandIx::new),
            rate,
        });
        rules.push(rule.filter(|_| row.at.sound));
    }
    rules
}

#[allow(clippy::option_option, reason = "refused, not given and given are three things")]
fn kind_if_given(kind: Option<&str>, place: Place, names: &Names, find: &mut Finder<'_>) -> Option<Option<usize>> {
    match kind {
        None => Some(None),
        Some(kind) => find.find_as(&names.kinds, &canonical_kind(kind), kind, place).map(Some),
    }
}

/// The rows of `suitability`; two for the same need, band and kind are reported.
pub(super) fn suitability(rows: &Rows<'_>, names: &Names, find: &mut Finder<'_>) -> Vec<Option<SuitabilityRule>> {
    let mut rules = Vec::with_capacity(rows.suitability.len());
    let mut seen: HashMap<(usize, Option<usize>, usize), u64> = HashMap::new();
    for row in &rows.suitability {
        let at = |column| Place::new("suitability", row.at.line, column);
        let need = find.find(&names.needs, row.need, at("need"));
        let band = find.find_if_given(&names.bands, row.band, at("band"));
        let kind = kind_if_given(Some(row.kind), at("kind"), names, find).flatten();
        let Some(((need, band), kind)) = need.zip(band).zip(kind) else {
            rules.push(None);
            continue;
        };
        if let Some(first) = seen.insert((need, band, kind), row.at.line) {
            let message = format!("`{}` at `{}` is also on row {first}.", row.need, row.kind);
            find.report(Diagnostic::new(&references::E307, message).value(row.need), at("need"));
        }
        rules.push(row.suitability.filter(|_| row.at.sound).map(|suitability| SuitabilityRule {
            need: NeedIx::new(need),
            band: band.map(BandIx::new),
            kind: KindIx::new(kind),
            suitability,
        }));
    }
    rules
}

/// The rows of `contracts`.
pub(super) fn contracts(rows: &Rows<'_>, names: &Names, find: &mut Finder<'_>) -> Vec<Option<Contract>> {
    let mut contracts = Vec::with_capacity(rows.contracts.len());
    for row in &rows.contracts {
        let at = |column| Place::new("contracts", row.at.line, column);
        let provision = find.find(&names.provisions, row.provision, at("provision"));
        let needs = find.scope(&names.needs, &row.needs, at("needs"), NeedIx::new, str::to_owned);
        let joined = provision.zip(needs).zip(ContractId::new(row.id).ok()).filter(|_| row.at.sound);
        contracts.push(joined.map(|((provision, needs), id)| Contract {
            id,
            name: crate::tables::localities::name_or_id(row.name, row.id),
            provision: ProvisionIx::new(provision),
            needs,
            year_groups: row.year_groups,
            first_year: row.first_year,
            last_year: row.last_year,
            places: Children(row.places),
            price: Pounds(row.price),
            take_or_pay: row.take_or_pay,
            covers_roll: row.covers_roll,
            group: (!row.group.is_empty()).then(|| row.group.to_owned()),
            status: row.status,
            uplift: row.uplift,
            new_places: Children(row.new_places),
        }));
    }
    contracts
}

/// The rows of `policies`.
pub(super) fn policies(rows: &Rows<'_>, names: &Names, horizon: Horizon, find: &mut Finder<'_>) -> Vec<Option<Policy>> {
    rows.policies.iter().map(|row| policy(row, names, horizon, find).filter(|_| row.at.sound)).collect()
}

fn policy(row: &PolicyRow<'_>, names: &Names, horizon: Horizon, find: &mut Finder<'_>) -> Option<Policy> {
    let at = |column| Place::new("policies", row.at.line, column);
    let needs = find.scope(&names.needs, &row.needs, at("needs"), NeedIx::new, str::to_owned);
    let bands = find.scope(&names.bands, &row.bands, at("bands"), BandIx::new, str::to_owned);
    let kinds = find.scope(&names.kinds, &row.kinds, at("kinds"), KindIx::new, canonical_kind);
    let authorities = match &row.authorities {
        Scope::All => Scope::All,
        Scope::Only(names) => Scope::Only(names.iter().map(|&name| name.to_owned()).collect()),
    };
    Some(Policy {
        id: PolicyId::new(row.id).ok()?,
        needs: needs?,
        year_groups: row.year_groups,
        bands: bands?,
        authorities,
        kinds: kinds?,
        from_year: row.from_year.unwrap_or(horizon.first),
        to_year: row.to_year.unwrap_or(horizon.last),
        min_share: row.min_share,
        max_share: row.max_share,
        penalty: row.penalty.map(Pounds),
    })
}
