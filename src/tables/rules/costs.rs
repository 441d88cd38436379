//! Two equally specific cost rows that both fit, and provisions for which no cost row fits.
//!
//! Rows about kinds are compared once for each kind, rows about a provision once for each such provision, and only
//! for the needs, bands and stages that children of the forecast and the roll have.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::suits::Suits;
use super::{Context, counted};
use crate::case::{CostRule, CostScope, Origin, Provision};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::across;
use crate::id::{BandIx, KindIx, NeedIx, ProvisionIx};

/// A need, a band and the position of a stage.
type Child = (NeedIx, BandIx, usize);
/// A row and its line.
type Line<'l> = (u64, &'l CostRule);

/// Reports both.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let costs = Costs::new(context);
    for ((first, second), (need, band, stage)) in &costs.ties {
        let linked = context.linked;
        let name = |found: Option<&str>| found.unwrap_or_default().to_owned();
        let message = format!(
            "Rows {first} and {second} both fit {} children of band {} in year groups {}, and neither is more specific.",
            name(linked.needs.get(need.get()).map(|n| n.id.as_str())),
            name(linked.bands.get(band.get()).map(|b| b.id.as_str())),
            name(linked.stages.get(*stage).map(|s| s.id.as_str())),
        );
        diagnostics.push(context.at(&across::E403, ("costs", *second, "annual_cost"), message));
    }
    // Where a row of costs was refused it cannot be known what is missing.
    let read = context.linked.costs.len();
    let complete = read > 0 && context.raw.get("costs").is_some_and(|raw| raw.len() == read);
    if complete && context.linked.costs.iter().all(Option::is_some) {
        missing(context, &costs, diagnostics);
    }
}

struct Costs<'l> {
    children: Vec<Child>,
    /// For each kind in use: which of `children` a row about the kind, or about every kind, fits.
    by_kind: BTreeMap<KindIx, Vec<bool>>,
    by_provision: HashMap<ProvisionIx, Vec<Line<'l>>>,
    /// Two lines that tie, and a child both fit.
    ties: BTreeMap<(u64, u64), Child>,
}

impl<'l> Costs<'l> {
    fn new(context: &Context<'l, '_>) -> Self {
        let linked = context.linked;
        let cells = linked.cells.iter().flatten().map(|cell| cell.chain);
        let pairs: BTreeSet<(NeedIx, BandIx)> = cells
            .chain(linked.roll.iter().flatten().map(|row| row.chain))
            .map(|chain| (chain.need, chain.band))
            .collect();
        let stages = 0..linked.stages.len();
        let children = pairs.iter().flat_map(|&(n, b)| stages.clone().map(move |s| (n, b, s))).collect();
        let mut costs =
            Self { children, by_kind: BTreeMap::new(), by_provision: HashMap::new(), ties: BTreeMap::new() };
        let mut general: Vec<Line<'l>> = Vec::new();
        for (row, rule) in context.rows.costs.iter().zip(&linked.costs) {
            let Some(rule) = rule else { continue };
            match rule.scope {
                CostScope::Provision(p) => costs.by_provision.entry(p).or_default().push((row.at.line, rule)),
                CostScope::Any | CostScope::Kind(_) => general.push((row.at.line, rule)),
            }
        }
        for (at, provision) in linked.provisions.iter().enumerate() {
            let Some(provision) = provision else { continue };
            let (ix, kind) = (ProvisionIx::new(at), provision.kind);
            if !costs.by_kind.contains_key(&kind) {
                let fits = costs.fits(&general, (ix, kind), context);
                costs.by_kind.insert(kind, fits);
            }
            if let Some(rules) = costs.by_provision.get(&ix).cloned() {
                costs.fits(&rules, (ix, kind), context);
            }
        }
        costs
    }

    /// Which children some row fits; ties of the most specific rows are noted.
    fn fits(&mut self, rules: &[Line<'l>], at: (ProvisionIx, KindIx), context: &Context<'l, '_>) -> Vec<bool> {
        let mut fits = Vec::with_capacity(self.children.len());
        for &child in &self.children {
            let (need, band, stage) = child;
            let groups = context.linked.stages.get(stage).map(|stage| stage.year_groups);
            let mut best: Option<Line<'l>> = None;
            let mut tie = None;
            for &(line, rule) in rules {
                if !groups.is_some_and(|groups| rule.fits((Some(at.0), at.1), need, band, groups)) {
                    continue;
                }
                let rank = best.map(|(_, best)| best.specificity());
                if rank.is_none_or(|rank| rule.specificity() > rank) {
                    (best, tie) = (Some((line, rule)), None);
                } else if rank == Some(rule.specificity()) && tie.is_none() {
                    tie = best.map(|(first, _)| (first, line));
                }
            }
            if let Some(tie) = tie {
                self.ties.entry(tie).or_insert(child);
            }
            fits.push(best.is_some());
        }
        fits
    }
}

/// The provisions that could take children for whom nothing is said, and those children.
#[derive(Default)]
struct Missing {
    provisions: BTreeSet<usize>,
    needs: BTreeSet<NeedIx>,
    children: BTreeSet<Child>,
}

fn missing(context: &Context<'_, '_>, costs: &Costs<'_>, diagnostics: &mut Diagnostics) {
    let linked = context.linked;
    let suits = Suits::new(linked);
    let mut on_roll: HashMap<usize, BTreeSet<Child>> = HashMap::new();
    for row in linked.roll.iter().flatten() {
        let later = (row.stage.get()..linked.stages.len()).map(|stage| (row.chain.need, row.chain.band, stage));
        on_roll.entry(row.provision.get()).or_default().extend(later);
    }
    let mut missing: BTreeMap<KindIx, Missing> = BTreeMap::new();
    for (at, provision) in linked.provisions.iter().enumerate() {
        let Some(provision) = provision else { continue };
        let Some(by_kind) = costs.by_kind.get(&provision.kind) else { continue };
        let own = costs.by_provision.get(&ProvisionIx::new(at)).map_or(&[][..], Vec::as_slice);
        for (&child, _) in costs.children.iter().zip(by_kind).filter(|&(_, &fits)| !fits) {
            let (need, band, stage) = child;
            let Some(groups) = linked.stages.get(stage).map(|stage| stage.year_groups) else { continue };
            let may_start = provision.needs.includes(&need) && suits.offers(provision.kind, need, band);
            let there = on_roll.get(&at).is_some_and(|children| children.contains(&child));
            let fits = |rule: &CostRule| rule.fits((Some(ProvisionIx::new(at)), provision.kind), need, band, groups);
            if provision.serves(groups) && (may_start || there) && !own.iter().any(|(_, rule)| fits(rule)) {
                let missing = missing.entry(provision.kind).or_default();
                missing.provisions.insert(at);
                missing.needs.insert(need);
                missing.children.insert(child);
            }
        }
    }
    for (kind, missing) in &missing {
        report_missing(context, *kind, missing, diagnostics);
    }
}

fn report_missing(context: &Context<'_, '_>, kind: KindIx, missing: &Missing, diagnostics: &mut Diagnostics) {
    let linked = context.linked;
    let Some(kind) = linked.kinds.get(kind.get()) else { return };
    let Some((at, first)) = missing.provisions.first().and_then(|&at| Some((at, linked.provisions.get(at)?.as_ref()?)))
    else {
        return;
    };
    let needs: Vec<&str> =
        missing.needs.iter().filter_map(|need| linked.needs.get(need.get())).map(|need| need.id.as_str()).collect();
    let message = format!(
        "No row of costs fits children with {} at {}: {} could take them, such as `{}`.",
        needs.join(", "),
        kind.id,
        counted(missing.provisions.len(), "provision", "provisions"),
        first.id
    );
    let examples = missing.children.iter().next().and_then(|&(_, band, stage)| {
        Some(format!("band {}, year groups {}", linked.bands.get(band.get())?.id, linked.stages.get(stage)?.id))
    });
    let help = format!(
        "Add a row to costs with kind {} and annual_cost ({} for a start), or one for each need.",
        kind.id,
        examples.unwrap_or_default()
    );
    let place = place_of(context, at, first);
    diagnostics.push(context.at(&across::E404, place, message).value(kind.id.as_str()).help(help));
}

fn place_of(context: &Context<'_, '_>, at: usize, provision: &Provision) -> (&'static str, u64, &'static str) {
    match provision.origin {
        Origin::Existing => ("provisions", context.rows.provisions.get(at).map_or(0, |row| row.at.line), "kind"),
        Origin::Project(p) => ("projects", context.rows.projects.get(p.get()).map_or(0, |row| row.at.line), "kind"),
    }
}
