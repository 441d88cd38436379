//! Who the children are: the mix of primary needs, bands and stages, how it grows, and the forecast that follows.
//!
//! The mix is England's in 2024/25 (Department for Education, education, health and care plans); the split into bands
//! is made up, because councils band need in ways of their own.

use super::draw::{Draw, rounded};
use super::land::Land;
use super::sheet::Sheet;
use super::size::Extent;
use crate::case::YearGroups;

/// The first year planned.
pub(super) const FIRST_YEAR: i32 = 2026;

/// Children with an EHC plan for each child and young person aged 0 to 18, in the first year.
const PLANS_PER_CHILD: f64 = 0.046;

/// Growth of plans in the 2nd, 3rd … year.
const GROWTH: [f64; 9] = [0.07, 0.06, 0.055, 0.05, 0.04, 0.035, 0.03, 0.025, 0.02];

/// How much help a child needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Band {
    /// Help in an ordinary class.
    Targeted,
    /// A base at a mainstream school.
    Enhanced,
    /// A special school.
    Complex,
}

impl Band {
    /// Every band, least first.
    pub(super) const ALL: [Self; 3] = [Self::Targeted, Self::Enhanced, Self::Complex];

    /// As it is written in the tables.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Targeted => "targeted",
            Self::Enhanced => "enhanced",
            Self::Complex => "complex",
        }
    }
}

/// A primary need: its share of plans, its leaning to the three stages, its split into the three bands, and its growth
/// against that of all plans.
#[derive(Debug)]
pub(super) struct Need {
    pub(super) code: &'static str,
    share: f64,
    leaning: [f64; 3],
    bands: [f64; 3],
    growth: f64,
}

const fn need(code: &'static str, share: f64, leaning: [f64; 3], bands: [f64; 3], growth: f64) -> Need {
    Need { code, share, leaning, bands, growth }
}

/// The seven groups of a small example, then the five others.
const NEEDS: [Need; 12] = [
    need("ASD", 31.5, [1.0, 1.0, 1.05], [0.50, 0.16, 0.34], 1.3),
    need("SLCN", 21.3, [1.3, 0.85, 0.7], [0.88, 0.12, 0.0], 1.0),
    need("SEMH", 20.7, [0.75, 1.3, 1.1], [0.58, 0.14, 0.28], 1.2),
    need("MLD", 10.6, [0.8, 1.15, 1.3], [0.74, 0.08, 0.18], -0.25),
    need("SLD", 3.9, [1.0, 0.95, 1.1], [0.0, 0.0, 1.0], 0.6),
    need("PMLD", 1.3, [1.0, 0.9, 1.0], [0.0, 0.0, 1.0], 0.4),
    need("PD", 3.9, [1.0, 0.9, 1.0], [0.78, 0.22, 0.0], 0.4),
    need("SPLD", 2.4, [0.7, 1.3, 1.2], [1.0, 0.0, 0.0], 0.5),
    need("HI", 1.4, [1.0, 0.95, 0.9], [0.7, 0.3, 0.0], 0.4),
    need("VI", 0.8, [1.0, 0.95, 0.9], [1.0, 0.0, 0.0], 0.4),
    need("MSI", 0.3, [1.0, 0.95, 0.9], [0.0, 0.0, 1.0], 0.4),
    need("OTH", 2.0, [1.0, 1.0, 0.9], [1.0, 0.0, 0.0], 1.0),
];

/// The primary needs of a size.
pub(super) fn needs(extent: &Extent) -> &'static [Need] {
    if extent.all_needs { &NEEDS } else { &NEEDS[..7] }
}

/// A stage of the forecast: its year groups and its share of plans.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) year_groups: YearGroups,
    share: f64,
    /// Yearly factor of smaller, or larger, cohorts.
    cohort: f64,
}

const STAGES: [Stage; 3] = [
    Stage { year_groups: YearGroups { lowest: 0, highest: 6 }, share: 0.42, cohort: 0.99 },
    Stage { year_groups: YearGroups { lowest: 7, highest: 11 }, share: 0.36, cohort: 1.0 },
    Stage { year_groups: YearGroups { lowest: 12, highest: 14 }, share: 0.22, cohort: 1.015 },
];

/// Children of one need and band: a row of the county's mix.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) need: &'static Need,
    pub(super) band: Band,
}

/// The groups of a size, in the order of the needs.
pub(super) fn groups(extent: &Extent) -> Vec<Group> {
    let every = needs(extent).iter().flat_map(|need| Band::ALL.map(|band| Group { need, band }));
    every.filter(|group| group.need.bands[group.band as usize] > 0.0).collect()
}

/// The children of an authority in the first year.
pub(super) struct Demand {
    /// The groups, as in the cells.
    pub(super) groups: Vec<Group>,
    /// The stages, as in the cells.
    pub(super) stages: &'static [Stage],
    cells: Vec<f64>,
    years: usize,
    decimals: i32,
}

impl Demand {
    /// Draws an authority's children: its mix, with every locality a little different.
    pub(super) fn of(extent: &Extent, land: &Land, draw: &mut Draw) -> Self {
        let (groups, stages) = (groups(extent), &STAGES);
        let leaned = |stage: usize, need: &Need| need.share * need.leaning[stage];
        let totals: Vec<f64> =
            (0..stages.len()).map(|stage| needs(extent).iter().map(|need| leaned(stage, need)).sum()).collect();
        let mut cells = Vec::with_capacity(land.localities.len() * groups.len() * stages.len());
        for locality in &land.localities {
            let plans = locality.children * locality.rate * PLANS_PER_CHILD;
            for group in &groups {
                let here = plans * group.need.bands[group.band as usize] * draw.between(0.75, 1.25);
                cells.extend((0..stages.len()).map(|s| here * stages[s].share * leaned(s, group.need) / totals[s]));
            }
        }
        Self { groups, stages, cells, years: extent.years, decimals: extent.decimals }
    }

    /// Children of a cell in a year counted from the first, as written in the forecast.
    pub(super) fn children(&self, locality: usize, group: usize, stage: usize, year: usize) -> f64 {
        let growth: f64 = GROWTH.iter().take(year).map(|rate| 1.0 + rate * self.groups[group].need.growth).product();
        let cohort: f64 = (0..year).map(|_| self.stages[stage].cohort).product();
        rounded(self.cell(locality, group, stage) * growth * cohort, self.decimals)
    }

    /// Children of a group and stage in the whole authority, first year.
    pub(super) fn total(&self, group: usize, stage: usize) -> f64 {
        let width = self.groups.len() * self.stages.len();
        self.cells.iter().skip(group * self.stages.len() + stage).step_by(width).sum()
    }

    /// All children of the authority, first year.
    pub(super) fn all(&self) -> f64 {
        self.cells.iter().sum()
    }

    fn cell(&self, locality: usize, group: usize, stage: usize) -> f64 {
        self.cells[(locality * self.groups.len() + group) * self.stages.len() + stage]
    }

    /// Writes the forecast of the authority, year by year; cells of nobody are left out.
    pub(super) fn write(&self, land: &Land, sheet: &mut Sheet) {
        for year in 0..self.years {
            let year_text = (FIRST_YEAR + year as i32).to_string();
            for (at, locality) in land.localities.iter().enumerate() {
                for (g, group) in self.groups.iter().enumerate() {
                    for (s, stage) in self.stages.iter().enumerate() {
                        let children = self.children(at, g, s, year);
                        if children > 0.0 {
                            let years = stage.year_groups.to_string();
                            let (need, band) = (group.need.code, group.band.as_str());
                            sheet.row([&year_text, &locality.id, need, &years, band, &children.to_string()]);
                        }
                    }
                }
            }
        }
    }
}
