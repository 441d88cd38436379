//! The stages of the priced engine: one evaluation of the bound, the climb, the master, repair, polish, and the whole
//! solve. A county of 600 localities has too many starts to be polished.

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion};

use placewise::example::Size;
use placewise::network::Network;
use placewise::solve::parts::{Packed, Stages};
use placewise::solve::progress::Quiet;
use placewise::solve::{Engine, Options, solve};

/// Temperature of the evaluation, discounted £ a child: the last of the climb.
const TAU: f64 = 100.0;
/// Most seconds for the master.
const SECONDS_TO_DECIDE: f64 = 3.0;
/// Neither the time (seconds) nor the gap stops a stage.
const UNHURRIED: Options =
    Options { engine: Engine::Priced, gap: 0.0, time_limit_s: 1e6, seed: 1, prices: false, fixed: None };

/// The gap at which a whole solve stops.
fn gap(size: Size) -> f64 {
    match size {
        Size::S | Size::M => 0.005,
        Size::L | Size::Xl | Size::Xxl => 0.05,
    }
}

pub(crate) fn stages(bench: &mut Criterion) {
    for size in super::sizes() {
        let case = super::case(size);
        let network = Network::build(&case);
        let mut group = bench.benchmark_group(format!("priced {size}"));
        group.sample_size(10);
        one_by_one(&mut group, &network);
        let options = Options { gap: gap(size), time_limit_s: 600.0, ..UNHURRIED };
        group.bench_function("solve", |b| {
            b.iter(|| black_box(solve(&network, &options, &Quiet).expect("an example has a plan").objective));
        });
    }
}

fn one_by_one(group: &mut BenchmarkGroup<'_, WallTime>, network: &Network) {
    let packed = Packed::of(network);
    let start = Stages::start(&packed, &UNHURRIED);
    group.bench_function("climb", |b| b.iter_batched_ref(|| start.clone(), Stages::climb, BatchSize::PerIteration));
    let mut climbed = start.clone();
    climbed.climb();
    group.bench_function("evaluation", |b| b.iter(|| black_box(climbed.evaluate(TAU))));
    let decide = || climbed.decide(SECONDS_TO_DECIDE).expect("the master does not fail");
    group.bench_function("master", |b| b.iter(|| black_box(decide())));
    let decisions = decide().expect("an example has decisions");
    group.bench_function("repair", |b| b.iter(|| black_box(climbed.repair(&decisions))));
    let mut settled = climbed.clone();
    let placed = settled.place(decisions).expect("the first decisions are worth placing");
    group.bench_function("polish", |b| {
        let polish = |stages: &mut Stages| stages.polish(&placed).expect("HiGHS does not fail");
        b.iter_batched_ref(|| settled.clone(), polish, BatchSize::PerIteration);
    });
}
