//! Every decision of a small county, one by one: what cuts, the master and the engines say against what each costs.

use proptest::prelude::*;

use super::*;
use crate::solve::clock::Clock;
use crate::solve::highs::Stopped;
use crate::solve::master::{self, Cut, Question};
use crate::solve::programme::{Aim, Programme};
use crate::solve::{descent, dive, swaps};

/// What the best placements cost with every vector of decisions, by the whole programme; infinite where it has none.
pub(super) fn least_costs(network: &Network) -> Vec<(f64, Decisions)> {
    let (priced, options) = (Priced::of(network), exactly());
    let oracle = Oracle::new(&priced);
    let programme = Programme::whole(network);
    let clock = Clock::new(&Quiet, network.roll.cost);
    let cost = |decisions: &Decisions| {
        let placing = regret::fill(&oracle, &oracle.rows.nothing_scarce(), decisions, 0.0);
        let found = Found::new(network, decisions.clone(), placing, None);
        let aim = Aim::decided(1e-9, f64::INFINITY, f64::INFINITY);
        let run = programme.run(&options, &clock, (&found, f64::NEG_INFINITY), aim).unwrap();
        match run.stopped {
            Stopped::Optimal => run.plan.unwrap().cost(),
            Stopped::Infeasible => f64::INFINITY,
            other => panic!("{other:?}"),
        }
    };
    let cost_of = |decisions: Decisions| (cost(&decisions), decisions);
    all_decisions(network).into_iter().map(cost_of).collect()
}

/// The cuts that the priced engine makes, and those of random prices.
fn cuts(oracle: &Oracle, priced: &Priced, seed: u64) -> Vec<Cut> {
    let options = Options { engine: Engine::Priced, time_limit_s: 20.0, ..exactly() };
    let mut search = search::Search::start(priced, &options, &Quiet);
    priced::first(&mut search, looks::ROUNDS).unwrap();
    prove::improve(&mut search, options.time_limit_s).unwrap();
    let mut cuts = search.cuts;
    let random = [prices(oracle, &shares(seed, oracle.rows.len())), uneven_prices(oracle, !seed)];
    cuts.extend(random.iter().map(|at| Cut::of(oracle.evaluate(at, 0.0))));
    cuts.extend(super::sites::knapsack_cuts(oracle, seed));
    cuts
}

/// The priced engine finds what the whole programme finds, and its bound, whatever the decisions.
fn priced_out(case: &Case) {
    let network = Network::build(case);
    for (cost, decisions) in least_costs(&network).into_iter().filter(|(cost, _)| cost.is_finite()) {
        let fixed = Some(decisions);
        let options = Options { engine: Engine::Priced, time_limit_s: 20.0, fixed, ..exactly() };
        let outcome = solve(&network, &options, &Quiet).unwrap();
        check(&network, &options, &outcome);
        let asked = options.gap * (cost - network.roll.cost).abs() + 0.01;
        assert!((outcome.objective - cost).abs() <= asked, "{} in place of {cost}", outcome.objective);
        // Contracts at one provision that differ in whom they cover are one price to the bound.
        let tight = !case.contracts.is_empty() || outcome.bound >= cost - 0.5;
        assert!(tight, "a bound of {} under {cost}", outcome.bound);
    }
}

/// A unit that only its minimum fills: the dual of that row is a price, without which the bound is £75,000 too low.
#[test]
fn the_price_of_a_minimum_that_binds_is_part_of_the_bound() {
    priced_out(&county::barely_viable());
}

/// The children that a unit needs start there, those who lose least first, a year sooner where too few come in time.
#[test]
fn a_unit_gets_the_children_that_it_needs() {
    for case in [county::barely_viable(), county::nobody_needs_it()] {
        let network = Network::build(&case);
        let priced = Priced::of(&network);
        let oracle = Oracle::new(&priced);
        let unit = case.projects.iter().position(|project| project.min_children.is_some()).unwrap();
        // Nobody would go there who did not have to.
        let mut prices = oracle.rows.nothing_scarce();
        for (price, row) in prices.iter_mut().zip(&oracle.rows.places) {
            *price = if row.provision == case.projects[unit].provision { 50_000.0 } else { 0.0 };
        }
        let honoured = least_costs(&network).into_iter().filter(|(cost, _)| cost.is_finite());
        let opened: Vec<Decisions> =
            honoured.map(|(_, decisions)| decisions).filter(|decisions| decisions.opened[unit].is_some()).collect();
        assert!(!opened.is_empty());
        for decisions in opened {
            let placing = regret::fill(&oracle, &prices, &decisions, 0.0);
            let found = Found::new(&network, decisions, placing, None);
            assert!(found.value.viable, "{:?}", found.decisions);
        }
    }
}

/// Interior points alone end 14p above the best placements of one of these.
#[test]
fn fixed_decisions_are_priced_out_where_interior_points_end_short() {
    let children = [1.5, 5.5, 7.5, 4.5, 8.0, 6.0, 6.5, 0.0, 9.5, 1.5, 11.5, 4.5];
    priced_out(&county::ends_short(&children));
}

/// From opening nothing, a few changes at a time lead to decisions that cost less; none is claimed to cost more than it
/// does, and an end is come to.
#[test]
fn a_few_changes_at_a_time_lead_to_better_decisions() {
    let case = county::everything();
    let network = Network::build(&case);
    let priced = Priced::of(&network);
    let options = Options { engine: Engine::Priced, time_limit_s: 20.0, ..exactly() };
    let mut search = search::Search::start(&priced, &options, &Quiet);
    priced::climb(&mut search);
    let nothing = search.add(Decisions::as_is(&network));
    settle::place(&mut search, nothing, trial::SETTLED);
    let before = search.tried[nothing].bound;
    descent::begin(&mut search);
    let steps = (0..100).take_while(|_| descent::change_a_few(&mut search)).count();
    assert!((1..100).contains(&steps), "{steps} steps");
    let every = least_costs(&network);
    for trial in &search.tried {
        let (cost, _) = every.iter().find(|(_, decisions)| *decisions == trial.decisions).unwrap();
        assert!(are_allowed(&network, &trial.decisions), "{:?}", trial.decisions);
        assert!(trial.bound <= cost + 0.01, "{} above {cost} for {:?}", trial.bound, trial.decisions);
    }
    let after = search.tried.iter().map(|trial| trial.bound).fold(f64::INFINITY, f64::min);
    assert!(after < before - 1.0, "{after} after {before}");
}

/// What dives decide is allowed, and none of it is claimed to cost more than it does; where they come to nothing new, the
/// search goes on to what is best.
fn dives_lead_on(case: &Case) {
    let network = Network::build(case);
    let priced = Priced::of(&network);
    let options = Options { engine: Engine::Priced, time_limit_s: 20.0, ..exactly() };
    let mut search = search::Search::start(&priced, &options, &Quiet);
    priced::climb(&mut search);
    let first = dive::dive(&search).unwrap();
    let at = search.add(first);
    settle::place(&mut search, at, looks::LOOKED);
    let times = (0..100).take_while(|_| dive::dive_again(&mut search)).count();
    assert!(times < 100, "{times} dives");
    let every = least_costs(&network);
    for trial in &search.tried {
        let (cost, _) = every.iter().find(|(_, decisions)| *decisions == trial.decisions).unwrap();
        assert!(are_allowed(&network, &trial.decisions), "{:?}", trial.decisions);
        assert!(trial.bound <= cost + 0.01, "{} above {cost} for {:?}", trial.bound, trial.decisions);
    }
    search.dives = true;
    prove::improve(&mut search, options.time_limit_s).unwrap();
    assert!(!search.dives || search.proven());
    let least = every.iter().map(|(cost, _)| *cost).fold(f64::INFINITY, f64::min);
    let asked = options.gap * (least - network.roll.cost).abs() + 0.01;
    let cost = search.best.cost();
    assert!(!search.proven() || (cost - least).abs() <= asked, "{cost} in place of {least}");
}

#[test]
fn dives_lead_on_where_every_family_is_there() {
    dives_lead_on(&county::everything());
}

proptest! {
    #![proptest_config(at_random(12))]

    #[test]
    fn dives_lead_on_whatever_the_county(county in any_county()) {
        dives_lead_on(&county.case());
    }

    #[test]
    fn fixed_decisions_are_priced_out_to_the_pound(county in any_county()) {
        priced_out(&county.case());
    }

    #[test]
    fn nothing_is_claimed_that_some_decisions_belie(county in any_county(), seed in any::<u64>()) {
        let case = county.case();
        let network = Network::build(&case);
        let priced = Priced::of(&network);
        let oracle = Oracle::new(&priced);
        let every = least_costs(&network);
        let least = every.iter().map(|(cost, _)| *cost).fold(f64::INFINITY, f64::min);
        let may_fail = case.projects.iter().any(|project| project.min_children.is_some());
        for (cost, decisions) in &every {
            let allowed = are_allowed(&network, decisions);
            prop_assert!(allowed || cost.is_infinite(), "the programme has a plan for {decisions:?}");
            prop_assert!(!allowed || may_fail || cost.is_finite(), "the programme has no plan for {decisions:?}");
        }

        let cuts = cuts(&oracle, &priced, seed);
        let highest = |decisions: &Decisions| {
            cuts.iter().map(|cut| cut.at_decisions(&oracle, decisions)).fold(f64::NEG_INFINITY, f64::max)
        };
        for (cost, decisions) in &every {
            let cut = highest(decisions);
            prop_assert!(cut <= cost + 0.01, "a cut of {cut} above {cost} for {decisions:?}");
        }

        let allowed = every.iter().filter(|(_, decisions)| are_allowed(&network, decisions));
        let lowest = allowed.map(|(_, decisions)| highest(decisions)).fold(f64::INFINITY, f64::min);
        let known = Decisions::as_is(&network);
        let (gap_pounds, stop_at) = (1e-3, f64::INFINITY);
        let question = Question { cuts: &cuts, known: &known, gap_pounds, stop_at, seconds: 20.0, seed: 1 };
        let verdict = master::decide(&oracle, &question, &mut || false).unwrap().unwrap();
        prop_assert!(verdict.bound <= least + 0.01, "the master's {} above the least {least}", verdict.bound);
        prop_assert!(are_allowed(&network, &verdict.decisions), "{:?}", verdict.decisions);
        prop_assert!((verdict.bound - lowest).abs() <= 0.02, "the master's {}, by hand {lowest}", verdict.bound);
        let found = highest(&verdict.decisions);
        prop_assert!((found - lowest).abs() <= 0.02, "the master's choice {found}, the lowest {lowest}");

        let changed = swaps::improve(&oracle, &cuts, &[&known], 1);
        let after = highest(&changed);
        prop_assert!(are_allowed(&network, &changed), "{changed:?}");
        prop_assert!(after <= highest(&known) + 0.01, "changes made it worse: {after}");
        let nearby = swaps::changed(&oracle, &cuts, &known, 1);
        prop_assert!(are_allowed(&network, &nearby), "{nearby:?}");
        prop_assert!(highest(&nearby) <= highest(&known) + 0.01, "a change made it worse: {nearby:?}");
        let again = swaps::improve(&oracle, &cuts, &[&known, &verdict.decisions], 1);
        prop_assert!((highest(&again) - lowest).abs() <= 0.02, "away from the best there is: {again:?}");

        for engine in [Engine::Direct, Engine::Priced] {
            let options = Options { engine, time_limit_s: 20.0, ..exactly() };
            let outcome = solve(&network, &options, &Quiet).unwrap();
            check(&network, &options, &outcome);
            prop_assert!(outcome.bound <= least + 0.01, "{engine:?}: {} above the least {least}", outcome.bound);
            prop_assert!(outcome.objective >= least - 0.01, "{engine:?}: {} below {least}", outcome.objective);
            let asked = options.gap * (least - network.roll.cost).abs() + 0.01;
            let same = outcome.ended != Ended::Proven || outcome.objective - least <= asked;
            prop_assert!(same, "{engine:?}: {} is not the least {least}", outcome.objective);
            prop_assert!(engine == Engine::Priced || outcome.ended == Ended::Proven, "{:?}", outcome.ended);
        }
    }
}
