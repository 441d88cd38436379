#![allow(clippy::float_cmp, reason = "what is read is what was written, to the bit")]

use super::{number, year, year_groups};
use crate::units::Year;

#[test]
fn numbers_are_read_as_excel_writes_them() {
    assert_eq!(number("12.5").unwrap(), 12.5);
    assert_eq!(number("£1,234,567.50").unwrap(), 1_234_567.5);
    assert_eq!(number("-£12").unwrap(), -12.0);
    assert_eq!(number("£ 14 500").unwrap(), 14_500.0);
    assert_eq!(number("1\u{a0}234.5").unwrap(), 1234.5);
    for refused in ["1,23", "12 places", "", "£", "1,2345", ".", "1 23", "1,234 567", "1.234,50", "£288k"] {
        assert_eq!(number(refused).unwrap_err().0.code, "E202", "{refused}");
    }
    assert_eq!(number("NaN").unwrap_err().0.code, "E203");
    assert_eq!(number("1e999").unwrap_err().0.code, "E203");
    assert_eq!(number("#DIV/0!").unwrap_err().0.code, "E203");
}

#[test]
fn both_spellings_of_a_year_are_read() {
    for text in ["2026", "2026/27", "2026-27", "2026/2027"] {
        assert_eq!(year(text).unwrap(), Year(2026), "{text}");
    }
    assert_eq!(year("1999/00").unwrap(), Year(1999));
    for refused in ["2026/28", "26/27", "2026.5", "20260", "1066", "2026/2126"] {
        assert_eq!(year(refused).unwrap_err().0.code, "E205", "{refused}");
    }
    for date in ["01/09/2027", "Sep-27", "2027-09-01 (a date)"] {
        assert!(year(date).unwrap_err().1.contains("is a date"), "{date}");
    }
    assert!(!year("26/27").unwrap_err().1.contains("date"));
}

#[test]
fn year_groups_may_begin_with_a_minus_or_reception() {
    let read = |text: &str| year_groups(text).map(|groups| (groups.lowest, groups.highest)).map_err(|e| e.1);
    assert_eq!(read("7"), Ok((7, 7)));
    assert_eq!(read("7-11"), Ok((7, 11)));
    assert_eq!(read("-2--1"), Ok((-2, -1)));
    assert_eq!(read("-1"), Ok((-1, -1)));
    assert_eq!(read("R - 6"), Ok((0, 6)));
    assert_eq!(read("12–14"), Ok((12, 14)));
    for refused in ["11-7", "7-21", "-3", "7-11-12", "x", "", "-", "7;8"] {
        assert!(read(refused).is_err(), "{refused}");
    }
    for date in ["11-Jul", "07/11/2026", "2026-11-07"] {
        assert!(read(date).unwrap_err().contains("Excel"), "{date}");
    }
}
