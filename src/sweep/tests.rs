use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::*;
use crate::example::{Size, county};
use crate::report::Taken;
use crate::tables::survey;

/// The smallest example county on disk, without some of its tables.
fn written(home: &Path, without: &[&str]) -> PathBuf {
    let county = county(Size::S, 3);
    fs::create_dir(home.join("tables")).unwrap();
    for (name, bytes) in county.tables.iter().filter(|(name, _)| !without.contains(&name.as_str())) {
        fs::write(home.join("tables").join(format!("{name}.csv")), bytes).unwrap();
    }
    let model = home.join("county.toml");
    let (settings, _) = county.model_toml.split_once("[scenarios]").unwrap();
    let scenarios = "[scenarios]\n\"lower growth\" = [\"growth-down\"]\n";
    let scenarios = if without.contains(&"patches") { "" } else { scenarios };
    fs::write(&model, settings.to_owned() + scenarios).unwrap();
    model
}

/// Stops when told to.
#[derive(Default)]
struct Stop(AtomicBool);

impl Watch for Stop {
    fn event(&self, _: &crate::run::Event) {}

    fn stop(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

fn swept(model: &Path, out: &Path, jobs: &[Job], stop_after: usize) -> Vec<Ended> {
    swept_as(model, out, jobs, (stop_after, 1, false))
}

fn swept_as(model: &Path, out: &Path, jobs: &[Job], (stop_after, beside, cold): (usize, usize, bool)) -> Vec<Ended> {
    let inputs = survey(model).inputs;
    let request = Request { gap: Some(0.05), answers_s: Some(0.0), threads: Some(1), ..Request::default() };
    let sweep = Sweep { model, inputs: &inputs, out, request, beside, cold };
    let stop = Stop::default();
    let told = |_: &Job, _: &Ended, done: usize| stop.0.store(done >= stop_after, Ordering::Relaxed);
    sweep.run(jobs, &stop, &told).unwrap()
}

/// Every file below a folder but the records, which hold the time; of the table all but the seconds.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for run in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(&run).unwrap().map(|entry| entry.unwrap().path()) {
            if file.file_name().unwrap() != "run.json" {
                files.insert(file.strip_prefix(folder).unwrap().to_owned(), fs::read(&file).unwrap());
            }
        }
    }
    let mut table = csv::Reader::from_path(folder.join(TABLE)).unwrap();
    let seconds = table.headers().unwrap().iter().position(|name| name == "seconds").unwrap();
    for (number, row) in table.records().map(Result::unwrap).enumerate() {
        let kept: Vec<&str> = row.iter().enumerate().filter(|&(at, _)| at != seconds).map(|(_, cell)| cell).collect();
        files.insert(PathBuf::from(format!("row {number}")), kept.join(",").into_bytes());
    }
    files
}

#[test]
fn every_scenario_and_every_combination_is_a_run_of_its_own() {
    let scenarios = ["base".to_owned(), "No capital".to_owned()];
    let grid = [(Factor::Capital, vec![0.5, 1.0]), (Factor::Demand, vec![1.0, 1.1])];
    let folders: Vec<String> = jobs(&scenarios, &grid).iter().map(Job::folder).collect();
    assert_eq!(folders, ["base", "no-capital", "base-capital-0.5", "base-demand-1.1-capital-0.5", "base-demand-1.1"]);
    assert_eq!(jobs(&scenarios[1..], &[]).len(), 1, "the tables as they are only where they are asked for");
}

#[test]
fn a_sweep_that_was_stopped_goes_on_to_the_same_bytes() {
    let home = tempfile::tempdir().unwrap();
    let model = written(home.path(), &[]);
    // What the neighbour builds is not possible without capital.
    let grid = [(Factor::Demand, vec![1.1]), (Factor::Capital, vec![0.0, 1.0])];
    let jobs = jobs(&["base".to_owned(), "lower growth".to_owned()], &grid);
    let (whole, halved) = (home.path().join("whole"), home.path().join("halved"));
    let made = swept_as(&model, &whole, &jobs, (99, 2, false));
    assert!(made.iter().all(|ended| matches!(ended, Ended::Made(_))), "{made:?}");
    let from = made.iter().map(|ended| Some(ended.glance()?.record.began_from.as_ref()?.run.as_str()));
    let expected = [None, Some("base"), Some("base-demand-1.1"), Some("base")];
    assert_eq!(from.collect::<Vec<_>>(), expected);
    let taken: Vec<Taken> = made.iter().map(|ended| ended.glance().unwrap().taken()).collect();
    let began = made[2].glance().unwrap().record.began_from.as_ref();
    assert_eq!(began.unwrap().taken, taken[3], "what its neighbour chose");
    assert!(!taken[3].opens.is_empty() && taken[2].opens.is_empty(), "{taken:?}");

    let ended = swept(&model, &halved, &jobs, 1);
    assert!(matches!(ended[..], [Ended::Made(_), Ended::Stopped, Ended::Stopped, Ended::Stopped]), "{ended:?}");
    let record = fs::read(halved.join("base/run.json")).unwrap();
    let ended = swept(&model, &halved, &jobs, 99);
    assert!(matches!(ended[..], [Ended::There(_), Ended::Made(_), Ended::Made(_), Ended::Made(_)]), "{ended:?}");
    assert_eq!(fs::read(halved.join("base/run.json")).unwrap(), record, "not made again");
    assert_eq!(contents(&whole), contents(&halved));

    // Runs that began from another's choices are not those that begin from nothing.
    let ended = swept_as(&model, &halved, &jobs[..2], (99, 1, true));
    assert!(matches!(ended[..], [Ended::There(_), Ended::Made(_)]), "{ended:?}");

    // What is varied is in the record, and the plan is right under it.
    let files = run_folder::read(&whole.join("base-demand-1.1")).unwrap();
    let record = crate::report::record_from(&files).unwrap();
    let verified = crate::run::verify(&files, &record, &model, &Quiet).unwrap();
    assert!(verified.audit.passed() && verified.changed.is_empty());

    // Other tables make other runs.
    let costs = home.path().join("tables/costs.csv");
    fs::write(&costs, fs::read_to_string(&costs).unwrap() + "\n").unwrap();
    assert!(matches!(swept(&model, &halved, &jobs[..1], 99)[..], [Ended::Made(_)]));
}

#[test]
fn whose_neighbour_has_no_plan_begins_cold_until_it_has() {
    let home = tempfile::tempdir().unwrap();
    let model = written(home.path(), &[]);
    let out = home.path().join("out");
    let jobs = jobs(&["base".to_owned()], &[(Factor::Demand, vec![1.1])]);
    let began_from = |ended: &Ended| ended.glance().unwrap().record.began_from.as_ref().map(|from| from.run.clone());
    let notes = out.join("base/notes.docx");
    fs::create_dir_all(out.join("base")).unwrap();
    fs::write(&notes, "mine").unwrap();
    let ended = swept(&model, &out, &jobs, 99);
    assert!(matches!(&ended[0], Ended::Failed(why) if why.contains("notes.docx")), "{ended:?}");
    assert_eq!(began_from(&ended[1]), None);

    fs::remove_file(&notes).unwrap();
    let ended = swept(&model, &out, &jobs, 99);
    assert!(matches!(ended[..], [Ended::Made(_), Ended::Made(_)]), "{ended:?}");
    assert_eq!(began_from(&ended[1]).as_deref(), Some("base"));
}

#[test]
fn a_run_that_fails_stops_no_other() {
    let home = tempfile::tempdir().unwrap();
    let model = written(home.path(), &["budgets", "patches"]);
    let out = home.path().join("out");
    let jobs = [
        Job { scenario: "base".into(), vary: vec![(Factor::Capital, 0.5)] },
        Job { scenario: "base".into(), vary: vec![(Factor::IndependentFee, 1.1)] },
    ];
    let ended = swept(&model, &out, &jobs, 99);
    assert!(matches!(&ended[0], Ended::Failed(why) if why.starts_with("capital cannot be varied")), "{ended:?}");
    assert!(matches!(ended[1], Ended::Made(_)));
    let table = fs::read_to_string(out.join(TABLE)).unwrap();
    assert!(table.contains("base-capital-0.5,base,1,1,0.5,failed,"), "{table}");
}
