//! Plans of one year with several sites for units: knapsack cuts, the rows made of them, and the loop that uses them.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::decided::least_costs;
use super::*;
use crate::solve::bound::{Shares, shares_of};
use crate::solve::enough::Enough;
use crate::solve::knapsack::{self, Knapsacks};
use crate::solve::worths::{self, At, Reach};
use crate::tables::{Source, load_source};

/// A plan of one year.
#[derive(Debug, Clone)]
struct Sites {
    /// Children by locality, need and stage.
    children: Vec<f64>,
    /// Places and capital of every unit.
    units: Vec<(u32, u32)>,
    /// Places at the base.
    places: u32,
    /// Overfill of units, percent.
    overfill: u32,
    has: Has,
}

/// What it has besides.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Has {
    budget: bool,
    group: bool,
    requires: bool,
    committed: bool,
    fill: bool,
    hall: bool,
    contract: bool,
    new_places: bool,
    roll: bool,
    tail: bool,
    policy: bool,
}

const SWITCHES: usize = 11;

fn any_sites() -> impl Strategy<Value = Sites> {
    let children = prop::collection::vec((0..=16u8).prop_map(|n| f64::from(n) / 2.0), 12);
    let units = prop::collection::vec((1..=12u32, 0..=400_000u32), 1..=4);
    let numbers = (children, units, 0..=6u32, prop_oneof![Just(0), Just(10), Just(50)]);
    (numbers, any::<[bool; SWITCHES]>()).prop_map(|((mut children, units, places, overfill), on)| {
        children[0] = children[0].max(0.5);
        let [budget, group, requires, committed, fill, hall, contract, new_places, roll, tail, policy] = on;
        let has = Has { budget, group, requires, committed, fill, hall, contract, new_places, roll, tail, policy };
        Sites { children, units, places, overfill, has }
    })
}

impl Sites {
    fn case(&self) -> Case {
        let tables = self.tables();
        let loaded = load_source(&self.model(), &Source::memory(tables.iter().map(|(n, text)| (*n, text.as_str()))));
        loaded.case.unwrap_or_else(|| panic!("{}", loaded.diagnostics.to_text()))
    }

    fn model(&self) -> String {
        format!(
            "title = \"S\"\ntables = \"t\"\nfirst_year = 2026\nlast_year = 2026\nprice_year = 2025\n[travel]\n\
             circuity = 1.0\nspeed_kmh = 30\n[objective]\nunplaced_penalty = 120000\ndiscount_rate = 0.035\n\
             asset_life = 20\ncount_tail = {}\n",
            self.has.tail
        )
    }

    fn tables(&self) -> Vec<(&'static str, String)> {
        let mut localities = String::from("locality,authority,easting,northing\n");
        let mut forecast = String::from("year,locality,need,year_groups,children\n");
        for l in 0..3 {
            let _ = writeln!(localities, "L{l},Shire,{},{}", 450_000 + 7_000 * l, 300_000 + 3_000 * (l % 2));
        }
        for (i, children) in self.children.iter().enumerate() {
            let (need, stage) = (["ASD", "MSI"][i / 2 % 2], ["4-6", "7-11"][i % 2]);
            let _ = writeln!(forecast, "2026,L{},{need},{stage},{children}", i / 4);
        }
        let mut settings = String::from("setting,easting,northing\nNear,455000,300000\n");
        for (i, _) in self.units.iter().enumerate() {
            let _ = writeln!(settings, "S{i},{},{}", 449_000 + 5_500 * i, 302_000);
        }
        let over = f64::from(self.overfill) / 100.0;
        let provisions = format!(
            "provision,setting,kind,needs,year_groups,places,overfill\nBase,Near,resource_base,*,4-11,{},\n\
             ISS,Near,independent,ASD,4-14,,\n",
            self.places
        );
        let mut tables = vec![
            ("localities", localities),
            ("forecast", forecast),
            ("settings", settings),
            ("provisions", provisions),
            ("kinds", format!("kind,family,overfill,overfill_cost\nspecial,special,{over},9000\n")),
            ("costs", "kind,need,annual_cost\nresource_base,,15000\nspecial,,21000\nindependent,,60000\n".into()),
            ("transport", "kind,share,fixed_cost,cost_per_km\nspecial,0.5,4000,900\n".into()),
            ("projects", self.projects()),
        ];
        tables.extend(self.others());
        tables
    }

    fn projects(&self) -> String {
        let mut rows = String::from(
            "project,provision,setting,kind,needs,year_groups,places,capital_cost,annual_cost,earliest,fill,group,\
             requires,status\n",
        );
        for (i, (places, capital)) in self.units.iter().enumerate() {
            let fill = if self.has.fill && i == 0 { "0.5;1" } else { "" };
            let group = if self.has.group && i < 2 { "one" } else { "" };
            let requires = if self.has.requires && i == 2 { "U0" } else { "" };
            let status = if self.has.committed && i == 3 { "committed" } else { "" };
            let needs = ["*", "ASD", "*", "MSI"][i];
            let _ = writeln!(
                rows,
                "U{i},,S{i},special,{needs},4-11,{places},{capital},12000,2026,{fill},{group},{requires},{status}"
            );
        }
        if self.has.hall {
            rows.push_str("Hall,Base,,,,,2,40000,5000,2026,,,,\n");
        }
        rows
    }

    fn others(&self) -> Vec<(&'static str, String)> {
        let has = &self.has;
        let mut tables = Vec::new();
        if has.budget {
            tables.push(("budgets", "year,capital\n2026,450000\n".to_owned()));
        }
        if has.contract {
            let new_places = if has.new_places { 2 } else { 0 };
            tables.push((
                "contracts",
                format!(
                    "contract,provision,first_year,last_year,places,price,take_or_pay,new_places\n\
                     Ten,ISS,2026,2026,4,40000,0.5,0\nOwn,U0,2026,2026,2,15000,1,{new_places}\n"
                ),
            ));
        }
        if has.roll {
            let roll = "locality,need,year_groups,provision,children\nL0,ASD,4-6,Base,2.5\nL1,ASD,4-6,ISS,1\n";
            tables.push(("roll", roll.to_owned()));
        }
        if has.policy {
            let rows = "policy,needs,authorities,kinds,min_share,max_share,penalty\n\
                        Few,ASD,*,special,0.2,0.6,7000\nSome,*,Shire,resource_base,0.1,,3000\n";
            tables.push(("policies", rows.to_owned()));
        }
        tables
    }
}

/// Worths at random, none above the most that each may be.
fn random_worths(knapsacks: &Knapsacks, seed: u64) -> Vec<f64> {
    let highest = knapsacks.highest();
    let draws = shares(seed, highest.len());
    highest.iter().zip(draws).map(|(most, draw)| most * (1.2 * draw).min(1.0)).collect()
}

/// Knapsack cuts of random prices and worths, of a climb, and of no units at all.
pub(super) fn knapsack_cuts(oracle: &Oracle, seed: u64) -> Vec<master::Cut> {
    let Some(units) = knapsack::units(oracle) else { return Vec::new() };
    let mut cuts = Vec::new();
    for at in [prices(oracle, &shares(seed, oracle.rows.len())), uneven_prices(oracle, !seed)] {
        let knapsacks = Knapsacks::at(oracle, &units, &at);
        let mut worths = vec![knapsacks.highest(), knapsacks.first_guess()];
        worths.extend((0..3).map(|i| random_worths(&knapsacks, seed ^ i)));
        cuts.extend(worths.iter().map(|worths| knapsacks.fill(worths, &|_| true).cut()));
        let mut keep = |filled: knapsack::Filled, _: f64| cuts.push(filled.cut());
        let reach = Reach { aim: 2e6, steps: 30, length: 1.0 };
        let from = (knapsacks.first_guess(), &At::Best(None));
        worths::climb(oracle, &knapsacks, from, reach, (&mut keep, &|| false));
    }
    cuts
}

proptest! {
    #![proptest_config(at_random(24))]

    #[test]
    fn no_decisions_cost_less_than_a_knapsack_cut_says(sites in any_sites(), seed in any::<u64>()) {
        let case = sites.case();
        let network = Network::build(&case);
        let priced = Priced::of(&network);
        let oracle = Oracle::new(&priced);
        let cuts = knapsack_cuts(&oracle, seed);
        let every = least_costs(&network);
        for (cost, decisions) in &every {
            for cut in &cuts {
                let says = cut.at_decisions(&oracle, decisions);
                prop_assert!(says <= cost + 0.01, "a cut of {says} above {cost} for {decisions:?}");
            }
        }
    }

    #[test]
    fn a_knapsack_cut_is_never_below_the_plain_one_of_the_same_prices(sites in any_sites(), seed in any::<u64>()) {
        let case = sites.case();
        let network = Network::build(&case);
        let priced = Priced::of(&network);
        let oracle = Oracle::new(&priced);
        let Some(units) = knapsack::units(&oracle) else { return Ok(()) };
        let everything_open: Shares = oracle.choices.iter().map(|choice| vec![1.0; choice.options.len()]).collect();
        for at in [prices(&oracle, &shares(seed, oracle.rows.len())), uneven_prices(&oracle, !seed)] {
            let knapsacks = Knapsacks::at(&oracle, &units, &at);
            let worths = knapsacks.worths_at(&oracle, &everything_open, &at);
            let cut = knapsacks.fill(&worths, &|_| true).cut();
            let plain = master::Cut::of(oracle.evaluate(&at, 0.0));
            for decisions in all_decisions(&network) {
                let (own, plain) = (cut.at_decisions(&oracle, &decisions), plain.at_decisions(&oracle, &decisions));
                prop_assert!(own >= plain - 0.01, "{own} below {plain} for {decisions:?}");
            }
        }
    }

    #[test]
    fn whatever_is_better_than_a_plan_opens_enough(sites in any_sites(), seed in any::<u64>(), known in 0.0..1.0_f64) {
        let case = sites.case();
        let network = Network::build(&case);
        let priced = Priced::of(&network);
        let oracle = Oracle::new(&priced);
        let Some(units) = knapsack::units(&oracle) else { return Ok(()) };
        let every = least_costs(&network);
        let dearest = every.iter().map(|(cost, _)| *cost).filter(|cost| cost.is_finite()).fold(0.0, f64::max);
        let least = every.iter().map(|(cost, _)| *cost).fold(f64::INFINITY, f64::min);
        let best = least + known * (dearest - least);
        let knapsacks = Knapsacks::at(&oracle, &units, &prices(&oracle, &shares(seed, oracle.rows.len())));
        for worths in [knapsacks.highest(), random_worths(&knapsacks, seed)] {
            let Some(enough) = Enough::of(&knapsacks.fill(&worths, &|_| true), best) else { continue };
            for (_, decisions) in every.iter().filter(|(cost, _)| *cost <= best) {
                let opened = shares_of(&oracle.choices, decisions);
                let counts = enough.counts.iter().flatten().zip(opened.iter().flatten());
                let sum: f64 = counts.map(|(count, share)| count * share).sum();
                prop_assert!(sum >= enough.least - 1e-6, "{sum} of {} for {decisions:?}", enough.least);
            }
        }
    }

    #[test]
    fn engines_agree_on_sites(sites in any_sites()) {
        engines_agree(&sites.case());
    }
}

#[test]
fn a_contract_does_not_open_the_unit_that_it_brings_places_to() {
    let has = Has {
        budget: true,
        group: true,
        requires: false,
        committed: false,
        fill: true,
        hall: false,
        contract: true,
        new_places: true,
        roll: true,
        tail: true,
        policy: true,
    };
    let children = vec![0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 3.5, 4.5, 5.0];
    let units = vec![(1, 60_817), (1, 0), (1, 12_162)];
    engines_agree(&Sites { children, units, places: 4, overfill: 0, has }.case());
}
