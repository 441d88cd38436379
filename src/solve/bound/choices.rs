//! What there is to decide, as the bound sees it: every project group and contract with the ways to decide on it.

use std::collections::BTreeMap;

use super::rows::{Rows, ViableRow};
use crate::formulation::YEARS_TO_GROW;
use crate::id::{ContractIx, ProjectIx, ProvisionIx};
use crate::network::{Network, price};
use crate::solve::{Decision, Decisions};

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

    /// Whether it takes a decision.
    pub(in crate::solve) fn is_of(self, decision: Decision) -> bool {
        match (self, decision) {
            (Self::Open(k, _), Decision::Project(project)) => k == project,
            (Self::Sign(m), Decision::Contract(contract)) => m == contract,
            _ => false,
        }
    }
}

/// How much of every option is taken, by choice and option: 0 or 1 for decisions, between them for a mixture.
pub(in crate::solve) type Shares = Vec<Vec<f64>>;

/// Decisions as shares.
pub(in crate::solve) fn shares_of(choices: &[Choice], decisions: &Decisions) -> Shares {
    let taken = |option: &Opt| f64::from(u8::from(option.what.is_taken(decisions)));
    choices.iter().map(|choice| choice.options.iter().map(taken).collect()).collect()
}

/// Shares mixed with a part of others.
pub(in crate::solve) fn mixed(shares: &Shares, others: &Shares, part: f64) -> Shares {
    let mix = |(own, other): (&f64, &f64)| (1.0 - part) * own + part * other;
    shares.iter().zip(others).map(|(own, other)| own.iter().zip(other).map(mix).collect()).collect()
}

/// Every choice: a group of projects, or a project or contract on its own. Where one of a group is committed or signed,
/// the others of it are no option.
pub(super) fn choices(network: &Network, rows: &Rows) -> Vec<Choice> {
    let mut choices = project_choices(network, rows);
    choices.extend(contract_choices(network, rows));
    choices
}

fn project_choices(network: &Network, rows: &Rows) -> Vec<Choice> {
    let case = network.case;
    let committed = case.projects.iter().filter(|project| project.is_committed());
    let taken: Vec<&String> = committed.filter_map(|project| project.group.as_ref()).collect();
    let mut choices = Grouped::default();
    for (k, project) in case.projects.iter().enumerate() {
        let project_ix = ProjectIx::new(k);
        let years = network.opening_years(project_ix);
        let options: Vec<Opt> = years.map(|o| open_option(network, rows, project_ix, o)).collect();
        choices.add(options, project.group.as_ref(), project.is_optional(), &taken);
    }
    choices.all
}

fn contract_choices(network: &Network, rows: &Rows) -> Vec<Choice> {
    let case = network.case;
    let signed = case.contracts.iter().filter(|contract| contract.is_signed());
    let taken: Vec<&String> = signed.filter_map(|contract| contract.group.as_ref()).collect();
    let mut choices = Grouped::default();
    for (m, contract) in case.contracts.iter().enumerate() {
        if contract.is_optional() || contract.is_signed() {
            let option = sign_option(network, rows, ContractIx::new(m));
            choices.add(vec![option], contract.group.as_ref(), contract.is_optional(), &taken);
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
            Some((row, contract.places.get(), price::fill(network, m, t)))
        })
        .collect();
    Opt { what: What::Sign(m), cost: price::sign(network, m), capital: None, places, blocks, needs: Vec::new() }
}
