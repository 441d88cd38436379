//! The text of one cell to a number, a share, a year or year groups.

use crate::case::YearGroups;
use crate::diagnostic::Entry;
use crate::diagnostic::catalogue::values;
use crate::units::Year;

/// A value, or why there is none.
pub(crate) type Cell<T> = Result<T, (&'static Entry, String)>;

/// A finite number. Pound signs and separators of thousands are read.
pub(crate) fn number(text: &str) -> Cell<f64> {
    if text.starts_with('#') {
        return Err((&values::E203, format!("`{text}` is an error that a calculation in Excel has left.")));
    }
    let value = text.parse::<f64>().or_else(|_| dressed_number(text).ok_or(()));
    match value {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err((&values::E203, format!("`{text}` is not a finite number."))),
        Err(()) => Err((&values::E202, format!("`{text}` is not a number."))),
    }
}

/// `£1,234.50`, `1 234`: commas or spaces only where they separate thousands, one or the other.
fn dressed_number(text: &str) -> Option<f64> {
    const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
    let (minus, rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let rest = rest.strip_prefix('£').unwrap_or(rest).trim();
    let separator = if rest.contains(',') { ',' } else { rest.chars().find(|c| SPACES.contains(c)).unwrap_or(',') };
    let (whole, decimals) = rest.split_once('.').unwrap_or((rest, ""));
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let tidy = digits(first) && digits(decimals) && groups.all(|group| group.len() == 3 && digits(group));
    let tidy = tidy && (1..=3).contains(&first.len()) | !whole.contains(separator);
    if !tidy {
        return None;
    }
    rest.replace(separator, "").parse::<f64>().ok().map(|value| minus * value)
}

/// A share: `0.25` or `25%`.
pub(crate) fn share(text: &str) -> Cell<f64> {
    match text.strip_suffix('%') {
        Some(percent) => number(percent.trim()).map(|value| value / 100.0),
        None => number(text),
    }
}

/// `2026`, `2026/27`, `2026-27` or `2026/2027`.
pub(crate) fn year(text: &str) -> Cell<Year> {
    let refused = || {
        let what = if is_date(text) { "is a date: give the academic year alone" } else { "is not an academic year" };
        (&values::E205, format!("`{text}` {what}."))
    };
    let (first, second) = text.split_once(['/', '-']).map_or((text, None), |(a, b)| (a.trim(), Some(b.trim())));
    let begins: i32 = first.parse().map_err(|_| refused())?;
    if second.is_some_and(|_| first.len() != 4) {
        return Err(refused());
    }
    if !(1990..=2150).contains(&begins) {
        let message = format!("The year {begins} is out of range: years run from 1990 to 2150.");
        return Err((&values::E205, message));
    }
    if let Some(second) = second {
        let ends: i32 = second.parse().map_err(|_| refused())?;
        if ends != begins + 1 && !(second.len() == 2 && ends == (begins + 1).rem_euclid(100)) {
            return Err(refused());
        }
    }
    Ok(Year(begins))
}

/// `7`, `7-11`, `R-6`, `-2--1`.
pub(crate) fn year_groups(text: &str) -> Cell<YearGroups> {
    let range = match range(text) {
        Some(range) => range,
        None if looks_like_a_date(text) => {
            let message = format!("`{text}` is a date: Excel has probably changed year groups such as 7-11 into it.");
            return Err((&values::E206, message));
        }
        None => return Err((&values::E206, format!("`{text}` is not a year group or a range of them."))),
    };
    YearGroups::new(range.0, range.1).ok_or_else(|| {
        let why = if range.0 > range.1 { "the first is above the last" } else { "they run from -2 to 20" };
        (&values::E206, format!("`{text}` is not a range of year groups: {why}."))
    })
}

fn range(text: &str) -> Option<(i8, i8)> {
    if let Some(one) = year_group(text) {
        return Some((one, one));
    }
    // The dash of the range is the first one after the first character, which may be a minus.
    let (at, dash) = text.char_indices().skip(1).find(|&(_, c)| matches!(c, '-' | '–'))?;
    let (low, high) = (text.get(..at)?, text.get(at + dash.len_utf8()..)?);
    Some((year_group(low)?, year_group(high)?))
}

fn year_group(text: &str) -> Option<i8> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("r") { Some(0) } else { text.parse().ok() }
}

/// What Excel makes of year groups: `11-Jul`, `07/11/2026`.
fn looks_like_a_date(text: &str) -> bool {
    is_date(text) || (text.contains('/') && text.bytes().any(|b| b.is_ascii_digit()))
}

/// `11-Jul`, `Sep-27`, `01/09/2027`, `2027-09-01`.
fn is_date(text: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.to_ascii_lowercase();
    let digits = text.bytes().any(|b| b.is_ascii_digit());
    let parts = |sign: char| text.split(sign).filter(|part| part.bytes().any(|b| b.is_ascii_digit())).count();
    let iso = text.split('-').next().is_some_and(|year| year.len() == 4) && parts('-') == 3;
    digits && (MONTHS.iter().any(|month| text.contains(month)) || text.contains("date") || parts('/') == 3 || iso)
}
