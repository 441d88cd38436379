use std::path::Path;
use std::{env, fs};

use super::*;
use crate::diagnostic::Severity;
use crate::tables::{Loaded, Source, load, load_source};

/// The file of the repository at `path`.
fn file(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The committed example: the same county, with its tables in a folder of their own.
fn committed() -> Vec<(String, Vec<u8>)> {
    let county = county(Size::M, DEFAULT_SEED);
    let model = county.model_toml.replace("tables = \"tables\"               ", "tables = \"../data/example\"      ");
    let mut files = vec![("models/example.toml".to_owned(), model.into_bytes())];
    files.extend(county.tables.into_iter().map(|(name, bytes)| (format!("data/example/{name}.csv"), bytes)));
    files
}

#[test]
fn the_committed_example_is_what_the_generator_makes() {
    let rewrite = env::var_os("UPDATE_EXAMPLE").is_some();
    let files = committed();
    for (path, bytes) in &files {
        if rewrite {
            fs::write(file(path), bytes).unwrap();
        }
        let found = fs::read(file(path)).unwrap_or_default();
        assert!(&found == bytes, "{path} differs: run `UPDATE_EXAMPLE=1 cargo test --lib example`");
    }
    let tables = fs::read_dir(file("data/example")).unwrap().count();
    assert_eq!(tables, files.len() - 1, "data/example holds a table that the generator does not make");
}

#[test]
fn the_same_seed_gives_the_same_county_and_another_seed_another() {
    let one = county(Size::S, 1);
    assert_eq!(one, county(Size::S, 1));
    assert_ne!(one, county(Size::S, 2));
}

#[test]
fn every_size_fills_the_required_tables_and_its_localities_lie_in_great_britain() {
    for size in [Size::S, Size::M, Size::L] {
        let county = county(size, 3);
        let table = |name: &str| {
            let found = county.tables.iter().find(|(table, _)| table == name);
            String::from_utf8(found.unwrap_or_else(|| panic!("{size} has no {name}")).1.clone()).unwrap()
        };
        for name in ["forecast", "settings", "provisions", "costs", "projects", "contracts", "roll", "budgets"] {
            assert!(table(name).lines().count() > 1, "{size}: {name}");
        }
        let localities = table("localities");
        assert_eq!(localities.lines().count() - 1, size.extent().localities);
    }
    for centre in Size::Xxl.centres() {
        assert!((200e3..650e3).contains(&centre.x) && (50e3..660e3).contains(&centre.y), "{centre:?}");
    }
}

#[test]
fn a_county_of_any_extent_grows_in_one_dimension_at_a_time() {
    let rows = |extent: Extent, name: &str| {
        let county = county_of(extent, 3);
        let loaded = load_source(&county.model_toml, &Source::memory(county.tables.clone()));
        assert!(sound(&loaded), "{extent:?}: {}", loaded.diagnostics.to_text());
        let (_, bytes) = county.tables.iter().find(|(table, _)| table == name).unwrap();
        String::from_utf8_lossy(bytes).lines().count()
    };
    let small = Extent { localities: 40, years: 2, radius_km: 15.0, ..Size::L.extent() };
    assert_eq!(rows(Extent { localities: 80, ..small }, "localities"), 81);
    assert_eq!(rows(Extent { years: 5, ..small }, "budgets"), 6);
    let more_bases = Extent { bases_per_10_000: 8.0, ..small };
    assert!(rows(more_bases, "projects") > rows(small, "projects"));
    assert_eq!(rows(more_bases, "provisions"), rows(small, "provisions"));
    assert_eq!(county_of(Size::M.extent(), 3), county(Size::M, 3));
}

#[test]
fn a_county_has_a_few_localities_and_a_year_whatever_is_asked_for() {
    let least = county_of(Extent { localities: 0, years: 0, ..Size::S.extent() }, 3);
    assert_eq!(least, county(Size::S, 3));
}

#[test]
fn nobody_is_on_roll_who_is_not_in_the_forecast() {
    let county = county(Size::M, 5);
    let sums = |name: &str, columns: [usize; 4], children: usize, year: Option<&str>| {
        let (_, bytes) = county.tables.iter().find(|(table, _)| table == name).unwrap();
        let mut sums = std::collections::BTreeMap::<Vec<String>, f64>::new();
        for row in csv::Reader::from_reader(bytes.as_slice()).records().map(Result::unwrap) {
            if year.is_none_or(|year| &row[0] == year) {
                let cell = columns.iter().map(|column| row[*column].to_owned()).collect();
                *sums.entry(cell).or_default() += row[children].parse::<f64>().unwrap();
            }
        }
        sums
    };
    let forecast = sums("forecast", [1, 2, 3, 4], 5, Some("2026"));
    let roll = sums("roll", [0, 1, 2, 3], 5, None);
    for (cell, children) in &roll {
        assert!(*children <= forecast[cell] + 1e-9, "{cell:?}: {children} on roll");
    }
    let share = roll.values().sum::<f64>() / forecast.values().sum::<f64>();
    assert!((0.85..0.95).contains(&share), "{share} of the children are on roll");
}

#[test]
fn every_example_is_read_without_a_warning() {
    for size in [Size::S, Size::M, Size::L] {
        let county = county(size, 4);
        let loaded = load_source(&county.model_toml, &Source::memory(county.tables));
        assert!(sound(&loaded), "{size}: {}", loaded.diagnostics.to_text());
    }
    let committed = load(&file("models/example.toml"));
    assert!(committed.case.is_some() && sound(&committed), "{}", committed.diagnostics.to_text());
}

/// Neither errors nor warnings; notices are welcome.
fn sound(loaded: &Loaded) -> bool {
    loaded.diagnostics.count(Severity::Error) + loaded.diagnostics.count(Severity::Warning) == 0
}
