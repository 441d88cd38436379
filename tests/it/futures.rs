//! One plan for many futures, by hand; against every decision in `properties`.

use placewise::case::{Case, Factor};
use placewise::id::ProjectIx;
use placewise::network::Network;
use placewise::solve::progress::Quiet;
use placewise::solve::{Engine, Futures, Options, Packed, Worst, solve};

use crate::fixture::Tables;

const OPTIONS: Options =
    Options { engine: Engine::Auto, gap: 1e-8, time_limit_s: 60.0, seed: 1, prices: false, fixed: None };

/// Five places at £15,000, everyone else at £60,000; five more for £100,000, of which every child in one saves £45,000.
fn village() -> Tables {
    Tables::village().table(
        "projects",
        "project,provision,places,capital_cost,annual_cost,earliest,fill\nGrow,Base,5,100000,0,2026,1\n",
    )
}

/// The village with so much of its demand.
fn with_demand(demand: f64) -> Case {
    let mut case = village().case();
    case.vary(Factor::Demand, demand).unwrap();
    case
}

/// What opens, and what it comes to, where each factor of demand is as likely as its weight says.
fn plan_for(futures: &[(f64, f64)], worst: Worst) -> (bool, f64) {
    let cases: Vec<_> = futures.iter().map(|&(demand, _)| with_demand(demand)).collect();
    let networks: Vec<_> = cases.iter().map(Network::build).collect();
    let packed: Vec<_> = networks.iter().map(Packed::of).collect();
    let likely: Vec<f64> = futures.iter().map(|&(_, likely)| likely).collect();
    let mut all = Futures::of(&packed, &likely, worst, (&OPTIONS, &Quiet)).unwrap();
    let best = all.solve(60.0).unwrap();
    assert!(best.gap <= 1e-8, "{}", best.gap);
    (best.common.decisions.opened[ProjectIx::new(0).get()].is_some(), best.common.objective)
}

#[test]
fn one_plan_weighs_what_each_future_would_gain() {
    // Four children find five places: £60,000. Of eight, three pay £60,000 instead, or £15,000 and the building.
    let (few, many, grown) = (4.0 * 15_000.0, 5.0 * 15_000.0 + 3.0 * 60_000.0, 8.0 * 15_000.0);
    // The building saves £135,000 where there are eight and nothing where there are four.
    let likely_many = plan_for(&[(0.5, 0.2), (1.0, 0.8)], Worst::NOTHING);
    assert!(likely_many.0);
    assert!((likely_many.1 - (100_000.0 + 0.2 * few + 0.8 * grown)).abs() < 1e-3, "{}", likely_many.1);
    let likely_few = plan_for(&[(0.5, 0.8), (1.0, 0.2)], Worst::NOTHING);
    assert!(!likely_few.0);
    assert!((likely_few.1 - (0.8 * few + 0.2 * many)).abs() < 1e-3, "{}", likely_few.1);
}

#[test]
fn who_minds_the_worst_builds_for_it() {
    // The worst fifth is eight children: with the mean of it alone, the building pays although it is unlikely.
    let minds = Worst { share: 0.2, weight: 1.0 };
    let (opens, comes_to) = plan_for(&[(0.5, 0.8), (1.0, 0.2)], minds);
    assert!(opens);
    assert!((comes_to - (100_000.0 + 8.0 * 15_000.0)).abs() < 1e-3, "{comes_to}");
}

#[test]
fn one_future_is_a_plan_like_any() {
    let case = village().case();
    let network = Network::build(&case);
    let alone = solve(&network, &OPTIONS, &Quiet).unwrap();
    let (_, comes_to) = plan_for(&[(1.0, 1.0)], Worst::NOTHING);
    assert!((alone.objective - comes_to).abs() < 1e-3, "{} alone, {comes_to}", alone.objective);
}

#[test]
fn without_time_what_each_future_costs_at_least_is_still_a_bound() {
    let cases = [0.5, 1.0].map(with_demand);
    let networks: Vec<_> = cases.iter().map(Network::build).collect();
    let packed: Vec<_> = networks.iter().map(Packed::of).collect();
    let mut all = Futures::of(&packed, &[0.8, 0.2], Worst::NOTHING, (&OPTIONS, &Quiet)).unwrap();
    // Four children £60,000; eight £120,000 and the building.
    let best = all.solve(0.0).unwrap();
    assert!((best.bound - (0.8 * 60_000.0 + 0.2 * 220_000.0)).abs() < 1.0, "{}", best.bound);
}
