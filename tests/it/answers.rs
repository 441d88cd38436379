//! Answers worked out by hand, on the village of [`fixture`](crate::fixture): eight children, five places in the base at
//! £15,000, the independent school at £60,000.

use placewise::answers::{Answers, Decision, Finding, WhyUnknown, Worth};
use placewise::network::Network;
use placewise::plan::Plan;
use placewise::solve::progress::Quiet;
use placewise::solve::{Engine, Options, solve};

use crate::fixture::{Tables, assert_pounds};

/// Three more places at the base for £30,000, all the capital there is; another two for £10,000; a block of three
/// independent places at £40,000 each, paid for whether filled or not.
fn village() -> Tables {
    Tables::village()
        .table("budgets", "year,capital,high_needs\n2026,30000,200000\n")
        .table(
            "projects",
            "project,provision,places,capital_cost,annual_cost,earliest\nGrow,Base,3,30000,0,2026\nHall,Base,2,10000,0,2026\n",
        )
        .table(
            "contracts",
            "contract,provision,places,price,first_year,last_year,take_or_pay,covers_roll\nBlock,ISS,3,40000,2026,2026,1,no\n",
        )
}

fn answers(tables: &Tables, seconds: f64) -> Answers {
    let case = tables.case();
    let network = Network::build(&case);
    let options = Options { engine: Engine::Auto, gap: 1e-6, time_limit_s: 60.0, seed: 1, prices: true, fixed: None };
    let outcome = solve(&network, &options, &Quiet).expect("a plan");
    let plan = Plan::from_outcome(&network, &outcome);
    Answers::of(&network, (&plan, &outcome), (&options, seconds), &Quiet).expect("answers")
}

#[test]
fn what_would_be_done_instead_is_said_with_what_it_costs() {
    let case = village().case();
    let answers = answers(&village(), 60.0);
    // All eight in the base, £150,000. Without Grow, two more in Hall, £175,000; with the block, three in it and none in
    // Grow, £195,000.
    let said = answers.replanned.iter().map(|one| {
        let name = match one.decision {
            Decision::Project(k) => &case[k].name,
            Decision::Contract(m) => &case[m].name,
        };
        format!("{name} {:.0}: {}", one.cost / 100.0, one.instead)
    });
    let said: Vec<String> = said.collect();
    assert_eq!(
        said,
        ["Grow 250: opens Hall in 2026/27", "Hall 250: leaves out Grow", "Block 450: leaves out Grow"],
        "hundreds of pounds"
    );
}

fn worth_of(answers: &Answers, of: impl Fn(&Worth) -> bool) -> &Worth {
    answers.worths.iter().find(|worth| of(worth)).expect("its worth")
}

#[test]
fn what_a_decision_is_worth() {
    let answers = answers(&village(), 60.0);
    // All eight in the base, and £30,000: £150,000. As it is, three of them in the independent school.
    assert_pounds(answers.as_is.as_ref().expect("the plan opens something").objective, 255_000.0);
    let grow = worth_of(&answers, |worth| worth.taken);
    assert!(matches!(grow.decision, Decision::Project(k) if k.get() == 0));
    assert_pounds(grow.cost, 105_000.0);
    let more = grow.more.expect("solved");
    assert_pounds(more.money, 105_000.0);
    assert!((more.displaced - 3.0).abs() < 1e-6 && more.unplaced.abs() < 1e-6, "{grow:?}");
    // Three who would be in the base fill the block: £120,000 for it, £45,000 less for the base.
    let block = worth_of(&answers, |worth| matches!(worth.decision, Decision::Contract(_)));
    assert_pounds(block.cost, 75_000.0);
    // There is no money left for the hall.
    assert!(matches!(answers.unknown[..], [(Decision::Project(k), WhyUnknown::NoCapital)] if k.get() == 1));
}

#[test]
fn where_the_next_places_would_help_most() {
    // As it is, three of eight are in the independent school at £60,000 and could be in the base at £15,000; ten more
    // places there are funded at £6,000 each, filled or not.
    let kinds = "kind,family,place_funding,overfill\nresource_base,base,6000,0\nindependent,independent,0,0\n";
    let next = answers(&Tables::village().table("kinds", kinds), 60.0).next;
    let [base] = &next[..] else { panic!("{next:#?}") };
    assert_eq!((base.needs.as_str(), base.year_groups.as_str(), base.opens.0), ("*", "0-6", 2026));
    assert_pounds(base.value.get(), (3.0 * 45_000.0 - 10.0 * 6_000.0) / 10.0);
    assert_pounds(base.independent.get(), 3.0);
    assert_pounds(base.less.expect("solved").money, 75_000.0);
    // Those who were in the independent school had twice as far to go: 20 minutes.
    assert_pounds(base.minutes, 30.0);
}

#[test]
fn findings_say_so_in_sentences() {
    let answers = answers(&village(), 60.0);
    let said: Vec<&str> = answers.findings.iter().map(|finding| finding.text.as_str()).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn without_time_only_the_findings_are_there() {
    let answers = answers(&village(), 0.0);
    assert!(answers.as_is.is_none() && answers.worths.is_empty());
    assert!(!answers.findings.is_empty());
}

#[test]
fn a_shortage_says_how_many_places_would_clear_it() {
    // No independent school: three go without.
    let short = Tables::village().table(
        "provisions",
        "provision,setting,kind,needs,year_groups,places,overfill\nBase,Near,resource_base,ASD,0-6,5,0\n",
    );
    let answers = answers(&short, 60.0);
    let said = |words: &str| answers.findings.iter().any(|finding| finding.text.contains(words));
    assert!(said("3 child-years without a place"), "{:#?}", answers.findings);
    assert!(
        said("3 more primary ASD places within 45 minutes of Shire from 2026/27 would clear this"),
        "{:#?}",
        answers.findings
    );
}

#[test]
fn what_a_committed_project_of_the_group_rules_out_is_not_known() {
    let projects = "project,provision,places,capital_cost,annual_cost,earliest,group,status\n\
                    Grow,Base,1,0,0,2026,size,committed\nBigger,Base,3,0,0,2026,size,optional\n";
    let answers = answers(&Tables::village().table("projects", projects), 60.0);
    assert!(matches!(answers.unknown[..], [(Decision::Project(k), WhyUnknown::Taken)] if k.get() == 1));
}

#[test]
fn nothing_is_called_worth_most_before_all_is_worked_out() {
    // Ten children and money for both projects.
    let case = village()
        .table("budgets", "year,capital,high_needs\n2026,40000,200000\n")
        .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,10\n")
        .case();
    let network = Network::build(&case);
    let options = Options { engine: Engine::Auto, gap: 1e-6, time_limit_s: 60.0, seed: 1, prices: true, fixed: None };
    let outcome = solve(&network, &options, &Quiet).expect("a plan");
    let plan = Plan::from_outcome(&network, &outcome);
    let mut answers = Answers::of(&network, (&plan, &outcome), (&options, 60.0), &Quiet).expect("answers");
    let said = |answers: &Answers| answers.findings.iter().any(|f| f.text.starts_with("Worth most, holding"));
    assert!(said(&answers), "{:#?}", answers.findings);
    let last = answers.worths.iter().rposition(|worth| worth.taken).expect("the plan opens something");
    answers.worths[last].more = None;
    answers.find(&case, &plan);
    let by_prices = |f: &Finding| f.text.contains(", from the prices of places alone)");
    assert!(answers.findings.iter().any(by_prices), "{:#?}", answers.findings);
    let late = answers.worths.remove(last).decision;
    answers.unknown.push((late, WhyUnknown::NoTime));
    answers.find(&case, &plan);
    assert!(!said(&answers), "{:#?}", answers.findings);
    assert!(answers.findings.iter().any(|f| f.text.starts_with("Of the 1 of 2 worked out in time")));
}
