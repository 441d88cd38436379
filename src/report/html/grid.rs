//! Tables of the page: a caption, named columns, a header for every row, and shades where a pattern is to be seen.

use std::borrow::Cow;

use maud::{Markup, html};

use super::numbers::BLANK;

/// A table in the making.
#[derive(Debug)]
pub(in crate::report) struct Grid {
    id: Cow<'static, str>,
    caption: String,
    head: Vec<Col>,
    rows: Vec<Vec<Entry>>,
    foot: Vec<Vec<Entry>>,
}

/// A column: its header, and whether it holds words rather than numbers.
#[derive(Debug, Clone)]
pub(in crate::report) struct Col {
    name: String,
    words: bool,
}

/// A cell: what it says, and how darkly it is shaded, 0 to 1.
#[derive(Debug, Clone, Default)]
pub(in crate::report) struct Entry {
    text: String,
    shade: Option<f64>,
}

/// A column of numbers; the header carries the unit.
pub(in crate::report) fn numbers(name: impl Into<String>) -> Col {
    Col { name: name.into(), words: false }
}

/// A column of words.
pub(in crate::report) fn words(name: impl Into<String>) -> Col {
    Col { name: name.into(), words: true }
}

/// A shaded cell.
pub(in crate::report) fn shaded(text: String, share: f64) -> Entry {
    Entry { text, shade: Some(share) }
}

impl<T: Into<String>> From<T> for Entry {
    fn from(text: T) -> Self {
        Self { text: text.into(), shade: None }
    }
}

impl Grid {
    /// An empty table; the first column heads its rows. `id` is unique on the page.
    pub(in crate::report) fn new(id: impl Into<Cow<'static, str>>, caption: impl Into<String>, head: Vec<Col>) -> Self {
        Self { id: id.into(), caption: caption.into(), head, rows: Vec::new(), foot: Vec::new() }
    }

    /// Adds a row.
    pub(in crate::report) fn row(&mut self, cells: Vec<Entry>) {
        debug_assert_eq!(cells.len(), self.head.len(), "{}", self.id);
        self.rows.push(cells);
    }

    /// Adds a row below the line: a total, or the rest.
    pub(in crate::report) fn total(&mut self, cells: Vec<Entry>) {
        debug_assert_eq!(cells.len(), self.head.len(), "{}", self.id);
        self.foot.push(cells);
    }

    /// Whether it has no rows.
    pub(in crate::report) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.foot.is_empty()
    }

    /// The table, within a frame that can be scrolled with the keyboard where the screen is narrow.
    pub(in crate::report) fn markup(&self) -> Markup {
        let caption = format!("{}-caption", self.id);
        html! {
            div class="frame" role="region" tabindex="0" aria-labelledby=(caption) {
                table id=(self.id) class=[self.class()] {
                    caption id=(caption) { (self.caption) }
                    thead { tr { @for col in &self.head { th scope="col" class=[col.words.then_some("words")] { (col.name) } } } }
                    tbody { @for row in &self.rows { (self.line(row)) } }
                    @if !self.foot.is_empty() { tfoot { @for row in &self.foot { (self.line(row)) } } }
                }
            }
        }
    }

    /// Set smaller where it has many columns; kept on one sheet of paper where it has few rows.
    fn class(&self) -> Option<String> {
        let wide = match self.head.len() {
            0..=8 => None,
            9..=11 => Some("wide"),
            12..=14 => Some("wide wider"),
            _ => Some("widest"),
        };
        let short = (self.rows.len() + self.foot.len() <= 14).then_some("short");
        let classes: Vec<&str> = wide.into_iter().chain(short).collect();
        (!classes.is_empty()).then(|| classes.join(" "))
    }

    fn line(&self, row: &[Entry]) -> Markup {
        let named = |entry: &Entry| if entry.text.is_empty() { BLANK.to_owned() } else { entry.text.clone() };
        html! {
            tr {
                @for (i, (entry, col)) in row.iter().zip(&self.head).enumerate() {
                    @if i == 0 { th scope="row" class=[(entry.text.chars().count() > LONG).then_some("long")] { (named(entry)) } }
                    @else { td class=[class(entry, col)] { (named(entry)) } }
                }
            }
        }
    }
}

/// Letters from which a name is given room in a table of many columns.
const LONG: usize = 24;

/// The class of a cell: words to the left, or one of six shades.
fn class(entry: &Entry, col: &Col) -> Option<String> {
    let shade = entry.shade.map(|share| (share.clamp(0.0, 1.0) * 6.0).ceil() as usize).filter(|&shade| shade > 0);
    match (col.words, shade) {
        (true, _) => Some("words".to_owned()),
        (false, Some(shade)) => Some(format!("s{shade}")),
        (false, None) => None,
    }
}
