//! An attacker who has what is published and nothing else, and tries to work out what is hidden in it.
//!
//! From the CSV files he sets up every table that they might be the sums of: children by (area, need, phase), by (area,
//! need, destination) and by provision. Each shown count is right to half a child, or whole where he knows that children
//! are; a group that is not listed has nobody; and he knows what a child costs at each school, so that the money is one
//! more sum. Then he asks a solver for the least and the most that each hidden count can be, and of whole ones, which of
//! 1 to 4.

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

/// An amount of a year as it is published: to so many £, and what a child more at each provision adds to it.
struct Money {
    amount: f64,
    to_nearest: f64,
    by_child: BTreeMap<String, f64>,
}

/// All that the published tables say of a year.
struct Year {
    counts: Vec<Count>,
    same: Vec<[BTreeSet<String>; 2]>,
    money: Vec<Money>,
    /// Whether he knows that all children are whole.
    whole: bool,
}

/// Whether one of a key's parts is everybody or the one of the atom.
fn fits(part: &str, one: &str) -> bool {
    part == "all" || part == one
}

impl Year {
    fn read(files: &BTreeMap<String, Vec<u8>>, year: &str, whole: bool) -> Self {
        let table = |name: &str| -> Vec<Row> {
            rows(&files[&format!("publish/{name}.csv")]).into_iter().filter(|row| row["year"] == year).collect()
        };
        let (children, going, there) = (table("children"), table("destinations"), table("provisions"));
        let values = |table: &[Row], column: &str| -> BTreeSet<String> {
            let all: BTreeSet<String> = table.iter().map(|row| row[column].clone()).collect();
            if all.len() == 1 { all } else { all.into_iter().filter(|value| value != "all").collect() }
        };
        // A group that is not listed has nobody.
        let listed = |table: &[Row], columns: [&str; 3], key: [&str; 3]| {
            table.iter().any(|row| columns.iter().zip(key).all(|(column, part)| row[*column] == part))
        };
        let people = ["area", "need", "phase"];
        let mut by_phase = product(&people.map(|column| values(&children, column)));
        by_phase.retain(|[area, need, phase]| listed(&children, people, [area, need, phase]));
        let going_by = ["area", "need", "destination"];
        let mut by_place = product(&going_by.map(|column| values(&going, column)));
        by_place.retain(|[area, need, to]| {
            listed(&going, going_by, [area, "all", to]) && listed(&going, going_by, ["all", need, to])
        });
        let mut counts = Vec::new();
        for (table, columns, atoms, what) in
            [(&children, people, &by_phase, "children"), (&going, going_by, &by_place, "going")]
        {
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
        Self { counts, same: ties(&by_phase, &by_place, &there), money: money(files, year), whole }
    }

    /// Everything he knows, as a programme whose objective is a count; it may be held between two numbers.
    fn programme(&self, at: usize, between: Option<[f64; 2]>) -> RowProblem {
        let mut problem = RowProblem::default();
        let mut columns: BTreeMap<&str, Col> = BTreeMap::new();
        let all = self.counts.iter().flat_map(|count| &count.atoms).chain(self.same.iter().flatten().flatten());
        for atom in all {
            let wanted = f64::from(u8::from(self.counts[at].atoms.contains(atom)));
            let column = |problem: &mut RowProblem| problem.add_column_with_integrality(wanted, 0.0..1e5, self.whole);
            columns.entry(atom).or_insert_with(|| column(&mut problem));
        }
        // Rounded to whole children; where they are whole already, not at all.
        let half = if self.whole { 0.0 } else { 0.5 };
        for count in &self.counts {
            if let Some(shown) = count.shown {
                let sum = count.atoms.iter().map(|atom| (columns[atom.as_str()], 1.0));
                problem.add_row(shown - half..=shown + half, sum);
            }
        }
        for [one, other] in &self.same {
            let plus = one.iter().map(|atom| (columns[atom.as_str()], 1.0));
            let minus = other.iter().map(|atom| (columns[atom.as_str()], -1.0));
            problem.add_row(0.0..=0.0, plus.chain(minus));
        }
        for money in &self.money {
            let at = |there: &String| columns.get(there.as_str()).copied();
            let sum = money.by_child.iter().filter_map(|(there, by)| Some((at(there)?, by / 1e3)));
            let (amount, half) = (money.amount / 1e3, money.to_nearest / 2e3);
            problem.add_row(amount - half..=amount + half, sum);
        }
        if let Some([least, most]) = between {
            let sum = self.counts[at].atoms.iter().map(|atom| (columns[atom.as_str()], 1.0));
            problem.add_row(least..=most, sum);
        }
        problem
    }

    /// The least or the most that a count can be; `None` where it can be nothing.
    fn furthest(&self, at: usize, sense: Sense, between: Option<[f64; 2]>) -> Option<f64> {
        let mut model = self.programme(at, between).optimise(sense);
        model.set_option("threads", 1);
        model.make_quiet();
        let solved = model.solve();
        (solved.status() == HighsModelStatus::Optimal).then(|| solved.objective_value())
    }

    /// The least and the most that a count can be.
    fn range(&self, at: usize) -> [f64; 2] {
        let end = |sense| self.furthest(at, sense, None).expect("the tables contradict each other");
        [end(Sense::Minimise), end(Sense::Maximise)]
    }

    /// Hidden counts that are known to be more than 0, or fewer than 5; or, of whole ones, which of 1 to 4 they are.
    fn worked_out(&self) -> Vec<(&str, [f64; 2])> {
        let hidden = (0..self.counts.len()).filter(|&at| self.counts[at].shown.is_none());
        let ranges = hidden.map(|at| (at, self.range(at)));
        let known = |&(at, [least, most]): &(usize, [f64; 2])| {
            let can_be = |n: &f64| self.furthest(at, Sense::Minimise, Some([*n, *n])).is_some();
            least >= 0.5 || most < 4.5 || (self.whole && [1.0, 2.0, 3.0, 4.0].iter().filter(|n| can_be(n)).count() < 2)
        };
        ranges.filter(known).map(|(at, range)| (self.counts[at].name.as_str(), range)).collect()
    }
}

/// The money that children at schools cause, line by line and in all; the lines that they do not he knows to the penny.
/// What one child costs at each school he has from the plan itself, on average.
fn money(files: &BTreeMap<String, Vec<u8>>, year: &str) -> Vec<Money> {
    const CAUSED: [&str; 3] = ["placements", "covered_by_contracts", "transport"];
    let of_year = |name: &str| rows(&files[name]).into_iter().filter(|row| row["year"] == year).collect::<Vec<_>>();
    let number = |row: &Row, column: &str| row[column].parse::<f64>().unwrap_or(0.0);
    let placements = of_year("placements.csv");
    let cost = |row: &Row, line: &str| match line {
        "placements" => number(row, "annual_cost"),
        "covered_by_contracts" if !row["contract"].is_empty() => -number(row, "annual_cost"),
        "transport" => number(row, "transport_cost"),
        _ => 0.0,
    };
    let by_child = |lines: &[&str]| {
        let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        for row in &placements {
            let (sum, children) = sums.entry(format!("there {}", row["provision"])).or_default();
            *sum += lines.iter().map(|line| cost(row, line)).sum::<f64>() * number(row, "children");
            *children += number(row, "children");
        }
        sums.into_iter().filter(|(_, (_, n))| *n > 0.0).map(|(there, (sum, n))| (there, sum / n)).collect()
    };
    let besides = |purse: &str| -> f64 {
        let lines = of_year("finance.csv").into_iter().filter(|row| row["purse"] == purse);
        let known = |row: &Row| row["line"] != "total" && !CAUSED.contains(&row["line"].as_str());
        lines.filter(known).map(|row| number(&row, "amount")).sum()
    };
    let read = |row: Row| {
        let (amount, to_nearest) = (number(&row, "amount"), number(&row, "to_nearest"));
        match (row["line"].as_str(), row["purse"].as_str()) {
            ("total", purse @ ("high_needs" | "transport")) => {
                let lines = if purse == "transport" { &CAUSED[2..] } else { &CAUSED[..2] };
                Some(Money { amount: amount - besides(purse), to_nearest, by_child: by_child(lines) })
            }
            (line, _) if CAUSED.contains(&line) => Some(Money { amount, to_nearest, by_child: by_child(&[line]) }),
            _ => None,
        }
    };
    of_year("publish/finance.csv").into_iter().filter_map(read).collect()
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

/// A model solved and published: its files, and the area of each locality.
struct Leak {
    files: BTreeMap<String, Vec<u8>>,
    area_of: BTreeMap<String, String>,
}

impl Leak {
    fn of(model: &Path, localities: &Path) -> Self {
        let ready = Ready::read(model, placewise::scenario::BASE, &Quiet).expect("a model");
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
        let rows = rows(&std::fs::read(localities).expect("a table"));
        let area_of = rows.into_iter().map(|row| (row["locality"].clone(), row["area"].clone())).collect();
        Self { files, area_of }
    }

    /// Nothing small is seen or worked out in a year; and had no more been hidden than what is small, it would be.
    fn holds(&self, year: &str, whole: bool) {
        let (published, truth) = (Year::read(&self.files, year, whole), truth(&self.files, &self.area_of, year));
        assert!(!whole || truth.values().all(|n| (n - n.round()).abs() < 1e-6), "{year}: not whole: {truth:?}");
        let few = |name: &str| truth.get(name).is_some_and(|children| (0.5..4.5).contains(children));
        let seen: Vec<_> = published.counts.iter().filter(|count| few(&count.name) && count.shown.is_some()).collect();
        assert!(seen.is_empty(), "small counts are shown: {:?}", seen.iter().map(|c| &c.name).collect::<Vec<_>>());
        let worked_out: Vec<_> = published.worked_out().into_iter().filter(|(name, _)| few(name)).collect();
        assert!(worked_out.is_empty(), "{year}: {worked_out:?}");

        // Without the counts that are hidden besides he would have had them.
        let mut bare = published;
        for count in bare.counts.iter_mut().filter(|count| count.shown.is_none() && !few(&count.name)) {
            count.shown = truth.get(&count.name).map(|children| children.round()).or(Some(0.0));
        }
        assert!(bare.worked_out().iter().any(|(name, _)| few(name)), "{year}: the attack is too weak to tell");
    }
}

#[test]
fn what_is_published_of_the_example_county_does_not_give_a_small_count_away() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let leak = Leak::of(&root.join("models/example.toml"), &root.join("data/example/localities.csv"));
    for year in ["2026", "2027"] {
        leak.holds(year, false);
    }
}

/// Two towns, three needs, whole children everywhere: who is in the special school, who at which independent one, and
/// what they cost could each be told from the rest.
#[test]
fn whole_children_are_not_given_away_either() {
    let home = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).expect("a file");
    std::fs::create_dir(home.path().join("tables")).expect("a folder");
    for (name, text) in SHIRE {
        write(name, text);
    }
    let leak = Leak::of(&home.path().join("shire.toml"), &home.path().join("tables/localities.csv"));
    leak.holds("2026", true);
}

const SHIRE: [(&str, &str); 6] = [
    (
        "shire.toml",
        "title = \"Shire\"\ntables = \"tables\"\nfirst_year = 2026\nlast_year = 2026\nprice_year = 2025\n\
         [travel]\ncircuity = 1.0\nspeed_kmh = 60\nmax_minutes = { primary = 45, secondary = 75, post16 = 75 }\nreach_km = 60\n",
    ),
    (
        "tables/localities.csv",
        "locality,area,authority,easting,northing\nNorth,North,Shire,450000,310000\nSouth,South,Shire,450000,290000\n",
    ),
    (
        "tables/forecast.csv",
        "year,locality,need,year_groups,children\n\
         2026,North,ASD,0-6,7\n2026,North,ASD,7-11,3\n2026,North,SLD,0-6,1\n2026,North,SLD,7-11,2\n\
         2026,North,SEMH,7-11,6\n2026,South,ASD,0-6,9\n2026,South,ASD,7-11,1\n2026,South,SLD,0-6,1\n\
         2026,South,SLD,7-11,1\n2026,South,SEMH,7-11,2\n2026,South,SEMH,0-6,1\n",
    ),
    (
        "tables/settings.csv",
        "setting,easting,northing\nNear,450000,305000\nMid,452000,300000\nFar,450000,285000\nOut,460000,300000\n",
    ),
    (
        "tables/provisions.csv",
        "provision,setting,kind,needs,year_groups,places,overfill\nBase,Near,resource_base,ASD,0-11,8,0\n\
         School,Mid,special,*,0-11,14,0\nISS,Far,independent,*,0-14,6,0\nOther,Out,independent,*,0-14,,0\n",
    ),
    (
        "tables/costs.csv",
        "kind,provision,annual_cost\nresource_base,,15000\nspecial,,22000\n,ISS,60000\n,Other,75000\n",
    ),
];
