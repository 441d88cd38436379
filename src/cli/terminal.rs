//! The two streams: data to standard output, talk to standard error.

use std::fmt;
use std::io::{self, Write};

/// Data: what the user asked for.
pub(super) fn data(text: impl fmt::Display) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "{text}")?;
    out.flush()
}

/// Talk. Nobody listening is no failure.
pub(super) fn say(text: impl fmt::Display) {
    let _ = write!(io::stderr().lock(), "{text}");
}
