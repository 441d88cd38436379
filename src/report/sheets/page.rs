//! Chapters of tables as a page.

use maud::{Markup, html};

use super::{Chapter, NOTHING, Said, Sheet};
use crate::report::html::{document, grid};

/// Chapters as one page.
pub(in crate::report) fn sheet_page(title: &str, chapters: &[Chapter]) -> Vec<u8> {
    let body = html! {
        header { h1 { (title) } }
        nav aria-label="Contents" {
            ol { @for (at, chapter) in chapters.iter().enumerate() { li { a href={ "#part-" (at) } { (chapter.title) } } } }
        }
        main { @for (at, chapter) in chapters.iter().enumerate() { (section(at, chapter)) } }
        footer { p { "The CSV files beside this page hold the figures." } }
    };
    document(title, &body)
}

fn section(at: usize, chapter: &Chapter) -> Markup {
    let id = format!("part-{at}");
    html! {
        section id=(id) {
            h2 { (chapter.title) }
            @if let [note] = chapter.notes.as_slice() { p { (note) } }
            @else if !chapter.notes.is_empty() { ul class="findings" { @for note in &chapter.notes { li { (note) } } } }
            @for sheet in &chapter.sheets {
                @if !sheet.rows.is_empty() { (table(&id, sheet).markup()) }
                @else { p class="empty" { @if sheet.title != chapter.title { (sheet.title) ": " } (NOTHING) } }
            }
        }
    }
}

fn table(part: &str, sheet: &Sheet) -> grid::Grid {
    let is_words = |at: usize| sheet.rows.iter().all(|row| matches!(row.get(at), Some(Said::Text(_) | Said::Blank)));
    let head = sheet.head.iter().enumerate();
    let head = head.map(|(at, name)| if is_words(at) { grid::words(name) } else { grid::numbers(name) }).collect();
    let mut table = grid::Grid::new(format!("{part}-{}", sheet.name), sheet.title, head);
    for row in &sheet.rows {
        table.row(row.iter().map(Said::entry).collect());
    }
    table
}
