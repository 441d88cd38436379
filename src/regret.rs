//! Which plan holds up best: the decisions of each run, held fixed, under the assumptions of every other run, every
//! child placed anew.
//!
//! With `c[i,j]` the objective of the decisions of run `i` under the assumptions of run `j`, the regret is
//! `c[i,j] − min_i c[i,j]` over the decisions that are possible there; decisions that are not possible are said, and
//! such a plan does not hold up.

use std::path::Path;

use crate::audit::audit;
use crate::case::Case;
use crate::network::Network;
use crate::plan::Plan;
use crate::report::{Compared, Glance, Said, Sheet};
use crate::run::{Ready, Request, RunError, Watch, carried};
use crate::solve::{self, Decisions, Options};
use crate::units::Pounds;

/// Share of a run's gap that may be left open with its decisions fixed: what they cost under its own assumptions must not
/// be more than the run found.
const CLOSER: f64 = 0.1;

/// The decisions of one run under the assumptions of another.
#[derive(Debug, Clone, PartialEq)]
pub enum Judged {
    /// What they come to there.
    Possible {
        /// Discounted £ and penalties.
        objective: f64,
        /// Child-years without a place.
        unplaced: f64,
    },
    /// Why they are not possible there.
    Impossible(String),
}

impl Judged {
    fn objective(&self) -> Option<f64> {
        match self {
            Self::Possible { objective, .. } => Some(*objective),
            Self::Impossible(_) => None,
        }
    }
}

/// The decisions of every run, judged under the assumptions of the run at `model`.
pub fn judge((model, under): (&Path, &Glance), runs: &[Compared], watch: &dyn Watch) -> Result<Vec<Judged>, RunError> {
    let ready = Ready::unchanged(model, &under.record, watch)?;
    let case = ready.case();
    let network = Network::build(case);
    let settings = &under.record.settings;
    let request = Request { gap: Some(settings.gap), time_limit_s: Some(settings.time_limit_s), ..Request::default() };
    let options = Options { gap: CLOSER * settings.gap, prices: false, ..request.options(&case.solver) };
    runs.iter().map(|run| one(case, &network, &run.glance, &options, watch)).collect()
}

fn one(case: &Case, network: &Network, run: &Glance, options: &Options, watch: &dyn Watch) -> Result<Judged, RunError> {
    let decisions = match decisions(case, network, run) {
        Ok(decisions) => decisions,
        Err(why) => return Ok(Judged::Impossible(why)),
    };
    let options = Options { fixed: Some(decisions), ..options.clone() };
    let outcome = match solve::solve(network, &options, watch) {
        Err(solve::SolveError::Infeasible(why)) => return Ok(Judged::Impossible(why)),
        outcome => outcome?,
    };
    let plan = Plan::from_outcome(network, &outcome);
    let failed = audit(case, &plan).checks.into_iter().find(|check| !check.passed);
    Ok(match failed {
        Some(check) => Judged::Impossible(format!("fails: {}", check.what)),
        None => Judged::Possible { objective: plan.objective, unplaced: plan.unplaced().get() },
    })
}

/// The decisions of a run in another case; why not, where it does not allow them.
fn decisions(case: &Case, network: &Network, run: &Glance) -> Result<Decisions, String> {
    let (decisions, reasons) = carried(&run.taken(), network);
    if let Some(why) = reasons.into_iter().next() {
        return Err(why);
    }
    match decisions.overspent(network) {
        Some((t, short)) => Err(format!("{} more capital than there is by {}", Pounds(short), case.year(t))),
        None => Ok(decisions),
    }
}

/// The table of regret, and the sentence that names the plan that holds up best; `judged[j][i]` is run `i` under the
/// assumptions of run `j`, and `weights[j]` how likely those are.
pub fn sheets(runs: &[Compared], judged: &[Vec<Judged>], weights: &[f64]) -> (Vec<Sheet>, String) {
    let best: Vec<f64> =
        judged.iter().map(|column| column.iter().filter_map(Judged::objective).fold(f64::INFINITY, f64::min)).collect();
    let whole: f64 = weights.iter().sum();
    let regrets = |i: usize| -> Option<Vec<(f64, f64)>> {
        // Assumptions that are given no weight need not be borne.
        let counted = judged.iter().zip(&best).zip(weights).filter(|(_, weight)| **weight > 0.0);
        counted.map(|((column, best), weight)| Some((column[i].objective()? - best, *weight))).collect()
    };
    let mut head = vec!["decisions of".to_owned()];
    head.extend(runs.iter().map(|run| format!("under {}", run.name)));
    let table = |name, title, said: &dyn Fn(&Judged) -> Said| {
        let row = |(i, run): (usize, &Compared)| {
            let cells = judged.iter().map(|column| said(&column[i]));
            std::iter::once(Said::Text(run.name.clone())).chain(cells).collect()
        };
        Sheet { name, title, head: head.clone(), rows: runs.iter().enumerate().map(row).collect() }
    };
    let cost = table("cost", "What the decisions come to, discounted £ with penalties", &|judged| match judged {
        Judged::Possible { objective, .. } => Said::Pounds(*objective),
        Judged::Impossible(why) => Said::Text(format!("not possible: {why}")),
    });
    let unplaced = table("unplaced", "Child-years without a place", &|judged| match judged {
        Judged::Possible { unplaced, .. } => Said::Count(*unplaced),
        Judged::Impossible(_) => "not possible".into(),
    });
    let mut holding: Vec<(f64, f64, usize)> = Vec::new();
    let mut rows = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        let (worst, expected) = match regrets(i) {
            Some(found) => {
                let worst = found.iter().map(|(regret, _)| *regret).fold(0.0, f64::max);
                let expected = found.iter().map(|(regret, weight)| regret * weight).sum::<f64>() / whole;
                holding.push((worst, expected, i));
                (Said::Pounds(worst), Said::Pounds(expected))
            }
            None => ("not possible under all of them".into(), Said::Blank),
        };
        rows.push(vec![run.name.as_str().into(), worst, expected]);
    }
    let head = ["decisions of", "worst regret", "expected regret"].map(str::to_owned).to_vec();
    let regret = Sheet { name: "regret", title: "Regret: £ above the best decisions of these", head, rows };
    holding.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let sentence = match holding.first() {
        Some(&(worst, expected, i)) => {
            let given = judged.first().and_then(|column| column[i].objective()).map(|there| Pounds(there - best[0]));
            let given = given.map_or("are not possible".to_owned(), |given| format!("give away {given}"));
            format!(
                "The decisions of {} hold up best: at worst {} above the best of these plans, {} expected; under {} they \
                 {given}.",
                runs[i].name,
                Pounds(worst),
                Pounds(expected),
                runs[0].name,
            )
        }
        None => "No plan's decisions are possible under all of these assumptions.".to_owned(),
    };
    (vec![cost, unplaced, regret], sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two runs of which only names matter.
    fn runs() -> Vec<Compared> {
        let glance = crate::report::fixture::glance();
        ["base", "growth"].map(|name| Compared { name: name.into(), glance: glance.clone() }).to_vec()
    }

    fn costs(objective: f64) -> Judged {
        Judged::Possible { objective, unplaced: 0.0 }
    }

    #[test]
    fn the_plan_with_the_least_worst_regret_holds_up_best() {
        // Under base: 100 and 110; under growth: 190 and 150. Regrets: (0, 40) and (10, 0).
        let judged = [vec![costs(100.0), costs(110.0)], vec![costs(190.0), costs(150.0)]];
        let (sheets, sentence) = sheets(&runs(), &judged, &[3.0, 1.0]);
        assert_eq!(sheets[2].rows[0][1..], [Said::Pounds(40.0), Said::Pounds(10.0)]);
        assert_eq!(sheets[2].rows[1][1..], [Said::Pounds(10.0), Said::Pounds(7.5)]);
        assert!(sentence.starts_with("The decisions of growth hold up best: at worst £10 above"), "{sentence}");
        assert!(sentence.ends_with("under base they give away £10."), "{sentence}");
    }

    #[test]
    fn decisions_that_are_not_possible_are_said_and_do_not_hold_up() {
        let judged = [vec![costs(100.0), costs(110.0)], vec![Judged::Impossible("no money".into()), costs(150.0)]];
        let (sheets, sentence) = sheets(&runs(), &judged, &[1.0, 1.0]);
        assert_eq!(sheets[0].rows[0][2], Said::Text("not possible: no money".into()));
        assert_eq!(sheets[2].rows[0][1], Said::Text("not possible under all of them".into()));
        assert!(sentence.starts_with("The decisions of growth"), "{sentence}");
    }
}
