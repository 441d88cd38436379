//! The tables that speak of kinds and needs rather than of schools: suitability, costs, transport, policies, patches.
//!
//! The money is of the order that councils report: a special school place at about £26,000 with its place funding, a
//! base place at about £20,000, an independent place at about £62,000, transport at about £8,000.

use super::children::{Band, FIRST_YEAR, groups};
use super::schools::Kind;
use super::sheet::Sheet;
use super::size::Extent;

const KINDS: [Kind; 5] = [Kind::Mainstream, Kind::Dsp, Kind::ResourceBase, Kind::Special, Kind::Independent];

/// Whether a kind can meet a need at a band.
pub(super) fn suitability(need: &str, band: Band, kind: Kind) -> &'static str {
    match (band, kind) {
        (Band::Targeted, Kind::Mainstream)
        | (Band::Enhanced, Kind::Dsp | Kind::ResourceBase)
        | (Band::Complex, Kind::Special) => "preferred",
        (Band::Enhanced, Kind::Mainstream) if matches!(need, "ASD" | "SEMH") => "unsuitable",
        (Band::Enhanced, Kind::Mainstream) => "last_resort",
        (Band::Enhanced, Kind::Special) | (Band::Enhanced | Band::Complex, Kind::Independent) => "suitable",
        (Band::Complex, Kind::Dsp | Kind::ResourceBase) if matches!(need, "MLD" | "OTH") => "last_resort",
        (Band::Targeted | Band::Complex, _) => "unsuitable",
    }
}

/// Every need and band of the example with every kind.
pub(super) fn write_suitability(extent: &Extent, sheet: &mut Sheet) {
    for group in groups(extent) {
        for kind in KINDS {
            let (need, band) = (group.need.code, group.band);
            sheet.row([need, band.as_str(), kind.as_str(), suitability(need, band, kind)]);
        }
    }
}

/// £ per child per year on top of place funding, for most needs.
const COSTS: [(Kind, Band, u32); 10] = [
    (Kind::Mainstream, Band::Targeted, 6_500),
    (Kind::Mainstream, Band::Enhanced, 14_000),
    (Kind::Dsp, Band::Enhanced, 14_000),
    (Kind::Dsp, Band::Complex, 19_000),
    (Kind::ResourceBase, Band::Enhanced, 14_000),
    (Kind::ResourceBase, Band::Complex, 19_000),
    (Kind::Special, Band::Enhanced, 15_500),
    (Kind::Special, Band::Complex, 16_500),
    (Kind::Independent, Band::Enhanced, 56_000),
    (Kind::Independent, Band::Complex, 63_000),
];

/// Needs that cost more, or less, in some kinds.
const DEARER: [(Kind, &str, Band, u32); 7] = [
    (Kind::Special, "PMLD", Band::Complex, 27_000),
    (Kind::Special, "SEMH", Band::Complex, 19_500),
    (Kind::Special, "SLD", Band::Complex, 18_000),
    (Kind::Independent, "SEMH", Band::Complex, 67_000),
    (Kind::Independent, "SLD", Band::Complex, 70_000),
    (Kind::Independent, "PMLD", Band::Complex, 84_000),
    (Kind::Independent, "SLCN", Band::Enhanced, 52_000),
];

/// £ per child per year at the schools out of area.
pub(super) const OUT_OF_AREA: u32 = 78_000;

/// Costs by kind, band and need.
pub(super) fn write_costs(sheet: &mut Sheet) {
    for (kind, band, cost) in COSTS {
        sheet.row([kind.as_str(), "", "*", band.as_str(), &cost.to_string()]);
    }
    for (kind, need, band, cost) in DEARER {
        sheet.row([kind.as_str(), "", need, band.as_str(), &cost.to_string()]);
    }
}

/// Transport by kind: share of children carried, £ per child, £ per kilometre.
pub(super) fn write_transport(sheet: &mut Sheet) {
    sheet.rows(&[
        ["mainstream", "*", "0.1", "3000", "260"],
        ["dsp", "*", "0.5", "4200", "300"],
        ["resource_base", "*", "0.5", "4200", "300"],
        ["special", "*", "0.8", "4800", "320"],
        ["special", "PMLD", "1", "9500", "420"],
        ["independent", "*", "0.9", "6000", "380"],
    ]);
}

/// Rules on the mix of placements.
pub(super) fn write_policies(sheet: &mut Sheet) {
    sheet.rows(&[
        ["parents who choose independent", "ASD", "*", "complex", "independent", "", "0.06", "", ""],
        ["inclusion", "*", "*", "targeted;enhanced", "mainstream;dsp;resource_base", "", "0.95", "", "4000"],
        ["SEMH in independent schools", "SEMH", "*", "*", "independent", "", "", "0.12", "10000"],
    ]);
}

/// Steps that scenarios are made of.
pub(super) fn write_patches(extent: &Extent, sheet: &mut Sheet) {
    let later = format!("year>={}", FIRST_YEAR + extent.years.saturating_sub(1).min(2) as i32);
    sheet.rows(&[
        ["growth-up", "forecast", "children", "scale", "1.1", &later],
        ["growth-down", "forecast", "children", "scale", "0.92", &later],
        ["no-capital", "budgets", "capital", "set", "0", ""],
        ["half-capital", "budgets", "capital", "scale", "0.5", ""],
        ["no-blocks", "contracts", "status", "set", "excluded", "status=optional"],
        ["fees-up", "costs", "annual_cost", "scale", "1.1", "kind=independent"],
        ["no-new-school", "projects", "status", "set", "excluded", "kind=special"],
    ]);
}
