//! What easing a limit would gain: the plan made again with more capital, longer journeys, sooner projects, contracts
//! without a minimum.

use maud::{Markup, html};

use super::grid::{Entry, Grid, numbers, words};
use super::numbers::{BLANK, pounds, signed_count};
use super::{Told, nothing};
use crate::answers::{Gain, Relaxation, Totals};
use crate::units::Pounds;

/// One line per limit.
pub(super) fn markup(told: &Told) -> Markup {
    let relaxed = &told.answers.relaxed;
    if relaxed.is_empty() {
        return nothing(
            "What easing a limit would gain was not worked out, or no limit that could be eased binds anything.",
        );
    }
    let head = [words("Limit eased")].into_iter().chain(
        [
            "Gain, £ of the objective",
            "out by up to, £",
            "Real money, £ more",
            "Child-years more without a place",
            "Child-years more displaced",
        ]
        .map(numbers),
    );
    let mut grid = Grid::new("table-relax", "The plan made again with one limit eased", head.collect());
    for relaxed in relaxed {
        let name = match relaxed.what {
            Relaxation::Unused(contract) => format!("{}: {}", told.case[contract].name, relaxed.what.words()),
            what => what.words().to_owned(),
        };
        let name = match relaxed.gain {
            Ok(Gain { more: None, .. }) => format!("{name} (by prices)"),
            Ok(_) => name,
            Err(why) => format!("{name} ({})", why.as_str()),
        };
        grid.row([name.into()].into_iter().chain(figures(relaxed.gain.ok())).collect());
    }
    html! {
        (grid.markup())
        p class="note" {
            "Each limit by itself, every decision and every placement made again. Solved, a gain may be out either way, and one no larger than that is no gain that is shown. By prices no child is placed anew: no plan gains more than the gain and what it may be out by together. "
            "The objective is discounted and includes penalties; with more minutes of guidance, penalties that are no longer charged for the same journeys count in it. Minus is less. Gains do not add up."
        }
    }
}

fn figures(gain: Option<Gain>) -> [Entry; 5] {
    let more = gain.and_then(|gain| gain.more);
    let children = |of: fn(Totals) -> f64| more.map_or_else(|| BLANK.to_owned(), |more| signed_count(of(more))).into();
    [
        pounds(gain.map(|gain| Pounds(gain.objective))).into(),
        pounds(gain.map(|gain| Pounds(gain.within))).into(),
        pounds(more.map(|more| Pounds(more.money))).into(),
        children(|more| more.unplaced),
        children(|more| more.displaced),
    ]
}
