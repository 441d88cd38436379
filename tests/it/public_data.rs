//! Data that is not part of the project: found beside it, or the test is skipped and says so.

use std::path::PathBuf;

/// A folder of the public data; `None`, with a word, where it is absent.
pub fn folder(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {name} is not beside the project");
    None
}
