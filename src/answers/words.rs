//! Numbers of things in words, as the sentences need them.

use crate::units::grouped;

/// Fewer children than this are not worth a sentence.
pub(super) const FEW: f64 = 0.5;

/// `fewer than 1 children`, `1 child`, `1,234 children`.
pub(super) fn children(n: f64) -> String {
    let text = counted(n);
    format!("{text} {}", if text == "1" { "child" } else { "children" })
}

/// `1 child-year`, `1,234 child-years`.
pub(super) fn child_years(n: f64) -> String {
    let text = counted(n);
    format!("{text} {}", if text == "1" { "child-year" } else { "child-years" })
}

/// `1 place`, `1,234 places`.
pub(super) fn places(n: f64) -> String {
    format!("{} {}", grouped(n, 0), if grouped(n, 0) == "1" { "place" } else { "places" })
}

fn counted(n: f64) -> String {
    if n > 0.0 && n < FEW { "fewer than 1".to_owned() } else { grouped(n, 0) }
}
