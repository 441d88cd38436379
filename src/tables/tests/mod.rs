//! The good example reads to the case it says, and each change to it causes the diagnostic it should.

#![allow(clippy::float_cmp, reason = "what is read is what was written, to the bit")]

mod boundaries;
mod diagnostics;
mod good;
mod hostile;
mod reading;
mod scenarios;
mod sources;
