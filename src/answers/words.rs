//! Numbers of things in words, as the sentences need them.

use crate::units::grouped;

/// Fewer children than this are not worth a sentence.
pub(super) const FEW: f64 = 0.5;

/// `fewer than 1 child`, `1 child`, `1,234 children`.
pub(super) fn children(n: f64) -> String {
    counted(n, "child", "children")
}

/// `1 child-year`, `1,234 child-years`.
pub(super) fn child_years(n: f64) -> String {
    counted(n, "child-year", "child-years")
}

/// `1 place`, `1,234 places`.
pub(super) fn places(n: f64) -> String {
    counted(n, "place", "places")
}

fn counted(n: f64, one: &str, many: &str) -> String {
    match grouped(n, 0) {
        _ if n > 0.0 && n < FEW => format!("fewer than 1 {one}"),
        text if text == "1" => format!("1 {one}"),
        text => format!("{text} {many}"),
    }
}

/// Whole numbers for parts of a whole, which add up to the whole rounded: those cut off most are rounded up first.
pub(super) fn rounded_together(parts: &[f64]) -> Vec<f64> {
    let mut whole: Vec<f64> = parts.iter().map(|part| part.floor()).collect();
    let missing = (parts.iter().sum::<f64>().round() - whole.iter().sum::<f64>()).max(0.0) as usize;
    let mut by_rest: Vec<usize> = (0..parts.len()).collect();
    by_rest.sort_by(|&a, &b| (parts[b] - whole[b]).total_cmp(&(parts[a] - whole[a])).then(a.cmp(&b)));
    for at in by_rest.into_iter().take(missing) {
        whole[at] += 1.0;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        assert_eq!(rounded_together(&[16.6, 1.6, 0.8]), [17.0, 1.0, 1.0]);
        assert_eq!(rounded_together(&[989.6, 312.5, 0.2]), [990.0, 312.0, 0.0]);
        assert!(rounded_together(&[]).is_empty());
    }
}
