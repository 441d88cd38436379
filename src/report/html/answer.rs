//! The first screen: what the plan comes to, in sentences and four figures, and how sure they are.

use maud::{Markup, html};

use super::super::finance::standings;
use super::super::words::ALTERNATIVE;
use super::super::{Figures, Tally};
use super::Told;
use super::numbers::{BLANK, child_years, count};
use crate::answers::Finding;
use crate::plan::{CellOutcome, Plan, PlanStatus, Purse};
use crate::scenario::Scenario;
use crate::units::{Children, Gap, Pounds};

/// Title, findings, key figures, proof.
pub(super) fn markup(told: &Told) -> Markup {
    let (case, figures) = (told.case, told.figures);
    html! {
        h1 { (case.title) }
        p class="years" { "Specialist school places, " (told.span()) " · money in £ at " (case.price_year) " prices" }
        @if case.scenario != Scenario::default() {
            p class="scenario" { "Scenario: " strong { (case.scenario.name) } }
            ul class="scenario" { @for step in &case.scenario.steps { li { (step) } } }
        }
        @if !figures.audit_passed {
            p class="alarm" role="alert" { "Audit failed: do not use this plan. The checks that failed are listed at the end of this page." }
        }
        dl class="key" { @for key in keys(told) { (key.markup()) } }
        p class="proof" { (proof(told.plan, figures)) " " (audit(told)) }
        (findings(&told.answers.findings))
    }
}

fn findings(findings: &[Finding]) -> Markup {
    html! {
        @if !findings.is_empty() {
            ul class="findings" {
                @for finding in findings {
                    li { (finding.text) " " span class="source" { "(" (finding.file) @if !finding.rows.is_empty() { ": " (finding.rows) } ")" } }
                }
            }
        }
    }
}

/// One of the four figures.
struct Key {
    name: &'static str,
    figure: String,
    more: Vec<String>,
}

impl Key {
    fn markup(&self) -> Markup {
        html! {
            div {
                dt { (self.name) }
                dd class="figure" { (self.figure) }
                @for line in &self.more { dd class="more" { (line) } }
            }
        }
    }
}

fn keys(told: &Told) -> [Key; 4] {
    [
        children(told, "Children without a place", |tally| tally.unplaced_child_years, |cell| cell.unplaced),
        children(told, "Children displaced", |tally| tally.displaced_child_years, |cell| cell.displaced),
        high_needs(told),
        capital(told),
    ]
}

/// Children of the last year, then over all years, then as it is.
fn children(told: &Told, name: &'static str, of: fn(&Tally) -> f64, of_cell: fn(&CellOutcome) -> Children) -> Key {
    let figures = told.figures;
    let last = figures.years.last().map_or(0.0, |year| of(&year.tally));
    let mut more = vec![format!("in {}", told.last())];
    if figures.years.len() > 1 {
        more.push(format!("{} over the {} years", child_years(of(&figures.total)), figures.years.len()));
    }
    if let Some(as_is) = &told.answers.as_is {
        let total: Children = as_is.cells.iter().map(of_cell).sum();
        let words = if figures.years.len() > 1 { child_years } else { count };
        more.push(format!("as is: {}", words(total.get())));
    }
    Key { name, figure: count(last), more }
}

/// The balance over all years, or what is spent where some year's grant is not given.
fn high_needs(told: &Told) -> Key {
    let balance = |plan: &Plan| {
        standings(told.case, plan, Purse::HighNeeds).iter().map(|year| year.balance).sum::<Option<Pounds>>()
    };
    let mut more = Vec::new();
    let spent = Pounds(told.figures.total.cost.high_needs);
    let figure = if let Some(balance) = balance(told.plan) {
        more.push(format!("high needs grant less {spent} {}", told.during()));
        balance.to_string()
    } else {
        more.push(format!("the grant is not given for every year; {spent} is spent {}", told.during()));
        BLANK.to_owned()
    };
    if let Some(balance) = told.answers.as_is.as_ref().and_then(balance) {
        more.push(format!("as is: {balance}"));
    }
    Key { name: "High needs balance", figure, more }
}

/// What is spent on the programme, and what came in.
fn capital(told: &Told) -> Key {
    let mut more = vec![format!("spent {}", told.during())];
    if let Some(budget) = &told.case.budget {
        more.push(format!("of {} that comes in", budget.capital.iter().copied().sum::<Pounds>()));
    }
    Key { name: "Capital", figure: Pounds(told.figures.total.cost.capital).to_string(), more }
}

/// How far the plan may be from the best, in £ and as a share.
pub(super) fn proof(plan: &Plan, figures: &Figures) -> String {
    let apart = figures.bound.map(|bound| Pounds((figures.objective - bound).max(0.0)));
    match (plan.proven, apart, figures.gap) {
        (true, Some(apart), Some(gap)) => {
            format!("Proven: no plan can be more than {apart} ({}) cheaper.", Gap(gap))
        }
        (_, Some(apart), Some(gap)) if plan.status == PlanStatus::Alternative => {
            format!("{ALTERNATIVE}: at most {apart} ({}) dearer than the best possible.", Gap(gap))
        }
        (_, Some(apart), Some(gap)) => format!(
            "Not proven: {}; it is at most {apart} ({}) dearer than the best possible.",
            stopped(plan.status),
            Gap(gap)
        ),
        _ => format!("Not proven: {}; how far it is from the best possible is not known.", stopped(plan.status)),
    }
}

fn stopped(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::TimeLimit => "the time limit came first, and this is the best plan found",
        PlanStatus::Feasible | PlanStatus::Optimal | PlanStatus::Alternative => {
            "the search was stopped, and this is the best plan found"
        }
    }
}

fn audit(told: &Told) -> String {
    let (all, failed) = (&told.audit.checks, told.audit.checks.iter().filter(|check| !check.passed).count());
    if told.figures.audit_passed {
        format!("Audit passed: {} checks, worked out again from the tables and the plan alone.", all.len())
    } else {
        format!("Audit failed: {failed} of {} checks.", all.len())
    }
}
