//! The tables of a comparison.

use super::{ChangedRow, Compared};
use crate::report::{Choice, Figures, Glance, Said, Sheet};
use crate::units::Year;

/// What each run is and how good it is.
pub(super) fn runs(runs: &[Compared]) -> Sheet {
    let head = ["run", "scenario", "what it changes", "status", "gap", "audit"];
    let row = |run: &Compared| {
        let (record, figures) = (&run.glance.record, &run.glance.figures);
        vec![
            run.name.as_str().into(),
            record.scenario.as_str().into(),
            record.steps.join("; ").into(),
            figures.status.replace('_', " ").into(),
            figures.gap.map_or(Said::Blank, Said::Share),
            if figures.audit_passed { "passed" } else { "FAILED" }.into(),
        ]
    };
    Sheet {
        name: "runs",
        title: "The runs",
        head: head.map(str::to_owned).to_vec(),
        rows: runs.iter().map(row).collect(),
    }
}

/// What is measured of a run.
type Measure = (&'static str, fn(f64) -> Said, fn(&Glance) -> f64);

const MEASURES: [Measure; 12] = [
    ("objective, discounted £ with penalties", Said::Pounds, |run| run.figures.objective),
    ("children, child-years", Said::Count, |run| run.figures.total.child_years),
    ("without a place, child-years", Said::Count, |run| run.figures.total.unplaced_child_years),
    ("displaced, child-years", Said::Count, |run| run.figures.total.displaced_child_years),
    ("at last resort, child-years", Said::Count, |run| run.figures.total.last_resort_child_years),
    ("over the travel guidance, child-years", Said::Count, |run| run.figures.total.over_minutes_child_years),
    ("journey, minutes one way on average", Said::Count, |run| run.figures.total.mean_minutes().unwrap_or(0.0)),
    ("high needs, £", Said::Pounds, |run| run.figures.total.cost.high_needs),
    ("transport, £", Said::Pounds, |run| run.figures.total.cost.transport),
    ("capital, £", Said::Pounds, |run| run.figures.total.cost.capital),
    ("projects opened", Said::Count, |run| run.opened() as f64),
    ("contracts signed", Said::Count, |run| run.signed() as f64),
];

/// What each run comes to, the whole horizon first and then each year's shortfall and purses.
pub(super) fn results(runs: &[Compared]) -> Sheet {
    let mut head = vec!["measure".to_owned()];
    for (number, run) in runs.iter().enumerate() {
        head.push(run.name.clone());
        if number > 0 {
            head.push("more".to_owned());
        }
    }
    let mut rows: Vec<Vec<Said>> = MEASURES
        .iter()
        .map(|&(name, unit, of)| beside(name.to_owned(), unit, runs.iter().map(|run| Some(of(&run.glance)))))
        .collect();
    for year in years(runs) {
        let tally = |figures: &Figures| figures.years.iter().find(|found| found.year == year).map(|found| found.tally);
        let named = |what: &str| format!("{}: {what}", Year(year));
        let of = |read: fn(&super::super::Tally) -> f64| {
            runs.iter().map(move |run| tally(&run.glance.figures).map(|tally| read(&tally))).collect::<Vec<_>>()
        };
        let unplaced = of(|tally| tally.unplaced_child_years);
        rows.push(beside(named("without a place, children"), Said::Count, unplaced.into_iter()));
        rows.push(beside(named("high needs, £"), Said::Pounds, of(|tally| tally.cost.high_needs).into_iter()));
    }
    Sheet { name: "results", title: "What they come to, and how much more than the first", head, rows }
}

/// A row of numbers, each but the first followed by how much more it is than the first.
fn beside(name: String, unit: fn(f64) -> Said, numbers: impl Iterator<Item = Option<f64>>) -> Vec<Said> {
    let numbers: Vec<Option<f64>> = numbers.collect();
    let first = numbers.first().copied().flatten();
    let mut row = vec![Said::Text(name)];
    for (at, number) in numbers.into_iter().enumerate() {
        row.push(number.map_or(Said::Blank, unit));
        if at > 0 {
            row.push(number.zip(first).map_or(Said::Blank, |(number, first)| unit(number - first)));
        }
    }
    row
}

fn years(runs: &[Compared]) -> Vec<i32> {
    let mut years: Vec<i32> = runs.iter().flat_map(|run| run.glance.figures.years.iter().map(|y| y.year)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// What each run decides: every project and contract that is a choice in some run, and in how many plans it is taken.
pub(super) fn decisions(runs: &[Compared]) -> Sheet {
    let mut head: Vec<String> = ["decision", "name", "in how many plans"].map(str::to_owned).to_vec();
    head.extend(runs.iter().map(|run| run.name.clone()));
    let mut rows = Vec::new();
    for (what, of) in [("project", projects as fn(&Glance) -> &[Choice]), ("contract", contracts)] {
        for (id, name) in choices(runs, of) {
            let found: Vec<Option<&Choice>> =
                runs.iter().map(|run| of(&run.glance).iter().find(|choice| choice.id == id)).collect();
            let taken = found.iter().flatten().filter(|choice| choice.taken).count();
            let mut row = vec![format!("{what} {id}").into(), name.into(), how_many(taken, runs.len()).into()];
            row.extend(found.into_iter().map(decided));
            rows.push(row);
        }
    }
    Sheet { name: "decisions", title: "What they decide", head, rows }
}

fn projects(run: &Glance) -> &[Choice] {
    &run.projects
}

fn contracts(run: &Glance) -> &[Choice] {
    &run.contracts
}

/// Ids and names of what is a choice in some run, in the order of the first run that has it.
fn choices(runs: &[Compared], of: fn(&Glance) -> &[Choice]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for choice in runs.iter().flat_map(|run| of(&run.glance)).filter(|choice| choice.optional) {
        if !found.iter().any(|(id, _)| *id == choice.id) {
            found.push((choice.id.clone(), choice.name.clone()));
        }
    }
    found
}

/// `every`, `most`, `some` or `none`.
pub(super) fn how_many(taken: usize, of: usize) -> &'static str {
    match taken {
        0 => "none",
        taken if taken == of => "every",
        taken if 2 * taken > of => "most",
        _ => "some",
    }
}

/// What a run does with a project or a contract: the year it opens, `signed`, `no` …
pub fn decided(choice: Option<&Choice>) -> Said {
    match choice {
        None => "not there".into(),
        Some(Choice { taken: true, year: Some(year), .. }) => Year(*year).to_string().into(),
        Some(Choice { taken: true, .. }) => "signed".into(),
        Some(Choice { optional: false, .. }) => "excluded".into(),
        Some(_) => "no".into(),
    }
}

/// Which rows of the inputs differ.
pub(super) fn rows(changed: &[ChangedRow]) -> Sheet {
    let row = |changed: &ChangedRow| {
        vec![
            changed.run.as_str().into(),
            changed.table.as_str().into(),
            changed.row.map(|row| Said::Text(row.to_string())).into(),
            changed.names.as_str().into(),
            changed.what.as_str().into(),
        ]
    };
    Sheet {
        name: "input_rows",
        title: "Input rows that are not those of the first run",
        head: ["run", "table", "line", "row", "what differs"].map(str::to_owned).to_vec(),
        rows: changed.iter().map(row).collect(),
    }
}

/// Which input files differ from those of the first run.
pub(super) fn inputs(runs: &[Compared]) -> Sheet {
    let hash = |run: &Compared, name: &str| {
        run.glance.record.inputs.iter().find(|input| input.name == name).map(|input| input.sha256.clone())
    };
    let mut names: Vec<&str> = Vec::new();
    for input in runs.iter().flat_map(|run| &run.glance.record.inputs) {
        if !names.contains(&input.name.as_str()) {
            names.push(&input.name);
        }
    }
    let row = |name: &str| {
        let first = runs.first().and_then(|run| hash(run, name));
        let said = |run: &Compared| match (hash(run, name), &first) {
            (None, _) => "not there",
            (Some(_), None) => "new",
            (Some(hash), Some(first)) if hash == *first => "same",
            (Some(_), Some(_)) => "changed",
        };
        let mut row = vec![Said::from(name)];
        row.extend(runs.iter().map(|run| Said::from(said(run))));
        row
    };
    let differs = |row: &Vec<Said>| row.iter().skip(1).any(|said| *said != Said::from("same"));
    let mut head = vec!["file".to_owned()];
    head.extend(runs.iter().map(|run| run.name.clone()));
    let rows = names.into_iter().map(row).filter(differs).collect();
    Sheet { name: "inputs", title: "Input files that are not those of the first run", head, rows }
}
