//! The page of a plan made by hand, read back.

mod markup;

use std::collections::BTreeSet;

use self::markup::Node;
use super::super::{Figures, ModelSize, fixture, tables};
use super::*;
use crate::answers::{Answers, Decision, Finding, Totals, WhyUnknown, Worth};
use crate::case::{Case, Forecast};
use crate::id::ProjectIx;
use crate::plan::Plan;
use crate::units::grouped;

fn none() -> Answers {
    Answers::default()
}

fn some() -> Answers {
    let decision = Decision::Project(ProjectIx::new(0));
    let worth = Worth {
        decision,
        taken: true,
        year: None,
        cost: 9.4e5,
        within: 12.0,
        more: Some(Totals { money: -0.2, unplaced: 5.0, displaced: -2.0 }),
    };
    let unknown = vec![(Decision::Project(ProjectIx::new(1)), WhyUnknown::NoCapital)];
    let finding = Finding { text: "All <well> & good.".into(), file: "finance.csv", rows: "year 2026".into() };
    let next = vec![fixture::next_place()];
    Answers {
        as_is: Some(fixture::plan()),
        worths: vec![worth],
        unknown,
        next,
        relaxed: fixture::relaxed(),
        replanned: fixture::replanned(),
        findings: vec![finding],
        ..from_the_plan()
    }
}

/// What is read off the fixture's plan, with nothing solved besides.
fn from_the_plan() -> Answers {
    let mut answers = none();
    answers.find(&fixture::case(), &fixture::plan());
    answers
}

fn figures(case: &Case, plan: &Plan, passed: bool) -> Figures {
    Figures::new(case, plan, &fixture::audit(passed), ModelSize::default())
}

fn text_of(case: &Case, plan: &Plan, answers: &Answers, passed: bool) -> String {
    let figures = figures(case, plan, passed);
    let (audit, record) = (fixture::audit(passed), fixture::record());
    String::from_utf8(page(Told {
        case,
        plan,
        audit: &audit,
        figures: &figures,
        answers,
        record: &record,
        published: None,
    }))
    .unwrap()
}

/// The fixture, in its first year only.
fn one_year() -> (Case, Plan) {
    let (mut case, mut plan) = (fixture::case(), fixture::plan());
    case.last_year = case.first_year;
    let first = case.first_year;
    plan.placements.retain(|row| row.year == first);
    plan.cells.retain(|row| row.year == first);
    plan.utilisation.retain(|row| row.year == first);
    plan.finance.retain(|row| row.year == first);
    plan.fills.retain(|row| row.year == first);
    plan.openings = vec![None; 2];
    (case, plan)
}

/// Two years in which there is nothing, and nothing is known.
fn nothing_at_all() -> (Case, Plan) {
    let (mut case, mut plan) = (fixture::case(), fixture::plan());
    case.forecast = Forecast::new(vec![], 1, 2);
    (case.localities, case.settings, case.provisions) = (vec![], vec![], vec![]);
    (case.costs, case.projects, case.contracts, case.budget) = (vec![], vec![], vec![], None);
    (plan.placements, plan.cells, plan.utilisation, plan.fills) = (vec![], vec![], vec![], vec![]);
    (plan.finance, plan.openings, plan.signed) = (vec![], vec![], vec![]);
    (plan.bound, plan.gap, plan.proven) = (f64::NEG_INFINITY, f64::NAN, false);
    (case, plan)
}

/// Every page that the tests know.
fn pages() -> Vec<String> {
    let (case, plan) = (fixture::case(), fixture::plan());
    let ((short, year), (empty, none_there)) = (one_year(), nothing_at_all());
    vec![
        text_of(&case, &plan, &none(), true),
        text_of(&case, &plan, &some(), false),
        text_of(&short, &year, &none(), true),
        text_of(&empty, &none_there, &none(), true),
    ]
}

#[test]
fn pages_are_well_formed_and_every_picture_has_words() {
    for text in pages() {
        let page = Node::read(&text);
        let ids: Vec<&str> = page.all().into_iter().filter_map(|node| node.get("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        for link in page.named("a").into_iter().filter_map(|a| a.get("href")) {
            assert!(unique.contains(link.strip_prefix('#').expect("no outside links")), "{link}");
        }
        for node in page.all() {
            let labels = node.get("aria-labelledby").unwrap_or_default();
            assert!(labels.split_whitespace().all(|id| unique.contains(id)), "{labels}");
        }
        for svg in page.named("svg") {
            assert_eq!(svg.get("role"), Some("img"));
            let words = [&svg.children[0], &svg.children[1]].map(|node| (node.name.as_str(), node.text.len() > 8));
            assert_eq!(words, [("title", true), ("desc", true)], "{svg:?}");
            assert!(svg.children.len() > 3, "an empty chart: {}", svg.children[0].text);
        }
        assert!(["<script", "http", "src=", "@import", "url("].iter().all(|outside| !text.contains(outside)));
    }
}

/// `docs/reading.md` explains them all: what stands in a title before the first year, comma or colon is in the page.
#[test]
fn every_title_is_explained_in_the_page_on_reading() {
    let reading = include_str!("../../../docs/reading.md").replace("**", "");
    let reading = reading.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut missing = BTreeSet::new();
    for text in pages() {
        let page = Node::read(&text);
        for title in ["figcaption", "caption", "dt", "h2"].into_iter().flat_map(|name| page.named(name)) {
            let start = title.text.split(|sign: char| sign.is_ascii_digit() || ",:".contains(sign)).next();
            let start = start.unwrap_or_default().trim();
            if !reading.contains(start) {
                missing.insert(start.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "docs/reading.md does not explain {missing:?}");
}

#[test]
fn headings_are_in_order_and_tables_have_headers() {
    for text in pages() {
        let page = Node::read(&text);
        let level = |node: &&Node| node.name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok());
        let levels: Vec<u32> = page.all().iter().filter_map(level).collect();
        assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
        assert!(levels[0] == 1 && levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        for table in page.named("table") {
            assert_eq!(table.children[0].name, "caption");
            assert!(table.named("th").iter().all(|th| th.get("scope").is_some_and(|s| s == "col" || s == "row")));
            let rows = table.named("tr");
            assert!(rows.len() > 1 && rows.iter().all(|row| row.children.len() == rows[0].children.len()));
        }
    }
}

#[test]
fn nothing_is_ever_not_a_number_or_a_negative_zero() {
    for text in pages() {
        let words = Node::read(&text).text;
        for wrong in ["NaN", "inf ", "-0 ", "-£0 ", "−0"] {
            assert!(!format!("{words} ").contains(wrong), "{wrong}");
        }
        for cell in Node::read(&text).named("td") {
            assert!(!["NaN", "inf", "-0", "-£0", ""].contains(&cell.text.as_str()), "{}", cell.text);
        }
        for svg in text.split("<svg").skip(1) {
            assert!(!svg.split("</svg>").next().unwrap().contains("NaN"));
        }
    }
}

#[test]
fn a_section_without_rows_says_why() {
    let (case, plan) = nothing_at_all();
    let page = Node::read(&text_of(&case, &plan, &none(), true));
    let sections = page.named("section");
    assert_eq!(sections.len(), 15);
    for section in &sections[..14] {
        let said = section.named("p").into_iter().any(|p| p.get("class") == Some("empty"));
        assert!(said, "{:?}", section.get("id"));
    }
    assert!(page.text.contains("how far it is from the best possible is not known"));
}

#[test]
fn names_from_the_input_are_escaped() {
    let (mut case, plan) = (fixture::case(), fixture::plan());
    let odd = "<b>\"O'Brien\" & Sons</b>";
    case.title = odd.into();
    case.localities[0].name = odd.into();
    case.localities[0].area = odd.into();
    case.kinds[0].name = odd.into();
    case.provisions[0].name = odd.into();
    case.settings[0].name = odd.into();
    case.projects[0].name = odd.into();
    case.contracts[0].name = odd.into();
    let text = text_of(&case, &plan, &some(), true);
    assert!(!text.contains("<b>"));
    let page = Node::read(&text);
    assert_eq!(page.named("h1")[0].text, odd);
    assert_eq!(page.table("table-contracts")[1][0], odd);
}

/// The rows of an output table as text.
fn rows(case: &Case, plan: &Plan, name: &str) -> Vec<Vec<String>> {
    let table =
        tables(case, plan, &Answers::default()).into_iter().find(|table| table.name == name).unwrap().into_csv();
    let mut reader = csv::Reader::from_reader(table.as_slice());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A number of an output table as the page writes money: to the pound, a dash where it is blank.
fn money(cell: &str) -> String {
    cell.parse::<f64>().map_or_else(
        |_| "–".to_owned(),
        |n| if n < 0.0 { format!("-£{}", grouped(-n, 0)) } else { format!("£{}", grouped(n, 0)) },
    )
}

/// A number of children as the page writes it: whole.
fn whole(cell: &str) -> String {
    cell.parse::<f64>().map_or_else(|_| "not limited".to_owned(), |n| grouped(n, 0))
}

#[test]
fn money_is_what_finance_says() {
    let (case, plan) = (fixture::case(), fixture::plan());
    let page = Node::read(&text_of(&case, &plan, &none(), true));
    let finance = rows(&case, &plan, "finance");
    let total = |purse: &str, year: &str| {
        finance.iter().find(|row| row[0] == year && row[1] == purse && row[2] == "total").unwrap()
    };
    let (block, purses) = (page.table("table-high-needs"), page.table("table-purses"));
    for (t, year) in ["2026", "2027"].into_iter().enumerate() {
        let high_needs = total("high_needs", year);
        assert_eq!(block[t + 1][1..], [3, 4, 5, 6].map(|column| money(&high_needs[column])));
        let paid = ["high_needs", "transport", "capital"].map(|purse| money(&total(purse, year)[3]));
        assert_eq!(purses[t + 1][1..], paid);
    }
    let all = figures(&case, &plan, true).total.cost;
    assert_eq!(purses[3][1..], [all.high_needs, all.transport, all.capital].map(|n| money(&n.to_string())));
    assert_eq!(page.table("table-lines")[1][1..4], ["£388,000", "-£210,000", "£187,200"]);
    assert_eq!(page.table("table-capital")[2][1..], ["£120,000", "£150,000", "£30,000"]);
}

#[test]
fn children_and_decisions_are_what_the_output_tables_say() {
    let (case, plan) = (fixture::case(), fixture::plan());
    let page = Node::read(&text_of(&case, &plan, &some(), true));
    let children =
        figures(&case, &plan, true).years.iter().map(|year| grouped(year.tally.child_years, 0)).collect::<Vec<_>>();
    for table in ["table-demand-need", "table-demand-phase"] {
        let table = page.table(table);
        assert_eq!(table[1..].iter().map(|row| row.last().unwrap().clone()).collect::<Vec<_>>(), children);
    }
    let projects = rows(&case, &plan, "projects");
    assert_eq!(
        page.table("table-projects")[1],
        ["1", "2027/28", &projects[0][1], "resource base", &projects[0][5], "£120,000", "£40,000", &projects[0][7]]
    );
    let contracts = rows(&case, &plan, "contracts");
    let [block, offer] = ["table-contracts", "table-offers"].map(|id| page.table(id).swap_remove(1));
    assert_eq!(block[8..11], [7, 8, 10].map(|column| money(&contracts[0][column])));
    assert_eq!(page.table("table-contract-years")[1][1..], ["4", "4", "3"]);
    assert!(page.text.contains("Beech House, 4 places: from 4 to 3 places filled in 2027/28"), "a project takes three");
    assert_eq!((block[6].as_str(), block[11].as_str(), offer[5].as_str()), ("81%", "76%", "96%"));
}

#[test]
fn places_are_what_utilisation_says() {
    let (case, plan) = (fixture::case(), fixture::plan());
    let page = Node::read(&text_of(&case, &plan, &none(), true));
    let used = rows(&case, &plan, "utilisation");
    let (places, go) = (page.table("table-places"), page.table("table-destinations-last"));
    for (kind, [first, last]) in [[&used[0], &used[2]], [&used[1], &used[3]]].into_iter().enumerate() {
        assert_eq!(places[kind + 1][1..], [whole(&first[6]), whole(&first[8]), whole(&last[6]), whole(&last[8])]);
        assert_eq!(go[1][kind + 1], whole(&last[8]));
    }
    let worth = page.table("table-utilisation");
    assert_eq!(worth[1][2..], ["4", "4", "100%", "8", "7", "88%", &money(&used[2][11])]);
    assert_eq!(worth.len(), 2);
    assert_eq!(page.table("table-travel-phase")[1], ["secondary", "10", "0", "0", "0", "0", "10", "0%"]);
}

#[test]
fn the_same_inputs_give_the_same_page() {
    assert_eq!(pages(), pages());
}
