//! Points on the map: easting and northing, or latitude and longitude turned into them.

use super::reader::Row;
use crate::case::{Grid, Point};
use crate::diagnostic::Entry;
use crate::diagnostic::catalogue::values;

/// The point of a row that must have one; problems are reported.
pub(crate) fn point(row: &mut Row<'_, '_>, grid: &Grid) -> Option<Point> {
    if !is_given(row) {
        let message = "The row has no coordinates.".to_owned();
        row.refuse(&values::E211, "easting", message, None);
        return None;
    }
    optional_point(row, grid)
}

/// The point of a row, where coordinates are given.
pub(crate) fn optional_point(row: &mut Row<'_, '_>, grid: &Grid) -> Option<Point> {
    let (metres, degrees) = (given(row, "easting", "northing"), given(row, "latitude", "longitude"));
    let refused = match (metres, degrees) {
        ((true, true), (false, false)) => return grid_point(row),
        ((false, false), (true, true)) => return degree_point(row, grid),
        ((false, false), (false, false)) => return None,
        ((true, true), (true, true)) => ("latitude", "both easting and northing, and latitude and longitude"),
        ((true, false), _) => ("northing", "an easting without a northing"),
        ((false, true), _) => ("easting", "a northing without an easting"),
        (_, (true, false)) => ("longitude", "a latitude without a longitude"),
        (_, (false, true)) => ("latitude", "a longitude without a latitude"),
    };
    row.refuse(&values::E211, refused.0, format!("The row gives {}.", refused.1), None);
    None
}

/// Whether any coordinate is given.
pub(crate) fn is_given(row: &Row<'_, '_>) -> bool {
    ["easting", "northing", "latitude", "longitude"].iter().any(|column| !row.text(column).is_empty())
}

fn given(row: &Row<'_, '_>, a: &str, b: &str) -> (bool, bool) {
    (!row.text(a).is_empty(), !row.text(b).is_empty())
}

fn grid_point(row: &mut Row<'_, '_>) -> Option<Point> {
    let (easting, northing) = (row.any_number("easting")?, row.any_number("northing")?);
    match grid_problem(easting, northing) {
        None => Some(Point { easting, northing }),
        Some((entry, column, what)) => {
            row.refuse(entry, column, format!("easting {easting}, northing {northing}: {what}."), None);
            None
        }
    }
}

fn degree_point(row: &mut Row<'_, '_>, grid: &Grid) -> Option<Point> {
    let (latitude, longitude) = (row.any_number("latitude")?, row.any_number("longitude")?);
    let problem = degree_problem(latitude, longitude);
    let point = grid.point(latitude, longitude);
    match (problem, point) {
        (None, Some(point)) => Some(point),
        (problem, _) => {
            let (entry, column, what) = problem.unwrap_or((&values::E212, "latitude", "this is not on the grid"));
            row.refuse(entry, column, format!("latitude {latitude}, longitude {longitude}: {what}."), None);
            None
        }
    }
}

type Problem = Option<(&'static Entry, &'static str, &'static str)>;

/// The westernmost and easternmost land of Great Britain, km of easting, in each 50 km of northing, with a margin.
const LAND: [(f64, f64); 25] = [
    (75.0, 305.0),
    (165.0, 575.0),
    (205.0, 650.0),
    (165.0, 650.0),
    (165.0, 655.0),
    (205.0, 665.0),
    (205.0, 665.0),
    (215.0, 575.0),
    (315.0, 560.0),
    (295.0, 535.0),
    (190.0, 505.0),
    (150.0, 450.0),
    (110.0, 435.0),
    (100.0, 405.0),
    (80.0, 390.0),
    (50.0, 405.0),
    (50.0, 425.0),
    (5.0, 425.0),
    (70.0, 355.0),
    (95.0, 380.0),
    (295.0, 390.0),
    (320.0, 480.0),
    (390.0, 480.0),
    (410.0, 480.0),
    (420.0, 480.0),
];

/// Whether the point is on or near the land of Great Britain.
fn on_land(easting: f64, northing: f64) -> bool {
    let band = (northing / 50_000.0).floor();
    let land = if band >= 0.0 { LAND.get(band as usize) } else { None };
    land.is_some_and(|&(west, east)| (west * 1000.0..=east * 1000.0).contains(&easting))
}

/// Degrees of Great Britain.
fn on_map(latitude: f64, longitude: f64) -> bool {
    (49.0..=61.0).contains(&latitude) && (-9.0..=2.5).contains(&longitude)
}

fn grid_problem(easting: f64, northing: f64) -> Problem {
    if easting == 0.0 && northing == 0.0 {
        return Some((&values::E212, "easting", "0, 0 is in the sea, and usually means that nothing was found"));
    }
    if easting.abs() <= 180.0 && northing.abs() <= 180.0 {
        return Some((&values::E215, "easting", "these are degrees, not metres"));
    }
    let metres = easting.abs() > 180.0 && northing.abs() > 180.0;
    match (on_land(easting, northing), on_land(northing, easting)) {
        (true, _) => None,
        (false, true) if metres => Some((&values::E213, "easting", "they are probably swapped")),
        (false, _) => Some((&values::E212, "easting", "this is not in Great Britain")),
    }
}

fn degree_problem(latitude: f64, longitude: f64) -> Problem {
    if latitude.abs() > 180.0 || longitude.abs() > 180.0 {
        return Some((&values::E215, "latitude", "these are metres, not degrees"));
    }
    match (on_map(latitude, longitude), on_map(longitude, latitude)) {
        (true, _) => None,
        (false, true) => Some((&values::E214, "latitude", "they are probably swapped")),
        (false, false) => Some((&values::E212, "latitude", "this is not in Great Britain")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_and_foreign_coordinates_are_told_apart() {
        let code = |problem: Problem| problem.map(|(entry, ..)| entry.code);
        assert_eq!(code(grid_problem(486_000.0, 308_700.0)), None, "Oakham");
        assert_eq!(code(grid_problem(308_700.0, 686_000.0)), None, "the Lothians");
        assert_eq!(code(grid_problem(308_700.0, 426_000.0)), Some("E213"), "the Irish Sea, or Melton swapped");
        assert_eq!(code(grid_problem(1_180_000.0, 450_000.0)), Some("E213"), "Lerwick");
        assert_eq!(code(grid_problem(48_600.0, 308_700.0)), Some("E212"), "a digit is missing");
        assert_eq!(code(grid_problem(52.67, -0.73)), Some("E215"));
        assert_eq!(code(grid_problem(52.67, 269_707.0)), Some("E212"), "degrees and metres mixed");
        assert_eq!(code(degree_problem(52.67, -0.73)), None);
        assert_eq!(code(degree_problem(-0.73, 52.67)), Some("E214"));
        assert_eq!(code(degree_problem(40.4, -3.7)), Some("E212"), "Madrid");
        assert_eq!(code(degree_problem(486_000.0, 308_700.0)), Some("E215"));
    }
}
