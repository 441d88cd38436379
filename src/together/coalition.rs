//! The case as some of its authorities plan it by themselves.
//!
//! For members `S` of all authorities `N`, each with a share `a` of all children and `b` of the money:
//!
//! ```text
//! children        those who live in S, on roll too
//! own places      K − ι · K · |N∖S| / (|N| − 1) − held by children of N∖S on roll
//! others' places  ι · K · |S| / (|N| − 1) + held by children of S on roll, each at the import rate more
//! shared places   K · Σ a over S: independent schools, and settings of authorities that have no children here
//! signed          places of contracts that are signed already · Σ a over S; an offer is made to each as it stands
//! capital         capital · Σ b over S
//! ```
//!
//! So what all plan by themselves never takes a place twice, and all of them together have what there is.

use super::Terms;
use crate::case::{
    Budget, Case, Chain, Commitment, CostRule, CostScope, Family, Kind, Penalty, Scope, Status, SuitabilityRule,
    TransportRule,
};
use crate::id::{BandIx, KindId, KindIx, NeedIx, ProvisionIx, StageIx};
use crate::network::Network;
use crate::units::{Children, Pounds};

/// Who has the places of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Own,
    Others,
    Shared,
}

/// Members of all authorities, by their place in [`Terms`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Members(pub Vec<bool>);

impl Members {
    /// Those of `n` whose bits are set.
    pub(super) fn of(set: usize, n: usize) -> Self {
        Self((0..n).map(|at| set >> at & 1 == 1).collect())
    }

    /// How many.
    pub(super) fn count(&self) -> usize {
        self.0.iter().filter(|&&member| member).count()
    }

    fn others(&self) -> Self {
        Self(self.0.iter().map(|member| !member).collect())
    }

    /// The sum of their shares.
    pub(super) fn sum(&self, shares: impl Iterator<Item = f64>) -> f64 {
        self.0.iter().zip(shares).filter(|(member, _)| **member).map(|(_, share)| share).sum()
    }
}

/// The case of some members.
pub(super) fn alone(case: &Case, terms: &Terms, members: &Members) -> Case {
    let mut own = of_children(case, terms, members);
    if members.count() == terms.authorities.len() {
        return own;
    }
    let held = held(&own);
    let imported = add_imported_kinds(&mut own, terms.import.rate);
    let held_by_others = held_by(case, terms, &members.others());
    let rivals = (terms.authorities.len() - 1) as f64;
    let (members_part, others_part) =
        (members.count() as f64 / rivals, (terms.authorities.len() - members.count()) as f64 / rivals);
    let children = members.sum(terms.authorities.iter().map(|each| each.children));
    for p in (0..case.provisions.len()).map(ProvisionIx::new) {
        let whose = whose(case, terms, members, p);
        let provision = &mut own.provisions[p.get()];
        let net = |t: usize| case[p].net_places(t).map_or(0.0, Children::get);
        let places = |t: usize| match whose {
            Whose::Own => net(t) - terms.import.share * net(t) * others_part - held_by_others[p.get()][t],
            Whose::Others => terms.import.share * net(t) * members_part + held[p.get()][t],
            Whose::Shared => net(t) * children,
        };
        let years = 0..case.years();
        let unlimited = case[p].places.is_none() && (whose != Whose::Others || terms.import.share > 0.0);
        if !unlimited {
            provision.places = Some(years.clone().map(|t| Children(places(t).max(0.0))).collect());
            provision.reserved = years.map(|_| Children(0.0)).collect();
        }
        let nothing = |places: &Vec<Children>| places.iter().all(|places| places.get() <= 0.0);
        if whose == Whose::Others && provision.places.as_ref().is_some_and(nothing) {
            // Closed, so that it does not stand among the nearest that are kept.
            provision.closes = Some(case.first_year);
        }
        if whose == Whose::Others {
            provision.kind = imported[provision.kind.get()];
            let named = own.costs.iter_mut().filter(|rule| rule.scope == CostScope::Provision(p));
            named.for_each(|rule| rule.annual_cost += Pounds(terms.import.rate));
        }
    }
    only_own_decisions(&mut own, |p| whose(case, terms, members, p));
    for contract in own.contracts.iter_mut().filter(|contract| contract.is_signed()) {
        (contract.places, contract.new_places) = (contract.places * children, contract.new_places * children);
    }
    let money = members.sum(terms.authorities.iter().map(|each| each.money));
    own.budget = case.budget.as_ref().map(|budget| Budget {
        capital: budget.capital.iter().map(|&capital| capital * money).collect(),
        high_needs: budget.high_needs.iter().map(|grant| grant.map(|grant| grant * children)).collect(),
    });
    own
}

/// All of the case but the children of others.
fn of_children(case: &Case, terms: &Terms, members: &Members) -> Case {
    let is_ours = |authority: &String| terms.position(authority).is_some_and(|at| members.0[at]);
    let lives_here = |chain: &Chain| is_ours(&case[chain.locality].authority);
    let forecast = case.forecast.only(lives_here);
    let roll = case.roll.iter().filter(|row| lives_here(&row.chain)).cloned().collect();
    let mut own = Case { forecast, roll, ..case.clone() };
    // The same wait costs the same, whoever plans.
    own.objective.unplaced_penalty = Penalty::Fixed(Pounds(terms.unplaced_penalty));
    own
}

/// Children on roll at each provision, by year.
fn held(case: &Case) -> Vec<Vec<f64>> {
    let years = case.years();
    if case.roll.is_empty() {
        return vec![vec![0.0; years]; case.provisions.len()];
    }
    let network = Network::build(case);
    let of = |p: usize| (0..years).map(|t| network.roll.placed(ProvisionIx::new(p), t)).collect();
    (0..case.provisions.len()).map(of).collect()
}

fn held_by(case: &Case, terms: &Terms, members: &Members) -> Vec<Vec<f64>> {
    held(&of_children(case, terms, members))
}

fn whose(case: &Case, terms: &Terms, members: &Members, p: ProvisionIx) -> Whose {
    let independent = case[case[p].kind].family == Family::Independent;
    match terms.position(&case[case[p].setting].authority).filter(|_| !independent) {
        None => Whose::Shared,
        Some(at) if members.0[at] => Whose::Own,
        Some(_) => Whose::Others,
    }
}

/// Every kind once more as it is in another authority, where each child costs so much more: old kinds to new.
fn add_imported_kinds(case: &mut Case, rate: f64) -> Vec<KindIx> {
    let count = case.kinds.len();
    if rate == 0.0 {
        return (0..count).map(KindIx::new).collect();
    }
    let imported = |kind: KindIx| KindIx::new(kind.get() + count);
    for kind in (0..count).map(KindIx::new) {
        let name = format!("{} elsewhere", case[kind].id);
        let id = KindId::new(&name).unwrap_or_else(|_| unreachable!("a sound name"));
        let costs = imported_costs(case, kind, imported(kind), rate);
        case.costs.extend(costs);
        case.kinds.push(Kind { id, name, ..case[kind].clone() });
    }
    let transport = case.transport.iter().filter_map(|rule| Some((rule.kind?, rule)));
    let transport: Vec<_> =
        transport.map(|(kind, rule)| TransportRule { kind: Some(imported(kind)), ..rule.clone() }).collect();
    case.transport.extend(transport);
    let suitability = case.suitability.iter().map(|rule| SuitabilityRule { kind: imported(rule.kind), ..rule.clone() });
    let suitability: Vec<_> = suitability.collect();
    case.suitability.extend(suitability);
    for policy in &mut case.policies {
        if let Scope::Only(kinds) = &mut policy.kinds {
            let more: Vec<KindIx> = kinds.iter().map(|&kind| imported(kind)).collect();
            kinds.extend(more);
        }
    }
    (0..count).map(KindIx::new).map(imported).collect()
}

/// What each child costs at a kind in another authority: one row for every need, band and stage.
fn imported_costs(case: &Case, kind: KindIx, imported: KindIx, rate: f64) -> Vec<CostRule> {
    let mut rows = Vec::new();
    for need in (0..case.needs.len()).map(NeedIx::new) {
        for band in (0..case.bands.len()).map(BandIx::new) {
            for stage in (0..case.stages.len()).map(StageIx::new) {
                let Some(cost) = case.annual_cost_of_kind(kind, need, band, stage) else { continue };
                rows.push(CostRule {
                    scope: CostScope::Kind(imported),
                    need: Some(need),
                    band: Some(band),
                    year_groups: Some(case[stage].year_groups),
                    annual_cost: cost + Pounds(rate),
                });
            }
        }
    }
    rows
}

/// Leaves only projects and contracts at their own or shared provisions to be decided.
fn only_own_decisions(case: &mut Case, whose: impl Fn(ProvisionIx) -> Whose) {
    for project in case.projects.iter_mut().filter(|project| whose(project.provision) == Whose::Others) {
        project.status = Status::Excluded;
    }
    for contract in case.contracts.iter_mut().filter(|contract| whose(contract.provision) == Whose::Others) {
        contract.status = Commitment::Excluded;
    }
}
