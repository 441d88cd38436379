//! Every code once: what it means, why it matters, an example and the fix. Feeds `placewise explain CODE` and the docs.
//!
//! `E1` and `W1`: files and their shape. `E2`: values. `E3`: references. `E4`, `W4` and `N4`: across tables.

pub mod across;
pub mod hints;
pub mod references;
pub mod shape;
pub mod values;

use super::Severity;

/// What there is to say about a code.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code, such as `E301`; its first letter is the severity.
    pub code: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// An example of input that causes it.
    pub example: &'static str,
    /// What to do.
    pub fix: &'static str,
}

impl Entry {
    /// The severity its first letter stands for.
    pub fn severity(&self) -> Severity {
        match self.code.as_bytes().first() {
            Some(b'W') => Severity::Warning,
            Some(b'N') => Severity::Notice,
            _ => Severity::Error,
        }
    }
}

/// Declares entries and the list of them.
macro_rules! entries {
    ($($code:ident $title:literal {
        means $meaning:literal, matters $why:literal, example $example:literal, fix $fix:literal $(,)?
    })*) => {
        $(
            #[doc = $title]
            pub static $code: $crate::diagnostic::Entry = $crate::diagnostic::Entry {
                code: stringify!($code),
                title: $title,
                meaning: $meaning,
                why: $why,
                example: $example,
                fix: $fix,
            };
        )*
        /// The entries of this file, by code.
        pub(super) static ENTRIES: &[&$crate::diagnostic::Entry] = &[$(&$code),*];
    };
}
use entries;

/// All entries: errors, then warnings, then notices, each by code.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    [shape::ENTRIES, values::ENTRIES, references::ENTRIES, across::ENTRIES, hints::ENTRIES]
        .into_iter()
        .flatten()
        .copied()
}

/// The entry of a code, whatever the case of its letter.
pub fn find(code: &str) -> Option<&'static Entry> {
    let code = code.trim();
    all().find(|entry| entry.code.eq_ignore_ascii_case(code))
}
