//! The published tables: each column declared once, hidden counts written `[c]`.

use crate::case::Phase;
use crate::plan::{Line, Purse};
use crate::publish::{Destination, Group, Published, Rounded};
use crate::report::Told;
use crate::report::finance::{Standing, TOTAL, standings_of};
use crate::report::table::{Cell, Column, Table, Unit, column};
use crate::units::{Pounds, Year};

/// What stands in place of a count or an amount that is hidden.
pub(super) const HIDDEN: &str = "[c]";

/// Every area, need or phase.
const ALL: &str = "all";

/// £ to which the capital of a project is rounded.
const POUNDS: f64 = 1000.0;

const YEAR: Column = column("year", Unit::Year, "The academic year, by the calendar year in which it begins.");
const AREA: Column = column("area", Unit::Text, "Where they live; all is everywhere.");
const NEED: Column = column("need", Unit::Text, "Their primary need; all is every need.");

const CHILDREN: &[Column] = &[
    YEAR,
    AREA,
    NEED,
    column(
        "phase",
        Unit::Text,
        "primary, secondary or post-16, by the youngest of their year groups; all is every phase.",
    ),
    column("children", Unit::Children, "Children with an EHC plan who are expected."),
];

const DESTINATIONS: &[Column] = &[
    YEAR,
    AREA,
    NEED,
    column("destination", Unit::Text, "The kind of provision they go to, or no place."),
    column("children", Unit::Children, "How many."),
];

const PROVISIONS: &[Column] = &[
    YEAR,
    column("provision", Unit::Text, "A provision that is open in the year."),
    column("name", Unit::Text, "Its name."),
    column("setting", Unit::Text, "Its school or college."),
    column("setting_name", Unit::Text, "The name of that."),
    column("kind", Unit::Text, "Its kind."),
    column("places", Unit::Children, "Places open to the children of the plan; blank is unlimited."),
    column("children", Unit::Children, "Children of the plan there."),
];

const SHORTFALLS: &[Column] = &[
    YEAR,
    column("children", Unit::Children, "Children with an EHC plan who are expected."),
    column("no_place", Unit::Children, "Of them, without a place."),
    column(
        "displaced",
        Unit::Children,
        "Of them, placed in a dearer or less suitable kind only because the better one is full.",
    ),
    column("over_guidance", Unit::Children, "Of them, placed with a journey over the travel guidance."),
];

const PROJECTS: &[Column] = &[
    column("project", Unit::Text, "A project of the input, opened or not."),
    column("name", Unit::Text, "Its name."),
    column("setting_name", Unit::Text, "Its school or college."),
    column("kind", Unit::Text, "The kind of provision."),
    column("opens", Unit::Year, "The year in which it opens; blank: it does not."),
    column("places", Unit::Children, "Places it adds."),
    column("capital_cost", Unit::Pounds, "What it costs to build, to the nearest £1,000."),
];

const CONTRACTS: &[Column] = &[
    column("contract", Unit::Text, "A block offer of the input."),
    column("name", Unit::Text, "Its name."),
    column("setting_name", Unit::Text, "Its school or college."),
    column("signed", Unit::Text, "Whether the plan has it signed."),
    column("first_year", Unit::Year, "Its first year."),
    column("last_year", Unit::Year, "Its last year."),
    column("places", Unit::Children, "Places it holds."),
];

const FINANCE: &[Column] = &[
    YEAR,
    column("purse", Unit::Text, "Who pays: high_needs, transport or capital."),
    column("line", Unit::Text, "What for; total adds up the purse's lines of the year."),
    column(
        "amount",
        Unit::Pounds,
        "What it costs, at the model's price year, rounded. Totals are rounded by themselves.",
    ),
    column(
        "to_nearest",
        Unit::Pounds,
        "The £ to which it is rounded: £1,000, or more where less would tell of few children.",
    ),
    column("grant", Unit::Pounds, "On total rows: the money the year brings; blank where none is given."),
    column("balance", Unit::Pounds, "On total rows: grant less amount."),
    column("cumulative_balance", Unit::Pounds, "On total rows: the balances so far added up."),
];

/// Every published table but the one of the columns.
pub(super) fn tables<'a>(told: Told<'a>, published: &'a Published) -> Vec<Table<'a>> {
    vec![
        Table::new("children", CHILDREN, counts(told, published, children)),
        Table::new("destinations", DESTINATIONS, counts(told, published, destinations)),
        Table::new("provisions", PROVISIONS, provisions(told, published)),
        Table::new("shortfalls", SHORTFALLS, shortfalls(told, published)),
        Table::new("projects", PROJECTS, projects(told)),
        Table::new("contracts", CONTRACTS, contracts(told)),
        Table::new("finance", FINANCE, finance(told, published)),
    ]
}

/// What names a group in a table; `None` where it is not of that table.
type Names<'a> = fn(Told<'a>, &'a Published, Group) -> Option<[&'a str; 3]>;

/// One row per count of a table.
fn counts<'a>(told: Told<'a>, published: &'a Published, names: Names<'a>) -> impl Iterator<Item = Vec<Cell<'a>>> {
    published.counts.iter().filter_map(move |count| {
        let [first, second, third] = names(told, published, count.of)?;
        Some(vec![count.year.into(), first.into(), second.into(), third.into(), shown(count.children)])
    })
}

fn children<'a>(told: Told<'a>, published: &'a Published, group: Group) -> Option<[&'a str; 3]> {
    let Group::Children(area, need, phase) = group else { return None };
    let phase = phase.map_or(ALL, |phase| match phase {
        Phase::Primary => "primary",
        Phase::Secondary => "secondary",
        Phase::Post16 => "post-16",
    });
    Some([named(published, area), need.map_or(ALL, |need| told.case[need].id.as_str()), phase])
}

fn destinations<'a>(told: Told<'a>, published: &'a Published, group: Group) -> Option<[&'a str; 3]> {
    let Group::Going(area, need, to) = group else { return None };
    let need = need.map_or(ALL, |need| told.case[need].id.as_str());
    Some([named(published, area), need, destination(told, to)])
}

fn destination(told: Told<'_>, to: Destination) -> &str {
    match to {
        Destination::Kind(kind) => told.case[kind].id.as_str(),
        Destination::NoPlace => "no place",
    }
}

fn named(published: &Published, area: Option<usize>) -> &str {
    area.and_then(|area| published.areas.get(area)).map_or(ALL, String::as_str)
}

fn shown<'a>(number: Option<f64>) -> Cell<'a> {
    number.map_or(Cell::Text(HIDDEN), Cell::Number)
}

fn provisions<'a>(told: Told<'a>, published: &'a Published) -> impl Iterator<Item = Vec<Cell<'a>>> {
    told.plan.utilisation.iter().map(move |used| {
        let provision = &told.case[used.provision];
        vec![
            used.year.into(),
            provision.id.as_str().into(),
            provision.name.as_str().into(),
            told.case[provision.setting].id.as_str().into(),
            told.case[provision.setting].name.as_str().into(),
            told.case[provision.kind].id.as_str().into(),
            used.places.map_or(Cell::Blank, |places| Cell::Number(places.get())),
            shown(published.count(used.year, Group::There(used.provision))),
        ]
    })
}

fn shortfalls<'a>(told: Told<'a>, published: &'a Published) -> impl Iterator<Item = Vec<Cell<'a>>> {
    let groups = [
        Group::Children(None, None, None),
        Group::Going(None, None, Destination::NoPlace),
        Group::Displaced,
        Group::OverGuidance,
    ];
    (0..told.case.years()).map(move |t| {
        let year = told.case.year(t);
        [year.into()].into_iter().chain(groups.map(|group| shown(published.count(year, group)))).collect()
    })
}

fn projects(told: Told<'_>) -> impl Iterator<Item = Vec<Cell<'_>>> {
    told.case.projects.iter().zip(&told.plan.openings).map(move |(project, opens)| {
        let provision = &told.case[project.provision];
        vec![
            project.id.as_str().into(),
            project.name.as_str().into(),
            told.case[provision.setting].name.as_str().into(),
            told.case[provision.kind].id.as_str().into(),
            (*opens).into(),
            Cell::Number(project.places.get()),
            pounds(project.capital_cost),
        ]
    })
}

fn contracts(told: Told<'_>) -> impl Iterator<Item = Vec<Cell<'_>>> {
    told.case.contracts.iter().zip(&told.plan.signed).map(move |(contract, signed)| {
        vec![
            contract.id.as_str().into(),
            contract.name.as_str().into(),
            told.case[told.case[contract.provision].setting].name.as_str().into(),
            Cell::Flag(*signed),
            contract.first_year.into(),
            contract.last_year.into(),
            Cell::Number(contract.places.get()),
        ]
    })
}

/// Year by year, purse by purse: the lines, then what the purse pays in all.
fn finance<'a>(told: Told<'a>, published: &'a Published) -> impl Iterator<Item = Vec<Cell<'a>>> {
    let total = |year: Year, purse: Purse| published.totals[&(year, purse)];
    let accounts = Purse::ALL.map(|purse| standings_of(told.case, purse, |year| total(year, purse).amount));
    let mut rows = Vec::new();
    for t in 0..told.case.years() {
        let year = told.case.year(t);
        for (purse, account) in Purse::ALL.into_iter().zip(&accounts) {
            let names = |line: &'static str| [year.into(), purse.as_str().into(), line.into()];
            let amount = |rounded: Rounded| [rounded.amount.into(), Cell::Number(rounded.to_nearest)];
            for line in Line::ALL.into_iter().filter(|line| line.purse() == purse) {
                if let Some(&rounded) = published.lines.get(&(year, line)) {
                    rows.push([names(line.as_str()).as_slice(), &amount(rounded), &[Cell::Blank; 3]].concat());
                }
            }
            let Standing { grant, balance, cumulative, .. } = account[t];
            let left = [grant.into(), balance.into(), cumulative.into()];
            rows.push([names(TOTAL).as_slice(), &amount(total(year, purse)), &left].concat());
        }
    }
    rows.into_iter()
}

/// Capital to the nearest £1,000.
fn pounds<'a>(amount: Pounds) -> Cell<'a> {
    Cell::Number((amount.get() / POUNDS).round() * POUNDS)
}
