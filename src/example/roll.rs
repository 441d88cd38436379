//! Who is where on the day the plan starts: nearest first, best-suited kind first, while there is room.

use std::collections::BTreeMap;

use super::children::{Band, Demand, Group};
use super::land::Land;
use super::rules::suitability;
use super::schools::{Kind, Schools};
use super::sheet::Sheet;

/// Children on roll for each child of the first year's forecast; the others are new that year.
const ON_ROLL: f64 = 0.93;

/// Nobody on roll lives further away in a straight line: within the reach of the model file by road.
const FURTHEST_KM: f64 = 40.0;

/// Everybody takes a seat in as many rounds, so that no corner of the county fills a school before the others.
const ROUNDS: u32 = 4;

/// Writes the roll of an authority.
pub(super) fn write(land: &Land, schools: &Schools, demand: &Demand, decimals: i32, sheet: &mut Sheet) {
    let scale = 10_i64.pow(decimals.unsigned_abs());
    let mut seating = Seating::new(land, schools, scale);
    for _ in 0..ROUNDS {
        for locality in 0..land.localities.len() {
            for g in 0..demand.groups.len() {
                for s in 0..demand.stages.len() {
                    let children = demand.children(locality, g, s, 0) * ON_ROLL / f64::from(ROUNDS);
                    // Rounded down: no cell has more on roll than in the forecast.
                    let children = (children * scale as f64).floor() as i64;
                    seating.seat((locality, g, s), demand, children);
                }
            }
        }
    }
    for ((locality, g, s, provision), children) in seating.seated {
        let Group { need, band } = demand.groups[g];
        sheet.row([
            &land.localities[locality].id,
            need.code,
            &demand.stages[s].year_groups.to_string(),
            band.as_str(),
            &schools.provisions[provision].id,
            &(children as f64 / scale as f64).to_string(),
        ]);
    }
}

/// Seats taken and seats left; children in whole units of the last decimal.
struct Seating<'a> {
    schools: &'a Schools,
    /// Provisions by distance, for each locality.
    nearest: Vec<Vec<usize>>,
    room: Vec<i64>,
    seated: BTreeMap<(usize, usize, usize, usize), i64>,
}

impl<'a> Seating<'a> {
    fn new(land: &Land, schools: &'a Schools, scale: i64) -> Self {
        let nearest = land.localities.iter().map(|locality| {
            let km = |p: &usize| schools.settings[schools.provisions[*p].setting].at.km_to(locality.at);
            let open = |p: &usize| schools.provisions[*p].opens.is_none();
            let near = |p: &usize| km(p) <= FURTHEST_KM;
            let mut order: Vec<usize> = (0..schools.provisions.len()).filter(|p| open(p) && near(p)).collect();
            order.sort_by(|a, b| km(a).total_cmp(&km(b)).then(a.cmp(b)));
            order
        });
        let room = schools.provisions.iter().map(|p| p.places.map_or(i64::MAX, |places| places as i64 * scale));
        Self { schools, nearest: nearest.collect(), room: room.collect(), seated: BTreeMap::new() }
    }

    /// Seats children of a cell; who finds no room has no place yet.
    fn seat(&mut self, (locality, g, s): (usize, usize, usize), demand: &Demand, mut children: i64) {
        let (group, stage) = (demand.groups[g], demand.stages[s].year_groups);
        for kinds in order(group.band) {
            if children == 0 || suitability(group.need.code, group.band, kinds[0]) == "unsuitable" {
                continue;
            }
            for &p in &self.nearest[locality] {
                let provision = &self.schools.provisions[p];
                if self.room[p] > 0 && kinds.contains(&provision.kind) && provision.accepts(group.need.code, stage) {
                    let seats = children.min(self.room[p]);
                    self.room[p] -= seats;
                    children -= seats;
                    *self.seated.entry((locality, g, s, p)).or_default() += seats;
                }
                if children == 0 {
                    break;
                }
            }
        }
    }
}

/// The kinds that are tried, one group after the other.
fn order(band: Band) -> &'static [&'static [Kind]] {
    const BASES: &[Kind] = &[Kind::ResourceBase, Kind::Dsp];
    match band {
        Band::Targeted => &[&[Kind::Mainstream]],
        Band::Enhanced => &[BASES, &[Kind::Mainstream], &[Kind::Independent]],
        Band::Complex => &[&[Kind::Special], &[Kind::Independent]],
    }
}
