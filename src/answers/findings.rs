//! What a plan comes to, in sentences that stand on their own: each with its figures, and the rows they rest on.
//!
//! Plain, exact and cautious: what holds only beside this plan says so, and what is within the proven gap is not called
//! a difference.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::words::{FEW, child_years, children, places, rounded_together};
use super::{Answers, Barrier, Decision, Finding, NotInBase, Relaxation, Trouble, WhyUnknown, Worth};
use crate::case::{Case, Family};
use crate::id::{ContractIx, NeedIx, ProjectIx};
use crate::plan::{CellOutcome, Plan, Purse};
use crate::units::{Pounds, Year, grouped};

/// Every finding, most important first.
pub(super) fn of(case: &Case, plan: &Plan, answers: &Answers) -> Vec<Finding> {
    let as_is = answers.as_is.as_ref();
    let all = [
        Some(without_a_place(case, plan, as_is)),
        where_short(answers),
        Some(what_it_costs(case, plan, as_is)),
        independent(case, plan, answers),
        what_opens(case, plan),
        worth_most(case, plan, answers),
        what_is_signed(case, plan, answers),
        where_next(case, answers),
        displaced(plan, answers),
        what_easing_gains(answers),
        demand(case, plan),
        Some(proof(plan)),
    ];
    all.into_iter().flatten().collect()
}

fn finding(file: &'static str, rows: impl Into<String>, text: String) -> Finding {
    Finding { text, file, rows: rows.into() }
}

fn without_a_place(case: &Case, plan: &Plan, as_is: Option<&Plan>) -> Finding {
    let unplaced = |plan: &Plan| plan.unplaced().get();
    let (here, now) = (unplaced(plan), as_is.map(unplaced));
    let years = if case.years() == 1 { String::new() } else { format!(" over the {} years", case.years()) };
    let mut text = if here < FEW {
        format!("Every child with an EHC plan in the forecast has a place{years}.")
    } else {
        let worst = by_year(plan, |cell| cell.unplaced.get()).into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        let worst = worst.map_or_else(String::new, |(year, n)| format!(", most in {year} ({})", children(n)));
        format!("{} without a place{years}{worst}.", child_years(here))
    };
    match now {
        Some(now) if now < FEW && here < FEW => text.push_str(" So it would with nothing new."),
        Some(now) if now < FEW => text.push_str(" With nothing new every child would have one."),
        Some(now) => {
            let _ = write!(text, " With nothing new it would be {} without one.", child_years(now));
        }
        None => {}
    }
    finding("shortfalls.csv", "unplaced above 0", text)
}

/// The largest group without a place, why, and what would clear it.
fn where_short(answers: &Answers) -> Option<Finding> {
    let mut unplaced = answers.shortages.iter().filter(|shortage| shortage.trouble == Trouble::Unplaced);
    let largest = unplaced.next().filter(|shortage| shortage.total() >= FEW)?;
    let text = format!("The largest shortage beside this plan is in {}", largest.text);
    let rows = format!("trouble unplaced, area {}, phase {}", largest.area, largest.phase);
    Some(finding("reasons.csv", rows, text))
}

fn what_it_costs(case: &Case, plan: &Plan, as_is: Option<&Plan>) -> Finding {
    let high_needs = |plan: &Plan| plan.spent(Purse::HighNeeds).get();
    let mut text = format!(
        "The plan costs the high needs block {}, home-to-school transport {} and the capital programme {}, at {} prices.",
        Pounds(high_needs(plan)),
        Pounds(plan.spent(Purse::Transport).get()),
        Pounds(plan.spent(Purse::Capital).get()),
        case.price_year,
    );
    if let Some(as_is) = as_is {
        let saved = |(purse, name): (Purse, &str)| {
            let saved = as_is.spent(purse).get() - plan.spent(purse).get();
            let word = if saved >= 0.0 { "less" } else { "more" };
            (saved.abs() >= 0.5).then(|| format!("{} {word} for {name}", Pounds(saved.abs())))
        };
        let purses = [(Purse::HighNeeds, "the high needs block"), (Purse::Transport, "transport")];
        let saved: Vec<String> = purses.into_iter().filter_map(saved).collect();
        if !saved.is_empty() {
            let _ = write!(text, " That is {} than with nothing new.", saved.join(" and "));
        }
    }
    if let Some(balance) = balance(case, plan) {
        let said = if balance < 0.0 { "overspent by" } else { "within its grant by" };
        let _ = write!(text, " The high needs block is {said} {} in all.", Pounds(balance.abs()));
    }
    finding("finance.csv", "line total", text)
}

/// Children in independent places, how many of them a base could take by their need, and why not.
fn independent(case: &Case, plan: &Plan, answers: &Answers) -> Option<Finding> {
    let (last, as_is) = (case.last_year, answers.as_is.as_ref());
    let there = |plan: &Plan| in_family(case, plan, Family::Independent, last);
    let here = there(plan);
    if here < FEW && as_is.is_none_or(|as_is| there(as_is) < FEW) {
        return None;
    }
    let mut text = if here < FEW {
        format!("In {last} nobody is in an independent place")
    } else {
        format!("In {last}, {} are in independent places", children(here))
    };
    if let Some(now) = as_is.map(there) {
        let _ = write!(text, "; with nothing new it would be {}", children(now));
    }
    text.push('.');
    if here >= FEW {
        text.push_str(&why_not_a_base(case, answers));
    }
    Some(finding("bases.csv", format!("year {}, family independent", last.0), text))
}

/// How many of those in independent places in the last year a base could take, and what stands in the way of most.
fn why_not_a_base(case: &Case, answers: &Answers) -> String {
    let there = |group: &&NotInBase| group.year == case.last_year && case[group.kind].family == Family::Independent;
    let groups: Vec<&NotInBase> = answers.bases.iter().filter(there).collect();
    let kept = |barrier: Barrier| groups.iter().map(|group| group.kept_by(barrier)).sum::<f64>();
    let could: f64 = groups.iter().map(|group| group.could()).sum();
    let barriers = [
        (Barrier::NoneInReach, "no base that takes them is within reach"),
        (Barrier::NotOpen, "none within reach is open"),
        (Barrier::TooLong, "those open are over the travel guidance"),
        (Barrier::Full, "those open within the travel guidance are full"),
        (Barrier::Settled, "there is room, but they were placed before"),
        (Barrier::Chosen, "there is room, but the plan places them elsewhere at less cost by its own measure"),
    ]
    .map(|(barrier, words)| (kept(barrier), words));
    let whole = rounded_together(&barriers.map(|(n, _)| n));
    let mut barriers: Vec<(f64, &str)> = whole.into_iter().zip(barriers).map(|(n, (_, words))| (n, words)).collect();
    barriers.retain(|(n, _)| *n > 0.0);
    barriers.sort_by(|a, b| b.0.total_cmp(&a.0));
    let said: Vec<String> = barriers.into_iter().map(|(n, words)| format!("for {} {words}", grouped(n, 0))).collect();
    let why = if said.is_empty() { String::new() } else { format!(": {}", said.join("; ")) };
    format!(" Of them {} have a need that a base can meet{why}.", children(could))
}

fn what_opens(case: &Case, plan: &Plan) -> Option<Finding> {
    let optional = |k: &ProjectIx| case[*k].is_optional();
    let offered = (0..case.projects.len()).map(ProjectIx::new).filter(optional).count();
    if offered == 0 {
        return None;
    }
    let opened: Vec<ProjectIx> = (0..case.projects.len())
        .map(ProjectIx::new)
        .filter(|k| optional(k) && plan.openings[k.get()].is_some())
        .collect();
    let new: f64 = opened.iter().map(|&k| case[k].places.get()).sum();
    let text = format!("The plan opens {} of {offered} projects, with {}.", opened.len(), places(new));
    Some(finding("projects.csv", "chosen yes", text))
}

/// The projects that the plan could least do without.
fn worth_most(case: &Case, plan: &Plan, answers: &Answers) -> Option<Finding> {
    let most: Vec<String> = taken(answers, true).take(3).filter_map(|worth| without(case, answers, worth)).collect();
    if most.is_empty() {
        return None;
    }
    let known = taken(answers, true).count();
    let waiting = answers.unknown.iter().filter(|unknown| is_waiting(plan, unknown)).count();
    let of = match waiting {
        0 => "Worth most".to_owned(),
        _ => format!("Of the {known} of {} worked out in time, worth most", known + waiting),
    };
    let text = format!(
        "{of}, holding the rest of the plan: {}. The plan's own measure is discounted, counts what comes after the \
         last year, and prices journeys, second-best places and waiting.",
        most.join("; ")
    );
    Some(finding("worth.csv", "taken yes", text))
}

/// Whether it is a project of the plan for which there was no time.
fn is_waiting(plan: &Plan, &(decision, why): &(Decision, WhyUnknown)) -> bool {
    matches!(decision, Decision::Project(k) if why == WhyUnknown::NoTime && plan.openings[k.get()].is_some())
}

/// Worths of projects that the plan takes, or leaves.
fn taken(answers: &Answers, taken: bool) -> impl Iterator<Item = &Worth> {
    answers.worths.iter().filter(move |w| w.taken == taken && matches!(w.decision, Decision::Project(_)))
}

/// What doing without a project would mean; nothing where it is within what may be out.
fn without(case: &Case, answers: &Answers, worth: &Worth) -> Option<String> {
    let Decision::Project(project) = worth.decision else { return None };
    if worth.cost <= worth.within {
        return None;
    }
    let mut text = format!("{} (worth {} by the plan's own measure", case[project].name, Pounds(worth.cost));
    let mut replanned = answers.replanned.iter().filter(|one| one.decision == worth.decision);
    if let Some(replanned) = replanned.next().filter(|one| !one.instead.is_empty() && one.cost >= 0.0) {
        let _ = write!(text, ", {} if everything else were planned anew", Pounds(replanned.cost));
    }
    let Some(more) = worth.more else { return Some(text + ", from the prices of places alone)") };
    let word = if more.money >= 0.0 { "more" } else { "less" };
    let _ = write!(text, "; without it {} {word} to pay over these years", Pounds(more.money.abs()));
    for (more, what) in [(more.unplaced, "without a place"), (more.displaced, "displaced")] {
        if more >= FEW {
            let _ = write!(text, ", {} more {what}", child_years(more));
        }
    }
    Some(text + ")")
}

fn what_is_signed(case: &Case, plan: &Plan, answers: &Answers) -> Option<Finding> {
    let offered = (0..case.contracts.len()).map(ContractIx::new).filter(|&m| case[m].is_optional());
    let offered: Vec<ContractIx> = offered.collect();
    if offered.is_empty() {
        return None;
    }
    let signed: Vec<ContractIx> = offered.iter().copied().filter(|m| plan.signed[m.get()]).collect();
    let names: Vec<&str> = signed.iter().map(|&m| case[m].name.as_str()).collect();
    let names = if names.is_empty() { String::new() } else { format!(": {}", names.join("; ")) };
    let mut text = format!("The plan signs {} of {} block offers{names}.", signed.len(), offered.len());
    let worth: f64 = answers
        .worths
        .iter()
        .filter(|worth| worth.taken && matches!(worth.decision, Decision::Contract(_)) && worth.cost > worth.within)
        .filter_map(|worth| Some(worth.more?.money))
        .sum();
    if worth > 0.0 {
        let _ = write!(text, " Left out one at a time, holding the rest, they would cost {} more.", Pounds(worth));
    }
    Some(finding("contracts.csv", "signed yes", text))
}

/// The unit that would help most of those that nobody has planned.
fn where_next(case: &Case, answers: &Answers) -> Option<Finding> {
    let best = answers.next.first().filter(|best| best.less.is_none() || best.value.get() > best.within.get())?;
    let needs = if best.needs == "*" { "all needs".to_owned() } else { best.needs.replace(';', ", ") };
    let mut text = format!(
        "Beside this plan, {} more would help most at {} ({}, for {needs}, year groups {}): worth {} a place and year \
         from {} by the plan's own measure, place funding paid and building not",
        places(best.places.get()),
        case[best.setting].name,
        case[best.kind].name,
        best.year_groups,
        best.value,
        best.opens,
    );
    if best.independent.get() >= FEW {
        let _ = write!(text, ", with {} fewer in independent places", children(best.independent.get()));
    }
    Some(finding("next_places.csv", "rank 1", text + "."))
}

fn displaced(plan: &Plan, answers: &Answers) -> Option<Finding> {
    let total = |plan: &Plan| plan.displaced().get();
    let (here, now) = (total(plan), answers.as_is.as_ref().map(total));
    if here < FEW && now.is_none_or(|now| now < FEW) {
        return None;
    }
    let mut text = format!(
        "{} displaced: in a dearer or less suitable kind of place only because the better one is full",
        if here < FEW { "Nobody is".to_owned() } else { format!("{} are", child_years(here)) }
    );
    if let Some(now) = now {
        let _ = write!(text, "; with nothing new it would be {}", child_years(now));
    }
    text.push('.');
    let mut groups = answers.shortages.iter().filter(|shortage| shortage.trouble == Trouble::Displaced);
    if let Some(largest) = groups.next().filter(|shortage| shortage.total() >= FEW) {
        let _ = write!(text, " The largest group of them is in {}", largest.text);
    }
    Some(finding("reasons.csv", "trouble displaced", text))
}

/// The limit that is worth most to ease, where the gain is more than it may be out by.
fn what_easing_gains(answers: &Answers) -> Option<Finding> {
    let known = answers.relaxed.iter().filter_map(|relaxed| Some((relaxed.what, relaxed.gain.ok()?)));
    let (what, gain) = known
        .filter(|(what, gain)| !matches!(what, Relaxation::Unused(_)) && gain.objective > gain.within)
        .reduce(|a, b| if b.1.objective > a.1.objective { b } else { a })?;
    let less = |more: f64| if more <= 0.0 { "less" } else { "more" };
    let mut text = format!(
        "Of the limits eased one at a time, every decision made again, most would be gained with {}: {} by the plan's own \
         measure",
        what.words(),
        Pounds(gain.objective),
    );
    let Some(more) = gain.more else {
        let most = Pounds(gain.objective + gain.within);
        let _ = write!(text, ", at most {most}; judged by the prices of places, no child placed anew.");
        return Some(finding("relax.csv", format!("limit {}", what.as_str()), text));
    };
    let (within, money) = (Pounds(gain.within), Pounds(more.money.abs()));
    let _ = write!(text, " (out by up to {within}), {money} {} to pay over these years", less(more.money));
    for (more, what) in [(more.unplaced, "without a place"), (more.displaced, "displaced")] {
        if more.abs() >= FEW {
            let word = if more < 0.0 { "fewer" } else { "more" };
            let _ = write!(text, ", {} {word} {what}", child_years(more.abs()));
        }
    }
    Some(finding("relax.csv", format!("limit {}", what.as_str()), text + "."))
}

fn demand(case: &Case, plan: &Plan) -> Option<Finding> {
    if case.years() == 1 {
        return None;
    }
    let (first, last) = (case.first_year, case.last_year);
    let in_year = |year: Year| plan.cells.iter().filter(move |cell| cell.year == year);
    let all = |year: Year| in_year(year).map(|cell| cell.children.get()).sum::<f64>();
    let mut grown: BTreeMap<NeedIx, f64> = BTreeMap::new();
    for (year, sign) in [(first, -1.0), (last, 1.0)] {
        for cell in in_year(year) {
            *grown.entry(cell.need).or_default() += sign * cell.children.get();
        }
    }
    let (from, to) = (all(first), all(last));
    let mut text = format!("The forecast goes from {} in {first} to {} in {last}", children(from), children(to));
    if from > 0.0 {
        let _ = write!(text, " ({:+.0}%)", 100.0 * (to / from - 1.0));
    }
    let most = grown.into_iter().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    if let Some((need, change)) = most.filter(|(_, change)| change.abs() >= FEW) {
        let word = if change > 0.0 { "more" } else { "fewer" };
        let _ = write!(text, "; most of the change is {} {word} with {}", grouped(change.abs(), 0), case[need].id);
    }
    Some(finding("placements.csv", "children by year", text + "."))
}

fn proof(plan: &Plan) -> Finding {
    let apart = Pounds((plan.objective - plan.bound).max(0.0));
    let text = if plan.proven && plan.objective - plan.bound < 0.5 {
        "No plan is cheaper: this is proven.".to_owned()
    } else if plan.proven {
        format!("No other plan can be more than {apart} cheaper: this is proven.")
    } else if plan.bound.is_finite() {
        format!("How good the plan is was not proven as far as was asked: a better one could be up to {apart} cheaper.")
    } else {
        "How far the plan is from the best possible is not known.".to_owned()
    };
    finding("summary.json", "objective, bound", text)
}

fn by_year(plan: &Plan, of: impl Fn(&CellOutcome) -> f64) -> BTreeMap<Year, f64> {
    let mut years = BTreeMap::new();
    for cell in &plan.cells {
        *years.entry(cell.year).or_default() += of(cell);
    }
    years
}

fn in_family(case: &Case, plan: &Plan, family: Family, year: Year) -> f64 {
    let there = plan.placements.iter().filter(|at| at.year == year && case[case[at.provision].kind].family == family);
    there.map(|placement| placement.children.get()).sum()
}

/// Grant less spending of the high needs block, where every year's grant is given.
fn balance(case: &Case, plan: &Plan) -> Option<f64> {
    let grants = &case.budget.as_ref()?.high_needs;
    let grant = (0..case.years()).map(|t| grants.get(t).copied().flatten()).sum::<Option<Pounds>>()?;
    Some(grant.get() - plan.spent(Purse::HighNeeds).get())
}
