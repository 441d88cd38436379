//! To be written.
pub mod progress;
