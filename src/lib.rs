//! Where should every child with an EHC plan go, and what should a council build or buy?
//!
//! Tables of children, places, projects and block contracts go in; a proven, audited plan comes out. The library does
//! the work, the program `placewise` only starts it.
//!
//! ```text
//! tables ─→ Case ─→ Network ─→ solve ─→ Outcome ─→ Plan ─→ Audit ─→ report ─→ run folder
//! read      what     where a    HiGHS     flows,    in       checked   tables,   written whole
//! & check   is so    child may            bound     planners'          figures,  or not at all
//!                    go, when,                      words              words
//!                    at what £
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`units`], [`id`] | pounds, kilometres, minutes, children, years; names of things and their positions |
//! | [`scenario`] | the tables as they are, or as a scenario changes them |
//! | [`diagnostic`] | what is wrong with the input, as data; every code explained |
//! | [`case`] | the planning problem, validated |
//! | [`tables`] | a folder of CSV files or a workbook → a case, every problem at once |
//! | [`network`] | a case → where every child may go, when and at what cost, in flat arrays |
//! | [`mip`], [`formulation`] | the mixed-integer programme, one constraint family per file |
//! | [`solve`] | engines: a network → decisions, starts and a proven bound |
//! | [`plan`] | the answer in planners' words |
//! | [`audit`] | feasibility and every pound worked out again from case and plan alone |
//! | [`answers`] | why: the same years as they are, what each decision is worth, findings in sentences |
//! | [`publish`] | counts that may be published: small ones hidden so that none can be worked out |
//! | [`report`] | output tables, figures and the words an officer reads, as bytes |
//! | [`run`], [`run_folder`] | all of it in order; the only module that writes files |
//! | [`sweep`] | many runs of one model, side by side |
//! | [`together`] | authorities that plan together, and each by itself |
//! | [`futures`] | one plan for many futures, and what that is worth |
//! | [`alternatives`] | plans nearly as good as the best, and in how many of them every decision is |
//! | [`regret`] | the decisions of each run under the assumptions of the others |
//! | [`desk`] | the contract desk: what each block offer is worth in every future |
//! | [`example`] | a made-up county |
//! | [`cli`] | the commands and their exit codes |
//!
//! ```no_run
//! use placewise::run::{Quiet, Ready, Request};
//!
//! let ready = Ready::read("models/example.toml".as_ref(), "base", &Quiet)?;
//! let finished = ready.solve(Request { gap: Some(0.001), ..Request::default() }, &Quiet)?;
//! println!("{}", finished.summary);
//! # Ok::<(), placewise::run::RunError>(())
//! ```

pub mod alternatives;
pub mod answers;
pub mod audit;
pub mod case;
pub mod cli;
pub mod desk;
pub mod diagnostic;
pub mod example;
pub mod formulation;
pub mod futures;
pub mod id;
pub mod mip;
pub mod network;
pub mod plan;
pub mod publish;
pub mod regret;
pub mod report;
pub mod run;
pub mod run_folder;
pub mod scenario;
pub mod solve;
pub mod sweep;
pub mod tables;
pub mod together;
pub mod units;
