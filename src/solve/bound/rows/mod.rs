//! The rows that are priced, and what their prices do to a chain.
//!
//! ```text
//! places(p,t)      price μ ≥ 0                       a child there pays it
//! at_least(π,t)    price ν, 0 ≤ ν ≤ δ · penalty      a child it counts is paid it
//! at_most(π,t)     price ν, 0 ≤ ν ≤ δ · penalty      a child it counts pays it
//! capital(t)       price κ ≥ 0 on all that is spent up to t
//! block(p,t)       worth ρ ≥ 0 of a contracted place: a child whose spot price is above it is paid the difference
//! viable(k,t)      price ω ≥ 0                       a child at the project's provision is paid it
//! ```
//!
//! With these rows priced, every chain stands alone. What a project requires has no price: the bound stays valid, and the
//! master keeps those rows. A block worth `ρ` stands for the prices `(spot − ρ)⁺` on
//! its `block_use` rows, class by class: those are the only ones that can be best.

mod blocks;
mod places;
mod policies;

use crate::id::{PolicyIx, ProvisionIx};
use crate::network::Network;

pub(super) use blocks::class_at;
use blocks::{BlockRow, block_rows};
pub(super) use places::PlaceRow;
pub(in crate::solve) use places::ViableRow;
use places::{capital, place_rows, viable_rows};
pub(super) use policies::PolicyRow;
use policies::{GroupsAt, groups, policy_rows};

/// Every priced row, in the order of a price vector: places, policies, capital, blocks, viable minimums.
#[derive(Debug)]
pub(in crate::solve) struct Rows {
    pub places: Vec<PlaceRow>,
    pub policies: Vec<PolicyRow>,
    /// Capital that has come in by the end of each year; empty without a budget.
    pub capital: Vec<f64>,
    pub blocks: Vec<BlockRow>,
    pub viable: Vec<ViableRow>,
    /// Positions of the viable rows by provision and year.
    viable_at: Vec<Vec<u32>>,
    /// Position of the block row by provision and year; `NONE` where nothing is contracted.
    block_at: Vec<u32>,
    /// Position of the places row by provision and year; `NONE` where there is none.
    place_at: Vec<u32>,
    /// Sets of policies (by position) that count the same children.
    pub groups: Vec<Vec<u32>>,
    groups_at: GroupsAt,
    /// The policy row by policy side and year; `NONE` where it does not apply.
    policy_at: Vec<u32>,
    years: usize,
    stages: usize,
}

/// No such row.
pub(super) const NONE: u32 = u32::MAX;

impl Rows {
    pub(in crate::solve) fn of(network: &Network) -> Self {
        let (years, stages) = (network.years(), network.stages());
        let places = place_rows(network);
        let mut place_at = vec![NONE; network.case.provisions.len() * years];
        for (i, row) in places.iter().enumerate() {
            place_at[row.provision.get() * years + row.year] = i as u32;
        }
        let (groups, groups_at) = groups(network);
        let policies = policy_rows(network);
        let mut policy_at = vec![NONE; network.case.policies.len() * 2 * years];
        for (i, row) in policies.iter().enumerate() {
            let side = usize::from(row.sign > 0.0);
            policy_at[(row.policy.get() * 2 + side) * years + row.year] = i as u32;
        }
        let blocks = block_rows(network);
        let mut block_at = vec![NONE; network.case.provisions.len() * years];
        for (i, row) in blocks.iter().enumerate() {
            block_at[row.provision.get() * years + row.year] = i as u32;
        }
        let viable = viable_rows(network);
        let mut viable_at = vec![Vec::new(); network.case.provisions.len() * years];
        for (i, row) in viable.iter().enumerate() {
            viable_at[row.provision.get() * years + row.year].push(i as u32);
        }
        let capital = capital(network);
        Self {
            places,
            policies,
            capital,
            blocks,
            viable,
            viable_at,
            block_at,
            place_at,
            groups,
            groups_at,
            policy_at,
            years,
            stages,
        }
    }

    /// How many prices there are.
    pub(in crate::solve) fn len(&self) -> usize {
        self.first_viable() + self.viable.len()
    }

    /// Where the prices of viable minimums begin.
    pub(in crate::solve) fn first_viable(&self) -> usize {
        self.first_block() + self.blocks.len()
    }

    /// The viable rows of a provision and year.
    pub(super) fn viable_at(&self, provision: ProvisionIx, t: usize) -> impl Iterator<Item = usize> + '_ {
        self.viable_at[provision.get() * self.years + t].iter().map(|&at| at as usize)
    }

    /// Where the prices of policies begin.
    pub(in crate::solve) fn first_policy(&self) -> usize {
        self.places.len()
    }

    /// Where the prices of capital begin.
    pub(in crate::solve) fn first_capital(&self) -> usize {
        self.places.len() + self.policies.len()
    }

    /// Where the worths of contracted places begin.
    pub(in crate::solve) fn first_block(&self) -> usize {
        self.first_capital() + self.capital.len()
    }

    /// The block row of a provision and year.
    pub(in crate::solve) fn block_at(&self, provision: ProvisionIx, t: usize) -> Option<usize> {
        let at = self.block_at[provision.get() * self.years + t];
        (at != NONE).then_some(at as usize)
    }

    /// Prices to start from: nothing is scarce, and a contracted place is worth the dearest child.
    pub(in crate::solve) fn nothing_scarce(&self) -> Vec<f64> {
        let mut prices = vec![0.0; self.len()];
        for (price, row) in prices[self.first_block()..].iter_mut().zip(&self.blocks) {
            *price = row.dearest;
        }
        prices
    }

    /// Prices of the rows of another network of much the same tables, for these rows. One that is new has the price of the
    /// year after, as far as there is one.
    pub(in crate::solve) fn carried(&self, from: &Self, prices: &[f64]) -> Vec<f64> {
        let mut carried = self.nothing_scarce();
        let mut set = |at: usize, known: Option<usize>| carried[at] = known.map_or(carried[at], |known| prices[known]);
        for (i, row) in self.places.iter().enumerate() {
            set(i, (row.year..self.years).find_map(|t| from.place_at(row.provision, t)));
        }
        for (i, row) in self.policies.iter().enumerate() {
            let known = from.policy_row(row.policy, row.sign > 0.0, row.year);
            set(self.first_policy() + i, known.map(|known| from.first_policy() + known));
        }
        for t in 0..self.capital.len().min(from.capital.len()) {
            set(self.first_capital() + t, Some(from.first_capital() + t));
        }
        for (i, row) in self.blocks.iter().enumerate() {
            let known = from.block_at(row.provision, row.year);
            set(self.first_block() + i, known.map(|known| from.first_block() + known));
        }
        for (i, row) in self.viable.iter().enumerate() {
            let same = |known: &ViableRow| known.project == row.project && known.year >= row.year;
            let known = from.viable.iter().position(same);
            set(self.first_viable() + i, known.map(|known| from.first_viable() + known));
        }
        carried
    }

    /// One side of a policy in year `t`.
    pub(in crate::solve) fn policy_row(&self, policy: PolicyIx, at_most: bool, t: usize) -> Option<usize> {
        let at = self.policy_at[(policy.get() * 2 + usize::from(at_most)) * self.years + t];
        (at != NONE).then_some(at as usize)
    }

    /// The same side of a policy a year after the `i`-th policy row.
    pub(super) fn policy_after(&self, i: usize) -> Option<usize> {
        let row = &self.policies[i];
        let side = row.policy.get() * 2 + usize::from(row.sign > 0.0);
        let next = *self.policy_at[side * self.years..(side + 1) * self.years].get(row.year + 1)?;
        (next != NONE).then_some(next as usize)
    }

    /// The places row of a provision, if it is there, and year.
    pub(in crate::solve) fn place_at(&self, provision: ProvisionIx, t: usize) -> Option<usize> {
        let at = *self.place_at.get(provision.get() * self.years..(provision.get() + 1) * self.years)?.get(t)?;
        (at != NONE).then_some(at as usize)
    }

    /// The group of a lane and stage.
    pub(in crate::solve) fn group_of(&self, network: &Network, lane: usize, stage: usize) -> usize {
        let lane = network.lanes.get(lane);
        let kind = network.case[lane.provision].kind;
        let spoken = self.groups_at.spoken[lane.chain as usize * self.stages + stage] as usize;
        self.groups_at.group[spoken * network.case.kinds.len() + kind.get()] as usize
    }

    /// The policy rows of a group in year `t`.
    pub(in crate::solve) fn rows_of_group(&self, group: usize, t: usize) -> impl Iterator<Item = usize> {
        let sides = self.groups[group].iter().flat_map(|&policy| [policy as usize * 2, policy as usize * 2 + 1]);
        sides.map(move |side| self.policy_at[side * self.years + t]).filter(|&at| at != NONE).map(|at| at as usize)
    }

    /// What one more place is worth by prices, £ of the year, by provision and year (`provision · years + t`): a place
    /// within, and the share of one that may be used above.
    pub(in crate::solve) fn worth(&self, network: &Network, prices: &[f64]) -> Vec<f64> {
        let mut worth = vec![0.0; network.case.provisions.len() * self.years];
        for (row, &price) in self.places.iter().zip(prices) {
            let above = row.overfill * (price - row.overfill_cost).max(0.0);
            worth[row.provision.get() * self.years + row.year] = (price + above) / network.discount[row.year];
        }
        worth
    }

    /// The most each price can be worth. A place in the last year keeps somebody from waiting on after it, and may keep
    /// a policy besides: a limit set too low costs the bound as much as a wrong price.
    pub(in crate::solve) fn highest(&self, network: &Network) -> Vec<f64> {
        let tail = network.waiting_tail.iter().copied().fold(0.0, f64::max);
        let waiting = network.unplaced_penalty * (1.0 + tail);
        let places = self.places.iter().map(|row| 10.0 * network.discount[row.year] * waiting);
        let policies = self.policies.iter().map(|row| row.penalty);
        let capital = self.capital.iter().map(|_| 100.0);
        let blocks = self.blocks.iter().map(|row| row.dearest);
        let viable = self.viable.iter().map(|row| 10.0 * network.discount[row.year] * waiting);
        places.chain(policies).chain(capital).chain(blocks).chain(viable).collect()
    }
}
