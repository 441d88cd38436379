//! One plan for many futures as tables, and in words.

use super::{Comes, Found, Future, Policy};
use crate::case::Case;
use crate::plan::PlanStatus;
use crate::report::{Paper, Said, Sheet};
use crate::solve::{Decisions, Worst};
use crate::units::{Pounds, grouped};

/// The files of the paper.
pub const FILES: [&str; 6] =
    ["futures.html", "futures.xlsx", "value.csv", "costs.csv", "children.csv", "decisions.csv"];

impl Found {
    /// Its tables and sentences.
    pub fn paper(&self, futures: &[Future], worst: Worst) -> Paper {
        let written = Written { found: self, futures, worst, case: futures[0].ready.case() };
        Paper {
            stem: "futures",
            title: format!("{}: one plan for {} futures", written.case.title, futures.len()),
            says: written.says(),
            sheets: vec![written.value(), written.costs(), written.children(), written.decisions()],
        }
    }
}

struct Written<'a> {
    found: &'a Found,
    futures: &'a [Future],
    worst: Worst,
    case: &'a Case,
}

/// What is measured of a plan in a future.
type Measure = fn(&Comes) -> f64;

const OBJECTIVE: Measure = |comes| comes.objective;
const UNPLACED: Measure = |comes| comes.totals.unplaced;
const DISPLACED: Measure = |comes| comes.totals.displaced;

impl Written<'_> {
    fn likely(&self) -> Vec<f64> {
        self.futures.iter().map(|future| future.likely).collect()
    }

    /// The mean over all futures.
    fn expected(&self, comes: impl Iterator<Item = f64>) -> f64 {
        self.likely().iter().zip(comes).map(|(likely, each)| likely * each).sum()
    }

    fn of(&self, policy: &Policy, measure: Measure) -> f64 {
        self.expected(policy.comes_to.iter().map(measure))
    }

    fn known(&self, measure: Measure) -> f64 {
        self.expected(self.found.own.iter().map(|(_, comes)| measure(comes)))
    }

    fn says(&self) -> Vec<String> {
        let Found { common, mean, gap, status, .. } = self.found;
        let (opened, signed) = self.counts(&common.decisions);
        let expected = self.of(common, OBJECTIVE);
        let proven = match status {
            PlanStatus::Optimal => "proven to be within",
            _ => "not proven closer than",
        };
        let mut says = vec![format!(
            "One plan for all {} futures opens {opened} and signs {signed}; it is expected to come to {}, discounted \
             with penalties, {proven} {}% of the best there can be.",
            self.futures.len(),
            Pounds(expected),
            grouped(100.0 * gap, 3),
        )];
        says.push(match mean {
            Some(mean) if mean.decisions == common.decisions => {
                "Planning for the mean forecast alone leads to the same decisions.".to_owned()
            }
            Some(mean) => {
                // Never less than nothing: these decisions were judged too.
                let dearer = self.of(mean, OBJECTIVE) - expected;
                let unplaced = self.of(mean, UNPLACED) - self.of(common, UNPLACED);
                let displaced = self.of(mean, DISPLACED) - self.of(common, DISPLACED);
                format!(
                    "Planning for the mean forecast alone is expected to come to {} more, with {} without a place and {} \
                     displaced: that is what planning for all of them is worth.",
                    Pounds(dearer),
                    more(unplaced),
                    more(displaced),
                )
            }
            None => "The plan for the mean forecast alone is not possible in all of these futures.".to_owned(),
        });
        says.push(format!(
            "To know beforehand which of them comes would be worth {}, and by what is proven at most {}.",
            Pounds((expected - self.known(OBJECTIVE)).max(0.0)),
            Pounds((expected - self.expected(self.found.least.iter().copied())).max(0.0)),
        ));
        says
    }

    /// What is opened and signed, in words.
    fn counts(&self, decisions: &Decisions) -> (String, String) {
        let opened = self.case.projects.iter().zip(&decisions.opened).filter(|(k, at)| k.is_optional() && at.is_some());
        let signed = self.case.contracts.iter().zip(&decisions.signed).filter(|(m, at)| m.is_optional() && **at);
        (counted(opened.count(), "project"), counted(signed.count(), "block contract"))
    }

    /// What one plan for all is worth.
    fn value(&self) -> Sheet {
        let head = ["", "discounted £ with penalties", "child-years without a place", "child-years displaced"];
        let Found { common, mean, .. } = self.found;
        let row = |name: &str, of: &dyn Fn(Measure) -> Option<f64>| {
            let said = |measure, unit: fn(f64) -> Said| of(measure).map_or(Said::Blank, unit);
            vec![name.into(), said(OBJECTIVE, Said::Pounds), said(UNPLACED, Said::Count), said(DISPLACED, Said::Count)]
        };
        let of_common = |measure| self.of(common, measure);
        let of_mean = |measure| mean.as_ref().map(|mean| self.of(mean, measure));
        let rows = vec![
            row("one plan for all, expected", &|m| Some(of_common(m))),
            row("the plan for the mean forecast, expected", &of_mean),
            row("each future's own plan, expected", &|m| Some(self.known(m))),
            row("worth of planning for all of them", &|m| Some(of_mean(m)? - of_common(m))),
            row("worth of knowing the future", &|m| Some(of_common(m) - self.known(m))),
        ];
        Sheet {
            name: "value",
            title: "What planning for all of them is worth",
            head: head.map(str::to_owned).to_vec(),
            rows,
        }
    }

    /// The cost of each plan in each future.
    fn costs(&self) -> Sheet {
        let title = "What the plans come to, discounted £ with penalties";
        let mut sheet = self.by_future("costs", title, OBJECTIVE, Said::Pounds);
        if self.worst.weight > 0.0 {
            let worst = |costs: Vec<f64>| Said::Pounds(self.worst.worst(&self.likely(), &costs));
            let of = |policy: &Policy| worst(policy.comes_to.iter().map(OBJECTIVE).collect());
            sheet.rows.push(vec![
                format!("mean of the worst {}%", grouped(100.0 * self.worst.share, 0)).into(),
                Said::Blank,
                of(&self.found.common),
                self.found.mean.as_ref().map_or(Said::Blank, of),
                worst(self.found.own.iter().map(|(_, comes)| comes.objective).collect()),
            ]);
        }
        sheet
    }

    /// Children without a place in each future.
    fn children(&self) -> Sheet {
        self.by_future(
            "children",
            "Child-years without a place or displaced",
            |c| UNPLACED(c) + DISPLACED(c),
            Said::Count,
        )
    }

    fn by_future(&self, name: &'static str, title: &'static str, measure: Measure, unit: fn(f64) -> Said) -> Sheet {
        let head = ["future", "how likely", "one plan for all", "the plan for the mean forecast", "its own plan"];
        let Found { common, mean, own, .. } = self.found;
        let mut rows: Vec<Vec<Said>> = Vec::new();
        for (w, future) in self.futures.iter().enumerate() {
            let of_mean = mean.as_ref().map(|mean| measure(&mean.comes_to[w]));
            rows.push(vec![
                future.name.as_str().into(),
                Said::Share(future.likely),
                unit(measure(&common.comes_to[w])),
                of_mean.map_or(Said::Blank, unit),
                unit(measure(&own[w].1)),
            ]);
        }
        rows.push(vec![
            "expected".into(),
            Said::Blank,
            unit(self.of(common, measure)),
            mean.as_ref().map_or(Said::Blank, |mean| unit(self.of(mean, measure))),
            unit(self.known(measure)),
        ]);
        Sheet { name, title, head: head.map(str::to_owned).to_vec(), rows }
    }

    /// What opens and is signed in each plan.
    fn decisions(&self) -> Sheet {
        let Found { common, mean, own, .. } = self.found;
        let mut head: Vec<String> =
            ["decision", "name", "one plan for all", "the plan for the mean forecast"].map(str::to_owned).to_vec();
        head.extend(self.futures.iter().map(|future| format!("{}, its own", future.name)));
        let plans = |of: &dyn Fn(&Decisions) -> Said| -> Vec<Said> {
            let beside = mean.as_ref().map_or(Said::Blank, |mean| of(&mean.decisions));
            [of(&common.decisions), beside].into_iter().chain(own.iter().map(|(own, _)| of(own))).collect()
        };
        let mut rows = Vec::new();
        for (k, project) in self.case.projects.iter().enumerate().filter(|(_, project)| project.is_optional()) {
            let opens = |decisions: &Decisions| match decisions.opened[k] {
                Some(t) => Said::Text(self.case.year(t).to_string()),
                None => "no".into(),
            };
            let name = [format!("project {}", project.id).into(), project.name.as_str().into()];
            rows.push(name.into_iter().chain(plans(&opens)).collect());
        }
        for (m, contract) in self.case.contracts.iter().enumerate().filter(|(_, contract)| contract.is_optional()) {
            let signed = |decisions: &Decisions| if decisions.signed[m] { "yes" } else { "no" }.into();
            let name = [format!("contract {}", contract.id).into(), contract.name.as_str().into()];
            rows.push(name.into_iter().chain(plans(&signed)).collect());
        }
        Sheet { name: "decisions", title: "What opens and what is signed", head, rows }
    }
}

/// `3 projects`, `1 project`, `no project`.
fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// `2.5 child-years more`, `2.5 fewer`.
fn more(child_years: f64) -> String {
    let amount = grouped(child_years.abs(), 1);
    format!("{amount} {} child-years", if child_years < 0.0 { "fewer" } else { "more" })
}
