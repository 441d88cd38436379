//! What the maps have in common, on the page and in QGIS: kinds by shape and colour, shares of children by shade.

use crate::case::{Case, Family};
use crate::id::{KindIx, SettingIx};
use crate::plan::Plan;
use crate::units::Year;

/// How many shapes tell kinds apart; further kinds begin with the first again.
pub(super) const SHAPES: usize = 7;

/// Colours of the shapes, Okabe and Ito's, darkened where they were pale.
pub(super) const FILLS: [&str; SHAPES] = ["#0072b2", "#00805e", "#d55e00", "#aa5082", "#222222", "#9c6b00", "#3c91c8"];

/// Up to this share of its children a locality has this colour; one hue from light to dark, told apart in grey too.
pub(super) const SHORT: [(f64, &str, &str); 5] = [
    (0.0005, "#ffffff", "nobody"),
    (0.05, "#fdd0a2", "up to 5%"),
    (0.10, "#fd8d3c", "5% to 10%"),
    (0.20, "#c44100", "10% to 20%"),
    (f64::INFINITY, "#6b2000", "over 20%"),
];

/// A kind and how it is drawn.
pub(super) struct Mark {
    /// The kind.
    pub(super) kind: KindIx,
    /// Which of the shapes; mainstream is a small open circle.
    pub(super) shape: Option<usize>,
    /// Settings with something open, by the most specialised kind that they have.
    pub(super) settings: Vec<SettingIx>,
}

/// Every kind that some setting is drawn as in a year, in the order of the table.
pub(super) fn marks(case: &Case, plan: &Plan, year: Year) -> Vec<Mark> {
    let kind_of = most_specialised(case, plan, year);
    let mut shapes = 0;
    let mark = |kind: KindIx| {
        let settings = (0..kind_of.len()).filter(|&at| kind_of[at] == Some(kind)).map(SettingIx::new).collect();
        let shape = (case[kind].family != Family::Mainstream).then(|| {
            shapes += 1;
            (shapes - 1) % SHAPES
        });
        Mark { kind, shape, settings }
    };
    (0..case.kinds.len()).map(KindIx::new).map(mark).filter(|mark| !mark.settings.is_empty()).collect()
}

/// The most specialised kind that is open at each setting in a year.
pub(super) fn most_specialised(case: &Case, plan: &Plan, year: Year) -> Vec<Option<KindIx>> {
    let mut kind_of: Vec<Option<KindIx>> = vec![None; case.settings.len()];
    for row in plan.utilisation.iter().filter(|row| row.year == year) {
        let (kind, at) = (case[row.provision].kind, case[row.provision].setting.get());
        if kind_of[at].is_none_or(|other| rank(case[kind].family) > rank(case[other].family)) {
            kind_of[at] = Some(kind);
        }
    }
    kind_of
}

/// How specialised a family is.
fn rank(family: Family) -> usize {
    match family {
        Family::Mainstream => 0,
        Family::Other => 1,
        Family::Base => 2,
        Family::Independent => 3,
        Family::Special => 4,
    }
}

/// What a kind is called: its name, or its id without underscores.
pub(super) fn kind_name(case: &Case, kind: KindIx) -> String {
    let kind = &case[kind];
    if kind.name == kind.id.as_str() { kind.name.replace('_', " ") } else { kind.name.clone() }
}
