//! What prices say of the best plan with a limit eased, against that plan.

use proptest::prelude::*;

use super::*;
use crate::case::Penalty;
use crate::units::{Pounds, Year};

/// The case with a tenth more capital, every project ready a year sooner, or contracts paid only where they are used.
fn ease(case: &Case, which: usize) -> Case {
    let mut eased = case.clone();
    // As in the answers: it must not move with the dearest way to a place.
    eased.objective.unplaced_penalty = Penalty::Fixed(Pounds(Network::build(case).unplaced_penalty));
    match which {
        0 => eased.budget.iter_mut().flat_map(|budget| &mut budget.capital).for_each(|money| *money = *money * 1.1),
        1 => {
            for project in eased.projects.iter_mut().filter(|project| project.is_optional()) {
                project.earliest = Year(project.earliest.0 - 1).max(case.first_year).min(project.earliest);
            }
        }
        _ => eased.contracts.iter_mut().for_each(|contract| contract.take_or_pay = 0.0),
    }
    eased
}

proptest! {
    #![proptest_config(at_random(24))]

    #[test]
    fn no_plan_with_a_limit_eased_beats_what_prices_say(county in any_county(), which in 0..3_usize) {
        let case = county.case();
        let network = Network::build(&case);
        let options = Options { gap: 1e-4, ..exactly() };
        let outcome = solve(&network, &options, &Quiet).unwrap();
        let eased = ease(&case, which);
        let eased = Network::build(&eased);
        let said = Beside::of(&network, &outcome).eased(&eased, &outcome, &options, &Quiet).unwrap().unwrap();
        let best = solve(&eased, &Options { engine: Engine::Direct, ..exactly() }, &Quiet).unwrap();
        prop_assert!(said.bound <= best.objective + 0.01, "{said:?} above the best, {}", best.objective);
        prop_assert!(said.bound <= said.least, "{said:?}");
        // What is known without looking again: the plan is one with the limit eased, too.
        prop_assert!(said.bound <= outcome.objective + 0.01, "{said:?} above the plan, {}", outcome.objective);
    }
}
