//! The three purses, year by year: high needs revenue, transport, capital; never mixed.

use super::Plan;
use crate::id::{ContractIx, ProjectIx};
use crate::network::Network;
use crate::units::{Children, Pounds, Year};

/// Who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purse {
    /// The high needs block of the dedicated schools grant.
    HighNeeds,
    /// Home-to-school transport, from the council's general fund.
    Transport,
    /// The capital programme.
    Capital,
}

impl Purse {
    /// Every purse.
    pub const ALL: [Self; 3] = [Self::HighNeeds, Self::Transport, Self::Capital];

    /// As it is written in `finance.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HighNeeds => "high_needs",
            Self::Transport => "transport",
            Self::Capital => "capital",
        }
    }
}

/// What for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// Place funding of existing provisions, `place_funding · net places`: no decision changes it. Unlimited
    /// provisions have none.
    PlaceFunding,
    /// What placements cost on top of place funding, all at the spot price.
    Placements,
    /// Spot price of the children in contracted places: taken off, so never above zero.
    CoveredByContracts,
    /// What the block contracts cost.
    Contracts,
    /// Running cost of open projects, their place funding included.
    Projects,
    /// Children above the places.
    Overfill,
    /// Home-to-school transport.
    Transport,
    /// Capital of the optional projects that open.
    Capital,
}

impl Line {
    /// Every line, in the order of the purses.
    pub const ALL: [Self; 8] = [
        Self::PlaceFunding,
        Self::Placements,
        Self::CoveredByContracts,
        Self::Contracts,
        Self::Projects,
        Self::Overfill,
        Self::Transport,
        Self::Capital,
    ];

    /// The purse that pays it.
    pub fn purse(self) -> Purse {
        match self {
            Self::Transport => Purse::Transport,
            Self::Capital => Purse::Capital,
            _ => Purse::HighNeeds,
        }
    }

    /// As it is written in `finance.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlaceFunding => "place_funding",
            Self::Placements => "placements",
            Self::CoveredByContracts => "covered_by_contracts",
            Self::Contracts => "contracts",
            Self::Projects => "projects",
            Self::Overfill => "overfill",
            Self::Transport => "transport",
            Self::Capital => "capital",
        }
    }
}

/// One line of one purse in one year; lines that are zero in every year are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct FinanceLine {
    /// The academic year.
    pub year: Year,
    /// What for; it names the purse.
    pub line: Line,
    /// £, not discounted.
    pub amount: Pounds,
}

/// Every line of a plan whose other parts stand.
pub(super) fn lines(network: &Network, plan: &Plan) -> Vec<FinanceLine> {
    let amount = |line: Line| -> Vec<Pounds> {
        (0..network.years()).map(|t| amount(network, plan, line, network.case.year(t))).collect()
    };
    let by_line: Vec<(Line, Vec<Pounds>)> = Line::ALL.into_iter().map(|line| (line, amount(line))).collect();
    let counts = |amounts: &[Pounds]| amounts.iter().any(|amount| amount.get() != 0.0);
    let mut lines = Vec::new();
    for t in 0..network.years() {
        for (line, amounts) in by_line.iter().filter(|(_, amounts)| counts(amounts)) {
            lines.push(FinanceLine { year: network.case.year(t), line: *line, amount: amounts[t] });
        }
    }
    lines
}

fn amount(network: &Network, plan: &Plan, line: Line, year: Year) -> Pounds {
    let case = network.case;
    let first = plan.placements.partition_point(|placement| placement.year < year);
    let placements = plan.placements[first..].iter().take_while(|placement| placement.year == year);
    match line {
        Line::PlaceFunding => place_funding(network, year),
        Line::Placements => placements.map(|p| p.annual_cost * p.children.get()).sum(),
        Line::CoveredByContracts => {
            -placements.filter(|p| p.contract.is_some()).map(|p| p.annual_cost * p.children.get()).sum::<Pounds>()
        }
        Line::Contracts => signed(plan)
            .filter(|&m| case[m].runs(year))
            .map(|m| {
                let terms = &case[m];
                let fills = plan.fills.iter().filter(|fill| fill.contract == m && fill.year == year);
                let filled = fills.map(|fill| fill.children).sum::<Children>().get();
                let paid_for = terms.take_or_pay * terms.places.get() + (1.0 - terms.take_or_pay) * filled;
                terms.price_in(year) * paid_for
            })
            .sum(),
        Line::Projects => opened(plan).filter(|&(_, o)| o <= year).map(|(k, _)| case[k].annual_cost).sum(),
        Line::Overfill => plan
            .utilisation
            .iter()
            .filter(|row| row.year == year)
            .map(|row| case[case[row.provision].kind].overfill_cost * row.overfilled.get())
            .sum(),
        Line::Transport => placements.map(|p| p.transport_cost * p.children.get()).sum(),
        Line::Capital => {
            opened(plan).filter(|&(k, o)| o == year && case[k].is_optional()).map(|(k, _)| case[k].capital_cost).sum()
        }
    }
}

/// Place funding of existing, limited provisions that are open, reserved places taken off.
fn place_funding(network: &Network, year: Year) -> Pounds {
    let t = (year.0 - network.case.first_year.0) as usize;
    let existing = network.case.provisions.iter().filter(|p| p.own_project().is_none() && p.is_open(year));
    existing.filter_map(|p| Some(p.place_funding * p.net_places(t)?.get())).sum()
}

fn signed(plan: &Plan) -> impl Iterator<Item = ContractIx> {
    plan.signed.iter().enumerate().filter(|(_, signed)| **signed).map(|(m, _)| ContractIx::new(m))
}

fn opened(plan: &Plan) -> impl Iterator<Item = (ProjectIx, Year)> {
    plan.openings.iter().enumerate().filter_map(|(k, opened)| Some((ProjectIx::new(k), (*opened)?)))
}
