//! How the cells of the workbook look: number formats by unit, headings, and texts that fit into a cell.

use rust_xlsxwriter::{Format, FormatAlign};

use crate::report::Unit;

/// Letters that Excel lets a cell hold (those beyond the usual planes count twice), less what a note takes.
const MOST_UNITS: usize = 32_700;

/// Whole pounds with thousands separators.
pub(super) const POUNDS: &str = "£#,##0;-£#,##0";

/// Children to one decimal.
pub(super) const CHILDREN: &str = "#,##0.0";

/// The number format of a unit.
pub(super) fn number_format(unit: Unit) -> &'static str {
    match unit {
        Unit::Text => "General",
        Unit::Year | Unit::Rank | Unit::Minutes => "0",
        Unit::Children | Unit::PlaceYears => CHILDREN,
        Unit::Pounds | Unit::PoundsPerChildYear | Unit::PoundsPerPlaceYear => POUNDS,
        Unit::Kilometres => "0.0",
        Unit::Share => "0.0%",
    }
}

/// Numbers of a table: by their unit, a little off what stands to the right of them; a year is a label.
pub(super) fn figure(unit: Unit) -> Format {
    let format = top().set_num_format(number_format(unit));
    match unit {
        Unit::Year => format.set_align(FormatAlign::Left),
        Unit::Text => format,
        _ => format.set_align(FormatAlign::Right).set_indent(1),
    }
}

/// What stands above a column: over its numbers where it has any.
pub(super) fn column_heading(unit: Unit) -> Format {
    let format = Format::new().set_bold();
    match unit {
        Unit::Text | Unit::Year => format,
        _ => format.set_align(FormatAlign::Right),
    }
}

/// Text that stands at the top of its row.
pub(super) fn top() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

/// How high a row is, in points, with so many letters in a column so many letters wide: programs other than Excel do not
/// make room by themselves.
pub(super) fn height(letters: usize, width: usize) -> f64 {
    const LINE: f64 = 15.0;
    // Words do not break, so a line holds fewer letters than it has room for.
    let lines = letters.div_ceil((width * 9 / 10).max(1)).clamp(1, 27);
    LINE * lines as f64
}

/// The title of a sheet.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(16)
}

/// A heading within a sheet.
pub(super) fn heading() -> Format {
    Format::new().set_bold().set_font_size(12)
}

/// Text over several lines.
pub(super) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left)
}

/// The text as a cell can hold it; where it is cut it says so.
pub(in crate::report) fn fitting(text: &str) -> String {
    const CUT: &str = " … (cut: Excel holds no more)";
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return text.to_owned();
    }
    let mut room = MOST_UNITS - CUT.len();
    let fits = |letter: &char| {
        let left = room.checked_sub(letter.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).chain(CUT.chars()).collect()
}
