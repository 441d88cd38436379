//! Seconds to a gap of 1%, 0.5% and 0.1%, the gap after 60 s and at the end, and the memory, engine by engine.
//!
//! `cargo bench --bench gaps -- MODEL [SECONDS] [ENGINE …]` solves a model with every engine named (all three unless any
//! is), one after the other in processes of their own, each for so many seconds (600) or to 0.1%. Gaps are those that
//! could be stated at the time, as everywhere without what children on roll cost. `trace MODEL SECONDS ENGINE` says of one
//! engine all that a user is shown meanwhile. Without a model it does nothing.

#![allow(clippy::print_stdout, reason = "a table on the terminal is what it is for")]

#[path = "growth/memory.rs"]
mod memory;

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use placewise::network::Network;
use placewise::solve::progress::{Event, Watch};
use placewise::solve::{Engine, Options, solve};
use placewise::tables::load;

use memory::peak_megabytes;

/// Gaps that are waited for.
const GAPS: [f64; 3] = [0.01, 0.005, 0.001];
/// A moment at which the gap is told besides.
const MOMENT_S: f64 = 60.0;
const ENGINES: [Engine; 3] = [Engine::Auto, Engine::Priced, Engine::Direct];

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [how @ ("one" | "trace"), model, seconds, engine] => one(model, seconds.parse()?, engine, how == "trace"),
        [model, ref rest @ ..] if Path::new(model).is_file() => {
            let seconds = rest.first().and_then(|word| word.parse::<f64>().ok());
            let named = &rest[usize::from(seconds.is_some())..];
            all(model, seconds.unwrap_or(600.0), named)
        }
        _ => Ok(()),
    }
}

/// A process for each engine.
fn all(model: &str, seconds: f64, named: &[&str]) -> Result<(), Box<dyn Error>> {
    println!("{model}, at most {seconds} s\n");
    println!(
        "{:8} {:>8} {:>8} {:>8} {:>10} {:>10} {:>8} {:>8}",
        "", "1%", "0.5%", "0.1%", "60 s", "end", "seconds", "MB"
    );
    for engine in ENGINES.map(Engine::as_str).into_iter().filter(|engine| named.is_empty() || named.contains(engine)) {
        let here = env::current_exe()?;
        Command::new(here).args(["one", model, &seconds.to_string(), engine]).status()?;
    }
    Ok(())
}

/// What a solve has said of its gap: seconds, gap.
struct Listener {
    told: Mutex<Vec<(f64, f64)>>,
    trace: bool,
}

impl Watch for Listener {
    fn event(&self, event: &Event) {
        if self.trace {
            let pounds = |pounds: Option<f64>| pounds.map_or("-".to_owned(), |pounds| format!("{:.3}m", pounds / 1e6));
            let gap = percent(event.gap.unwrap_or(f64::INFINITY));
            println!(
                "{:7.1} s {:>13} {:>13} {gap:>9} {}",
                event.seconds,
                pounds(event.best),
                pounds(event.bound),
                event.stage
            );
        }
        if let (Some(gap), Ok(mut told)) = (event.gap, self.told.lock()) {
            told.push((event.seconds, gap));
        }
    }

    fn stop(&self) -> bool {
        false
    }
}

/// Solves with one engine and prints its line.
fn one(model: &str, seconds: f64, engine: &str, trace: bool) -> Result<(), Box<dyn Error>> {
    let engine = ENGINES.into_iter().find(|known| known.as_str() == engine).ok_or("no such engine")?;
    let loaded = load(Path::new(model));
    let case = loaded.case.ok_or_else(|| loaded.diagnostics.to_text())?;
    let network = Network::build(&case);
    let options = Options { engine, gap: GAPS[2], time_limit_s: seconds, seed: 1, prices: false, fixed: None };
    let listener = Listener { told: Mutex::default(), trace };
    let began = std::time::Instant::now();
    let outcome = solve(&network, &options, &listener)?;
    let taken = began.elapsed().as_secs_f64();
    let mut told = listener.told.into_inner()?;
    told.push((taken, outcome.gap()));
    print!("{:8} ", engine.as_str());
    for wanted in GAPS {
        let first = told.iter().find(|(_, gap)| *gap <= wanted);
        print!("{:>8} ", first.map_or("-".to_owned(), |(seconds, _)| format!("{seconds:.0} s")));
    }
    let then = told.iter().rev().find(|(seconds, _)| *seconds <= MOMENT_S).map_or(f64::INFINITY, |(_, gap)| *gap);
    println!("{:>10} {:>10} {taken:>8.0} {:>8.0}", percent(then), percent(outcome.gap()), peak_megabytes()?);
    Ok(())
}

fn percent(gap: f64) -> String {
    if gap.is_finite() { format!("{:.3}%", 100.0 * gap) } else { "no plan".to_owned() }
}
