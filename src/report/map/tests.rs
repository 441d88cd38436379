//! The map, read back as any program would read it.

use geojson::{Feature, FeatureCollection, GeometryValue, JsonValue};

use super::{map, round};
use crate::case::Point;
use crate::report::fixture;

/// The features of the village's map.
fn features() -> Vec<Feature> {
    let bytes = map(&fixture::case(), &fixture::plan());
    let text = String::from_utf8(bytes).unwrap();
    text.parse::<FeatureCollection>().unwrap().features
}

fn layer(name: &str) -> Vec<Feature> {
    features().into_iter().filter(|feature| feature.property("layer") == Some(&name.into())).collect()
}

fn value<'f>(feature: &'f Feature, name: &str) -> &'f JsonValue {
    feature.property(name).unwrap_or_else(|| panic!("no {name}"))
}

fn total(features: &[Feature], name: &str) -> f64 {
    features.iter().map(|feature| value(feature, name).as_f64().unwrap()).sum()
}

#[test]
fn localities_add_up_to_the_plan() {
    let (localities, plan) = (layer("locality"), fixture::plan());
    let unplaced: f64 = plan.cells.iter().map(|cell| cell.unplaced.get()).sum();
    let displaced: f64 = plan.cells.iter().map(|cell| cell.displaced.get()).sum();
    assert!((total(&localities, "unplaced_child_years") - unplaced).abs() < 1e-6);
    assert!((total(&localities, "displaced_child_years") - displaced).abs() < 1e-6);
    assert!((total(&localities, "children_unplaced_2026") - 1.0 / 3.0).abs() < 1e-6);
    assert!((total(&localities, "children_2027") - 10.0).abs() < 1e-6);
    assert_eq!(value(&localities[0], "children_2026_ASD"), 10.0);
    assert_eq!(value(&localities[0], "area"), "North");
}

#[test]
fn settings_say_how_full_they_are() {
    let settings = layer("setting");
    assert!((total(&settings, "children_placed_2027") - 10.0).abs() < 1e-6);
    let [base, independent] = settings.as_slice() else { panic!("{} settings", settings.len()) };
    assert_eq!(
        (value(base, "kind_2026"), value(base, "kinds_2026")),
        (&"resource_base".into(), &"resource_base".into())
    );
    assert_eq!((value(base, "places_2026"), value(base, "places_2027")), (&4.0.into(), &8.0.into()));
    assert_eq!(value(base, "occupancy_share_2027"), 0.875);
    assert!(value(independent, "places_2026").is_null() && value(independent, "occupancy_share_2026").is_null());
    assert!((value(independent, "children_placed_2026").as_f64().unwrap() - 17.0 / 3.0).abs() < 1e-6);
}

#[test]
fn projects_say_what_opens_and_at_what_price() {
    let said: Vec<String> = layer("project")
        .iter()
        .map(|p| {
            ["project", "chosen", "opens_year", "places", "capital_pounds"].map(|n| value(p, n).to_string()).join(" ")
        })
        .collect();
    assert_eq!(said, [r#""grow" true 2027 4.0 120000.0"#, r#""never" false null 4.0 120000.0"#]);
}

#[test]
fn flows_are_the_children_of_the_last_year() {
    let flows = layer("flow");
    assert!((total(&flows, "children_2027") - 10.0).abs() < 1e-6);
    assert_eq!(value(&flows[0], "kind"), "resource_base");
    assert_eq!(value(&flows[0], "km_one_way"), 2.5);
    assert!(
        matches!(&flows[0].geometry.as_ref().unwrap().value, GeometryValue::LineString { coordinates } if coordinates.len() == 2)
    );
    let (case, mut plan) = (fixture::case(), fixture::plan());
    plan.placements.last_mut().unwrap().children = crate::units::Children(0.4);
    let text = String::from_utf8(map(&case, &plan)).unwrap();
    assert_eq!(text.matches(r#""layer":"flow""#).count(), 1, "0.4 of a child is not drawn");
}

/// The water tower at Caister, TG 51409 13177, as the Ordnance Survey publishes it to test OSTN15 with; the seven
/// parameters are within 10 m of it.
#[test]
fn a_point_known_by_hand_is_where_it_should_be() {
    let mut case = fixture::case();
    case.localities[0].at = Point { easting: 651_409.804, northing: 313_177.450 };
    let text = String::from_utf8(map(&case, &fixture::plan())).unwrap();
    let first = text.parse::<FeatureCollection>().unwrap().features.remove(0);
    let GeometryValue::Point { coordinates } = first.geometry.unwrap().value else { panic!("not a point") };
    let (longitude, latitude) = (coordinates.as_slice()[0], coordinates.as_slice()[1]);
    assert!((latitude - 52.658_007_833).abs() < 1e-4, "{latitude}");
    assert!((longitude - 1.716_073_973).abs() < 1.5e-4, "{longitude}");
    assert!(round(latitude).to_bits() == latitude.to_bits(), "six decimals");
}

/// A square of ten kilometres around the village, with a hole in it, both of them either way round.
#[test]
fn a_locality_with_a_boundary_is_drawn_in_it() {
    for turned in [false, true] {
        in_its_boundary(turned);
    }
}

fn in_its_boundary(turned: bool) {
    let mut case = fixture::case();
    let ring = |half: f64| {
        let Point { easting, northing } = case.localities[0].at;
        let corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)];
        corners.map(|(e, n)| Point { easting: easting + e, northing: northing + n }).to_vec()
    };
    let mut rings = vec![ring(5_000.0), ring(1_000.0)];
    if turned {
        for ring in &mut rings {
            ring.reverse();
        }
    }
    case.localities[0].boundary = vec![rings];
    let text = String::from_utf8(map(&case, &fixture::plan())).unwrap();
    let first = text.parse::<FeatureCollection>().unwrap().features.remove(0);
    let GeometryValue::MultiPolygon { coordinates } = first.geometry.unwrap().value else { panic!("not polygons") };
    let rings: Vec<usize> = coordinates[0].iter().map(Vec::len).collect();
    assert_eq!((coordinates.len(), rings), (1, vec![5, 5]));
    assert_eq!(coordinates[0][0].first(), coordinates[0][0].last(), "a ring is closed");
    let way = |ring: usize| {
        let ring: Vec<[f64; 2]> = coordinates[0][ring].iter().map(|at| [at.as_slice()[0], at.as_slice()[1]]).collect();
        super::anticlockwise(&ring)
    };
    assert!(way(0) && !way(1), "the outline to the left, the hole to the right");
}

#[test]
fn the_same_plan_is_the_same_map() {
    assert!(map(&fixture::case(), &fixture::plan()) == map(&fixture::case(), &fixture::plan()));
}
