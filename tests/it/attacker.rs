//! An attacker who has what is published and nothing else, and tries to work out what is hidden in it.
//!
//! From the CSV files he sets up every table that they might be the sums of: children by (area, need, phase), by (area,
//! need, destination) and by provision. Each shown count is right to half a child. Then he asks a solver for the least
//! and the most that each hidden count can be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use highs::{Col, HighsModelStatus, RowProblem, Sense};
use placewise::run::{Level, Quiet, Ready, Request};

/// A row of a table by column.
type Row = BTreeMap<String, String>;

fn rows(bytes: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("a row of text")).collect()
}

/// A count as it is published: its name, what it counts and how many; `None` where hidden.
#[derive(Clone)]
struct Count {
    name: String,
    atoms: BTreeSet<String>,
    shown: Option<f64>,
}

/// All that the published tables say of a year.
struct Year {
    counts: Vec<Count>,
    same: Vec<[BTreeSet<String>; 2]>,
}

/// Whether one of a key's parts is everybody or the one of the atom.
fn fits(part: &str, one: &str) -> bool {
    part == "all" || part == one
}

impl Year {
    fn read(files: &BTreeMap<String, Vec<u8>>, year: &str) -> Self {
        let table = |name: &str| -> Vec<Row> {
            rows(&files[&format!("publish/{name}.csv")]).into_iter().filter(|row| row["year"] == year).collect()
        };
        let (children, going, there) = (table("children"), table("destinations"), table("provisions"));
        let values = |table: &[Row], column: &str| -> BTreeSet<String> {
            let all: BTreeSet<String> = table.iter().map(|row| row[column].clone()).collect();
            if all.len() == 1 { all } else { all.into_iter().filter(|value| value != "all").collect() }
        };
        let people = product(&[values(&children, "area"), values(&children, "need"), values(&children, "phase")]);
        let places = product(&[values(&going, "area"), values(&going, "need"), values(&going, "destination")]);
        let mut counts = Vec::new();
        for (table, columns, atoms, what) in [
            (&children, ["area", "need", "phase"], &people, "children"),
            (&going, ["area", "need", "destination"], &places, "going"),
        ] {
            for row in table {
                let key = columns.map(|column| row[column].as_str());
                let counted = atoms.iter().filter(|atom| key.iter().zip(*atom).all(|(part, one)| fits(part, one)));
                let atoms = counted.map(|atom| format!("{what} {}", atom.join("/"))).collect();
                counts.push(Count {
                    name: format!("{what} {}", key.join("/")),
                    atoms,
                    shown: row["children"].parse().ok(),
                });
            }
        }
        for row in &there {
            let name = format!("there {}", row["provision"]);
            counts.push(Count { atoms: [name.clone()].into(), name, shown: row["children"].parse().ok() });
        }
        Self { counts, same: ties(&people, &places, &there) }
    }

    /// The least and the most that a count can be.
    fn range(&self, at: usize) -> [f64; 2] {
        [Sense::Minimise, Sense::Maximise].map(|sense| {
            let mut problem = RowProblem::default();
            let mut columns: BTreeMap<&str, Col> = BTreeMap::new();
            let all = self.counts.iter().flat_map(|count| &count.atoms).chain(self.same.iter().flatten().flatten());
            for atom in all {
                let wanted = f64::from(u8::from(self.counts[at].atoms.contains(atom)));
                columns.entry(atom).or_insert_with(|| problem.add_column(wanted, 0.0..1e5));
            }
            for count in &self.counts {
                if let Some(shown) = count.shown {
                    let sum = count.atoms.iter().map(|atom| (columns[atom.as_str()], 1.0));
                    problem.add_row(shown - 0.5..=shown + 0.5, sum);
                }
            }
            for [one, other] in &self.same {
                let plus = one.iter().map(|atom| (columns[atom.as_str()], 1.0));
                let minus = other.iter().map(|atom| (columns[atom.as_str()], -1.0));
                problem.add_row(0.0..=0.0, plus.chain(minus));
            }
            let mut model = problem.optimise(sense);
            model.set_option("threads", 1);
            model.make_quiet();
            let solved = model.solve();
            assert_eq!(solved.status(), HighsModelStatus::Optimal, "the tables contradict each other");
            solved.objective_value()
        })
    }

    /// Hidden counts that are known to be more than 0, or fewer than 5.
    fn worked_out(&self) -> Vec<(&str, [f64; 2])> {
        let hidden = (0..self.counts.len()).filter(|&at| self.counts[at].shown.is_none());
        let ranges = hidden.map(|at| (self.counts[at].name.as_str(), self.range(at)));
        ranges.filter(|(_, [least, most])| *least >= 0.5 || *most < 4.5).collect()
    }
}

/// One of each.
fn product(parts: &[BTreeSet<String>; 3]) -> Vec<[String; 3]> {
    let mut all = Vec::new();
    for a in &parts[0] {
        for b in &parts[1] {
            all.extend(parts[2].iter().map(|c| [a.clone(), b.clone(), c.clone()]));
        }
    }
    all
}

/// Sums that are the same by what the tables are about.
fn ties(people: &[[String; 3]], going: &[[String; 3]], there: &[Row]) -> Vec<[BTreeSet<String>; 2]> {
    let mut ties: BTreeMap<String, [BTreeSet<String>; 2]> = BTreeMap::new();
    for [area, need, phase] in people {
        ties.entry(format!("{area}/{need}")).or_default()[0].insert(format!("children {area}/{need}/{phase}"));
    }
    for [area, need, to] in going {
        let atom = format!("going {area}/{need}/{to}");
        ties.entry(format!("{area}/{need}")).or_default()[1].insert(atom.clone());
        if to != "no place" {
            ties.entry(to.clone()).or_default()[0].insert(atom);
        }
    }
    for row in there {
        ties.entry(row["kind"].clone()).or_default()[1].insert(format!("there {}", row["provision"]));
    }
    ties.into_values().collect()
}

/// The counts as they are, from the files that stay at home.
fn truth(files: &BTreeMap<String, Vec<u8>>, area_of: &BTreeMap<String, String>, year: &str) -> BTreeMap<String, f64> {
    let mut truth: BTreeMap<String, f64> = BTreeMap::new();
    let mut add = |row: &Row, to: &str, children: f64| {
        let (area, need, phase) = (&area_of[&row["locality"]], &row["need"], phase(&row["year_groups"]));
        for part in 0..8 {
            let part_of = |bit: u8, one: &str| if part & bit > 0 { "all".to_owned() } else { one.to_owned() };
            let name = format!("children {}/{}/{}", part_of(1, area), part_of(2, need), part_of(4, phase));
            *truth.entry(name).or_default() += children;
        }
        for name in [format!("all/all/{to}"), format!("{area}/all/{to}"), format!("all/{need}/{to}")] {
            *truth.entry(format!("going {name}")).or_default() += children;
        }
        if let Some(provision) = row.get("provision") {
            *truth.entry(format!("there {provision}")).or_default() += children;
        }
    };
    let of_year = |name: &str| rows(&files[name]).into_iter().filter(|row| row["year"] == year);
    for row in of_year("placements.csv") {
        add(&row, &row["kind"], row["children"].parse().expect("a number"));
    }
    for row in of_year("shortfalls.csv") {
        add(&row, "no place", row["unplaced"].parse().expect("a number"));
    }
    truth
}

/// The phase of the youngest year group.
fn phase(year_groups: &str) -> &'static str {
    let end = year_groups.char_indices().skip(1).find(|&(_, sign)| sign == '-').map_or(year_groups.len(), |(at, _)| at);
    match year_groups[..end].parse::<i32>().expect("a year group") {
        ..=6 => "primary",
        7..=11 => "secondary",
        _ => "post-16",
    }
}

#[test]
fn what_is_published_of_the_example_county_does_not_give_a_small_count_away() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ready = Ready::read(&root.join("models/example.toml"), placewise::scenario::BASE, &Quiet).expect("a model");
    let request = Request {
        gap: Some(0.05),
        time_limit_s: Some(20.0),
        answers_s: Some(0.0),
        publish: Some(Level::Area),
        ..Request::default()
    };
    let finished = ready.solve(request, &Quiet).expect("a plan");
    let record = finished.record(Path::new("model.toml"), |path| path.display().to_string());
    let files = finished.files(&record).into_iter().map(|file| file.into_bytes().expect("bytes")).collect();
    let localities = std::fs::read(root.join("data/example/localities.csv")).expect("a table");
    let area_of = rows(&localities).into_iter().map(|row| (row["locality"].clone(), row["area"].clone())).collect();
    for year in ["2026", "2027"] {
        let (published, truth) = (Year::read(&files, year), truth(&files, &area_of, year));
        let few = |name: &str| truth.get(name).is_some_and(|children| (0.5..4.5).contains(children));
        let seen: Vec<_> = published.counts.iter().filter(|count| few(&count.name) && count.shown.is_some()).collect();
        assert!(
            seen.is_empty(),
            "small counts are shown: {}",
            seen.iter().map(|c| c.name.as_str()).collect::<String>()
        );
        let worked_out: Vec<_> = published.worked_out().into_iter().filter(|(name, _)| few(name)).collect();
        assert!(worked_out.is_empty(), "{year}: {worked_out:?}");

        // Without the counts that are hidden besides he would have had them.
        let mut bare = published;
        for count in bare.counts.iter_mut().filter(|count| count.shown.is_none() && !few(&count.name)) {
            count.shown = truth.get(&count.name).map(|children| children.round());
        }
        assert!(bare.worked_out().iter().any(|(name, _)| few(name)), "{year}: the attack is too weak to tell");
    }
}
