//! Schools, colleges and their places: how many there are, whom they take, and how full the county is.
//!
//! Places are shared out so that the county is believable on its first day: mainstream has a little room, bases and
//! special schools have too little, and independent schools take what is left.

use super::children::{Band, Demand, FIRST_YEAR, needs};
use super::draw::Draw;
use super::land::{Land, Spot};
use super::names::Names;
use super::size::Extent;
use crate::case::YearGroups;

/// A kind of provision, as the built-in table of kinds has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Mainstream,
    Dsp,
    ResourceBase,
    Special,
    Independent,
}

impl Kind {
    /// As it is written in the tables.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Mainstream => "mainstream",
            Self::Dsp => "dsp",
            Self::ResourceBase => "resource_base",
            Self::Special => "special",
            Self::Independent => "independent",
        }
    }

    /// A DSP or a resource base.
    pub(super) fn is_base(self) -> bool {
        matches!(self, Self::Dsp | Self::ResourceBase)
    }
}

/// A school or college on its site.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) at: Spot,
    /// In the authority itself, or in a neighbouring one.
    pub(super) inside: bool,
}

/// A group of places.
#[derive(Debug)]
pub(super) struct Provision {
    pub(super) id: String,
    /// Position of its setting.
    pub(super) setting: usize,
    pub(super) kind: Kind,
    /// Needs it accepts; empty: all.
    pub(super) needs: Vec<&'static str>,
    pub(super) year_groups: YearGroups,
    /// Places open to the authority's children; `None`: unlimited.
    pub(super) places: Option<f64>,
    /// Places held by other authorities' children.
    pub(super) reserved: f64,
    pub(super) opens: Option<i32>,
    pub(super) closes: Option<i32>,
}

impl Provision {
    /// Whether it accepts children of this need and stage.
    pub(super) fn accepts(&self, need: &str, stage: YearGroups) -> bool {
        (self.needs.is_empty() || self.needs.contains(&need)) && self.year_groups.covers(stage)
    }
}

/// The settings and provisions of one authority.
#[derive(Debug, Default)]
pub(super) struct Schools {
    pub(super) settings: Vec<Setting>,
    pub(super) provisions: Vec<Provision>,
}

/// Needs and year groups of the bases at primary schools, secondary schools, of special schools and of independent
/// schools, in the order in which they are founded.
type Designation = (&'static str, i8, i8);
const PRIMARY_BASES: [Designation; 5] =
    [("ASD;SLCN", 0, 6), ("SEMH", 0, 6), ("ASD", 0, 6), ("SLCN;MLD;SPLD;OTH", 0, 6), ("PD;HI;VI;MSI", 0, 6)];
const SECONDARY_BASES: [Designation; 4] =
    [("ASD;SLCN", 7, 11), ("SEMH", 7, 11), ("MLD;SLCN;SPLD;OTH", 7, 11), ("PD;HI;VI;MSI", 7, 11)];
const SPECIAL_SCHOOLS: [Designation; 6] = [
    ("SLD;PMLD;MSI;PD", -2, 14),
    ("ASD;MLD;OTH", 0, 14),
    ("SEMH", 7, 14),
    ("ASD;SEMH", 0, 6),
    ("ASD;SLD;MLD", 7, 14),
    ("SLD;PMLD;MSI;PD", 0, 14),
];
const INDEPENDENT_SCHOOLS: [Designation; 5] = [
    ("ASD;SEMH", 7, 14),
    ("SEMH", 3, 11),
    ("ASD;SLCN;MLD;OTH", 0, 11),
    ("ASD;SLD;PMLD;PD;HI", 0, 14),
    ("SEMH;MLD;ASD", 7, 14),
];

/// What is never given out twice over all authorities.
#[derive(Default)]
pub(super) struct Registry {
    /// Names of places and schools.
    pub(super) names: Names,
    settings: usize,
}

/// Founds the schools of an authority.
pub(super) fn found(
    extent: &Extent,
    land: &Land,
    demand: &Demand,
    registry: &mut Registry,
    draw: &mut Draw,
) -> Schools {
    let mut founder = Founder { extent, land, registry, draw, schools: Schools::default() };
    founder.mainstream();
    founder.bases();
    founder.special_schools();
    founder.independent_schools();
    let mut schools = founder.schools;
    for share in &SHARES {
        share_out(&mut schools.provisions, demand, share, draw);
    }
    foresee(&mut schools.provisions, extent.years);
    schools
}

/// What is known to come: an independent school opens in the second year, a primary base closes in the fourth.
fn foresee(provisions: &mut [Provision], years: usize) {
    let in_year = |number: i32| (number <= years as i32).then_some(FIRST_YEAR + number - 1);
    if let Some(school) = provisions.iter_mut().filter(|p| p.kind == Kind::Independent).nth(2) {
        school.opens = in_year(2);
    }
    if let Some(base) = provisions.iter_mut().rfind(|p| p.kind.is_base() && p.year_groups.highest == 6) {
        base.closes = in_year(4);
    }
}

struct Founder<'a> {
    extent: &'a Extent,
    land: &'a Land,
    registry: &'a mut Registry,
    draw: &'a mut Draw,
    schools: Schools,
}

impl Founder<'_> {
    /// How many schools for the county's children, at least a few.
    fn count(&self, children_for_each: f64, least: usize) -> usize {
        ((self.land.children() / children_for_each).round() as usize).max(least)
    }

    fn mainstream(&mut self) {
        for at in self.spread(self.count(1_000.0, 8), false) {
            let name = self.registry.names.primary(&self.land.places[at.1].name, self.draw);
            let youngest = if self.draw.position(5) < 2 { -1 } else { 0 };
            self.school(name, at.0, true, Kind::Mainstream, ("*", youngest, 6));
        }
        for at in self.spread(self.count(4_800.0, 3), true) {
            let name = self.registry.names.secondary(&self.land.places[at.1].name, self.draw);
            let oldest = if self.draw.position(2) == 0 { 13 } else { 11 };
            self.school(name, at.0, true, Kind::Mainstream, ("*", 7, oldest));
        }
        for at in self.spread(self.count(25_000.0, 1), true) {
            let name = format!("{} College", self.land.places[at.1].name);
            self.school(name, at.0, true, Kind::Mainstream, ("*", 12, 20));
        }
    }

    fn bases(&mut self) {
        let hosts = |youngest: std::ops::RangeInclusive<i8>, schools: &Schools| -> Vec<usize> {
            let mainstream = schools.provisions.iter().filter(|p| youngest.contains(&p.year_groups.lowest));
            mainstream.map(|p| p.setting).collect()
        };
        let primaries = hosts(-2..=0, &self.schools);
        let secondaries = hosts(7..=7, &self.schools);
        let colleges = hosts(12..=12, &self.schools);
        for (number, setting) in every_nth(&primaries, 7, 3).enumerate() {
            let kind = if number % 2 == 0 { Kind::ResourceBase } else { Kind::Dsp };
            self.provision(setting, kind, PRIMARY_BASES[number % PRIMARY_BASES.len()]);
        }
        for (number, setting) in every_nth(&secondaries, 2, 2).enumerate() {
            self.provision(setting, Kind::ResourceBase, SECONDARY_BASES[number % SECONDARY_BASES.len()]);
        }
        for setting in colleges {
            self.provision(setting, Kind::ResourceBase, ("*", 12, 14));
        }
    }

    fn special_schools(&mut self) {
        let count = self.count(9_500.0, 3);
        for (number, at) in self.spread(count, true).into_iter().enumerate() {
            let name = self.registry.names.specialist(&self.land.places[at.1].name, self.draw);
            self.school(name, at.0, true, Kind::Special, SPECIAL_SCHOOLS[number % SPECIAL_SCHOOLS.len()]);
        }
    }

    /// Three in five lie in the authority, the others beyond it; and one row stands for all the schools further away.
    fn independent_schools(&mut self) {
        for number in 0..self.count(9_500.0, 3) {
            let inside = number % 5 < 3;
            let place = self.draw.position(self.land.places.len());
            let at = if inside {
                self.land.places[place].at.nearby(3.0, self.draw)
            } else {
                let beyond = self.land.centre.within(self.land.radius_km * 1.5, self.draw);
                pushed_out(beyond, self.land.centre, self.land.radius_km * 1.1)
            };
            let near = if inside { self.land.places[place].name.clone() } else { "out of county".to_owned() };
            let name = self.registry.names.specialist(&near, self.draw);
            let designation = INDEPENDENT_SCHOOLS[number % INDEPENDENT_SCHOOLS.len()];
            self.school(name, at, inside, Kind::Independent, designation);
        }
        let reach = self.land.radius_km.max(20.0);
        let corners: &[(f64, f64)] =
            if self.land.radius_km < 20.0 { &[(1.0, 0.3)] } else { &[(0.0, 0.9), (-0.78, -0.45), (0.78, -0.45)] };
        for (x, y) in corners {
            let centre = self.land.centre;
            let at = Spot { x: centre.x + x * reach * 1e3, y: centre.y + y * reach * 1e3 };
            let setting = self.setting("Independent schools out of area".to_owned(), at, false);
            let at = self.provision(setting, Kind::Independent, ("*", -2, 20));
            self.schools.provisions[at].places = None;
        }
    }

    /// Sites for so many schools, going round the localities in a drawn order, with the place of each.
    fn spread(&mut self, count: usize, towns: bool) -> Vec<(Spot, usize)> {
        let places = &self.land.places;
        let all = self.land.localities.iter().filter(|locality| !towns || places[locality.place].town);
        let mut order: Vec<_> = all.map(|locality| (locality.at, locality.place)).collect();
        self.draw.shuffle(&mut order);
        (0..count)
            .map(|number| {
                let (at, place) = order[number % order.len()];
                (at.nearby(1.2, self.draw), place)
            })
            .collect()
    }

    fn school(&mut self, name: String, at: Spot, inside: bool, kind: Kind, designation: Designation) {
        let setting = self.setting(name, at, inside);
        self.provision(setting, kind, designation);
    }

    fn setting(&mut self, name: String, at: Spot, inside: bool) -> usize {
        self.registry.settings += 1;
        self.schools.settings.push(Setting { id: format!("{}", 900_000 + self.registry.settings), name, at, inside });
        self.schools.settings.len() - 1
    }

    fn provision(&mut self, setting: usize, kind: Kind, (listed, lowest, highest): Designation) -> usize {
        let letter = match kind {
            Kind::Mainstream => 'M',
            Kind::Dsp | Kind::ResourceBase => 'B',
            Kind::Special => 'S',
            Kind::Independent => 'I',
        };
        let id = format!("{}-{letter}", self.schools.settings[setting].id);
        self.schools.provisions.push(Provision {
            id,
            setting,
            kind,
            needs: known_needs(self.extent, listed),
            year_groups: YearGroups { lowest, highest },
            places: Some(0.0),
            reserved: 0.0,
            opens: None,
            closes: None,
        });
        self.schools.provisions.len() - 1
    }
}

/// The listed needs that the example's forecast has; `*` gives none, which stands for all.
pub(super) fn known_needs(extent: &Extent, listed: &'static str) -> Vec<&'static str> {
    let known: Vec<&str> = needs(extent).iter().map(|need| need.code).collect();
    listed.split(';').filter(|need| known.contains(need)).collect()
}

/// Every n-th of a list, but at least so many.
fn every_nth(list: &[usize], nth: usize, least: usize) -> impl Iterator<Item = usize> {
    let count = (list.len() / nth).max(least).min(list.len());
    (0..count).map(move |number| list[number * list.len() / count])
}

/// At least so far from the centre.
fn pushed_out(at: Spot, centre: Spot, km: f64) -> Spot {
    let distance = at.km_to(centre).max(0.1);
    let by = (km / distance).max(1.0);
    Spot { x: centre.x + (at.x - centre.x) * by, y: centre.y + (at.y - centre.y) * by }
}

/// How the children of some bands become places of some kinds.
struct Share {
    kinds: &'static [Kind],
    bands: &'static [Band],
    /// Places for each child of the first year.
    cover: f64,
    /// Places come in this multiple, no fewer than `least` and no more than `most`.
    multiple: f64,
    least: f64,
    most: f64,
    /// Places for other authorities' children on top, for each place.
    reserved: f64,
}

const SHARES: [Share; 4] = [
    Share {
        kinds: &[Kind::Mainstream],
        bands: &[Band::Targeted],
        cover: 1.2,
        multiple: 1.0,
        least: 3.0,
        most: 200.0,
        reserved: 0.0,
    },
    Share {
        kinds: &[Kind::Dsp, Kind::ResourceBase],
        bands: &[Band::Enhanced],
        cover: 0.75,
        multiple: 2.0,
        least: 8.0,
        most: 24.0,
        reserved: 0.0,
    },
    Share {
        kinds: &[Kind::Special],
        bands: &[Band::Complex],
        cover: 0.86,
        multiple: 2.0,
        least: 30.0,
        most: 300.0,
        reserved: 0.04,
    },
    Share {
        kinds: &[Kind::Independent],
        bands: &[Band::Enhanced, Band::Complex],
        cover: 0.22,
        multiple: 1.0,
        least: 8.0,
        most: 150.0,
        reserved: 0.5,
    },
];

/// Gives each provision its part of the children it accepts.
fn share_out(provisions: &mut [Provision], demand: &Demand, share: &Share, draw: &mut Draw) {
    let takers: Vec<usize> = (0..provisions.len())
        .filter(|&p| share.kinds.contains(&provisions[p].kind) && provisions[p].places.is_some())
        .collect();
    // A college takes as many as several sixth forms.
    let size = |p: &usize| if provisions[*p].year_groups.lowest == 12 { 4.0 } else { 1.0 };
    let weights: Vec<f64> = takers.iter().map(|p| size(p) * draw.between(0.75, 1.25)).collect();
    let mut places = vec![0.0; takers.len()];
    for (g, group) in demand.groups.iter().enumerate().filter(|(_, group)| share.bands.contains(&group.band)) {
        for (s, stage) in demand.stages.iter().enumerate() {
            let accepts = |p: &usize| provisions[*p].accepts(group.need.code, stage.year_groups);
            let all: f64 = takers.iter().zip(&weights).filter(|(p, _)| accepts(p)).map(|(_, w)| w).sum();
            for (at, _) in takers.iter().enumerate().filter(|(_, p)| accepts(p)) {
                places[at] += demand.total(g, s) * share.cover * weights[at] / all;
            }
        }
    }
    for (at, &p) in takers.iter().enumerate() {
        let open = ((places[at] / share.multiple).round() * share.multiple).clamp(share.least, share.most);
        provisions[p].places = Some(open);
        provisions[p].reserved = (open * share.reserved).round();
    }
}
