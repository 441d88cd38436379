//! One year's counts as sums of atoms that nobody may see.
//!
//! Atoms are children by (area, need, phase), by (area, need, destination) and by provision. Two families of sums tie
//! them together whatever is published:
//!
//! ```text
//! children of (area, need) = Σ over phases = Σ over destinations
//! children at a kind       = Σ over areas and needs = Σ over its provisions
//! ```
//!
//! Finer atoms would tell nobody more: the three families share no more than those sums, one pair at a time, so that
//! any figures which keep them are the sums of some table by (area, need, phase, provision).
//!
//! A group that has nobody is an atom too, as long as the tables let it have somebody: else that it is listed would say
//! that it has.

use std::collections::{BTreeMap, BTreeSet};

use super::{Destination, Group};
use crate::case::{Case, Phase, Suitability};
use crate::id::{BandIx, LocalityIx, NeedIx, ProvisionIx};
use crate::plan::{Line, Plan};
use crate::units::Year;

/// Children by which a whole number may be out.
const NOISE: f64 = 1e-6;

/// A year's counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Grid {
    /// Children of every atom.
    pub(super) atoms: Vec<f64>,
    /// Whether it can be a whole number only, as all others of its family are.
    pub(super) whole: Vec<bool>,
    /// What is published, sorted by group.
    pub(super) cells: Vec<Cell>,
    /// Two sums of atoms that are the same, whatever is hidden.
    pub(super) same: Vec<[Vec<u32>; 2]>,
    /// The atoms of provisions.
    pub(super) there: BTreeMap<ProvisionIx, u32>,
    /// The money that moves with the atoms.
    pub(super) money: Vec<Money>,
}

/// A published count.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// Who is counted.
    pub(super) of: Group,
    /// Children, as the plan has them.
    pub(super) value: f64,
    /// The atoms it is the sum of; none where it is tied to no other count.
    pub(super) atoms: Vec<u32>,
}

/// An amount that other figures would change.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Money {
    /// What for.
    pub(super) line: Line,
    /// £, as the plan has it.
    pub(super) amount: f64,
    /// £ by which it rises with one child more in an atom.
    pub(super) by_child: Vec<(u32, f64)>,
    /// Children who cause it, and the £ that they cause.
    pub(super) caused: (f64, f64),
}

/// Who there can be, in any year of the plan.
pub(super) struct Groups {
    areas: BTreeSet<usize>,
    needs: BTreeSet<NeedIx>,
    phases: BTreeSet<Phase>,
    destinations: BTreeSet<(NeedIx, Destination)>,
}

impl Groups {
    /// Of a plan; `area_of` is the area of each locality.
    pub(super) fn of(case: &Case, plan: &Plan, area_of: &BTreeMap<LocalityIx, usize>) -> Self {
        let cells = || plan.cells.iter().filter(|cell| cell.children.get() > 0.0);
        let needs: BTreeSet<NeedIx> = cells().map(|cell| cell.need).collect();
        let kinds: BTreeSet<_> = plan.placements.iter().map(|placement| case[placement.provision].kind).collect();
        let bands = || (0..case.bands.len()).map(BandIx::new);
        let can = |need, kind| bands().any(|band| case.suitability(kind, need, band) != Suitability::Unsuitable);
        let mut destinations: BTreeSet<_> = needs.iter().map(|&need| (need, Destination::NoPlace)).collect();
        for &need in &needs {
            let suit = kinds.iter().filter(|&&kind| can(need, kind));
            destinations.extend(suit.map(|&kind| (need, Destination::Kind(kind))));
        }
        Self {
            areas: cells().map(|cell| area_of[&cell.locality]).collect(),
            phases: cells().map(|cell| case[cell.stage].year_groups.phase()).collect(),
            needs,
            destinations,
        }
    }
}

/// Children of the year by atom.
struct Atoms {
    people: BTreeMap<(usize, NeedIx, Phase), f64>,
    going: BTreeMap<(usize, NeedIx, Destination), f64>,
    there: BTreeMap<ProvisionIx, f64>,
}

/// The counts of a year, without its money.
pub(super) fn of_year(
    case: &Case,
    plan: &Plan,
    year: Year,
    (groups, area_of): (&Groups, &BTreeMap<LocalityIx, usize>),
) -> Grid {
    let mut atoms = Atoms::nobody(groups);
    let open = plan.utilisation.iter().filter(|used| used.year == year);
    atoms.there.extend(open.map(|used| (used.provision, 0.0)));
    let (mut displaced, mut over_guidance) = (0.0, 0.0);
    for cell in plan.cells.iter().filter(|cell| cell.year == year && cell.children.get() > 0.0) {
        let (area, phase) = (area_of[&cell.locality], case[cell.stage].year_groups.phase());
        *atoms.people.entry((area, cell.need, phase)).or_default() += cell.children.get();
        *atoms.going.entry((area, cell.need, Destination::NoPlace)).or_default() += cell.unplaced.get();
        displaced += cell.displaced.get();
        over_guidance += cell.over_minutes.get();
    }
    for placement in plan.placements.iter().filter(|placement| placement.year == year) {
        let (area, kind) = (area_of[&placement.locality], case[placement.provision].kind);
        *atoms.going.entry((area, placement.need, Destination::Kind(kind))).or_default() += placement.children.get();
        *atoms.there.entry(placement.provision).or_default() += placement.children.get();
    }
    let mut grid = atoms.grid(case);
    for (of, value) in [(Group::Displaced, displaced), (Group::OverGuidance, over_guidance)] {
        grid.cells.push(Cell { of, value, atoms: vec![] });
    }
    grid
}

impl Atoms {
    /// Every group, with nobody in it.
    fn nobody(groups: &Groups) -> Self {
        let mut atoms = Self { people: BTreeMap::new(), going: BTreeMap::new(), there: BTreeMap::new() };
        for &area in &groups.areas {
            for &need in &groups.needs {
                atoms.people.extend(groups.phases.iter().map(|&phase| ((area, need, phase), 0.0)));
            }
            atoms.going.extend(groups.destinations.iter().map(|&(need, to)| ((area, need, to), 0.0)));
        }
        atoms
    }

    fn grid(self, case: &Case) -> Grid {
        let areas = Levels::of(self.people.keys().map(|&(area, ..)| area));
        let needs = Levels::of(self.people.keys().map(|&(_, need, _)| need));
        let phases = Levels::of(self.people.keys().map(|&(.., phase)| phase));
        let mut grid = Grid::default();
        let mut cells: BTreeMap<Group, Vec<u32>> = BTreeMap::new();
        let mut same: BTreeMap<Tie, [Vec<u32>; 2]> = BTreeMap::new();
        let whole = all_whole(self.people.values());
        for (&(area, need, phase), &children) in &self.people {
            let atom = grid.atom(children, whole);
            same.entry(Tie::Children(area, need)).or_default()[0].push(atom);
            for a in areas.of_one(area) {
                for n in needs.of_one(need) {
                    for p in phases.of_one(phase) {
                        cells.entry(Group::Children(a, n, p)).or_default().push(atom);
                    }
                }
            }
        }
        let whole = all_whole(self.going.values());
        for (&(area, need, to), &children) in &self.going {
            let atom = grid.atom(children, whole);
            same.entry(Tie::Children(area, need)).or_default()[1].push(atom);
            same.entry(Tie::Kind(to)).or_default()[0].push(atom);
            let by_area = areas.of_one(area).map(|area| Group::Going(area, None, to));
            let by_need = needs.of_one(need).skip(1).map(|need| Group::Going(None, need, to));
            for group in by_area.chain(by_need) {
                cells.entry(group).or_default().push(atom);
            }
        }
        let whole = all_whole(self.there.values());
        for (&provision, &children) in &self.there {
            let atom = grid.atom(children, whole);
            same.entry(Tie::Kind(Destination::Kind(case[provision].kind))).or_default()[1].push(atom);
            cells.entry(Group::There(provision)).or_default().push(atom);
            grid.there.insert(provision, atom);
        }
        same.remove(&Tie::Kind(Destination::NoPlace));
        let value = |atoms: &[u32]| atoms.iter().map(|&atom| grid.atoms[atom as usize]).sum();
        grid.cells = cells.into_iter().map(|(of, atoms)| Cell { of, value: value(&atoms), atoms }).collect();
        grid.same = same.into_values().collect();
        grid
    }
}

fn all_whole<'a>(mut children: impl Iterator<Item = &'a f64>) -> bool {
    children.all(|children| (children - children.round()).abs() < NOISE)
}

/// Two sums that are the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Children(usize, NeedIx),
    Kind(Destination),
}

impl Grid {
    fn atom(&mut self, children: f64, whole: bool) -> u32 {
        self.atoms.push(children);
        self.whole.push(whole);
        self.atoms.len() as u32 - 1
    }

    /// What a line of the money is with these figures of the atoms.
    pub(super) fn amount(&self, money: &Money, figures: &[f64]) -> f64 {
        let by = |&(atom, by): &(u32, f64)| by * (figures[atom as usize] - self.atoms[atom as usize]);
        money.amount + money.by_child.iter().map(by).sum::<f64>()
    }
}

/// Whether there is more than one area, need or phase: one alone is everybody.
struct Levels {
    several: bool,
}

impl Levels {
    fn of<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Self {
        let first = all.next();
        Self { several: all.any(|other| Some(other) != first) }
    }

    /// Everybody, then the one by itself where there are others.
    fn of_one<T: Copy>(&self, one: T) -> impl Iterator<Item = Option<T>> {
        [None, Some(one)].into_iter().take(if self.several { 2 } else { 1 })
    }
}
