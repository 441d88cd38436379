//! What easing a limit would gain, worked out by hand on the village of [`fixture`](crate::fixture): eight children,
//! five places in the base at £15,000, the independent school at £60,000.

use placewise::answers::{Answers, Gain, Relaxation};
use placewise::network::Network;
use placewise::plan::Plan;
use placewise::solve::progress::Quiet;
use placewise::solve::{Engine, Options, solve};

use crate::fixture::{Tables, assert_pounds};

fn answers(tables: &Tables) -> Answers {
    let case = tables.case();
    let network = Network::build(&case);
    let options = Options { engine: Engine::Auto, gap: 1e-6, time_limit_s: 60.0, seed: 1, prices: true, fixed: None };
    let outcome = solve(&network, &options, &Quiet).expect("a plan");
    let plan = Plan::from_outcome(&network, &outcome);
    Answers::of(&network, (&plan, &outcome), (&options, 60.0), &Quiet).expect("answers")
}

/// The gain of the only limit that could be eased.
fn only_gain(answers: &Answers, what: Relaxation) -> Gain {
    let [relaxed] = answers.relaxed.as_slice() else { panic!("{:#?}", answers.relaxed) };
    assert_eq!(relaxed.what, what);
    relaxed.gain.expect("there was time")
}

const PROJECTS: &str = "project,provision,places,capital_cost,annual_cost,earliest\n";

#[test]
fn a_tenth_more_capital_opens_what_just_missed_it() {
    let short = Tables::village()
        .table("budgets", "year,capital\n2026,30000\n")
        .table("projects", &format!("{PROJECTS}Grow,Base,3,33000,0,2026\n"));
    let answers = answers(&short);
    // Three children move from £60,000 to £15,000, for £33,000.
    let gain = only_gain(&answers, Relaxation::Capital);
    assert_pounds(gain.objective, 3.0 * 45_000.0 - 33_000.0);
    let more = gain.more.expect("solved");
    assert_pounds(more.money, -102_000.0);
    assert!((more.displaced + 3.0).abs() < 1e-6 && more.unplaced.abs() < 1e-6, "{gain:?}");
    let said = answers.findings.iter().find(|finding| finding.file == "relax.csv").expect("a finding");
    insta::assert_snapshot!(said.text);
}

#[test]
fn more_minutes_of_guidance_charge_less_for_the_same_journeys() {
    // Five children ten minutes away, three twenty, over a guidance of five: £120 · (5 · 5 + 3 · 15), all of it within
    // twenty.
    let near = Tables::village()
        .setting("travel.max_minutes", "{ primary = 5, secondary = 75, post16 = 75 }")
        .setting("objective.over_minutes_penalty", "120.0");
    let gain = only_gain(&answers(&near), Relaxation::Minutes);
    assert_pounds(gain.objective, 120.0 * (5.0 * 5.0 + 3.0 * 15.0));
    assert_pounds(gain.more.expect("solved").money, 0.0);
}

#[test]
fn a_project_ready_a_year_sooner_serves_a_year_more() {
    let years = Tables::village()
        .setting("last_year", "2027")
        .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0,8\n2027,Village,ASD,0,8\n")
        .table("projects", &format!("{PROJECTS}Grow,Base,3,0,0,2027\n"));
    let gain = only_gain(&answers(&years), Relaxation::Sooner);
    assert_pounds(gain.objective, 3.0 * 45_000.0);
}

#[test]
fn a_contract_without_its_minimum_is_paid_where_it_is_used() {
    // Five places at £20,000, signed and paid for whole: five children fill them, £100,000, and three are in the base at
    // £15,000. Paid where they are used, three do: £60,000 and five in the base, £75,000.
    let signed = Tables::village().table(
        "contracts",
        "contract,provision,places,price,first_year,last_year,take_or_pay,covers_roll,status\n\
         Block,ISS,5,20000,2026,2026,1,no,signed\n",
    );
    let answers = answers(&signed);
    let gain = only_gain(&answers, Relaxation::Unused(placewise::id::ContractIx::new(0)));
    assert_pounds(gain.objective, (100_000.0 + 45_000.0) - (60_000.0 + 75_000.0));
    assert!(answers.findings.iter().all(|finding| finding.file != "relax.csv"), "a contract's own affair");
}
