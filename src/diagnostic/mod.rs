//! What is wrong with the input, as data: severity, stable code, file, row, column, value, message and what to do.
//!
//! A [`Diagnostic`] is only made from an [`Entry`] of the [`catalogue`], so every code a user can meet is explained.

pub mod catalogue;
mod collector;
mod os;
mod text;

#[cfg(test)]
mod tests;

use std::fmt;

use serde::Serialize;

pub use catalogue::Entry;
pub use collector::Diagnostics;
pub use os::why;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input cannot be used until it is put right.
    Error,
    /// The input can be used, but probably does not say what was meant.
    Warning,
    /// Worth knowing.
    Notice,
}

impl Severity {
    /// `error`, `warning` or `notice`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing to tell the user about the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Error, warning or notice: the first letter of the code.
    pub severity: Severity,
    /// The stable code, such as `E301`.
    pub code: &'static str,
    /// The scenario in which it arises; `None` where it concerns the tables as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// The file, or the workbook and its sheet.
    pub file: Option<String>,
    /// Line of the file or row of the sheet, counted from 1; the header is row 1.
    pub row: Option<u64>,
    /// The column or the setting of the model file.
    pub column: Option<String>,
    /// What is written there.
    pub value: Option<String>,
    /// What is wrong, in plain English.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Private, so that a diagnostic is only made from the catalogue.
    #[serde(skip)]
    entry: &'static Entry,
}

impl Diagnostic {
    /// A diagnostic that is about no place in particular yet; the help is the catalogue's until another is given.
    pub fn new(entry: &'static Entry, message: impl Into<String>) -> Self {
        Self {
            severity: entry.severity(),
            code: entry.code,
            scenario: None,
            file: None,
            row: None,
            column: None,
            value: None,
            message: message.into(),
            help: entry.fix.to_owned(),
            entry,
        }
    }

    /// In this file.
    #[must_use]
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// On this row, counted from 1.
    #[must_use]
    pub fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// In this column.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// With this value.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// What to do, in place of the catalogue's advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}
