//! The published files of the little shire.

use std::fmt::Write as _;

use super::*;
use crate::answers::Answers;
use crate::publish::Level;
use crate::report::fixture;

/// Every published file as text, the workbook left out.
fn published() -> String {
    let run = fixture::Run::of(Answers::default());
    let published = Published::of(&run.case, &run.plan, Level::Area).unwrap();
    let mut text = String::new();
    for file in files(run.told(), &published) {
        let (name, bytes) = file.into_bytes().unwrap();
        assert!(super::super::is_output(&name), "{name}");
        if ![WORKBOOK, "columns.csv"].iter().any(|left_out| name.ends_with(left_out)) {
            let _ = write!(text, "== {name}\n{}", String::from_utf8(bytes).unwrap());
        }
    }
    text
}

#[test]
fn small_counts_and_the_money_they_cause_are_not_in_the_published_files() {
    insta::assert_snapshot!(published());
}
