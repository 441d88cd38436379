//! Reading, network, building and solving, each on its own; and the stages of the priced engine (`stages/priced.rs`).
//!
//! On a district and the example county, and, where the environment variable `PLACEWISE_BENCH_LARGE` is set, on a county
//! of 600 localities as well. The whole programme of the last does not fit a general solver, so building and solving by
//! [`Engine::Auto`] are measured on the district, on the example county over its first two years, and on all of it: to
//! the end but for the last, which is solved to within 5%.

#![allow(missing_docs, reason = "criterion's macros make public items without documentation")]

#[path = "stages/priced.rs"]
mod priced;

use std::env;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

use placewise::case::Case;
use placewise::example::{County, DEFAULT_SEED, Size, county};
use placewise::formulation;
use placewise::mip::Names;
use placewise::network::Network;
use placewise::solve::progress::Quiet;
use placewise::solve::{Engine, Options, solve};
use placewise::tables::{Source, load_source};

/// The sizes to measure; a large one never in a test, which runs every bench once.
fn sizes() -> Vec<Size> {
    let large = env::var_os("PLACEWISE_BENCH_LARGE").is_some() && env::args().any(|word| word == "--bench");
    [Size::S, Size::M].into_iter().chain(large.then_some(Size::L)).collect()
}

fn tables(county: &County) -> Source {
    Source::memory(county.tables.iter().map(|(name, bytes)| (name, bytes)))
}

fn case(size: Size) -> Case {
    let county = county(size, DEFAULT_SEED);
    load_source(&county.model_toml, &tables(&county)).case.expect("an example has no errors")
}

/// The district, the example county over two years, and the example county: what a general solver can build and solve.
fn small_cases() -> [(&'static str, Case, f64); 3] {
    let example = county(Size::M, DEFAULT_SEED);
    let two_years = example.model_toml.replace("last_year = 2029", "last_year = 2027");
    assert_ne!(two_years, example.model_toml, "the example county plans to 2029");
    let two_years = load_source(&two_years, &tables(&example)).case.expect("two years have no errors");
    [("S", case(Size::S), 0.0005), ("M, two years", two_years, 0.0005), ("M", case(Size::M), 0.05)]
}

fn reading(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("reading");
    group.sample_size(10);
    for size in sizes() {
        let county = county(size, DEFAULT_SEED);
        let source = tables(&county);
        group.bench_function(size.as_str(), |b| b.iter(|| black_box(load_source(&county.model_toml, &source))));
    }
}

fn network(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("network");
    group.sample_size(10);
    for size in sizes() {
        let case = case(size);
        group.bench_function(size.as_str(), |b| b.iter(|| black_box(Network::build(&case).lanes)));
    }
}

fn building(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("building");
    group.sample_size(10);
    for (name, case, _) in small_cases() {
        let network = Network::build(&case);
        group.bench_function(name, |b| b.iter(|| black_box(formulation::build(&network, Names::Dropped))));
    }
}

fn solving(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("solving");
    group.sample_size(10);
    for (name, case, gap) in small_cases() {
        let network = Network::build(&case);
        let options = Options { engine: Engine::Auto, gap, time_limit_s: 600.0, seed: 1, prices: false, fixed: None };
        group.bench_function(name, |b| {
            b.iter(|| black_box(solve(&network, &options, &Quiet).expect("an example has a plan").objective));
        });
    }
}

criterion_group!(stages, reading, network, building, solving, priced::stages);
criterion_main!(stages);
