//! `statement.txt`: what was done to make the figures safe, and against what they are not.

use std::fmt::Write as _;

use super::tables::HIDDEN;
use crate::publish::{Level, Published};
use crate::report::Told;
use crate::units::{Pounds, grouped};

/// £ to which every line of the money is rounded at least.
const LEAST: f64 = 1000.0;

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
         a child. So a total may differ from the sum of its parts, and a group that rounds to none is shown as 0. Groups that \
         have nobody are listed too, but for those that the kind of provision does not suit."
            .to_owned(),
        format!(
            "Counts of 1 to 4 are hidden and written {HIDDEN}: {} of {} counts.",
            count(published.few),
            count(published.counts.len())
        ),
        format!(
            "{} more are hidden, and written {HIDDEN} too, so that no count of 1 to 4 can be worked out from totals or from \
             another table. For every count of 1 to 4 there is a set of figures in which it is 0 and another in which it \
             is 5, and both agree with every count of that year that is shown here, to the last decimal, with every sum that \
             ties the tables together, and with the money. Where the counts of a table are whole numbers, those sets are \
             too, and in a third it is another of 1 to 4. Nobody who has these tables alone can tell which is true.",
            count(published.beside)
        ),
    ];
    let all = || published.lines.values().chain(published.totals.values()).map(|rounded| rounded.to_nearest);
    let coarse = all().filter(|&to| to > LEAST).count();
    done.push(format!(
        "Money is rounded to the nearest £1,000; {}. Totals are rounded by themselves and may differ from the sum of their \
         lines; balances are the grant less the total that is shown. Grants and what projects cost to build are public.",
        match coarse {
            0 => "nothing follows from that of a count of 1 to 4, whatever a child costs at each school".to_owned(),
            n => format!(
                "{} of {} amounts more coarsely, to the nearest {} at most (column to_nearest), because from less a count \
                 of 1 to 4 could be worked out with what a child costs at each school, or because 1 to 4 children cause \
                 the amount: then it would be shown the same with none and with 5",
                count(n),
                count(all().count()),
                Pounds(all().fold(LEAST, f64::max))
            ),
        }
    ));
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
  · What a school can hold: in some of the figures that stand for a hidden count a school has more children than places.
  · Two plans published side by side: figures that are hidden in one may be read from what changed in the other. Publish
    one plan, or only the totals of the second.
  · Years are protected one by one. Whoever knows which children stay where they are from year to year knows more.
";
