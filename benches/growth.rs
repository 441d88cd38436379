//! How time and memory of the priced engine grow with localities, years, candidates and projects.
//!
//! `cargo bench --bench growth -- run` makes up counties that grow in one dimension at a time, climbs and finds first
//! plans on each in a process of its own, prints what that took and how it grows, and draws `docs/growth.svg`. Nothing
//! else should be running meanwhile. `draw` in place of `run` draws what was measured last; without either it does nothing.

#![allow(clippy::print_stdout, reason = "a table on the terminal is what it is for")]

#[path = "growth/fit.rs"]
mod fit;
#[path = "growth/measure.rs"]
mod measure;
#[path = "growth/memory.rs"]
mod memory;
#[path = "growth/plot.rs"]
mod plot;

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde::{Deserialize, Serialize};

use measure::{County, Measured};

/// Where the last measurements are kept, to be drawn again.
const LAST: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/growth.json");

/// The county that every other grows from.
const MIDDLE: County = County { localities: 60, years: 5, candidates: 8, bases: 4.0 };

/// A dimension, and the county at one size of it.
type Grow = (&'static str, fn(usize) -> County, &'static [usize], fn(&Measured) -> f64);

/// What grows, the counties, and how large a county that was measured is in it.
const DIMENSIONS: [Grow; 4] = [
    ("localities", |n| County { localities: n, ..MIDDLE }, &[25, 50, 100, 200, 400], |m| m.localities as f64),
    ("years", |n| County { years: n, ..MIDDLE }, &[2, 4, 6, 8, 10], |m| m.years as f64),
    ("candidates", |n| County { candidates: n, ..MIDDLE }, &[2, 4, 8, 16], |m| m.candidates as f64),
    ("projects", |n| County { bases: n as f64, ..MIDDLE }, &[2, 4, 8, 16], |m| m.projects as f64),
];

/// A dimension and the counties measured along it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Series {
    pub(crate) name: String,
    /// Size in the dimension, and what was measured.
    pub(crate) points: Vec<(f64, Measured)>,
}

impl Series {
    /// Sizes and one of the things measured, where it was.
    pub(crate) fn of(&self, what: fn(&Measured) -> f64) -> Vec<(f64, f64)> {
        let points = self.points.iter().map(|(size, measured)| (*size, what(measured)));
        points.filter(|(_, value)| value.is_finite()).collect()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["run"] => run(),
        ["draw"] => draw(&serde_json::from_slice::<Vec<Series>>(&fs::read(LAST)?)?),
        ["county", county] => {
            println!("{}", serde_json::to_string(&measure::county(serde_json::from_str(county)?)?)?);
            Ok(())
        }
        _ => {
            println!("growth: nothing measured; `cargo bench --bench growth -- run` takes some minutes");
            Ok(())
        }
    }
}

/// Measures everything, prints it and draws it.
fn run() -> Result<(), Box<dyn Error>> {
    println!("{}", Measured::HEADING);
    let mut all = Vec::new();
    for (name, county, sizes, size) in DIMENSIONS {
        println!("{name}");
        let mut points = Vec::new();
        for &n in sizes {
            let measured = in_a_process(&county(n))?;
            println!("{measured}");
            points.push((size(&measured), measured));
        }
        all.push(Series { name: name.to_owned(), points });
    }
    println!("* cut short by the time limit, and left out of what follows");
    println!("\nexponents: (seconds to raise the bound, seconds an evaluation, peak memory) ~ size^exponent");
    for series in &all {
        let slopes = [Measured::seconds, Measured::evaluation, Measured::memory]
            .map(|what| format!("{:6.2}", fit::Line::through(&series.of(what)).exponent));
        println!("{:10} {}", series.name, slopes.join(" "));
    }
    fs::write(LAST, serde_json::to_vec(&all)?)?;
    draw(&all)
}

/// Draws what was measured.
fn draw(all: &[Series]) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/growth.svg");
    fs::write(&path, plot::svg(all)?)?;
    println!("\ndrawn: {}", path.display());
    Ok(())
}

/// Measures a county in a process of its own, so that its peak of memory is its own.
fn in_a_process(county: &County) -> Result<Measured, Box<dyn Error>> {
    let output = Command::new(env::current_exe()?).arg("county").arg(serde_json::to_string(county)?).output()?;
    if !output.status.success() {
        return Err(format!("{county:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
