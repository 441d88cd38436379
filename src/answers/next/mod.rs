//! Where places that nobody has planned would help most, beside the plan.
//!
//! Units like those the county knows (every kind of base and special school, for every group of needs and phase that
//! units of the kind take) are put at every setting that could have one: a base where a mainstream school teaches those
//! year groups, a special school's places where there is a special school for them, or a project for one. All of them
//! are looked at under the plan's prices ([`Prospects`](crate::solve::Prospects)); the most promising are priced with ten places, and solved
//! where there is time:
//!
//! ```text
//! value = ( least cost of the plan's decisions − least cost of the same with ten places there )
//!         ÷ ( places · Σ δ[t] over the years they are open )
//! ```
//!
//! £ per place and year, the unit's place funding paid, its building not: what a place may cost to build and own.

mod units;

use rayon::prelude::*;

use self::units::{choose, discounted_years, family, units};
use super::held::{Held, Known, Solved};
use super::{Totals, WhyUnknown};
use crate::case::{Case, Family};
use crate::id::{KindIx, SettingIx};
use crate::network::{Network, Unit};
use crate::plan::Plan;
use crate::solve::{Appraisal, Decisions, Promise, SolveError};
use crate::units::{Children, Pounds, Year};

/// A unit that nobody has planned, and what it would do.
#[derive(Debug, Clone, PartialEq)]
pub struct NextPlace {
    /// What kind.
    pub kind: KindIx,
    /// The primary needs it would take, as in the tables: `ASD;SLCN`, or `*` for all.
    pub needs: String,
    /// Of which year groups: `7-11`.
    pub year_groups: String,
    /// Where.
    pub setting: SettingIx,
    /// How many places.
    pub places: Children,
    /// When it would open.
    pub opens: Year,
    /// £ per place and year, net of place funding.
    pub value: Pounds,
    /// £ per place and year by which that may be out: either way where it was solved. Where only prices were asked it is at
    /// most so much higher; lower by as much as the bound with the unit could still rise, which is not known.
    pub within: Pounds,
    /// Less of this in all; `None` where only prices were asked.
    pub less: Option<Totals>,
    /// Children in it in an average year.
    pub children: Children,
    /// Fewer children in independent places in an average year.
    pub independent: Children,
    /// Minutes one way that all children together save in an average year.
    pub minutes: f64,
}

/// Units that have been looked at.
pub(super) struct NextPlaces(Vec<Priced>);

/// A unit that was priced with its places.
struct Priced {
    unit: Unit,
    promise: Promise,
    /// Discounted £ for one more place by year, to begin with.
    prices: Vec<f64>,
    /// £ of the objective that it takes off.
    worth: f64,
}

impl NextPlaces {
    /// The most promising by prices; none where time ran out.
    pub(super) fn by_prices(held: &Held) -> Self {
        let Some(least) = &held.least else { return Self(Vec::new()) };
        let network = held.beside.network();
        let units = units(network.case);
        held.tell("looking for the next places", 0, units.len());
        let prospects = held.beside.prospects(held.plan, least);
        let look = |unit: Unit| {
            let promise = (!held.over()).then(|| prospects.promise(&unit))?;
            Some((unit, promise))
        };
        let Some(looked) = units.into_par_iter().map(look).collect::<Option<Vec<_>>>() else {
            return Self(Vec::new());
        };
        let chosen = choose(network.case, looked);
        let of = chosen.len();
        let price = |(at, (unit, _)): (usize, (Unit, Promise))| {
            held.tell("pricing the next places", at, of);
            let (promise, prices) = prospects.cleared(&unit);
            let worth = appraise(held, least, &unit, &prices)?;
            Some(Priced { unit, promise, prices, worth })
        };
        Self(chosen.into_iter().enumerate().filter_map(price).collect())
    }

    /// Solved against `base`, the plan's own decisions, one after another for as long as there is time; the most valuable
    /// first.
    pub(super) fn solved(self, held: &Held, base: &Known<Solved>) -> Result<Vec<NextPlace>, SolveError> {
        let case = held.beside.network().case;
        let of = self.0.len();
        let mut all = Vec::new();
        for (at, priced) in self.0.into_iter().enumerate() {
            held.tell("solving the next places", at, of);
            let found = match base {
                Ok(base) => solve(held, &priced)?.ok().map(|found| (base, found)),
                Err(_) => None,
            };
            all.push(next_place(case, priced, found, held.loss()));
        }
        all.retain(|place| place.value.get() > 0.0);
        all.sort_by(|a, b| b.value.get().total_cmp(&a.value.get()));
        Ok(all)
    }
}

fn next_place(case: &Case, priced: Priced, found: Option<(&Solved, Solved)>, loss: f64) -> NextPlace {
    let Priced { unit, promise, worth, .. } = priced;
    let years = (case.years() - unit.opens) as f64;
    let discounted = unit.places * discounted_years(case, &unit);
    let by_prices = NextPlace {
        kind: unit.kind,
        needs: unit.needs_written(case),
        year_groups: unit.year_groups.to_string(),
        setting: unit.setting,
        places: Children(unit.places),
        opens: case.year(unit.opens),
        value: Pounds(worth / discounted),
        within: Pounds(loss / discounted),
        less: None,
        children: Children(promise.child_years / years),
        independent: Children(promise.from_independent / years),
        minutes: promise.minutes_saved / years,
    };
    let Some((base, found)) = found else { return by_prices };
    let (before, after) = (Use::of(case, &base.plan), Use::of(case, &found.plan));
    NextPlace {
        value: Pounds((base.plan.objective - found.plan.objective) / discounted),
        within: Pounds(base.open.max(found.open) / discounted),
        less: Some(Totals::of(&base.plan).less(Totals::of(&found.plan))),
        children: Children(after.there / years),
        independent: Children((before.independent - after.independent) / years),
        minutes: (before.minutes - after.minutes) / years,
        ..by_prices
    }
}

/// Who is where in a plan, in child-years.
#[derive(Default)]
struct Use {
    /// In a provision that the case does not have.
    there: f64,
    /// In independent places.
    independent: f64,
    /// Their minutes one way.
    minutes: f64,
}

impl Use {
    fn of(case: &Case, plan: &Plan) -> Self {
        let mut all = Self::default();
        for placement in &plan.placements {
            let children = placement.children.get();
            all.minutes += children * placement.time.get();
            match case.provisions.get(placement.provision.get()) {
                None => all.there += children,
                Some(provision) if family(case, provision) == Family::Independent => all.independent += children,
                Some(_) => {}
            }
        }
        all
    }
}

/// £ of the objective that a unit takes off by prices; `None` where time ran out.
fn appraise(held: &Held, least: &Appraisal, unit: &Unit, prices: &[f64]) -> Option<f64> {
    let (case, decisions) = with_unit(held, unit);
    let network = Network::build(&case);
    let beside = held.beside.with_one_more(least, &network, prices);
    let found = beside.appraise(&decisions, None, &mut || held.over())?;
    Some(least.least - found.least)
}

/// The plan's decisions with the unit, solved.
fn solve(held: &Held, priced: &Priced) -> Result<Known<Solved>, SolveError> {
    let Some(least) = &held.least else { return Ok(Err(WhyUnknown::NoTime)) };
    let (case, decisions) = with_unit(held, &priced.unit);
    let network = Network::build(&case);
    let beside = held.beside.with_one_more(least, &network, &priced.prices);
    held.solve(&beside, &decisions)
}

/// The case with the unit, and the plan's decisions with it.
fn with_unit(held: &Held, unit: &Unit) -> (Case, Decisions) {
    let network = held.beside.network();
    let mut decisions = held.plan.clone();
    decisions.opened.push(Some(unit.opens));
    (network.case_with(unit), decisions)
}
