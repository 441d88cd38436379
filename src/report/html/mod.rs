//! `report.html`: the plan as one page that a committee can read, print and check.
//!
//! One file without scripts, outside links or fonts. Each section answers one question and is a file here; it takes its
//! figures from [`Figures`] and the output tables, so that the page and the files beside it say the same.

mod answer;
mod bases;
mod chart;
mod contracts;
mod demand;
mod destinations;
pub(super) mod grid;
mod maps;
mod method;
mod next;
mod numbers;
mod places;
mod projects;
mod purses;
mod relax;
mod shortages;
mod sums;
mod travel;
mod utilisation;
mod worths;

#[cfg(test)]
mod tests;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Told;
use crate::units::Year;

const STYLE: &str = include_str!("style.css");

impl Told<'_> {
    /// The last year of the plan.
    fn last(&self) -> Year {
        self.case.last_year
    }

    /// The first and the last year; only one where they are the same.
    fn ends(&self) -> Vec<Year> {
        let mut ends = vec![self.case.first_year, self.case.last_year];
        ends.dedup();
        ends
    }

    /// Every year of the plan.
    fn years(&self) -> impl Iterator<Item = Year> {
        (0..self.case.years()).map(|t| self.case.year(t))
    }

    /// `over 2026/27 to 2029/30`, or `in 2026/27`.
    fn during(&self) -> String {
        format!("{} {}", if self.case.years() == 1 { "in" } else { "over" }, self.span())
    }

    /// `2026/27 to 2029/30`, or the one year.
    fn span(&self) -> String {
        if self.case.years() == 1 {
            self.case.first_year.to_string()
        } else {
            format!("{} to {}", self.case.first_year, self.case.last_year)
        }
    }
}

/// A section: the fragment it is reached by, its heading and what it says.
struct Section {
    id: &'static str,
    heading: &'static str,
    body: Markup,
}

/// The page, as UTF-8. Only what it takes from `record` differs between two runs of the same inputs.
pub fn page(told: Told) -> Vec<u8> {
    let sections = sections(&told);
    let body = html! {
        a class="skip" href="#answer" { "Skip to the answer" }
        header id="answer" { (answer::markup(&told)) }
        nav aria-label="Contents" { ol { @for part in &sections { li { a href={ "#" (part.id) } { (part.heading) } } } } }
        main { @for part in &sections { (section(part)) } }
        footer { p { "placewise " (told.record.placewise) ". The figures of this page stand in the CSV files beside it; columns.csv explains them." } }
    };
    document(&told.case.title, &body)
}

/// A whole page in the one style, as UTF-8.
pub(super) fn document(title: &str, body: &Markup) -> Vec<u8> {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · placewise" }
                style { (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    };
    page.into_string().into_bytes()
}

/// Every section, in the order of a reader's questions.
fn sections(told: &Told) -> Vec<Section> {
    let section = |id, heading, body| Section { id, heading, body };
    vec![
        section("demand", "How many children need a place", demand::markup(told)),
        section("places", "Places against children", places::markup(told)),
        section("destinations", "Where children go", destinations::markup(told)),
        section("maps", "Where places fall short, and where the plan adds them", maps::markup(told)),
        section("shortages", "Who goes short and why", shortages::markup(told)),
        section("bases", "Why not a base", bases::markup(told)),
        section("utilisation", "How full every provision is", utilisation::markup(told)),
        section("projects", "What to open, and when", projects::markup(told)),
        section("contracts", "Which block contracts to sign", contracts::markup(told)),
        section("purses", "What each purse pays", purses::markup(told)),
        section("travel", "How long children travel", travel::markup(told)),
        section("worths", "What each decision is worth", worths::markup(told)),
        section("next", "Where the next places would help most", next::markup(told)),
        section("relax", "What easing a limit would gain", relax::markup(told)),
        section("method", "Method, settings and checks", method::markup(told)),
    ]
}

fn section(part: &Section) -> Markup {
    let heading = format!("{}-heading", part.id);
    html! {
        section id=(part.id) aria-labelledby=(heading) {
            h2 id=(heading) { (part.heading) }
            (part.body)
        }
    }
}

/// The line of a section that has nothing to show.
fn nothing(why: &str) -> Markup {
    html! { p class="empty" { (why) } }
}
