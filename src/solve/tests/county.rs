//! Small counties in which every family of the programme is there or not, one by one.

use std::fmt::Write as _;

use proptest::prelude::*;

use crate::case::Case;
use crate::id::ProjectIx;
use crate::network::Network;
use crate::solve::Decisions;
use crate::tables::{Source, load_source};

/// A county in tables: numbers, and which families it has.
#[derive(Debug, Clone)]
pub(in crate::solve) struct County {
    /// Years planned, at most three.
    pub years: usize,
    /// Children by locality, year and stage.
    pub children: Vec<f64>,
    /// Places at the base.
    pub places: u32,
    /// Capital of the unit.
    pub capital: u32,
    /// Price of a place in the first contract.
    pub price: u32,
    /// Least number of children of the unit.
    pub least: u32,
    pub has: Families,
}

/// The families of a county.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(in crate::solve) struct Families {
    pub roll: bool,
    pub tail: bool,
    pub discount: bool,
    pub life: bool,
    pub overfill: bool,
    pub closes: bool,
    pub budget: bool,
    pub grow: bool,
    pub unit: bool,
    pub hall: bool,
    pub committed: bool,
    pub fill: bool,
    pub group: bool,
    pub requires: bool,
    pub viable: bool,
    pub viable_growth: bool,
    pub first_tier: bool,
    pub second_tier: bool,
    pub signed_tier: bool,
    pub tiers: bool,
    pub new_places: bool,
    pub take_or_pay: bool,
    pub covers_roll: bool,
    pub at_least: bool,
    pub both_sides: bool,
}

/// How many switches there are.
const SWITCHES: usize = 25;

impl Families {
    fn of(on: [bool; SWITCHES]) -> Self {
        let mut on = on.into_iter();
        let mut next = || on.next().unwrap_or_default();
        Self {
            roll: next(),
            tail: next(),
            discount: next(),
            life: next(),
            overfill: next(),
            closes: next(),
            budget: next(),
            grow: next(),
            unit: next(),
            hall: next(),
            committed: next(),
            fill: next(),
            group: next(),
            requires: next(),
            viable: next(),
            viable_growth: next(),
            first_tier: next(),
            second_tier: next(),
            signed_tier: next(),
            tiers: next(),
            new_places: next(),
            take_or_pay: next(),
            covers_roll: next(),
            at_least: next(),
            both_sides: next(),
        }
    }
}

/// Counties with children, drawn at random, every family there or not.
pub(in crate::solve) fn any_county() -> impl Strategy<Value = County> {
    let children = prop::collection::vec((0..=24u8).prop_map(|n| f64::from(n) / 2.0), 12);
    let numbers = (1..=3usize, children, 0..=8u32, 0..=300_000u32, 20_000..=70_000u32, 1..=6u32);
    (numbers, any::<[bool; SWITCHES]>()).prop_map(|((years, mut children, places, capital, price, least), on)| {
        children[0] = children[0].max(0.5);
        County { years, children, places, capital, price, least, has: Families::of(on) }
    })
}

/// A case with every family: roll, tail, discounting, overfill, a budget, projects that grow, open, are committed, form
/// a group and require each other, tiers of a contract with new places, policies of both sides.
pub(in crate::solve) fn everything() -> Case {
    county(&[9.0, 4.0, 11.0, 5.0, 12.0, 7.0, 3.0, 3.0, 4.0, 2.0, 2.0, 6.0], 5, 120_000, 50_000)
}

/// The same with these children, places at the base, capital of the unit and contract price.
pub(in crate::solve) fn county(children: &[f64], places: u32, capital: u32, price: u32) -> Case {
    let has = Families { closes: false, viable_growth: false, signed_tier: false, ..Families::of([true; SWITCHES]) };
    County { years: 3, children: children.to_vec(), places, capital, price, least: 1, has }.case()
}

/// Every family but closing, overfill and all that is said of contracts and policies, with these children.
pub(in crate::solve) fn ends_short(children: &[f64]) -> Case {
    let has = Families {
        overfill: false,
        closes: false,
        group: false,
        requires: false,
        viable_growth: false,
        signed_tier: false,
        tiers: false,
        take_or_pay: false,
        covers_roll: false,
        at_least: false,
        both_sides: false,
        ..Families::of([true; SWITCHES])
    };
    County { years: 3, children: children.to_vec(), places: 3, capital: 203_224, price: 41_462, least: 5, has }.case()
}

/// A base that grows and a unit of at least three children, and hardly so many.
pub(in crate::solve) fn barely_viable() -> Case {
    let has = Families { tail: true, grow: true, unit: true, viable: true, ..Families::of([false; SWITCHES]) };
    let children = vec![0.5, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.5, 2.0];
    County { years: 3, children, places: 0, capital: 0, price: 20_000, least: 3, has }.case()
}

/// A unit of at least four children, beside places for all six that there are, of whom fewer choose in its third year.
pub(in crate::solve) fn nobody_needs_it() -> Case {
    let has = Families { unit: true, viable: true, ..Families::of([false; SWITCHES]) };
    let children = vec![6.0, 0.0, 6.0, 0.0, 6.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    County { years: 3, children, places: 8, capital: 0, price: 20_000, least: 4, has }.case()
}

/// A case without a project or a contract, and too few places.
pub(in crate::solve) fn nothing_to_decide() -> Case {
    let children = vec![9.0, 4.0, 11.0, 5.0, 12.0, 7.0, 3.0, 3.0, 4.0, 2.0, 2.0, 6.0];
    let has = Families::of([false; SWITCHES]);
    County { years: 3, children, places: 5, capital: 0, price: 50_000, least: 1, has }.case()
}

impl County {
    /// The case; panics with every diagnostic where there is none.
    pub(in crate::solve) fn case(&self) -> Case {
        let tables = self.tables();
        let tables = tables.iter().map(|(name, text)| (*name, text.as_str()));
        let loaded = load_source(&self.model(), &Source::memory(tables));
        loaded.case.unwrap_or_else(|| panic!("{}", loaded.diagnostics.to_text()))
    }

    fn last_year(&self) -> usize {
        2025 + self.years
    }

    fn model(&self) -> String {
        let rate = if self.has.discount { 0.035 } else { 0.0 };
        let life = if self.has.life { 30 } else { 0 };
        format!(
            "title = \"T\"\ntables = \"t\"\nfirst_year = 2026\nlast_year = {}\nprice_year = 2025\n[travel]\n\
             circuity = 1.0\nspeed_kmh = 30\n[objective]\nunplaced_penalty = 150000\ndiscount_rate = {rate}\n\
             asset_life = {life}\ncount_tail = {}\n",
            self.last_year(),
            self.has.tail
        )
    }

    fn tables(&self) -> Vec<(&'static str, String)> {
        let mut tables = vec![
            (
                "localities",
                "locality,authority,easting,northing\nVillage,Shire,450000,300000\nTown,Wold,462000,304000\n".into(),
            ),
            ("forecast", self.forecast()),
            ("settings", "setting,easting,northing\nNear,460000,300000\nFar,470000,300000\n".into()),
            ("provisions", self.provisions()),
            (
                "costs",
                "kind,need,annual_cost\nresource_base,,15000\nspecial,,21000\nspecial,MSI,26000\nmainstream,,8000\n\
                 independent,,60000\n"
                    .into(),
            ),
            ("transport", "kind,share,fixed_cost,cost_per_km\nspecial,0.5,4000,300\nindependent,0.9,5000,350\n".into()),
        ];
        if self.has.roll {
            tables.push((
                "roll",
                "locality,need,year_groups,provision,children\nVillage,ASD,4-6,Base,3.5\nVillage,ASD,4-6,ISS,2\n\
                 Village,ASD,7-11,Special,1\nTown,MSI,4-6,Main,2\n"
                    .into(),
            ));
        }
        if self.has.budget {
            let second = if self.years > 1 { "2027,150000\n" } else { "" };
            tables.push(("budgets", format!("year,capital\n2026,100000\n{second}")));
        }
        tables.extend(self.projects().map(|rows| ("projects", rows)));
        tables.extend(self.contracts().map(|rows| ("contracts", rows)));
        tables.extend(self.policies().map(|rows| ("policies", rows)));
        tables
    }

    fn forecast(&self) -> String {
        let cells = [("Village", "ASD"), ("Town", "MSI")].into_iter().flat_map(|(locality, need)| {
            let years = (2026..=2028).flat_map(|year| ["4-6", "7-11"].map(|groups| (year, groups)));
            years.map(move |(year, groups)| (year, format!("{year},{locality},{need},{groups}")))
        });
        let mut rows = String::from("year,locality,need,year_groups,children\n");
        for ((_, cell), children) in cells.zip(&self.children).filter(|((year, _), _)| *year <= self.last_year()) {
            let _ = writeln!(rows, "{cell},{children}");
        }
        rows
    }

    fn provisions(&self) -> String {
        let over = if self.has.overfill { "" } else { "0" };
        let special_closes = if self.has.closes && self.years > 1 { "2027" } else { "" };
        format!(
            "provision,setting,kind,needs,year_groups,places,overfill,closes\n\
             Base,Near,resource_base,*,4-6,{},{over},\nSpecial,Far,special,*,4-14,6,{over},{special_closes}\n\
             Main,Near,mainstream,*,0-11,2,{over},2028\nISS,Far,independent,*,4-14,,,\n",
            self.places
        )
    }

    fn projects(&self) -> Option<String> {
        let has = &self.has;
        let group = if has.group { "size" } else { "" };
        let fill = if has.fill { "0.5;1" } else { "" };
        let least = |wanted: bool| if wanted { self.least.to_string() } else { String::new() };
        let requires = if has.requires && has.grow { "Grow" } else { "" };
        let wing = self.last_year().min(2027);
        let all = [
            (has.grow, format!("Grow,Base,,,,,3,90000,20000,2026,{fill},{group},,{},", least(has.viable_growth))),
            (
                has.unit,
                format!(
                    "Unit,,Near,resource_base,*,4-9,4,{},30000,2026,,{group},,{},",
                    self.capital,
                    least(has.viable)
                ),
            ),
            (has.hall, format!("Hall,Base,,,,,1,10000,0,2026,,,{requires},,")),
            (has.committed, format!("Wing,Special,,,,,2,500000,9000,{wing},,,,,committed")),
        ];
        with_header(
            "project,provision,setting,kind,needs,year_groups,places,capital_cost,annual_cost,earliest,fill,group,\
             requires,min_children,status",
            all,
        )
    }

    fn contracts(&self) -> Option<String> {
        let has = &self.has;
        let (last, second) = (self.last_year(), self.last_year().min(2027));
        let (whole, half) = if has.take_or_pay { (1.0, 0.5) } else { (0.0, 0.0) };
        let tiers = if has.tiers { "tiers" } else { "" };
        let covers = if has.covers_roll { "yes" } else { "no" };
        let status = if has.signed_tier { "signed" } else { "" };
        let uplift = if has.discount { 0.02 } else { 0.0 };
        let all = [
            (has.first_tier, format!("Ten,ISS,2026,{last},6,{},{whole},{tiers},{covers},0,{uplift},", self.price)),
            (has.second_tier, format!("Five,ISS,{second},{last},3,52000,{half},{tiers},no,0,0,{status}")),
            (has.new_places, format!("More,Special,2026,{second},2,12000,{half},,no,2,0,")),
        ];
        with_header(
            "contract,provision,first_year,last_year,places,price,take_or_pay,group,covers_roll,new_places,uplift,status",
            all,
        )
    }

    fn policies(&self) -> Option<String> {
        let all = [
            (self.has.at_least, "Choice,*,Shire,independent,0.3,,4000".into()),
            (self.has.both_sides, "Few,ASD,*,independent;special,0.1,0.4,7000".into()),
        ];
        with_header("policy,needs,authorities,kinds,min_share,max_share,penalty", all)
    }
}

/// The rows that are there, under their header; no table without rows.
fn with_header(header: &str, rows: impl IntoIterator<Item = (bool, String)>) -> Option<String> {
    let there: Vec<String> = rows.into_iter().filter(|(there, _)| *there).map(|(_, row)| row).collect();
    (!there.is_empty()).then(|| format!("{header}\n{}\n", there.join("\n")))
}

/// Every way to open and sign, whether or not the rules allow it: a year or none for each optional project, signed or
/// not for each optional contract.
pub(in crate::solve) fn all_decisions(network: &Network) -> Vec<Decisions> {
    let case = network.case;
    let mut all = vec![Decisions::as_is(network)];
    for (k, _) in case.projects.iter().enumerate().filter(|(_, project)| project.is_optional()) {
        let ways = || std::iter::once(None).chain(network.opening_years(ProjectIx::new(k)).map(Some));
        let decided = |decisions: &Decisions, opened| {
            let mut decisions = decisions.clone();
            decisions.opened[k] = opened;
            decisions
        };
        all = all.iter().flat_map(|decisions| ways().map(move |opened| decided(decisions, opened))).collect();
    }
    for (m, _) in case.contracts.iter().enumerate().filter(|(_, contract)| contract.is_optional()) {
        let mut signed = all.clone();
        for decisions in &mut signed {
            decisions.signed[m] = true;
        }
        all.extend(signed);
    }
    all
}

/// Whether groups, requirements and capital allow decisions: all that is asked of them apart from viable minimums.
pub(in crate::solve) fn are_allowed(network: &Network, decisions: &Decisions) -> bool {
    let case = network.case;
    let opened = case.projects.iter().zip(&decisions.opened).filter(|(_, opened)| opened.is_some());
    let signed = case.contracts.iter().zip(&decisions.signed).filter(|(_, signed)| **signed);
    let groups = |groups: Vec<&String>| groups.iter().enumerate().all(|(i, group)| !groups[..i].contains(group));
    let one_of_each = groups(opened.clone().filter_map(|(project, _)| project.group.as_ref()).collect())
        && groups(signed.filter_map(|(contract, _)| contract.group.as_ref()).collect());
    let required = opened.clone().all(|(project, year)| {
        let by_then = |j: &ProjectIx| decisions.opened[j.get()].is_some_and(|other| Some(other) <= *year);
        project.requires.iter().all(by_then)
    });
    let spent_by = |t: usize| -> f64 {
        let spent = opened.clone().filter(|(project, year)| project.is_optional() && year.is_some_and(|o| o <= t));
        spent.map(|(project, _)| project.capital_cost.get()).sum()
    };
    let funded = case.budget.as_ref().is_none_or(|budget| {
        let so_far = |t: usize| budget.capital[..=t].iter().map(|pounds| pounds.get()).sum::<f64>();
        (0..network.years()).all(|t| spent_by(t) <= so_far(t) + 1e-6)
    });
    one_of_each && required && funded
}
