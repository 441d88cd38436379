//! Where the tables come from: a folder of CSV files, one workbook, or files in memory.

mod csv;
pub(super) mod workbook;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use sha2::{Digest, Sha256};

use super::raw::RawTable;
use super::schema::{self, TABLES};
use super::suggest::did_you_mean;
use crate::diagnostic::catalogue::{hints, shape};
use crate::diagnostic::{Diagnostic, Diagnostics, why};

/// A file that was read, for the run's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name: `forecast.csv`.
    pub name: String,
    /// Where it was; its name where it was in memory.
    pub path: PathBuf,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Input {
    /// A file with these bytes.
    pub(crate) fn new(path: &Path, bytes: &[u8]) -> Self {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            let _ = write!(sha256, "{byte:02x}");
        }
        Self { name, path: path.to_owned(), sha256 }
    }
}

/// The bytes of the tables, not yet looked into.
#[derive(Debug, Clone, Default)]
pub struct Source {
    files: Vec<(PathBuf, Vec<u8>)>,
    problems: Diagnostics,
}

/// The raw tables by name, in the order of the schema.
pub(crate) type RawTables = IndexMap<&'static str, RawTable>;

impl Source {
    /// A folder of CSV files, or one `.xlsx` workbook. What cannot be opened is reported when the source is loaded.
    pub fn open(path: &Path) -> Self {
        let mut source = Self::default();
        if path.is_dir() {
            source.add_folder(path);
        } else if has_extension(path, "xlsx") || has_extension(path, "xlsm") {
            source.add_file(path, &shape::E106);
        } else {
            let shown = path.display().to_string();
            let what = if path.exists() { "is neither a folder nor an .xlsx workbook" } else { "is not there" };
            let problem = Diagnostic::new(&shape::E106, format!("`{shown}` {what}."));
            source.problems.push(problem.value(shown));
        }
        source
    }

    /// CSV files in memory: names (`forecast.csv` or `forecast`) and texts.
    pub fn memory<N: AsRef<str>, T: AsRef<[u8]>>(files: impl IntoIterator<Item = (N, T)>) -> Self {
        let named =
            |name: &str| PathBuf::from(if name.contains('.') { name.to_owned() } else { format!("{name}.csv") });
        let files = files.into_iter().map(|(name, text)| (named(name.as_ref()), text.as_ref().to_vec())).collect();
        Self { files, problems: Diagnostics::new() }
    }

    /// Why there is not one file to read.
    pub(crate) fn cannot_be_opened(&self) -> Option<&Diagnostics> {
        (self.files.is_empty() && self.problems.has_errors()).then_some(&self.problems)
    }

    /// The files, with their hashes.
    pub fn inputs(&self) -> Vec<Input> {
        self.files.iter().filter(|(path, _)| is_used(path)).map(|(path, bytes)| Input::new(path, bytes)).collect()
    }

    fn add_folder(&mut self, folder: &Path) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let shown = folder.display().to_string();
                let problem =
                    Diagnostic::new(&shape::E106, format!("The folder `{shown}` cannot be read: {}.", why(&error)));
                return self.problems.push(problem.value(shown));
            }
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.is_file() && !is_hidden(path));
        paths.sort();
        for path in paths {
            if has_extension(&path, "csv") {
                self.add_file(&path, &shape::E113);
            } else if schema::table(&table_name(&path)).is_some() {
                let file = file_name(&path);
                let message = format!("`{file}` is not a CSV file, so it is ignored.");
                self.problems.push(Diagnostic::new(&hints::W101, message).file(file).help("Save it as a CSV file."));
            }
        }
    }

    fn add_file(&mut self, path: &Path, entry: &'static crate::diagnostic::Entry) {
        match fs::read(path) {
            Ok(bytes) => self.files.push((path.to_owned(), bytes)),
            Err(error) => {
                let problem = Diagnostic::new(entry, format!("`{}` cannot be read: {}.", path.display(), why(&error)));
                self.problems.push(problem.file(file_name(path)));
            }
        }
    }

    /// Reads the cells, reporting files and sheets that are missing, unknown, doubled or damaged.
    pub(crate) fn read(&self, diagnostics: &mut Diagnostics) -> RawTables {
        diagnostics.extend(self.problems.clone());
        let mut found = RawTables::new();
        for (path, bytes) in &self.files {
            if has_extension(path, "csv") {
                self.read_csv_file(path, bytes, &mut found, diagnostics);
            } else {
                workbook::read(&file_name(path), bytes, &mut found, diagnostics);
            }
        }
        if !self.problems.has_errors() {
            self.report_missing(&found, diagnostics);
        }
        let position = |name: &str| TABLES.iter().position(|table| table.name == name);
        found.sort_by(|a, _, b, _| position(a).cmp(&position(b)));
        found
    }

    /// Reports the tables that must be there and are not.
    fn report_missing(&self, found: &RawTables, diagnostics: &mut Diagnostics) {
        let book = self.files.iter().find(|(path, _)| !has_extension(path, "csv")).map(|(path, _)| file_name(path));
        for table in TABLES.iter().filter(|table| table.required && !found.contains_key(table.name)) {
            let (what, file) = match &book {
                Some(book) => ("sheet", book.clone()),
                None => ("table", format!("{}.csv", table.name)),
            };
            // Without the remarks after what a row is.
            let row_is = table.row_is.split(';').next().unwrap_or_default();
            let message = format!("The {what} `{}` is missing. One row of it is {row_is}.", table.name);
            diagnostics.push(Diagnostic::new(&shape::E107, message).file(file));
        }
    }

    fn read_csv_file(&self, path: &Path, bytes: &[u8], found: &mut RawTables, diagnostics: &mut Diagnostics) {
        let file = file_name(path);
        let name = table_name(path);
        let Some(table) = schema::table(&name) else {
            let there = |name: &str| self.files.iter().any(|(path, _)| table_name(path) == name);
            let names = TABLES.iter().map(|table| table.name).filter(|name| !there(name));
            let help = did_you_mean(&name, names, hints::W101.fix);
            let message = format!("`{file}` is not one of the tables, so it is ignored.");
            return diagnostics.push(Diagnostic::new(&hints::W101, message).file(file).help(help));
        };
        keep(csv::read(table, &file, bytes, diagnostics), found, diagnostics);
    }
}

/// Keeps a table unless it is there already.
fn keep(raw: RawTable, found: &mut RawTables, diagnostics: &mut Diagnostics) {
    if let Some(other) = found.get(raw.schema.name) {
        let message = format!("`{}` and `{}` are both the table {}.", other.file, raw.file, raw.schema.name);
        return diagnostics.push(Diagnostic::new(&shape::E112, message).file(raw.file));
    }
    found.insert(raw.schema.name, raw);
}

/// Checks the header row: names are tidied, unknown and doubled columns reported; `None` where it is not a header row.
fn tidy_headers<'c>(
    table: &'static schema::Table,
    file: &str,
    line: u64,
    cells: impl Iterator<Item = &'c str>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<String>> {
    let written: Vec<&str> = cells.map(str::trim).collect();
    if !written.iter().any(|cell| table.column(&schema::tidy_name(cell)).is_some()) {
        let message = format!("The first row of {} is not a header row: it names none of its columns.", table.name);
        let first = written.iter().find(|cell| !cell.is_empty()).copied().unwrap_or_default();
        diagnostics.push(Diagnostic::new(&shape::E114, message).file(file).row(line).value(first));
        return None;
    }
    let mut headers: Vec<String> = Vec::with_capacity(written.len());
    for cell in &written {
        let name = schema::tidy_name(cell);
        if !name.is_empty() && headers.contains(&name) {
            let message = format!("The column `{cell}` is there twice.");
            diagnostics.push(Diagnostic::new(&shape::E109, message).file(file).row(line).column(name.as_str()));
        } else if !name.is_empty() && table.column(&name).is_none() {
            let missing = table.columns.iter().map(|c| c.name).filter(|c| !written.contains(c));
            let help = did_you_mean(&name, missing, hints::W102.fix);
            let message = format!("`{cell}` is not a column of {}, so it is ignored.", table.name);
            let warning = Diagnostic::new(&hints::W102, message).file(file).row(line).column(*cell);
            diagnostics.push(warning.value(*cell).help(help));
        }
        headers.push(name);
    }
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    Some(headers)
}

/// Whether the file is a workbook or one of the tables.
fn is_used(path: &Path) -> bool {
    !has_extension(path, "csv") || schema::table(&table_name(path)).is_some()
}

pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']))
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn table_name(path: &Path) -> String {
    schema::tidy_name(&path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()))
}
