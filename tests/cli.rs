//! The program as a user runs it: exit codes, streams, and what is on disk afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use calamine::Reader;

/// What a command left: exit code, standard output, standard error.
struct Said {
    code: i32,
    out: String,
    err: String,
}

/// Runs placewise in a folder.
fn placewise(home: &Path, arguments: &[&str]) -> Said {
    let output = Command::cargo_bin("placewise").unwrap().current_dir(home).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A fresh folder with the smallest example county in `county/`.
fn county() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let said = placewise(home.path(), &["example", "--size", "S", "--seed", "3", "county"]);
    assert_eq!(said.code, 0, "{}", said.err);
    home
}

/// Changes a text in a file that must hold it.
fn change(path: PathBuf, change: impl FnOnce(&str) -> String) {
    let old = fs::read_to_string(&path).unwrap();
    let new = change(&old);
    assert_ne!(old, new, "nothing to change in {}", path.display());
    fs::write(path, new).unwrap();
}

/// The files of a run but for `run.json`, which holds the time.
fn contents(run: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(run).unwrap().map(|entry| entry.unwrap());
    let named = files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap()));
    named.filter(|(name, _)| name != "run.json").collect()
}

#[test]
fn a_wrong_command_line_is_2_and_says_so_on_standard_error() {
    let home = tempfile::tempdir().unwrap();
    let wrong: [&[&str]; 6] = [
        &["slove", "model.toml"],
        &["solve"],
        &["solve", "model.toml", "--gap", "5"],
        &["solve", "model.toml", "--engine", "fast"],
        &["solve", "model.toml", "--scenario", "all", "--write-model", "problem.lp"],
        &["solve", "model.toml", "--write-model", "problem.txt"],
    ];
    for arguments in wrong {
        let said = placewise(home.path(), arguments);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}: {}", said.err);
        assert!(!said.err.is_empty());
    }
}

#[test]
fn help_and_version_are_data() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["--version"], &["solve", "--help"], &["check", "--help"]] {
        let said = placewise(home.path(), arguments);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{arguments:?}");
        assert!(said.out.contains("placewise"));
    }
}

#[test]
fn a_model_that_is_not_there_is_1() {
    let home = tempfile::tempdir().unwrap();
    let said = placewise(home.path(), &["check", "nowhere.toml"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.out.contains("nowhere.toml"), "{}", said.out);
    let said = placewise(home.path(), &["solve", "nowhere.toml"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "nothing may be written");
}

#[test]
fn explain_tells_a_code_or_lists_them_all() {
    let home = tempfile::tempdir().unwrap();
    let all = placewise(home.path(), &["explain"]);
    let first = all.out.split_whitespace().next().unwrap();
    let said = placewise(home.path(), &["explain", first]);
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with(first) && said.out.contains("What to do"), "{}", said.out);
    assert_eq!(placewise(home.path(), &["explain", "E9999"]).code, 2);
}

#[test]
fn templates_are_written_once_and_never_over_anything() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(placewise(home.path(), &["template", "mine"]).code, 0);
    assert!(home.path().join("mine/localities.csv").is_file());
    let said = placewise(home.path(), &["check", "mine/mine.toml"]);
    assert!(said.code == 1 && said.out.contains("E408"), "{}", said.out);
    assert_eq!(placewise(home.path(), &["template", "mine"]).code, 2);
    assert_eq!(placewise(home.path(), &["template", "mine.xlsx"]).code, 0);
    assert!(fs::read(home.path().join("mine.xlsx")).unwrap().starts_with(b"PK"));
    assert_eq!(placewise(home.path(), &["template", "mine.xlsx"]).code, 2);
    let said = placewise(home.path(), &["check", "mine.toml"]);
    assert!(said.code == 1 && said.out.contains("E408"), "{}", said.out);
}

#[test]
fn the_example_is_the_same_every_time_and_clean() {
    let (home, again) = (county(), county());
    let forecast = |home: &Path| fs::read(home.join("county/tables/forecast.csv")).unwrap();
    assert_eq!(forecast(home.path()), forecast(again.path()));
    let said = placewise(home.path(), &["check", "county/county.toml"]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert_eq!(placewise(home.path(), &["example", "county"]).code, 2, "the folder is not empty");
}

#[test]
fn a_broken_table_is_1_with_file_row_and_column() {
    let home = county();
    change(home.path().join("county/tables/localities.csv"), |text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.push(lines[1].clone());
        lines.join("\n")
    });
    let said = placewise(home.path(), &["check", "county/county.toml", "--json"]);
    assert_eq!(said.code, 1);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert!(json["errors"].as_u64().unwrap() > 0);
    let said = placewise(home.path(), &["solve", "county/county.toml"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("localities.csv"), "{}", said.err);
    assert!(!home.path().join("runs").exists());
}

#[test]
fn a_plan_is_held_to_the_gap_that_was_asked_for() {
    let home = county();
    let said = placewise(home.path(), &["solve", "county/county.toml", "--gap", "0.2", "--out", "wide"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(placewise(home.path(), &["verify", "wide"]).code, 0);
}

#[test]
fn a_solve_writes_a_run_that_verifies_until_it_is_changed() {
    let home = county();
    let said = placewise(home.path(), &["solve", "county/county.toml", "--write-model", "problem.lp"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("Audit passed"), "{}", said.out);
    assert!(home.path().join("problem.lp").is_file());
    let run = home.path().join("runs/county-base");

    let said = placewise(home.path(), &["verify", "runs/county-base"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.err.is_empty(), "{}", said.err);
    let said = placewise(home.path(), &["verify", "runs/county-base", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &json["passed"]), (0, &serde_json::Value::Bool(true)));
    let said = placewise(home.path(), &["--quiet", "verify", "runs/county-base"]);
    assert_eq!((said.code, said.out + &said.err), (0, String::new()));

    // The children of the first placement, doubled.
    let placements = run.join("placements.csv");
    let before = fs::read_to_string(&placements).unwrap();
    change(placements.clone(), |text| {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let children = header.iter().position(|name| name == "children").unwrap();
        let mut rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        rows[0][children] = (2.0 * rows[0][children].parse::<f64>().unwrap()).to_string();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    });
    let said = placewise(home.path(), &["verify", "runs/county-base"]);
    assert_eq!(said.code, 4, "{}", said.out);
    assert!(said.out.contains("FAILED"));
    fs::write(&placements, before).unwrap();

    change(home.path().join("county/tables/costs.csv"), |text| format!("{text}\n"));
    let said = placewise(home.path(), &["verify", "runs/county-base"]);
    assert!(said.err.contains("costs.csv has changed"), "{}", said.err);

    // The page holds the hashes of the inputs, one of which has changed.
    assert_eq!(placewise(home.path(), &["solve", "county/county.toml", "--quiet"]).code, 0);
    let first = contents(&run);
    let said = placewise(home.path(), &["solve", "county/county.toml", "--json", "--quiet"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(contents(&run), first, "the same inputs give the same bytes");
    assert_eq!(said.out.as_bytes(), first["summary.json"]);

    fs::write(run.join("notes.txt"), "mine").unwrap();
    assert_eq!(placewise(home.path(), &["solve", "county/county.toml"]).code, 2);
    assert_eq!(fs::read(run.join("notes.txt")).unwrap(), b"mine");
}

#[test]
fn a_scenario_is_solved_under_its_name_and_verified_under_it() {
    let home = county();
    let said = placewise(home.path(), &["check", "county/county.toml"]);
    assert!(said.out.contains("no-capital: capital set to 0 on "), "{}", said.out);
    let quick = ["solve", "county/county.toml", "--answers-limit", "0", "--gap", "0.05"];
    let solve = |more: &[&str]| placewise(home.path(), &[&quick[..], more].concat());

    let said = solve(&["--scenario", "No capitol"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains("Did you mean \"no capital\"?") && said.err.contains("\"base\""), "{}", said.err);

    let said = solve(&["--scenario", "no capital"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.err.contains("no-capital: capital set to 0 on "), "{}", said.err);
    assert!(said.out.contains("Scenario \"no capital\""), "{}", said.out);
    let run = home.path().join("runs/county-no-capital");
    let record: serde_json::Value = serde_json::from_slice(&fs::read(run.join("run.json")).unwrap()).unwrap();
    assert_eq!(record["scenario"], "no capital");
    assert!(fs::read_to_string(run.join("report.html")).unwrap().contains("no capital"));
    assert_eq!(placewise(home.path(), &["verify", "runs/county-no-capital"]).code, 0);

    let said = solve(&["--scenario", "all", "--out", "all", "--quiet"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let mut made: Vec<String> =
        fs::read_dir(home.path().join("all")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    made.sort();
    let names =
        ["base", "dearer-independents", "half-the-capital", "higher-growth", "lower-growth", "no-block-contracts"];
    assert_eq!(made[..6], names);
    assert_eq!(
        contents(&home.path().join("all/no-capital")),
        contents(&run),
        "the same, whichever way it is asked for"
    );
}

/// A village, sums to be done in the head: eight children, five places in a base at £15,000, an independent school at
/// £60,000, and three more places in the base for £30,000, which is all the capital there is. With half of it they cannot
/// be built; with half the children they are not needed.
fn village() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("tables")).unwrap();
    let model = "title = \"Village\"\ntables = \"tables\"\nprice_year = 2025\nfirst_year = 2026\nlast_year = 2026\n\
                 [travel]\ncircuity = 1.0\nspeed_kmh = 60.0\n\
                 [objective]\ndiscount_rate = 0.0\nasset_life = 0\ncapital_weight = 1.0\nlast_resort_penalty = 0.0\n\
                 not_preferred_penalty = 0.0\nover_minutes_penalty = 0.0\ncount_tail = false\n\
                 [solver]\ngap = 1e-6\n[scenarios]\npoor = [\"poor\"]\nfew = [\"few\"]\n";
    fs::write(home.path().join("village.toml"), model).unwrap();
    for (table, text) in [
        ("localities", "locality,authority,easting,northing\nVillage,Shire,450000,300000\n"),
        ("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,8\n"),
        ("settings", "setting,easting,northing\nNear,460000,300000\nFar,470000,300000\n"),
        (
            "provisions",
            "provision,setting,kind,needs,year_groups,places,overfill\n\
             Base,Near,resource_base,ASD,0-6,5,0\nISS,Far,independent,*,0-14,,0\n",
        ),
        ("costs", "kind,annual_cost\nresource_base,15000\nindependent,60000\n"),
        ("budgets", "year,capital\n2026,30000\n"),
        ("projects", "project,provision,places,capital_cost,annual_cost,earliest\nGrow,Base,3,30000,0,2026\n"),
        (
            "patches",
            "patch,table,column,action,value,where\npoor,budgets,capital,scale,0.5,\nfew,forecast,children,scale,0.5,\n",
        ),
    ] {
        fs::write(home.path().join(format!("tables/{table}.csv")), text).unwrap();
    }
    home
}

#[test]
fn decisions_are_held_under_the_assumptions_of_other_runs() {
    let home = village();
    let said = placewise(home.path(), &["solve", "village.toml", "--scenario", "all", "--answers-limit", "0"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let runs = ["runs/village-base", "runs/village-poor", "runs/village-few"];
    let compare = |more: &[&str]| placewise(home.path(), &[&["compare"], &runs[..], more].concat());
    let said = compare(&["--regret", "--out", "compared"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    // Eight in the larger base: £150,000; without it £255,000; four children £60,000, or £90,000 beside an empty room.
    let costs = fs::read_to_string(home.path().join("compared/cost.csv")).unwrap();
    let regret = fs::read_to_string(home.path().join("compared/regret.csv")).unwrap();
    insta::assert_snapshot!(costs + &regret);
    assert!(said.out.contains("The decisions of village-poor hold up best: at worst £105,000"), "{}", said.out);
    let weighed = compare(&["--regret", "--weights", "3,0,1"]);
    assert!(weighed.out.contains("The decisions of village-base hold up best: at worst £30,000"), "{}", weighed.out);
    assert_eq!(compare(&["--weights", "1,1,1"]).code, 2, "weights are of regret");
    assert_eq!(compare(&["--regret", "--weights", "1,2"]).code, 2);
    assert_eq!(compare(&["--regret", "--weights", "0,0,0"]).code, 2);
    // Inputs that have changed would judge other plans.
    let costs = home.path().join("tables/costs.csv");
    fs::write(&costs, fs::read_to_string(&costs).unwrap().replace("15000", "16000")).unwrap();
    let said = compare(&["--regret"]);
    assert!(said.code == 1 && said.err.contains("costs.csv has changed"), "{}", said.err);
    assert_eq!(compare(&[]).code, 0, "without regret the inputs are not needed");
}

#[test]
fn one_plan_serves_many_futures() {
    let home = village();
    let futures = |more: &[&str]| placewise(home.path(), &[&["futures", "village.toml"], more].concat());
    let many = || futures(&["--vary", "demand=0.5,1", "--weights", "3,1", "--out", "futures"]);
    let said = many();
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(many().code, 0, "its own files are replaced");
    // Four children £60,000, or £90,000 beside an empty room; eight £255,000, or £150,000 in the larger base. Built: three
    // quarters of £90,000 and one of £150,000, £105,000; not built £108,750. Their mean is five children, who fill what
    // there is. Each by itself: £60,000 and £150,000, £82,500.
    let value = fs::read_to_string(home.path().join("futures/value.csv")).unwrap();
    let costs = fs::read_to_string(home.path().join("futures/costs.csv")).unwrap();
    insta::assert_snapshot!(value + &costs);
    assert!(said.out.contains("opens 1 project and signs no block contract"), "{}", said.out);
    // Each future's plan is a run like any: the empty room where there are few is not the best there.
    for (run, status) in [("base", "optimal"), ("base-demand-0.5", "alternative")] {
        let run = format!("futures/{run}");
        assert_eq!(placewise(home.path(), &["verify", &run]).code, 0, "{run}");
        let summary = fs::read_to_string(home.path().join(run).join("summary.json")).unwrap();
        assert!(summary.contains(&format!("\"status\": \"{status}\"")), "{summary}");
    }
    // Where few are likely it is left out, unless the worst is all that counts.
    let few = ["--vary", "demand=0.5,1", "--weights", "9,1"];
    let said = futures(&[&few[..], &["--out", "few"]].concat());
    assert!(said.out.contains("opens no project"), "{}", said.out);
    let said = futures(&[&few[..], &["--worst", "1", "--out", "worst"]].concat());
    assert!(said.out.contains("opens 1 project") && said.out.contains("mean of the worst 10%"), "{}", said.out);
    // What cannot be planned for is refused before anything is solved.
    assert_eq!(futures(&["--scenario", "few"]).code, 2, "one future");
    assert_eq!(futures(&["--scenario", "none", "--scenario", "few"]).code, 2);
    assert_eq!(futures(&["--vary", "demand=0.5,1", "--weights", "1"]).code, 2);
    assert_eq!(futures(&["--vary", "demand=0.5,1", "--out", "tables"]).code, 2, "a folder with tables in it");
    let patches = home.path().join("tables/patches.csv");
    fs::write(
        &patches,
        fs::read_to_string(&patches)
            .unwrap()
            .replace("few,forecast,children,scale,0.5,", "few,projects,status,set,excluded,"),
    )
    .unwrap();
    let said = futures(&["--scenario", "base", "--scenario", "few"]);
    assert!(said.code == 2 && said.err.contains("they decide differently about the project Grow"), "{}", said.err);
}

#[test]
fn authorities_plan_together_and_each_by_itself() {
    let home = village();
    let write = |table: &str, text: &str| fs::write(home.path().join(format!("tables/{table}.csv")), text).unwrap();
    write("localities", "locality,authority,easting,northing\nVillage,East,450000,300000\nHamlet,West,452000,300000\n");
    write("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,0-6,8\n2026,Hamlet,ASD,0-6,2\n");
    write(
        "settings",
        "setting,authority,easting,northing\nNear,East,460000,300000\nNext,West,461000,300000\nFar,,470000,300000\n",
    );
    write(
        "provisions",
        "provision,setting,kind,needs,year_groups,places,overfill\n\
         Base,Near,resource_base,ASD,0-6,5,0\nOther,Next,resource_base,ASD,0-6,5,0\nISS,Far,independent,*,0-14,,0\n",
    );
    let together = |more: &[&str]| placewise(home.path(), &[&["together", "village.toml"], more].concat());
    let said = together(&["--out", "together"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    // East has four fifths of £30,000: its base cannot grow. By itself 5 × £15,000 + 3 × £60,000; West 2 × £15,000. Together
    // all ten are in the ten places there are.
    let gain = fs::read_to_string(home.path().join("together/gain.csv")).unwrap();
    let groups = fs::read_to_string(home.path().join("together/groups.csv")).unwrap();
    insta::assert_snapshot!(gain + &groups);
    assert!(said.out.contains("East and West come to £135,000 less than each by itself"), "{}", said.out);
    // With all the money East builds for £30,000, which saves £135,000: nothing is left to gain but the building.
    let said = together(&["--capital", "East=1", "--capital", "West=0", "--out", "money"]);
    assert!(said.out.contains("come to £30,000 less"), "{}", said.out);
    // Two of five places may be had by the other, at £1,000 more: East still places five, and pays for two of them.
    let said = together(&["--import-share", "0.4", "--import-rate", "1000", "--out", "imports"]);
    assert!(said.out.contains("come to £137,000 less"), "{}", said.out);
    assert_eq!(together(&["--capital", "East=0.5"]).code, 2, "whose is the rest?");
    write("localities", "locality,authority,easting,northing\nVillage,East,450000,300000\nHamlet,East,452000,300000\n");
    let said = together(&[]);
    assert!(said.code == 1 && said.err.contains("the column `authority`"), "one authority has nobody: {}", said.err);
}

#[test]
fn a_comparison_says_which_rows_of_the_inputs_differ() {
    let (one, other) = (village(), village());
    let costs = other.path().join("tables/costs.csv");
    fs::write(&costs, fs::read_to_string(&costs).unwrap().replace("60000", "65000")).unwrap();
    let solve = |home: &tempfile::TempDir| {
        let said = placewise(home.path(), &["solve", "village.toml", "--answers-limit", "0", "--out", "run"]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        home.path().join("run").display().to_string()
    };
    let (one_run, other_run) = (solve(&one), solve(&other));
    let said = placewise(one.path(), &["compare", &one_run, &other_run, "--out", "compared"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let rows = fs::read_to_string(one.path().join("compared/input_rows.csv")).unwrap();
    assert!(rows.lines().count() == 2 && rows.ends_with(",costs,3,independent,annual_cost 60000 → 65000\n"), "{rows}");
    fs::write(&costs, fs::read_to_string(&costs).unwrap().replace("65000", "66000")).unwrap();
    let said = placewise(one.path(), &["compare", &one_run, &other_run]);
    assert!(said.out.contains("the inputs are no longer those of the run"), "{}", said.out);
}

#[test]
fn offers_are_weighed_in_every_future() {
    let home = village();
    let contracts = |more: &[&str]| placewise(home.path(), &[&["contracts", "village.toml"], more].concat());
    let said = contracts(&[]);
    assert!(said.code == 1 && said.err.contains("no block offer") && said.err.contains("`optional`"), "{}", said.err);
    assert!(!home.path().join("runs").exists(), "nothing may be written");
    let offer = "contract,name,provision,places,price,first_year,last_year\n\
                 Block,Block of three,ISS,3,40000,2026,2026\n";
    fs::write(home.path().join("tables/contracts.csv"), offer).unwrap();

    // Where three more places in the base are built, or there are half the children, the block takes three who would cost
    // £15,000 there; where there is no money to build, three who would cost £60,000.
    let said = contracts(&[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    insta::assert_snapshot!(said.out);
    let desk = home.path().join("runs/village-contracts");
    let first = contents(&desk);
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert!(names.contains(&"contracts.html") && names.contains(&"contracts.xlsx"), "{names:?}");
    assert!(String::from_utf8_lossy(&first["contracts.html"]).contains("Block of three"));
    let book: calamine::Xlsx<_> = calamine::open_workbook(desk.join("contracts.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["What to sign", "Tiers and packets", "Futures", "Block", "Method"]);
    let verdicts = String::from_utf8_lossy(&first["verdicts.csv"]).into_owned();
    assert!(verdicts.contains("Block,3,40000.00,1 of 3,-75000.00,60000.00,15000.00,60000.00,0.00"), "{verdicts}");
    assert_eq!(contracts(&["--quiet", "--jobs", "1"]).code, 0);
    assert_eq!(contents(&desk), first, "the same inputs give the same bytes");

    let said = contracts(&["--scenario", "base", "--vary", "demand=1.5", "--out", "more"]);
    let worth = fs::read_to_string(home.path().join("more/worth.csv")).unwrap();
    assert_eq!((said.code, worth.lines().next()), (0, Some("offer,base,\"base, demand × 1.5\"")), "{}", said.err);
    assert_eq!(contracts(&["--scenario", "rich"]).code, 2);
    change(home.path().join("village.toml"), |text| text.split("[scenarios]").next().unwrap().to_owned());
    assert_eq!(contracts(&["--quiet"]).code, 0);
    let worth = fs::read_to_string(desk.join("worth.csv")).unwrap();
    let futures = "offer,base,\"base, demand × 0.9\",\"base, demand × 1.1\"";
    assert_eq!(worth.lines().next(), Some(futures), "without scenarios");
    fs::write(desk.join("notes.txt"), "mine").unwrap();
    assert_eq!(contracts(&[]).code, 2, "the folder holds something that would be lost");
}

#[test]
fn good_plans_are_saved_one_by_one_and_counted() {
    let home = village();
    let projects = "project,provision,places,capital_cost,annual_cost,earliest,group\n\
                    Grow,Base,3,30000,0,2026,size\nLess,Base,2,20000,0,2026,size\n";
    fs::write(home.path().join("tables/projects.csv"), projects).unwrap();
    let find =
        |more: &[&str]| placewise(home.path(), &[&["alternatives", "village.toml", "--out", "good"], more].concat());
    // £150,000 with three more places, £185,000 with two, £255,000 with none.
    let said = find(&["--within", "0.9"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(
        said.err.contains("plan-02: £35,000 (23.33%) above the best · opens Less; leaves out Grow"),
        "{}",
        said.err
    );
    assert!(said.out.contains("3 good plans found") && said.out.contains("no others: proven"), "{}", said.out);
    for plan in ["good/plan-01", "good/plan-02", "good/plan-03"] {
        let said = placewise(home.path(), &["verify", plan]);
        assert_eq!(said.code, 0, "{plan}: {}{}", said.out, said.err);
    }
    let page = fs::read_to_string(home.path().join("good/plan-02/report.html")).unwrap();
    assert!(page.contains("An alternative to the best plan, its projects and contracts chosen for other reasons"));
    let said = placewise(home.path(), &["compare", "good/plan-01", "good/plan-03", "--regret"]);
    assert!(said.out.contains("The decisions of plan-01 hold up best"), "{}{}", said.out, said.err);

    // A later search takes the place of an earlier one, whole.
    let said = find(&["--within", "0.25", "--quiet"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    let mut names: Vec<String> = fs::read_dir(home.path().join("good"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let files = ["alternatives.html", "alternatives.xlsx", "good_plans.csv"];
    assert_eq!(names, [&files[..], &["plan-01", "plan-02", "plans.csv", "results.csv"]].concat());
    insta::assert_snapshot!(fs::read_to_string(home.path().join("good/good_plans.csv")).unwrap());

    fs::write(home.path().join("good/plan-02/notes.txt"), "mine").unwrap();
    let said = find(&[]);
    assert!(said.code == 2 && said.err.contains("notes.txt"), "{}", said.err);
    assert!(home.path().join("good/plan-01/run.json").is_file());
    assert_eq!(find(&["--scenario", "poorer"]).code, 1);
    assert_eq!(find(&["--within", "2"]).code, 2);
}
