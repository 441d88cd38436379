//! Demand: children with an EHC plan by primary need and by phase, year by year.

use maud::{Markup, html};

use super::chart::{Series, Words, over_years, palette};
use super::grid::{Grid, numbers, words};
use super::numbers::{Measure, count};
use super::{Told, nothing, sums};

/// So many needs have a line of their own; the others share one.
const LINES: usize = 6;

/// Names of the primary needs of the SEN2 return.
const NEEDS: [(&str, &str); 13] = [
    ("ASD", "autistic spectrum disorder"),
    ("SEMH", "social, emotional and mental health"),
    ("SLCN", "speech, language and communication needs"),
    ("MLD", "moderate learning difficulty"),
    ("SLD", "severe learning difficulty"),
    ("PMLD", "profound and multiple learning difficulty"),
    ("SPLD", "specific learning difficulty"),
    ("HI", "hearing impairment"),
    ("VI", "vision impairment"),
    ("MSI", "multi-sensory impairment"),
    ("PD", "physical disability"),
    ("DS", "Down syndrome"),
    ("OTH", "other difficulty or disability"),
];

/// Children by need and by phase: charts and tables.
pub(super) fn markup(told: &Told) -> Markup {
    if told.figures.total.child_years <= 0.0 {
        return nothing("The forecast holds no children, so there is no demand to show.");
    }
    html! {
        h3 { "By primary need" }
        (by_need(told))
        h3 { "By phase" }
        (by_phase(told))
    }
}

/// Children of one group, year by year.
struct Group {
    name: String,
    children: Vec<f64>,
}

fn by_need(told: &Told) -> Markup {
    let (case, plan) = (told.case, told.plan);
    let groups = sums::needs(case, plan).into_iter().map(|need| Group {
        name: case[need].id.to_string(),
        children: told.years().map(|year| sums::children(plan, year, |cell| cell.need == need)).collect(),
    });
    let groups: Vec<Group> = groups.collect();
    html! {
        (chart(told, "chart-demand-need", "primary need", &most(&groups)))
        (table(told, "table-demand-need", "primary need", &groups))
        @if let Some(glossary) = glossary(&groups) { p class="note" { (glossary) } }
    }
}

fn by_phase(told: &Told) -> Markup {
    let (case, plan) = (told.case, told.plan);
    let phase = |phase| Group {
        name: format!("{phase}"),
        children: told
            .years()
            .map(|year| sums::children(plan, year, |cell| case[cell.stage].year_groups.phase() == phase))
            .collect(),
    };
    let groups: Vec<Group> =
        sums::PHASES.map(phase).into_iter().filter(|group| group.children.iter().any(|n| *n > 0.0)).collect();
    html! {
        (chart(told, "chart-demand-phase", "phase", &groups))
        (table(told, "table-demand-phase", "phase", &groups))
        p class="note" { "Primary is to Year 6, secondary Years 7 to 11, post-16 Year 12 and above; a range of year groups counts where its youngest stands." }
    }
}

/// The largest groups, and the rest as one.
fn most(groups: &[Group]) -> Vec<Group> {
    let last = |group: &Group| group.children.last().copied().unwrap_or(0.0);
    let mut order: Vec<&Group> = groups.iter().collect();
    order.sort_by(|a, b| last(b).total_cmp(&last(a)));
    let copy = |group: &&Group| Group { name: group.name.clone(), children: group.children.clone() };
    if order.len() <= LINES + 1 {
        return order.iter().map(copy).collect();
    }
    let (lines, rest) = order.split_at(LINES);
    let years = rest[0].children.len();
    let children = (0..years).map(|t| rest.iter().map(|group| group.children[t]).sum()).collect();
    let others = Group { name: format!("{} other needs", rest.len()), children };
    lines.iter().map(copy).chain([others]).collect()
}

fn chart(told: &Told, id: &str, by: &str, groups: &[Group]) -> Markup {
    let series = groups.iter().enumerate().map(|(i, group)| Series {
        name: group.name.clone(),
        values: group.children.iter().copied().map(Some).collect(),
        colour: palette(i),
        dashed: false,
    });
    let ends = |group: &Group| match group.children.as_slice() {
        [first, .., last] => format!("{} from {} to {}", group.name, count(*first), count(*last)),
        only => format!("{} {}", group.name, count(only.iter().sum())),
    };
    let description: Vec<String> = groups.iter().map(ends).collect();
    let words = Words {
        id,
        title: format!("Children with an EHC plan by {by}, {}", told.span()),
        description: format!("Children: {}.", description.join("; ")),
    };
    let series: Vec<Series> = series.collect();
    over_years(&words, Measure::Children, told.case.first_year, &series).unwrap_or_else(|| html! {})
}

fn table(told: &Told, id: &'static str, by: &str, groups: &[Group]) -> Markup {
    let head = [words("Year")].into_iter().chain(groups.iter().map(|group| numbers(group.name.clone())));
    let head = head.chain([numbers("All")]).collect();
    let mut grid = Grid::new(id, format!("Children with an EHC plan by {by}"), head);
    for (t, (year, figures)) in told.years().zip(&told.figures.years).enumerate() {
        let cells = groups.iter().map(|group| count(group.children[t]).into());
        let all = count(figures.tally.child_years).into();
        grid.row([year.to_string().into()].into_iter().chain(cells).chain([all]).collect());
    }
    grid.markup()
}

/// The codes that are known, written out.
fn glossary(groups: &[Group]) -> Option<String> {
    let known = |group: &Group| NEEDS.iter().find(|(code, _)| *code == group.name.to_uppercase());
    let known: Vec<String> = groups.iter().filter_map(known).map(|(code, name)| format!("{code}: {name}")).collect();
    (!known.is_empty()).then(|| known.join("; ") + ".")
}
