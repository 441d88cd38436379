//! The model file of an example, with a word on every setting.

use super::children::FIRST_YEAR;
use super::size::Extent;

/// The text of the model file.
pub(super) fn text(extent: &Extent, title: &str) -> String {
    let (first, last) = (FIRST_YEAR, FIRST_YEAR + extent.years as i32 - 1);
    let title = if first == last {
        format!("{title} (made up): specialist places {first}")
    } else {
        format!("{title} (made up): specialist places {first} to {last}")
    };
    let kept = extent.candidates;
    format!(
        r#"# A made-up county: no place, school or figure in it is real.
title = "{title}"
tables = "tables"               # the folder of the tables, from this file
first_year = {first}               # the academic year {first}/{next:02}
last_year = {last}
price_year = 2025               # all money is in pounds of this year

[travel]
circuity = 1.35                 # road km for each straight-line km, where a journey is not in the travel table
speed_kmh = 32                  # a school run, with its stops
max_minutes = {{ primary = 45, secondary = 75, post16 = 75 }}   # guidance: a longer journey is priced, not forbidden
reach_km = 60                   # by road; a school further away is not considered
candidates = {{ mainstream = {kept}, base = {kept}, special = {kept}, independent = {kept}, other = {kept} }}   # the cheapest of each family, for each group of children

[objective]
discount_rate = 0.035           # the Treasury Green Book's
asset_life = 30                 # years over which a building is paid for
capital_weight = 1.0            # 0 would treat capital as given by others
unplaced_penalty = "auto"       # £ a year for a child without a place: twice the dearest real option
last_resort_penalty = 15000     # £ a year where a need is met only just; not money, it keeps the plan honest
not_preferred_penalty = 2000    # £ a year where a better-suited kind exists
over_minutes_penalty = 120      # £ a year for each minute over the guidance
count_tail = true               # placements go on costing after the last year

[solver]
gap = 0.0005                    # stop when the plan is proven to be within 0.05% of the best
time_limit_s = 600
threads = 0                     # 0: all there are
seed = 1

[scenarios]                     # steps of the patches table, in order
"higher growth" = ["growth-up"]
"lower growth" = ["growth-down"]
"no capital" = ["no-capital"]
"half the capital" = ["half-capital"]
"no block contracts" = ["no-blocks"]
"no new special school" = ["no-new-school"]
"dearer independents" = ["fees-up"]
"#,
        next = (first + 1) % 100,
    )
}
