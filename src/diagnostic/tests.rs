use std::collections::BTreeSet;

use super::catalogue::{self, hints, references, values};
use super::{Diagnostic, Diagnostics, Severity};

fn example() -> Diagnostics {
    let mut all = Diagnostics::new();
    let place = |d: Diagnostic, row, column: &str| d.file("forecast.csv").row(row).column(column);
    for row in (2..12).rev() {
        let unknown = Diagnostic::new(&references::E301, "There is no locality `Okham` in localities.");
        all.push(place(unknown, row, "locality").value("Okham").help("Did you mean `Oakham`?"));
    }
    all.push(Diagnostic::new(&hints::W101, "`x.csv` is not one of the tables, so it is ignored.").file("x.csv"));
    all.push(place(Diagnostic::new(&values::E202, "`two` is not a number."), 5, "children").value("two"));
    all
}

#[test]
fn text_is_grouped_ordered_and_short() {
    insta::assert_snapshot!(example().to_text(), @r"
    Errors in forecast.csv
      E202 row 5, children: `two` is not a number.
          Write the number alone, such as 12, 12.5, 1,234 or £14,500: no words and no units.
      E301 row 2, locality: There is no locality `Okham` in localities.
          Did you mean `Oakham`?
      E301 row 3, locality: There is no locality `Okham` in localities.
      E301 row 4, locality: There is no locality `Okham` in localities.
          ... and 7 more rows like this, the last on row 11 (Named, but not there)

    Warnings in x.csv
      W101: `x.csv` is not one of the tables, so it is ignored.
          Rename it if it is meant, or move it elsewhere.

    11 errors, 1 warning.
    ");
}

#[test]
fn json_has_every_diagnostic() {
    let mut all = example();
    all.sort();
    let json: serde_json::Value = serde_json::from_str(&all.to_json().unwrap()).unwrap();
    assert_eq!((&json["errors"], &json["warnings"]), (&11.into(), &1.into()));
    assert_eq!(json["diagnostics"].as_array().map(Vec::len), Some(12));
    let first = serde_json::json!({
        "severity": "error", "code": "E202", "file": "forecast.csv", "row": 5, "column": "children", "value": "two",
        "message": "`two` is not a number.", "help": values::E202.fix,
    });
    assert_eq!(json["diagnostics"][0], first);
}

#[test]
fn nothing_to_tell_is_said() {
    assert_eq!(Diagnostics::new().to_text(), "No problems found.\n");
    assert!(!Diagnostics::new().has_errors());
    assert_eq!(example().count(Severity::Error), 11);
}

#[test]
fn every_code_is_there_once_and_can_be_looked_up() {
    let codes: Vec<&str> = catalogue::all().map(|entry| entry.code).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert_eq!(catalogue::find(" e301 ").map(|entry| entry.code), Some("E301"));
    assert_eq!(catalogue::find("E999"), None);
    for entry in catalogue::all() {
        let texts = [entry.title, entry.meaning, entry.why, entry.example, entry.fix];
        assert!(texts.iter().all(|text| !text.trim().is_empty()), "{}", entry.code);
        assert!(entry.meaning.ends_with('.') && entry.why.ends_with('.') && entry.fix.ends_with('.'), "{}", entry.code);
    }
}
