//! A plan in plain words: what an officer reads when a solve ends, and what the audit found.

mod audit;
mod forms;
mod proof;

use std::fmt::Write as _;

use super::Told;
use super::figures::{Figures, Tally};
use super::finance::{Standing, standings};
use super::findings;
use crate::answers::Answers;
use crate::audit::Audit;
use crate::case::{Case, Commitment, Status};
use crate::id::{ContractIx, ProjectIx};
use crate::plan::{Account, Plan, Purse, Reason};
use crate::scenario::Scenario;
use crate::units::{Children, Pounds, Year, grouped};

pub(in crate::report) use audit::audit_line;
pub use audit::{audit_json, audit_words};
pub(in crate::report) use forms::{child_years, count, grid, named, number, percent};
use proof::proof;
pub(in crate::report) use proof::{ALTERNATIVE, timeless_proof};

/// The summary at the end of a solve; `seconds` is how long the solve took.
pub fn summary(
    case: &Case,
    plan: &Plan,
    (audit, figures, answers): (&Audit, &Figures, &Answers),
    seconds: f64,
) -> String {
    let years = match case.years() {
        1 => case.first_year.to_string(),
        n => format!("{} to {} · {n} years", case.first_year, case.last_year),
    };
    let sections = [
        format!("{}\n{years}\n{}", case.title, scenario(case)),
        findings::words(answers),
        children(case, plan, figures),
        projects(case, plan),
        contracts(case, plan),
        policies(case, plan),
        costs(case, plan),
        format!("{}\n{}", proof(plan, figures.model, seconds), audit_line(audit)),
    ];
    sections.iter().filter(|section| !section.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The scenario and what it changed; nothing where the tables are as they are.
fn scenario(case: &Case) -> String {
    if case.scenario == Scenario::default() {
        return String::new();
    }
    let mut text = format!("Scenario \"{}\"\n", case.scenario.name);
    for step in &case.scenario.steps {
        let _ = writeln!(text, "  {step}");
    }
    text
}

/// Why there are no years with nothing new beside the plan.
pub(in crate::report) fn no_as_is(told: &Told) -> &'static str {
    if told.plan.takes_nothing(told.case) {
        "The plan opens no optional project and signs no new contract: it is what there would be with nothing new."
    } else {
        "The same years with nothing new were not worked out."
    }
}

fn children(case: &Case, plan: &Plan, figures: &Figures) -> String {
    let mut text = String::from("Children with an EHC plan\n");
    let head = ["", "forecast", "placed", "no place", "displaced", "over guidance", "last resort"];
    let line = |name: String, tally: &Tally| {
        let numbers = [
            tally.child_years,
            tally.placed_child_years(),
            tally.unplaced_child_years,
            tally.displaced_child_years,
            tally.over_minutes_child_years,
            tally.last_resort_child_years,
        ];
        [name].into_iter().chain(numbers.map(count)).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> =
        figures.years.iter().map(|year| line(Year(year.year).to_string(), &year.tally)).collect();
    if case.years() > 1 {
        rows.push(line("child-years".to_owned(), &figures.total));
    }
    text.push_str(&grid(&head, &rows));
    let total = &figures.total;
    let glosses = [
        (
            total.displaced_child_years,
            "displaced: in a dearer or less suitable kind only because the better one is full",
        ),
        (total.over_minutes_child_years, "over guidance: placed, with a journey longer than the travel guidance"),
        (total.last_resort_child_years, "last resort: placed where the need is met only just"),
    ];
    for (_, gloss) in glosses.iter().filter(|(children, _)| count(*children) != "0") {
        let _ = writeln!(text, "  {gloss}");
    }
    text.push_str(&why_unplaced(plan));
    if !figures.years.iter().map(|year| &year.tally).chain([total]).all(Tally::adds_up_rounded) {
        text.push_str("  a forecast is an average, not whole children: each figure is rounded by itself\n");
    }
    text
}

/// Why children have no place, structural reasons first, in words.
pub(in crate::report) const REASONS: [(Option<Reason>, &str); 6] = [
    (Some(Reason::NoProvisionAccepts), "no provision takes their need and year group"),
    (Some(Reason::TooFar), "none within reach"),
    (Some(Reason::NotYetOpen), "those that would take them open later"),
    (Some(Reason::Full), "all that take them are full"),
    (Some(Reason::Policy), "a rule, a budget or a later need held the places"),
    (None, "reason not worked out"),
];

/// Child-years without a place by reason; nothing where everybody is placed.
fn why_unplaced(plan: &Plan) -> String {
    let mut text = String::new();
    for (reason, words) in REASONS {
        let n: Children = plan.cells.iter().filter(|cell| cell.reason == reason).map(|cell| cell.unplaced).sum();
        if count(n.get()) != "0" {
            let _ = writeln!(text, "  no place, {words}: {}", child_years(n.get()));
        }
    }
    text
}

fn projects(case: &Case, plan: &Plan) -> String {
    if case.projects.is_empty() {
        return String::new();
    }
    let mut opening: Vec<(Year, ProjectIx)> =
        plan.openings.iter().enumerate().filter_map(|(k, year)| Some(((*year)?, ProjectIx::new(k)))).collect();
    opening.sort_unstable();
    let rows: Vec<Vec<String>> = opening
        .iter()
        .map(|&(year, at)| {
            let project = &case[at];
            let capital = match project.status {
                Status::Committed => "already funded".to_owned(),
                _ => project.capital_cost.to_string(),
            };
            let name = named(&project.name, project.id.as_str());
            vec![name, year.to_string(), number(project.places.get()), capital]
        })
        .collect();
    let mut text = String::from("What to open\n");
    if rows.is_empty() {
        text.push_str("  nothing\n");
    } else {
        text.push_str(&grid(&["", "opens", "places", "capital"], &rows));
    }
    let rest = case.projects.len() - rows.len();
    if rest > 0 {
        let _ = writeln!(text, "  not opened: {rest} of {} projects", case.projects.len());
    }
    text
}

fn contracts(case: &Case, plan: &Plan) -> String {
    if case.contracts.is_empty() {
        return String::new();
    }
    let signed: Vec<ContractIx> =
        plan.signed.iter().enumerate().filter(|(_, signed)| **signed).map(|(m, _)| ContractIx::new(m)).collect();
    let rows: Vec<Vec<String>> = signed
        .iter()
        .map(|&at| {
            let (contract, account) = (&case[at], Account::of(case, plan, at));
            let mut name = named(&contract.name, contract.id.as_str());
            if contract.new_places.get() > 0.0 {
                let _ = write!(name, ", adds {} places", number(contract.new_places.get()));
            }
            if contract.status == Commitment::Signed {
                name.push_str(", already signed");
            }
            let filled =
                if account.places > 0.0 { percent(account.used / account.places, 0) } else { "–".to_owned() };
            vec![
                name,
                contract.first_year.to_string(),
                contract.last_year.to_string(),
                number(contract.places.get()),
                contract.price.to_string(),
                filled,
                account.saving().to_string(),
            ]
        })
        .collect();
    let mut text = String::from("Which blocks to sign\n");
    if rows.is_empty() {
        text.push_str("  none\n");
    } else {
        let head = ["", "from", "to", "places", "a place", "filled", "saves"];
        text.push_str(&grid(&head, &rows));
    }
    let rest = case.contracts.len() - rows.len();
    if rest > 0 {
        let _ = writeln!(text, "  not signed: {rest} of {} offers", case.contracts.len());
    }
    text
}

/// Rules on the mix that the plan breaks, one a line; nothing where all are kept.
fn policies(case: &Case, plan: &Plan) -> String {
    let (mut text, mut slight) = (String::new(), 0);
    for years in plan.breaches.chunk_by(|a, b| a.policy == b.policy) {
        let total: Children = years.iter().map(|breach| breach.children).sum();
        let worst = years.iter().max_by(|a, b| a.children.get().total_cmp(&b.children.get()));
        let Some(worst) = worst.filter(|_| count(total.get()) != "0") else { continue };
        if total.get() < 0.5 {
            slight += 1;
            continue;
        }
        let (policy, year, most) = (&case[worst.policy].id, worst.year, count(worst.children.get()));
        let _ = writeln!(text, "  {policy}: by {}, most in {year} ({most})", child_years(total.get()));
    }
    if slight > 0 {
        let _ = writeln!(text, "  {slight} more, each by less than half a child-year");
    }
    if text.is_empty() { text } else { format!("Rules on the mix that are not kept\n{text}") }
}

fn costs(case: &Case, plan: &Plan) -> String {
    let [high_needs, transport, capital] =
        [Purse::HighNeeds, Purse::Transport, Purse::Capital].map(|purse| standings(case, plan, purse));
    let money = |amount: Option<Pounds>| amount.map_or_else(|| "–".to_owned(), |p| grouped(p.get(), 0));
    let head = ["", "high needs", "grant", "balance", "transport", "capital", "capital left"];
    let row = |name: String, h: &Standing, t: &Standing, c: &Standing| {
        let amounts = [Some(h.total), h.grant, h.balance, Some(t.total), Some(c.total), c.cumulative];
        [name].into_iter().chain(amounts.map(money)).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> =
        (0..case.years()).map(|t| row(case.year(t).to_string(), &high_needs[t], &transport[t], &capital[t])).collect();
    if case.years() > 1 {
        let [h, t, c] = [&high_needs, &transport, &capital].map(|purse| total(purse));
        rows.push(row("total".to_owned(), &h, &t, &c));
    }
    let table = grid(&head, &rows);
    format!("What it costs, £ at {} prices\n{table}{}", case.price_year, against_grant(case, &total(&high_needs)))
}

/// Whether the high needs grant covers the plan; nothing where some year's grant is not given.
fn against_grant(case: &Case, high_needs: &Standing) -> String {
    let Some(balance) = high_needs.balance else { return String::new() };
    let years = if case.years() > 1 { format!(" over the {} years", case.years()) } else { String::new() };
    if balance.get() < 0.0 {
        format!("  the high needs block is overspent by {}{years}\n", Pounds(-balance.get()))
    } else {
        format!("  the high needs grant covers it, with {balance} left{years}\n")
    }
}

/// The years of a purse added up; what depends on a grant that some year lacks is `None`.
fn total(years: &[Standing]) -> Standing {
    Standing {
        total: years.iter().map(|year| year.total).sum(),
        grant: years.iter().map(|year| year.grant).sum(),
        balance: years.iter().map(|year| year.balance).sum(),
        cumulative: years.last().and_then(|year| year.cumulative),
    }
}
