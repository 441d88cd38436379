//! The good example reads to the case it says, and each change to it causes the diagnostic it should.

mod diagnostics;
mod good;
mod reading;
