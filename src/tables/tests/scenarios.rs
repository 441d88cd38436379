//! Scenarios: what patches do to the tables, and what is said where they break them.

use super::good::Edit::{self, File, Model, Row, Without};
use super::good::{load, model, short, tables};
use crate::case::{Case, Status};
use crate::id::StageIx;
use crate::tables::{Loaded, Source, load_source_scenario};

const PATCHES: &str = "patch,table,column,action,value,where\n";

/// The example under the scenario "high growth", with these rows of `patches` for the patch `growth`.
fn under(rows: &[&str]) -> Loaded {
    under_edits(rows, &[])
}

fn under_edits(rows: &[&str], edits: &[Edit]) -> Loaded {
    let rows = rows.iter().fold(PATCHES.to_owned(), |text, row| text + "growth," + row + "\n");
    let mut files = tables(edits);
    files.retain(|(name, _)| name != "patches");
    files.push(("patches".to_owned(), rows));
    load_source_scenario(&model(edits), &Source::memory(files), "high growth")
}

/// The case, and what was said of the one row of `patches`.
fn patched(row: &str) -> (Case, String) {
    let loaded = under(&[row]);
    let case = loaded.case.unwrap_or_else(|| panic!("{}", loaded.diagnostics.to_text()));
    (case, loaded.applied[0].to_string())
}

fn capital(case: Option<Case>) -> Vec<f64> {
    case.unwrap().budget.unwrap().capital.iter().map(|pounds| pounds.get()).collect()
}

fn errors(loaded: &Loaded) -> Vec<String> {
    assert!(loaded.case.is_none());
    loaded.diagnostics.iter().filter(|d| d.code.starts_with('E')).map(short).collect()
}

#[test]
fn scale_changes_the_rows_that_match_and_no_other() {
    let (case, said) = patched("forecast,children,scale,1.1,need=ASD & year>=2027");
    let base = load(&[]).case.unwrap();
    assert_eq!(said, "growth: children × 1.1 on 3 rows of forecast, such as row 6: 3 becomes 3.3");
    assert_eq!(case.forecast.total(0), base.forecast.total(0));
    assert!((case.forecast.total(1).get() - (9.5 * 1.1 + 5.0)).abs() < 1e-12);
    assert_eq!(case.forecast.children(0, StageIx::new(0), 1).to_string(), "3.3", "not 3.3000000000000003");
    assert_eq!((case.scenario.name.as_str(), &case.scenario.steps[..]), ("high growth", &[said][..]));
}

#[test]
fn add_moves_numbers_shares_and_years_and_leaves_blanks() {
    let (case, said) = patched("provisions,places,add,-2,");
    let places: Vec<_> = case.provisions.iter().map(|p| p.places.as_ref().map(|places| places[0].get())).collect();
    assert_eq!(places[..4], [Some(18.0), Some(8.0), Some(28.0), None], "no limit less two is no limit");
    let counts = "growth: places less 2 on 4 rows of provisions (1 blank or as wanted already)";
    assert_eq!(said, format!("{counts}, such as row 2: 20 becomes 18"));
    let (case, _) = patched("transport,share,add,0.25,");
    assert!((case.transport[0].rate.share - 0.75).abs() < 1e-12, "50% and a quarter");
    let (case, said) = patched("projects,earliest,add,1,project=P2");
    assert_eq!(case.projects[1].earliest.0, 2027);
    assert_eq!(said, "growth: earliest plus 1 on 1 row of projects, such as row 3: 2026 becomes 2027");
}

#[test]
fn set_writes_blanks_and_columns_the_file_lacks() {
    let (case, said) = patched("projects,status,set,excluded,status=optional");
    assert_eq!(case.projects.iter().filter(|p| p.status == Status::Excluded).count(), 2);
    assert!(said.ends_with("status set to excluded on 2 rows of projects, such as row 2: optional becomes excluded"));
    let (case, said) = patched("provisions,places,set,,provision=S1-M");
    assert_eq!(case.provisions[0].places, None, "blank is no limit");
    assert!(said.ends_with("places made blank on 1 row of provisions, such as row 2: 20 becomes blank"), "{said}");
    let (case, said) = patched("travel,minutes,set,30,minutes=");
    assert!(said.ends_with("such as row 5: blank becomes 30"), "{said}");
    assert!(case.scenario.steps.len() == 1);
    let short = File("budgets", "year\n2026\n2027\n");
    let loaded = under_edits(&["budgets,capital,set,5000,year=2026"], &[short]);
    assert_eq!(capital(loaded.case), [5000.0, 0.0]);
}

#[test]
fn drop_leaves_rows_out_and_later_steps_see_what_earlier_ones_made() {
    let (case, said) = patched("contracts,*,drop,,contract=C2");
    assert_eq!(case.contracts.len(), 1);
    assert!(said.starts_with("growth: 1 row of contracts left out, such as row 3: C2,Ten,S3-I"), "{said}");
    let loaded = under(&["budgets,capital,set,100,", "budgets,capital,scale,3,year=2027", "forecast,,drop,,need=MLD"]);
    assert!((loaded.case.as_ref().unwrap().forecast.total(0).get() - 9.0).abs() < 1e-12);
    assert_eq!(capital(loaded.case), [100.0, 300.0]);
}

#[test]
fn a_patched_table_is_checked_again_and_errors_point_at_the_users_row() {
    let negative = under(&["forecast,children,add,-4,locality=Oakham"]);
    let found = errors(&negative);
    assert!(found.contains(&"E204 forecast.csv 2 children".to_owned()), "{found:?}");
    let d = negative.diagnostics.iter().find(|d| d.code == "E204").unwrap();
    assert_eq!((d.scenario.as_deref(), d.value.as_deref()), (Some("high growth"), Some("-1")));
    assert!(d.help.ends_with("The patch `growth` has changed children here."), "{}", d.help);
    let text = negative.diagnostics.to_text();
    assert!(text.starts_with("Errors in forecast.csv, in the scenario \"high growth\"\n"), "{text}");
    // What names a row that is gone is told, on its own row.
    let gone = errors(&under(&["settings,,drop,,setting=S2"]));
    assert!(gone.contains(&"E301 provisions.csv 4 setting".to_owned()), "{gone:?}");
    assert_eq!(errors(&under(&["costs,,drop,,"])), ["E115 costs.csv - -"]);
    assert_eq!(errors(&under(&["costs,annual_cost,set,,kind=dsp"])), ["E201 costs.csv 7 annual_cost"]);
}

#[test]
fn a_patch_that_does_nothing_is_never_silent() {
    let after = errors(&under(&["projects,,drop,,project=P2", "projects,places,scale,2,project=P2"]));
    assert_eq!(after, ["E409 patches.csv 3 where"], "nothing is left to match");
    let no_budgets = under_edits(&["budgets,capital,scale,0.5,"], &[Without("budgets")]);
    assert_eq!(errors(&no_budgets), ["E409 patches.csv 2 where"]);
    let blanks = under(&["provisions,places,scale,2,provision=S3-I"]);
    assert!(blanks.case.is_some());
    assert!(blanks.diagnostics.iter().map(short).any(|d| d == "W417 patches.csv 2 column"));
}

#[test]
fn an_unknown_scenario_names_those_there_are() {
    let asked = |name: &str| load_source_scenario(&model(&[]), &Source::memory(tables(&[])), name);
    let loaded = asked("hihg growth");
    assert_eq!(errors(&loaded), ["E309 model.toml - scenarios"]);
    let d = loaded.diagnostics.iter().next().unwrap();
    assert_eq!(d.help, "Did you mean \"high growth\"? The scenarios are \"base\", \"high growth\".");
    assert_eq!(asked("base").diagnostics, load(&[]).diagnostics);
}

#[test]
fn names_that_would_share_a_folder_are_refused() {
    let named = |line: &'static str| load(&[Model("\"high growth\" = [\"growth\"]", line)]);
    assert_eq!(errors(&named("Base = [\"growth\"]")), ["E310 model.toml 20 scenarios.Base"]);
    assert_eq!(errors(&named("\"?\" = [\"growth\"]")), ["E310 model.toml 20 scenarios.?"]);
    let twins = named("\"high growth\" = [\"growth\"]\n\"High-Growth\" = [\"growth\"]");
    assert_eq!(errors(&twins), ["E310 model.toml 21 scenarios.High-Growth"]);
}

#[test]
fn an_action_must_suit_its_column() {
    let refused = |row: &'static str| errors(&load(&[Row("patches", 2, row)]));
    assert_eq!(refused("growth,projects,status,scale,1.1,"), ["E308 patches.csv 2 action"]);
    assert_eq!(refused("growth,projects,earliest,scale,2,"), ["E308 patches.csv 2 action"]);
    assert_eq!(refused("growth,projects,earliest,add,0.5,"), ["E308 patches.csv 2 action"]);
    assert_eq!(refused("growth,projects,*,set,1,"), ["E304 patches.csv 2 column"]);
}
