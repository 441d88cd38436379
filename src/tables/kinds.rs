//! `kinds` and `suitability`: kinds of provision, and which can meet which need.

use super::localities::name_or_id;
use super::raw::RawTable;
use super::reader::{At, rows};
use super::schema::tidy_name;
use crate::case::{Family, Kind, Suitability};
use crate::diagnostic::Diagnostics;
use crate::id::KindId;
use crate::units::{Minutes, Pounds};

/// A row of `kinds`.
#[derive(Debug)]
pub(crate) struct KindRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) name: &'t str,
    pub(crate) family: Option<Family>,
    pub(crate) place_funding: Option<f64>,
    pub(crate) overfill: Option<f64>,
    pub(crate) overfill_cost: Option<f64>,
    pub(crate) max_minutes: Option<f64>,
}

/// Reads the table.
pub(crate) fn kinds_from_rows<'t>(table: Option<&'t RawTable>, diagnostics: &mut Diagnostics) -> Vec<KindRow<'t>> {
    rows(table, diagnostics, |row| {
        let (id, name) = (row.id("kind"), row.text("name"));
        let family = row.choice("family").and_then(|word| Family::ALL.into_iter().find(|f| f.as_str() == word));
        let (place_funding, overfill) = (row.optional_number("place_funding"), row.overfill("overfill"));
        let (overfill_cost, max_minutes) = (row.optional_number("overfill_cost"), row.optional_number("max_minutes"));
        KindRow { at: row.at(), id, name, family, place_funding, overfill, overfill_cost, max_minutes }
    })
}

/// A row of `suitability`.
#[derive(Debug)]
pub(crate) struct SuitabilityRow<'t> {
    pub(crate) at: At,
    pub(crate) need: &'t str,
    pub(crate) band: Option<&'t str>,
    pub(crate) kind: &'t str,
    pub(crate) suitability: Option<Suitability>,
}

/// Reads the table.
pub(crate) fn suitability_from_rows<'t>(
    table: Option<&'t RawTable>,
    diagnostics: &mut Diagnostics,
) -> Vec<SuitabilityRow<'t>> {
    use Suitability::{LastResort, Preferred, Suitable, Unsuitable};
    rows(table, diagnostics, |row| {
        let (need, band, kind) = (row.id("need"), row.id_or_all("band"), row.id("kind"));
        if row.text("suitability").is_empty() {
            row.blank("suitability");
        }
        let word = row.choice("suitability");
        let all = [Preferred, Suitable, LastResort, Unsuitable];
        let suitability = word.and_then(|word| all.into_iter().find(|s| s.as_str() == word));
        SuitabilityRow { at: row.at(), need, band, kind, suitability }
    })
}

/// The name under which a kind is looked up: small letters, `_` for blanks, aliases replaced.
pub(crate) fn canonical_kind(name: &str) -> String {
    let tidy = tidy_name(name);
    match tidy.as_str() {
        "srp" | "erp" | "unit" | "specialist_base" => "resource_base".to_owned(),
        _ => tidy,
    }
}

/// The kinds built in, replaced and added to by the rows of `kinds`.
pub(crate) fn all_kinds(rows: &[KindRow<'_>]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = BUILT_IN.iter().filter_map(built_in).collect();
    for row in rows {
        let canonical = canonical_kind(row.id);
        let known = kinds.iter().position(|kind| kind.id.as_str() == canonical);
        let before = known.and_then(|at| kinds.get(at)).cloned();
        let Some(kind) = replaced(row, &canonical, before) else { continue };
        match known.and_then(|at| kinds.get_mut(at)) {
            Some(slot) => *slot = kind,
            None => kinds.push(kind),
        }
    }
    kinds
}

/// Id, name, family, place funding, overfill, overfill cost.
const BUILT_IN: [(&str, &str, Family, f64, f64, f64); 5] = [
    ("mainstream", "Mainstream", Family::Mainstream, 0.0, 0.5, 2_000.0),
    ("dsp", "DSP", Family::Base, 6_000.0, 0.1, 5_000.0),
    ("resource_base", "Resource base", Family::Base, 6_000.0, 0.1, 5_000.0),
    ("special", "Special school", Family::Special, 10_000.0, 0.1, 8_000.0),
    ("independent", "Independent special school", Family::Independent, 0.0, 0.0, 0.0),
];

fn built_in(kind: &(&str, &str, Family, f64, f64, f64)) -> Option<Kind> {
    let &(id, name, family, place_funding, overfill, overfill_cost) = kind;
    let id = KindId::new(id).ok()?;
    let (place_funding, overfill_cost) = (Pounds(place_funding), Pounds(overfill_cost));
    Some(Kind { id, name: name.to_owned(), family, place_funding, overfill, overfill_cost, max_minutes: None })
}

/// A row of `kinds`; what it leaves blank is that of the kind it replaces.
fn replaced(row: &KindRow<'_>, canonical: &str, before: Option<Kind>) -> Option<Kind> {
    let id = KindId::new(canonical).ok()?;
    let before = before.unwrap_or_else(|| Kind {
        id: id.clone(),
        name: row.id.to_owned(),
        family: Family::Other,
        place_funding: Pounds(0.0),
        overfill: 0.0,
        overfill_cost: Pounds(0.0),
        max_minutes: None,
    });
    Some(Kind {
        id,
        name: name_or_id(row.name, &before.name),
        family: row.family.unwrap_or(before.family),
        place_funding: row.place_funding.map_or(before.place_funding, Pounds),
        overfill: row.overfill.unwrap_or(before.overfill),
        overfill_cost: row.overfill_cost.map_or(before.overfill_cost, Pounds),
        max_minutes: row.max_minutes.map(Minutes).or(before.max_minutes),
    })
}

/// What holds for a need at a kind of this family where the tables say nothing.
pub(crate) fn default_suitability(family: Family, need: &str) -> Suitability {
    use Suitability::{LastResort, Preferred, Suitable, Unsuitable};
    let need = need.to_ascii_uppercase();
    match (family, need.as_str()) {
        (Family::Mainstream | Family::Base, "PMLD" | "SLD") => Unsuitable,
        (Family::Mainstream, "MSI") => LastResort,
        (Family::Base, _) | (Family::Special, "PMLD" | "SLD" | "MSI" | "PD" | "ASD" | "SEMH") => Preferred,
        _ => Suitable,
    }
}
