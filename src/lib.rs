//! placewise
#![allow(missing_docs)]

pub mod audit;
pub mod case;
pub mod cli;
pub mod diagnostic;
pub mod example;
pub mod formulation;
pub mod id;
pub mod mip;
pub mod network;
pub mod plan;
pub mod report;
pub mod run;
pub mod run_folder;
pub mod solve;
pub mod tables;
pub mod units;
