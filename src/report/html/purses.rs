//! What each purse pays, year by year, and the balance of the high needs block.

use maud::{Markup, html};

use super::super::finance::{Standing, standings};
use super::chart::{BLUE, GREEN, GREY, Series, Words, over_years};
use super::grid::{Entry, Grid, numbers, words};
use super::numbers::{Measure, pounds};
use super::{Told, nothing};
use crate::plan::{Line, Plan, Purse};
use crate::units::{Pounds, Year};

/// The three purses, the high needs block as a chart, then line by line.
pub(super) fn markup(told: &Told) -> Markup {
    if told.plan.finance.iter().all(|line| line.amount.get() == 0.0) {
        return nothing("The plan costs nothing in any year: the tables give no costs.");
    }
    html! {
        h3 { "The high needs block" }
        (high_needs(told))
        h3 { "All purses" }
        (purses(told))
        h3 { "Line by line" }
        (lines(told))
    }
}

fn high_needs(told: &Told) -> Markup {
    let of = |plan: &Plan| standings(told.case, plan, Purse::HighNeeds);
    let (planned, as_is) = (of(told.plan), told.answers.as_is.as_ref().map(of));
    html! {
        (spending(told, &planned, as_is.as_deref()))
        @if planned.iter().any(|year| year.balance.is_some()) {
            (balances(told, &planned, as_is.as_deref()))
        } @else {
            (nothing("The tables give no high needs grant, so there is no balance to show."))
        }
        (table(told, &planned, as_is.as_deref()))
    }
}

fn line(
    name: &str,
    years: &[Standing],
    of: fn(&Standing) -> Option<Pounds>,
    colour: plotters::style::RGBColor,
    dashed: bool,
) -> Series {
    let values = years.iter().map(|year| of(year).map(Pounds::get)).collect();
    Series { name: name.to_owned(), values, colour, dashed }
}

fn spending(told: &Told, planned: &[Standing], as_is: Option<&[Standing]>) -> Markup {
    let mut series = vec![line("planned", planned, |year| Some(year.total), BLUE, false)];
    series.extend(as_is.map(|years| line("as is", years, |year| Some(year.total), GREY, true)));
    series.push(line("grant", planned, |year| year.grant, GREEN, false));
    let words = Words {
        id: "chart-high-needs",
        title: "High needs block: what is spent in each year, and the grant, £".to_owned(),
        description: ends(told, &series),
    };
    over_years(&words, Measure::Pounds, told.case.first_year, &series).unwrap_or_else(|| html! {})
}

fn balances(told: &Told, planned: &[Standing], as_is: Option<&[Standing]>) -> Markup {
    let mut series = vec![line("planned", planned, |year| year.balance, BLUE, false)];
    series.extend(as_is.map(|years| line("as is", years, |year| year.balance, GREY, true)));
    let words = Words {
        id: "chart-balance",
        title: "High needs balance of each year: grant less what is spent, £".to_owned(),
        description: ends(told, &series),
    };
    if told.case.years() == 1 {
        return html! {};
    }
    over_years(&words, Measure::Pounds, told.case.first_year, &series).unwrap_or_else(|| html! {})
}

/// The first and last value of every line, in words.
fn ends(told: &Told, series: &[Series]) -> String {
    let value = |value: Option<f64>| pounds(value.map(Pounds));
    let said = |line: &Series| {
        let (first, last) = (line.values.first().copied().flatten(), line.values.last().copied().flatten());
        format!("{}: {} in {}, {} in {}", line.name, value(first), told.case.first_year, value(last), told.last())
    };
    series.iter().map(said).collect::<Vec<_>>().join("; ") + "."
}

/// A total that is known only where every year is.
fn sum(years: &[Standing], of: fn(&Standing) -> Option<Pounds>) -> Option<Pounds> {
    years.iter().map(of).sum()
}

fn table(told: &Told, planned: &[Standing], as_is: Option<&[Standing]>) -> Markup {
    let head = ["Spent, £", "Grant, £", "Balance, £", "Balance so far, £"].map(numbers);
    let head = [words("Year")].into_iter().chain(head);
    let head = head.chain(as_is.iter().flat_map(|_| ["Spent as is, £", "Balance as is, £"].map(numbers))).collect();
    let mut grid = Grid::new("table-high-needs", "The high needs block, year by year", head);
    for (t, year) in told.years().enumerate() {
        let now = &planned[t];
        let cells = [Some(now.total), now.grant, now.balance, now.cumulative];
        let other = as_is.iter().flat_map(|years| [Some(years[t].total), years[t].balance]);
        grid.row(row(year.to_string(), cells.into_iter().chain(other)));
    }
    if told.case.years() > 1 {
        let total = |years: &[Standing]| sum(years, |year| Some(year.total));
        let balance = |years: &[Standing]| sum(years, |year| year.balance);
        let so_far = planned.last().and_then(|year| year.cumulative);
        let cells = [total(planned), sum(planned, |year| year.grant), balance(planned), so_far];
        let other = as_is.iter().flat_map(|years| [total(years), balance(years)]);
        grid.total(row("All years".to_owned(), cells.into_iter().chain(other)));
    }
    grid.markup()
}

fn row(name: String, amounts: impl Iterator<Item = Option<Pounds>>) -> Vec<Entry> {
    [name.into()].into_iter().chain(amounts.map(|amount| pounds(amount).into())).collect()
}

fn purses(told: &Told) -> Markup {
    let head = ["High needs block, £", "Home-to-school transport, £", "Capital, £"].map(numbers);
    let head = [words("Year")].into_iter().chain(head).collect();
    let caption = format!("What each purse pays, £ at {} prices", told.case.price_year);
    let mut grid = Grid::new("table-purses", caption, head);
    let amounts = |cost: super::super::Purses| [cost.high_needs, cost.transport, cost.capital].map(|n| Some(Pounds(n)));
    for (year, figures) in told.years().zip(&told.figures.years) {
        grid.row(row(year.to_string(), amounts(figures.tally.cost).into_iter()));
    }
    if told.case.years() > 1 {
        grid.total(row("All years".to_owned(), amounts(told.figures.total.cost).into_iter()));
    }
    grid.markup()
}

fn lines(told: &Told) -> Markup {
    let amount = |line: Line, year: Year| {
        let found = told.plan.finance.iter().filter(|row| row.line == line && row.year == year);
        found.map(|row| row.amount).sum::<Pounds>()
    };
    let used = |line: &Line| told.plan.finance.iter().any(|row| row.line == *line && row.amount.get() != 0.0);
    let used: Vec<Line> = Line::ALL.into_iter().filter(used).collect();
    let head = [words("Year")].into_iter().chain(used.iter().map(|&line| numbers(format!("{}, £", named(line)))));
    let mut grid = Grid::new("table-lines", "What the money goes on", head.collect());
    for year in told.years() {
        grid.row(row(year.to_string(), used.iter().map(|&line| Some(amount(line, year)))));
    }
    html! {
        (grid.markup())
        p class="note" { "Placements are counted at the spot price; what contracts cover is taken off again and the contracts stand beside it. All but transport and capital is the high needs block’s." }
    }
}

/// A line as an officer calls it.
fn named(line: Line) -> &'static str {
    match line {
        Line::PlaceFunding => "Place funding",
        Line::Placements => "Placements on top of place funding",
        Line::CoveredByContracts => "Covered by contracts",
        Line::Contracts => "Block contracts",
        Line::Projects => "Running projects",
        Line::Overfill => "Children above the places",
        Line::Transport => "Transport",
        Line::Capital => "Capital",
    }
}
