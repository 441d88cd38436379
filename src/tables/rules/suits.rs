//! What can meet which need, before there is a case: the built-in table and the rows that could be read.

use std::collections::HashMap;

use crate::case::{Kind, Need, Suitability, SuitabilityRule};
use crate::id::{BandIx, KindIx, NeedIx};
use crate::tables::kinds::default_suitability;
use crate::tables::link::Linked;

/// The suitability of kinds for needs and bands.
pub(super) struct Suits<'l> {
    needs: &'l [Need],
    kinds: &'l [Kind],
    rows: HashMap<(NeedIx, Option<BandIx>, KindIx), &'l SuitabilityRule>,
}

impl<'l> Suits<'l> {
    pub(super) fn new(linked: &'l Linked) -> Self {
        let rows = linked.suitability.iter().flatten().map(|rule| ((rule.need, rule.band, rule.kind), rule));
        Self { needs: &linked.needs, kinds: &linked.kinds, rows: rows.collect() }
    }

    /// Whether a new child could be offered this kind.
    pub(super) fn offers(&self, kind: KindIx, need: NeedIx, band: BandIx) -> bool {
        let row = self.rows.get(&(need, Some(band), kind)).or_else(|| self.rows.get(&(need, None, kind)));
        let suitability = row.map(|rule| rule.suitability).or_else(|| {
            let (need, kind) = (self.needs.get(need.get())?, self.kinds.get(kind.get())?);
            Some(default_suitability(kind.family, need.id.as_str()))
        });
        suitability != Some(Suitability::Unsuitable)
    }
}
