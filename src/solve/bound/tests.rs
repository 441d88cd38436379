use std::sync::LazyLock;

use proptest::prelude::*;

use super::near::near;
use super::*;
use crate::case::Case;
use crate::example::{self, Size};
use crate::network::Network;
use crate::solve::master::Cut;
use crate::solve::progress::Quiet;
use crate::solve::tests::{
    all_decisions, any_county, are_allowed, at_random, everything, exactly, prices, shares, uneven_prices,
};
use crate::solve::{Decisions, Options, solve};
use crate::tables::{Source, load_source};

/// A made-up county of more chains than batches.
fn small_county() -> Case {
    let county = example::county(Size::S, 1);
    load_source(&county.model_toml, &Source::memory(county.tables)).case.unwrap()
}

/// The slope of the smoothed bound in one price, by central differences.
fn slope(oracle: &Oracle, at: &[f64], i: usize, step: f64, tau: f64) -> f64 {
    let value = |by: f64| {
        let mut moved = at.to_vec();
        moved[i] += by;
        oracle.evaluate(&moved, tau).value
    };
    (value(step) - value(-step)) / (2.0 * step)
}

#[test]
fn the_gradient_is_the_slope_of_the_smoothed_bound() {
    let case = everything();
    let network = Network::build(&case);
    let mut decided = Decisions::as_is(&network);
    decided.opened[1] = Some(1);
    decided.signed = vec![true, false, true];
    for fixed in [None, Some(&decided)] {
        let priced = Priced::of(&network);
        let open = Oracle::new(&priced);
        let decided = fixed.map(|fixed| open.at(fixed));
        let oracle = decided.as_ref().unwrap_or(&open);
        let rows = &oracle.rows;
        assert!(rows.places.iter().any(|row| row.roll_need > 0.0 || row.on_roll > 0.0));
        assert!(rows.policies.iter().any(|row| row.sign < 0.0) && rows.policies.iter().any(|row| row.sign > 0.0));
        assert!(!rows.capital.is_empty() && rows.blocks.iter().any(|row| row.on_roll.iter().any(|&n| n > 0.0)));
        for (seed, tau) in [(1, 4_000.0), (2, 1_000.0), (3, 300.0)] {
            let at = prices(oracle, &shares(seed, rows.len()));
            let gradient = oracle.evaluate(&at, tau).gradient;
            for (i, &claimed) in gradient.iter().enumerate() {
                let capital = (rows.first_capital()..rows.first_block()).contains(&i);
                // A capital price multiplies tens of thousands of pounds.
                let step = if capital { 1e-5 } else { 1e-2 };
                let found = slope(oracle, &at, i, step, tau);
                let scale = if capital { 100_000.0 } else { 1.0 };
                assert!((claimed - found).abs() <= 1e-4 * scale, "price {i} at {tau}: {claimed}, differences {found}");
            }
        }
    }
}

#[test]
fn the_smoothed_bound_is_below_the_hard_one_and_closes_in_on_it() {
    let case = everything();
    let network = Network::build(&case);
    let priced = Priced::of(&network);
    let oracle = Oracle::new(&priced);
    let at = prices(&oracle, &shares(4, oracle.rows.len()));
    let values = [4_000.0, 400.0, 40.0, 0.0].map(|tau| oracle.evaluate(&at, tau).value);
    assert!(values.is_sorted(), "{values:?}");
    let cold = oracle.evaluate(&at, 0.01).value;
    assert!((values[3] - cold).abs() < 10.0, "{cold} {values:?}");
}

/// The best plan of a case, proven.
fn optimum(case: &Case, fixed: Option<Decisions>) -> f64 {
    let outcome = solve(&Network::build(case), &Options { fixed, ..exactly() }, &Quiet).unwrap();
    outcome.objective
}

static EVERYTHING: LazyLock<(Case, f64)> = LazyLock::new(|| {
    let case = everything();
    let optimum = optimum(&case, None);
    (case, optimum)
});

#[test]
fn climbing_comes_close_to_the_optimum() {
    let (case, optimum) = &*EVERYTHING;
    let network = Network::build(case);
    let priced = Priced::of(&network);
    let oracle = Oracle::new(&priced);
    let mut ascent = Ascent::new(&oracle, None);
    let nothing = oracle.evaluate(&ascent.prices, 0.0).value;
    for tau in [4_000.0, 1_000.0, 300.0, 100.0] {
        ascent.climb(tau, 120, &mut || false);
    }
    let bound = oracle.evaluate(&ascent.prices, 0.0).value;
    assert!(nothing < bound && bound <= *optimum, "{nothing} {bound} {optimum}");
    let gap = (optimum - bound) / (optimum - network.roll.cost);
    assert!(gap < 0.1, "{gap}");
}

#[test]
fn a_climb_in_legs_comes_as_far() {
    let case = small_county();
    let network = Network::build(&case);
    let priced = Priced::of(&network);
    let oracle = Oracle::new(&priced);
    let mut whole = Ascent::new(&oracle, None);
    let mut legs = Ascent::new(&oracle, None).in_legs();
    for tau in [4_000.0, 1_000.0, 300.0, 100.0] {
        whole.climb(tau, 100, &mut || false);
        legs.climb(tau, 100, &mut || false);
    }
    let [whole, legs] = [whole, legs].map(|ascent| oracle.evaluate(&ascent.prices, 0.0).value);
    assert!((whole - legs).abs() < 2e-4 * (whole - network.roll.cost), "{whole} and {legs}");
}

#[test]
fn near_prices_the_seats_that_matter_say_the_same_as_all() {
    let case = small_county();
    let network = Network::build(&case);
    let priced = Priced::of(&network);
    let oracle = Oracle::new(&priced);
    let mut ascent = Ascent::new(&oracle, None);
    ascent.climb(300.0, 60, &mut || false);
    let tau = 50.0;
    let seats = near(&oracle, &ascent.prices, tau);
    assert!(seats.len() * 3 < 2 * priced.seats.len(), "{} of {}", seats.len(), priced.seats.len());
    let all = oracle.evaluate(&ascent.prices, tau);
    let some = oracle.over(&seats);
    let here = some.evaluate(&ascent.prices, tau);
    assert!(here.value >= all.value - 1e-3 && here.value < all.value + 1.0, "{} and {}", here.value, all.value);
    for (a, b) in here.gradient.iter().zip(&all.gradient) {
        assert!((a - b).abs() < 1e-2 * (1.0 + b.abs()), "{a} and {b}");
    }
    // Elsewhere less to choose from is never cheaper.
    let elsewhere = prices(&oracle, &shares(5, oracle.rows.len()));
    for tau in [0.0, 300.0] {
        assert!(some.evaluate(&elsewhere, tau).value >= oracle.evaluate(&elsewhere, tau).value - 1e-3);
    }
}

#[test]
fn the_mean_of_two_price_vectors_lies_halfway() {
    let case = everything();
    let network = Network::build(&case);
    let priced = Priced::of(&network);
    let oracle = Oracle::new(&priced);
    let both = [1, 2].map(|seed| prices(&oracle, &shares(seed, oracle.rows.len())));
    let tau = 2_000.0;
    let alone = both.each_ref().map(|at| Mean::of(&oracle, std::slice::from_ref(at), tau));
    let mean = Mean::of(&oracle, &both, tau);
    let mut different = 0;
    for (c, s) in (0..network.chains()).flat_map(|c| (0..network.stages()).map(move |s| (c, s))) {
        let [one, other] = alone.each_ref().map(|alone| alone.shares(&priced.seats, (c, s), 0));
        assert!(one.iter().sum::<f32>() <= 1.0001, "{one:?}");
        // In the first year as many choose under any prices.
        for ((a, b), m) in one.iter().zip(other).zip(mean.shares(&priced.seats, (c, s), 0)) {
            assert!((0.5 * (a + b) - m).abs() < 1e-5, "{a} {b} {m}");
            different += usize::from((a - b).abs() > 0.1);
        }
    }
    assert!(different > 0, "the two price vectors share everybody out alike");
}

#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    let case = small_county();
    let network = Network::build(&case);
    assert!(network.chains() > 32, "more chains than batches");
    let priced = Priced::of(&network);
    let oracle = Oracle::new(&priced);
    let at = prices(&oracle, &shares(5, oracle.rows.len()));
    let with = |threads: usize, tau: f64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let value = pool.install(|| oracle.evaluate(&at, tau));
        let bits: Vec<u64> = value.gradient.iter().map(|slope| slope.to_bits()).collect();
        (value.value.to_bits(), bits)
    };
    for tau in [0.0, 300.0] {
        assert_eq!(with(1, tau), with(2, tau));
    }
}

proptest! {
    #![proptest_config(at_random(64))]

    #[test]
    fn any_prices_give_a_bound(shares in prop::collection::vec(prop_oneof![Just(0.0), Just(2.0), 0.0..2.0], 1..60)) {
        let (case, optimum) = &*EVERYTHING;
        let network = Network::build(case);
        let priced = Priced::of(&network);
        let oracle = Oracle::new(&priced);
        let value = oracle.evaluate(&prices(&oracle, &shares), 0.0);
        prop_assert!(value.value <= optimum + 0.01, "{} above the optimum {optimum}", value.value);
    }
}

proptest! {
    #![proptest_config(at_random(16))]

    #[test]
    fn a_bound_is_a_bound_whatever_the_county_and_the_decisions(
        county in any_county(),
        seed in any::<u64>(),
        which in any::<prop::sample::Index>(),
    ) {
        let case = county.case();
        let network = Network::build(&case);
        let mut allowed = all_decisions(&network);
        allowed.retain(|decisions| are_allowed(&network, decisions));
        for fixed in [None, Some(which.get(&allowed).clone())] {
            // Without any placement that makes the units viable there is nothing to bound.
            let Ok(best) = solve(&network, &Options { fixed: fixed.clone(), ..exactly() }, &Quiet) else { continue };
            let priced = Priced::of(&network);
            let open = Oracle::new(&priced);
            let decided = fixed.as_ref().map(|fixed| open.at(fixed));
            let oracle = decided.as_ref().unwrap_or(&open);
            for at in [prices(&open, &shares(seed, open.rows.len())), uneven_prices(&open, !seed)] {
                let bound = oracle.evaluate(&at, 0.0).value;
                prop_assert!(bound <= best.objective + 0.01, "{bound} above the optimum {}", best.objective);
                let Some(fixed) = &fixed else { continue };
                let cut = Cut::of(open.evaluate(&at, 0.0)).at_decisions(&open, fixed);
                prop_assert!(cut <= best.objective + 0.01, "a cut of {cut} above the optimum {}", best.objective);
            }
        }
    }
}
