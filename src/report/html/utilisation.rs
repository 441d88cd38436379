//! How full every provision is in the first and the last year, and what one more place would be worth.

use maud::{Markup, html};

use super::chart::{BLUE, Dot, GREY, Strip, Words, strips};
use super::grid::{Col, Entry, Grid, numbers, words};
use super::numbers::{BLANK, count, percent, pounds};
use super::sums::{Fill, fill};
use super::{Told, nothing, sums};
use crate::id::{KindIx, ProvisionIx};
use crate::plan::Utilisation;
use crate::report::legend::kind_name;
use crate::units::{Pounds, Year};

/// So many provisions have a row of their own.
const ROWS: usize = 20;

/// Every provision as a dot, the places most wanted as a table, the rest by kind.
pub(super) fn markup(told: &Told) -> Markup {
    if told.plan.utilisation.is_empty() {
        return nothing("No provision is open in any year.");
    }
    html! {
        (chart(told))
        h3 { "Where one more place is worth most" }
        (top(told))
        h3 { "All provisions by kind" }
        (by_kind(told))
    }
}

/// `placed ÷ places`; `None` where there is no number of places.
fn occupancy(row: &Utilisation) -> Option<f64> {
    row.places.filter(|places| places.get() > 0.0).map(|places| row.placed.get() / places.get())
}

fn of_kind<'a>(told: &Told<'a>, kind: KindIx, year: Year) -> impl Iterator<Item = &'a Utilisation> {
    let case = told.case;
    told.plan.utilisation.iter().filter(move |row| row.year == year && case[row.provision].kind == kind)
}

fn chart(told: &Told) -> Markup {
    let case = told.case;
    let strip = |kind: KindIx, year: Year| Strip {
        name: format!("{} {year}", kind_name(case, kind)),
        dots: of_kind(told, kind, year).filter_map(occupancy).map(Dot).collect(),
        colour: if year == told.last() { BLUE } else { GREY },
    };
    let kinds = sums::kinds(case, told.plan);
    let all: Vec<Strip> =
        kinds.iter().flat_map(|&kind| told.ends().into_iter().map(move |year| strip(kind, year))).collect();
    let all: Vec<Strip> = all.into_iter().filter(|strip| !strip.dots.is_empty()).collect();
    if all.is_empty() {
        return nothing("No provision has a number of places, so none can be said to be full.");
    }
    let said = |strip: &Strip| {
        let full = strip.dots.iter().filter(|dot| dot.0 >= 0.995).count();
        format!("{}: {} of {} full", strip.name, full, strip.dots.len())
    };
    let words = Words {
        id: "chart-utilisation",
        title: "How full every provision is: children in % of places, a dot each".to_owned(),
        description: all.iter().map(said).collect::<Vec<_>>().join("; ") + ".",
    };
    strips(&words, &all)
}

fn row_of(told: &Told, provision: ProvisionIx, year: Year) -> Option<Utilisation> {
    let mut rows = told.plan.utilisation.iter();
    rows.find(|row| row.year == year && row.provision == provision).cloned()
}

fn top(told: &Told) -> Markup {
    let last = told.last();
    let mut rows: Vec<&Utilisation> = told.plan.utilisation.iter().filter(|row| row.year == last).collect();
    if rows.iter().all(|row| row.marginal_value.is_none()) {
        return nothing("What one more place would be worth was not worked out.");
    }
    let worth = |row: &Utilisation| row.marginal_value.map_or(0.0, Pounds::get);
    rows.retain(|row| worth(row) >= 0.5);
    rows.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.provision.cmp(&b.provision)));
    if rows.is_empty() {
        return nothing("No place is short in the last year: one more would be worth nothing anywhere.");
    }
    let mut grid = Grid::new(
        "table-utilisation",
        format!("Provisions where one more place would be worth most in {last}"),
        head(told, [words("Provision"), words("Kind")], Some(numbers("One more place, £ a year"))),
    );
    for row in rows.iter().take(ROWS) {
        let provision = &told.case[row.provision];
        let names = [provision.name.clone().into(), kind_name(told.case, provision.kind).into()];
        let cells = told.ends().into_iter().flat_map(|year| cells(row_of(told, row.provision, year).as_ref()));
        grid.row(names.into_iter().chain(cells).chain([pounds(row.marginal_value).into()]).collect());
    }
    let rest = rows.len().saturating_sub(ROWS);
    html! {
        (grid.markup())
        p class="note" {
            @if rest > 0 { (rest) " more provisions would gain from a place, each by less; utilisation.csv has them. " }
            "The value of one more place is what the plan would cost less in that year, penalties included, with the same building plan."
        }
    }
}

/// Name columns, three for each end of the plan, and one more.
fn head<const N: usize>(told: &Told, names: [Col; N], more: Option<Col>) -> Vec<Col> {
    let ends = told
        .ends()
        .into_iter()
        .flat_map(|year| [format!("Places {year}"), format!("Children {year}"), format!("Full {year}")].map(numbers));
    names.into_iter().chain(ends).chain(more).collect()
}

fn cells(row: Option<&Utilisation>) -> [Entry; 3] {
    let Some(row) = row else { return ["not open".into(), BLANK.into(), BLANK.into()] };
    let places = row.places.map_or_else(|| "not limited".to_owned(), |places| count(places.get()));
    let full = occupancy(row).map_or_else(|| BLANK.to_owned(), |share| percent(share, 0));
    [places.into(), count(row.placed.get()).into(), full.into()]
}

fn by_kind(told: &Told) -> Markup {
    let case = told.case;
    let names = [words("Kind"), numbers(format!("Provisions {}", told.last())), numbers("Of them full")];
    let caption = "Places, children and how full they are, by kind of provision";
    let mut grid = Grid::new("table-utilisation-kinds", caption, head(told, names, None));
    for kind in sums::kinds(case, told.plan) {
        let rows: Vec<&Utilisation> = of_kind(told, kind, told.last()).collect();
        let full = rows.iter().filter(|row| occupancy(row).is_some_and(|share| share >= 0.995)).count();
        let counts = [rows.len().to_string().into(), full.to_string().into()];
        let cells = told.ends().into_iter().flat_map(|year| kind_cells(fill(case, told.plan, kind, year)));
        grid.row([kind_name(case, kind).into()].into_iter().chain(counts).chain(cells).collect());
    }
    grid.markup()
}

fn kind_cells(fill: Fill) -> [Entry; 3] {
    let known = !fill.unlimited && fill.places > 0.0;
    let full = if known { percent(fill.children / fill.places, 0) } else { BLANK.to_owned() };
    [fill.places().into(), count(fill.children).into(), full.into()]
}
