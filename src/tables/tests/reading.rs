use super::good::{Edit, load, short};
use crate::case::{Chain, CostScope, Family, Origin, Penalty, Scope, Status, Suitability};
use crate::id::{BandIx, KindIx, LocalityIx, NeedIx, ProjectIx, ProvisionIx, SettingIx, StageIx};
use crate::tables::Source;
use crate::units::{Children, Kilometres, Minutes, Pounds, Year};

#[test]
fn the_good_example_has_nothing_to_report() {
    let loaded = load(&[]);
    assert_eq!(loaded.diagnostics.iter().map(short).collect::<Vec<_>>(), [""; 0]);
    assert!(loaded.case.is_some());
    assert_eq!(loaded.inputs.len(), 16);
}

#[test]
fn needs_bands_and_stages_are_sorted_and_the_forecast_lands_in_its_cells() {
    let case = load(&[]).case.unwrap();
    let needs: Vec<&str> = case.needs.iter().map(|need| need.id.as_str()).collect();
    let bands: Vec<&str> = case.bands.iter().map(|band| band.id.as_str()).collect();
    let stages: Vec<&str> = case.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!((needs, bands, stages), (vec!["ASD", "MLD"], vec!["H", "L"], vec!["0-6", "7-11"]));
    let chain = Chain { locality: LocalityIx::new(0), need: NeedIx::new(0), band: BandIx::new(0) };
    let c = case.forecast.find(chain).unwrap();
    assert_eq!(case.forecast.children(c, StageIx::new(1), 1), 2.5, "Oakham, ASD, H, 7-11 in 2027/28");
    assert_eq!(case.roll[0].provision, ProvisionIx::new(1));
}

#[test]
fn what_is_not_given_has_the_stated_default() {
    let case = load(&[]).case.unwrap();
    let [main, base, special, independent, own] = case.provisions.as_slice() else { panic!("five provisions") };
    assert_eq!(main.overfill, 0.5, "of its kind");
    assert_eq!(main.name, "S1-M", "the id");
    assert_eq!((base.place_funding, special.place_funding), (Pounds(6_000.0), Pounds(12_000.0)));
    assert_eq!(base.places, Some(vec![Children(10.0), Children(12.0)]), "from 2027 on");
    assert_eq!(base.reserved, [Children(2.0); 2], "as before the change");
    assert_eq!(independent.places, None);
    assert_eq!(own.origin, Origin::Project(ProjectIx::new(1)));
    assert_eq!((own.id.as_str(), own.net_places(1), own.setting), ("P2", Some(Children(0.0)), SettingIx::new(0)));

    let [p1, p2, p3] = case.projects.as_slice() else { panic!("three projects") };
    assert_eq!((p1.provision, p2.provision), (ProvisionIx::new(1), ProvisionIx::new(4)));
    assert_eq!((p1.latest, p2.latest), (Year(2027), Year(2027)), "never after the last year");
    assert_eq!((p1.fill.as_slice(), p2.fill.as_slice()), ([0.5, 1.0].as_slice(), [1.0].as_slice()));
    assert_eq!((p3.status, p3.annual_cost), (Status::Committed, Pounds(0.0)));

    let [c1, c2] = case.contracts.as_slice() else { panic!("two contracts") };
    assert_eq!((c1.take_or_pay, c1.covers_roll, c1.year_groups), (1.0, false, None));
    assert_eq!((c2.take_or_pay, c2.covers_roll, c2.needs.clone()), (0.8, true, Scope::Only(vec![NeedIx::new(0)])));
    let policy = &case.policies[0];
    assert_eq!((policy.from_year, policy.to_year), (Year(2026), Year(2027)));
    assert_eq!(policy.kinds, Scope::Only(vec![KindIx::new(0), KindIx::new(2)]), "SRP is a resource base");
    assert_eq!(case.budget.unwrap().high_needs, [Some(Pounds(5_000_000.0)), None]);
    assert_eq!(case.costs[4].scope, CostScope::Provision(ProvisionIx::new(3)));
    assert_eq!(case.transport[0].rate.share, 0.5);
    assert_eq!(case.measured.len(), 6);
}

#[test]
fn suitability_is_built_in_by_family_and_rows_replace_it() {
    let case = load(&[]).case.unwrap();
    let at = |kind: &str, need, band| {
        let kind = case.kinds.iter().position(|k| k.id.as_str() == kind).unwrap();
        case.suitability(KindIx::new(kind), NeedIx::new(need), BandIx::new(band))
    };
    assert_eq!(at("mainstream", 0, 0), Suitability::Suitable);
    assert_eq!(at("special", 0, 1), Suitability::Preferred, "ASD");
    assert_eq!(at("special", 1, 1), Suitability::LastResort, "the row for MLD, band L");
    assert_eq!(at("special", 1, 0), Suitability::Suitable, "MLD of another band");
    assert_eq!(case.kinds.last().unwrap().family, Family::Base, "nurture");
    assert_eq!(case.kinds.last().unwrap().max_minutes, Some(Minutes(30.0)));
}

#[test]
fn the_model_file_overrides_defaults_one_by_one() {
    let case = load(&[]).case.unwrap();
    assert_eq!(case.objective.unplaced_penalty, Penalty::Fixed(Pounds(90_000.0)));
    assert_eq!(case.travel.max_minutes.primary, Minutes(40.0));
    assert_eq!(case.travel.max_minutes.secondary, Minutes(75.0));
    assert_eq!(case.travel.candidates, [12, 12, 7, 15, 15]);
    assert_eq!(case.travel.reach, Kilometres(60.0));
    assert_eq!(case.objective.discount_rate, 0.035);
    assert_eq!(load(&[]).model.unwrap().scenarios["high growth"], ["growth"]);
}

#[test]
fn a_case_without_bands_has_one() {
    let plain = "year,locality,need,year_groups,children\n2026,Oakham,ASD,7-11,2\n2027,Oakham,ASD,7-11,2\n";
    let edits = [
        Edit::File("forecast", plain),
        Edit::Without("roll"),
        Edit::Without("suitability"),
        Edit::Without("policies"),
        Edit::Model("[scenarios]\n\"high growth\" = [\"growth\"]", ""),
    ];
    let loaded = load(&edits);
    let bands: Vec<String> = loaded.case.unwrap().bands.iter().map(|band| band.id.to_string()).collect();
    assert_eq!(bands, ["-"]);
}

#[test]
fn latitude_and_longitude_become_the_same_point() {
    let degrees = "locality,latitude,longitude\nOakham,52.6689,-0.7291\nMelton,52.7640,-0.8867\n";
    let case = load(&[Edit::File("localities", degrees), Edit::Without("policies")]).case.unwrap();
    let at = case.localities[0].at;
    assert!((at.easting - 486_000.0).abs() < 150.0 && (at.northing - 308_700.0).abs() < 200.0, "{at:?}");
}

#[test]
fn marks_blanks_and_windows_letters_are_read() {
    let text = "\u{feff}Locality , Easting,northing,,\r\n\r\n Oakham ,\"486,000\",308700,,\r\n,,,,\r\nMelton,475200,319000,,\r\n";
    let loaded = load(&[Edit::File("localities", text), Edit::Without("policies")]);
    assert_eq!(loaded.diagnostics.iter().map(short).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(loaded.case.unwrap().localities.len(), 2);

    let mut files = super::good::tables(&[]);
    let settings = files.iter().position(|(name, _)| name == "settings").unwrap();
    let mut bytes = files.remove(settings).1.into_bytes();
    let school = bytes.windows(6).position(|w| w == b"School").unwrap();
    bytes[school] = 0xA3;
    let all = files.into_iter().map(|(n, t)| (n, t.into_bytes())).chain([("settings".to_owned(), bytes)]);
    let loaded = crate::tables::load_source(super::good::MODEL, &Source::memory(all));
    assert_eq!(loaded.diagnostics.iter().map(short).collect::<Vec<_>>(), ["N101 settings.csv - -"]);
    assert_eq!(loaded.case.unwrap().settings[0].name, "Oakham £chool");
}
