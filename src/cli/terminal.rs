//! The two streams: data to standard output, talk to standard error.

use std::fmt;
use std::io::{self, Write};

/// Data: what the user asked for.
pub(super) fn data(text: impl fmt::Display) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "{text}")?;
    out.flush()
}

/// Talk, unless the user asked for quiet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Talk {
    pub(super) quiet: bool,
}

impl Talk {
    /// Says something that is no problem.
    pub(super) fn say(self, text: impl fmt::Display) {
        if !self.quiet {
            say(text);
        }
    }
}

/// Talk. Nobody listening is no failure.
pub(super) fn say(text: impl fmt::Display) {
    let _ = write!(io::stderr().lock(), "{text}");
}
