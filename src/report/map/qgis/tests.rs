//! The project against the map it opens: no feature is lost, and no expression asks for a column that is not there.

use regex::Regex;

use super::*;
use crate::report::fixture;

/// The village, its one locality as a point or in a boundary.
fn village(boundary: bool) -> Case {
    let mut case = fixture::case();
    if boundary {
        let at = case.localities[0].at;
        let corners = [(0.0, 0.0), (900.0, 0.0), (0.0, 900.0), (0.0, 0.0)];
        let ring = corners.map(|(e, n)| crate::case::Point { easting: at.easting + e, northing: at.northing + n });
        case.localities[0].boundary = vec![vec![ring.to_vec()]];
    }
    case
}

#[test]
fn every_feature_of_the_map_is_in_one_layer() {
    for boundary in [false, true] {
        let (case, plan) = (village(boundary), fixture::plan());
        let features = super::super::features(&case, &plan);
        let layers = layers(&case, &plan, &features);
        let times = |feature: &Feature| layers.iter().filter(|layer| layer.holds(feature)).count();
        assert!(features.len() > 5 && features.iter().all(|feature| times(feature) == 1));
    }
}

#[test]
fn expressions_ask_for_columns_that_the_layer_has() {
    let (case, plan) = (village(false), fixture::plan());
    let features = super::super::features(&case, &plan);
    let name = Regex::new("\"([^\"]+)\"").unwrap();
    for layer in layers(&case, &plan, &features) {
        let own = columns(features.iter().filter(|feature| layer.holds(feature)));
        let rules = layer.rules.iter().flat_map(|rule| [Some(&rule.fits), rule.follows.as_ref().map(|(_, how)| how)]);
        let said = [layer.subset(), layer.label.clone()].into_iter().chain(rules.flatten().cloned());
        let asked: Vec<String> = said.collect();
        let missing: Vec<&str> = asked
            .iter()
            .flat_map(|said| name.captures_iter(said).map(|found| found.get(1).unwrap().as_str()))
            .filter(|column| !own.is_empty() && !own.contains(column))
            .collect();
        assert!(missing.is_empty(), "{}: {missing:?}", layer.name);
    }
}

#[test]
fn a_layer_says_where_its_features_are_and_what_they_look_like() {
    let project = String::from_utf8(project(&fixture::case(), &fixture::plan())).unwrap();
    let source =
        "./map.geojson|geometrytype=Point|subset=&quot;layer&quot; = 'project' AND &quot;opens_year&quot; IS NOT NULL";
    assert_eq!(project.matches(&format!("<datasource>{source}</datasource>")).count(), 1, "{project}");
    assert_eq!(project.matches("<maplayer ").count(), 5, "opens, does not, schools, flows, localities: {project}");
    assert!(
        project.contains("label=\"over 20%\"")
            && project.contains("filter=\"&quot;kind_2027&quot; = 'resource_base'\"")
    );
}
