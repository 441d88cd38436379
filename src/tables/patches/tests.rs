use super::filter::Filter;
use crate::tables::raw::RawTable;
use crate::tables::schema;

/// How many of four rows of the forecast pass.
fn count(condition: &str) -> usize {
    let headers = ["year", "need", "children"].map(str::to_owned).to_vec();
    let mut raw = RawTable::new(schema::table("forecast").unwrap(), "forecast.csv".into(), headers);
    for row in [["2026", "ASD", "1"], ["2027/28", "ASD", "2.5"], ["2028", "SEMH", "10"], ["2029", "SLCN", ""]] {
        raw.push(2, row.into_iter());
    }
    Filter::parse(condition, raw.schema).unwrap().passing(&raw).count()
}

#[test]
fn conditions_compare_numbers_years_and_lists() {
    assert_eq!(count(""), 4);
    assert_eq!(count("need=ASD;SEMH"), 3);
    assert_eq!(count("need != asd"), 2);
    assert_eq!(count("year>=2027 & need=ASD"), 1);
    assert_eq!(count("year<2028/29"), 2);
    assert_eq!(count("children>2"), 2, "as numbers: 10 is more than 2, a blank is not");
    assert_eq!(count("children<=2.5"), 2);
    assert_eq!(count("children="), 1, "a blank is a blank");
}

#[test]
fn malformed_conditions_say_why() {
    let parse = |text| Filter::parse(text, schema::table("forecast").unwrap()).unwrap_err();
    assert!(!parse("year").unknown_column);
    assert!(!parse("year>>2028").unknown_column);
    assert!(!parse("year>soon").unknown_column);
    assert!(!parse("year>2028 &").unknown_column);
    assert_eq!(parse("ned=ASD").help.as_deref(), Some("Did you mean `need`?"));
}
