//! `contracts.csv`: which block offers to sign, how well they are used, and whether they pay.
//!
//! Over the contract's years within the horizon, undiscounted, with `θ` = take-or-pay:
//! `paid = Σ_t price_t · (θ · places + (1 − θ) · used_t)`, `spot_cost_avoided = Σ children · annual_cost`,
//! `saving = spot_cost_avoided − paid`. A block costs what the spot price would at the occupancy
//! `θ · price / (spot − (1 − θ) · price)`.
//!
//! The decision turns, the other decisions held, at the price that makes up for what it is worth:
//! `turning price = price + worth / D` of a contract that is signed (its worth is what leaving it out costs), and
//! `price − worth / D` of one that is not (what signing it costs), with the discounted place-years that the price is paid
//! for, `D = Σ_t δ_t · (1 + uplift)^(t − first_year) · (θ · places + (1 − θ) · used_t)`. Filling it otherwise could only
//! help, so it is worth signing up to this price at least.

use std::collections::BTreeMap;

use super::contract_years::YearAccount;
use super::table::{Cell, Column, Table, Unit, column};
use crate::answers::{Answers, Decision};
use crate::case::{Case, Contract, Suitability};
use crate::id::{BandIx, ContractIx, NeedIx, StageIx};
use crate::plan::Plan;
use crate::units::{Pounds, Year};

/// The columns of `contracts`.
pub(super) const COLUMNS: &[Column] = &[
    column("contract", Unit::Text, "The block offer."),
    column("name", Unit::Text, "Its name."),
    column("status", Unit::Text, "optional, signed or excluded, as in the input."),
    column("signed", Unit::Text, "Whether it is signed: yes or no."),
    column("places", Unit::PlaceYears, "Places on offer, over its years within the plan."),
    column("used", Unit::PlaceYears, "Of them, filled; 0 where it is not signed."),
    column("void", Unit::PlaceYears, "Of them, paid for and empty; 0 where it is not signed."),
    column("paid", Unit::Pounds, "What the contract costs, over its years within the plan."),
    column("spot_cost_avoided", Unit::Pounds, "What the same children would cost at the spot price."),
    column(
        "break_even_occupancy",
        Unit::Share,
        "The share of its places that must be filled for it to cost what the spot price would; above 1 it cannot pay; \
         blank where no share is enough.",
    ),
    column("saving", Unit::Pounds, "spot_cost_avoided less paid."),
    column(
        "turning_price",
        Unit::PoundsPerPlaceYear,
        "The price of its first year up to which it is worth signing, at least, by the plan's own measure and with the \
         other decisions held (of an offer in a group: in place of what the group signs); blank where what it is worth \
         was not solved, or no price is low enough.",
    ),
];

/// One row per block offer, in the order of the table.
pub(super) fn table<'a>(case: &'a Case, plan: &'a Plan, answers: &'a Answers) -> Table<'a> {
    let rows = case.contracts.iter().enumerate().map(|(at, contract)| {
        let at = ContractIx::new(at);
        let account = Account::of(case, plan, at);
        vec![
            contract.id.as_str().into(),
            contract.name.as_str().into(),
            contract.status.as_str().into(),
            Cell::Flag(account.signed),
            Cell::Number(account.places),
            Cell::Number(account.used),
            Cell::Number(account.void),
            account.paid.into(),
            account.spot_cost_avoided.into(),
            account.break_even.map_or(Cell::Blank, Cell::Number),
            (account.spot_cost_avoided - account.paid).into(),
            turning_price(case, plan, answers, at).into(),
        ]
    });
    Table::new("contracts", COLUMNS, rows)
}

/// The figures of one contract over its years within the horizon.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Account {
    /// Whether it is signed.
    pub(super) signed: bool,
    /// Place-years on offer.
    pub(super) places: f64,
    /// Place-years filled.
    pub(super) used: f64,
    /// Place-years paid for and empty.
    pub(super) void: f64,
    /// What it costs.
    pub(super) paid: Pounds,
    /// What the children in it would cost at the spot price.
    pub(super) spot_cost_avoided: Pounds,
    /// Share of its places at which it costs what the spot price would.
    pub(super) break_even: Option<f64>,
}

impl Account {
    /// Adds up what the plan does with a contract.
    pub(super) fn of(case: &Case, plan: &Plan, at: ContractIx) -> Self {
        let contract = &case[at];
        let signed = plan.signed[at.get()];
        let accounts = YearAccount::all(case, plan, at);
        let years: Vec<Year> = accounts.iter().map(|account| account.year).collect();
        let used: f64 = accounts.iter().map(|account| account.used).sum();
        let spot: Pounds = accounts.iter().map(|account| account.spot_cost_avoided).sum();
        let mean_spot =
            if used > 0.0 { Some(spot.get() / used) } else { mean_spot_of_coverable(case, contract, &years) };
        let mean_price = years.iter().map(|&year| contract.price_in(year).get()).sum::<f64>() / years.len() as f64;
        Self {
            signed,
            places: contract.places.get() * years.len() as f64,
            used,
            void: accounts.iter().map(|account| account.void).sum(),
            paid: accounts.iter().map(|account| account.paid).sum(),
            spot_cost_avoided: spot,
            break_even: mean_spot.and_then(|spot| break_even(contract.take_or_pay, mean_price, spot)),
        }
    }
}

/// The price at which the decision turns, where that is known.
pub(super) fn turning_price(case: &Case, plan: &Plan, answers: &Answers, at: ContractIx) -> Option<Pounds> {
    let contract = &case[at];
    let solved = |worth: &&crate::answers::Worth| worth.decision == Decision::Contract(at) && worth.more.is_some();
    let worth = answers.worths.iter().find(solved)?;
    let paid_for = |year: &YearAccount| {
        let rise = (1.0 + contract.uplift).powi(year.year.0 - contract.first_year.0);
        let discount = case.discount((year.year.0 - case.first_year.0) as usize);
        let theta = contract.take_or_pay;
        discount * rise * (theta * contract.places.get() + (1.0 - theta) * year.used)
    };
    let place_years: f64 = YearAccount::all(case, plan, at).iter().map(paid_for).sum();
    let sign = if worth.taken { 1.0 } else { -1.0 };
    let price = contract.price.get() + sign * worth.cost / place_years;
    (place_years > 0.0 && price > 0.0).then_some(Pounds(price))
}

/// `θ · price / (spot − (1 − θ) · price)`, where there is such a share.
fn break_even(theta: f64, price: f64, spot: f64) -> Option<f64> {
    let margin = spot - (1.0 - theta) * price;
    (margin > 0.0).then(|| theta * price / margin)
}

/// Mean spot price, £ per child-year, of the forecast children who could fill the contract; `None` where there are
/// none.
fn mean_spot_of_coverable(case: &Case, contract: &Contract, years: &[Year]) -> Option<f64> {
    let mut prices: BTreeMap<(NeedIx, BandIx, StageIx), Option<f64>> = BTreeMap::new();
    let (mut children, mut pounds) = (0.0, 0.0);
    for (c, chain) in case.forecast.chains().iter().enumerate() {
        for stage in (0..case.stages.len()).map(StageIx::new) {
            let class = (chain.need, chain.band, stage);
            let Some(price) = *prices.entry(class).or_insert_with(|| price_if_coverable(case, contract, class)) else {
                continue;
            };
            let years = years.iter().map(|year| (year.0 - case.first_year.0) as usize);
            let here: f64 = years.map(|t| case.forecast.children(c, stage, t)).sum();
            children += here;
            pounds += here * price;
        }
    }
    (children > 0.0).then(|| pounds / children)
}

/// The spot price of children who could fill the contract; `None` where they could not.
fn price_if_coverable(case: &Case, contract: &Contract, class: (NeedIx, BandIx, StageIx)) -> Option<f64> {
    let (need, band, stage) = class;
    let (provision, groups) = (&case[contract.provision], case[stage].year_groups);
    let suitable = case.suitability(provision.kind, need, band) != Suitability::Unsuitable;
    let taken = suitable && provision.needs.includes(&need) && provision.serves(groups);
    let price = case.annual_cost(contract.provision, need, band, stage)?;
    (taken && contract.covers(need, groups)).then(|| price.get())
}
