//! Random counties: both engines, repaired plans, threads and interruptions.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;

/// Stops once it has been asked so many times.
struct StopsAfterAsked(AtomicUsize);

impl Watch for StopsAfterAsked {
    fn event(&self, _: &Event) {}

    fn stop(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

/// Moments of a solve, early ones as likely as late ones.
fn moments() -> impl Strategy<Value = usize> {
    (0.0..12.0_f64).prop_map(|power| power.exp2() as usize - 1)
}

fn engines() -> impl Strategy<Value = Engine> {
    prop_oneof![Just(Engine::Auto), Just(Engine::Direct), Just(Engine::Priced)]
}

proptest! {
    #![proptest_config(at_random(24))]

    #[test]
    fn both_engines_mean_the_same_whatever_the_county(county in any_county()) {
        engines_agree(&county.case());
    }

    #[test]
    fn whatever_the_prices_a_filled_plan_is_a_point_of_the_programme(
        county in any_county(),
        seed in any::<u64>(),
        tau in prop_oneof![Just(0.0), Just(50.0), Just(1_000.0), Just(16_000.0)],
        which in any::<prop::sample::Index>(),
    ) {
        let case = county.case();
        let network = Network::build(&case);
        let formulated = formulation::build(&network, Names::Dropped);
        let priced = Priced::of(&network);
        let oracle = Oracle::new(&priced);
        let mut allowed = all_decisions(&network);
        allowed.retain(|decisions| are_allowed(&network, decisions));
        let decisions = which.get(&allowed);
        let both = [prices(&oracle, &shares(seed, oracle.rows.len())), uneven_prices(&oracle, !seed)];
        let mean = Mean::of(&oracle, &both, tau);
        let alone = both.each_ref().map(|at| regret::fill(&oracle, at, decisions, tau));
        let from_mean = both.each_ref().map(|at| regret::fill_from(&oracle, at, decisions, (tau, &mean)));
        for (at, placing) in both.iter().cycle().zip(alone.into_iter().chain(from_mean)) {
            let found = Found::new(&network, decisions.clone(), placing, None);
            let bound = oracle.at(decisions).evaluate(at, 0.0).value;
            let outcome = as_outcome(&network, &found, bound.min(found.value.objective));
            let values = values(&network, &formulated, &outcome);
            assert_pounds(cost_in_bounds(&formulated, &values), found.value.objective);
            // Units get the children they need as far as enough come to choose; other plans are known for what they are, and
            // never taken.
            let broken = broken_rows(&formulated, &values);
            let minimums: Vec<usize> = formulated.viable_rows.iter().map(|row| row.row).collect();
            prop_assert!(broken.iter().all(|row| minimums.contains(row)), "broken {broken:?}, minimums {minimums:?}");
            prop_assert_eq!(found.value.viable, broken.is_empty());
            if found.value.viable {
                prop_assert!(bound <= found.cost() + 0.01, "a bound of {bound} above {}", found.cost());
                audited(&network, &outcome);
            }
        }
    }

    #[test]
    fn stopped_at_any_moment_the_plan_passes_the_audit(
        county in any_county(),
        engine in engines(),
        moment in moments(),
    ) {
        let case = county.case();
        let network = Network::build(&case);
        let best = solve(&network, &Options { engine: Engine::Direct, ..exactly() }, &Quiet).unwrap().objective;
        let options = Options { engine, prices: true, ..exactly() };
        let outcome = solve(&network, &options, &StopsAfterAsked(moment.into())).unwrap();
        check(&network, &options, &outcome);
        prop_assert!(outcome.bound <= best + 0.01, "{} above the optimum {best}", outcome.bound);
        prop_assert!(best <= outcome.objective + 0.01, "{} below the optimum {best}", outcome.objective);
    }
}

proptest! {
    #![proptest_config(at_random(8))]

    #[test]
    fn the_number_of_threads_changes_nothing_whatever_the_county(county in any_county(), engine in engines()) {
        threads_change_nothing(&county.case(), &Options { engine, time_limit_s: 20.0, ..exactly() });
    }
}
