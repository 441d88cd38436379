//! Collects diagnostics, counts them and puts them in a fixed order.

use std::collections::HashSet;

use serde::Serialize;

use super::{Diagnostic, Severity, text};

/// Everything there is to tell about an input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

/// What the JSON rendering holds.
#[derive(Serialize)]
struct Listing<'a> {
    errors: usize,
    warnings: usize,
    notices: usize,
    diagnostics: &'a [Diagnostic],
}

impl Diagnostics {
    /// Nothing to tell yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Self) {
        self.items.extend(other.items);
    }

    /// Puts them in the order in which they are shown: errors first, then by scenario,
    /// file, code, column and row.
    pub fn sort(&mut self) {
        self.items.sort_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Changes each of them.
    pub(crate) fn map(&mut self, change: impl FnMut(Diagnostic) -> Diagnostic) {
        self.items = std::mem::take(&mut self.items).into_iter().map(change).collect();
    }

    /// What there is to tell that another collection does not tell of the same place.
    #[must_use]
    pub fn beyond(self, other: &Self) -> Self {
        let known: HashSet<_> = other.items.iter().map(place).collect();
        Self { items: self.items.into_iter().filter(|d| !known.contains(&place(d))).collect() }
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether the input cannot be used.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// For people: grouped by file, readable without colour, long runs shortened.
    pub fn to_text(&self) -> String {
        text::render(self)
    }

    /// For programs: all of them, with the counts.
    ///
    /// # Errors
    /// When the text cannot be written as JSON, which strings and numbers always can.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&Listing {
            errors: self.count(Severity::Error),
            warnings: self.count(Severity::Warning),
            notices: self.count(Severity::Notice),
            diagnostics: &self.items,
        })
    }
}

/// What a diagnostic is about, whatever the scenario.
fn place(d: &Diagnostic) -> (&'static str, Option<&str>, Option<&str>, Option<u64>) {
    (d.code, d.file.as_deref(), d.column.as_deref(), d.row)
}

/// By what diagnostics are ordered.
fn key(d: &Diagnostic) -> impl Ord + '_ {
    (d.severity, &d.scenario, &d.file, d.code, &d.column, d.row, &d.value, &d.message)
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
