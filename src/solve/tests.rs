mod county;
mod decided;
mod eased;
mod known;
mod random;
mod sites;

use std::sync::Mutex;

use proptest::test_runner::{Config, RngSeed};

use super::bound::{Mean, Oracle, Priced};
use super::found::Found;
use super::progress::{Event, Quiet, Watch};
use super::*;
use crate::audit::audit;
use crate::case::{Case, Penalty};
use crate::example::{Extent, Size as Sized, county_of};
use crate::formulation::Formulated;
use crate::id::{ContractIx, ProvisionIx};
use crate::mip::Names;
use crate::plan::{Plan, PlanStatus};
use crate::tables::{Source, load_source};
use crate::units::Pounds;

pub(super) use county::{all_decisions, any_county, are_allowed, everything};

/// How many random cases a test looks at: few, the same ones every time, so that a run that failed can be repeated; or
/// as many as `PLACEWISE_CASES` says, others every time.
pub(super) fn at_random(few: u32) -> Config {
    let said = std::env::var("PLACEWISE_CASES").ok().map(|cases| cases.parse().expect("PLACEWISE_CASES is a number"));
    let rng_seed = if said.is_some() { RngSeed::Random } else { RngSeed::Fixed(2026) };
    Config { cases: said.unwrap_or(few), rng_seed, failure_persistence: None, ..Config::default() }
}

/// Numbers between 0 and 1 that look random and are always the same.
pub(super) fn shares(seed: u64, count: usize) -> Vec<f64> {
    let mut draw = oorandom::Rand64::new(u128::from(seed));
    (0..count).map(|_| draw.rand_float()).collect()
}

/// Prices as a share of the most each can be worth.
pub(super) fn prices(oracle: &Oracle, shares: &[f64]) -> Vec<f64> {
    let highest = oracle.rows.highest(oracle.network);
    // A hundredfold capital is far beyond anything that matters: stay where other terms can be seen beside it.
    let capital = oracle.rows.first_capital()..oracle.rows.first_block();
    let share =
        |(i, most): (usize, f64)| most * shares[i % shares.len()] * if capital.contains(&i) { 0.01 } else { 0.5 };
    highest.into_iter().enumerate().map(share).collect()
}

/// Prices of which some are nothing, many are low and a few are high.
pub(super) fn uneven_prices(oracle: &Oracle, seed: u64) -> Vec<f64> {
    let uneven = |share: f64| if share < 0.3 { 0.0 } else { 2.0 * share.powi(6) };
    prices(oracle, &shares(seed, oracle.rows.len()).into_iter().map(uneven).collect::<Vec<_>>())
}

/// To the end, without marginal values.
pub(super) fn exactly() -> Options {
    Options { engine: Engine::Auto, gap: 1e-8, time_limit_s: 60.0, seed: 1, prices: false, fixed: None }
}

/// The plan of an outcome, which has passed its audit.
fn audited(network: &Network, outcome: &Outcome) -> Plan {
    let plan = Plan::from_outcome(network, outcome);
    let audit = audit(network.case, &plan);
    let failed: Vec<_> = audit.checks.iter().filter(|check| !check.passed).collect();
    assert!(failed.is_empty(), "the audit failed: {failed:#?}");
    plan
}

/// The plan of an outcome has passed its audit, and the outcome is honest about what it has proven.
fn check(network: &Network, options: &Options, outcome: &Outcome) -> Plan {
    let plan = audited(network, outcome);
    assert!(outcome.bound <= outcome.objective);
    assert_eq!(
        outcome.ended == Ended::Proven,
        outcome.gap() <= options.gap,
        "{:?} at {}",
        outcome.ended,
        outcome.gap()
    );
    plan
}

/// A plan on the way, as if the time were up.
fn as_outcome(network: &Network, found: &Found, bound: f64) -> Outcome {
    let proven = relative_gap(found.cost(), bound, network.roll.cost) <= exactly().gap;
    Outcome {
        ended: if proven { Ended::Proven } else { Ended::TimeLimit },
        decisions: found.decisions.clone(),
        placing: found.placing.clone(),
        blocks: found.blocks.clone(),
        breaches: found.value.breaches.clone(),
        objective: found.value.objective,
        constant: network.roll.cost,
        bound,
        prices: None,
        row_prices: vec![],
        cut_prices: vec![],
        size: Size::default(),
        timings: Vec::new(),
    }
}

/// The value of every column in a settled plan.
fn values(network: &Network, formulated: &Formulated, outcome: &Outcome) -> Vec<f64> {
    let (columns, program) = (&formulated.columns, &formulated.program);
    let value = Evaluation::of(network, &outcome.decisions, &outcome.placing, &outcome.blocks);
    let mut values = vec![0.0; program.columns().len()];
    let mut set = |column, to: f64| values[program.position(column)] = to;
    for (start, column) in columns.starts() {
        let here = outcome.placing.starts.iter().filter(|started| started.start == start);
        set(column, here.map(|started| started.children).sum());
    }
    for (at, &waiting) in outcome.placing.waits.iter().enumerate() {
        match columns.wait(at) {
            Some(column) => set(column, waiting),
            None => assert!(waiting == 0.0, "nobody waits in a cell without children"),
        }
    }
    for (i, &over) in value.over.iter().enumerate() {
        let (provision, t) = (ProvisionIx::new(i / network.years()), i % network.years());
        match columns.over(provision, t) {
            Some(column) => set(column, over),
            None => assert!(over == 0.0, "nobody is over where places are not limited"),
        }
    }
    for ((project, t), column) in columns.openings() {
        set(column, f64::from(u8::from(outcome.decisions.opened[project.get()] == Some(t))));
    }
    for (m, &signed) in outcome.decisions.signed.iter().enumerate() {
        columns.sign(ContractIx::new(m)).into_iter().for_each(|column| set(column, f64::from(u8::from(signed))));
    }
    for ((contract, class, year), column) in columns.blocks() {
        let here = outcome.blocks.iter().filter(|b| (b.contract, b.class, b.year) == (contract, class, year));
        set(column, here.map(|block| block.children).sum());
    }
    for (t, &carry) in value.carry.iter().enumerate() {
        columns.carry(t).into_iter().for_each(|column| set(column, carry));
    }
    for (&(policy, t), &broken) in &outcome.breaches {
        columns.breach(policy, t).into_iter().for_each(|column| set(column, broken));
    }
    values
}

/// The rows that these values break.
fn broken_rows(formulated: &Formulated, values: &[f64]) -> Vec<usize> {
    let program = &formulated.program;
    let kept = |&row: &usize| {
        let (columns, coefficients, upper, equal) = program.row_at(row);
        let activity: f64 = columns.iter().zip(coefficients).map(|(&c, value)| value * values[c as usize]).sum();
        activity <= upper + 1e-6 && (!equal || activity >= upper - 1e-6)
    };
    (0..program.rows()).filter(|row| !kept(row)).collect()
}

/// The programme's own objective at these values; panics where a row or a column's bounds are not kept.
fn programme_says(formulated: &Formulated, values: &[f64]) -> f64 {
    let broken = broken_rows(formulated, values);
    assert!(broken.is_empty(), "broken rows: {broken:?}");
    cost_in_bounds(formulated, values)
}

/// The programme's own objective at these values; panics where a column's bounds are not kept.
fn cost_in_bounds(formulated: &Formulated, values: &[f64]) -> f64 {
    let program = &formulated.program;
    for (column, &value) in program.columns().iter().zip(values) {
        assert!(column.lower - 1e-9 <= value && value <= column.upper + 1e-9, "{value} outside {column:?}");
    }
    let cost: f64 = program.columns().iter().zip(values).map(|(column, value)| column.cost * value).sum();
    program.constant + cost
}

#[track_caller]
fn assert_pounds(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.01, "found £{found}, expected £{expected}");
}

#[test]
fn the_evaluation_and_the_programme_say_the_same() {
    let case = everything();
    let network = Network::build(&case);
    let formulated = formulation::build(&network, Names::Dropped);
    let none = Decisions::as_is(&network);
    let mut unit = none.clone();
    unit.opened[1] = Some(1);
    unit.signed = vec![true, false, true];
    for fixed in [None, Some(none), Some(unit)] {
        let options = Options { fixed, ..exactly() };
        let outcome = solve(&network, &options, &Quiet).unwrap();
        check(&network, &options, &outcome);
        assert_pounds(programme_says(&formulated, &values(&network, &formulated, &outcome)), outcome.objective);
    }
}

#[test]
fn the_first_plan_is_a_point_of_the_programme() {
    let case = everything();
    let network = Network::build(&case);
    let formulated = formulation::build(&network, Names::Dropped);
    let (priced, options) = (Priced::of(&network), exactly());
    let mut found = search::Search::start(&priced, &options, &Quiet);
    priced::first(&mut found, looks::ROUNDS).unwrap();
    let starts: Vec<_> = found.best.placing.starts.iter().map(|s| (s.start, s.children)).collect();
    let lane = |start: &formulation::Start| network.lanes.get(start.lane as usize).chain;
    let key = |start: &formulation::Start| (lane(start), start.stage, start.year, start.lane);
    assert!(starts.windows(2).all(|pair| key(&pair[0].0) < key(&pair[1].0)), "sorted, each start once: {starts:?}");
    let first = as_outcome(&network, &found.best, found.bound);
    assert_pounds(programme_says(&formulated, &values(&network, &formulated, &first)), first.objective);
    assert!(first.bound <= solve(&network, &exactly(), &Quiet).unwrap().objective);
}

#[test]
fn where_nothing_is_scarce_the_first_plan_costs_what_its_prices_say() {
    let waiting = [1e6, 10_000.0, 1.0].map(|penalty| {
        let mut case = everything();
        case.policies.clear();
        case.contracts.clear();
        let lasting = case.provisions.iter_mut().filter(|provision| provision.own_project().is_none());
        lasting.for_each(|provision| provision.places = None);
        case.objective.unplaced_penalty = Penalty::Fixed(Pounds(penalty));
        let network = Network::build(&case);
        let priced = Priced::of(&network);
        let nothing_new = Decisions::as_is(&network);
        let oracle = Oracle::new(&priced).at(&nothing_new);
        // Only places that are not there have a price.
        let prices = polish::shut(oracle.rows, &network, &nothing_new, &oracle.rows.nothing_scarce());
        let placing = regret::fill(&oracle, &prices, &nothing_new, 0.0);
        let waiting: f64 = placing.waits.iter().sum();
        let found = Found::new(&network, nothing_new, placing, None);
        assert_pounds(found.cost(), oracle.evaluate(&prices, 0.0).value);
        waiting
    });
    assert!(waiting.is_sorted_by(|fewer, more| fewer < more), "the less it costs, the more wait: {waiting:?}");
}

#[test]
fn fixed_decisions_are_kept_and_cost_no_less_than_the_best() {
    let case = everything();
    let network = Network::build(&case);
    let best = solve(&network, &exactly(), &Quiet).unwrap();
    let mut fixed = Decisions::as_is(&network);
    assert_eq!(fixed.opened, [None, None, None, Some(1)], "as it is: what is committed");
    fixed.opened[0] = Some(1);
    fixed.opened[2] = Some(2);
    fixed.signed[1] = true;
    let options = Options { fixed: Some(fixed.clone()), ..exactly() };
    let outcome = solve(&network, &options, &Quiet).unwrap();
    check(&network, &options, &outcome);
    assert_eq!(outcome.decisions, fixed);
    assert_eq!(outcome.ended, Ended::Proven);
    assert!(outcome.objective >= best.objective - 0.01);
    let same = Options { fixed: Some(best.decisions.clone()), ..exactly() };
    assert_pounds(solve(&network, &same, &Quiet).unwrap().objective, best.objective);
}

#[test]
fn decisions_that_no_placement_can_honour_are_refused() {
    let mut case = everything();
    case.projects[1].min_children = Some(crate::units::Children(50.0));
    let network = Network::build(&case);
    let mut fixed = Decisions::as_is(&network);
    fixed.opened[1] = Some(0);
    let options = Options { fixed: Some(fixed), ..exactly() };
    assert!(matches!(solve(&network, &options, &Quiet), Err(SolveError::Infeasible(_))));
}

/// Stops at once, and remembers what it was told.
#[derive(Default)]
struct Stops(Mutex<Vec<Event>>);

impl Watch for Stops {
    fn event(&self, event: &Event) {
        self.0.lock().unwrap().push(event.clone());
    }

    fn stop(&self) -> bool {
        true
    }
}

#[test]
fn a_solve_that_is_stopped_at_once_has_a_plan() {
    let case = everything();
    let network = Network::build(&case);
    let watch = Stops::default();
    let outcome = solve(&network, &exactly(), &watch).unwrap();
    let plan = check(&network, &exactly(), &outcome);
    assert_eq!((outcome.ended, plan.status, plan.proven), (Ended::Stopped, PlanStatus::Feasible, false));
    let events = watch.0.into_inner().unwrap();
    assert!(events.iter().any(|event| event.best.is_some() && event.bound.is_some()));
}

#[test]
fn without_time_there_is_a_plan_and_nothing_is_called_proven() {
    let case = everything();
    let network = Network::build(&case);
    let best = solve(&network, &exactly(), &Quiet).unwrap();
    let plan = check(&network, &exactly(), &best);
    assert!(plan.proven && plan.status == PlanStatus::Optimal);
    let options = Options { time_limit_s: 0.0, ..exactly() };
    let hurried = solve(&network, &options, &Quiet).unwrap();
    check(&network, &options, &hurried);
    assert_eq!(hurried.ended, Ended::TimeLimit);
    assert!(hurried.bound <= best.objective && best.objective <= hurried.objective + 0.01);
    let easy = Options { gap: 1e9, ..options };
    assert_eq!(solve(&network, &easy, &Quiet).unwrap().ended, Ended::Proven, "a gap that any plan meets");
}

/// The same to the last bit, whatever the number of threads.
fn threads_change_nothing(case: &Case, options: &Options) {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| solve(&Network::build(case), options, &Quiet).unwrap())
    };
    let (one, two) = (with(1), with(2));
    assert_eq!(one.objective.to_bits(), two.objective.to_bits());
    assert_eq!(one.bound.to_bits(), two.bound.to_bits());
    assert_eq!((one.decisions, one.placing, one.blocks), (two.decisions, two.placing, two.blocks));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    threads_change_nothing(&everything(), &exactly());
}

/// Both engines on one case, each to its end: bound below optimum below plan, and the same pounds where both prove.
fn engines_agree(case: &Case) {
    let network = Network::build(case);
    let with = |engine: Engine| Options { engine, gap: 1e-6, time_limit_s: 20.0, ..exactly() };
    let direct = solve(&network, &with(Engine::Direct), &Quiet).unwrap();
    assert_eq!(direct.ended, Ended::Proven);
    let priced = solve(&network, &with(Engine::Priced), &Quiet).unwrap();
    check(&network, &with(Engine::Priced), &priced);
    let tolerance = 2e-6 * (direct.objective - direct.constant).abs() + 0.01;
    assert!(priced.bound <= direct.objective + tolerance, "{} above the optimum {}", priced.bound, direct.objective);
    assert!(priced.objective >= direct.bound - tolerance, "{} below the bound {}", priced.objective, direct.bound);
    if priced.ended == Ended::Proven {
        assert!((priced.objective - direct.objective).abs() <= tolerance);
    }
}

#[test]
fn a_county_with_nothing_to_decide_has_its_plan_too() {
    let case = county::nothing_to_decide();
    let network = Network::build(&case);
    let priced = Priced::of(&network);
    let (oracle, as_is) = (Oracle::new(&priced), Decisions::as_is(&network));
    assert!(oracle.choices.is_empty());
    let cuts = [master::Cut::of(oracle.evaluate(&oracle.rows.nothing_scarce(), 0.0))];
    assert_eq!(swaps::improve(&oracle, &cuts, &[&as_is], 1), as_is);
    engines_agree(&case);
}

#[test]
fn both_engines_mean_the_same() {
    engines_agree(&everything());
    for (children, places, capital, price) in [
        (&[2.0, 5.0, 7.5, 1.0, 0.5, 3.0, 2.0, 8.0, 4.0, 1.0, 6.0, 2.5], 3, 120_000, 45_000),
        (&[9.0, 0.0, 3.0, 6.0, 0.0, 0.0, 12.0, 2.0, 2.0, 5.0, 1.0, 0.0], 0, 10_000, 60_000),
        (&[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], 8, 300_000, 20_000),
    ] {
        engines_agree(&county::county(children, places, capital, price));
    }
}

#[test]
fn prices_alone_prove_a_district_where_nothing_promises_a_better_plan() {
    let extent = Extent { localities: 3, years: 3, ..Sized::M.extent() };
    let made_up = county_of(extent, 6);
    let case = load_source(&made_up.model_toml, &Source::memory(made_up.tables)).case.unwrap();
    let network = Network::build(&case);
    let options = Options { engine: Engine::Priced, gap: 1e-4, ..exactly() };
    let outcome = solve(&network, &options, &Quiet).unwrap();
    check(&network, &options, &outcome);
    assert_eq!(outcome.ended, Ended::Proven, "at {:.4}%", 100.0 * outcome.gap());
}

/// Stops after so many events.
struct StopsAfter(usize, std::sync::atomic::AtomicUsize);

impl Watch for StopsAfter {
    fn event(&self, _: &Event) {
        self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }

    fn stop(&self) -> bool {
        self.1.load(std::sync::atomic::Ordering::Relaxed) >= self.0
    }
}

#[test]
fn a_solve_stopped_at_any_moment_has_a_plan_that_passes_the_audit() {
    let case = everything();
    let network = Network::build(&case);
    let best = solve(&network, &exactly(), &Quiet).unwrap();
    for engine in [Engine::Priced, Engine::Direct] {
        for moment in 1..12 {
            let options = Options { engine, ..exactly() };
            let outcome = solve(&network, &options, &StopsAfter(moment, 0.into())).unwrap();
            check(&network, &options, &outcome);
            assert!(outcome.bound <= best.objective + 0.01 && best.objective <= outcome.objective + 0.01);
        }
    }
}
