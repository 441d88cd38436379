//! What one future says: its best plan, then every packet of offers with that plan's projects held.

use rayon::prelude::*;

use super::solved::{Bench, STOPPED, Solved, audited};
use super::{Alone, Gain, Offer, Outlook, Packet, lots, next_door, price};
use crate::case::{Case, Penalty};
use crate::id::ContractIx;
use crate::network::Network;
use crate::plan::{Account, Plan, YearAccount};
use crate::solve::progress::{OnlyStop, Watch};
use crate::solve::{Appraisal, Beside, Decisions, Options, Prospects, solve};
use crate::units::Pounds;

/// What is held while offers come and go.
pub(super) struct Held<'a> {
    pub beside: &'a Beside<'a>,
    pub bench: Bench<'a>,
    /// The projects of the best plan and only what is signed already.
    decisions: Decisions,
    /// The best plan of those.
    pub none: Solved,
    /// What prices say of it, and of places beside it; `None` where they were stopped.
    pub prices: Option<(Appraisal, Prospects<'a>)>,
}

impl<'a> Held<'a> {
    pub(super) fn network(&self) -> &'a Network<'a> {
        self.beside.network()
    }

    pub(super) fn case(&self) -> &'a Case {
        self.network().case
    }

    /// What is held, with offers signed.
    pub(super) fn signing(&self, offers: impl IntoIterator<Item = ContractIx>) -> Decisions {
        let mut decisions = self.decisions.clone();
        for offer in offers {
            decisions.signed[offer.get()] = true;
        }
        decisions
    }

    /// The case to be changed: whatever changes, a child without a place costs the same.
    pub(super) fn with_same_wait(&self) -> Case {
        let mut case = self.case().clone();
        case.objective.unplaced_penalty = Penalty::Fixed(Pounds(self.network().unplaced_penalty));
        case
    }

    fn packet(&self, what: &'static str, offers: &[ContractIx]) -> Packet {
        let case = self.case();
        let found = if offers.is_empty() {
            Ok((Gain::of(&self.none, &self.none), Pounds(0.0)))
        } else {
            self.bench.solve(self.beside, &self.signing(offers.iter().copied())).map(|with| {
                let void = offers.iter().map(|&at| Account::of(case, &with.plan, at).void_paid).sum();
                (Gain::of(&self.none, &with), void)
            })
        };
        let signed = offers.iter().map(|&at| case[at].id.to_string()).collect();
        let void_paid = found.as_ref().map_or(Pounds(0.0), |(_, void)| *void);
        Packet { what, signed, gain: found.map(|(gain, _)| gain), void_paid }
    }
}

/// What a case says of its offers; `done` hears of each that has been looked at. What cannot be found is said in words.
pub fn of(case: &Case, options: &Options, watch: &dyn Watch, done: &(dyn Fn() + Sync)) -> Result<Outlook, String> {
    let network = Network::build(case);
    let outcome = solve(&network, options, &OnlyStop(watch)).map_err(|error| error.to_string())?;
    let (as_is, best) = (Decisions::as_is(&network), outcome.decisions.clone());
    let beside = Beside::of(&network, &outcome);
    let plan = audited(&network, Ok(outcome), watch)?;
    let decisions = Decisions { opened: best.opened, signed: as_is.signed };
    let bench = Bench::new(options, watch);
    let none = bench.solve(&beside, &decisions)?;
    let appraisal = beside.appraise(&decisions, None, &mut || watch.stop());
    let prices = appraisal.map(|at| {
        let prospects = beside.prospects(&decisions, &at);
        (at, prospects)
    });
    let held = Held { beside: &beside, bench, decisions, none, prices };
    let look = |at: ContractIx| {
        let alone = signable(case, at).and_then(|()| alone(&held, at, &plan));
        done();
        (offer(case, at), alone)
    };
    let offers: Vec<_> = (0..case.contracts.len()).map(ContractIx::new).filter(|&at| !case[at].is_signed()).collect();
    let offers: Vec<(Offer, Result<Alone, String>)> = offers.into_par_iter().map(look).collect();
    let packets = packets(&held, &plan, &offers);
    if watch.stop() {
        return Err(STOPPED.to_owned());
    }
    let years = (0..case.years()).map(|t| case.year(t)).collect();
    let signed = (0..case.contracts.len()).map(ContractIx::new).filter(|&at| case[at].is_signed());
    let signed = signed.map(|at| (case[at].id.to_string(), Account::of(case, &held.none.plan, at))).collect();
    Ok(Outlook { proven: plan.proven, gap: plan.gap, years, packets, signed, offers })
}

fn offer(case: &Case, at: ContractIx) -> Offer {
    let contract = &case[at];
    Offer {
        id: contract.id.to_string(),
        name: contract.name.clone(),
        group: contract.group.clone(),
        places: contract.places.get(),
        price: contract.price,
        take_or_pay: contract.take_or_pay,
        new_places: contract.new_places.get(),
        runs: (contract.first_year, contract.last_year),
    }
}

/// Why an offer cannot be signed, where it cannot.
fn signable(case: &Case, at: ContractIx) -> Result<(), String> {
    let contract = &case[at];
    if !contract.is_optional() {
        return Err("it is excluded".to_owned());
    }
    if !(0..case.years()).any(|t| contract.runs(case.year(t))) {
        return Err("it does not run within the plan".to_owned());
    }
    let rival = |other: &&crate::case::Contract| other.is_signed() && other.group == contract.group;
    match case.contracts.iter().find(rival).filter(|_| contract.group.is_some()) {
        Some(other) => Err(format!("{} of its group is signed already", other.id)),
        None => Ok(()),
    }
}

fn alone(held: &Held, at: ContractIx, plan: &Plan) -> Result<Alone, String> {
    let case = held.case();
    let with = held.bench.solve(held.beside, &held.signing([at]))?;
    Ok(Alone {
        chosen: plan.signed[at.get()],
        gain: Gain::of(&held.none, &with),
        account: Account::of(case, &with.plan, at),
        years: YearAccount::all(case, &with.plan, at),
        price: price::of(held, at, &with)?,
        next_door: next_door::of(held, at, &with),
        lots: lots::of(held, at, &with),
    })
}

/// No offer, the plan's own choice, and of every group the offer that is worth most alone.
fn packets(held: &Held, plan: &Plan, offers: &[(Offer, Result<Alone, String>)]) -> Vec<Packet> {
    let case = held.case();
    let at = |offer: &Offer| case.contracts.iter().position(|contract| contract.id.as_str() == offer.id);
    let mut all: Vec<(&Offer, f64)> = Vec::new();
    for (offer, alone) in offers.iter().filter_map(|(offer, alone)| Some((offer, alone.as_ref().ok()?))) {
        let worth = alone.gain.worth;
        match all.iter_mut().find(|(other, _)| offer.group.is_some() && other.group == offer.group) {
            Some(best) if worth > best.1 => *best = (offer, worth),
            Some(_) => {}
            None => all.push((offer, worth)),
        }
    }
    let all: Vec<ContractIx> = all.into_iter().filter_map(|(offer, _)| at(offer)).map(ContractIx::new).collect();
    let chosen = |at: &ContractIx| plan.signed[at.get()] && case[*at].is_optional();
    let chosen: Vec<ContractIx> = (0..case.contracts.len()).map(ContractIx::new).filter(chosen).collect();
    vec![held.packet("none", &[]), held.packet("what the best plan signs", &chosen), held.packet("all together", &all)]
}
