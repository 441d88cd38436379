//! Why not a base, worked out by hand on the village of [`fixture`](crate::fixture): eight children, five of them in a
//! base 10 km (10 minutes) away, three in an independent school.

use placewise::answers::{Answers, Barrier, NotInBase};
use placewise::network::Network;
use placewise::plan::Plan;
use placewise::solve::progress::Quiet;
use placewise::solve::{Engine, Options, solve};

use crate::fixture::Tables;

/// Why not, by the best plan.
fn why_not(tables: &Tables) -> Vec<NotInBase> {
    let case = tables.case();
    let network = Network::build(&case);
    let options = Options { engine: Engine::Auto, gap: 1e-6, time_limit_s: 60.0, seed: 1, prices: false, fixed: None };
    let outcome = solve(&network, &options, &Quiet).expect("a plan");
    let mut answers = Answers::default();
    answers.find(&case, &Plan::from_outcome(&network, &outcome));
    answers.bases
}

/// So many children, all at one barrier.
fn assert_kept(tables: &Tables, children: f64, barrier: Barrier) {
    let all = why_not(tables);
    let [group] = all.as_slice() else { panic!("{all:#?}") };
    assert!((group.children() - children).abs() < 1e-6, "{group:#?}");
    assert!((group.kept_by(barrier) - children).abs() < 1e-6, "{group:#?}");
}

/// The village with these provisions beside the independent school.
fn with(bases: &str) -> Tables {
    let head = "provision,setting,kind,needs,year_groups,places,overfill,opens\nISS,Far,independent,*,0-14,,0,\n";
    Tables::village().table("provisions", &format!("{head}{bases}"))
}

#[test]
fn every_barrier_in_turn() {
    assert_kept(&Tables::village(), 3.0, Barrier::Full);
    let suits = "need,kind,suitability\nASD,resource_base,unsuitable\nASD,dsp,last_resort\nASD,independent,preferred\n";
    assert_kept(&Tables::village().table("suitability", suits), 8.0, Barrier::Unsuitable);
    assert_kept(&with("Base,Near,resource_base,SEMH,0-6,5,0,\n"), 8.0, Barrier::NoneInReach);
    let guidance = "{ primary = 5, secondary = 75, post16 = 75 }";
    // Full for three, but ten minutes are too many to begin with.
    assert_kept(&Tables::village().setting("travel.max_minutes", guidance), 3.0, Barrier::TooLong);
    // A base dearer than the independent school.
    let dear = Tables::village().table("costs", "kind,annual_cost\nresource_base,65000\nindependent,60000\n");
    assert_kept(&dear, 8.0, Barrier::Chosen);
}

#[test]
fn a_base_that_opens_later_finds_children_already_placed() {
    let years = with("Base,Near,resource_base,ASD,0-6,9,0,2027\n")
        .setting("last_year", "2027")
        .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,7\n2027,Village,ASD,0-6,7\n");
    let all = why_not(&years);
    let [first, second] = all.as_slice() else { panic!("{all:#?}") };
    assert!((first.kept_by(Barrier::NotOpen) - 7.0).abs() < 1e-6, "{first:#?}");
    // One in seven moves up and out of the stage, and the one who is new goes to the base.
    assert!((second.kept_by(Barrier::Settled) - 6.0).abs() < 1e-6, "{second:#?}");
    assert!((second.children() - 6.0).abs() < 1e-6, "{second:#?}");
}
