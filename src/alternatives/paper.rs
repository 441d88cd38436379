//! Good plans in words and tables: what each costs above the best and decides otherwise, and in how many of them every
//! project and contract is.

use super::{Differ, Ended, GoodPlans, Kind, OfAll, Standing};
use crate::report::{Choice, Glance, Paper, Said, Sheet, compare, decided};
use crate::units::{Pounds, Year};

/// The page of the good plans.
pub const PAGE: &str = "alternatives.html";

/// What the good plans come to, in sentences, and the tables: the plans, in how many of them everything is, and what they
/// cost each purse.
pub fn paper(good: &GoodPlans) -> Paper {
    let results = compare(&good.plans, &[]).sheets.into_iter().filter(|sheet| sheet.name == "results");
    Paper {
        stem: "alternatives",
        title: format!("{}: plans nearly as good as the best", good.title),
        says: says(good),
        sheets: [plans(good), standings(good)].into_iter().chain(results).collect(),
    }
}

/// What the tables come to, in sentences.
fn says(good: &GoodPlans) -> Vec<String> {
    let of = |all: OfAll, taken: usize| -> Vec<&Standing> {
        good.standings.iter().filter(|standing| standing.of_all == all && standing.taken == taken).collect()
    };
    let every = good.plans.len();
    let lists = [
        ("Proven to be in every good plan, found or not", of(OfAll::Alike, every)),
        ("In every plan listed, but there is a good plan without it", of(OfAll::Split, every)),
        ("In every plan listed; whether in every good plan is not known", of(OfAll::NotKnown, every)),
        ("Proven to be in no good plan", of(OfAll::Alike, 0)),
    ];
    let mut says = vec![limit(good), ended(good)];
    says.extend(lists.iter().filter_map(|(what, standings)| list(what, standings)));
    says
}

/// What a good plan is.
fn limit(good: &GoodPlans) -> String {
    let (room, share) = good.room;
    let mut sentences = vec![format!(
        "A good plan costs at most {} more than the best: {}% of what decisions can change, in discounted pounds with \
         penalties.",
        Pounds(room),
        (1e6 * share).round() / 1e4
    )];
    let best = good.plans.first().map(|plan| &plan.glance.figures);
    if let Some((cost, bound)) = best.and_then(|best| Some((best.objective, best.bound?))) {
        let apart = Pounds((cost - bound).max(0.0));
        sentences.push(format!("No plan can be more than {apart} cheaper than the best found."));
    }
    sentences.join(" ")
}

/// How many there are, and whether there are more.
fn ended(good: &GoodPlans) -> String {
    let n = good.plans.len();
    let plans = if n == 1 { "1 good plan".to_owned() } else { format!("{n} good plans") };
    let apart = match good.differ {
        Differ::Openings => "what they open and sign",
        Differ::Years => "what they open and sign, and when",
    };
    match good.ended {
        Ended::Enough => {
            format!("{plans} found, which differ in {apart}, as many as were asked for: there may be others.")
        }
        Ended::All(0) => format!("{plans} found, which differ in {apart}. There are no others: proven."),
        Ended::All(unjudged) => format!(
            "{plans} found, which differ in {apart}. Of {unjudged} more it could not be settled whether they are as good."
        ),
        Ended::Stopped => format!("{plans} found in the time there was, which differ in {apart}: there may be others."),
    }
}

/// `In every good plan: Base at Oak School (P1), …`.
fn list(what: &str, standings: &[&Standing]) -> Option<String> {
    let named = |(id, name): &(String, String)| if name == id { id.clone() } else { format!("{name} ({id})") };
    let names: Vec<String> = standings.iter().map(|standing| one_of(standing, named)).collect();
    (!names.is_empty()).then(|| format!("{what}: {}.", names.join("; ")))
}

/// What each plan costs above the best, and what it decides otherwise.
fn plans(good: &GoodPlans) -> Sheet {
    let head = ["plan", "objective", "above the best", "share", "projects", "contracts", "what it decides otherwise"];
    let mut rows = Vec::new();
    if let Some(best) = good.plans.first() {
        let (cheapest, stake) =
            (best.glance.figures.objective, best.glance.figures.objective - best.glance.figures.constant);
        for plan in &good.plans {
            let above = plan.glance.figures.objective - cheapest;
            rows.push(vec![
                plan.name.as_str().into(),
                Said::Pounds(plan.glance.figures.objective),
                Said::Pounds(above),
                if stake > 0.0 { Said::Share(above / stake) } else { Said::Blank },
                Said::Count(plan.glance.opened() as f64),
                Said::Count(plan.glance.signed() as f64),
                if plan == best { "the best".into() } else { differences(&best.glance, &plan.glance).into() },
            ]);
        }
    }
    let title = "The good plans, and what each costs above the best";
    Sheet { name: "plans", title, head: head.map(str::to_owned).to_vec(), rows }
}

/// What a plan decides otherwise than the best: `opens A, B; leaves out C; opens D in 2028/29; signs E; does not sign F`.
pub fn differences(best: &Glance, plan: &Glance) -> String {
    let both = |kind: Kind| kind.choices(best).iter().zip(kind.choices(plan));
    let those = |what: &str, kind: Kind, is: fn(&Choice, &Choice) -> bool| {
        let ids: Vec<&str> = both(kind).filter(|(old, new)| is(old, new)).map(|(_, new)| new.id.as_str()).collect();
        (!ids.is_empty()).then(|| format!("{what} {}", ids.join(", ")))
    };
    let gained = |old: &Choice, new: &Choice| !old.taken && new.taken;
    let lost = |old: &Choice, new: &Choice| old.taken && !new.taken;
    let parts = [
        those("opens", Kind::Project, gained),
        those("leaves out", Kind::Project, lost),
        those("signs", Kind::Contract, gained),
        those("does not sign", Kind::Contract, lost),
    ];
    let moved = both(Kind::Project).filter(|(old, new)| old.taken && new.taken && old.year != new.year);
    let moved = moved
        .filter_map(|(old, new)| Some(format!("opens {} in {}, not {}", new.id, Year(new.year?), Year(old.year?))));
    parts.into_iter().flatten().chain(moved).collect::<Vec<_>>().join("; ")
}

/// In how many good plans every project and contract is, and what each plan does with it.
fn standings(good: &GoodPlans) -> Sheet {
    let head = ["decision", "name", "in how many good plans?", "plans", "of all good plans"].map(str::to_owned);
    let mut head = head.to_vec();
    head.extend(good.plans.iter().map(|plan| plan.name.clone()));
    let row = |standing: &Standing| {
        let what = match standing.kind {
            Kind::Project => "project",
            Kind::Contract => "contract",
        };
        let mut row = vec![
            format!("{what} {}", one_of(standing, |(id, _)| id.clone())).into(),
            match standing.one_of.as_slice() {
                [(_, name)] => name.as_str().into(),
                _ => "one of them".into(),
            },
            how_often(standing.taken, good.plans.len()).into(),
            Said::Of(standing.taken as f64, good.plans.len() as f64),
            of_all(standing, good.plans.len()).into(),
        ];
        row.extend(good.plans.iter().map(|plan| does(&plan.glance, standing)));
        row
    };
    Sheet { name: "good_plans", title: "In how many good plans?", head, rows: good.standings.iter().map(row).collect() }
}

/// What is known of all good plans, found or not.
fn of_all(standing: &Standing, plans: usize) -> &'static str {
    match (standing.of_all, standing.taken) {
        (OfAll::Alike, 0) => "never, proven",
        (OfAll::Alike, _) => "always, proven",
        (OfAll::Split, 0) => "some take it",
        (OfAll::Split, taken) if taken == plans => "some do without",
        (OfAll::Split, _) => "",
        (OfAll::NotKnown, _) => "not known",
    }
}

/// What a plan does with it: the year it opens, `signed` or `no`; with a group, which of them it takes.
fn does(plan: &Glance, standing: &Standing) -> Said {
    let is_one = |choice: &&Choice| standing.one_of.iter().any(|(id, _)| choice.id == *id);
    let choices: Vec<&Choice> = standing.kind.choices(plan).iter().filter(is_one).collect();
    match choices.iter().find(|choice| choice.taken) {
        Some(taken) if choices.len() > 1 => taken.id.as_str().into(),
        Some(taken) => decided(Some(*taken)),
        None => decided(choices.first().copied()),
    }
}

/// `A`, `A or B`.
fn one_of(standing: &Standing, named: impl Fn(&(String, String)) -> String) -> String {
    standing.one_of.iter().map(named).collect::<Vec<_>>().join(" or ")
}

/// `always`, `usually` (at least half), `sometimes` or `never`.
fn how_often(taken: usize, of: usize) -> &'static str {
    match taken {
        0 => "never",
        taken if taken == of => "always",
        taken if 2 * taken >= of => "usually",
        _ => "sometimes",
    }
}
