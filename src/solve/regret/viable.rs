//! Units that need so many children: they get them before anyone else chooses.
//!
//! Prices pay children to be where they are needed, and share out nearly enough of them; but a plan in which a
//! unit is short of its minimum, however little, is no plan at all. So whoever loses least by it fills what is missing.
//! Where that is more than come to choose in that year, all are placed once more and the unit asks a year sooner.

use super::Filling;
use super::choosers::{Choice, Chooser, NOBODY, Wish};
use crate::id::ProvisionIx;
use crate::network::{Network, Ride};
use crate::solve::Decisions;

/// How many more a year sooner for each child that was missing: some leave by then, and some would have come anyway.
const SOONER: f64 = 2.0;

/// Children that the minimums of what opens ask for besides those on roll, by provision and year.
pub(super) fn needed(network: &Network, decisions: &Decisions) -> Vec<f64> {
    let years = network.years();
    let mut needed = vec![0.0_f64; network.case.provisions.len() * years];
    for (provision, t, least) in decisions.minimums(network) {
        let at = &mut needed[provision.get() * years + t];
        *at = at.max(least - network.roll.placed(provision, t));
    }
    needed
}

impl Filling<'_> {
    /// Units that lack children in a year.
    pub(super) fn units_in_need(&self, t: usize) -> Vec<ProvisionIx> {
        let lacks = |p: &ProvisionIx| self.needed[p.get() * self.network.years() + t] > NOBODY;
        (0..self.network.case.provisions.len()).map(ProvisionIx::new).filter(lacks).collect()
    }

    /// Whoever prices share out to a unit starts there, then those who lose least by it, until it is viable.
    pub(super) fn make_viable(&mut self, unit: ProvisionIx, cells: &mut [Chooser], wishes: &[Wish], t: usize) {
        let mut ride = Ride::default();
        let is_there = |choice: &Choice| self.network.lanes.provision(choice.lane as usize) == unit;
        let wishing: Vec<&Wish> = wishes.iter().filter(|wish| is_there(&wish.choice)).collect();
        let loss = |(at, cell): (usize, &Chooser)| {
            let there = *cell.choices.iter().find(|choice| is_there(choice) && !choice.above)?;
            let other = cell.choices.iter().find(|choice| !is_there(choice)).map_or(f64::MAX, |other| other.value);
            Some((there.value - other, at, there))
        };
        let mut others: Vec<(f64, usize, Choice)> = cells.iter().enumerate().filter_map(loss).collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for wish in wishing {
            self.seat(wish.choice, &mut cells[wish.cell], t, (wish.children, &mut ride));
        }
        let at = unit.get() * self.network.years() + t;
        for (_, cell, choice) in others {
            if self.needed[at] <= 0.0 {
                break;
            }
            let short = self.needed[at];
            self.seat(choice, &mut cells[cell], t, (short, &mut ride));
        }
    }

    /// Asks for more children a year sooner where a unit is short of what it needs; whether any could be asked for.
    pub(super) fn ask_sooner(&self, asked: &mut [f64]) -> bool {
        let (years, before) = (self.network.years(), asked.to_vec());
        let mut any = false;
        for (at, needed) in needed(self.network, self.decisions).into_iter().enumerate() {
            let there = |at: usize| before[at] - self.needed[at];
            let (first, t) = (at - at % years, at % years);
            let short = needed - there(at);
            if short <= NOBODY {
                continue;
            }
            // In years in which it already got fewer than it asked for there is nobody more to ask.
            let sooner = (0..t).rev().find(|t| self.needed[first + t] <= NOBODY);
            let is_open = |&t: &usize| !self.decisions.is_shut(self.network, ProvisionIx::new(at / years), t);
            let Some(sooner) = sooner.filter(is_open).map(|t| first + t) else { continue };
            asked[sooner] = asked[sooner].max(there(sooner) + SOONER * short);
            any = true;
        }
        any
    }
}
