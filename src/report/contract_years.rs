//! `contract_years.csv`: every block offer year by year: how full, what is paid for empty places, what it saves against
//! the spot price, and which project takes children it could have had.
//!
//! In each year of the contract within the horizon, undiscounted, with `θ` = take-or-pay:
//! `paid = price · (θ · places + (1 − θ) · used)`, of which `void_paid = price · θ · (places − used)`;
//! `spot_cost_avoided = Σ children · annual_cost`; `saving = spot_cost_avoided − paid`.

use super::table::{Cell, Column, Table, Unit, column};
use crate::case::{Case, Contract, Suitability};
use crate::id::{ContractIx, ProjectIx};
use crate::plan::{ContractFill, Placement, Plan};
use crate::units::{Pounds, Year};

/// The columns of `contract_years`.
pub(super) const COLUMNS: &[Column] = &[
    column("contract", Unit::Text, "The block offer."),
    column("name", Unit::Text, "Its name."),
    column("signed", Unit::Text, "Whether it is signed: yes or no."),
    column("year", Unit::Year, "The academic year, by the calendar year in which it begins."),
    column("price", Unit::PoundsPerPlaceYear, "The price of a place in this year, its yearly rise included."),
    column("places", Unit::Children, "Places on offer."),
    column(
        "eligible",
        Unit::Children,
        "Children of the plan at its school whom its places are for, in them or not; those in another contract left out.",
    ),
    column("used", Unit::Children, "Places filled; 0 where it is not signed, like what follows."),
    column("void", Unit::Children, "Places empty."),
    column("void_paid", Unit::Pounds, "Of what is paid, for empty places."),
    column("paid", Unit::Pounds, "What the contract costs."),
    column("spot_cost_avoided", Unit::Pounds, "What the children in it would cost at the spot price."),
    column("saving", Unit::Pounds, "spot_cost_avoided less paid."),
    column(
        "taken_by",
        Unit::Text,
        "Where fewer places are filled than the year before: the project whose new places take most children whom the \
         contract could have had.",
    ),
    column("taken_children", Unit::Children, "Such children who start there this year, at most the places it adds."),
];

/// Children by which fewer places must be filled for it to be worth a word, and who must start elsewhere.
const FEW: f64 = 0.5;

/// One row per block offer and year within the plan, in the order of the table.
pub(super) fn table<'a>(case: &'a Case, plan: &'a Plan) -> Table<'a> {
    let of_contract = move |at: usize| {
        let at = ContractIx::new(at);
        YearAccount::all(case, plan, at).into_iter().map(move |year| row(case, plan, at, &year))
    };
    Table::new("contract_years", COLUMNS, (0..case.contracts.len()).flat_map(of_contract))
}

fn row<'a>(case: &'a Case, plan: &Plan, at: ContractIx, year: &YearAccount) -> Vec<Cell<'a>> {
    let contract = &case[at];
    vec![
        contract.id.as_str().into(),
        contract.name.as_str().into(),
        Cell::Flag(plan.signed[at.get()]),
        year.year.into(),
        contract.price_in(year.year).into(),
        Cell::Number(contract.places.get()),
        Cell::Number(year.eligible),
        Cell::Number(year.used),
        Cell::Number(year.void),
        year.void_paid.into(),
        year.paid.into(),
        year.spot_cost_avoided.into(),
        (year.spot_cost_avoided - year.paid).into(),
        year.taken.map(|taken| case[taken.by].id.as_str()).into(),
        year.taken.map_or(Cell::Blank, |taken| Cell::Number(taken.children)),
    ]
}

/// One year of a contract.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct YearAccount {
    /// Which.
    pub(super) year: Year,
    /// Children at its school whom it is for.
    pub(super) eligible: f64,
    /// Places filled.
    pub(super) used: f64,
    /// Places paid for and empty.
    pub(super) void: f64,
    /// Paid for those.
    pub(super) void_paid: Pounds,
    /// Paid in all.
    pub(super) paid: Pounds,
    /// What the children in it would cost at the spot price.
    pub(super) spot_cost_avoided: Pounds,
    /// Where it is less full than the year before: who took children it could have had.
    pub(super) taken: Option<Taken>,
}

/// Children who start in the new places of a project, and whom a contract could have had.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Taken {
    /// The project.
    pub(super) by: ProjectIx,
    /// How many.
    pub(super) children: f64,
}

impl YearAccount {
    /// Every year of a contract within the horizon.
    pub(super) fn all(case: &Case, plan: &Plan, at: ContractIx) -> Vec<Self> {
        let years = (0..case.years()).map(|t| case.year(t)).filter(|&year| case[at].runs(year));
        let mut all: Vec<Self> = years.map(|year| Self::of(case, plan, at, year)).collect();
        for i in 1..all.len() {
            if all[i].used <= all[i - 1].used - FEW {
                all[i].taken = taken(case, plan, &case[at], all[i].year);
            }
        }
        all
    }

    fn of(case: &Case, plan: &Plan, at: ContractIx, year: Year) -> Self {
        let (contract, signed) = (&case[at], plan.signed[at.get()]);
        let fills = || plan.fills.iter().filter(move |fill| fill.contract == at && fill.year == year);
        let used: f64 = fills().map(|fill| fill.children.get()).sum();
        let void = if signed { (contract.places.get() - used).max(0.0) } else { 0.0 };
        let (theta, price) = (contract.take_or_pay, contract.price_in(year));
        let paid_for = theta * contract.places.get() + (1.0 - theta) * used;
        Self {
            year,
            eligible: eligible(case, plan, at, year),
            used,
            void,
            void_paid: price * (theta * void),
            paid: if signed { price * paid_for } else { Pounds(0.0) },
            spot_cost_avoided: fills().map(|fill| spot_price(case, contract, fill) * fill.children.get()).sum(),
            taken: None,
        }
    }
}

fn spot_price(case: &Case, contract: &Contract, fill: &ContractFill) -> Pounds {
    case.annual_cost(contract.provision, fill.need, fill.band, fill.stage).unwrap_or_default()
}

/// Children at the contract's school whom it is for, but for those in another contract.
fn eligible(case: &Case, plan: &Plan, at: ContractIx, year: Year) -> f64 {
    let contract = &case[at];
    let free = |placement: &Placement| placement.contract.is_none_or(|other| other == at);
    let is_for = |placement: &Placement| contract.covers(placement.need, case[placement.stage].year_groups);
    placements(plan, year)
        .filter(|placement| placement.provision == contract.provision && free(placement) && is_for(placement))
        .map(|placement| placement.children.get())
        .sum()
}

/// The placements of a year; those of a plan are sorted by year.
fn placements(plan: &Plan, year: Year) -> impl Iterator<Item = &Placement> {
    let first = plan.placements.partition_point(|placement| placement.year < year);
    plan.placements[first..].iter().take_while(move |placement| placement.year == year)
}

/// The project whose new places of this year take most children whom the contract could have had.
fn taken(case: &Case, plan: &Plan, contract: &Contract, year: Year) -> Option<Taken> {
    let mut most: Option<Taken> = None;
    for by in (0..case.projects.len()).map(ProjectIx::new) {
        let project = &case[by];
        let Some(age) = plan.age(by, year).filter(|_| project.provision != contract.provision) else { continue };
        let before = age.checked_sub(1).map_or(0.0, |age| project.usable_places(age).get());
        let added = project.usable_places(age).get() - before;
        let starting = placements(plan, year)
            .filter(|placement| placement.provision == project.provision && could_have_had(case, contract, placement))
            .map(|placement| placement.starting.get());
        let children = starting.sum::<f64>().min(added);
        if children >= FEW && most.is_none_or(|most| children > most.children) {
            most = Some(Taken { by, children });
        }
    }
    most
}

/// Whether the contract is for children like these, and its school takes them and is within their reach.
fn could_have_had(case: &Case, contract: &Contract, placement: &Placement) -> bool {
    let (school, groups) = (&case[contract.provision], case[placement.stage].year_groups);
    contract.covers(placement.need, groups)
        && school.needs.includes(&placement.need)
        && school.serves(groups)
        && case.suitability(school.kind, placement.need, placement.band) != Suitability::Unsuitable
        && case.journey(placement.locality, school.setting).distance <= case.travel.reach
}
