//! What each decision is worth: the plan with that decision turned round.

use maud::{Markup, html};

use super::grid::{Grid, numbers, words};
use super::numbers::{pounds, signed_count};
use super::{Subject, nothing};
use crate::answers::{Decision, Worth};
use crate::units::Pounds;

/// Those the plan takes, then those it leaves.
pub(super) fn markup(subject: &Subject) -> Markup {
    let worths = &subject.answers.worths;
    if worths.is_empty() {
        return nothing("What each decision is worth was not worked out, or there is nothing to decide.");
    }
    let (taken, left): (Vec<&Worth>, Vec<&Worth>) = worths.iter().partition(|worth| worth.taken);
    html! {
        @if !taken.is_empty() {
            (table(subject, "table-worths-taken", "What leaving out each decision of the plan would do", &taken))
        }
        @if !left.is_empty() {
            (table(subject, "table-worths-left", "What taking each decision that the plan leaves out would do", &left))
        }
        p class="note" {
            "More is worse in every column, and a minus is better. The objective is discounted and includes penalties; real money is all purses together, not discounted. "
            "“Planned anew” says whether the other decisions were chosen again around the change or held as they are. Worths do not add up: one decision may stand in for another."
        }
    }
}

fn table(subject: &Subject, id: &'static str, caption: &str, worths: &[&Worth]) -> Markup {
    let head = [words("Decision")].into_iter().chain(
        ["Objective, £ more", "Real money, £ more", "Child-years more without a place", "Child-years more displaced"]
            .map(numbers),
    );
    let mut grid = Grid::new(id, caption, head.chain([words("Rest")]).collect());
    for worth in worths {
        grid.row(vec![
            named(subject, worth.decision).into(),
            pounds(Some(Pounds(worth.cost))).into(),
            pounds(Some(Pounds(worth.money))).into(),
            signed_count(worth.unplaced).into(),
            signed_count(worth.displaced).into(),
            if worth.replanned { "planned anew" } else { "held" }.into(),
        ]);
    }
    grid.markup()
}

fn named(subject: &Subject, decision: Decision) -> String {
    match decision {
        Decision::Project(at) => subject.case[at].name.clone(),
        Decision::Contract(at) => subject.case[at].name.clone(),
    }
}
