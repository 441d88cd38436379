//! The published files of the little shire.

use std::fmt::Write as _;

use super::*;
use crate::answers::Answers;
use crate::publish::{Group, Level};
use crate::report::fixture;
use crate::report::table::Table;

/// Every published file as text, the workbook left out.
fn published() -> String {
    let run = fixture::Run::of(Answers::default());
    let published = Published::of(&run.case, &run.plan, Level::Area).unwrap();
    let mut text = String::new();
    for file in files(run.told(), &published) {
        let (name, bytes) = file.into_bytes().unwrap();
        assert!(super::super::is_output(&name), "{name}");
        if ![WORKBOOK, PAGE, "columns.csv"].iter().any(|left_out| name.ends_with(left_out)) {
            let _ = write!(text, "== {name}\n{}", String::from_utf8(bytes).unwrap());
        }
    }
    text
}

#[test]
fn small_counts_and_the_money_they_cause_are_not_in_the_published_files() {
    insta::assert_snapshot!(published());
}

/// Were it never hidden, a school that is hidden would have somebody.
#[test]
fn a_school_where_nobody_is_may_be_hidden_too() {
    let mut run = fixture::Run::of(Answers::default());
    let beech = run.plan.placements.last().unwrap().provision;
    run.plan.placements.retain(|placement| placement.provision != beech);
    let published = Published::of(&run.case, &run.plan, Level::Area).unwrap();
    let there = published.counts.iter().filter(|count| count.of == Group::There(beech));
    assert_eq!(there.count(), run.case.years());
}

#[test]
fn the_page_shows_what_is_in_the_tables_and_nothing_else() {
    let run = fixture::Run::of(Answers::default());
    let published = Published::of(&run.case, &run.plan, Level::Area).unwrap();
    let page = String::from_utf8(page::page(run.told(), &published)).unwrap();
    // Every number in a cell of the page is in a table, rounded or not.
    let tables = tables(run.told(), &published).into_iter().map(Table::into_csv);
    let known: Vec<String> = tables
        .flat_map(|csv| String::from_utf8(csv).unwrap().split([',', '\n']).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let cells = page.split("<td").skip(1).filter_map(|cell| cell.split_once('>')?.1.split_once("</td>"));
    let numbers: Vec<String> =
        cells.map(|(cell, _)| cell.replace([',', '£'], "")).filter(|n| n.parse::<f64>().is_ok()).collect();
    let is_known =
        |number: &String| known.iter().any(|cell| cell.parse::<f64>().is_ok_and(|n| number.parse() == Ok(n)));
    assert!(numbers.len() > 10 && numbers.iter().all(is_known), "{numbers:?}");
    assert!(page.contains("[c]") && page.contains("Not protected against: What a school can hold"), "{page}");
}
