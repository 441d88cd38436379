//! What became of every cell: who is unplaced and why, over the travel guidance, at last resort, displaced.
//!
//! The **wanted kind** is that of the cheapest existing provision the children could start at (by arc cost) were every
//! existing provision large enough. **Displaced** children are in a kind that costs more by that measure, only because
//! every cheaper provision of the wanted kind is full.

use super::occupancy::is_there;
use super::stock::Stock;
use super::{CellOutcome, Reason};
use crate::case::{Chain, Suitability};
use crate::id::{KindIx, ProvisionIx, StageIx};
use crate::network::Network;
use crate::solve::Outcome;
use crate::units::Children;

/// One row per year and cell with forecast children; `full` by provision and year.
pub(super) fn outcomes(network: &Network, stock: &[Stock], outcome: &Outcome, full: &[bool]) -> Vec<CellOutcome> {
    let years = network.years();
    let mut rows = Vec::new();
    let mut stock = stock.iter().peekable();
    for t in 0..years {
        for (c, &chain) in network.case.forecast.chains().iter().enumerate() {
            let mut here: Vec<&Stock> = Vec::new();
            while let Some(of_chain) = stock
                .next_if(|stock| stock.year as usize == t && network.lanes.get(stock.lane as usize).chain as usize == c)
            {
                here.push(of_chain);
            }
            for s in 0..network.stages() {
                let children = network.case.forecast.children(c, StageIx::new(s), t);
                if children > 0.0 {
                    let cell = Cell { network, outcome, full, chain, c, s, t };
                    rows.push(cell.outcome(children, here.iter().copied().filter(|stock| stock.stage as usize == s)));
                }
            }
        }
    }
    rows
}

/// A cell in a year, and what it takes to judge it.
struct Cell<'a> {
    network: &'a Network<'a>,
    outcome: &'a Outcome,
    full: &'a [bool],
    chain: Chain,
    c: usize,
    s: usize,
    t: usize,
}

impl Cell<'_> {
    fn outcome<'s>(&self, children: f64, stock: impl Iterator<Item = &'s Stock>) -> CellOutcome {
        let (network, case) = (self.network, self.network.case);
        let stage = StageIx::new(self.s);
        let wanted = self.wanted();
        let (mut over_minutes, mut last_resort, mut displaced) = (0.0, 0.0, 0.0);
        for here in stock {
            let lane = network.lanes.get(here.lane as usize);
            let kind = case[lane.provision].kind;
            if lane.time.get() > network.costs.minutes_limit(kind, stage) {
                over_minutes += here.children;
            }
            if network.costs.suitability(kind, self.chain.need, self.chain.band) >= Suitability::LastResort {
                last_resort += here.children;
            }
            if wanted.is_some_and(|wanted| self.is_displaced(here.lane as usize, kind, wanted)) {
                displaced += here.children;
            }
        }
        let unplaced = self.outcome.placing.waits[network.progress.at(self.c, self.s, self.t)];
        CellOutcome {
            year: case.year(self.t),
            locality: self.chain.locality,
            need: self.chain.need,
            band: self.chain.band,
            stage,
            children: Children(children),
            unplaced: Children(unplaced),
            over_minutes: Children(over_minutes),
            last_resort: Children(last_resort),
            displaced: Children(displaced),
            reason: (unplaced > 0.0).then(|| self.reason()),
            wanted_kind: wanted.map(|lane| case[network.lanes.provision(lane)].kind),
        }
    }

    fn is_full(&self, provision: ProvisionIx) -> bool {
        self.full[provision.get() * self.network.years() + self.t]
    }

    /// Lanes of existing, open provisions at which a child of the cell may start.
    fn existing_arcs(&self) -> impl Iterator<Item = usize> {
        let network = self.network;
        network.lanes.of_chain(self.c).filter(move |&lane| {
            let existing = network.case[network.lanes.provision(lane)].own_project().is_none();
            existing && network.may_start(lane, StageIx::new(self.s), self.t)
        })
    }

    /// The cheapest of them.
    fn wanted(&self) -> Option<usize> {
        let cost = |&lane: &usize| self.network.lanes.cost(lane, self.s);
        self.existing_arcs().min_by(|a, b| cost(a).total_cmp(&cost(b)))
    }

    /// Whether children on `lane`, of `kind`, are there only because the kind they want is full.
    fn is_displaced(&self, lane: usize, kind: KindIx, wanted: usize) -> bool {
        let network = self.network;
        let kind_of = |lane: usize| network.case[network.lanes.provision(lane)].kind;
        let cost = network.lanes.cost(lane, self.s);
        let wanted_kind = kind_of(wanted);
        kind != wanted_kind
            && cost > network.lanes.cost(wanted, self.s)
            && self
                .existing_arcs()
                .filter(|&other| kind_of(other) == wanted_kind && network.lanes.cost(other, self.s) < cost)
                .all(|other| self.is_full(network.lanes.provision(other)))
    }

    /// Why children wait, structural reasons first.
    fn reason(&self) -> Reason {
        let network = self.network;
        let stage = StageIx::new(self.s);
        let arcs: Vec<usize> =
            network.lanes.of_chain(self.c).filter(|&lane| network.lanes.is_arc(lane, stage)).collect();
        if arcs.is_empty() {
            return if self.anyone_accepts() { Reason::TooFar } else { Reason::NoProvisionAccepts };
        }
        let mut open = arcs.iter().map(|&lane| network.lanes.provision(lane));
        if !open.clone().any(|p| is_there(network, self.outcome, p, self.t)) {
            return Reason::NotYetOpen;
        }
        if open.all(|p| !is_there(network, self.outcome, p, self.t) || self.is_full(p)) {
            return Reason::Full;
        }
        Reason::Policy
    }

    /// Whether any provision, however far, takes this need and year group.
    fn anyone_accepts(&self) -> bool {
        let (case, chain) = (self.network.case, self.chain);
        case.provisions.iter().any(|provision| {
            !provision.own_project().is_some_and(|k| case[k].is_excluded())
                && provision.needs.includes(&chain.need)
                && provision.serves(case.stages[self.s].year_groups)
                && self.network.costs.suitability(provision.kind, chain.need, chain.band) != Suitability::Unsuitable
        })
    }
}
