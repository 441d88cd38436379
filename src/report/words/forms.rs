//! How numbers and names are written, and small tables of them.

use std::fmt::Write as _;

use crate::units::grouped;

/// Whole children; a trace shows as `<1`.
pub(in crate::report) fn count(children: f64) -> String {
    match children {
        n if n < 0.005 => "0".to_owned(),
        n if n < 0.5 => "<1".to_owned(),
        n => grouped(n, 0),
    }
}

/// `1 child-year`, `1,234 child-years`.
pub(in crate::report) fn child_years(n: f64) -> String {
    let text = count(n);
    format!("{text} child-year{}", if text == "1" || text == "<1" { "" } else { "s" })
}

/// Up to one decimal.
pub(in crate::report) fn number(value: f64) -> String {
    grouped(value, usize::from((value - value.round()).abs() > 1e-9))
}

pub(in crate::report) fn percent(share: f64, decimals: usize) -> String {
    format!("{}%", grouped(100.0 * share, decimals))
}

/// `Name (id)`, a long name cut short; only the id where it has no other name.
pub(in crate::report) fn named(name: &str, id: &str) -> String {
    const LONGEST: usize = 48;
    if name == id {
        return id.to_owned();
    }
    if name.chars().count() <= LONGEST {
        return format!("{name} ({id})");
    }
    let start: String = name.chars().take(LONGEST - 1).collect();
    format!("{}… ({id})", start.trim_end())
}

/// A small table: the first column to the left, the others to the right.
pub(in crate::report) fn grid(head: &[&str], rows: &[Vec<String>]) -> String {
    let head = head.iter().map(|&text| text.to_owned()).collect();
    let lines: Vec<&Vec<String>> = std::iter::once(&head).chain(rows).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let mut text = String::new();
    for line in lines {
        let mut out = format!("  {:<1$}", line[0], widths[0]);
        for (cell, width) in line.iter().zip(&widths).skip(1) {
            let _ = write!(out, "  {cell:>width$}");
        }
        text.push_str(out.trim_end());
        text.push('\n');
    }
    text
}
