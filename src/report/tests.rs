//! What users see, on a plan made by hand.

use super::{Figures, ModelSize, ReadBackError, RunFiles, audit_words, fixture, plan_from, summary, tables};
use crate::answers::{Answers, Decision, Totals, WhyUnknown, Worth};
use crate::id::{ContractIx, ProjectIx};
use crate::plan::PlanStatus;

const SIZE: ModelSize = ModelSize { columns: 3, rows: 2, nonzeros: 5 };

/// The first project solved, the contract by prices, the second project not known.
fn answers() -> Answers {
    let worth = Worth {
        decision: Decision::Project(ProjectIx::new(0)),
        taken: true,
        year: None,
        cost: 12_345.678,
        within: 10.0,
        more: Some(Totals { money: -500.0, unplaced: 2.0, displaced: 0.5 }),
    };
    let priced = Worth { decision: Decision::Contract(ContractIx::new(0)), cost: 9.0, more: None, ..worth };
    let unknown = vec![(Decision::Project(ProjectIx::new(1)), WhyUnknown::NoCapital)];
    let replanned = fixture::replanned();
    Answers { worths: vec![worth, priced], unknown, replanned, next: vec![fixture::next_place()], ..Answers::default() }
}

#[test]
fn a_table_that_does_not_add_up_once_rounded_says_so() {
    let (case, plan, audit) = (fixture::case(), fixture::plan(), fixture::audit(true));
    let mut figures = Figures::new(&case, &plan, &audit, ModelSize::default());
    let says = |figures: &Figures| {
        summary(&case, &plan, (&audit, figures, &Answers::default()), 3.2).contains("each figure is rounded by itself")
    };
    assert!(!says(&figures));
    // 1,766.8 children, 1,766.4 of them with a place: 1,767, 1,766 and none without.
    let tally = &mut figures.years[0].tally;
    (tally.child_years, tally.unplaced_child_years) = (1_766.8, 0.4);
    assert!(says(&figures));
}

#[test]
fn worth_says_what_each_decision_would_do_and_why_not() {
    insta::assert_snapshot!(csv_of("worth"), @r#"
    decision,id,name,taken,year,cost,basis,within,money,unplaced,displaced,unknown,replanned,instead
    project,grow,"Ashby base, four more",yes,,12345.68,solved,10.00,-500.00,2,0.5,,2500.00,opens never in 2027/28
    contract,block-4,"Beech House, 4 places",yes,,9.00,prices,10.00,,,,,,
    project,never,never,,,,,,,,,no capital is left for it beside the plan,-1.25,
    "#);
}

#[test]
fn relax_says_what_easing_each_limit_would_gain() {
    let (case, plan) = (fixture::case(), fixture::plan());
    let answers = Answers { relaxed: fixture::relaxed(), ..Answers::default() };
    let table = tables(&case, &plan, &answers).into_iter().find(|table| table.name == "relax").unwrap();
    insta::assert_snapshot!(String::from_utf8(table.into_csv()).unwrap(), @r"
    limit,contract,eased,gain,basis,within,money,unplaced,displaced,unknown
    capital,,10% more capital in every year,20000.00,solved,400.00,-1500.00,-0.333333333,0,
    minutes,,15 more minutes of travel guidance,9000.00,prices,1000.00,,,,
    contract_minimum,block-4,the contract paid only for places that are used,,,,,,,time ran out before it was worked out
    ");
}

#[test]
fn next_places_say_where_and_what_they_are_worth() {
    insta::assert_snapshot!(csv_of("next_places"), @r"
    rank,kind,needs,year_groups,setting,name,authority,places,first_year,value_per_place,basis,within,money,unplaced,displaced,children_helped,independent,minutes
    1,resource_base,ASD;SEMH,7-11,100001,Ashby School,Shire,10,2027,12345.68,prices,99.00,,,,8.5,4.25,-30
    ");
}

fn csv_of(name: &str) -> String {
    let (case, plan, answers) = (fixture::case(), fixture::plan(), answers());
    let table = tables(&case, &plan, &answers).into_iter().find(|table| table.name == name).unwrap();
    String::from_utf8(table.into_csv()).unwrap()
}

fn run_files() -> RunFiles {
    fixture::Run::of(Answers::default()).files()
}

#[test]
fn placements_say_who_is_where() {
    insta::assert_snapshot!(csv_of("placements"), @r#"
    year,locality,locality_name,need,year_groups,band,provision,setting,setting_name,kind,children,starting,km,minutes,annual_cost,transport_cost,contract
    2026,L1,"Ashby, North",ASD,7-11,-,ashby-base,100001,Ashby School,resource_base,4,4,2.5,4.69,12000.00,0.00,
    2026,L1,"Ashby, North",ASD,7-11,-,beech,100002,Beech House,independent,2.166666667,2.166666667,2.5,4.69,60000.00,0.00,
    2026,L1,"Ashby, North",ASD,7-11,-,beech,100002,Beech House,independent,3.5,3.5,2.5,4.69,60000.00,0.00,block-4
    2027,L1,"Ashby, North",ASD,7-11,-,ashby-base,100001,Ashby School,resource_base,7,3,2.5,4.69,12000.00,0.00,
    2027,L1,"Ashby, North",ASD,7-11,-,beech,100002,Beech House,independent,3,0,2.5,4.69,60000.00,0.00,block-4
    "#);
}

#[test]
fn shortfalls_leave_out_cells_where_all_is_well() {
    insta::assert_snapshot!(csv_of("shortfalls"), @r#"
    year,locality,locality_name,area,authority,need,year_groups,band,children,unplaced,over_minutes,last_resort,displaced,reason,wanted_kind
    2026,L1,"Ashby, North",North,Shire,ASD,7-11,-,10,0.333333333,0,0,2,full,resource_base
    "#);
}

#[test]
fn reasons_stand_year_by_year_with_the_sentence_of_their_group() {
    let (case, plan) = (fixture::case(), fixture::plan());
    let mut answers = Answers::default();
    answers.find(&case, &plan);
    let table = tables(&case, &plan, &answers).into_iter().find(|table| table.name == "reasons").unwrap();
    insta::assert_snapshot!(String::from_utf8(table.into_csv()).unwrap(), @r#"
    trouble,need,phase,area,reason,year,children,wanted_kind,nearest,nearest_km,nearest_minutes,full,opens,opens_in,places,from,sentence
    unplaced,ASD,secondary,North,full,2026,0.333333333,resource_base,ashby-base,0,0,1,,,1,2026,"North, secondary ASD: fewer than 1 child without a place in 2026/27; every provision within reach (60 km by road) that takes them is full (ashby-base, 4 children in 4 places). 1 more secondary ASD place within 75 minutes of North from 2026/27 would clear this."
    displaced,ASD,secondary,North,full,2026,2,resource_base,ashby-base,0,0,1,,,2,2026,"North, secondary ASD: 2 children displaced to a dearer or less suitable kind of place in 2026/27; every existing resource base within reach (60 km by road) that takes them is full (ashby-base, 4 children in 4 places). 2 more secondary ASD places (resource base) within 75 minutes of North from 2026/27 would clear this."
    "#);
}

#[test]
fn utilisation_leaves_unlimited_places_blank() {
    insta::assert_snapshot!(csv_of("utilisation"), @r"
    year,provision,name,setting,setting_name,kind,places,reserved,placed,overfilled,occupancy,marginal_value
    2026,ashby-base,ashby-base,100001,Ashby School,resource_base,4,0,4,0,1,1234.50
    2026,beech,beech,100002,Beech House,independent,,0,5.666666667,0,,
    2027,ashby-base,ashby-base,100001,Ashby School,resource_base,8,0,7,0,0.875,1234.50
    2027,beech,beech,100002,Beech House,independent,,0,3,0,,
    ");
}

#[test]
fn projects_count_the_children_in_the_places_they_add() {
    insta::assert_snapshot!(csv_of("projects"), @r#"
    project,name,status,chosen,opens,places,capital_cost,children,removal_cost,removal_unplaced
    grow,"Ashby base, four more",optional,yes,2027,4,120000.00,3,12345.68,2
    never,never,optional,no,,4,120000.00,,,
    "#);
}

/// Signed, by hand: paid 48,000 · (0.8 · 4 + 0.2 · 3.5) + 48,000 · (0.8 · 4 + 0.2 · 3) = 369,600; avoided
/// 6.5 · 60,000 = 390,000; breaks even at 0.8 · 48,000 / (60,000 − 0.2 · 48,000) = 0.7619.
#[test]
fn contracts_are_accounted_over_their_years_in_the_plan() {
    insta::assert_snapshot!(csv_of("contracts"), @r#"
    contract,name,status,signed,places,used,void,paid,spot_cost_avoided,break_even_occupancy,saving,turning_price
    block-4,"Beech House, 4 places",optional,yes,8,6.5,1.5,369600.00,390000.00,0.7619,20400.00,
    block-9,"Beech House, 9 places",optional,no,18,0,0,0.00,0.00,0.9587,0.00,
    "#);
}

/// By hand: paid 48,000 · (0.8 · 4 + 0.2 · 3.5) = 187,200, of which 48,000 · 0.8 · 0.5 = 19,200 for half an empty place;
/// the base's four new places of 2027 take three children whom the block could have had.
#[test]
fn contracts_stand_year_by_year() {
    insta::assert_snapshot!(csv_of("contract_years"), @r#"
    contract,name,signed,year,price,places,eligible,used,void,void_paid,paid,spot_cost_avoided,saving,taken_by,taken_children
    block-4,"Beech House, 4 places",yes,2026,48000.00,4,5.666666667,3.5,0.5,19200.00,187200.00,210000.00,22800.00,,
    block-4,"Beech House, 4 places",yes,2027,48000.00,4,3,3,1,38400.00,182400.00,180000.00,-2400.00,grow,3
    block-9,"Beech House, 9 places",no,2026,58000.00,9,2.166666667,0,0,0.00,0.00,0.00,0.00,,
    block-9,"Beech House, 9 places",no,2027,58000.00,9,0,0,0,0.00,0.00,0.00,0.00,,
    "#);
}

/// By hand, at 3.5% a year: the signed one is paid for 3.9 + 3.8/1.035 = 7.571498 place-years, so with £7,571.50 to
/// lose it is worth £1,000 a place more; the other would be paid for at least 7.2 + 7.2/1.035 = 14.156522, so at £1,000
/// less it would lose nothing.
#[test]
fn a_contract_turns_at_the_price_that_makes_up_for_its_worth() {
    let (case, plan) = (fixture::case(), fixture::plan());
    let worth = |m: usize, taken: bool, cost: f64| Worth {
        decision: Decision::Contract(ContractIx::new(m)),
        taken,
        year: None,
        cost,
        within: 1.0,
        more: Some(Totals { money: 0.0, unplaced: 0.0, displaced: 0.0 }),
    };
    let answers =
        Answers { worths: vec![worth(0, true, 7_571.498), worth(1, false, 14_156.522)], ..Answers::default() };
    let price = |m: usize| super::contracts::turning_price(&case, &plan, &answers, ContractIx::new(m)).unwrap().get();
    assert!((price(0) - 49_000.0).abs() < 0.01, "{}", price(0));
    assert!((price(1) - 57_000.0).abs() < 0.01, "{}", price(1));
    let dear = Answers { worths: vec![worth(1, false, 1e9)], ..Answers::default() };
    assert!(
        super::contracts::turning_price(&case, &plan, &dear, ContractIx::new(1)).is_none(),
        "no price is low enough"
    );
}

#[test]
fn finance_carries_grant_and_balance_on_its_totals() {
    insta::assert_snapshot!(csv_of("finance"), @r"
    year,purse,line,amount,grant,balance,cumulative_balance
    2026,high_needs,placements,388000.00,,,
    2026,high_needs,covered_by_contracts,-210000.00,,,
    2026,high_needs,contracts,187200.00,,,
    2026,high_needs,projects,0.00,,,
    2026,high_needs,total,365200.00,400000.00,34800.00,34800.00
    2026,transport,total,0.00,,,
    2026,capital,capital,0.00,,,
    2026,capital,total,0.00,100000.00,100000.00,100000.00
    2027,high_needs,placements,264000.00,,,
    2027,high_needs,covered_by_contracts,-180000.00,,,
    2027,high_needs,contracts,182400.00,,,
    2027,high_needs,projects,40000.00,,,
    2027,high_needs,total,306400.00,,,
    2027,transport,total,0.00,,,
    2027,capital,capital,120000.00,,,
    2027,capital,total,120000.00,50000.00,-70000.00,30000.00
    ");
}

#[test]
fn the_summary_is_in_plain_words() {
    let (case, plan, audit) = (fixture::case(), fixture::plan(), fixture::audit(true));
    let figures = Figures::new(&case, &plan, &audit, ModelSize::default());
    insta::assert_snapshot!(summary(&case, &plan, (&audit, &figures, &Answers::default()), 3.2), @r"
    Little Shire
    2026/27 to 2027/28 · 2 years

    Children with an EHC plan
                   forecast  placed  no place  displaced  over guidance  last resort
      2026/27            10      10        <1          2              0            0
      2027/28            10      10         0          0              0            0
      child-years        20      20        <1          2              0            0
      displaced: in a dearer or less suitable kind only because the better one is full
      no place, all that take them are full: <1 child-year

    What to open
                                      opens  places   capital
      Ashby base, four more (grow)  2027/28       4  £120,000
      not opened: 1 of 2 projects

    Which blocks to sign
                                          from       to  places  a place  filled    saves
      Beech House, 4 places (block-4)  2026/27  2028/29       4  £48,000     81%  £20,400
      not signed: 1 of 2 offers

    What it costs, £ at 2025 prices
               high needs    grant  balance  transport  capital  capital left
      2026/27     365,200  400,000   34,800          0        0       100,000
      2027/28     306,400        –        –          0  120,000        30,000
      total       671,600        –        –          0  120,000        30,000

    Proven: no plan can be more than £400 (0.04%) cheaper.
    Audit passed: 2 checks, worked out again from the tables and the plan alone.
    ");
}

#[test]
fn an_unproven_plan_is_never_called_proven() {
    let (case, mut plan, audit) = (fixture::case(), fixture::plan(), fixture::audit(false));
    plan.proven = false;
    plan.status = PlanStatus::TimeLimit;
    let figures = Figures::new(&case, &plan, &audit, SIZE);
    let text = summary(&case, &plan, (&audit, &figures, &Answers::default()), 600.2);
    let end = text.find("Not proven").unwrap();
    insta::assert_snapshot!(&text[end..], @r"
    Not proven: stopped by the time limit after 600 s with the best plan found; it is at most £400 (0.04%) dearer than the best possible.
    AUDIT FAILED: do not use this plan. 1 of 2 checks failed.
      everybody is placed or waits
              out by up to 1.5000 children
              2026/27, L1, ASD, 7-11: 9 of 10
    ");
    let unsearched = Figures::new(&case, &plan, &audit, ModelSize::default());
    assert!(
        summary(&case, &plan, (&audit, &unsearched, &Answers::default()), 1.0)
            .contains("did not close as far as was asked; it is at most £400")
    );
    plan.bound = f64::NEG_INFINITY;
    plan.gap = f64::INFINITY;
    assert!(summary(&case, &plan, (&audit, &figures, &Answers::default()), 600.2).contains("is not known"));
    let json = String::from_utf8(Figures::new(&case, &plan, &audit, SIZE).to_json()).unwrap();
    assert!(json.contains("\"bound\": null") && json.contains("\"gap\": null"));
}

#[test]
fn the_audit_is_told_check_by_check() {
    insta::assert_snapshot!(audit_words(&fixture::audit(false)), @r"
      FAILED  everybody is placed or waits
              out by up to 1.5000 children
              2026/27, L1, ASD, 7-11: 9 of 10
      passed  no budget is overspent
    AUDIT FAILED: do not use this plan. 1 of 2 checks failed.
    ");
}

#[test]
fn the_figures_are_written_as_the_contract_says() {
    let json = run_files().remove("summary.json").unwrap();
    insta::assert_snapshot!(String::from_utf8(json).unwrap(), @r#"
    {
      "title": "Little Shire",
      "first_year": 2026,
      "last_year": 2027,
      "price_year": 2025,
      "status": "optimal",
      "proven": true,
      "objective": 1000123.456,
      "constant": 0.0,
      "bound": 999723.4,
      "gap": 0.0004,
      "unplaced_penalty": 150000.0,
      "parts": {
        "placements": 1000123.456,
        "covered_by_contracts": 0.0,
        "contracts": 0.0,
        "projects": 0.0,
        "overfill": 0.0,
        "transport": 0.0,
        "capital": 0.0,
        "unplaced_penalty": 0.0,
        "last_resort_penalty": 0.0,
        "not_preferred_penalty": 0.0,
        "over_minutes_penalty": 0.0,
        "policy_penalty": 0.0,
        "tail": 0.0
      },
      "child_years": 20.0,
      "unplaced_child_years": 0.333333333,
      "displaced_child_years": 2.0,
      "over_minutes_child_years": 0.0,
      "last_resort_child_years": 0.0,
      "travel_minutes": 92.1875,
      "cost": {
        "high_needs": 671600.0,
        "transport": 0.0,
        "capital": 120000.0
      },
      "years": [
        {
          "year": 2026,
          "child_years": 10.0,
          "unplaced_child_years": 0.333333333,
          "displaced_child_years": 2.0,
          "over_minutes_child_years": 0.0,
          "last_resort_child_years": 0.0,
          "travel_minutes": 45.3125,
          "cost": {
            "high_needs": 365200.0,
            "transport": 0.0,
            "capital": 0.0
          }
        },
        {
          "year": 2027,
          "child_years": 10.0,
          "unplaced_child_years": 0.0,
          "displaced_child_years": 0.0,
          "over_minutes_child_years": 0.0,
          "last_resort_child_years": 0.0,
          "travel_minutes": 46.875,
          "cost": {
            "high_needs": 306400.0,
            "transport": 0.0,
            "capital": 120000.0
          }
        }
      ],
      "breaches": [],
      "audit_passed": true,
      "model": {
        "columns": 3,
        "rows": 2,
        "nonzeros": 5
      }
    }
    "#);
}

#[test]
fn a_plan_comes_back_from_its_files() {
    let (case, plan) = (fixture::case(), fixture::plan());
    let mut back = plan_from(&case, &run_files()).unwrap();
    let written = back.placements[1].children.get();
    assert!((written - 13.0 / 6.0).abs() < 1e-9);
    back.placements[1].children = plan.placements[1].children;
    back.placements[1].starting = plan.placements[1].starting;
    for (back, plan) in back.placements.iter_mut().zip(&plan.placements) {
        assert!((back.time - plan.time).get().abs() < 0.005);
        back.time = plan.time;
    }
    back.cells[0].unplaced = plan.cells[0].unplaced;
    back.utilisation[1].placed = plan.utilisation[1].placed;
    assert_eq!(back, plan);
}

#[test]
fn what_cannot_be_read_back_is_told_where() {
    let case = fixture::case();
    let mut files = run_files();
    let text = String::from_utf8(files["placements.csv"].clone()).unwrap();
    files.insert("placements.csv".into(), text.replacen("beech", "birch", 1).into_bytes());
    let error = plan_from(&case, &files).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @r#"placements.csv, row 3, column provision: "birch" is not a provision of the tables"#);
    files.remove("placements.csv");
    assert!(matches!(plan_from(&case, &files), Err(ReadBackError::Missing("placements.csv"))));
}

#[test]
fn a_plan_takes_nothing_only_where_neither_project_nor_contract_is_chosen() {
    let (case, mut plan) = (fixture::case(), fixture::plan());
    assert!(!plan.takes_nothing(&case));
    plan.openings.fill(None);
    assert!(!plan.takes_nothing(&case), "a contract is still signed");
    plan.signed.fill(false);
    assert!(plan.takes_nothing(&case));
}
