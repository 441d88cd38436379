//! How the plan was found and checked, with what settings, from which inputs: enough to find it again.

use maud::{Markup, html};

use super::grid::{Grid, numbers, words};
use super::numbers::{BLANK, number, percent, pounds};
use super::{Told, answer, nothing};
use crate::case::Penalty;
use crate::units::{Pounds, grouped};

/// Method, proof, audit, settings, inputs.
pub(super) fn markup(told: &Told) -> Markup {
    html! {
        p {
            "Every child of the forecast is placed, year by year, where the need can be met, within reach and places, or waits. "
            "Of all ways to do so, to open projects and to sign contracts, the plan is the one with the least total of money, discounted, and of penalties for what money does not show: "
            "children without a place, at last resort, in a kind that suits less well, or with a journey over the guidance. "
            "It is found as a mixed-integer programme, which also proves how much better any other plan could be. "
            "What each figure of this page says, its formula and the column it comes from: docs/reading.md of placewise."
        }
        h3 { "How far from the best" }
        p { (answer::proof(told.plan, told.figures)) }
        (objective(told))
        h3 { "The audit" }
        (audit(told))
        h3 { "Settings" }
        (settings(told))
        h3 { "Inputs" }
        (inputs(told))
    }
}

fn objective(told: &Told) -> Markup {
    let figures = told.figures;
    let parts = &figures.parts;
    let rows = [
        ("Placements", parts.placements),
        ("Covered by contracts", parts.covered_by_contracts),
        ("Block contracts", parts.contracts),
        ("Running projects", parts.projects),
        ("Children above the places", parts.overfill),
        ("Transport", parts.transport),
        ("Capital", parts.capital),
        ("Penalty: without a place", parts.unplaced_penalty),
        ("Penalty: last resort", parts.last_resort_penalty),
        ("Penalty: a kind that suits less well", parts.not_preferred_penalty),
        ("Penalty: over the travel guidance", parts.over_minutes_penalty),
        ("Penalty: rules on the mix", parts.policy_penalty),
        ("After the last year", parts.tail),
    ];
    let head = vec![words("Part"), numbers("£, discounted")];
    let mut grid = Grid::new("table-objective", "What was minimised, part by part", head);
    for (name, amount) in rows.into_iter().filter(|(_, amount)| amount.abs() >= 0.5) {
        grid.row(vec![name.into(), pounds(Some(Pounds(amount))).into()]);
    }
    let money = |amount: f64| pounds(Some(Pounds(amount)));
    grid.total(vec!["Objective".into(), money(figures.objective).into()]);
    grid.total(vec![
        "No plan can come to less than".into(),
        figures.bound.map_or_else(|| BLANK.to_owned(), money).into(),
    ]);
    grid.markup()
}

fn audit(told: &Told) -> Markup {
    let head = vec![words("What must hold"), words("Result"), numbers("Largest difference")];
    let mut grid = Grid::new("table-audit", "Checks, worked out again from the tables and the plan alone", head);
    for check in &told.audit.checks {
        let result = if check.passed { "passed" } else { "FAILED" };
        let worst = if check.worst.is_finite() { grouped(check.worst, 4) } else { "not a number".to_owned() };
        grid.row(vec![check.what.into(), result.into(), format!("{worst} {}", check.unit).into()]);
    }
    if grid.is_empty() {
        return nothing("No checks were made.");
    }
    let failed = || told.audit.checks.iter().filter(|check| !check.passed);
    html! {
        (grid.markup())
        @for check in failed() {
            p { strong { "Failed: " } (check.what) }
            ul { @for example in &check.examples { li { (example) } } }
        }
    }
}

fn settings(told: &Told) -> Markup {
    let mut grid =
        Grid::new("table-settings", "Settings of the plan and of the search", vec![words("Setting"), words("Value")]);
    for (name, value) in of_model(told).into_iter().chain(of_search(told)) {
        grid.row(vec![name.into(), value.into()]);
    }
    grid.markup()
}

fn of_model(told: &Told) -> Vec<(&'static str, String)> {
    let (travel, objective) = (&told.case.travel, &told.case.objective);
    let a_year = |amount: Pounds| format!("{amount} per child-year");
    let unplaced = match objective.unplaced_penalty {
        Penalty::Auto => "auto: twice the dearest real option",
        Penalty::Fixed(_) => "as given",
    };
    let asset_life = match objective.asset_life {
        0 => "all at once".to_owned(),
        years => format!("over {years} years"),
    };
    vec![
        ("Years", told.span()),
        ("Prices of", told.case.price_year.to_string()),
        ("Scenario", told.record.scenario.clone()),
        ("Road km per straight-line km, where not measured", grouped(travel.circuity, 2)),
        ("Speed, where not measured", format!("{} km per hour", number(travel.speed_kmh))),
        ("Reach by road", travel.reach.to_string()),
        ("Discount rate", format!("{} a year", percent(objective.discount_rate, 1))),
        ("Capital is charged", asset_life),
        ("Weight of capital", grouped(objective.capital_weight, 2)),
        ("Penalty without a place", format!("{} ({unplaced})", a_year(Pounds(told.figures.unplaced_penalty)))),
        ("Penalty at last resort", a_year(objective.last_resort_penalty)),
        ("Penalty where a better-suited kind exists", a_year(objective.not_preferred_penalty)),
        ("Penalty over the travel guidance", format!("{} per minute per child-year", objective.over_minutes_penalty)),
        (
            "What placements cost after the last year",
            if objective.count_tail { "counted" } else { "not counted" }.to_owned(),
        ),
    ]
}

fn of_search(told: &Told) -> Vec<(&'static str, String)> {
    let (record, model) = (told.record, told.figures.model);
    let threads = if record.settings.threads == 0 { "all".to_owned() } else { record.settings.threads.to_string() };
    let n = |size: usize| grouped(size as f64, 0);
    let size = match model.rows {
        0 => format!("{} columns, priced out as needed", n(model.columns)),
        rows => format!("{} columns, {} rows, {} coefficients", n(model.columns), n(rows), n(model.nonzeros)),
    };
    vec![
        ("Proven when within", percent(record.settings.gap, 3)),
        ("Engine", record.settings.engine.clone()),
        ("Time limit", format!("{} s", number(record.settings.time_limit_s))),
        ("Threads", threads),
        ("Seed", record.settings.seed.to_string()),
        ("Solver", record.solver.clone()),
        ("Size of the programme", size),
        ("placewise", record.placewise.clone()),
        ("When and where", "run.json holds when the run began, how long it took and the machine.".to_owned()),
    ]
}

fn inputs(told: &Told) -> Markup {
    if told.record.inputs.is_empty() {
        return nothing("The record names no input files.");
    }
    let head = vec![words("Input"), words("File"), words("sha256")];
    let mut grid = Grid::new("table-inputs", "Every file that was read, and the hash of its contents", head);
    for input in &told.record.inputs {
        grid.row(vec![input.name.clone().into(), input.path.clone().into(), input.sha256.clone().into()]);
    }
    html! {
        p { "Model file: " (told.record.model) "." }
        (grid.markup())
    }
}
