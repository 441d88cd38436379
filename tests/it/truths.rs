//! What planners hold to be true, and every rule by which two people must compute the same pound; sums in the head.
//!
//! The village of [`fixture`](crate::fixture): eight children, five places in the base at £15,000, the independent
//! school at £60,000; £255,000. Where a stage is one year group wide nobody stays in it: next year's children are next
//! year's choice.

use placewise::units::Year;

use crate::fixture::{Tables, assert_pounds};

const BASE: usize = 0;
const ISS: usize = 1;

/// Provisions in place of the village's: the base's row without its first columns, and the independent school's.
fn provisions(columns: &str, base: &str, iss: &str) -> Tables {
    Tables::village().table(
        "provisions",
        &format!(
            "provision,setting,kind,needs,year_groups,places,overfill{columns}\n\
             Base,Near,resource_base,ASD,{base}\nISS,Far,independent,*,{iss}\n"
        ),
    )
}

/// Forecast rows: year, year groups and children, `2026,3,8`; the plan runs to 2027.
fn forecast(tables: Tables, rows: &[&str]) -> Tables {
    let rows = rows.iter().map(|row| row.replacen(',', ",Village,ASD,", 1) + "\n");
    let table = std::iter::once("year,locality,need,year_groups,children\n".to_owned()).chain(rows);
    tables.setting("last_year", "2027").table("forecast", &table.collect::<String>())
}

/// The same eight children's places to find in two years.
fn two_years(tables: Tables) -> Tables {
    forecast(tables, &["2026,3,8", "2027,3,8"])
}

fn roll(tables: Tables, provision: &str, children: &str) -> Tables {
    let row = format!("locality,need,year_groups,provision,children\nVillage,ASD,0-6,{provision},{children}\n");
    tables.table("roll", &row)
}

#[test]
fn more_places_never_cost_more() {
    for (places, pounds) in [(0, 480_000.0), (5, 255_000.0), (6, 210_000.0), (8, 120_000.0), (9, 120_000.0)] {
        assert_pounds(provisions("", &format!("0-6,{places},0"), "0-14,,0").solve().objective(), pounds);
    }
}

#[test]
fn a_child_never_leaves_a_provision_that_still_serves_them() {
    // The base opens a year too late for the eight; two who are new then go there.
    let late = provisions(",opens", "0-6,5,0,2027", "0-14,,0,");
    let solved = forecast(late, &["2026,3,8", "2027,4,8", "2027,3,2"]).solve();
    assert_pounds(solved.placed(ISS, 2027), 8.0);
    assert_pounds(solved.placed(BASE, 2027), 2.0);
    assert_pounds(solved.objective(), 16.0 * 60_000.0 + 2.0 * 15_000.0);
}

#[test]
fn the_children_of_a_closing_provision_choose_again() {
    let closing = provisions(",opens,closes", "0-6,5,0,2027,", "0-14,,0,,2027");
    let solved = forecast(closing, &["2026,3,8", "2027,4,8"]).solve();
    assert_pounds(solved.placed(BASE, 2027), 5.0);
    assert_pounds(solved.unplaced(), 3.0);
    assert_pounds(solved.objective(), 8.0 * 60_000.0 + 5.0 * 15_000.0 + 3.0 * 120_000.0);
}

#[test]
fn an_all_through_school_has_no_exit_at_year_7() {
    let with = |groups: &str| {
        forecast(provisions("", &format!("{groups},5,0"), "0-14,,0"), &["2026,6,8", "2027,7,8"]).solve().objective()
    };
    assert_pounds(with("0-6"), 255_000.0 + 8.0 * 60_000.0);
    assert_pounds(with("0-11"), 2.0 * 255_000.0);
}

#[test]
fn who_waits_chooses_again_next_year() {
    let only =
        "provision,setting,kind,needs,year_groups,places,overfill,opens\nBase,Near,resource_base,ASD,0-6,5,0,2027\n";
    let late = Tables::village().table("provisions", only);
    let solved = forecast(late, &["2026,3,8", "2027,4,8"]).solve();
    assert_pounds(solved.placed(BASE, 2027), 5.0);
    assert_pounds(solved.objective(), 8.0 * 30_000.0 + 5.0 * 15_000.0 + 3.0 * 30_000.0);
}

#[test]
fn a_new_unit_fills_over_years() {
    // One in seven is new each year; the others stay at the independent school, however empty the base.
    let rows = ["2026,0-6,7", "2027,0-6,7", "2028,0-6,7"];
    let solved =
        forecast(roll(provisions("", "0-6,5,0", "0-14,,0"), "ISS", "7"), &rows).setting("last_year", "2028").solve();
    let stay: f64 = 6.0 / 7.0;
    let there = [1.0, 1.0 + stay, 1.0 + stay + stay * stay];
    for (year, children) in (2026..).zip(there) {
        assert_pounds(solved.placed(BASE, year), children);
        assert_pounds(solved.placed(ISS, year), 7.0 - children);
    }
    let base: f64 = there.iter().sum();
    assert_pounds(solved.objective(), base * 15_000.0 + (21.0 - base) * 60_000.0);
    // What the children on roll cost is in the objective, and no decision changes it: the gap leaves it out.
    let constant = 60_000.0 * 7.0 * (stay + stay * stay + stay * stay * stay);
    assert_pounds(solved.plan.constant, constant);
    let gap = (solved.plan.objective - solved.plan.bound) / (solved.plan.objective - constant);
    assert!((solved.plan.gap - gap).abs() < 1e-7);
}

#[test]
fn a_falling_forecast_thins_all_provisions_alike() {
    // Six of the seven on roll would be left, the forecast has three: half of each, though one costs four times more.
    // The child with another need is new.
    let solved = forecast(roll(Tables::village(), "Base", "3"), &["2026,0-6,3"])
        .row("forecast", "2026,Village,SLCN,0-6,1")
        .row("roll", "Village,ASD,0-6,ISS,4")
        .setting("last_year", "2026")
        .solve();
    assert_pounds(solved.placed(BASE, 2026), 9.0 / 7.0);
    assert_pounds(solved.placed(ISS, 2026), 12.0 / 7.0 + 1.0);
    assert_pounds(solved.objective(), 9.0 / 7.0 * 15_000.0 + 19.0 / 7.0 * 60_000.0);
}

#[test]
fn where_everyone_is_on_roll_nothing_is_left_to_decide() {
    let solved = forecast(roll(Tables::village(), "Base", "3.5"), &["2026,0-6,3"]).setting("last_year", "2026").solve();
    assert_pounds(solved.objective(), 45_000.0);
    assert!(solved.plan.proven && solved.plan.gap == 0.0);
}

#[test]
fn everyone_is_new_without_a_roll_and_a_forecast_may_be_fractional() {
    let solved = forecast(Tables::village(), &["2026,0-6,7.5"]).setting("last_year", "2026").solve();
    assert_pounds(solved.placed(BASE, 2026), 5.0);
    assert_pounds(solved.objective(), 5.0 * 15_000.0 + 2.5 * 60_000.0);
}

#[test]
fn the_last_years_independent_placements_are_charged_their_tail() {
    // A year of three independent places is £135,000 dearer than the base, their seven years £945,000.
    let with = |tail: &str| {
        let grow = "project,provision,places,capital_cost,earliest\nGrow,Base,3,300000,2026\n";
        Tables::village().setting("objective.count_tail", tail).table("projects", grow).solve()
    };
    assert_pounds(with("false").objective(), 255_000.0);
    let built = with("true");
    assert_pounds(built.objective(), 7.0 * 8.0 * 15_000.0 + 300_000.0);
    assert_eq!(built.plan.openings, [Some(Year(2026))]);
}

#[test]
fn the_tail_lasts_until_children_leave_their_provision_or_waiting_are_past_the_last_year_group() {
    let one_each = |tables: Tables| {
        let tables = tables.setting("objective.count_tail", "true");
        forecast(tables, &["2026,0-6,1", "2026,7-11,1"]).setting("last_year", "2026").solve().objective()
    };
    // The base has the younger child for seven years, the independent school the older for five.
    assert_pounds(one_each(Tables::village()), 7.0 * 15_000.0 + 5.0 * 60_000.0);
    // Without the base the younger stays on for the older's five years as well.
    assert_pounds(one_each(provisions("", "0-6,0,0", "0-14,,0")), (12.0 + 5.0) * 60_000.0);
    let nowhere = provisions("", "0-6,0,0", "0-14,0,0").setting("objective.unplaced_penalty", "10000");
    assert_pounds(one_each(nowhere), (12.0 + 5.0) * 10_000.0);
}

#[test]
fn nobody_is_left_without_a_place_in_the_last_year_because_that_costs_less() {
    // Year groups one by one: waiting in Year 3 is over after a year, and yet no cheaper than eight years of a place.
    let rows = ["2026,3,1", "2026,4,1", "2026,5,1", "2026,6,1", "2026,7-10,4"];
    let village = provisions("", "0-6,0,0", "3-10,,0").setting("objective.unplaced_penalty", "61000");
    let solved = forecast(village.setting("objective.count_tail", "true"), &rows).setting("last_year", "2026").solve();
    assert_pounds(solved.placed(ISS, 2026), 8.0);
    // Four of the eight are in one stage, which they leave after four years on average.
    assert_pounds(solved.objective(), (8.0 + 7.0 + 6.0 + 5.0 + 4.0 * 4.0) * 60_000.0);
}

/// Three more places at the base.
fn grow(columns: &str, capital: u32, annual: u32, values: &str) -> Tables {
    let header = format!("project,provision,places,capital_cost,annual_cost{columns}");
    Tables::village().table("projects", &format!("{header}\nGrow,Base,3,{capital},{annual}{values}\n"))
}

#[test]
fn money_is_never_spent_before_it_exists() {
    // Only 2027 has a row: nothing comes in before. Capital counts once, in the year it is spent, discounted.
    let solved = two_years(grow(",earliest", 100_000, 20_000, ",2026"))
        .setting("objective.discount_rate", "0.1")
        .table("budgets", "year,capital\n2027,100000\n")
        .solve();
    assert_eq!(solved.plan.openings, [Some(Year(2027))]);
    assert_pounds(solved.objective(), 255_000.0 + (120_000.0 + 20_000.0 + 100_000.0) / 1.1);
}

#[test]
fn unspent_capital_carries_forward() {
    let with = |budget: &str| two_years(grow(",earliest", 100_000, 0, ",2026")).table("budgets", budget).solve();
    let carried = with("year,capital\n2026,99000\n2027,1000\n");
    assert_eq!(carried.plan.openings, [Some(Year(2027))]);
    assert_eq!(with("year,capital\n2026,100000\n").plan.openings, [Some(Year(2026))]);
    assert_eq!(with("year,capital\n2026,99000\n2027,900\n").plan.openings, [None]);
}

#[test]
fn capital_is_charged_from_the_year_of_opening_to_the_last_by_its_weight() {
    let with = |weight: &str| {
        two_years(grow(",earliest", 300_000, 20_000, ",2027"))
            .setting("objective.asset_life", "3")
            .setting("objective.capital_weight", weight)
            .solve()
            .objective()
    };
    for (weight, charge) in [("1.0", 100_000.0), ("0.5", 50_000.0), ("0.0", 0.0)] {
        assert_pounds(with(weight), 255_000.0 + 120_000.0 + 20_000.0 + charge);
    }
}

#[test]
fn a_committed_project_opens_at_its_earliest_and_its_capital_is_nobodys_concern() {
    // It is not worth its running cost, and there is no money for it.
    let committed = grow(",earliest,status,min_children", 1_000_000, 200_000, ",2027,committed,50");
    let solved = two_years(committed).table("budgets", "year,capital\n2026,0\n").solve();
    assert_eq!(solved.plan.openings, [Some(Year(2027))]);
    assert_pounds(solved.objective(), 255_000.0 + 120_000.0 + 200_000.0);
    let optional = two_years(grow(",earliest", 1, 0, ",2027")).table("budgets", "year,capital\n2026,0\n");
    assert_eq!(optional.solve().plan.openings, [None]);
}

#[test]
fn a_committed_project_need_not_be_viable() {
    let years = ["2026,3,8", "2027,3,8", "2028,3,8"];
    let committed = grow(",earliest,status,min_children", 0, 0, ",2026,committed,50");
    let solved = forecast(committed, &years).setting("last_year", "2028").solve();
    assert_pounds(solved.objective(), 3.0 * 8.0 * 15_000.0);
}

#[test]
fn nothing_else_of_a_committed_projects_group_opens() {
    let projects = "project,provision,places,capital_cost,earliest,group,status\n\
                    One,Base,1,1000,2026,size,committed\nThree,Base,3,2000,2026,size,optional\n";
    let solved = Tables::village().table("projects", projects).solve();
    assert_eq!(solved.plan.openings, [Some(Year(2026)), None]);
    assert_pounds(solved.objective(), 6.0 * 15_000.0 + 2.0 * 60_000.0);
}

#[test]
fn a_project_opens_no_earlier_than_what_it_requires_and_never_without_it() {
    let with = |hall: &str| {
        let projects = format!(
            "project,provision,places,capital_cost,earliest,requires,status\n\
             Grow,Base,3,1000,2026,Hall,\nHall,Base,0.001,500,{hall}\n"
        );
        two_years(Tables::village().table("projects", &projects)).solve()
    };
    let late = with("2027,,optional");
    assert_eq!(late.plan.openings, [Some(Year(2027)), Some(Year(2027))]);
    assert_pounds(late.objective(), 255_000.0 + 120_000.0 + 1_500.0);
    assert_eq!(with("2026,,excluded").plan.openings, [None, None]);
}

#[test]
fn reserved_places_and_planned_changes_count() {
    let reserved = provisions(",reserved", "0-6,5,0,2", "0-14,,0,");
    assert_pounds(reserved.solve().objective(), 3.0 * 15_000.0 + 5.0 * 60_000.0);
    let fewer = two_years(Tables::village()).table("places", "provision,year,places\nBase,2027,2\n");
    assert_pounds(fewer.solve().objective(), 255_000.0 + 2.0 * 15_000.0 + 6.0 * 60_000.0);
}

#[test]
fn children_already_there_are_not_turned_out() {
    // Six of seven stay in five places with no room above them; the sixth costs the kind's £5,000.
    let solved = roll(Tables::village(), "Base", "7").solve();
    assert_pounds(solved.placed(BASE, 2026), 6.0);
    assert_pounds(solved.objective(), 6.0 * 15_000.0 + 5_000.0 + 2.0 * 60_000.0);
}

#[test]
fn children_on_roll_stay_where_a_new_child_could_not_start() {
    let reach = roll(Tables::village(), "ISS", "7").setting("travel.reach_km", "15");
    assert_pounds(reach.solve().objective(), 6.0 * 60_000.0 + 2.0 * 15_000.0);
    let needs = provisions("", "0-6,5,0", "0-14,,0").table(
        "provisions",
        "provision,setting,kind,needs,year_groups,places,overfill\nBase,Near,resource_base,SLCN,0-6,5,0\n\
         ISS,Far,independent,*,0-14,,0\n",
    );
    assert_pounds(roll(needs, "Base", "3.5").solve().objective(), 3.0 * 15_000.0 + 5.0 * 60_000.0);
    let unsuitable = Tables::village()
        .table("suitability", "need,kind,suitability\nASD,resource_base,unsuitable\n")
        .setting("objective.last_resort_penalty", "10000");
    assert_pounds(roll(unsuitable, "Base", "3.5").solve().objective(), 3.0 * 25_000.0 + 5.0 * 60_000.0);
}

#[test]
fn a_last_resort_is_taken_only_where_it_costs_less_with_its_penalty() {
    let with = |penalty: &str| {
        Tables::village()
            .table("suitability", "need,kind,suitability\nASD,resource_base,last_resort\n")
            .setting("objective.last_resort_penalty", penalty)
            .solve()
            .objective()
    };
    assert_pounds(with("44000"), 5.0 * 59_000.0 + 3.0 * 60_000.0);
    assert_pounds(with("46000"), 8.0 * 60_000.0);
}

#[test]
fn a_kind_that_is_not_preferred_is_penalised_only_where_another_is() {
    let with = |rows: &str| {
        Tables::village()
            .table("suitability", &format!("need,kind,suitability\n{rows}"))
            .setting("objective.not_preferred_penalty", "10000")
            .solve()
            .objective()
    };
    assert_pounds(with("ASD,resource_base,preferred\n"), 5.0 * 15_000.0 + 3.0 * 70_000.0);
    assert_pounds(with("ASD,independent,preferred\n"), 255_000.0);
    let nobody = "ASD,resource_base,suitable\nASD,dsp,suitable\nASD,special,suitable\n";
    assert_pounds(with(nobody), 255_000.0);
}

#[test]
fn a_kinds_own_limit_wins_over_the_phases() {
    let with = |minutes: u32| {
        Tables::village()
            .table("travel", "locality,setting,km,minutes\nVillage,Near,10,55\nVillage,Far,20,20\n")
            .table("kinds", &format!("kind,max_minutes\nresource_base,{minutes}\n"))
            .setting("objective.over_minutes_penalty", "100")
            .solve()
            .objective()
    };
    assert_pounds(with(60), 255_000.0);
    assert_pounds(with(30), 255_000.0 + 5.0 * 25.0 * 100.0);
}

#[test]
fn the_youngest_year_group_of_a_stage_decides_its_travel_guidance() {
    let only = "provision,setting,kind,needs,year_groups,places\nISS,Far,independent,*,0-14,\n";
    let solved = forecast(Tables::village(), &["2026,6-8,1", "2026,9-11,1", "2026,12-14,1"])
        .setting("last_year", "2026")
        .table("provisions", only)
        .table("travel", "locality,setting,km,minutes\nVillage,Far,20,60\n")
        .setting("travel.max_minutes", "{ primary = 45, secondary = 55, post16 = 59 }")
        .setting("objective.over_minutes_penalty", "100")
        .solve();
    assert_pounds(solved.objective(), 3.0 * 60_000.0 + (15.0 + 5.0 + 1.0) * 100.0);
}

#[test]
fn a_journey_is_its_row_or_else_straight_line_circuity_and_speed() {
    let slow = Tables::village()
        .setting("travel.circuity", "2.0")
        .setting("travel.speed_kmh", "30.0")
        .setting("travel.max_minutes", "{ primary = 30, secondary = 75, post16 = 75 }")
        .setting("objective.over_minutes_penalty", "100");
    // 20 km in 40 minutes to the base, 40 km in 80 to the independent school.
    assert_pounds(slow.clone().solve().objective(), 255_000.0 + (5.0 * 10.0 + 3.0 * 50.0) * 100.0);
    let row = slow.clone().table("travel", "locality,setting,km,minutes\nVillage,Far,18,\n");
    assert_pounds(row.solve().objective(), 255_000.0 + (5.0 * 10.0 + 3.0 * 6.0) * 100.0);
}

#[test]
fn reach_is_by_road() {
    let with = |tables: Tables| tables.setting("travel.circuity", "2.0").setting("travel.reach_km", "39").solve();
    let too_far = with(Tables::village());
    assert_pounds(too_far.objective(), 5.0 * 15_000.0 + 3.0 * 30_000.0);
    let measured = with(Tables::village().table("travel", "locality,setting,km\nVillage,Far,39\n"));
    assert_pounds(measured.objective(), 255_000.0);
}

#[test]
fn a_provision_serves_a_stage_of_which_it_takes_half() {
    let with = |groups: &str| provisions("", &format!("{groups},5,0"), "0-14,,0");
    assert_pounds(with("0-3").solve().objective(), 255_000.0);
    assert_pounds(with("0-2").solve().objective(), 8.0 * 60_000.0);
    let even = forecast(with("5-6"), &["2026,3-6,8"]).setting("last_year", "2026");
    assert_pounds(even.solve().objective(), 255_000.0);
}

#[test]
fn the_most_specific_cost_row_wins_and_a_provisions_before_its_kinds() {
    let with = |rows: &str| {
        let costs = format!("kind,provision,need,annual_cost\n*,,,60000\nresource_base,,,14000\n{rows}");
        Tables::village().table("costs", &costs).solve().objective()
    };
    assert_pounds(with(""), 5.0 * 14_000.0 + 180_000.0);
    assert_pounds(with("resource_base,,ASD,16000\n"), 5.0 * 16_000.0 + 180_000.0);
    assert_pounds(with("resource_base,,ASD,16000\n,Base,,17000\n"), 5.0 * 17_000.0 + 180_000.0);
}

#[test]
fn only_the_cheapest_candidates_of_a_family_are_offered() {
    let with = |candidates: &str, name: &str, places: u32, cost: u32| {
        provisions("", "0-6,5,0", "0-14,,0")
            .row("provisions", &format!("{name},Near,resource_base,ASD,0-6,{places},0"))
            .setting("travel.candidates", candidates)
            .table(
                "costs",
                &format!("kind,provision,annual_cost\nresource_base,,15000\nindependent,,60000\n,{name},{cost}\n"),
            )
    };
    assert_pounds(with("{ base = 1 }", "Dear", 5, 20_000).solve().objective(), 255_000.0);
    let second = 5.0 * 15_000.0 + 3.0 * 20_000.0;
    assert_pounds(with("{ base = 2 }", "Dear", 5, 20_000).solve().objective(), second);
    assert_pounds(with("{ base = 0 }", "Dear", 5, 20_000).solve().objective(), second);
    // A tie goes to the first by id; what a project names is kept and not counted.
    assert_pounds(with("{ base = 1 }", "Annexe", 1, 15_000).solve().objective(), 15_000.0 + 7.0 * 60_000.0);
    let named = "project,provision,places,capital_cost,earliest,status\nGrow,Dear,1,0,2026,excluded\n";
    let kept = with("{ base = 1 }", "Dear", 5, 20_000).table("projects", named);
    assert_pounds(kept.solve().objective(), second);
}

#[test]
fn a_penalty_that_is_given_is_what_waiting_costs() {
    let solved = Tables::village().setting("objective.unplaced_penalty", "40000").solve();
    assert_pounds(solved.unplaced(), 3.0);
    assert_pounds(solved.objective(), 5.0 * 15_000.0 + 3.0 * 40_000.0);
}

/// Offers of the independent school: `Block,2026,2026,3,50000` and what `columns` name.
fn offers(columns: &str, rows: &str) -> Tables {
    let rows: String = rows.lines().map(|row| row.replacen(',', ",ISS,", 1) + "\n").collect();
    let header = format!("contract,provision,first_year,last_year,places,price{columns}");
    Tables::village().table("contracts", &format!("{header}\n{rows}"))
}

#[test]
fn a_block_place_covers_the_fee_in_its_years_and_not_the_transport() {
    let carried = "kind,share,fixed_cost\nindependent,0.5,2000\n";
    let solved = two_years(offers("", "Block,2026,2026,3,50000")).table("transport", carried).solve();
    assert_pounds(solved.objective(), 2.0 * (255_000.0 + 3.0 * 1_000.0) - 3.0 * 10_000.0);
    let uplifted = offers(",uplift", "Block,2024,2026,3,40000,0.1").solve();
    assert_pounds(uplifted.objective(), 75_000.0 + 3.0 * 48_400.0);
}

#[test]
fn take_or_pay_is_paid_when_empty() {
    // Signed already, for children who are not in the plan: paid in full, or by its share.
    let for_older =
        |share: &str| offers(",year_groups,status,take_or_pay", &format!("Block,2026,2026,3,1000,7-11,signed,{share}"));
    assert_pounds(for_older("1").solve().objective(), 255_000.0 + 3_000.0);
    assert_pounds(for_older("0.25").solve().objective(), 255_000.0 + 750.0);
    let excluded = offers(",status", "Block,2026,2026,3,1000,excluded").solve();
    assert_pounds(excluded.objective(), 255_000.0);
}

#[test]
fn tiers_of_one_offer_exclude_each_other() {
    let with = |columns: &str, group: &str| {
        offers(columns, &format!("One,2026,2026,1,50000,{group}\nTwo,2026,2026,2,50000,{group}")).solve()
    };
    assert_eq!(with(",group", "tiers").plan.signed, [false, true]);
    assert_eq!(with(",group", "").plan.signed, [true, true]);
    let signed =
        offers(",group,status", "One,2026,2026,1,50000,tiers,signed\nTwo,2026,2026,2,50000,tiers,optional").solve();
    assert_eq!(signed.plan.signed, [true, false]);
    assert_pounds(signed.objective(), 255_000.0 - 10_000.0);
}

#[test]
fn a_signed_contract_may_add_places() {
    let small = |new_places: u32| {
        offers(",new_places", &format!("Block,2026,2026,3,60000,{new_places}"))
            .table(
                "provisions",
                "provision,setting,kind,needs,year_groups,places,overfill\nBase,Near,resource_base,ASD,0-6,5,0\n\
                 ISS,Far,independent,*,0-14,1,0\n",
            )
            .solve()
    };
    assert_pounds(small(2).objective(), 255_000.0);
    assert_pounds(small(0).objective(), 75_000.0 + 60_000.0 + 2.0 * 120_000.0);
}

#[test]
fn children_on_roll_count_for_a_policy() {
    let few = roll(Tables::village(), "ISS", "7")
        .table("policies", "policy,kinds,max_share,penalty\nFew,independent,0.5,1000\n");
    let solved = few.solve();
    assert_pounds(solved.plan.breaches[0].children.get(), 2.0);
    assert_pounds(solved.objective(), 6.0 * 60_000.0 + 2.0 * 15_000.0 + 2.0 * 1_000.0);
}

#[test]
fn a_policy_without_a_penalty_is_broken_at_the_unplaced_penalty() {
    let all = Tables::village().table("policies", "policy,kinds,min_share\nAll,mainstream,1\n");
    assert_pounds(all.solve().objective(), 255_000.0 + 8.0 * 120_000.0);
}

#[test]
fn a_policy_speaks_of_its_years_and_year_groups() {
    let cap = |scope: &str| {
        let policy =
            format!("policy,kinds,max_share,penalty,from_year,year_groups\nFew,resource_base,0.25,100000,{scope}\n");
        two_years(Tables::village()).table("policies", &policy).solve().objective()
    };
    assert_pounds(cap("2027,"), 255_000.0 + 2.0 * 15_000.0 + 6.0 * 60_000.0);
    assert_pounds(cap("2026,4-11"), 2.0 * 255_000.0);
}
