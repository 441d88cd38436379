//! Public benchmarks through the ordinary tables: OR-Library capacitated facility location and a San Francisco p-median.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::time::Instant;

use placewise::network::Network;
use placewise::solve::progress::Quiet;
use placewise::solve::{Ended, Engine, Options, solve};

use crate::fixture::{Solved, Tables};
use crate::public_data::{folder, said};

/// Customers are localities, facilities are projects with places of their own, allocation cost is kilometres at a pound
/// each. Every journey is a kilometre longer than it costs, because a journey between two places is never nothing.
struct Location {
    /// Capacity and fixed cost.
    facilities: Vec<(f64, f64)>,
    /// Demand, and cost per unit of demand to each facility.
    customers: Vec<(f64, Vec<f64>)>,
}

impl Location {
    fn tables(&self) -> Tables {
        let mut localities = String::from("locality,easting,northing\n");
        let mut forecast = String::from("year,locality,need,year_groups,children\n");
        let mut travel = String::from("locality,setting,km\n");
        for (i, (demand, costs)) in self.customers.iter().enumerate() {
            let _ = writeln!(localities, "C{i},{},{}", 400_000 + 10 * i, 300_000);
            let _ = writeln!(forecast, "2026,C{i},ASD,3,{demand}");
            for (j, cost) in costs.iter().enumerate() {
                let _ = writeln!(travel, "C{i},F{j},{}", cost + 1.0);
            }
        }
        let mut settings = String::from("setting,easting,northing\nNowhere,500000,300000\n");
        let mut projects = String::from("project,setting,kind,needs,year_groups,places,capital_cost,earliest\n");
        for (j, (capacity, fixed)) in self.facilities.iter().enumerate() {
            let _ = writeln!(settings, "F{j},{},{}", 400_000 + 10 * j, 310_000);
            let _ = writeln!(projects, "P{j},F{j},facility,ASD,3,{capacity},{fixed},2026");
        }
        Tables::village()
            .setting("travel.reach_km", "1000000.0")
            .setting("objective.unplaced_penalty", "1000000.0")
            .table("localities", &localities)
            .table("forecast", &forecast)
            .table("settings", &settings)
            .table("provisions", "provision,setting,kind,needs,year_groups,places\nNone,Nowhere,facility,ASD,12,0\n")
            .table("kinds", "kind,family,overfill\nfacility,other,0\n")
            .table("costs", "kind,annual_cost\nfacility,0\n")
            .table("transport", "kind,share,fixed_cost,cost_per_km\nfacility,1,0,1\n")
            .table("travel", &travel)
            .table("projects", &projects)
    }

    /// The optimum, proven, without the extra kilometre.
    fn solve(&self) -> Solved {
        self.tables().solve()
    }

    fn demand(&self) -> f64 {
        self.customers.iter().map(|(demand, _)| demand).sum()
    }
}

/// OR-Library: `m n`, then capacity and fixed cost of each facility, then for each customer its demand and what serving
/// all of it from each facility costs. A file that says `capacity` leaves it open.
fn read_orlib(text: &str, capacity: &str) -> Location {
    let number = |token: &str| if token == "capacity" { capacity } else { token }.parse::<f64>().expect("a number");
    let mut numbers = text.split_whitespace().map(number);
    let mut next = || numbers.next().expect("a longer file");
    let (m, n) = (next() as usize, next() as usize);
    let facilities = (0..m).map(|_| (next(), next())).collect();
    let customers = (0..n)
        .map(|_| {
            let demand = next();
            (demand, (0..m).map(|_| next() / demand).collect())
        })
        .collect();
    Location { facilities, customers }
}

/// Instance, capacity where the file leaves it open, and optimum.
fn optima(folder: &Path) -> Vec<(String, String, f64)> {
    let optima = std::fs::read_to_string(folder.join("optima.csv")).expect("the optima");
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let [instance, capacity, optimum] = fields[..] else { panic!("{line}") };
        (instance.to_owned(), capacity.to_owned(), optimum.parse().expect("a number"))
    };
    optima.lines().skip(1).map(row).collect()
}

#[test]
fn or_library_optima_are_reached_and_proven() {
    let Some(folder) = folder("benchmarks/orlib_cap") else { return };
    for (instance, _, optimum) in optima(&folder).iter().filter(|(_, capacity, _)| capacity.is_empty()) {
        let text = std::fs::read_to_string(folder.join(format!("{instance}.txt"))).expect("a readable instance");
        let location = read_orlib(&text, "");
        let solved = location.solve();
        let found = solved.objective() - location.demand();
        assert!(solved.plan.proven, "{instance} is not proven");
        assert!((found - optimum).abs() <= 1e-6 * optimum, "{instance}: found {found}, optimum {optimum}");
    }
}

/// 100 facilities and 1,000 customers, at a capacity: both engines reach the optimum and prove it to one in ten thousand.
fn large_is_proven(folder: &Path, (instance, capacity, optimum): &(String, String, f64)) {
    let file = File::open(folder.join(format!("{instance}.txt.gz"))).expect("a readable instance");
    let text = std::io::read_to_string(flate2::read::GzDecoder::new(file)).expect("a readable instance");
    let location = read_orlib(&text, capacity);
    let case = location.tables().case();
    let network = Network::build(&case);
    for engine in [Engine::Priced, Engine::Auto] {
        let began = Instant::now();
        let options = Options { engine, gap: 1e-4, time_limit_s: 120.0, seed: 1, prices: false, fixed: None };
        let outcome = solve(&network, &options, &Quiet).expect("a plan");
        let (bound, found) = (outcome.bound - location.demand(), outcome.objective - location.demand());
        let seconds = began.elapsed().as_secs_f64();
        said(&format!("{instance}, {capacity}, {engine:?}: {bound:.2} <= {optimum} <= {found:.3} in {seconds:.1} s"));
        assert!(outcome.ended == Ended::Proven, "{instance} {capacity} {engine:?} is not proven");
        let slack = 1e-9 * optimum;
        assert!(bound <= optimum + slack, "{instance} {capacity} {engine:?}: {bound} above {optimum}");
        assert!(found >= optimum - slack, "{instance} {capacity} {engine:?}: {found} below {optimum}");
        assert!(found <= optimum * (1.0 + 2e-4), "{instance} {capacity} {engine:?}: {found} above {optimum}");
    }
}

/// The large instances: those with a capacity of their own.
fn large(folder: &Path) -> Vec<(String, String, f64)> {
    let mut large = optima(folder);
    large.retain(|(_, capacity, _)| !capacity.is_empty());
    large
}

#[test]
fn the_easiest_of_large_or_library_is_proven() {
    let Some(folder) = folder("benchmarks/orlib_cap") else { return };
    let easiest = large(&folder).into_iter().max_by_key(|(_, capacity, _)| capacity.parse::<u32>().expect("a number"));
    large_is_proven(&folder, &easiest.expect("a large instance"));
}

#[test]
#[ignore = "half a minute: cargo test --release --test it large_or_library -- --ignored --nocapture"]
fn large_or_library_optima_are_reached_and_proven() {
    let Some(folder) = folder("benchmarks/orlib_cap") else { return };
    for instance in large(&folder) {
        large_is_proven(&folder, &instance);
    }
}

#[test]
fn san_francisco_p_median_is_what_pysal_expects() {
    let Some(folder) = folder("benchmarks/spopt") else { return };
    let read = |name: &str| csv::Reader::from_path(folder.join(name)).expect("a readable file");
    let mut tracts: BTreeMap<String, (f64, BTreeMap<String, f64>)> = BTreeMap::new();
    for row in read("SF_network_distance_candidateStore_16_censusTract_205_new.csv").records() {
        let row = row.expect("a row");
        let number = |i: usize| row[i].parse::<f64>().expect("a number");
        tracts.entry(row[2].into()).or_insert_with(|| (number(3), BTreeMap::new())).1.insert(row[1].into(), number(0));
    }
    assert!(tracts.len() == 205 && tracts.values().all(|(_, stores)| stores.len() == 16));
    let people: f64 = tracts.values().map(|(people, _)| people).sum();
    let customers = tracts.into_values().map(|(people, stores)| (people, stores.into_values().collect())).collect();
    let location = Location { facilities: vec![(people, 1.0); 16], customers };
    let solved = Solved::of(&location.tables().table("budgets", "year,capital\n2026,4\n").case(), None);
    assert_eq!(solved.plan.openings.iter().flatten().count(), 4);
    let (found, expected) = (solved.objective() - people - 4.0, 2_848_268_129.714_510_4);
    assert!((found - expected).abs() <= 1e-9 * expected, "found {found}, expected {expected}");
}
