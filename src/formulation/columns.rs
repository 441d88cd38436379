//! The columns of the programme, and what each means.
//!
//! ```text
//! start[c,s,t,p] ≥ 0             children who take up a place at p in year t
//! wait[c,s,t] ≥ 0                children without a place in year t
//! over[p,t] ≥ 0                  children above the places
//! open[k,t] ∈ {0,1}              project k opens in year t
//! sign[m] ∈ {0,1}                contract m is signed
//! block[m,g,t] ≥ 0               children of class g = (need, band, stage) in contracted places
//! carry[t] ≥ 0                   unspent capital
//! breach[π,t] ≥ 0                children by which policy π is broken
//! ```

use std::collections::BTreeMap;

use good_lp::Variable;

use super::name;
use super::stock::{Keep, Share, Start, Stock};
use crate::id::{ContractIx, PolicyIx, ProjectIx, ProvisionIx, StageIx};
use crate::mip::{Column, Program};
use crate::network::{Class, Network, price};

/// Which column is which.
#[derive(Debug)]
pub struct Columns {
    pub(super) stock: Stock,
    starts: Vec<Variable>,
    /// By chain, stage and year as in `Progress::at`; `None` where the forecast has no children.
    waits: Vec<Option<Variable>>,
    over: BTreeMap<(ProvisionIx, usize), Variable>,
    open: BTreeMap<(ProjectIx, usize), Variable>,
    sign: Vec<Option<Variable>>,
    block: BTreeMap<(ContractIx, Class, usize), Variable>,
    carry: Vec<Variable>,
    breach: BTreeMap<(PolicyIx, usize), Variable>,
}

impl Columns {
    /// Adds every column.
    pub(super) fn add(network: &Network, keep: &Keep, program: &mut Program) -> Self {
        let stock = Stock::of(network, keep);
        let mut columns = Self {
            starts: add_starts(network, &stock, program),
            waits: add_waits(network, program),
            over: BTreeMap::new(),
            open: BTreeMap::new(),
            sign: Vec::new(),
            block: BTreeMap::new(),
            carry: Vec::new(),
            breach: BTreeMap::new(),
            stock,
        };
        columns.add_over(network, program);
        columns.add_decisions(network, program);
        columns.add_blocks(network, program);
        columns.add_carry(network, program);
        columns.add_breaches(network, program);
        columns
    }

    /// Every start and its column.
    pub fn starts(&self) -> impl Iterator<Item = (Start, Variable)> {
        self.stock.starts.iter().copied().zip(self.starts.iter().copied())
    }

    /// The column of the `i`-th start.
    pub(super) fn start(&self, i: u32) -> Variable {
        self.starts[i as usize]
    }

    /// The wait column of a cell, by chain, stage and year as in `Progress::at`.
    pub fn wait(&self, at: usize) -> Option<Variable> {
        self.waits[at]
    }

    /// Children above the places of a limited provision.
    pub fn over(&self, provision: ProvisionIx, t: usize) -> Option<Variable> {
        self.over.get(&(provision, t)).copied()
    }

    /// A project opens in year `t`.
    pub fn open(&self, project: ProjectIx, t: usize) -> Option<Variable> {
        self.open.get(&(project, t)).copied()
    }

    /// Every opening and its column, project by project.
    pub fn openings(&self) -> impl Iterator<Item = ((ProjectIx, usize), Variable)> {
        self.open.iter().map(|(&key, &column)| (key, column))
    }

    /// A contract is signed; `None` for an excluded one.
    pub fn sign(&self, contract: ContractIx) -> Option<Variable> {
        self.sign[contract.get()]
    }

    /// Children in contracted places, every column.
    pub fn blocks(&self) -> impl Iterator<Item = ((ContractIx, Class, usize), Variable)> {
        self.block.iter().map(|(&key, &column)| (key, column))
    }

    /// Unspent capital at the end of year `t`; empty without a budget.
    pub fn carry(&self, t: usize) -> Option<Variable> {
        self.carry.get(t).copied()
    }

    /// Children by which a policy is broken.
    pub fn breach(&self, policy: PolicyIx, t: usize) -> Option<Variable> {
        self.breach.get(&(policy, t)).copied()
    }

    /// The class of a share of the stock.
    pub(super) fn class(&self, network: &Network, share: &Share) -> Class {
        class_of(network, self.stock.chain(network, share.start), share.stage)
    }

    fn add_over(&mut self, network: &Network, program: &mut Program) {
        for p in (0..network.case.provisions.len()).map(ProvisionIx::new) {
            for t in (0..network.years()).filter(|&t| network.is_open(p, t)) {
                if network.places(p, t).is_some() {
                    let column = Column::amount(price::over(network, p, t));
                    let name = || format!("over({})", name::provision(network, p, t));
                    self.over.insert((p, t), program.column(name, column));
                }
            }
        }
    }

    fn add_decisions(&mut self, network: &Network, program: &mut Program) {
        for (k, project) in network.case.projects.iter().enumerate() {
            let ix = ProjectIx::new(k);
            for t in network.opening_years(ix) {
                let column = Column::decision(price::open(network, ix, t));
                let column = if project.is_committed() { column.fixed(1.0) } else { column };
                let name = || format!("open({},{})", project.id, network.case.year(t).0);
                self.open.insert((ix, t), program.column(name, column));
            }
        }
        for (m, contract) in network.case.contracts.iter().enumerate() {
            let column = Column::decision(price::sign(network, ContractIx::new(m)));
            let name = || format!("sign({})", contract.id);
            let column = if contract.is_signed() { column.fixed(1.0) } else { column };
            let offered = contract.is_optional() || contract.is_signed();
            self.sign.push(offered.then(|| program.column(name, column)));
        }
    }

    fn add_blocks(&mut self, network: &Network, program: &mut Program) {
        let contracts = network.case.contracts.iter().enumerate().filter(|(m, _)| self.sign[*m].is_some());
        for (m, contract) in contracts {
            let ix = ContractIx::new(m);
            for t in (0..network.years()).filter(|&t| contract.runs(network.case.year(t))) {
                for class in classes_at(network, &self.stock, contract.provision, t) {
                    if !contract.covers(class.need, network.case[class.stage].year_groups) {
                        continue;
                    }
                    let column = Column::amount(price::block(network, ix, class, t));
                    let name = || {
                        let case = network.case;
                        let (need, band) = (&case[class.need].id, &case[class.band].id);
                        format!("block({},{need},{band},{},{})", contract.id, case[class.stage].id, case.year(t).0)
                    };
                    self.block.insert((ix, class, t), program.column(name, column));
                }
            }
        }
    }

    fn add_carry(&mut self, network: &Network, program: &mut Program) {
        if network.case.budget.is_some() {
            let name = |t: usize| format!("carry({})", network.case.year(t).0);
            self.carry = (0..network.years()).map(|t| program.column(|| name(t), Column::amount(0.0))).collect();
        }
    }

    fn add_breaches(&mut self, network: &Network, program: &mut Program) {
        for (i, policy) in network.case.policies.iter().enumerate() {
            for t in (0..network.years()).filter(|&t| policy.applies(network.case.year(t))) {
                let ix = PolicyIx::new(i);
                let name = || format!("breach({},{})", policy.id, network.case.year(t).0);
                let column = Column::amount(price::breach(network, ix, t));
                self.breach.insert((ix, t), program.column(name, column));
            }
        }
    }
}

fn add_starts(network: &Network, stock: &Stock, program: &mut Program) -> Vec<Variable> {
    let add = |(start, &cost): (&Start, &f64)| {
        let lane = network.lanes.get(start.lane as usize);
        let name = || {
            let cell = name::cell(network, lane.chain as usize, start.stage as usize, start.year as usize);
            format!("start({cell},{})", network.case[lane.provision].id)
        };
        program.column(name, Column::amount(cost))
    };
    stock.starts.iter().zip(&stock.costs).map(add).collect()
}

fn add_waits(network: &Network, program: &mut Program) -> Vec<Option<Variable>> {
    let mut waits = Vec::with_capacity(network.chains() * network.stages() * network.years());
    for c in 0..network.chains() {
        for s in 0..network.stages() {
            for t in 0..network.years() {
                let counted = network.case.forecast.children(c, StageIx::new(s), t) > 0.0;
                waits.push(counted.then(|| {
                    let (cost, _) = network.wait(c, s, t);
                    program.column(|| format!("wait({})", name::cell(network, c, s, t)), Column::amount(cost))
                }));
            }
        }
    }
    waits
}

/// The class of children of a chain in a stage.
fn class_of(network: &Network, chain: usize, stage: u8) -> Class {
    let chain = network.case.forecast.chains()[chain];
    Class { need: chain.need, band: chain.band, stage: StageIx::new(stage as usize) }
}

/// The classes of children who could be at a provision in year `t`, in order.
fn classes_at(network: &Network, stock: &Stock, provision: ProvisionIx, t: usize) -> Vec<Class> {
    let starting = stock
        .placed(provision, t)
        .iter()
        .map(|share| class_of(network, stock.chain(network, share.start), share.stage));
    let on_roll = network
        .roll
        .stays
        .iter()
        .filter(|stay| stay.year as usize == t && network.lanes.provision(stay.lane as usize) == provision)
        .map(|stay| class_of(network, network.lanes.get(stay.lane as usize).chain as usize, stay.stage));
    let mut classes: Vec<Class> = starting.chain(on_roll).collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}
