//! `statement.txt`: what was done to make the figures safe, and against what they are not.

use std::fmt::Write as _;

use super::tables::HIDDEN;
use crate::publish::{Level, Published};
use crate::report::Told;
use crate::units::grouped;

/// The statement, in lines of at most 110 letters.
pub(super) fn text(told: Told, published: &Published) -> String {
    let case = told.case;
    let mut text = format!("{}\nFigures that may be published, and what was done to make them so\n\n", case.title);
    let _ = writeln!(
        text,
        "Academic years {} to {}; money in £ at {} prices; made by placewise {}.\n",
        case.first_year, case.last_year, case.price_year, told.record.placewise
    );
    for (number, paragraph) in (1..).zip(done(published)) {
        for (at, line) in crate::report::findings::wrapped(&paragraph, 104).iter().enumerate() {
            let _ = if at == 0 { writeln!(text, "{number:>2}. {line}") } else { writeln!(text, "    {line}") };
        }
    }
    text + "\n" + LIMITS
}

/// The same without line breaks: what was done, then against what it does not protect.
pub(super) fn paragraphs(published: &Published) -> Vec<String> {
    let limits = LIMITS.split("  · ").skip(1);
    let limits = limits.map(|limit| limit.split_whitespace().collect::<Vec<_>>().join(" "));
    done(published).into_iter().chain(limits.map(|limit| format!("Not protected against: {limit}"))).collect()
}

/// What was done, paragraph by paragraph.
fn done(published: &Published) -> Vec<String> {
    let count = |n: usize| grouped(n as f64, 0);
    let places = match (published.level, published.areas.len()) {
        (Level::Whole, _) => "No place is told apart from the whole.".to_owned(),
        (Level::Authority, n) => format!("No place smaller than a local authority is told apart, and of those {n}."),
        (Level::Area, n) => format!("No place smaller than an area is told apart, and of those {n}."),
    };
    let mut done = vec![
        format!("{places} Places, schools and projects are public; children are counted, never listed."),
        "Counts are whole children, each rounded from the plan's own figure, which is an expectation and may be a part of \
         a child. So a total may differ from the sum of its parts, and a group that rounds to none is shown as 0. A group \
         that has nobody has no row."
            .to_owned(),
        format!(
            "Counts of 1 to 4 are hidden and written {HIDDEN}: {} of {} counts.",
            count(published.few),
            count(published.counts.len())
        ),
        format!(
            "{} more are hidden, and written {HIDDEN} too, so that no count of 1 to 4 can be worked out from totals or from \
             another table. For every count of 1 to 4 there is a set of figures in which it is 0 and another in which it \
             is 5, and both agree with every count of that year that is shown here, to the last decimal, and with every \
             sum that ties the tables together. Nobody who has these tables alone can tell which is true.",
            count(published.beside)
        ),
        "Money is rounded to the nearest £1,000. Grants are public and are not.".to_owned(),
    ];
    done.push(match published.veils.len() {
        0 => "No line of the money is caused by 1 to 4 children.".to_owned(),
        n => format!(
            "Where a line of the money is caused by 1 to 4 children, all lines of that purse and year are hidden, and \
             their total too where it is that line's: {n} purses and years."
        ),
    });
    done.push(
        "Left out altogether: who goes where by locality, journeys, bands of need, costs per child, how well each block \
         contract is used, what each decision and each place is worth, and the sentences that speak of few children."
            .to_owned(),
    );
    done
}

/// Against what the figures are not safe.
const LIMITS: &str = "\
What this does not protect against
  · Knowledge from elsewhere: a school's own returns, a head teacher who knows the children.
  · Unit costs: money is rounded, not hidden sum by sum. Whoever knows what a place of each kind costs may narrow down a
    hidden count from the money of its year.
  · Two plans published side by side: figures that are hidden in one may be read from what changed in the other. Publish
    one plan, or only the totals of the second.
  · Years are protected one by one. Whoever knows which children stay where they are from year to year knows more.
";
