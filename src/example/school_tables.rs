//! Settings, provisions, planned changes in places and measured journeys, as tables.

use super::children::FIRST_YEAR;
use super::draw::{Draw, rounded};
use super::land::Land;
use super::schools::{Kind, Provision, Schools};
use super::sheet::Sheet;

/// Writes settings.
pub(super) fn write_settings(land: &Land, schools: &Schools, sheet: &mut Sheet) {
    for setting in &schools.settings {
        let [easting, northing] = setting.at.cells();
        let authority = if setting.inside { &land.county } else { "Elsewhere" };
        sheet.row([&setting.id, &setting.name, authority, &easting, &northing]);
    }
}

/// Writes provisions; their names say what they are at the school.
pub(super) fn write_provisions(schools: &Schools, sheet: &mut Sheet) {
    for provision in &schools.provisions {
        let school = &schools.settings[provision.setting].name;
        let name = match provision.kind {
            Kind::Dsp => format!("DSP at {school}"),
            Kind::ResourceBase => format!("Base at {school}"),
            Kind::Mainstream | Kind::Special | Kind::Independent => school.clone(),
        };
        let needs = if provision.needs.is_empty() { "*".to_owned() } else { provision.needs.join(";") };
        let year = |year: Option<i32>| year.map(|y| y.to_string()).unwrap_or_default();
        let places = provision.places.map(|places| (places + provision.reserved).to_string());
        let reserved = if provision.reserved > 0.0 { provision.reserved.to_string() } else { String::new() };
        sheet.row([
            &provision.id,
            &name,
            &schools.settings[provision.setting].id,
            provision.kind.as_str(),
            &needs,
            &provision.year_groups.to_string(),
            &places.unwrap_or_default(),
            &year(provision.opens),
            &year(provision.closes),
            &reserved,
        ]);
    }
}

/// Writes what is already decided: the first special school takes six more in the third year, the first base four
/// fewer in the second.
pub(super) fn write_places(schools: &Schools, years: usize, sheet: &mut Sheet) {
    let first = |wanted: fn(&Provision) -> bool| schools.provisions.iter().find(|p| wanted(p));
    for (provision, after, change) in
        [(first(|p| p.kind == Kind::Special), 2, 6.0), (first(|p| p.kind.is_base() && p.closes.is_none()), 1, -4.0)]
    {
        if let Some((provision, open)) = provision.and_then(|p| Some((p, p.places?))).filter(|_| after < years) {
            let year = FIRST_YEAR + after as i32;
            let places = (open + change).max(4.0) + provision.reserved;
            let reserved = if provision.reserved > 0.0 { provision.reserved.to_string() } else { String::new() };
            sheet.row([&provision.id, &year.to_string(), &places.to_string(), &reserved]);
        }
    }
}

/// Writes measured journeys from each village to its two nearest special schools: slower and more winding than a
/// straight line suggests.
pub(super) fn write_travel(land: &Land, schools: &Schools, draw: &mut Draw, sheet: &mut Sheet) {
    let special: Vec<_> = schools.provisions.iter().filter(|p| p.kind == Kind::Special).map(|p| p.setting).collect();
    for locality in land.localities.iter().filter(|locality| !land.places[locality.place].town) {
        let km = |setting: &usize| schools.settings[*setting].at.km_to(locality.at);
        let mut nearest = special.clone();
        nearest.sort_by(|a, b| km(a).total_cmp(&km(b)));
        for setting in nearest.iter().take(2) {
            let road = rounded((km(setting) * draw.between(1.35, 1.75)).max(0.5), 1);
            let minutes = rounded(road / draw.between(26.0, 36.0) * 60.0, 0).max(2.0);
            let setting = &schools.settings[*setting].id;
            sheet.row([&locality.id, setting, &road.to_string(), &minutes.to_string()]);
        }
    }
}
