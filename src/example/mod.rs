//! Made-up English counties, for learning, for tests and for benches: `placewise example`.
//!
//! The same size and seed give the same bytes on every machine. Nothing in an example is real, but its proportions are
//! believable: the mix of needs is England's, the money is of the order that councils report, bases and special schools
//! are short of places, and independent schools take what is left.

mod children;
mod draw;
mod land;
mod model_file;
mod names;
mod options;
mod roll;
mod rules;
mod school_tables;
mod schools;
mod sheet;
mod size;
#[cfg(test)]
mod tests;

use children::{Demand, FIRST_YEAR};
use draw::Draw;
use land::{Land, Spot};
use options::Council;
use schools::{Registry, Schools};
use sheet::Sheet;
pub use size::{Extent, Size};

/// The seed of the committed example.
pub const DEFAULT_SEED: u64 = 39;

/// A made-up county: a model file and its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// The model file; it looks for its tables in the folder `tables` beside it.
    pub model_toml: String,
    /// Names of tables, and their CSV bytes.
    pub tables: Vec<(String, Vec<u8>)>,
}

/// Makes up a county of a size; another seed gives another county.
pub fn county(size: Size, seed: u64) -> County {
    founded(&size.extent(), &size.centres(), seed)
}

/// Makes up one county of any extent; another seed gives another county.
pub fn county_of(extent: Extent, seed: u64) -> County {
    founded(&extent.at_least_a_county(), &[size::MIDDLE], seed)
}

/// Makes up the authorities around some centres.
fn founded(extent: &Extent, centres: &[Spot], seed: u64) -> County {
    let mut draw = Draw::new(seed);
    let mut registry = Registry::default();
    let mut book = Book::new();
    let mut money = vec![(0.0, 0.0); extent.years];
    let mut first_county = String::new();
    for (number, centre) in centres.iter().enumerate() {
        let part = extent.localities * (number + 1) / centres.len() - extent.localities * number / centres.len();
        let land = Land::settle(extent, *centre, part, &mut registry.names, &mut draw);
        let demand = Demand::of(extent, &land, &mut draw);
        let schools = schools::found(extent, &land, &demand, &mut registry, &mut draw);
        let council = Council { extent, land: &land, schools: &schools, demand: &demand };
        book.authority(&council, &mut draw);
        for (year, (capital, grant)) in money.iter_mut().enumerate() {
            *capital += council.capital(year);
            *grant += council.grant(year);
        }
        if number == 0 {
            first_county = land.county;
        }
    }
    let title = match centres.len() {
        1 => first_county,
        2..10 => format!("{first_county} and its neighbours"),
        counties => format!("A country of {counties} counties"),
    };
    County { model_toml: model_file::text(extent, &title), tables: book.finish(extent, &money) }
}

/// The tables being written.
struct Book {
    localities: Sheet,
    forecast: Sheet,
    settings: Sheet,
    provisions: Sheet,
    places: Sheet,
    travel: Sheet,
    roll: Sheet,
    costs: Sheet,
    projects: Sheet,
    contracts: Sheet,
}

impl Book {
    fn new() -> Self {
        Self {
            localities: Sheet::new("localities", &["locality", "name", "authority", "area", "easting", "northing"]),
            forecast: Sheet::new("forecast", &["year", "locality", "need", "year_groups", "band", "children"]),
            settings: Sheet::new("settings", &["setting", "name", "authority", "easting", "northing"]),
            provisions: Sheet::new(
                "provisions",
                &[
                    "provision",
                    "name",
                    "setting",
                    "kind",
                    "needs",
                    "year_groups",
                    "places",
                    "opens",
                    "closes",
                    "reserved",
                ],
            ),
            places: Sheet::new("places", &["provision", "year", "places", "reserved"]),
            travel: Sheet::new("travel", &["locality", "setting", "km", "minutes"]),
            roll: Sheet::new("roll", &["locality", "need", "year_groups", "band", "provision", "children"]),
            costs: Sheet::new("costs", &["kind", "provision", "need", "band", "annual_cost"]),
            projects: Sheet::new(
                "projects",
                &[
                    "project",
                    "name",
                    "provision",
                    "setting",
                    "easting",
                    "northing",
                    "kind",
                    "needs",
                    "year_groups",
                    "places",
                    "capital_cost",
                    "annual_cost",
                    "earliest",
                    "latest",
                    "fill",
                    "group",
                    "requires",
                    "min_children",
                    "status",
                ],
            ),
            contracts: Sheet::new(
                "contracts",
                &[
                    "contract",
                    "name",
                    "provision",
                    "needs",
                    "year_groups",
                    "first_year",
                    "last_year",
                    "places",
                    "price",
                    "take_or_pay",
                    "covers_roll",
                    "group",
                    "status",
                    "uplift",
                    "new_places",
                ],
            ),
        }
    }

    /// Adds the rows of an authority.
    fn authority(&mut self, council: &Council<'_>, draw: &mut Draw) {
        let Council { extent, land, schools, demand } = council;
        land.write(&mut self.localities);
        demand.write(land, &mut self.forecast);
        school_tables::write_settings(land, schools, &mut self.settings);
        school_tables::write_provisions(schools, &mut self.provisions);
        school_tables::write_places(schools, extent.years, &mut self.places);
        school_tables::write_travel(land, schools, draw, &mut self.travel);
        if extent.roll {
            roll::write(land, schools, demand, extent.decimals, &mut self.roll);
        }
        self.out_of_area(schools);
        council.write_projects(&mut self.projects, draw);
        council.write_contracts(&mut self.contracts);
    }

    /// What a place far away costs.
    fn out_of_area(&mut self, schools: &Schools) {
        for provision in schools.provisions.iter().filter(|p| p.places.is_none()) {
            self.costs.row(["", &provision.id, "*", "*", &rules::OUT_OF_AREA.to_string()]);
        }
    }

    /// The finished tables; `money` is capital and grant by year.
    fn finish(mut self, extent: &Extent, money: &[(f64, f64)]) -> Vec<(String, Vec<u8>)> {
        rules::write_costs(&mut self.costs);
        let mut transport = Sheet::new("transport", &["kind", "need", "share", "fixed_cost", "cost_per_km"]);
        rules::write_transport(&mut transport);
        let mut suitability = Sheet::new("suitability", &["need", "band", "kind", "suitability"]);
        rules::write_suitability(extent, &mut suitability);
        let mut policies = Sheet::new(
            "policies",
            &["policy", "needs", "year_groups", "bands", "kinds", "from_year", "min_share", "max_share", "penalty"],
        );
        rules::write_policies(&mut policies);
        let mut patches = Sheet::new("patches", &["patch", "table", "column", "action", "value", "where"]);
        rules::write_patches(extent, &mut patches);
        let mut budgets = Sheet::new("budgets", &["year", "capital", "high_needs"]);
        for (year, (capital, grant)) in money.iter().enumerate() {
            budgets.row([&(FIRST_YEAR + year as i32).to_string(), &capital.to_string(), &grant.to_string()]);
        }
        let sheets = [
            self.localities,
            self.forecast,
            self.settings,
            self.provisions,
            self.places,
            self.costs,
            transport,
            suitability,
            self.travel,
            self.roll,
            self.projects,
            self.contracts,
            budgets,
            policies,
            patches,
        ];
        sheets.into_iter().filter_map(Sheet::finish).collect()
    }
}
