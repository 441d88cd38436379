//! The bound at given prices, and its gradient.
//!
//! ```text
//! D(prices) = Σ choosers · V                                       chains, under prices
//!           + roll cost + Σ μ · roll there ± Σ ν · roll counted
//!           − Σ_{p,t} ( μ·K + (μ − over cost)⁺ · (overfill·K + roll need) )
//!           ∓ Σ_π ν · share  −  Σ_t κ[t] · capital so far
//!           + Σ_groups min(0, best opening) + Σ_groups min(0, best signing) − Σ (spot − ρ)⁺ · roll covered
//!           − Σ ω · roll there
//! opening(k,o) = running cost + capital charge + capital · Σ_{t≥o} κ[t] + Σ_{t≥o+2} ω[k,t] · min_k
//!              − Σ_{t≥o} (μ + overfill · (μ − over cost)⁺) · places · F[t−o]
//! signing(m)   = Σ_t θ · price · places − Σ_t (ρ − (1 − θ) · price)⁺ · places − Σ_t (μ + …) · new places
//! ```
//!
//! Valid for every `μ, κ, ρ, ω ≥ 0` and `0 ≤ ν ≤ δ · penalty`. At a temperature above zero minima are soft and the value is
//! smooth; only temperature zero gives a bound.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::chain::{Chain, Charges};
use super::rows::{Rows, ViableRow};
use super::seats::{Seats, Slot};
use crate::formulation::YEARS_TO_GROW;
use crate::id::{ContractIx, ProjectIx, ProvisionIx};
use crate::network::{Network, price};
use crate::solve::Decisions;

/// Chains are worked off in this many batches: the batches, not the threads, decide the order of sums.
const BATCHES: usize = 32;

/// A decision on a project group or a contract: none of it, or one of its options.
#[derive(Debug, Clone)]
pub(in crate::solve) struct Choice {
    pub options: Vec<Opt>,
    /// Whether none may be chosen.
    pub may_decline: bool,
}

/// One way to decide.
#[derive(Debug, Clone)]
pub(in crate::solve) struct Opt {
    pub what: What,
    /// Discounted £ before prices.
    pub cost: f64,
    /// £ of capital, and the year it is spent.
    pub capital: Option<(f64, usize)>,
    /// Places it adds: position of the row, places.
    pub places: Vec<(usize, f64)>,
    /// Contracted places: position of the price, places, discounted £ paid for each one filled.
    pub blocks: Vec<(usize, f64, f64)>,
    /// Children it needs: position of the price, children.
    pub needs: Vec<(usize, f64)>,
}

/// What an option opens or signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::solve) enum What {
    Open(ProjectIx, usize),
    Sign(ContractIx),
}

impl What {
    /// Whether decisions take it.
    pub(in crate::solve) fn is_taken(self, decisions: &Decisions) -> bool {
        match self {
            Self::Open(k, year) => decisions.opened[k.get()] == Some(year),
            Self::Sign(m) => decisions.signed[m.get()],
        }
    }
}

/// What every bound of a network shares: the rows that are priced, and the chains packed for passes.
pub(in crate::solve) struct Priced<'n> {
    pub network: &'n Network<'n>,
    pub rows: Rows,
    pub seats: Seats,
}

impl<'n> Priced<'n> {
    pub(in crate::solve) fn of(network: &'n Network<'n>) -> Self {
        let rows = Rows::of(network);
        let seats = Seats::of(network, &rows);
        Self { network, rows, seats }
    }
}

/// The bound as a function of prices.
pub(in crate::solve) struct Oracle<'a> {
    pub network: &'a Network<'a>,
    pub rows: &'a Rows,
    pub seats: &'a Seats,
    pub choices: Vec<Choice>,
}

/// A value and its gradient.
#[expect(clippy::struct_field_names, reason = "the value of the bound is called so everywhere")]
#[derive(Debug, Clone)]
pub(in crate::solve) struct Value {
    pub value: f64,
    pub gradient: Vec<f64>,
    /// What every option adds, by choice and option, its capital at no price.
    pub options: Vec<Vec<f64>>,
    /// The value without any choice, capital at no price.
    pub undecided: f64,
}

impl<'a> Oracle<'a> {
    /// The bound of a network; with `fixed`, that of those decisions alone.
    pub(in crate::solve) fn new(priced: &'a Priced<'a>, fixed: Option<&Decisions>) -> Self {
        let Priced { network, rows, seats } = priced;
        Self { network, rows, seats, choices: choices(network, rows, fixed) }
    }

    /// Prices as chains meet them.
    pub(in crate::solve) fn charges(&self, prices: &[f64], tau: f64) -> Charges {
        let years = self.network.years();
        let mut places = vec![0.0; self.network.case.provisions.len() * years];
        for (row, &price) in self.rows.places.iter().zip(prices) {
            places[row.provision.get() * years + row.year] = price;
        }
        let mut groups = vec![0.0; self.rows.groups.len() * years];
        for group in 0..self.rows.groups.len() {
            for t in 0..years {
                groups[group * years + t] = self
                    .rows
                    .rows_of_group(group, t)
                    .map(|at| self.rows.policies[at].sign * prices[self.rows.first_policy() + at])
                    .sum();
            }
        }
        let count = self.seats.slots.len();
        let mut slots = Vec::with_capacity(count * years);
        for t in 0..years {
            slots.extend(self.seats.slots.iter().map(|slot| {
                if !self.network.is_open(slot.provision, t) {
                    return f64::INFINITY;
                }
                let paid = self.paid(prices, slot, t, tau).map_or(0.0, |(_, paid, _)| paid);
                let needed: f64 =
                    self.rows.viable_at(slot.provision, t).map(|at| prices[self.rows.first_viable() + at]).sum();
                places[slot.provision.get() * years + t] + groups[slot.group as usize * years + t] - paid - needed
            }));
        }
        Charges { places, slots, count }
    }

    /// The value at prices, smoothed at temperature `tau`; at 0 a valid bound.
    pub(in crate::solve) fn evaluate(&self, prices: &[f64], tau: f64) -> Value {
        let charges = self.charges(prices, tau);
        let (chains, mut gradient) = self.chains(prices, &charges, tau);
        let undecided = chains + self.network.roll.cost + self.constants(prices, tau, &mut gradient);
        let (decided, options) = self.decide(prices, tau, &mut gradient);
        let value = undecided + decided - self.capital(prices, &mut gradient);
        Value { value, gradient, options, undecided }
    }

    /// The sum over chains, and what they occupy and count, by row.
    fn chains(&self, prices: &[f64], charges: &Charges, tau: f64) -> (f64, Vec<f64>) {
        let (network, count) = (self.network, charges.count);
        let chains = network.chains();
        let batch = |b: usize| {
            let mut chain = Chain::default();
            let mut total = 0.0;
            let mut there = vec![0.0; count * network.years()];
            for c in (chains * b / BATCHES)..(chains * (b + 1) / BATCHES) {
                chain.value(network, self.seats, charges, c, tau);
                total += chain.total(network);
                chain.follow(network, self.seats, |seat, t, children| {
                    there[t * count + self.seats.slot[seat] as usize] += children;
                });
            }
            (total, there)
        };
        let batches: Vec<_> = (0..BATCHES).into_par_iter().map(batch).collect();
        let total = batches.iter().map(|(part, _)| part).sum();
        let mut there = vec![0.0; count * network.years()];
        for (_, part) in &batches {
            for (sum, children) in there.iter_mut().zip(part) {
                *sum += children;
            }
        }
        (total, self.slopes(prices, &there, tau))
    }

    /// What children in slots (by year and slot) occupy and count, by row.
    fn slopes(&self, prices: &[f64], there: &[f64], tau: f64) -> Vec<f64> {
        let mut slopes = vec![0.0; self.rows.len()];
        let count = self.seats.slots.len();
        for t in 0..self.network.years() {
            for (slot, &children) in self.seats.slots.iter().zip(&there[t * count..(t + 1) * count]) {
                if children == 0.0 {
                    continue;
                }
                if let Some(row) = self.rows.place_at(slot.provision, t) {
                    slopes[row] += children;
                }
                for at in self.rows.rows_of_group(slot.group as usize, t) {
                    slopes[self.rows.first_policy() + at] += self.rows.policies[at].sign * children;
                }
                for at in self.rows.viable_at(slot.provision, t) {
                    slopes[self.rows.first_viable() + at] -= children;
                }
                if let Some((row, _, slope)) = self.paid(prices, slot, t, tau) {
                    slopes[row] += children * slope;
                }
            }
        }
        slopes
    }

    /// What a child of a slot is paid in a contracted place, with the position of the price that decides it and how
    /// much less it is for every pound the place is worth more.
    fn paid(&self, prices: &[f64], slot: &Slot, t: usize, tau: f64) -> Option<(usize, f64, f64)> {
        let row = self.rows.block_at(slot.provision, t)?;
        let spot = self.rows.blocks[row].spot[slot.class as usize];
        let at = self.rows.first_block() + row;
        let (paid, slope) = above(spot, prices[at], tau);
        (!spot.is_nan()).then_some((at, paid, slope))
    }

    /// What prices do apart from chains and decisions.
    fn constants(&self, prices: &[f64], tau: f64, gradient: &mut [f64]) -> f64 {
        let mut total = 0.0;
        for (i, row) in self.rows.places.iter().enumerate() {
            let most_over = row.overfill * row.places + row.roll_need;
            let (above, slope) = above(prices[i], row.overfill_cost, tau);
            total += prices[i] * (row.on_roll - row.places) - above * most_over;
            gradient[i] += row.on_roll - row.places - slope * most_over;
        }
        for (i, row) in self.rows.policies.iter().enumerate() {
            let at = self.rows.first_policy() + i;
            let beyond = row.sign * (row.on_roll - row.share);
            total += prices[at] * beyond;
            gradient[at] += beyond;
        }
        for (i, row) in self.rows.viable.iter().enumerate() {
            let at = self.rows.first_viable() + i;
            total -= prices[at] * row.on_roll;
            gradient[at] -= row.on_roll;
        }
        for (i, row) in self.rows.blocks.iter().enumerate() {
            let at = self.rows.first_block() + i;
            for (&spot, &children) in row.spot.iter().zip(&row.on_roll).filter(|(_, children)| **children > 0.0) {
                let (paid, slope) = if spot.is_nan() { (0.0, 0.0) } else { above(spot, prices[at], tau) };
                total -= paid * children;
                gradient[at] += slope * children;
            }
        }
        total
    }

    /// What all the capital that comes in is worth.
    fn capital(&self, prices: &[f64], gradient: &mut [f64]) -> f64 {
        let mut total = 0.0;
        for (t, &so_far) in self.rows.capital.iter().enumerate() {
            let at = self.rows.first_capital() + t;
            total += prices[at] * so_far;
            gradient[at] -= so_far;
        }
        total
    }

    /// The best of every choice, and what each option costs where capital has no price.
    fn decide(&self, prices: &[f64], tau: f64, gradient: &mut [f64]) -> (f64, Vec<Vec<f64>>) {
        let soft = 60.0 * tau;
        let mut total = 0.0;
        let mut options = Vec::with_capacity(self.choices.len());
        for choice in &self.choices {
            let unfunded: Vec<f64> =
                choice.options.iter().map(|option| self.reduced_cost(option, prices, tau)).collect();
            let costs: Vec<f64> = choice
                .options
                .iter()
                .zip(&unfunded)
                .map(|(option, cost)| cost + self.funding(option, prices))
                .collect();
            let none = if choice.may_decline { 0.0 } else { f64::INFINITY };
            let least = costs.iter().copied().fold(none, f64::min);
            if soft == 0.0 {
                total += least;
            } else {
                let weight = |cost: f64| ((least - cost) / soft).exp();
                let sum = costs.iter().map(|&cost| weight(cost)).sum::<f64>() + weight(none);
                total += least - soft * sum.ln();
                for (option, &cost) in choice.options.iter().zip(&costs) {
                    self.add_option(option, weight(cost) / sum, prices, tau, gradient);
                }
            }
            options.push(unfunded);
        }
        (total, options)
    }

    /// What the capital of an option is worth.
    fn funding(&self, option: &Opt, prices: &[f64]) -> f64 {
        option.capital.map_or(0.0, |(pounds, year)| {
            pounds * prices[self.rows.first_capital()..self.rows.first_block()].iter().skip(year).sum::<f64>()
        })
    }

    /// What an option costs less what it is worth, its capital at no price.
    fn reduced_cost(&self, option: &Opt, prices: &[f64], tau: f64) -> f64 {
        let worth: f64 = option
            .places
            .iter()
            .map(|&(row, places)| {
                let (above, _) = above(prices[row], self.rows.places[row].overfill_cost, tau);
                places * (prices[row] + self.rows.places[row].overfill * above)
            })
            .sum();
        let filled: f64 = option.blocks.iter().map(|&(at, places, paid)| places * above(prices[at], paid, tau).0).sum();
        let needed: f64 = option.needs.iter().map(|&(at, least)| least * prices[at]).sum();
        option.cost + needed - worth - filled
    }

    fn add_option(&self, option: &Opt, share: f64, prices: &[f64], tau: f64, gradient: &mut [f64]) {
        for &(row, places) in &option.places {
            let (_, slope) = above(prices[row], self.rows.places[row].overfill_cost, tau);
            gradient[row] -= share * places * (1.0 + self.rows.places[row].overfill * slope);
        }
        for &(at, places, paid) in &option.blocks {
            gradient[at] -= share * places * above(prices[at], paid, tau).1;
        }
        for &(at, least) in &option.needs {
            gradient[at] += share * least;
        }
        if let Some((pounds, year)) = option.capital {
            for slope in gradient[self.rows.first_capital()..self.rows.first_block()].iter_mut().skip(year) {
                *slope += share * pounds;
            }
        }
    }
}

/// `(price − cost)⁺`, soft above temperature zero, and its slope.
fn above(price: f64, cost: f64, tau: f64) -> (f64, f64) {
    let x = price - cost;
    if tau == 0.0 {
        return (x.max(0.0), if x > 0.0 { 1.0 } else { 0.0 });
    }
    let e = (-x.abs() / tau).exp();
    (x.max(0.0) + tau * e.ln_1p(), if x > 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) })
}

/// Every choice: a group of projects, or a project or contract on its own. Where one of a group is committed or signed,
/// the others of it are no option.
fn choices(network: &Network, rows: &Rows, fixed: Option<&Decisions>) -> Vec<Choice> {
    let mut choices = project_choices(network, rows, fixed);
    choices.extend(contract_choices(network, rows, fixed));
    choices
}

fn project_choices(network: &Network, rows: &Rows, fixed: Option<&Decisions>) -> Vec<Choice> {
    let case = network.case;
    let committed = case.projects.iter().filter(|project| project.is_committed());
    let taken: Vec<&String> = committed.filter_map(|project| project.group.as_ref()).collect();
    let mut choices = Grouped::default();
    for (k, project) in case.projects.iter().enumerate() {
        let project_ix = ProjectIx::new(k);
        let may_decline = fixed.is_none() && project.is_optional();
        let decided = fixed.map(|decisions| decisions.opened[k]);
        let years = network.opening_years(project_ix).filter(|&o| decided.is_none_or(|opened| opened == Some(o)));
        let options: Vec<Opt> = years.map(|o| open_option(network, rows, project_ix, o)).collect();
        choices.add(options, project.group.as_ref(), may_decline, &taken);
    }
    choices.all
}

fn contract_choices(network: &Network, rows: &Rows, fixed: Option<&Decisions>) -> Vec<Choice> {
    let case = network.case;
    let signed = case.contracts.iter().filter(|contract| contract.is_signed());
    let taken: Vec<&String> = signed.filter_map(|contract| contract.group.as_ref()).collect();
    let mut choices = Grouped::default();
    for (m, contract) in case.contracts.iter().enumerate() {
        let may_decline = fixed.is_none() && contract.is_optional();
        if fixed.map_or(contract.is_optional() || contract.is_signed(), |decisions| decisions.signed[m]) {
            let option = sign_option(network, rows, ContractIx::new(m));
            choices.add(vec![option], contract.group.as_ref(), may_decline, &taken);
        }
    }
    choices.all
}

/// Choices, those of a group together.
#[derive(Default)]
struct Grouped<'a> {
    all: Vec<Choice>,
    group_at: BTreeMap<&'a str, usize>,
}

impl<'a> Grouped<'a> {
    /// Adds options: to their group's choice where they may be declined, else as a choice of their own. `taken` are the
    /// groups that are decided already.
    fn add(&mut self, options: Vec<Opt>, group: Option<&'a String>, may_decline: bool, taken: &[&String]) {
        let group = group.filter(|_| may_decline);
        if options.is_empty() || group.is_some_and(|group| taken.contains(&group)) {
            return;
        }
        let own = self.all.len();
        let at = group.map_or(own, |group| *self.group_at.entry(group).or_insert(own));
        if at == own {
            self.all.push(Choice { options: Vec::new(), may_decline });
        }
        self.all[at].options.extend(options);
    }
}

fn open_option(network: &Network, rows: &Rows, k: ProjectIx, o: usize) -> Opt {
    let project = &network.case[k];
    let places = (o..network.years())
        .filter_map(|t| Some((rows.place_at(project.provision, t)?, project.usable_places(t - o).get())))
        .collect();
    let counted = project.is_optional() && !rows.capital.is_empty();
    let capital = counted.then_some((project.capital_cost.get(), o));
    let due = |(_, row): &(usize, &ViableRow)| row.project == k && row.year >= o + YEARS_TO_GROW;
    let needs = rows.viable.iter().enumerate().filter(due).map(|(at, row)| (rows.first_viable() + at, row.least));
    let (cost, needs) = (price::open(network, k, o), needs.collect());
    Opt { what: What::Open(k, o), cost, capital, places, blocks: Vec::new(), needs }
}

fn sign_option(network: &Network, rows: &Rows, m: ContractIx) -> Opt {
    let contract = &network.case[m];
    let added = |t: usize, p: ProvisionIx| Some((rows.place_at(p, t)?, contract.new_places.get()));
    let places = (0..network.years())
        .filter(|&t| contract.runs(network.case.year(t)) && contract.new_places.get() > 0.0)
        .filter_map(|t| added(t, contract.provision))
        .collect();
    let blocks = (0..network.years())
        .filter(|&t| contract.runs(network.case.year(t)))
        .filter_map(|t| {
            let row = rows.first_block() + rows.block_at(contract.provision, t)?;
            let price = network.discount[t] * contract.price_in(network.case.year(t)).get();
            Some((row, contract.places.get(), (1.0 - contract.take_or_pay) * price))
        })
        .collect();
    Opt { what: What::Sign(m), cost: price::sign(network, m), capital: None, places, blocks, needs: Vec::new() }
}
