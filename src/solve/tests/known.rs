//! Decisions that are known from a case nearby: what is not allowed is mended, what is allowed is taken as it is, and
//! whatever they are, the plan is no worse for them.

use proptest::prelude::*;

use super::*;
use crate::solve::{priced, swaps};

/// What the best placements cost with decisions; `None` where there are none.
fn cost_of(network: &Network, decisions: &Decisions) -> Option<f64> {
    let options = Options { engine: Engine::Direct, fixed: Some(decisions.clone()), ..exactly() };
    match solve(network, &options, &Quiet) {
        Ok(outcome) => Some(outcome.objective),
        Err(SolveError::Infeasible(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_is_not_allowed_is_given_up_or_put_off() {
    // Capital: £100,000 in 2026, £150,000 more in 2027. `Grow` costs £90,000, `Unit` £120,000 and is of the same group,
    // `Hall` £10,000 and requires `Grow`; `Wing` is committed.
    let case = everything();
    let network = Network::build(&case);
    let priced = Priced::of(&network);
    let oracle = Oracle::new(&priced);
    let cuts = [master::Cut::of(oracle.evaluate(&oracle.rows.nothing_scarce(), 0.0))];
    let mended = |opened: [Option<usize>; 3]| {
        let mut known = Decisions::as_is(&network);
        known.opened[..3].copy_from_slice(&opened);
        let mended = swaps::mended(&oracle, &cuts, &known).unwrap();
        assert_eq!((mended.opened[3], &mended.signed), (known.opened[3], &known.signed), "what is committed stays");
        <[Option<usize>; 3]>::try_from(&mended.opened[..3]).unwrap()
    };
    assert_eq!(mended([Some(0), None, Some(1)]), [Some(0), None, Some(1)], "allowed: as it is");
    assert_eq!(mended([Some(0), Some(1), None]), [Some(0), None, None], "the first of a group");
    assert_eq!(mended([Some(1), None, Some(0)]), [Some(1), None, None], "before what it requires");
    assert_eq!(mended([None, None, Some(0)]), [None, None, None], "without what it requires");
    // To put it off would do too, but by these cuts, where no place is worth anything, to give it up is cheaper.
    assert_eq!(mended([None, Some(0), None]), [None, None, None], "dearer than the capital of the year");
}

proptest! {
    #![proptest_config(at_random(16))]

    #[test]
    fn the_plan_is_no_worse_for_what_is_known(
        county in any_county(),
        which in any::<prop::sample::Index>(),
    ) {
        let case = county.case();
        let network = Network::build(&case);
        let known = which.get(&all_decisions(&network)).clone();
        let (priced, options) = (Priced::of(&network), exactly());
        let mut search = search::Search::start(&priced, &options, &Quiet);
        search.known = Some(known.clone());
        let mended = search.allowed_of_known().unwrap();
        prop_assert!(are_allowed(&network, &mended), "{known:?} came to {mended:?}");
        prop_assert!(mended == known || !are_allowed(&network, &known), "{known:?} came to {mended:?}");

        // Looked at, and one round more: not yet the best of all, but no dearer than what is known.
        priced::first(&mut search, 1).unwrap();
        if let Some(cost) = are_allowed(&network, &known).then(|| cost_of(&network, &known)).flatten() {
            prop_assert!(search.best.cost() <= cost + 0.01, "{} in place of {cost}", search.best.cost());
        }

        let best = solve(&network, &Options { engine: Engine::Direct, ..exactly() }, &Quiet).unwrap();
        for engine in [Engine::Auto, Engine::Direct, Engine::Priced] {
            let options = Options { engine, time_limit_s: 20.0, ..exactly() };
            let outcome = solve_knowing(&network, Some(known.clone()), &options, &Quiet).unwrap();
            check(&network, &options, &outcome);
            let asked = options.gap * (best.objective - best.constant).abs() + 0.01;
            prop_assert!(outcome.bound <= best.objective + asked, "{} above {}", outcome.bound, best.objective);
            let same = (outcome.objective - best.objective).abs() <= asked;
            prop_assert!(same || outcome.ended != Ended::Proven, "{} in place of {}", outcome.objective, best.objective);
            prop_assert!(engine == Engine::Priced || outcome.ended == Ended::Proven, "{:?}", outcome.ended);
        }
    }

    #[test]
    fn of_plans_of_one_year_too(county in any_county(), which in any::<prop::sample::Index>()) {
        let case = county::County { years: 1, ..county }.case();
        let network = Network::build(&case);
        let known = which.get(&all_decisions(&network)).clone();
        let best = solve(&network, &exactly(), &Quiet).unwrap();
        let outcome = solve_knowing(&network, Some(known), &exactly(), &Quiet).unwrap();
        check(&network, &exactly(), &outcome);
        assert_pounds(outcome.objective, best.objective);
    }
}
