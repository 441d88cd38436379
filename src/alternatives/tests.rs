use super::*;
use crate::report::{Choice, fixture, sheet_words};

fn choice(id: &str, year: Option<i32>, taken: bool) -> Choice {
    Choice { id: id.into(), name: format!("The {id}"), optional: true, taken, year }
}

/// A plan with these years for two sizes of a base and for a school, and with a contract or not; it costs so many £.
fn plan(name: &str, objective: f64, opens: [Option<i32>; 3], signs: bool) -> Compared {
    let mut glance = fixture::glance();
    let ids = ["B12", "B20", "School"];
    glance.projects = ids.iter().zip(opens).map(|(id, year)| choice(id, year, year.is_some())).collect();
    glance.contracts = vec![choice("Block", None, signs)];
    (glance.figures.objective, glance.figures.constant) = (objective, 1_000_000.0);
    glance.figures.bound = Some(objective - 5_000.0);
    Compared { name: name.into(), glance }
}

fn standing(kind: Kind, ids: &[&str], taken: usize, of_all: OfAll) -> Standing {
    let one_of = ids.iter().map(|id| ((*id).to_owned(), format!("The {id}"))).collect();
    Standing { kind, one_of, taken, of_all }
}

fn good(ended: Ended) -> GoodPlans {
    GoodPlans {
        title: "Shire".into(),
        plans: vec![
            plan("plan-01", 3_000_000.0, [Some(2026), None, None], true),
            plan("plan-02", 3_010_000.0, [None, Some(2027), None], false),
            plan("plan-03", 3_020_000.0, [Some(2028), None, None], true),
        ],
        room: (20_000.0, 0.01),
        standings: vec![
            standing(Kind::Project, &["B12", "B20"], 3, OfAll::Alike),
            standing(Kind::Project, &["B12"], 2, OfAll::Split),
            standing(Kind::Contract, &["Block"], 2, OfAll::Split),
            standing(Kind::Project, &["B20"], 1, OfAll::Split),
            standing(Kind::Project, &["School"], 0, OfAll::Alike),
        ],
        differ: Differ::Openings,
        ended,
    }
}

#[test]
fn good_plans_are_told_in_words_and_tables() {
    let good = good(Ended::Enough);
    let paper = paper(&good);
    insta::assert_snapshot!(paper.says.join("\n") + "\n\n" + &sheet_words(&paper.sheets[..2]));
}

#[test]
fn whether_there_are_more_is_said_as_it_is_known() {
    let said = |ended: Ended| paper(&good(ended)).says[1].clone();
    assert!(said(Ended::All(0)).ends_with("There are no others: proven."));
    assert!(said(Ended::All(2)).contains("Of 2 more it could not be settled"));
    assert!(said(Ended::Stopped).contains("in the time there was"));
}

#[test]
fn what_is_in_every_plan_listed_is_no_proof() {
    let said = |of_all: OfAll| {
        let mut good = good(Ended::Stopped);
        good.standings[0].of_all = of_all;
        paper(&good).says[2].clone()
    };
    assert!(said(OfAll::Alike).starts_with("Proven to be in every good plan, found or not: The B12 (B12) or The B20"));
    assert!(said(OfAll::Split).starts_with("In every plan listed, but there is a good plan without it: The B12"));
    assert!(
        said(OfAll::NotKnown).starts_with("In every plan listed; whether in every good plan is not known: The B12")
    );
}
