//! Written models, solved by another solver (CBC), have the same optimum.

use std::path::Path;
use std::process::Command;

use placewise::formulation;
use placewise::mip::{Names, lp, mps};
use placewise::network::Network;

use crate::fixture::{Solved, Tables};
use crate::public_data::skipped;

/// What CBC says the optimum is; `None` where CBC is not installed.
fn cbc(model: &Path) -> Option<f64> {
    let solution = model.with_extension("sol");
    let output = Command::new("cbc")
        .arg(model)
        .args(["ratio", "0", "allow", "0", "solve", "solution"])
        .arg(&solution)
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let text = std::fs::read_to_string(&solution).unwrap_or_else(|_| panic!("CBC found no solution:\n{said}"));
    let first = text.lines().next().unwrap_or_default();
    let value = first.rsplit(' ').next().and_then(|value| value.parse().ok());
    assert!(first.starts_with("Optimal"), "CBC: {first}");
    Some(value.unwrap_or_else(|| panic!("CBC: {first}")))
}

/// A case with every family, whose optimum is not obvious.
fn everything() -> Tables {
    Tables::village()
        .setting("last_year", "2028")
        .setting("objective.discount_rate", "0.035")
        .setting("objective.asset_life", "30")
        .setting("objective.count_tail", "true")
        .table(
            "forecast",
            "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,9\n2027,Village,ASD,0-6,11\n\
             2028,Village,ASD,0-6,12\n2026,Village,ASD,7-11,4\n2027,Village,ASD,7-11,5\n2028,Village,ASD,7-11,7\n",
        )
        .table("roll", "locality,need,year_groups,provision,children\nVillage,ASD,0-6,Base,3.5\nVillage,ASD,0-6,ISS,2\n")
        .table("budgets", "year,capital\n2026,100000\n2027,150000\n")
        .table(
            "projects",
            "project,provision,setting,kind,needs,year_groups,places,capital_cost,annual_cost,earliest,fill,group,requires,min_children\n\
             Grow,Base,,,,,3,90000,20000,2026,0.5;1,size,,\n\
             Unit,,Near,resource_base,ASD,0-9,4,120000,30000,2026,,size,,2\n\
             Hall,Base,,,,,1,10000,0,2026,,,Grow,\n",
        )
        .table(
            "contracts",
            "contract,provision,first_year,last_year,places,price,take_or_pay,group,covers_roll,new_places\n\
             Ten,ISS,2026,2028,10,50000,1,tiers,yes,0\nFive,ISS,2027,2028,5,52000,0.5,tiers,no,0\n",
        )
        .table("policies", "policy,kinds,min_share,max_share,penalty\nChoice,independent,0.1,0.5,4000\n")
}

#[test]
fn cbc_agrees_on_written_models() {
    let folder = tempfile::tempdir().expect("a folder");
    for (i, tables) in [Tables::village(), everything()].into_iter().enumerate() {
        let case = tables.case();
        let network = Network::build(&case);
        let program = formulation::build(&network, Names::Kept).program;
        let ours = Solved::of(&case, None).objective();
        for (name, text) in [(format!("{i}.lp"), lp::write(&program)), (format!("{i}.mps"), mps::write(&program))] {
            let path = folder.path().join(&name);
            std::fs::write(&path, text).expect("a file");
            let Some(theirs) = cbc(&path) else {
                skipped("CBC is not installed (apt-get install coinor-cbc)");
                return;
            };
            assert!((ours - theirs).abs() <= 1e-6 * ours.abs(), "{name}: placewise £{ours}, CBC £{theirs}");
        }
    }
}
