//! Random small cases, every family switched on and off: the audit agrees (in [`Solved`]), the engine's bound holds,
//! every way of deciding costs at least as much as the best, and more places never cost more.

use std::fmt::Write as _;

use placewise::answers::{Answers, Decision, NextPlace, NotInBase, Shortage, Trouble, Worth};
use placewise::case::{Case, Factor, Family};
use placewise::id::{ProjectIx, ProvisionIx};
use placewise::network::Network;
use placewise::plan::Plan;
use placewise::solve::progress::Quiet;
use placewise::solve::{Beside, Decisions, Ended, Engine, Futures, Options, Packed, SolveError, Worst, solve};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::fixture::{Solved, Tables};

/// What varies from case to case.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a die of its own")]
pub(crate) struct Dice {
    years: usize,
    children: Vec<u8>,
    places: Vec<u8>,
    roll: Vec<u8>,
    costs: Vec<u8>,
    project: Option<(u8, u8, u8, bool)>,
    unit: Option<(u8, u8, bool)>,
    contract: Option<(u8, u8, u8, bool)>,
    policy: Option<(u8, bool)>,
    budget: Option<u8>,
    closes: bool,
    tail: bool,
    life: bool,
    grouped: bool,
}

pub(crate) fn dice() -> impl Strategy<Value = Dice> {
    let numbers = (
        1..=3usize,
        prop::collection::vec(0..=12u8, 24),
        prop::collection::vec(0..=9u8, 4),
        prop::collection::vec(0..=4u8, 4),
        prop::collection::vec(1..=9u8, 8),
    );
    let options = (
        prop::option::of((1..=5u8, 0..=9u8, 0..=5u8, any::<bool>())),
        prop::option::of((1..=6u8, 0..=9u8, any::<bool>())),
        prop::option::of((1..=6u8, 2..=7u8, 0..=2u8, any::<bool>())),
        prop::option::of((1..=9u8, any::<bool>())),
        prop::option::of(0..=9u8),
    );
    (numbers, options, any::<[bool; 4]>()).prop_map(
        |(
            (years, children, places, roll, costs),
            (project, unit, contract, policy, budget),
            [closes, tail, life, grouped],
        )| {
            Dice {
                years,
                children,
                places,
                roll,
                costs,
                project,
                unit,
                contract,
                policy,
                budget,
                closes,
                tail,
                life,
                grouped,
            }
        },
    )
}

pub(crate) fn tables(dice: &Dice) -> Tables {
    let last = 2025 + dice.years;
    let mut tables = Tables::village()
        .setting("last_year", &last.to_string())
        .setting("objective.discount_rate", "0.035")
        .setting("objective.asset_life", if dice.life { "30" } else { "0" })
        .setting("objective.count_tail", if dice.tail { "true" } else { "false" })
        .setting("objective.not_preferred_penalty", "2000.0")
        .setting("objective.last_resort_penalty", "15000.0")
        .setting("objective.over_minutes_penalty", "120.0")
        .setting("travel.candidates", "{ special = 1 }")
        .table(
            "localities",
            "locality,authority,easting,northing\nTown,Shire,450000,300000\nVillage,Wold,462000,304000\n",
        )
        .table("transport", "kind,share,fixed_cost,cost_per_km\nspecial,0.5,4000,300\nindependent,0.9,5000,350\n");
    let mut forecast = String::from("year,locality,need,year_groups,children\n");
    let mut children = dice.children.iter();
    for locality in ["Town", "Village"] {
        for need in ["ASD", "MSI"] {
            for groups in ["4-6", "7-11"] {
                for year in 2026..=last {
                    let n = children.next().copied().unwrap_or(3);
                    let _ = writeln!(forecast, "{year},{locality},{need},{groups},{}", f64::from(n) / 2.0);
                }
            }
        }
    }
    let p = &dice.places;
    let closes = if dice.closes { "2027" } else { "" };
    tables = tables.table("forecast", &forecast).table(
        "provisions",
        &format!(
            "provision,setting,kind,needs,year_groups,places,overfill,closes\n\
             Base,Near,resource_base,ASD,0-6,{},0.1,\nSpecial,Far,special,*,0-14,{},0.1,{closes}\n\
             Main,Near,mainstream,*,0-11,{},0.5,\nSecond,Near,special,ASD,7-11,{},0,\nISS,Far,independent,*,7-14,,0,\n",
            p[0], p[1], p[2], p[3]
        ),
    );
    let c = |i: usize| u32::from(dice.costs[i]) * 1000;
    tables = tables.table(
        "costs",
        &format!(
            "kind,provision,need,annual_cost\nmainstream,,,{}\nresource_base,,,{}\nspecial,,,{}\nspecial,,MSI,{}\nindependent,,,{}\n,Second,,{}\n",
            c(0), 8000 + c(1), 12000 + c(2), 14000 + c(3), 50000 + c(4), 9000 + c(5)
        ),
    );
    let roll: Vec<String> =
        [("Base", "ASD", "4-6"), ("Special", "MSI", "7-11"), ("Main", "ASD", "4-6"), ("Base", "MSI", "4-6")]
            .iter()
            .zip(&dice.roll)
            .filter(|(_, n)| **n > 0)
            .map(|((provision, need, groups), n)| format!("Town,{need},{groups},{provision},{n}"))
            .collect();
    if !roll.is_empty() {
        tables = tables.table("roll", &format!("locality,need,year_groups,provision,children\n{}\n", roll.join("\n")));
    }
    with_options(tables, dice, last)
}

fn with_options(mut tables: Tables, dice: &Dice, last: usize) -> Tables {
    let mut projects = String::from(
        "project,provision,setting,kind,needs,year_groups,places,capital_cost,annual_cost,earliest,fill,group,min_children,status\n",
    );
    let group = if dice.grouped { "size" } else { "" };
    if let Some((places, capital, annual, committed)) = dice.project {
        let status = if committed { "committed" } else { "optional" };
        let _ = writeln!(
            projects,
            "Grow,Base,,,,,{places},{},{},2026,0.5;1,{group},,{status}",
            u32::from(capital) * 10_000,
            u32::from(annual) * 5_000
        );
    }
    if let Some((places, capital, viable)) = dice.unit {
        let least = if viable { "3" } else { "" };
        let _ = writeln!(
            projects,
            "Unit,,Far,special,ASD;MSI,0-11,{places},{},9000,2026,1,{group},{least},optional",
            u32::from(capital) * 20_000
        );
    }
    tables = tables.table("projects", &projects);
    if let Some((places, price, share, covers)) = dice.contract {
        tables = tables.table(
            "contracts",
            &format!(
                "contract,provision,first_year,last_year,places,price,take_or_pay,covers_roll,uplift,new_places\n\
                 Block,ISS,2026,{last},{places},{},{},{},0.03,0\n",
                u32::from(price) * 10_000,
                f64::from(share) / 2.0,
                if covers { "yes" } else { "no" }
            ),
        );
    }
    if let Some((share, least)) = dice.policy {
        let (min, max) = if least { (f64::from(share) / 10.0).to_string().into() } else { None::<String> }
            .map_or_else(|| (String::new(), (f64::from(share) / 10.0).to_string()), |min| (min, String::new()));
        tables = tables.table(
            "policies",
            &format!("policy,needs,authorities,kinds,min_share,max_share,penalty\nMix,ASD,Shire,special;independent,{min},{max},7000\n"),
        );
    }
    if let Some(budget) = dice.budget {
        tables = tables.table("budgets", &format!("year,capital\n2026,{}\n2027,30000\n", u32::from(budget) * 10_000));
    }
    tables
}

/// Every way to decide that the rules allow: an opening year or none for each project, signed or not.
pub(crate) fn all_decisions(case: &Case) -> Vec<Decisions> {
    let network = Network::build(case);
    let mut all = vec![Decisions::as_is(&network)];
    for k in 0..case.projects.len() {
        if case.projects[k].status.as_str() == "optional" {
            let years: Vec<usize> = network.opening_years(ProjectIx::new(k)).collect();
            let opened = all.iter().flat_map(|d| years.iter().map(move |&t| (d.clone(), t)));
            let opened: Vec<Decisions> = opened
                .map(|(mut d, t)| {
                    d.opened[k] = Some(t);
                    d
                })
                .collect();
            all.extend(opened);
        }
    }
    if !case.contracts.is_empty() {
        let signed: Vec<Decisions> = all
            .iter()
            .cloned()
            .map(|mut d| {
                d.signed[0] = true;
                d
            })
            .collect();
        all.extend(signed);
    }
    all.retain(|decisions| affordable(case, decisions) && one_of_a_group(case, decisions));
    all
}

fn one_of_a_group(case: &Case, decisions: &Decisions) -> bool {
    let opened = case.projects.iter().zip(&decisions.opened).filter(|(_, opened)| opened.is_some());
    opened.filter(|(project, _)| project.group.is_some()).count() <= 1
}

fn affordable(case: &Case, decisions: &Decisions) -> bool {
    let Some(budget) = &case.budget else { return true };
    let mut left = 0.0;
    (0..case.years()).all(|t| {
        let opened = case.projects.iter().zip(&decisions.opened);
        let spent: f64 = opened
            .filter(|(project, opened)| **opened == Some(t) && project.status.as_str() == "optional")
            .map(|(project, _)| project.capital_cost.get())
            .sum();
        left += budget.capital[t].get() - spent;
        left >= -1e-9
    })
}

pub(crate) fn exactly(fixed: Option<Decisions>) -> Options {
    Options { engine: Engine::Auto, gap: 1e-8, time_limit_s: 60.0, seed: 1, prices: false, fixed }
}

/// What the best placements cost for these decisions; `None` where no placement makes every unit viable.
pub(crate) fn cost_of(case: &Case, decisions: Decisions) -> Option<f64> {
    let network = Network::build(case);
    let options = exactly(Some(decisions));
    match solve(&network, &options, &Quiet) {
        Ok(outcome) => Some(outcome.objective),
        Err(SolveError::Infeasible(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

/// The decisions with one turned round, what stands in its way given up.
fn turned(case: &Case, plan: &Decisions, worth: &Worth) -> Decisions {
    let mut other = plan.clone();
    match worth.decision {
        Decision::Project(k) => {
            for (j, project) in case.projects.iter().enumerate() {
                if project.group.is_some() && project.group == case[k].group {
                    other.opened[j] = None;
                }
            }
            other.opened[k.get()] = worth.year.map(|year| (year.0 - case.first_year.0) as usize);
        }
        Decision::Contract(m) => other.signed[m.get()] = !other.signed[m.get()],
    }
    other
}

/// The case with a unit that nobody has planned as a committed project of its tables.
fn with_next(tables: Tables, case: &Case, next: &NextPlace) -> Case {
    let (kind, places) = (&case[next.kind], next.places.get());
    let row = format!(
        "Next,,{},{},{},{},{places},0,{},{},1,,,committed",
        case[next.setting].id,
        kind.id,
        next.needs,
        next.year_groups,
        kind.place_funding.get() * places,
        next.opens.0,
    );
    tables.row("projects", &row).case()
}

/// How many random cases a test looks at: few, the same ones every time, so that a run that failed can be repeated; or
/// as many as `PLACEWISE_CASES` says, others every time.
pub(crate) fn at_random(few: u32) -> Config {
    let said = std::env::var("PLACEWISE_CASES").ok().map(|cases| cases.parse().expect("PLACEWISE_CASES is a number"));
    let rng_seed = if said.is_some() { RngSeed::Random } else { RngSeed::Fixed(2026) };
    Config { cases: said.unwrap_or(few), rng_seed, failure_persistence: None, ..Config::default() }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1000.0)
}

proptest! {
    #![proptest_config(at_random(48))]

    #[test]
    fn the_best_plan_is_the_best_of_all_decisions(dice in dice()) {
        let case = tables(&dice).case();
        let best = Solved::of(&case, None);
        let costs: Vec<f64> = all_decisions(&case).into_iter().filter_map(|d| cost_of(&case, d)).collect();
        let cheapest = costs.iter().copied().fold(f64::INFINITY, f64::min);
        prop_assert!(close(best.objective(), cheapest), "solved £{}, enumerated £{cheapest}", best.objective());
    }

    #[test]
    fn one_plan_for_many_futures_is_the_best_of_all_decisions(dice in dice(), likely in 1..=9u8, mind in 0..=2u8) {
        let tables = tables(&dice);
        let cases: Vec<Case> = [0.6, 1.0, 1.5].into_iter().map(|demand| {
            let mut case = tables.case();
            case.vary(Factor::Demand, demand).unwrap();
            case
        }).collect();
        let first = f64::from(likely) / 10.0;
        let likely = [first, 0.6 * (1.0 - first), 0.4 * (1.0 - first)];
        let worst = Worst { share: 0.1, weight: f64::from(mind) / 2.0 };
        let comes_to = |costs: &[f64]| worst.value(&likely, costs);
        let enumerated = all_decisions(&cases[0]).into_iter().filter_map(|decisions| {
            let costs = cases.iter().map(|case| cost_of(case, decisions.clone())).collect::<Option<Vec<f64>>>()?;
            Some(comes_to(&costs))
        });
        let cheapest = enumerated.fold(f64::INFINITY, f64::min);
        let networks: Vec<Network> = cases.iter().map(Network::build).collect();
        let packed: Vec<Packed> = networks.iter().map(Packed::of).collect();
        let options = exactly(None);
        let mut futures = Futures::of(&packed, &likely, worst, (&options, &Quiet)).unwrap();
        let found = futures.solve(60.0);
        if cheapest == f64::INFINITY {
            prop_assert!(found.is_err());
            return Ok(());
        }
        let found = found.unwrap();
        prop_assert!(close(found.common.objective, cheapest), "solved £{}, enumerated £{cheapest}", found.common.objective);
        prop_assert!(found.bound <= cheapest + 1e-6 * cheapest.abs(), "bound £{}, enumerated £{cheapest}", found.bound);
        prop_assert!(found.gap <= 1e-6, "gap {}", found.gap);
    }

    #[test]
    fn decisions_are_worth_what_planning_without_them_says(dice in dice()) {
        let case = tables(&dice).case();
        let network = Network::build(&case);
        let options = exactly(None);
        let outcome = solve(&network, &options, &Quiet).unwrap();
        let plan = Plan::from_outcome(&network, &outcome);
        let answers = Answers::of(&network, (&plan, &outcome), (&options, 60.0), &Quiet).unwrap();
        let nothing = Decisions::as_is(&network);
        prop_assert_eq!(answers.as_is.is_none(), nothing == outcome.decisions);
        if let (Some(as_is), Some(cost)) = (&answers.as_is, cost_of(&case, nothing)) {
            prop_assert!(close(as_is.objective, cost), "as is {}, {cost}", as_is.objective);
        }
        let held = cost_of(&case, outcome.decisions.clone()).unwrap();
        let beside = Beside::of(&network, &outcome);
        for worth in &answers.worths {
            let other = turned(&case, &outcome.decisions, worth);
            prop_assert!(affordable(&case, &other), "{worth:?}");
            let priced = beside.appraise(&other, None, &mut || false).unwrap().least;
            let whole = cost_of(&case, other).unwrap();
            prop_assert!(priced <= whole + 1e-6 * whole.abs() + 0.01, "by prices {priced}, {whole}");
            let cost = whole - held;
            prop_assert!((worth.cost - cost).abs() <= worth.within + 1e-6 * held.abs() + 0.01, "{cost}: {worth:?}");
            let replanned = answers.replanned.iter().find(|one| one.decision == worth.decision).unwrap();
            prop_assert!(replanned.cost <= cost + 1e-6 * held.abs() + 1.0, "{cost} held: {replanned:?}");
        }
        let optional = case.projects.iter().filter(|p| p.is_optional()).count()
            + case.contracts.iter().filter(|m| m.is_optional()).count();
        prop_assert_eq!(answers.worths.len() + answers.unknown.len(), optional);
        for trouble in Trouble::ALL {
            let counted: f64 =
                answers.shortages.iter().filter(|group| group.trouble == trouble).map(Shortage::total).sum();
            let there: f64 = plan.cells.iter().map(|cell| trouble.of(cell)).sum();
            prop_assert!((counted - there).abs() <= 1e-9 * (1.0 + there), "{:?}: {counted} of {there}", trouble);
        }
        let family = |provision: ProvisionIx| case[case[provision].kind].family;
        for (of, year) in [Family::Special, Family::Independent].into_iter().flat_map(|f| (0..case.years()).map(move |t| (f, t))) {
            let year = case.year(year);
            let groups = answers.bases.iter().filter(|group| case[group.kind].family == of && group.year == year);
            let counted: f64 = groups.map(NotInBase::children).sum();
            let placements = plan.placements.iter().filter(|at| family(at.provision) == of && at.year == year);
            let there: f64 = placements.map(|at| at.children.get()).sum();
            prop_assert!((counted - there).abs() <= 1e-9 * (1.0 + there), "{of}, {year}: {counted} of {there}");
        }
    }

    #[test]
    fn the_next_places_are_worth_what_planning_with_them_says(dice in dice()) {
        // What a wait costs is not to depend on what else there is.
        let tables = tables(&dice).setting("objective.unplaced_penalty", "200000.0");
        let case = tables.case();
        let network = Network::build(&case);
        let options = exactly(None);
        let outcome = solve(&network, &options, &Quiet).unwrap();
        let plan = Plan::from_outcome(&network, &outcome);
        let answers = Answers::of(&network, (&plan, &outcome), (&options, 60.0), &Quiet).unwrap();
        let held = cost_of(&case, outcome.decisions.clone()).unwrap();
        for next in answers.next.iter().take(3) {
            let opens = (next.opens.0 - case.first_year.0) as usize;
            let mut decisions = outcome.decisions.clone();
            decisions.opened.push(Some(opens));
            let worth = held - cost_of(&with_next(tables.clone(), &case, next), decisions).unwrap();
            let years: f64 = (opens..case.years()).map(|t| case.discount(t)).sum();
            let [said, within] = [next.value, next.within].map(|each| each.get() * next.places.get() * years);
            // The costs taken from one another here are sums of rows that HiGHS keeps to within 1e-7.
            let within = within + 1e-7 * held.abs();
            prop_assert!((said - worth).abs() <= within, "£{worth} said as £{said} within £{within}: {next:?}");
        }
    }

    #[test]
    fn more_places_never_cost_more(dice in dice(), which in 0..4usize) {
        let before = tables(&dice).solve().objective();
        let mut more = dice;
        more.places[which] += 3;
        let after = tables(&more).solve().objective();
        prop_assert!(after <= before + 1e-6 * before.abs() + 0.01, "£{before} before, £{after} after");
    }
}

/// The master is sure of every answer within a moment here, and the bound comes from a hundred cuts: a search that takes
/// few of them for all stops at 0.8%.
#[test]
fn prices_alone_go_on_for_as_long_as_cuts_raise_the_bound() {
    let model = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("models/example.toml");
    let case = placewise::tables::load(&model).case.expect("the example is a case");
    let options =
        Options { engine: Engine::Priced, gap: 0.003, time_limit_s: 300.0, seed: 1, prices: false, fixed: None };
    let outcome = solve(&Network::build(&case), &options, &Quiet).expect("the example has a plan");
    assert_eq!(outcome.ended, Ended::Proven, "{} above {}", outcome.objective, outcome.bound);
}
