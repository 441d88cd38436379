//! Data and programs that are not part of the project: found beside it, or the test is skipped and says so.

use std::path::PathBuf;

/// A folder of the public data, beside the project or where `PLACEWISE_DATA` says; `None`, with a word, where it is
/// absent.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let path = std::env::var_os("PLACEWISE_DATA").map_or_else(beside, PathBuf::from).join(name);
    if path.is_dir() {
        return Some(path);
    }
    skipped(&format!("{name} is not beside the project"));
    None
}

/// Says why a test was skipped.
pub(crate) fn skipped(why: &str) {
    said(&format!("skipped: {why}"));
}

/// Says something to whoever runs the tests.
#[expect(clippy::print_stderr, reason = "whoever runs the tests should know")]
pub(crate) fn said(what: &str) {
    eprintln!("{what}");
}
