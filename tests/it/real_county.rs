//! The real county beside the project: it is read without an error, and its smallest authority is planned and audited.

use std::path::PathBuf;

use placewise::audit::audit;
use placewise::case::Case;
use placewise::network::Network;
use placewise::plan::Plan;
use placewise::solve::progress::Quiet;
use placewise::solve::{self, Engine, Options};
use placewise::tables::load;

use crate::public_data::folder;

/// A case of the folder; panics with every diagnostic where there is none.
fn case(folder: Option<PathBuf>, model: &str) -> Option<Case> {
    let loaded = load(&folder?.join(model));
    assert!(!loaded.diagnostics.has_errors(), "{}", loaded.diagnostics.to_text());
    Some(loaded.case.expect("a case without errors"))
}

#[test]
fn rutland_is_planned_and_audited() {
    let Some(case) = case(folder("llr"), "model-rutland.toml") else { return };
    let network = Network::build(&case);
    let options =
        Options { engine: Engine::Auto, gap: case.solver.gap, time_limit_s: 12.0, seed: 1, prices: true, fixed: None };
    let outcome = solve::solve(&network, &options, &Quiet).expect("a plan");
    assert!(outcome.bound <= outcome.objective);
    assert!(outcome.gap() < 0.1, "{}", outcome.gap());
    let plan = Plan::from_outcome(&network, &outcome);
    let audit = audit(&case, &plan);
    let failed: Vec<_> = audit.checks.iter().filter(|check| !check.passed).collect();
    assert!(failed.is_empty(), "the audit failed: {failed:#?}");
}

#[test]
fn leicester_and_the_three_together_are_read_and_become_networks() {
    for (model, localities, provisions) in [("model-leicester.toml", 38, 187), ("model.toml", 127, 518)] {
        let Some(case) = case(folder("llr"), model) else { return };
        let existing = case.provisions.iter().filter(|provision| provision.own_project().is_none()).count();
        assert_eq!((case.localities.len(), existing), (localities, provisions));
        let network = Network::build(&case);
        assert!(network.unplaced_penalty > 0.0);
        let stranded = (0..network.chains()).filter(|&chain| network.lanes.of_chain(chain).is_empty()).count();
        assert_eq!(stranded, 0, "of {} chains have nowhere to go", network.chains());
    }
}
