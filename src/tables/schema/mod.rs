//! Every table and column, declared once: used by the reader, the templates and the page `docs/tables.md`.

mod inputs;

pub use inputs::TABLES;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text that names a row.
    Id,
    /// Ids separated by `;`, or `*`.
    Ids,
    /// Any text.
    Text,
    /// `2026` or `2026/27`.
    Year,
    /// `7`, `7-11`, `R`, `-2--1`, or `*` where everything may be meant.
    YearGroups,
    /// A number of at least 0 with this unit.
    Number(&'static str),
    /// A yearly rate, which may be negative.
    Rate,
    /// A part of the whole, 0 to 1 or with a per cent sign.
    Share,
    /// Shares separated by `;`.
    Shares,
    /// Metres on the National Grid.
    Metres,
    /// Degrees (EPSG:4326).
    Degrees,
    /// `yes` or `no`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// What the patched column holds.
    Any,
}

impl Type {
    /// In words, for messages, templates and the page.
    pub fn describe(self) -> String {
        match self {
            Self::Id => "id".to_owned(),
            Self::Ids => "ids, `;` between, or `*`".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Year => "year".to_owned(),
            Self::YearGroups => "year groups".to_owned(),
            Self::Number(unit) => format!("number, {unit}"),
            Self::Rate => "yearly rate".to_owned(),
            Self::Share => "share, 0 to 1".to_owned(),
            Self::Shares => "shares, `;` between".to_owned(),
            Self::Metres => "metres, EPSG:27700".to_owned(),
            Self::Degrees => "degrees, EPSG:4326".to_owned(),
            Self::Flag => "yes or no".to_owned(),
            Self::Choice(words) => words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", "),
            Self::Any => "any".to_owned(),
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// As in the header row.
    pub name: &'static str,
    /// What its cells hold.
    pub ty: Type,
    /// Whether the column must be there.
    pub required: bool,
    /// What it means.
    pub meaning: &'static str,
    /// What a blank stands for; empty where a blank is not allowed.
    pub default: &'static str,
}

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The file without `.csv`, or the sheet.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What one row is.
    pub row_is: &'static str,
    /// What holds without the table; empty where it is required.
    pub default: &'static str,
    /// Its columns, in the order of the templates.
    pub columns: &'static [Column],
}

impl Table {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// The table of this name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// A name as it is looked up: trimmed, small letters, `_` for blanks and hyphens.
pub fn tidy_name(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// A column that must be there and be filled in on every row.
const fn required(name: &'static str, ty: Type, meaning: &'static str) -> Column {
    Column { name, ty, required: true, meaning, default: "" }
}

/// A column that may be left out.
const fn optional(name: &'static str, ty: Type, default: &'static str, meaning: &'static str) -> Column {
    Column { name, ty, required: false, meaning, default }
}
