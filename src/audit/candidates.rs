//! Candidates: of each family, a cell's cheapest existing provisions by arc cost (ties by provision id); always kept
//! and not counted are unlimited provisions, projects' own, and those that a project or contract names. The dearest
//! cost of all these arcs, over cells with forecast children in some year and provisions that are open in some year,
//! doubled, is the automatic penalty of a child without a place.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::books::Books;
use super::tally::Tally;
use super::words::pounds;
use super::{CHILDREN_TOLERANCE, Check, starts};
use crate::case::{Chain, Family, Journey, Origin, Penalty, Suitability};
use crate::id::{LocalityIx, ProvisionIx, SettingIx, StageIx};

/// Arc costs that differ by less (£ per child-year) are a tie.
const TIE: f64 = 1e-6;

/// The checks.
pub(super) fn check(books: &Books) -> Vec<Check> {
    let mut starts = Tally::new(
        "candidates",
        "children",
        CHILDREN_TOLERANCE,
        "Children start only at one of the cheapest provisions of each family that the model keeps for them.",
    );
    let mut penalty = Tally::new(
        "unplaced_penalty",
        "£ per child-year",
        super::MONEY_TOLERANCE,
        "A child without a place costs what the model says, or twice the dearest option.",
    );
    let market = Market::new(books);
    let mut cells: BTreeMap<(usize, StageIx), Vec<usize>> = BTreeMap::new();
    for (i, row) in books.stock.iter().enumerate().filter(|(_, row)| row.starting > CHILDREN_TOLERANCE) {
        cells.entry((row.chain, row.stage)).or_default().push(i);
    }
    let positions: Vec<usize> = (0..books.case.forecast.chains().len()).collect();
    let localities: Vec<&[usize]> =
        positions.chunk_by(|&a, &b| books.chain(a).locality == books.chain(b).locality).collect();
    let found: Vec<(f64, Vec<usize>)> = localities.par_iter().map(|chains| market.locality(chains, &cells)).collect();
    let mut dearest: f64 = 0.0;
    for (dear, outside) in found {
        dearest = dearest.max(dear);
        for row in outside.into_iter().map(|i| &books.stock[i]) {
            starts.off(row.starting, || starts::words(books, row, row.starting, "it is not among the cheapest kept"));
        }
    }
    let expected = match books.case.objective.unplaced_penalty {
        Penalty::Auto => 2.0 * dearest,
        Penalty::Fixed(pounds) => pounds.get(),
    };
    let told = books.plan.unplaced_penalty.get();
    penalty.equal_money(told, expected, || format!("the plan says {}, it is {}", pounds(told), pounds(expected)));
    vec![starts.finish(), penalty.finish()]
}

/// Where children could start, whatever the plan.
struct Market<'a> {
    books: &'a Books<'a>,
    /// The provisions that are open in some year, or whose project could be, with whether they are always kept; by
    /// setting.
    provisions: BTreeMap<SettingIx, Vec<(ProvisionIx, bool)>>,
    /// Their settings by easting, metres.
    eastings: Vec<(f64, SettingIx)>,
}

impl<'a> Market<'a> {
    fn new(books: &'a Books<'a>) -> Self {
        let case = books.case;
        let by_project = case.projects.iter().map(|project| project.provision);
        let named: BTreeSet<_> = by_project.chain(case.contracts.iter().map(|contract| contract.provision)).collect();
        let ever_open = |p: ProvisionIx| {
            let years = || (0..case.years()).map(|t| case.year(t));
            let from = match case[p].origin {
                Origin::Existing => Some(case.first_year),
                Origin::Project(project) => case[project].opening_years(case.first_year).min(),
            };
            from.is_some_and(|from| years().any(|year| from <= year && case[p].is_open(year)))
        };
        let provisions = (0..case.provisions.len()).map(ProvisionIx::new).filter(|&p| ever_open(p)).map(|p| {
            let own = matches!(case[p].origin, Origin::Project(_));
            (p, own || case[p].places.is_none() || named.contains(&p))
        });
        let mut by_setting: BTreeMap<SettingIx, Vec<(ProvisionIx, bool)>> = BTreeMap::new();
        for (p, kept) in provisions {
            by_setting.entry(case[p].setting).or_default().push((p, kept));
        }
        let mut eastings: Vec<_> = by_setting.keys().map(|&setting| (case[setting].at.easting, setting)).collect();
        eastings.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { books, provisions: by_setting, eastings }
    }

    /// The provisions within reach of a locality, sorted. Only settings in a strip as wide as a straight line could be
    /// and those of measured journeys are looked at.
    fn near(&self, home: LocalityIx) -> Vec<(ProvisionIx, bool, Journey)> {
        let case = self.books.case;
        let metres = 1.0 + case.travel.reach.get() / case.travel.circuity * 1000.0;
        let x = case[home].at.easting;
        let strip = &self.eastings[self.eastings.partition_point(|&(easting, _)| easting < x - metres)..];
        let strip = strip.iter().take_while(|&&(easting, _)| easting <= x + metres).map(|&(_, setting)| setting);
        let all = (home, SettingIx::new(0))..=(home, SettingIx::new(u32::MAX as usize));
        let settings: BTreeSet<SettingIx> =
            strip.chain(case.measured.range(all).map(|(&(_, setting), _)| setting)).collect();
        let mut near = Vec::new();
        for setting in settings {
            let journey = case.journey(home, setting);
            if journey.distance <= case.travel.reach {
                let there = self.provisions.get(&setting).into_iter().flatten();
                near.extend(there.map(|&(p, kept)| (p, kept, journey)));
            }
        }
        near.sort_unstable_by_key(|&(p, ..)| p);
        near
    }

    /// The dearest arc of a locality's chains, and the rows of the stock that start outside the candidates.
    fn locality(&self, chains: &[usize], cells: &BTreeMap<(usize, StageIx), Vec<usize>>) -> (f64, Vec<usize>) {
        let (mut dearest, mut outside): (f64, _) = (0.0, Vec::new());
        let Some(&first) = chains.first() else { return (dearest, outside) };
        let case = self.books.case;
        let home = self.books.chain(first).locality;
        let near = self.near(home);
        for &chain in chains {
            for stage in self.books.stages() {
                let expected = (0..case.years()).any(|t| case.forecast.children(chain, stage, t) > 0.0);
                let starts = cells.get(&(chain, stage));
                if !expected && starts.is_none() {
                    continue;
                }
                let arcs = self.arcs(self.books.chain(chain), stage, &near);
                if expected {
                    dearest = arcs.values().copied().fold(dearest, f64::max);
                }
                let rows = starts.into_iter().flatten().copied();
                outside.extend(rows.filter(|&i| {
                    let p = self.books.stock[i].provision;
                    // What is refused for another reason is told by that check.
                    let reached = near.binary_search_by_key(&p, |&(other, ..)| other).is_ok();
                    reached && !arcs.contains_key(&p) && self.fits(self.books.chain(chain), stage, p)
                }));
            }
        }
        (dearest, outside)
    }

    /// Whether a provision accepts the need, suits it and serves the stage.
    fn fits(&self, chain: Chain, stage: StageIx, p: ProvisionIx) -> bool {
        let provision = &self.books.case[p];
        provision.needs.includes(&chain.need)
            && provision.serves(self.books.case[stage].year_groups)
            && self.books.prices.suitability(provision.kind, chain) != Suitability::Unsuitable
    }

    /// The arcs of a cell with their cost, £ per child-year.
    fn arcs(&self, chain: Chain, stage: StageIx, near: &[(ProvisionIx, bool, Journey)]) -> BTreeMap<ProvisionIx, f64> {
        let case = self.books.case;
        let mut arcs = BTreeMap::new();
        let mut counted: [Vec<(f64, ProvisionIx)>; 5] = Default::default();
        for &(p, kept, journey) in near.iter().filter(|&&(p, ..)| self.fits(chain, stage, p)) {
            let cost = self.books.prices.after(journey, chain, stage, p).total();
            if kept {
                arcs.insert(p, cost);
            } else {
                counted[case[case[p].kind].family as usize].push((cost, p));
            }
        }
        for family in Family::ALL {
            let list = &mut counted[family as usize];
            let most = case.travel.candidates(family);
            list.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| case[a.1].id.cmp(&case[b.1].id)));
            if most > 0 && list.len() > most {
                // A cost within rounding of the last one kept is a tie as well, settled by id.
                let edge = list[most - 1].0;
                list.retain(|&(cost, _)| cost <= edge + TIE);
                let sure = list.partition_point(|&(cost, _)| cost < edge - TIE);
                list[sure..].sort_by(|a, b| case[a.1].id.cmp(&case[b.1].id));
                list.truncate(most);
            }
            arcs.extend(list.iter().map(|&(cost, p)| (p, cost)));
        }
        arcs
    }
}
