//! The rows of every constraint family, as they are written in a model file.

use placewise::formulation;
use placewise::mip::{Names, lp};
use placewise::network::Network;

use crate::fixture::Tables;

/// The rows whose names begin with one of `families`.
fn rows(tables: &Tables, families: &[&str]) -> String {
    let case = tables.case();
    let network = Network::build(&case);
    let text = lp::write(&formulation::build(&network, Names::Kept).program);
    let (mut kept, mut keeping) = (String::new(), false);
    let body = text.split("Subject To\n").nth(1).and_then(|rest| rest.split("Bounds\n").next()).unwrap_or_default();
    for line in body.lines() {
        if !line.starts_with("   ") {
            let name = line.trim_start();
            keeping = families.iter().any(|family| name.starts_with(&format!("{family}(")));
        }
        if keeping {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Two years, a roll, a unit that may open and a block: every family has rows.
fn everything() -> Tables {
    Tables::village()
        .setting("last_year", "2027")
        .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,7\n2027,Village,ASD,0-6,8\n")
        .table("roll", "locality,need,year_groups,provision,children\nVillage,ASD,0-6,Base,3.5\n")
        .table("budgets", "year,capital\n2026,100000\n2027,50000\n")
        .table(
            "projects",
            "project,provision,setting,kind,needs,year_groups,places,capital_cost,annual_cost,earliest,fill,group,requires,min_children\n\
             Grow,Base,,,,,3,90000,20000,2026,0.5;1,size,,\n\
             Unit,,Near,resource_base,ASD,0-6,4,120000,30000,2026,,size,,2\n\
             Hall,Base,,,,,1,10000,0,2026,,,Grow,\n",
        )
        .table(
            "contracts",
            "contract,provision,first_year,last_year,places,price,take_or_pay,group,covers_roll,new_places\n\
             Ten,ISS,2026,2027,10,50000,1,tiers,yes,0\nFive,ISS,2027,2027,5,52000,0.5,tiers,no,0\n",
        )
        .table("policies", "policy,kinds,min_share,max_share,penalty\nChoice,independent,0.1,0.5,40000\n")
}

macro_rules! golden {
    ($($test:ident: $($family:literal),+;)*) => {$(
        #[test]
        fn $test() {
            insta::assert_snapshot!(rows(&everything(), &[$($family),+]));
        }
    )*};
}

golden! {
    choose: "choose";
    places: "places", "overfill";
    opening: "open_once", "group", "requires";
    link: "link";
    capital: "capital";
    contracts: "block_size", "block_use", "block_new", "contract_group";
    mix: "at_least", "at_most";
}

#[test]
fn viable() {
    let three_years = everything().setting("last_year", "2028").row("forecast", "2028,Village,ASD,0-6,8");
    insta::assert_snapshot!(rows(&three_years, &["viable"]));
}

#[test]
fn the_objective() {
    let case = Tables::village().case();
    let network = Network::build(&case);
    insta::assert_snapshot!(lp::write(&formulation::build(&network, Names::Kept).program));
}
