//! Plans nearly as good as the best, against every way to decide.

use placewise::case::Case;
use placewise::id::ProjectIx;
use placewise::network::Network;
use placewise::plan::Plan;
use placewise::solve::progress::Quiet;
use placewise::solve::{Decision, Decisions, Differ, Nearby, Next, Outcome};
use proptest::prelude::*;

use crate::fixture::{Tables, audited};
use crate::properties::{all_decisions, at_random, cost_of, dice, exactly, tables};

/// The best plan and every other within a share of it, each audited, and the search that found them all.
fn all_within<'n>(network: &'n Network<'n>, within: f64, differ: Differ) -> (Nearby<'n>, Vec<Outcome>) {
    let (mut nearby, best) = Nearby::of(network, &exactly(None), (within, differ), &Quiet).expect("a plan");
    let mut plans = vec![best];
    loop {
        match nearby.another(&Quiet).expect("no fault") {
            Next::Plan(plan) => plans.push(*plan),
            Next::NoMore => break,
            Next::Stopped => panic!("there was time"),
        }
    }
    for plan in &plans {
        audited(network.case, &Plan::from_outcome(network, plan));
    }
    (nearby, plans)
}

/// What has to differ for decisions to be another plan.
fn told_apart(network: &Network, decisions: &Decisions, differ: Differ) -> Decisions {
    let mut told = decisions.clone();
    if differ == Differ::Openings {
        let as_is = Decisions::as_is(network);
        for (opened, committed) in told.opened.iter_mut().zip(as_is.opened) {
            *opened = opened.map(|_| committed.unwrap_or(0));
        }
    }
    told
}

/// The least that each way to decide costs, those that count as the same plan together.
fn enumerated(case: &Case, network: &Network, differ: Differ) -> Vec<(Decisions, f64)> {
    let mut all: Vec<(Decisions, f64)> = Vec::new();
    for decisions in all_decisions(case) {
        let Some(cost) = cost_of(case, decisions.clone()) else { continue };
        let told = told_apart(network, &decisions, differ);
        match all.iter_mut().find(|(other, _)| *other == told) {
            Some((_, least)) => *least = least.min(cost),
            None => all.push((told, cost)),
        }
    }
    all
}

/// The village of [`fixture`](crate::fixture) with two ways to make the base larger: with three more places it costs
/// £30,000 + 8 · £15,000 = £150,000, with two £20,000 + 7 · £15,000 + £60,000 = £185,000, without £255,000.
#[test]
fn a_base_of_either_size_is_in_every_plan_within_a_quarter() {
    let case = Tables::village()
        .table(
            "projects",
            "project,provision,places,capital_cost,annual_cost,earliest,group\n\
             Three,Base,3,30000,0,2026,size\nTwo,Base,2,20000,0,2026,size\n",
        )
        .case();
    let network = Network::build(&case);
    let [three, two] = [0, 1].map(|k| Decision::Project(ProjectIx::new(k)));
    let costs = |plans: &[Outcome]| plans.iter().map(|plan| plan.objective.round()).collect::<Vec<_>>();

    let (nearby, plans) = all_within(&network, 0.25, Differ::Openings);
    assert_eq!(costs(&plans), [150_000.0, 185_000.0]);
    assert!(!nearby.is_proven(&vec![three]) && !nearby.is_proven(&vec![two]));
    assert!(nearby.is_proven(&vec![three, two]), "no plan without either costs less than £187,500");

    let (nearby, plans) = all_within(&network, 0.2, Differ::Openings);
    assert_eq!(costs(&plans), [150_000.0]);
    assert!(nearby.is_proven(&vec![three]) && nearby.is_proven(&vec![two]));

    let (nearby, plans) = all_within(&network, 0.9, Differ::Openings);
    assert_eq!(costs(&plans).len(), 3);
    assert!(nearby.subjects().iter().all(|one_of| !nearby.is_proven(one_of)));
}

/// Asked for no more than the best, what every good plan has in common is proven all the same.
#[test]
fn what_good_plans_have_in_common_is_proven_without_finding_them_all() {
    let case = Tables::village()
        .table("projects", "project,provision,places,capital_cost,annual_cost,earliest\nThree,Base,3,30000,0,2026\n")
        .case();
    let network = Network::build(&case);
    let (mut nearby, _) = Nearby::of(&network, &exactly(None), (0.25, Differ::Openings), &Quiet).expect("a plan");
    let three = vec![Decision::Project(ProjectIx::new(0))];
    assert!(!nearby.is_proven(&three));
    nearby.settle(&Quiet).expect("no fault");
    assert!(nearby.is_proven(&three), "without it £255,000");
}

proptest! {
    #![proptest_config(at_random(48))]

    #[test]
    fn all_plans_within_a_share_are_found_and_no_others(
        dice in dice(),
        within in prop::sample::select(vec![0.0, 0.02, 0.2, 1.0]),
        differ in prop::sample::select(vec![Differ::Openings, Differ::Years]),
    ) {
        let case = tables(&dice).case();
        let network = Network::build(&case);
        let (nearby, plans) = all_within(&network, within, differ);
        let best = &plans[0];
        let limit = best.objective + within * (best.objective - best.constant).abs();
        let close = 1e-6 * limit.abs() + 0.01;
        let found: Vec<Decisions> = plans.iter().map(|plan| told_apart(&network, &plan.decisions, differ)).collect();
        let all = enumerated(&case, &network, differ);
        prop_assert_eq!(nearby.unjudged(), 0);
        for (told, cost) in &all {
            let times = found.iter().filter(|found| *found == told).count();
            prop_assert!(times <= 1, "found {times} times: {told:?}");
            prop_assert!(times == 1 || *cost > limit - close, "£{cost} of £{limit}, not found: {told:?}");
            prop_assert!(times == 0 || *cost < limit + close, "£{cost} of £{limit}, found: {told:?}");
        }
        prop_assert!(found.iter().all(|found| all.iter().any(|(told, _)| told == found)));
        // What good plans have in common is the same whether all of them are asked for or none but the best.
        let (mut settled, _) = Nearby::of(&network, &exactly(None), (within, differ), &Quiet).unwrap();
        settled.settle(&Quiet).unwrap();
        for one_of in nearby.subjects() {
            let taken = plans.iter().filter(|plan| plan.decisions.takes_any(one_of)).count();
            let alike = taken == 0 || taken == plans.len();
            for nearby in [&nearby, &settled] {
                let said = (nearby.is_proven(one_of), nearby.is_split(one_of));
                prop_assert!(said == (alike, !alike), "{one_of:?} in {taken} of {}: {said:?}", plans.len());
            }
        }
    }
}
