//! What each decision is worth: the plan with that decision turned round.

use maud::{Markup, html};

use super::grid::{Grid, numbers, words};
use super::numbers::{BLANK, pounds, signed_count};
use super::{Told, nothing};
use crate::answers::{Decision, Worth};
use crate::units::Pounds;

/// Those the plan takes, then those it leaves.
pub(super) fn markup(told: &Told) -> Markup {
    let worths = &told.answers.worths;
    if worths.is_empty() {
        return nothing("What each decision is worth was not worked out, or there is nothing to decide.");
    }
    let (taken, left): (Vec<&Worth>, Vec<&Worth>) = worths.iter().partition(|worth| worth.taken);
    html! {
        @if !taken.is_empty() {
            (table(told, "table-worths-taken", "What leaving out each decision of the plan would do", &taken))
        }
        @if !left.is_empty() {
            (table(told, "table-worths-left", "What taking each decision that the plan leaves out would do", &left))
        }
        @if !told.answers.unknown.is_empty() {
            (unknown(told))
        }
        @if !told.answers.replanned.is_empty() {
            (replanned(told))
        }
        p class="note" {
            "More is worse in every column, and a minus is better. The objective is discounted and includes penalties; real money is all purses together, not discounted. "
            "The other decisions are held as they are, and every child is placed anew. Worths do not add up: one decision may stand in for another. "
            "Where money and children are left blank there was time for prices only: the objective is at least what is said less what it may be out by."
        }
    }
}

fn table(told: &Told, id: &'static str, caption: &str, worths: &[&Worth]) -> Markup {
    let head = [words("Decision")].into_iter().chain(
        [
            "Objective, £ more",
            "out by up to, £",
            "Real money, £ more",
            "Child-years more without a place",
            "Child-years more displaced",
        ]
        .map(numbers),
    );
    let mut grid = Grid::new(id, caption, head.collect());
    for worth in worths {
        grid.row(vec![
            named(told, worth).into(),
            pounds(Some(Pounds(worth.cost))).into(),
            pounds(Some(Pounds(worth.within))).into(),
            pounds(worth.more.map(|more| Pounds(more.money))).into(),
            worth.more.map_or_else(|| BLANK.to_owned(), |more| signed_count(more.unplaced)).into(),
            worth.more.map_or_else(|| BLANK.to_owned(), |more| signed_count(more.displaced)).into(),
        ]);
    }
    grid.markup()
}

/// Its name, and the year that a project left out would open in.
fn named(told: &Told, worth: &Worth) -> String {
    let name = name(told, worth.decision);
    worth.year.map_or_else(|| name.clone(), |year| format!("{name}, opened in {year}"))
}

fn name(told: &Told, decision: Decision) -> String {
    match decision {
        Decision::Project(at) => told.case[at].name.clone(),
        Decision::Contract(at) => told.case[at].name.clone(),
    }
}

/// What would be done instead, decisions that the plan takes first and the dearest of them first.
fn replanned(told: &Told) -> Markup {
    let head = vec![
        words("Decision"),
        words("Turned round"),
        numbers("Objective, £ more"),
        words("What else would be decided"),
    ];
    let mut grid = Grid::new("table-replanned", "The same with everything else planned anew", head);
    let taken = |decision: Decision| match decision {
        Decision::Project(at) => told.plan.openings[at.get()].is_some(),
        Decision::Contract(at) => told.plan.signed[at.get()],
    };
    let mut all: Vec<_> = told.answers.replanned.iter().map(|one| (taken(one.decision), one)).collect();
    all.sort_by(|(a_taken, a), (b_taken, b)| b_taken.cmp(a_taken).then(b.cost.total_cmp(&a.cost)));
    for (taken, one) in all {
        let verb = match (one.decision, taken) {
            (Decision::Project(_), true) => "not opened",
            (Decision::Project(_), false) => "opened",
            (Decision::Contract(_), true) => "not signed",
            (Decision::Contract(_), false) => "signed",
        };
        let instead = if one.instead.is_empty() { "nothing else" } else { &one.instead };
        let cost = pounds(Some(Pounds(one.cost)));
        grid.row(vec![name(told, one.decision).into(), verb.into(), cost.into(), instead.into()]);
    }
    html! {
        (grid.markup())
        p class="note" {
            "Capital that is freed buys what is best instead, and what is taken at any price is paid for by what is worth least. Never more than with the other decisions held, which are written here where nothing better was found. On a large county it is judged by the prices of places, no child placed anew. An amount below nothing is within what the plan may still be from the best."
        }
    }
}

/// Decisions whose worth is not known, and why.
fn unknown(told: &Told) -> Markup {
    let mut grid = Grid::new("table-worths-unknown", "Not worked out", vec![words("Decision"), words("Why")]);
    for (decision, why) in &told.answers.unknown {
        grid.row(vec![name(told, *decision).into(), why.as_str().into()]);
    }
    grid.markup()
}
