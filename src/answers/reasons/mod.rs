//! Who goes short, and why: children without a place, over the travel guidance, at last resort or displaced, counted by
//! need, phase, area and reason, with what would clear it.
//!
//! A group is named by the children's area; where the tables give none, by their authority, else by their locality.
//! What would clear a shortage is as many places as there are children in its worst year, near enough to them.

mod judge;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::near::{Near, Who, since};
use crate::case::{Case, Locality, Phase};
use crate::id::{KindIx, NeedIx, ProvisionIx};
use crate::plan::{CellOutcome, Plan, Reason};
use crate::units::{Children, Kilometres, Minutes, Year};

/// What is wrong, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// Without a place.
    Unplaced,
    /// Placed, with a journey over the travel guidance.
    OverMinutes,
    /// Placed where the need is met only just.
    LastResort,
    /// In a dearer or less suitable kind only because the better one is full.
    Displaced,
}

impl Trouble {
    /// Every trouble, the worst first.
    pub const ALL: [Self; 4] = [Self::Unplaced, Self::OverMinutes, Self::LastResort, Self::Displaced];

    /// As it is written in `reasons.csv`, and the column of `shortfalls.csv` that counts it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unplaced => "unplaced",
            Self::OverMinutes => "over_minutes",
            Self::LastResort => "last_resort",
            Self::Displaced => "displaced",
        }
    }

    /// Children of a cell in it.
    pub fn of(self, cell: &CellOutcome) -> f64 {
        match self {
            Self::Unplaced => cell.unplaced.get(),
            Self::OverMinutes => cell.over_minutes.get(),
            Self::LastResort => cell.last_resort.get(),
            Self::Displaced => cell.displaced.get(),
        }
    }
}

/// Children of one need and phase in one area who go short for one reason; those displaced, of one kind they wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortage {
    /// What is wrong.
    pub trouble: Trouble,
    /// Their primary need.
    pub need: NeedIx,
    /// Their phase.
    pub phase: Phase,
    /// Where they live.
    pub area: String,
    /// Why.
    pub reason: Reason,
    /// How many, by year of the plan.
    pub by_year: Vec<Children>,
    /// The kind most of them would go to were every existing provision large enough.
    pub wanted_kind: Option<KindIx>,
    /// The provision right for them that is nearest to most of them, and how far they have to it on average; `None`
    /// where none is right for them.
    pub nearest: Option<Nearest>,
    /// Up to three full provisions, those that matter to most of them first.
    pub full: Vec<ProvisionIx>,
    /// How many provisions are full.
    pub full_in_all: usize,
    /// Of those that open later: the one that is first, and when.
    pub opens: Option<(ProvisionIx, Year)>,
    /// More places that would clear it; `None` where places are not what is short.
    pub places: Option<f64>,
    /// All of it in a sentence or two.
    pub text: String,
}

/// A provision and the way to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// Which.
    pub provision: ProvisionIx,
    /// By road, one way.
    pub distance: Kilometres,
    /// One way.
    pub time: Minutes,
}

impl Shortage {
    /// Child-years.
    pub fn total(&self) -> f64 {
        self.by_year.iter().map(|children| children.get()).sum()
    }

    /// The position of its worst year, and the children in it.
    pub fn worst(&self) -> (usize, f64) {
        let mut worst = (0, 0.0);
        for (t, children) in self.by_year.iter().enumerate() {
            if children.get() > worst.1 + 1e-9 {
                worst = (t, children.get());
            }
        }
        worst
    }

    /// The position of the first year that counts.
    pub fn first(&self) -> Option<usize> {
        self.by_year.iter().position(|children| children.get() >= TRACE)
    }
}

/// Fewer children than this in a year are a trace of the arithmetic.
const TRACE: f64 = 0.005;

/// So many full provisions are named.
const NAMED: usize = 3;

/// What children share who are counted together; those displaced, the kind they wanted too.
type Key<'a> = (Trouble, NeedIx, Phase, &'a str, Reason, Option<KindIx>);

/// Every group, the worst trouble first and the largest of each first.
pub(super) fn of(case: &Case, plan: &Plan) -> Vec<Shortage> {
    let near = Near::of(case, plan);
    let mut short: Vec<&CellOutcome> =
        plan.cells.iter().filter(|cell| Trouble::ALL.iter().any(|t| t.of(cell) > 0.0)).collect();
    short.sort_by_key(|cell| who(cell));
    let here: Vec<&[&CellOutcome]> = short.chunk_by(|a, b| a.locality == b.locality).collect();
    let found: Vec<BTreeMap<Key, Tally>> = here.par_iter().map(|cells| in_locality(&near, cells)).collect();
    let mut groups: BTreeMap<Key, Tally> = BTreeMap::new();
    for (key, tally) in found.into_iter().flatten() {
        groups.entry(key).or_insert_with(|| Tally::empty(case.years())).add(tally);
    }
    let mut all: Vec<Shortage> = groups.into_iter().map(|(key, tally)| tally.shortage(&near, key)).collect();
    all.sort_by(|a, b| a.trouble.cmp(&b.trouble).then(b.total().total_cmp(&a.total())));
    all
}

fn who(cell: &CellOutcome) -> Who {
    Who { locality: cell.locality, need: cell.need, band: cell.band, stage: cell.stage }
}

/// The area of a locality: its authority where none is given, else its own name.
pub(super) fn area(locality: &Locality) -> &str {
    [&locality.area, &locality.authority].into_iter().find(|name| !name.is_empty()).unwrap_or(&locality.name)
}

/// The groups of one locality's cells, which are sorted by who they are.
fn in_locality<'a>(near: &Near<'a>, cells: &[&CellOutcome]) -> BTreeMap<Key<'a>, Tally> {
    let case = near.case;
    let mut groups: BTreeMap<Key, Tally> = BTreeMap::new();
    let Some(locality) = cells.first().map(|cell| cell.locality) else { return groups };
    let journeys = near.journeys(locality);
    for cells in cells.chunk_by(|a, b| who(a) == who(b)) {
        let who = who(cells[0]);
        let offers = near.offers(who, &journeys);
        let phase = case[who.stage].year_groups.phase();
        for &cell in cells {
            for trouble in Trouble::ALL.into_iter().filter(|trouble| trouble.of(cell) > 0.0) {
                let verdict = judge::judge(near, (who, cell), &offers, trouble);
                let wanted = cell.wanted_kind.filter(|_| trouble == Trouble::Displaced);
                let key = (trouble, who.need, phase, area(&case[locality]), verdict.reason, wanted);
                let group = groups.entry(key).or_insert_with(|| Tally::empty(case.years()));
                group.count(since(case, cell.year), trouble.of(cell), cell.wanted_kind, &verdict);
            }
        }
    }
    groups
}

/// Child-years of a group, and of each thing that shows why.
struct Tally {
    by_year: Vec<f64>,
    wanted: BTreeMap<KindIx, f64>,
    /// Child-years, and those times km and times minutes.
    nearest: BTreeMap<ProvisionIx, [f64; 3]>,
    full: BTreeMap<ProvisionIx, f64>,
    opens: BTreeMap<(Year, ProvisionIx), f64>,
}

impl Tally {
    fn empty(years: usize) -> Self {
        Self {
            by_year: vec![0.0; years],
            wanted: BTreeMap::new(),
            nearest: BTreeMap::new(),
            full: BTreeMap::new(),
            opens: BTreeMap::new(),
        }
    }

    /// Counts some children in a year.
    fn count(&mut self, t: usize, children: f64, wanted: Option<KindIx>, verdict: &judge::Verdict) {
        self.by_year[t] += children;
        if let Some(kind) = wanted {
            *self.wanted.entry(kind).or_default() += children;
        }
        if let Some(offer) = verdict.nearest {
            let way = [1.0, offer.journey.distance.get(), offer.journey.time.get()];
            let sums = self.nearest.entry(offer.provision).or_default();
            sums.iter_mut().zip(way).for_each(|(sum, each)| *sum += children * each);
        }
        for &provision in &verdict.full {
            *self.full.entry(provision).or_default() += children;
        }
        if let Some((provision, year)) = verdict.opens {
            *self.opens.entry((year, provision)).or_default() += children;
        }
    }

    /// Adds those of another locality.
    fn add(&mut self, other: Self) {
        self.by_year.iter_mut().zip(other.by_year).for_each(|(sum, n)| *sum += n);
        add_to(&mut self.wanted, other.wanted);
        add_to(&mut self.full, other.full);
        add_to(&mut self.opens, other.opens);
        for (provision, way) in other.nearest {
            let sums = self.nearest.entry(provision).or_default();
            sums.iter_mut().zip(way).for_each(|(sum, n)| *sum += n);
        }
    }

    fn shortage(self, near: &Near, (trouble, need, phase, area, reason, _): Key) -> Shortage {
        let most = |(provision, [n, km, minutes]): (ProvisionIx, [f64; 3])| Nearest {
            provision,
            distance: Kilometres(km / n),
            time: Minutes(minutes / n),
        };
        let nearest = self.nearest.into_iter().reduce(|a, b| if b.1[0] > a.1[0] { b } else { a }).map(most);
        let mut full: Vec<(ProvisionIx, f64)> = self.full.into_iter().collect();
        full.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut shortage = Shortage {
            trouble,
            need,
            phase,
            area: area.to_owned(),
            reason,
            by_year: self.by_year.into_iter().map(Children).collect(),
            wanted_kind: self.wanted.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a }).map(|(kind, _)| kind),
            nearest,
            full_in_all: full.len(),
            full: full.into_iter().take(NAMED).map(|(provision, _)| provision).collect(),
            opens: self.opens.into_keys().next().map(|(year, provision)| (provision, year)),
            places: None,
            text: String::new(),
        };
        // Where there was room, more of it would not do.
        shortage.places = (reason != Reason::Policy).then(|| (shortage.worst().1 - 1e-6).ceil().max(1.0));
        shortage.text = words::sentence(near, &shortage);
        shortage
    }
}

fn add_to<K: Ord>(sums: &mut BTreeMap<K, f64>, more: BTreeMap<K, f64>) {
    for (key, n) in more {
        *sums.entry(key).or_default() += n;
    }
}
