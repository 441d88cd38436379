//! `localities`: somewhere children live.

use super::coordinates::point;
use super::raw::RawTable;
use super::reader::{At, rows};
use crate::case::{Grid, Locality, Point};
use crate::diagnostic::Diagnostics;
use crate::id::LocalityId;

/// A row of `localities`.
#[derive(Debug)]
pub(crate) struct LocalityRow<'t> {
    pub(crate) at: At,
    pub(crate) id: &'t str,
    pub(crate) name: &'t str,
    pub(crate) authority: &'t str,
    pub(crate) area: &'t str,
    pub(crate) point: Option<Point>,
}

/// Reads the table.
pub(crate) fn localities_from_rows<'t>(
    table: Option<&'t RawTable>,
    grid: &Grid,
    diagnostics: &mut Diagnostics,
) -> Vec<LocalityRow<'t>> {
    rows(table, diagnostics, |row| {
        let (id, point) = (row.id("locality"), point(row, grid));
        let (name, authority, area) = (row.text("name"), row.text("authority"), row.text("area"));
        LocalityRow { at: row.at(), id, name, authority, area, point }
    })
}

impl LocalityRow<'_> {
    /// The locality; `None` where the row was refused.
    pub(crate) fn to_case(&self) -> Option<Locality> {
        Some(Locality {
            id: LocalityId::new(self.id).ok()?,
            name: name_or_id(self.name, self.id),
            authority: self.authority.to_owned(),
            area: self.area.to_owned(),
            at: self.point?,
            boundary: Vec::new(),
        })
    }
}

/// The name, or the id where none is given.
pub(crate) fn name_or_id(name: &str, id: &str) -> String {
    (if name.is_empty() { id } else { name }).to_owned()
}
