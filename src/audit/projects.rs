//! Projects open once, in a year they may, at most one of a group, none before what it requires, and optional ones are
//! full enough from their third year.

use std::collections::BTreeMap;

use super::books::Books;
use super::tally::Tally;
use super::words::children;
use super::{Check, PLACES_TOLERANCE};
use crate::case::Status;
use crate::id::ProjectIx;

/// The checks.
pub(super) fn check(books: &Books) -> Vec<Check> {
    vec![years(books), groups(books), requires(books), viable(books)]
}

fn years(books: &Books) -> Check {
    let mut tally = Tally::rule(
        "project_years",
        "projects",
        "Projects open only in years they may; committed ones in their first, excluded ones never.",
    );
    let case = books.case;
    for k in books.projects() {
        let project = &case[k];
        let opening = books.opening(k);
        let beyond = project.earliest > case.last_year;
        let good = match opening {
            Some(year) => project.opening_years(case.first_year).any(|allowed| allowed == year),
            None => project.status != Status::Committed || beyond,
        };
        tally.wrong_if(!good, || {
            let told = opening.map_or("does not open".to_owned(), |year| format!("opens in {year}"));
            let (status, from, to) = (project.status.as_str(), project.earliest, project.latest);
            format!("{} {told}; it is {status}, {from} to {to}", project.id)
        });
    }
    tally.finish()
}

fn groups(books: &Books) -> Check {
    let mut tally = Tally::rule("project_groups", "projects", "At most one project of a group opens.");
    let mut open: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for k in books.projects().filter(|&k| books.opening(k).is_some()) {
        let project = &books.case[k];
        if let Some(group) = &project.group {
            open.entry(group).or_default().push(project.id.as_str());
        }
    }
    for (group, members) in open {
        tally.off(members.len() as f64 - 1.0, || format!("group {group}: {} open", members.join(", ")));
    }
    tally.finish()
}

fn requires(books: &Books) -> Check {
    let mut tally = Tally::rule("project_requires", "projects", "No project opens before one that it requires.");
    for k in books.projects() {
        let Some(opened) = books.opening(k) else { continue };
        for &other in &books.case[k].requires {
            let ready = books.opening(other).is_some_and(|year| year <= opened);
            tally.wrong_if(!ready, || {
                format!("{} opens in {opened} without {}", books.case[k].id, books.case[other].id)
            });
        }
    }
    tally.finish()
}

fn viable(books: &Books) -> Check {
    let mut tally = Tally::new(
        "viable",
        "children",
        PLACES_TOLERANCE,
        "From their third year, provisions of optional projects have at least the children the project needs.",
    );
    for k in books.projects() {
        third_year_on(books, k, &mut tally);
    }
    tally.finish()
}

fn third_year_on(books: &Books, k: ProjectIx, tally: &mut Tally) {
    let (case, project) = (books.case, &books.case[k]);
    let Some(least) = project.min_children.filter(|_| project.status == Status::Optional) else { return };
    for t in (0..case.years()).filter(|&t| books.age(k, case.year(t)).is_some_and(|age| age >= 2)) {
        let there = books.placed(project.provision, t);
        tally.off(least.get() - there, || {
            let place = &case[project.provision].id;
            format!("{}: {} at {place} in {}, it needs {}", project.id, children(there), case.year(t), least.get())
        });
    }
}
