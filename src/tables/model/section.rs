//! One section of the model file: settings are taken one by one, and what is left over is unknown.

use std::fmt::Display;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::catalogue::{hints, shape};
use crate::diagnostic::{Diagnostic, Diagnostics, Entry};
use crate::tables::reader::year;
use crate::tables::suggest::did_you_mean;

/// An inclusive range.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between<T>(pub(super) T, pub(super) T);

/// A section being read.
pub(super) struct Section<'t, 'd> {
    text: &'t str,
    file: &'t str,
    /// `travel.` in front of the names of its settings; blank at the top.
    prefix: String,
    table: &'t DeTable<'t>,
    diagnostics: &'d mut Diagnostics,
    known: Vec<&'static str>,
}

/// Line and character of a byte of the text, counted from 1.
pub(super) fn position(text: &str, byte: usize) -> (u64, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.bytes().filter(|&b| b == b'\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (line, column)
}

impl<'t, 'd> Section<'t, 'd> {
    pub(super) fn new(text: &'t str, file: &'t str, table: &'t DeTable<'t>, diagnostics: &'d mut Diagnostics) -> Self {
        Self { text, file, prefix: String::new(), table, diagnostics, known: Vec::new() }
    }

    /// The name of the model file.
    pub(super) fn file(&self) -> &'t str {
        self.file
    }

    /// The names of all its settings and their lines, in the order of the file.
    pub(super) fn keys(&self) -> Vec<(String, u64)> {
        let mut keys: Vec<_> = self.table.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        keys.into_iter().map(|key| (key.get_ref().to_string(), position(self.text, key.span().start).0)).collect()
    }

    /// Reads a section within this one; `None` where it is not there.
    pub(super) fn section<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Section<'t, '_>) -> T) -> Option<T> {
        let Some(table) = self.take(name)?.as_table() else {
            self.refuse_type(name, "a section");
            return None;
        };
        let prefix = format!("{}{name}.", self.prefix);
        let diagnostics = &mut *self.diagnostics;
        let mut inner = Section { text: self.text, file: self.file, prefix, table, diagnostics, known: Vec::new() };
        let value = read(&mut inner);
        if name != "scenarios" {
            inner.finish();
        }
        Some(value)
    }

    /// Warns of the settings that nobody asked for.
    pub(super) fn finish(&mut self) {
        for (key, _) in self.keys().iter().filter(|(key, _)| !self.known.contains(&key.as_str())) {
            let missing = self.known.iter().copied().filter(|name| self.table.get(*name).is_none());
            let help = did_you_mean(key, missing, hints::W103.fix);
            let message = format!("`{}{key}` is not a setting, so it is ignored.", self.prefix);
            let warning = self.place(&hints::W103, key, message).help(help);
            self.diagnostics.push(warning);
        }
    }

    /// Text; `None` where it is not there or refused.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        let value = self.take(name)?;
        let text = value.as_str().map(ToOwned::to_owned);
        if text.is_none() {
            self.refuse_type(name, "text in double quotes");
        }
        text
    }

    /// Text (`Ok`) or a number (`Err`).
    pub(super) fn text_or_number(&mut self, name: &'static str) -> Option<Result<String, f64>> {
        let value = self.take(name)?;
        match (value.as_str(), as_number(value)) {
            (Some(text), _) => Some(Ok(text.to_owned())),
            (_, Some(number)) => Some(Err(number)),
            _ => {
                self.refuse_type(name, "text or a number");
                None
            }
        }
    }

    /// A number within a range, or the default.
    pub(super) fn number(&mut self, name: &'static str, default: f64, range: Between<f64>) -> f64 {
        let Some(value) = self.take(name) else { return default };
        let Some(number) = as_number(value) else {
            self.refuse_type(name, "a number");
            return default;
        };
        self.check(name, number, range).unwrap_or(default)
    }

    /// A whole number within a range, or the default.
    pub(super) fn whole(&mut self, name: &'static str, default: i64, range: Between<i64>) -> i64 {
        self.whole_if_there(name, range).flatten().unwrap_or(default)
    }

    /// A whole number within a range that must be there.
    pub(super) fn required_whole(&mut self, name: &'static str, range: Between<i64>) -> Option<i64> {
        let found = self.whole_if_there(name, range);
        if found.is_none() {
            let message = format!("`{}{name}` is missing.", self.prefix);
            let missing = Diagnostic::new(&shape::E103, message).file(self.file).column(name);
            self.diagnostics.push(missing);
        }
        found.flatten()
    }

    /// An academic year that must be there: `2026` or `"2026/27"`.
    pub(super) fn required_year(&mut self, name: &'static str) -> Option<i64> {
        let text = self.table.get(name).and_then(|value| value.get_ref().as_str());
        let Some(year) = text.and_then(|text| year(text).ok()) else {
            return self.required_whole(name, Between(1990, 2150));
        };
        self.known.push(name);
        Some(i64::from(year.0))
    }

    /// `None` where it is not there, `Some(None)` where it is refused.
    #[allow(clippy::option_option, reason = "not there, refused and read are three things")]
    fn whole_if_there(&mut self, name: &'static str, range: Between<i64>) -> Option<Option<i64>> {
        let value = self.take(name)?;
        let whole = value.as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
        if whole.is_none() {
            self.refuse_type(name, "a whole number");
        }
        Some(whole.and_then(|whole| self.check(name, whole, range)))
    }

    /// True or false, or the default.
    pub(super) fn flag(&mut self, name: &'static str, default: bool) -> bool {
        let Some(value) = self.take(name) else { return default };
        if value.as_bool().is_none() {
            self.refuse_type(name, "true or false");
        }
        value.as_bool().unwrap_or(default)
    }

    /// A list of texts; those that are not text are refused.
    pub(super) fn texts(&mut self, name: &str) -> Vec<String> {
        let value = self.table.get(name).map(Spanned::get_ref);
        let texts: Option<Vec<String>> = value
            .and_then(DeValue::as_array)
            .and_then(|items| items.iter().map(|item| item.get_ref().as_str().map(ToOwned::to_owned)).collect());
        if texts.is_none() {
            self.refuse_type(name, "a list of texts in square brackets");
        }
        texts.unwrap_or_default()
    }

    /// The value, if it is inside the range; reported otherwise.
    pub(super) fn check<T: PartialOrd + Display + Copy>(
        &mut self,
        name: &str,
        value: T,
        range: Between<T>,
    ) -> Option<T> {
        if range.0 <= value && value <= range.1 {
            return Some(value);
        }
        let message = format!("{name} must be from {} to {}, not {value}.", range.0, range.1);
        self.refuse(&shape::E105, name, message, None);
        None
    }

    /// Reports a problem with a setting.
    pub(super) fn refuse(&mut self, entry: &'static Entry, name: &str, message: String, help: Option<&str>) {
        let diagnostic = self.place(entry, name, message);
        self.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    fn refuse_type(&mut self, name: &str, wanted: &str) {
        let message = format!("`{}{name}` must be {wanted}.", self.prefix);
        self.refuse(&shape::E104, name, message, None);
    }

    fn take(&mut self, name: &'static str) -> Option<&'t DeValue<'t>> {
        self.known.push(name);
        self.table.get(name).map(Spanned::get_ref)
    }

    fn place(&self, entry: &'static Entry, name: &str, message: String) -> Diagnostic {
        let diagnostic = Diagnostic::new(entry, message).file(self.file).column(format!("{}{name}", self.prefix));
        let Some((key, value)) = self.table.get_key_value(name) else { return diagnostic };
        let written = self.text.get(value.span()).unwrap_or_default();
        diagnostic.row(position(self.text, key.span().start).0).value(written)
    }
}

/// Whole or decimal.
fn as_number(value: &DeValue<'_>) -> Option<f64> {
    let whole = value.as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok()).map(|i| i as f64);
    whole.or_else(|| value.as_float().and_then(|float| float.as_str().parse().ok()))
}
