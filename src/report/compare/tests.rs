use super::*;
use crate::report::{Choice, Said, fixture};

/// A run of the fixture.
fn run(name: &str) -> Compared {
    Compared { name: name.to_owned(), glance: fixture::glance() }
}

fn choice(id: &str, taken: bool, year: Option<i32>) -> Choice {
    Choice { id: id.into(), name: id.to_lowercase(), optional: true, taken, year }
}

#[test]
fn decisions_results_and_inputs_stand_side_by_side() {
    let (mut first, mut second, mut third) = (run("a"), run("b"), run("c"));
    first.glance.projects =
        vec![choice("P", true, Some(2026)), choice("Q", false, None), choice("R", true, Some(2027))];
    second.glance.projects = vec![choice("P", true, Some(2028)), choice("Q", false, None), choice("R", false, None)];
    third.glance.projects = vec![choice("P", true, Some(2026)), choice("R", true, Some(2027))];
    for run in [&mut first, &mut second, &mut third] {
        run.glance.contracts.clear();
    }
    second.glance.figures.total.unplaced_child_years = first.glance.figures.total.unplaced_child_years + 2.5;
    second.glance.record.inputs[0].sha256 = "other".into();
    let paper = compare(&[first, second, third], &[]);
    let sheets = &paper.sheets;
    let row = |sheet: usize, row: usize| {
        sheets[sheet].rows[row]
            .iter()
            .map(|said| match said {
                Said::Text(text) => text.clone(),
                other => format!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(row(2, 0), ["project P", "p", "every", "2026/27", "2028/29", "2026/27"]);
    assert_eq!(row(2, 1), ["project Q", "q", "none", "no", "no", "not there"]);
    assert_eq!(row(2, 2), ["project R", "r", "most", "2027/28", "no", "2027/28"]);
    assert_eq!(row(3, 0), ["costs", "same", "changed", "same"]);
    assert_eq!(sheets[1].rows[2][3], Said::Count(2.5), "how much more than the first");
    assert_eq!(sheets::how_many(1, 2), "some");

    let words = paper.words();
    assert!(words.contains("What they decide\n") && words.contains("2028/29"), "{words}");
    let files = paper.files().unwrap();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["compare.html", "compare.xlsx", "runs.csv", "results.csv", "decisions.csv", "inputs.csv", "input_rows.csv"]
    );
    assert!(files[1].1.starts_with(b"PK"));
    assert_eq!(files, paper.files().unwrap(), "the same bytes");
}
