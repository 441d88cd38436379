use super::*;
use crate::id::ProvisionIx;
use crate::tables::{Source, load_source};

const MODEL: &str = "title = \"T\"\ntables = \"t\"\nfirst_year = 2026\nlast_year = 2028\nprice_year = 2025\n\
    [travel]\ncircuity = 1.0\nreach_km = 30\ncandidates = { special = 1 }\n[objective]\ndiscount_rate = 0.0\n";

fn case(changes: &[(&str, &str)]) -> Case {
    let mut tables = vec![
        ("localities", "locality,easting,northing\nVillage,450000,300000\nTown,470000,300000\n"),
        (
            "forecast",
            "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,14\n2027,Village,ASD,0-6,14\n\
             2028,Village,ASD,0-6,7\n2026,Village,ASD,7-11,5\n2027,Village,ASD,7-11,6\n2028,Village,ASD,7-11,6\n",
        ),
        ("settings", "setting,easting,northing\nNear,460000,300000\nFar,479000,300000\nBeyond,481000,300000\n"),
        (
            "provisions",
            "provision,setting,kind,needs,year_groups,places,closes\nBase,Near,resource_base,ASD,0-6,5,\n\
             AllThrough,Far,special,*,0-11,9,2028\nDearer,Far,special,*,0-11,9,\nTooFar,Beyond,special,*,0-11,9,\n\
             ISS,Near,independent,*,0-14,,\n",
        ),
        ("costs", "kind,annual_cost\nresource_base,15000\nspecial,20000\nindependent,60000\n"),
    ];
    for &(name, csv) in changes {
        tables.retain(|(table, _)| *table != name);
        tables.push((name, csv));
    }
    let loaded = load_source(MODEL, &Source::memory(tables));
    loaded.case.unwrap_or_else(|| panic!("{}", loaded.diagnostics.to_text()))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

#[test]
fn new_children_and_thinning_follow_natural_progress() {
    let case = case(&[]);
    let progress = Progress::of(&case);
    assert!(close(progress.new_children(0, 0, 0), 14.0), "without a roll everyone is new");
    assert!(close(progress.new_children(0, 0, 1), 2.0), "six sevenths of 14 are carried");
    assert!(close(progress.keep(0, 0, 2), 7.0 / 12.0), "a falling forecast thins");
    let carried = 0.8 * 5.0 + 14.0 / 7.0;
    assert!(close(progress.new_children(0, 1, 1), 0.0) && close(progress.keep(0, 1, 1), 6.0 / carried));
}

#[test]
fn a_child_stays_while_the_provision_serves_and_then_chooses_again() {
    let case = case(&[]);
    let network = Network::build(&case);
    let lane = network.lanes.find(0, ProvisionIx::new(0)).unwrap();
    let mut ride = Ride::default();
    ride.start(&network, lane, 0, 0);
    let there: Vec<f64> = ride.stays.iter().map(|visit| visit.children).collect();
    assert!(close(there[0], 1.0) && close(there[1], 6.0 / 7.0), "{there:?}");
    assert!(close(there[2], 6.0 / 7.0 * 6.0 / 7.0 * 7.0 / 12.0), "thinned by the fall: {there:?}");
    assert_eq!(ride.exits[0].stage, 1);
    assert!(close(ride.exits[0].children, 1.0 / 7.0 * network.progress.keep(0, 1, 1)));
}

#[test]
fn everyone_chooses_again_when_a_provision_closes() {
    let case = case(&[]);
    let network = Network::build(&case);
    let lane = network.lanes.find(0, ProvisionIx::new(1)).unwrap();
    let mut ride = Ride::default();
    ride.start(&network, lane, 0, 0);
    assert!(ride.stays.iter().all(|visit| visit.year < 2));
    assert!(ride.stays.iter().any(|visit| visit.stage == 1), "it is all-through: no exit at Year 7");
    assert!(ride.exits.iter().all(|visit| visit.year == 2));
}

#[test]
fn arcs_are_within_reach_and_the_cheapest_of_their_family() {
    let case = case(&[]);
    let network = Network::build(&case);
    let arcs = |stage: usize| -> Vec<&str> {
        let lanes = network.lanes.of_chain(0).filter(|&lane| network.lanes.is_arc(lane, StageIx::new(stage)));
        lanes.map(|lane| case[network.lanes.provision(lane)].id.as_str()).collect()
    };
    assert_eq!(arcs(0), ["Base", "AllThrough", "ISS"], "one special school, the first by id; none beyond 30 km");
    assert_eq!(arcs(1), ["AllThrough", "ISS"], "the base does not serve Year 7");
}

#[test]
fn provisions_that_a_project_or_contract_names_are_always_kept() {
    let projects = "project,provision,places,capital_cost,earliest,status\nGrow,Dearer,3,0,2026,excluded\n";
    let case = case(&[("projects", projects)]);
    let network = Network::build(&case);
    assert!(network.lanes.find(0, ProvisionIx::new(2)).is_some());
    assert!(network.lanes.find(0, ProvisionIx::new(1)).is_some(), "and not counted");
}

#[test]
fn children_on_roll_stay_where_a_new_child_could_not_start() {
    let roll = "locality,need,year_groups,provision,children\nVillage,ASD,0-6,TooFar,7\nVillage,ASD,0-6,Base,7\n";
    let case = case(&[("roll", roll)]);
    let network = Network::build(&case);
    assert!(close(
        network.roll.placed(ProvisionIx::new(3), 0),
        7.0 * (6.0 / 7.0 + 1.0 / 7.0 * network.progress.keep(0, 1, 0))
    ));
    assert!(close(network.roll.placed(ProvisionIx::new(0), 0), 6.0));
    let choose_again = network.roll.exits(network.progress.at(0, 1, 0));
    assert!(close(choose_again, network.progress.keep(0, 1, 0)), "those who leave the base at Year 7");
}

#[test]
fn the_tail_is_a_geometric_sum() {
    let case = case(&[]);
    let network = Network::build(&case);
    let base = network.lanes.find(0, ProvisionIx::new(0)).unwrap();
    assert!((network.lanes.tail(base, 0) - 6.0 * network.lanes.cost(base, 0)).abs() < 1e-6, "(6/7) / (1 - 6/7) years");
}

#[test]
fn reach_is_that_of_every_pair_looked_at() {
    let case = case(&[]);
    let found = reach::within_reach(&case);
    assert_eq!(found.len(), case.localities.len());
    for (l, found) in found.iter().enumerate() {
        let pairs = (0..case.settings.len()).map(|s| (LocalityIx::new(l), crate::id::SettingIx::new(s)));
        let expected: Vec<_> =
            pairs.filter(|&(l, s)| case.journey(l, s).distance <= case.travel.reach).map(|(_, s)| s).collect();
        assert_eq!(found.iter().map(|(s, _)| *s).collect::<Vec<_>>(), expected);
    }
}
