//! `settings`: a school or college on its site.

use super::coordinates::point;
use super::localities::name_or_id;
use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::{Grid, Point, Setting};
use crate::diagnostic::Diagnostics;
use crate::id::SettingId;

/// A row of `settings`.
#[derive(Debug)]
pub(crate) struct SettingRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) name: &'t str,
    pub(crate) authority: &'t str,
    pub(crate) point: Option<Point>,
}

/// Reads the table.
pub(crate) fn settings_from_rows<'t>(
    table: Option<&'t RawTable>,
    grid: &Grid,
    diagnostics: &mut Diagnostics,
) -> Vec<SettingRow<'t>> {
    rows(table, diagnostics, |row| {
        let (id, point) = (row.id("setting"), point(row, grid));
        let (name, authority) = (row.text("name"), row.text("authority"));
        SettingRow { at: row.at(), id, name, authority, point }
    })
}

impl SettingRow<'_> {
    /// The setting; `None` where the row was refused.
    pub(crate) fn to_case(&self) -> Option<Setting> {
        Some(Setting {
            id: SettingId::new(self.id).ok()?,
            name: name_or_id(self.name, self.id),
            authority: self.authority.to_owned(),
            at: self.point?,
        })
    }
}
