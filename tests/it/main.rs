//! The whole library at work on small cases: tables in, audited plan out.

mod answers;
mod attacker;
mod bases;
mod benchmarks;
mod desk;
mod fixture;
mod futures;
mod golden;
mod nearby;
mod optima;
mod properties;
mod public_data;
mod real_county;
mod reasons;
mod relax;
mod second_solver;
mod truths;
mod workbook;
