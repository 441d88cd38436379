//! Where children live: towns, villages around them, and localities in both.

use super::draw::Draw;
use super::names::Names;
use super::sheet::Sheet;
use super::size::Extent;

/// A spot on the National Grid, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Spot {
    /// Straight-line distance.
    pub(super) fn km_to(self, other: Self) -> f64 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        (dx * dx + dy * dy).sqrt() / 1e3
    }

    /// Within so many kilometres, evenly over the disc.
    pub(super) fn within(self, km: f64, draw: &mut Draw) -> Self {
        loop {
            let (dx, dy) = (draw.between(-1.0, 1.0), draw.between(-1.0, 1.0));
            if dx * dx + dy * dy <= 1.0 {
                return Self { x: self.x + dx * km * 1e3, y: self.y + dy * km * 1e3 };
            }
        }
    }

    /// Nearby, thinning out to so many kilometres.
    pub(super) fn nearby(self, km: f64, draw: &mut Draw) -> Self {
        Self { x: self.x + draw.near_zero() * km * 1e3, y: self.y + draw.near_zero() * km * 1e3 }
    }

    /// Whole metres, as text.
    pub(super) fn cells(self) -> [String; 2] {
        [self.x, self.y].map(|metres| format!("{metres:.0}"))
    }
}

/// A town or a village.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) at: Spot,
    /// The town whose district it lies in.
    pub(super) district: String,
    /// How many localities it has.
    pub(super) localities: usize,
    pub(super) town: bool,
}

/// A locality.
#[derive(Debug)]
pub(super) struct Locality {
    pub(super) id: String,
    pub(super) name: String,
    /// Position of its place.
    pub(super) place: usize,
    pub(super) at: Spot,
    /// Children and young people, 0 to 18.
    pub(super) children: f64,
    /// Plans per child against the county's average: more where life is harder.
    pub(super) rate: f64,
}

/// The land of one authority.
#[derive(Debug)]
pub(super) struct Land {
    pub(super) county: String,
    pub(super) centre: Spot,
    pub(super) radius_km: f64,
    pub(super) places: Vec<Place>,
    pub(super) localities: Vec<Locality>,
}

impl Land {
    /// Settles an authority around `centre` with so many localities: seven in ten of them in towns, whose sizes fall
    /// as 1, 1/2, 1/3 ….
    pub(super) fn settle(extent: &Extent, centre: Spot, localities: usize, names: &mut Names, draw: &mut Draw) -> Self {
        let towns = (localities / 5).clamp(2, 7);
        let in_towns = localities * 7 / 10;
        let villages = (localities - in_towns).min(48);
        let weights: f64 = (1..=towns).map(|rank| 1.0 / rank as f64).sum();
        let mut places: Vec<Place> = Vec::new();
        for rank in 1..=towns {
            let at = site(centre, extent.radius_km, &places, draw);
            let name = names.town(draw);
            let share = in_towns as f64 / (rank as f64 * weights);
            let count = (share.round() as usize).max(1);
            places.push(Place { district: name.clone(), name, at, localities: count, town: true });
        }
        let settled: usize = places.iter().map(|place| place.localities).sum();
        let rural = localities.saturating_sub(settled).max(villages);
        for village in 0..villages {
            let at = centre.within(extent.radius_km, draw);
            let count = rural * (village + 1) / villages - rural * village / villages;
            let district = nearest_town(&places, at);
            places.push(Place { name: names.village(draw), at, district, localities: count, town: false });
        }
        let localities = people(extent, &places, draw);
        let county = Names::county(&places[0].name);
        Self { county, centre, radius_km: extent.radius_km, places, localities }
    }

    /// All its children and young people, 0 to 18.
    pub(super) fn children(&self) -> f64 {
        self.localities.iter().map(|locality| locality.children).sum()
    }

    /// Writes its localities.
    pub(super) fn write(&self, sheet: &mut Sheet) {
        for locality in &self.localities {
            let place = &self.places[locality.place];
            let [easting, northing] = locality.at.cells();
            sheet.row([&locality.id, &locality.name, &self.county, &place.district, &easting, &northing]);
        }
    }
}

/// The first town lies near the centre, the others keep their distance where they can.
fn site(centre: Spot, radius_km: f64, places: &[Place], draw: &mut Draw) -> Spot {
    if places.is_empty() {
        return centre.within(radius_km * 0.15, draw);
    }
    let mut apart = radius_km * 0.6;
    loop {
        let at = centre.within(radius_km * 0.9, draw);
        if places.iter().all(|place| place.at.km_to(at) >= apart) {
            return at;
        }
        apart *= 0.97;
    }
}

fn nearest_town(places: &[Place], at: Spot) -> String {
    places
        .iter()
        .filter(|place| place.town)
        .min_by(|a, b| a.at.km_to(at).total_cmp(&b.at.km_to(at)))
        .map(|place| place.district.clone())
        .unwrap_or_default()
}

fn people(extent: &Extent, places: &[Place], draw: &mut Draw) -> Vec<Locality> {
    let mut found = Vec::new();
    for (position, place) in places.iter().enumerate() {
        // About a kilometre of town for each four localities on a side, less for a village.
        let spread = 0.7 + (place.localities as f64).sqrt() * extent.children_per_locality.sqrt() / 50.0;
        for number in 1..=place.localities {
            let digits = place.localities.to_string().len();
            let number = if place.localities == 1 { String::new() } else { format!(" {number:0digits$}") };
            let name = format!("{}{number}", place.name);
            let weight = if place.town { draw.between(0.85, 1.3) } else { draw.between(0.6, 0.95) };
            found.push(Locality {
                id: name.replace(' ', "-"),
                name,
                place: position,
                at: place.at.nearby(spread, draw),
                children: extent.children_per_locality * weight,
                rate: draw.between(0.75, 1.1) + if place.town { draw.between(0.0, 0.3) } else { 0.0 },
            });
        }
    }
    found
}
