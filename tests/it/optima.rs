//! Optima worked out by hand, one family at a time, each with its twin: the same case where the answer turns.
//!
//! In the village five children go to the base (£15,000 a year) and three to the independent school (£60,000):
//! £255,000. Every place more in the base saves £45,000.

use placewise::plan::Reason;

use crate::fixture::{Tables, assert_pounds};

const BASE: usize = 0;
const ISS: usize = 1;

#[test]
fn the_base_fills_before_the_independent_school() {
    let solved = Tables::village().solve();
    assert_pounds(solved.objective(), 255_000.0);
    assert_pounds(solved.placed(BASE, 2026), 5.0);
    assert_pounds(solved.placed(ISS, 2026), 3.0);
    let displaced: f64 = solved.plan.cells.iter().map(|cell| cell.displaced.get()).sum();
    assert_pounds(displaced, 3.0);
}

#[test]
fn who_cannot_be_placed_waits_at_twice_the_dearest_cost() {
    let nowhere_else = Tables::village().table(
        "provisions",
        "provision,setting,kind,needs,year_groups,places,overfill\nBase,Near,resource_base,ASD,0-6,5,0\n",
    );
    let solved = nowhere_else.solve();
    assert_pounds(solved.unplaced(), 3.0);
    assert_pounds(solved.objective(), 5.0 * 15_000.0 + 3.0 * 30_000.0);
    assert_eq!(solved.plan.cells[0].reason.map(Reason::as_str), Some("full"));
}

#[test]
fn overfilling_is_used_where_it_pays() {
    let provisions = |overfill: &str| {
        format!(
            "provision,setting,kind,needs,year_groups,places,overfill\n\
             Base,Near,resource_base,ASD,0-6,5,{overfill}\nISS,Far,independent,*,0-14,,0\n"
        )
    };
    let solved = Tables::village().table("provisions", &provisions("0.2")).solve();
    assert_pounds(solved.placed(BASE, 2026), 6.0);
    assert_pounds(solved.objective(), 6.0 * 15_000.0 + 5_000.0 + 2.0 * 60_000.0);
    let dear = "kind,family,overfill_cost\nresource_base,base,50000\nindependent,independent,0\n";
    let twin = Tables::village().table("provisions", &provisions("0.2")).table("kinds", dear).solve();
    assert_pounds(twin.placed(BASE, 2026), 5.0);
}

/// A project that adds three places to the base and costs £20,000 a year to run: it saves £115,000 before capital.
fn expansion(capital: u32) -> Tables {
    Tables::village().table(
        "projects",
        &format!("project,provision,places,capital_cost,annual_cost,earliest\nGrow,Base,3,{capital},20000,2026\n"),
    )
}

#[test]
fn a_project_opens_where_it_saves_more_than_it_costs() {
    let solved = expansion(114_000).solve();
    assert_eq!(solved.plan.openings, vec![Some(placewise::units::Year(2026))]);
    assert_pounds(solved.objective(), 8.0 * 15_000.0 + 20_000.0 + 114_000.0);
    assert_eq!(expansion(116_000).solve().plan.openings, vec![None]);
}

#[test]
fn capital_is_an_annuity_over_the_asset_life() {
    let solved = expansion(300_000).setting("objective.asset_life", "3").solve();
    assert_pounds(solved.objective(), 8.0 * 15_000.0 + 20_000.0 + 100_000.0);
    let discounted =
        expansion(300_000).setting("objective.asset_life", "3").setting("objective.discount_rate", "0.1").solve();
    let yearly = 300_000.0 * 0.1 / (1.0 - 1.1_f64.powi(-3));
    assert_pounds(discounted.objective(), 255_000.0_f64.min(140_000.0 + yearly));
}

/// Two years, the same eight children's places to find in each (stages one year group wide: nobody stays).
fn two_years(tables: Tables) -> Tables {
    tables
        .setting("last_year", "2027")
        .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,3,8\n2027,Village,ASD,3,8\n")
}

#[test]
fn money_is_never_spent_before_it_exists_and_carries_forward() {
    let with = |budget: &str| two_years(expansion(100_000)).table("budgets", budget).solve();
    let carried = with("year,capital\n2026,60000\n2027,60000\n");
    assert_eq!(carried.plan.openings, vec![Some(placewise::units::Year(2027))]);
    assert_pounds(carried.objective(), 255_000.0 + 8.0 * 15_000.0 + 20_000.0 + 100_000.0);
    let too_little = with("year,capital\n2026,60000\n2027,30000\n");
    assert_eq!(too_little.plan.openings, vec![None]);
}

#[test]
fn at_most_one_of_a_group_opens() {
    let projects = "project,provision,places,capital_cost,annual_cost,earliest,group\n\
                    Two,Base,2,1000,0,2026,size\nThree,Base,3,2000,0,2026,size\n";
    let solved = Tables::village().table("projects", projects).solve();
    assert_eq!(solved.plan.openings.iter().flatten().count(), 1);
    assert_pounds(solved.objective(), 8.0 * 15_000.0 + 2_000.0);
    let free = projects.replace(",size", ",");
    let twin = Tables::village().table("projects", &free).solve();
    assert_pounds(twin.objective(), 8.0 * 15_000.0 + 2_000.0);
}

#[test]
fn a_project_waits_for_what_it_requires() {
    let projects = |hall: u32| {
        format!(
            "project,provision,places,capital_cost,annual_cost,earliest,requires\n\
             Grow,Base,3,1000,0,2026,Hall\nHall,Base,0.001,{hall},0,2026,\n"
        )
    };
    let both = Tables::village().table("projects", &projects(100_000)).solve();
    assert_eq!(both.plan.openings.iter().flatten().count(), 2);
    let neither = Tables::village().table("projects", &projects(200_000)).solve();
    assert_eq!(neither.plan.openings.iter().flatten().count(), 0);
}

/// A new unit at the nearer setting, empty until it opens.
fn new_unit(extra: &str, values: &str) -> Tables {
    Tables::village().table(
        "projects",
        &format!(
            "project,setting,kind,needs,year_groups,places,capital_cost,annual_cost,earliest{extra}\n\
             Unit,Near,resource_base,ASD,0-6,3,10000,20000,2026{values}\n"
        ),
    )
}

#[test]
fn nobody_starts_at_a_unit_that_has_not_opened() {
    let solved = new_unit("", "").solve();
    assert_pounds(solved.objective(), 8.0 * 15_000.0 + 30_000.0);
    assert_pounds(solved.placed(2, 2026), 3.0);
    let excluded = new_unit(",status", ",excluded").solve();
    assert_pounds(excluded.objective(), 255_000.0);
}

#[test]
fn a_unit_fills_over_years_and_must_become_viable() {
    let years = |tables: Tables| {
        tables.setting("last_year", "2028").table(
            "forecast",
            "year,locality,need,year_groups,children\n\
             2026,Village,ASD,3,8\n2027,Village,ASD,3,8\n2028,Village,ASD,3,8\n",
        )
    };
    let filling = years(new_unit(",fill", ",0.5;1")).solve();
    // Half full the unit has 1.5 places and may hold a tenth more at £5,000 a child; then it holds all three.
    let first_year = 1.5 * 45_000.0 + 0.15 * (45_000.0 - 5_000.0);
    let saved = first_year + 2.0 * 3.0 * 45_000.0;
    assert_pounds(filling.objective(), 3.0 * 255_000.0 - saved + 10_000.0 + 3.0 * 20_000.0);
    let viable = years(new_unit(",min_children", ",3")).solve();
    assert_eq!(viable.plan.openings.iter().flatten().count(), 1);
    let never = years(new_unit(",min_children", ",4")).solve();
    assert!(never.plan.openings[0].is_none_or(|year| year.0 > 2026), "not open for a third year");
}

/// A block of so many places at the independent school.
fn block(places: u32, price: u32, take_or_pay: f64) -> Tables {
    Tables::village().table(
        "contracts",
        &format!(
            "contract,provision,first_year,last_year,places,price,take_or_pay\n\
             Block,ISS,2026,2026,{places},{price},{take_or_pay}\n"
        ),
    )
}

#[test]
fn a_block_is_signed_where_it_undercuts_spot() {
    let solved = block(3, 50_000, 1.0).solve();
    assert_eq!(solved.plan.signed, vec![true]);
    assert_pounds(solved.objective(), 5.0 * 15_000.0 + 150_000.0);
    assert_eq!(block(3, 61_000, 1.0).solve().plan.signed, vec![false]);
}

#[test]
fn take_or_pay_is_paid_when_places_stay_empty() {
    // At most three may go there. Four places at £44,000 cost £176,000, three at spot £180,000.
    let at_most_three = "policy,kinds,max_share,penalty\nFew,independent,0.375,100000\n";
    let solved = block(4, 44_000, 1.0).table("policies", at_most_three).solve();
    assert_pounds(solved.objective(), 75_000.0 + 176_000.0);
    assert_pounds(solved.plan.fills[0].children.get(), 3.0);
    assert_eq!(block(4, 46_000, 1.0).table("policies", at_most_three).solve().plan.signed, vec![false]);
    // Half paid when empty: three full places and half of one.
    let half = block(4, 46_000, 0.5).table("policies", at_most_three).solve();
    assert_pounds(half.objective(), 75_000.0 + 3.5 * 46_000.0);
}

#[test]
fn children_on_roll_fill_a_block_only_where_it_covers_them() {
    let with = |covers: &str| {
        Tables::village()
            .table("roll", "locality,need,year_groups,provision,children\nVillage,ASD,0-6,ISS,7\n")
            .table(
                "contracts",
                &format!(
                    "contract,provision,first_year,last_year,places,price,covers_roll\nBlock,ISS,2026,2026,6,10000,{covers}\n"
                ),
            )
            .solve()
    };
    // Six of the seven are still there; two are new and go to the base.
    let covered = with("yes");
    assert_pounds(covered.objective(), 6.0 * 10_000.0 + 2.0 * 15_000.0);
    // Empty but for two newcomers the block would cost more than it saves.
    let not_covered = with("no");
    assert_eq!(not_covered.plan.signed, vec![false]);
    assert_pounds(not_covered.objective(), 6.0 * 60_000.0 + 2.0 * 15_000.0);
}

#[test]
fn a_policy_is_kept_where_that_is_cheaper_than_breaking_it() {
    let with = |penalty: u32| {
        Tables::village()
            .table("policies", &format!("policy,kinds,min_share,penalty\nChoice,independent,0.5,{penalty}\n"))
            .solve()
    };
    assert_pounds(with(46_000).objective(), 4.0 * 15_000.0 + 4.0 * 60_000.0);
    let broken = with(44_000);
    assert_pounds(broken.objective(), 255_000.0 + 44_000.0);
    assert_pounds(broken.plan.breaches[0].children.get(), 1.0);
}

#[test]
fn a_policy_can_cap_a_kind() {
    let capped =
        Tables::village().table("policies", "policy,kinds,max_share,penalty\nFewer,resource_base,0.25,100000\n");
    assert_pounds(capped.solve().objective(), 2.0 * 15_000.0 + 6.0 * 60_000.0);
}

#[test]
fn the_last_years_placements_are_charged_their_tail() {
    // One child in a stage seven years wide; the independent school goes on to Year 14 but nothing follows the stage.
    let one = Tables::village()
        .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,1\n")
        .setting("objective.count_tail", "true")
        .setting("objective.discount_rate", "0.05");
    let (d, stay): (f64, f64) = (1.0 / 1.05, 6.0 / 7.0);
    let tail = d * stay / (1.0 - d * stay);
    assert_pounds(one.solve().objective(), 15_000.0 * (1.0 + tail));
}

#[test]
fn a_journey_over_the_guidance_is_priced_by_the_minute() {
    let far = Tables::village()
        .table("travel", "locality,setting,km,minutes\nVillage,Near,10,55\nVillage,Far,20,20\n")
        .setting("objective.over_minutes_penalty", "100");
    assert_pounds(far.solve().objective(), 255_000.0 + 5.0 * 10.0 * 100.0);
}

#[test]
fn transport_is_a_share_of_fixed_and_distance_cost() {
    let carried =
        Tables::village().table("transport", "kind,share,fixed_cost,cost_per_km\nresource_base,0.5,4000,300\n");
    assert_pounds(carried.solve().objective(), 255_000.0 + 5.0 * 0.5 * (4_000.0 + 300.0 * 10.0));
}
