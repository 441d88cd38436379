//! Cuts in which a new unit is worth no more than its places can save.
//!
//! The plain cut of [`oracle`](super::bound) pays an option for every place at one price: a unit that is shut has no
//! price of its own, and the least valid one is far too high. Here the children have prices instead, `V` for everyone who
//! chooses in a cell, and an option is worth the most that its places could save them, every child once:
//!
//! ```text
//! D(V) = everything but choosers and units + Σ children · V + Σ options ( cost − KN )
//! KN   = max Σ start · (V − W) − over cost · over
//!        0 ≤ start[c] ≤ children[c],  Σ start ≤ places + over,  0 ≤ over ≤ overfill · places
//! V    ≤ wait,  V ≤ W[p] at every provision p that is no unit                  W with all prices but those of units' places
//! ```
//!
//! `KN` is a fractional knapsack: whoever gains most comes first. Valid for any such `V`, because it is what remains when
//! only the rows `choose`, and those that carry a price, are relaxed; and never weaker than the plain cut at the `V` of
//! its prices, which is what the dual of the knapsack at the price of the places comes to.
//!
//! That holds where nobody's place lasts, in a network of one year, and for **units**: provisions of a project's own, with
//! no places, roll or other project, nor places that a contract would add. Everything else keeps its plain terms. With
//! lasting placements the same can be written with prices for the unit's years; it was, and brought nothing.

use rayon::prelude::*;

use super::bound::{Chain, Oracle, Shares, Value, What};
use super::master::Cut;
use crate::id::ProvisionIx;
use crate::network::Network;

/// Someone who chooses.
#[derive(Debug, Clone, Copy)]
struct Cell {
    children: f64,
    /// The most that `V` may be, discounted £: waiting, or the best provision that is no unit.
    most: f64,
}

/// An option that opens a unit.
#[derive(Debug)]
struct Unit {
    /// Choice and option.
    at: (usize, usize),
    provision: ProvisionIx,
    places: f64,
    /// Share above the places, and what it costs.
    overfill: f64,
    over_cost: f64,
    /// Cells that may use it, and `W`, discounted £.
    arcs: Vec<(u32, f64)>,
}

/// Whoever starts at a unit by its knapsack: cell and children.
pub(super) type Starts = Vec<(u32, f64)>;

/// The units of a network, at prices for everything else.
pub(super) struct Knapsacks {
    cells: Vec<Cell>,
    units: Vec<Unit>,
    /// Everything but choosers and options, discounted £.
    rest: f64,
    /// What options cost apart from the places of units.
    costs: Vec<Vec<f64>>,
}

/// A cut, and who starts at the units in it.
pub(super) struct Filled {
    pub undecided: f64,
    pub options: Vec<Vec<f64>>,
    /// By unit; empty where it was not asked for.
    pub starts: Vec<Starts>,
}

impl Filled {
    /// As the master takes it.
    pub(super) fn cut(self) -> Cut {
        let Self { undecided, options, .. } = self;
        Cut::of(Value { value: undecided, gradient: Vec::new(), options, undecided })
    }
}

/// Provisions that are units; `None` where there is none whose options are knapsacks.
pub(super) fn units(oracle: &Oracle) -> Option<Vec<bool>> {
    let network = oracle.network;
    let units: Vec<bool> = (0..network.case.provisions.len()).map(|p| is_unit(oracle, ProvisionIx::new(p))).collect();
    let opens_one = |what: What| matches!(what, What::Open(k, _) if units[network.case[k].provision.get()]);
    let some = oracle.choices.iter().flat_map(|choice| &choice.options).any(|option| opens_one(option.what));
    (network.years() == 1 && some).then_some(units)
}

fn is_unit(oracle: &Oracle, p: ProvisionIx) -> bool {
    let network = oracle.network;
    let Some(own) = network.case[p].own_project() else { return false };
    let Some(row) = oracle.rows.place_at(p, 0).map(|row| &oracle.rows.places[row]) else { return false };
    row.places == 0.0
        && row.on_roll == 0.0
        && network.projects_at(p).iter().all(|&k| k == own)
        && !network.case.contracts.iter().any(|contract| contract.provision == p && contract.new_places.get() > 0.0)
}

impl Knapsacks {
    /// The units at prices; those of their own places count for nothing.
    pub(super) fn at(oracle: &Oracle, units: &[bool], prices: &[f64]) -> Self {
        let network = oracle.network;
        let mut bare = prices.to_vec();
        for (price, row) in bare.iter_mut().zip(&oracle.rows.places) {
            if units[row.provision.get()] {
                *price = 0.0;
            }
        }
        let charges = oracle.charges(&bare, 0.0);
        let of_chain = |c: usize| {
            let mut chain = Chain::default();
            chain.value(network, oracle.seats, &charges, c, 0.0);
            let cells = (0..network.stages()).map(|s| {
                let rides = chain.rides(oracle.seats, s, 0);
                let rides = rides.map(|(lane, ride)| (network.lanes.provision(lane), ride));
                (s, rides.filter(|(_, ride)| ride.is_finite()).collect::<Vec<_>>())
            });
            (chain.total(network), cells.collect::<Vec<_>>())
        };
        let chains: Vec<_> = (0..network.chains()).into_par_iter().map(of_chain).collect();
        let Value { undecided, options, .. } = oracle.evaluate(&bare, 0.0);
        let total: f64 = chains.iter().map(|(total, _)| total).sum();
        let mut knapsacks =
            Self { cells: Vec::new(), units: units_of(oracle, units), rest: undecided - total, costs: options };
        let mut unit_at = vec![None; units.len()];
        for (i, unit) in knapsacks.units.iter().enumerate() {
            unit_at[unit.provision.get()] = Some(i);
        }
        for (c, (_, cells)) in chains.iter().enumerate() {
            for (s, rides) in cells {
                knapsacks.add_cell(network, (c, *s), rides, (units, &unit_at));
            }
        }
        knapsacks
    }

    fn add_cell(
        &mut self,
        network: &Network,
        (c, s): (usize, usize),
        rides: &[(ProvisionIx, f64)],
        (units, unit_at): (&[bool], &[Option<usize>]),
    ) {
        let children = network.progress.new_children(c, s, 0) + network.roll.exits(network.progress.at(c, s, 0));
        if children <= 0.0 {
            return;
        }
        let cell = self.cells.len() as u32;
        let mut most = network.wait(c, s, 0).0;
        for &(provision, ride) in rides {
            match unit_at[provision.get()] {
                Some(unit) => self.units[unit].arcs.push((cell, ride)),
                // A unit that is no option has no places.
                None if units[provision.get()] => {}
                None => most = most.min(ride),
            }
        }
        self.cells.push(Cell { children, most });
    }

    /// The most that everyone can be worth.
    pub(super) fn highest(&self) -> Vec<f64> {
        self.cells.iter().map(|cell| cell.most).collect()
    }

    /// The slope of the bound in worths, with these shares of options taken: who chooses, less who starts at units.
    pub(super) fn slope(&self, filled: &Filled, shares: &Shares) -> Vec<f64> {
        let mut slope: Vec<f64> = self.cells.iter().map(|cell| cell.children).collect();
        for (unit, starts) in self.units.iter().zip(&filled.starts) {
            let share = shares[unit.at.0][unit.at.1];
            for &(cell, started) in starts.iter().filter(|_| share > 0.0) {
                slope[cell as usize] -= share * started;
            }
        }
        slope
    }

    /// Worths to start from: everyone pays their share of the third-best unit that they could open.
    pub(super) fn first_guess(&self) -> Vec<f64> {
        let mut shared: Vec<Vec<f64>> = vec![Vec::new(); self.cells.len()];
        for unit in self.units.iter().filter(|unit| unit.places > 0.0) {
            let share = self.costs[unit.at.0][unit.at.1] / unit.places;
            for &(cell, ride) in &unit.arcs {
                shared[cell as usize].push(ride + share);
            }
        }
        let third = |(cell, mut shared): (&Cell, Vec<f64>)| {
            shared.sort_by(f64::total_cmp);
            shared.get(2.min(shared.len().saturating_sub(1))).map_or(cell.most, |third| third.min(cell.most))
        };
        self.cells.iter().zip(shared).map(third).collect()
    }

    /// What everyone is worth where these units have opened, their places at these prices and the others shut.
    pub(super) fn worths_at(&self, oracle: &Oracle, opened: &Shares, prices: &[f64]) -> Vec<f64> {
        let mut worths = self.highest();
        for unit in self.units.iter().filter(|unit| opened[unit.at.0][unit.at.1] > 0.5) {
            let price = oracle.rows.place_at(unit.provision, 0).map_or(0.0, |row| prices[row]);
            for &(cell, ride) in &unit.arcs {
                let worth = &mut worths[cell as usize];
                *worth = worth.min(ride + price);
            }
        }
        worths
    }

    /// The cut of these worths, and who would start at the units that `wanted` wants.
    pub(super) fn fill(&self, worths: &[f64], wanted: &(dyn Fn((usize, usize)) -> bool + Sync)) -> Filled {
        let fill = |unit: &Unit| if wanted(unit.at) { unit.fill(worths, &self.cells) } else { (0.0, Vec::new()) };
        let filled: Vec<(f64, Starts)> = self.units.par_iter().with_min_len(8).map(fill).collect();
        let undecided = self.rest + self.cells.iter().zip(worths).map(|(cell, v)| cell.children * v).sum::<f64>();
        let mut options = self.costs.clone();
        for (unit, (worth, _)) in self.units.iter().zip(&filled) {
            options[unit.at.0][unit.at.1] -= worth;
        }
        Filled { undecided, options, starts: filled.into_iter().map(|(_, starts)| starts).collect() }
    }
}

/// The options that open units, nobody there yet.
fn units_of(oracle: &Oracle, units: &[bool]) -> Vec<Unit> {
    let mut found = Vec::new();
    for (i, choice) in oracle.choices.iter().enumerate() {
        for (j, option) in choice.options.iter().enumerate() {
            let What::Open(project, _) = option.what else { continue };
            let provision = oracle.network.case[project].provision;
            if let Some(&(row, places)) = option.places.first().filter(|_| units[provision.get()]) {
                let row = &oracle.rows.places[row];
                let (overfill, over_cost) = (row.overfill, row.overfill_cost);
                found.push(Unit { at: (i, j), provision, places, overfill, over_cost, arcs: Vec::new() });
            }
        }
    }
    found
}

impl Unit {
    /// The knapsack: those who gain most first, above the places only those who gain more than that costs.
    fn fill(&self, worths: &[f64], cells: &[Cell]) -> (f64, Starts) {
        let mut gains: Vec<(f64, u32)> = Vec::new();
        let mut wanted = 0.0;
        for &(cell, ride) in &self.arcs {
            let gain = worths[cell as usize] - ride;
            if gain > 0.0 {
                gains.push((gain, cell));
                wanted += cells[cell as usize].children;
            }
        }
        if wanted > self.places {
            gains.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        let (mut within, mut above) = (self.places, self.overfill * self.places);
        let (mut worth, mut starts) = (0.0, Vec::new());
        for (gain, cell) in gains {
            let children = cells[cell as usize].children;
            let in_places = children.min(within);
            let over = if gain > self.over_cost { (children - in_places).min(above) } else { 0.0 };
            if in_places + over <= 0.0 {
                break;
            }
            within -= in_places;
            above -= over;
            worth += in_places * gain + over * (gain - self.over_cost);
            starts.push((cell, in_places + over));
        }
        (worth, starts)
    }
}
