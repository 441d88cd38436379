//! Journeys: how many children travel how long, by phase and by area.

use maud::{Markup, html};

use super::chart::{Part, Stack, Words, stacked_bars};
use super::grid::{Grid, numbers, shaded, words};
use super::numbers::{count, percent, share};
use super::{Told, nothing, sums};
use crate::plan::Placement;

/// Journeys up to so many minutes one way.
const BANDS: [(f64, &str); 5] =
    [(15.0, "0–15 min"), (30.0, "15–30 min"), (45.0, "30–45 min"), (60.0, "45–60 min"), (f64::INFINITY, "over 60 min")];

/// So many areas have a row of their own.
const AREAS: usize = 25;

/// Children by band of minutes.
type Bands = [f64; 5];

/// By phase as a chart and a table, by area as a table, in the last year.
pub(super) fn markup(told: &Told) -> Markup {
    let (case, last) = (told.case, told.last());
    let phases: Vec<(String, Bands)> = sums::PHASES
        .into_iter()
        .map(|phase| (phase.to_string(), bands(told, |row| case[row.stage].year_groups.phase() == phase)))
        .filter(|(_, bands)| bands.iter().sum::<f64>() > 0.005)
        .collect();
    if phases.is_empty() {
        return nothing("Nobody is placed in the last year, so nobody travels.");
    }
    let limits = case.travel.max_minutes;
    html! {
        (chart(told, &phases))
        (table("table-travel-phase", &format!("Children by minutes one way and phase, {last}"), "Phase", &phases))
        (by_area(told))
        p class="note" {
            "All placed children are counted, those in mainstream schools too. The travel guidance of this plan is "
            (count(limits.primary.get())) " minutes one way for primary, " (count(limits.secondary.get())) " for secondary and "
            (count(limits.post16.get())) " for post-16, where a kind of provision has none of its own; "
            @if let Some(year) = told.figures.years.last() { (count(year.tally.over_minutes_child_years)) " children are over it in " (last) "." }
        }
    }
}

fn bands(told: &Told, fits: impl Fn(&Placement) -> bool) -> Bands {
    let mut bands = [0.0; 5];
    for row in told.plan.placements.iter().filter(|row| row.year == told.last() && fits(row)) {
        bands[band(row)] += row.children.get();
    }
    bands
}

fn band(row: &Placement) -> usize {
    // A journey of exactly fifteen minutes is in the first band, to the hundredth that the tables show.
    let minutes = (row.time.get() * 100.0).round() / 100.0;
    BANDS.iter().position(|(most, _)| minutes <= *most).unwrap_or(BANDS.len() - 1)
}

fn chart(told: &Told, phases: &[(String, Bands)]) -> Markup {
    let stack = |(name, bands): &(String, Bands)| {
        let all = bands.iter().sum();
        Stack { name: name.clone(), shares: bands.iter().map(|n| share(*n, all)).collect() }
    };
    let stacks: Vec<Stack> = phases.iter().map(stack).collect();
    let said = |stack: &Stack| {
        let bands: Vec<String> =
            stack.shares.iter().zip(BANDS).map(|(share, (_, name))| format!("{} {name}", percent(*share, 0))).collect();
        format!("{}: {}", stack.name, bands.join(", "))
    };
    let words = Words {
        id: "chart-travel",
        title: format!("Share of children by minutes one way, {}", told.last()),
        description: stacks.iter().map(said).collect::<Vec<_>>().join("; ") + ".",
    };
    stacked_bars(&words, &BANDS.map(|(_, name)| Part { name }), &stacks)
}

fn table(id: &'static str, caption: &str, first: &str, rows: &[(String, Bands)]) -> Markup {
    let head = [words(first)].into_iter().chain(BANDS.map(|(_, name)| numbers(name)));
    let mut grid = Grid::new(id, caption, head.chain([numbers("All placed"), numbers("Over 45 min")]).collect());
    for (name, bands) in rows {
        let all: f64 = bands.iter().sum();
        let long = share(bands[3] + bands[4], all);
        let cells = bands.iter().map(|&n| shaded(count(n), share(n, all)));
        let last = [count(all).into(), percent(long, 0).into()];
        grid.row([name.clone().into()].into_iter().chain(cells).chain(last).collect());
    }
    grid.markup()
}

/// Areas in the order of the localities; beyond a page of them, those with most long journeys.
fn by_area(told: &Told) -> Markup {
    let case = told.case;
    let mut areas: Vec<(String, Bands)> = Vec::new();
    for locality in &case.localities {
        let name = if locality.area.is_empty() { "no area given" } else { &locality.area };
        if !areas.iter().any(|(area, _)| area == name) {
            areas.push((name.to_owned(), [0.0; 5]));
        }
    }
    for row in told.plan.placements.iter().filter(|row| row.year == told.last()) {
        let area = &case[row.locality].area;
        let name = if area.is_empty() { "no area given" } else { area };
        if let Some((_, bands)) = areas.iter_mut().find(|(area, _)| area == name) {
            bands[band(row)] += row.children.get();
        }
    }
    if areas.len() < 2 {
        return nothing("The localities are not grouped in areas, so journeys are not shown by area.");
    }
    let all = areas.len();
    if all > AREAS {
        areas.sort_by(|(_, a), (_, b)| (b[3] + b[4]).total_cmp(&(a[3] + a[4])));
        areas.truncate(AREAS);
    }
    let caption = format!("Children by minutes one way and area, {}", told.last());
    html! {
        (table("table-travel-area", &caption, "Area", &areas))
        @if all > AREAS { p class="note" { "The " (AREAS) " of " (all) " areas with most children who travel over 45 minutes." } }
    }
}
