//! What the council could do: bases of two sizes at a school, special schools that grow in one or two steps, a new
//! special school, block offers of independent schools; and the money there is for it.

use super::children::{Demand, FIRST_YEAR};
use super::draw::{Draw, rounded};
use super::land::Land;
use super::schools::{Kind, Provision, Schools, known_needs};
use super::sheet::Sheet;
use super::size::Extent;

/// Everything that an authority's options are drawn from.
pub(super) struct Council<'a> {
    pub(super) extent: &'a Extent,
    pub(super) land: &'a Land,
    pub(super) schools: &'a Schools,
    pub(super) demand: &'a Demand,
}

/// A project, as written.
struct Project {
    id: String,
    name: String,
    at: Site,
    needs: String,
    year_groups: String,
    places: u32,
    capital: u32,
    running: u32,
    /// Years after the first.
    lead: usize,
    fill: &'static str,
    group: String,
    requires: String,
    min_children: &'static str,
    status: &'static str,
}

/// Where a project is.
enum Site {
    /// It adds to a provision.
    Grows(String),
    /// A new provision of a kind at a setting.
    At(String, Kind),
    /// A new provision of a kind on a plot without a school.
    Plot([String; 2], Kind),
}

/// Needs and year groups of the bases that could open.
const BASES: [(&str, i8); 6] =
    [("ASD;SLCN", 0), ("SEMH;ASD", 7), ("SEMH", 0), ("ASD;SLCN;MLD", 7), ("SLCN;MLD", 0), ("ASD", 0)];

impl Council<'_> {
    /// The last year planned.
    fn last_year(&self) -> i32 {
        FIRST_YEAR + self.extent.years as i32 - 1
    }

    /// So many years after the first, or the last.
    fn year(&self, after: usize) -> i32 {
        FIRST_YEAR + after.min(self.extent.years - 1) as i32
    }

    /// Writes its projects.
    pub(super) fn write_projects(&self, sheet: &mut Sheet, draw: &mut Draw) {
        let projects = [self.bases(draw), self.expansions(), vec![self.new_school(draw)]];
        for project in projects.iter().flatten() {
            let (provision, setting, kind, [easting, northing]) = match &project.at {
                Site::Grows(provision) => (provision.as_str(), "", "", ["", ""]),
                Site::At(setting, kind) => ("", setting.as_str(), kind.as_str(), ["", ""]),
                Site::Plot([x, y], kind) => ("", "", kind.as_str(), [x.as_str(), y.as_str()]),
            };
            sheet.row([
                &project.id,
                &project.name,
                provision,
                setting,
                easting,
                northing,
                kind,
                &project.needs,
                &project.year_groups,
                &project.places.to_string(),
                &project.capital.to_string(),
                &project.running.to_string(),
                &self.year(project.lead).to_string(),
                &self.last_year().to_string(),
                project.fill,
                &project.group,
                &project.requires,
                project.min_children,
                project.status,
            ]);
        }
    }

    /// Bases of 12 or 20 places at schools without one. The first is committed at one size; the last, at the school
    /// furthest from the middle of the county, needs a building of its own and is rarely worth it.
    fn bases(&self, draw: &mut Draw) -> Vec<Project> {
        let count = ((self.land.children() / 10_000.0 * self.extent.bases_per_10_000).round() as usize).max(4);
        let mut hosts = self.hosts();
        let furthest = hosts.iter().copied().max_by(|a, b| self.km_out(*a).total_cmp(&self.km_out(*b)));
        hosts.retain(|p| Some(*p) != furthest);
        draw.shuffle(&mut hosts);
        let mut found = Vec::new();
        for number in 0..count {
            let remote = number + 1 == count;
            let (needs, youngest) = if remote { ("SLCN;MLD", 0) } else { BASES[number % BASES.len()] };
            let fits = |p: &&usize| (self.schools.provisions[**p].year_groups.lowest <= 0) == (youngest == 0);
            let host = if remote { furthest } else { hosts.iter().find(fits).copied() };
            let Some(host) = host else { continue };
            hosts.retain(|p| *p != host);
            let sizes: &[(u32, u32, usize)] = match number {
                _ if remote => &[(12, 62_000, 1)],
                0 => &[(10, 15_000, 1)],
                _ => &[(12, 24_000, 1), (20, 22_000, 2)],
            };
            for &(places, capital, lead) in sizes {
                let status = if number == 0 { "committed" } else { "optional" };
                found.push(self.base(host, (needs, youngest), (places, capital, lead), status));
            }
        }
        found
    }

    fn base(
        &self,
        host: usize,
        (needs, youngest): (&'static str, i8),
        (places, capital, lead): (u32, u32, usize),
        status: &'static str,
    ) -> Project {
        let setting = &self.schools.settings[self.schools.provisions[host].setting];
        Project {
            id: format!("{}-U{places}", setting.id),
            name: format!("{places}-place base, {}", setting.name),
            at: Site::At(setting.id.clone(), Kind::ResourceBase),
            needs: known_needs(self.extent, needs).join(";"),
            year_groups: if youngest == 0 { "0-6" } else { "7-11" }.to_owned(),
            places,
            capital: places * capital,
            // Place funding and the teacher in charge.
            running: places * 6_000 + 25_000,
            lead,
            fill: "0.5;1",
            group: if status == "committed" { String::new() } else { format!("{}-U", setting.id) },
            requires: String::new(),
            min_children: if status == "committed" { "" } else { "6" },
            status,
        }
    }

    /// Mainstream schools without a base.
    fn hosts(&self) -> Vec<usize> {
        let provisions = &self.schools.provisions;
        let with_base: Vec<usize> = provisions.iter().filter(|p| p.kind.is_base()).map(|p| p.setting).collect();
        (0..provisions.len())
            .filter(|&p| provisions[p].kind == Kind::Mainstream && provisions[p].year_groups.lowest < 12)
            .filter(|&p| !with_base.contains(&provisions[p].setting))
            .collect()
    }

    fn km_out(&self, provision: usize) -> f64 {
        let setting = &self.schools.settings[self.schools.provisions[provision].setting];
        // Secondary schools stand in towns: the furthest host is a primary school.
        let rural = f64::from(u8::from(self.schools.provisions[provision].year_groups.lowest <= 0));
        setting.at.km_to(self.land.centre) * rural
    }

    /// Every other special school could grow by 30 places, and then by 20 more.
    fn expansions(&self) -> Vec<Project> {
        let special = self.schools.provisions.iter().filter(|p| p.kind == Kind::Special);
        let mut found = Vec::new();
        for provision in special.skip(1).step_by(2) {
            let school = &self.schools.settings[provision.setting];
            let first = format!("{}-X1", school.id);
            for (places, capital, lead, id, requires) in [
                (30, 52_000, 1, first.clone(), String::new()),
                (20, 68_000, 2, format!("{}-X2", school.id), first.clone()),
            ] {
                let step = if requires.is_empty() { "first phase" } else { "second phase" };
                found.push(Project {
                    id,
                    name: format!("{places} more places, {step}, {}", school.name),
                    at: Site::Grows(provision.id.clone()),
                    needs: String::new(),
                    year_groups: String::new(),
                    places,
                    capital: places * capital,
                    running: places * 10_000 + 40_000,
                    lead,
                    fill: "0.4;0.7;1",
                    group: String::new(),
                    requires,
                    min_children: "",
                    status: "optional",
                });
            }
        }
        found
    }

    /// A new special school on a plot near the middle of the county.
    fn new_school(&self, draw: &mut Draw) -> Project {
        let at = self.land.centre.within(self.land.radius_km * 0.4, draw);
        let places = 80;
        Project {
            id: format!("NEW-{}", self.land.county),
            name: format!("New special school for {}", self.land.county),
            at: Site::Plot(at.cells(), Kind::Special),
            needs: "ASD;SEMH;MLD".to_owned(),
            year_groups: "0-14".to_owned(),
            places,
            capital: places * 96_000,
            running: places * 10_000 + 300_000,
            lead: 3,
            fill: "0.3;0.6;1",
            group: String::new(),
            requires: String::new(),
            min_children: "40",
            status: "optional",
        }
    }

    /// Writes the offers of independent schools in the authority: two tiers each, good ones and poor ones in turn,
    /// and one contract already signed with a school beyond it.
    pub(super) fn write_contracts(&self, sheet: &mut Sheet) {
        let limited = |p: &&Provision| p.kind == Kind::Independent && p.places.is_some();
        let inside = |p: &&Provision| self.schools.settings[p.setting].inside;
        let (near, far): (Vec<_>, Vec<_>) = self.schools.provisions.iter().filter(limited).partition(inside);
        for (number, provision) in near.into_iter().enumerate() {
            let tiers = TIERS[number % TIERS.len()];
            for Tier { places, price, from, take_or_pay, uplift, new_places } in tiers {
                let id = format!("{}-C{places}", provision.id);
                let group = format!("{}-C", provision.id);
                self.write_contract(
                    sheet,
                    provision,
                    [&id, places, price, take_or_pay, uplift, new_places, "no", &group, "optional"],
                    *from,
                );
            }
        }
        if let Some(provision) = far.first() {
            let id = format!("{}-C5", provision.id);
            self.write_contract(sheet, provision, [&id, "5", "57500", "1", "0.02", "", "yes", "", "signed"], 0);
        }
    }

    fn write_contract(&self, sheet: &mut Sheet, provision: &Provision, cells: [&str; 9], from: usize) {
        let [id, places, price, take_or_pay, uplift, new_places, covers_roll, group, status] = cells;
        let school = &self.schools.settings[provision.setting].name;
        let needs = if provision.needs.is_empty() { "*".to_owned() } else { provision.needs.join(";") };
        sheet.row([
            id,
            &format!("{places}-place block, {school}"),
            &provision.id,
            &needs,
            "*",
            &self.year(from).to_string(),
            &self.last_year().to_string(),
            places,
            price,
            take_or_pay,
            covers_roll,
            group,
            status,
            uplift,
            new_places,
        ]);
    }

    /// Capital (£) that becomes available in a year.
    pub(super) fn capital(&self, year: usize) -> f64 {
        const PROFILE: [f64; 5] = [20.0, 60.0, 60.0, 30.0, 16.0];
        let for_each_child = PROFILE.get(year).copied().unwrap_or(12.0);
        rounded(self.land.children() * for_each_child, -4)
    }

    /// High-needs grant (£) of a year: about what placements cost today, growing more slowly than they will.
    pub(super) fn grant(&self, year: usize) -> f64 {
        let growth: f64 = (0..year).map(|_| 1.035).product();
        rounded(self.demand.all() * 14_800.0 * growth, -3)
    }
}

/// One tier of a block offer.
struct Tier {
    places: &'static str,
    price: &'static str,
    from: usize,
    take_or_pay: &'static str,
    uplift: &'static str,
    new_places: &'static str,
}

const fn tier(
    places: &'static str,
    price: &'static str,
    from: usize,
    (take_or_pay, uplift, new_places): (&'static str, &'static str, &'static str),
) -> Tier {
    Tier { places, price, from, take_or_pay, uplift, new_places }
}

/// Offers a little below the fees; one whose larger tier is cheap and adds places; one that is no bargain.
const TIERS: [&[Tier]; 3] = [
    &[tier("6", "59500", 1, ("1", "0.01", "")), tier("12", "57000", 1, ("1", "0.01", "8"))],
    &[tier("6", "61000", 1, ("0.8", "0.02", "")), tier("24", "58000", 1, ("1", "0.02", "12"))],
    &[tier("10", "62500", 1, ("1", "0.03", ""))],
];
