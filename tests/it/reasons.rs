//! Who goes short and why, worked out by hand on the village of [`fixture`](crate::fixture): eight children, a base
//! with five places 10 km away (10 minutes), an independent school 20 km away.

use placewise::answers::{Answers, Shortage, Trouble};
use placewise::network::Network;
use placewise::plan::{Plan, Reason};
use placewise::solve::progress::Quiet;
use placewise::solve::{Engine, Options, solve};

use crate::fixture::Tables;

/// What there is to say of the best plan, with nothing solved besides.
fn answers(tables: &Tables) -> Answers {
    let case = tables.case();
    let network = Network::build(&case);
    let options = Options { engine: Engine::Auto, gap: 1e-6, time_limit_s: 60.0, seed: 1, prices: false, fixed: None };
    let outcome = solve(&network, &options, &Quiet).expect("a plan");
    let plan = Plan::from_outcome(&network, &outcome);
    let mut answers = Answers::default();
    answers.find(&case, &plan);
    answers
}

fn shortages(tables: &Tables) -> Vec<Shortage> {
    answers(tables).shortages
}

const HEAD: &str = "provision,setting,kind,needs,year_groups,places,overfill,opens\n";

/// The village with these provisions.
fn with(provisions: &str) -> Tables {
    Tables::village().table("provisions", &format!("{HEAD}{provisions}"))
}

fn said(tables: &Tables) -> Vec<String> {
    shortages(tables).into_iter().map(|shortage| shortage.text).collect()
}

#[test]
fn nobody_goes_short_where_all_is_well() {
    assert!(shortages(&with("Base,Near,resource_base,ASD,0-6,8,0,\n")).is_empty());
}

#[test]
fn what_is_full_is_named_with_what_would_clear_it() {
    let short = with("Base,Near,resource_base,ASD,0-6,5,0,\n");
    let all = shortages(&short);
    let [shortage] = all.as_slice() else { panic!("{all:#?}") };
    assert_eq!((shortage.trouble, shortage.reason), (Trouble::Unplaced, Reason::Full));
    assert!((shortage.total() - 3.0).abs() < 1e-6 && shortage.places == Some(3.0));
    insta::assert_snapshot!(shortage.text);
}

#[test]
fn structural_reasons_come_first() {
    let other_need = with("Base,Near,resource_base,SEMH,0-6,5,0,\n");
    let far = with("ISS,Far,independent,*,0-14,,0,\n").setting("travel.reach_km", "15.0");
    insta::assert_snapshot!([said(&other_need), said(&far)].concat().join("\n"));
}

#[test]
fn what_opens_later_is_said_with_its_year() {
    let years = with("Base,Near,resource_base,ASD,0-6,9,0,2027\n")
        .setting("last_year", "2027")
        .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,8\n2027,Village,ASD,0-6,8\n");
    insta::assert_snapshot!(said(&years).join("\n"));
}

#[test]
fn a_project_that_is_not_opened_is_no_opening() {
    let case = with("Base,Near,resource_base,SEMH,0-6,5,0,\n").table("budgets", "year,capital\n2026,0\n").table(
        "projects",
        "project,setting,kind,needs,year_groups,places,capital_cost,annual_cost,earliest\n\
             Unit,Near,resource_base,ASD,0-6,9,50000,0,2026\n",
    );
    insta::assert_snapshot!(said(&case).join("\n"));
}

#[test]
fn long_journeys_and_displaced_children_have_reasons_too() {
    // Five in the base; three in the independent school, over a guidance of 15 minutes.
    let far = Tables::village().setting("travel.max_minutes", "{ primary = 15, secondary = 75, post16 = 75 }");
    let far = far.setting("objective.over_minutes_penalty", "120.0");
    let all = shortages(&far);
    assert!(all.iter().all(|shortage| (shortage.total() - 3.0).abs() < 1e-6), "{all:#?}");
    insta::assert_snapshot!(said(&far).join("\n"));
}

#[test]
fn children_at_last_resort_have_a_reason() {
    let suits = "need,kind,suitability\nASD,resource_base,preferred\nASD,independent,last_resort\n";
    insta::assert_snapshot!(said(&Tables::village().table("suitability", suits)).join("\n"));
}
