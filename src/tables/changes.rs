//! What differs between two versions of a table, row by row.
//!
//! Rows are matched by what they name. Of rows that name the same, the first of one version is matched with the first of
//! the other, and so on.

use std::collections::{BTreeMap, BTreeSet};

use super::again::InputTable;
use super::schema::Type;

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// The row as in the file, the header being row 1: of the new version, of the old one where it is gone.
    pub row: u64,
    /// What it names: `2026, Ashby, ASD, 7-11`.
    pub names: String,
    /// What differs: `children 8 → 9`, `is new`, `is gone`.
    pub what: String,
}

/// Rows of `new` that differ from those of `old` or are new, in its order, then rows that are gone.
pub fn row_changes(old: &InputTable, new: &InputTable) -> Vec<RowChange> {
    let names = naming(new);
    // Where other columns are there, rows are no longer the same.
    let names_before = if old.columns.len() == new.columns.len() { names.clone() } else { naming(old) };
    let (mut before, after) = (rows(old, &names_before), rows(new, &names));
    let (mut changes, mut lost) = (Vec::new(), Vec::new());
    for (names, rows) in after {
        let mut matched = before.remove(&names).unwrap_or_default().into_iter();
        for row in rows {
            match matched.next() {
                None => changes.push(change(&names, &row, "is new".to_owned())),
                Some(old) if old.says == row.says => {}
                Some(old) => changes.push(change(&names, &row, differences(&old.says, &row.says))),
            }
        }
        lost.extend(matched.map(|row| change(&names, &row, "is gone".to_owned())));
    }
    lost.extend(
        before.iter().flat_map(|(names, rows)| rows.iter().map(|row| change(names, row, "is gone".to_owned()))),
    );
    changes.retain(|change| !change.what.is_empty());
    changes.sort_by_key(|change| change.row);
    lost.sort_by_key(|change| change.row);
    changes.into_iter().chain(lost).collect()
}

fn change(names: &[String], row: &Row, what: String) -> RowChange {
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    RowChange { row: row.row, names: names.join(", "), what }
}

/// What a row says of what it names, by column.
struct Row {
    row: u64,
    says: Vec<(&'static str, String)>,
}

/// Rows by what they name.
fn rows(table: &InputTable, names: &[bool]) -> BTreeMap<Vec<String>, Vec<Row>> {
    let mut rows: BTreeMap<Vec<String>, Vec<Row>> = BTreeMap::new();
    for row in 0..table.rows() {
        let (mut named, mut says) = (Vec::new(), Vec::new());
        for ((column, cell), &names) in table.columns.iter().zip(table.row(row)).zip(names) {
            if names {
                named.push(cell.trim().to_owned());
            } else {
                says.push((column.name, cell.trim().to_owned()));
            }
        }
        rows.entry(named).or_default().push(Row { row: table.line(row), says });
    }
    rows
}

/// Which columns name what a row speaks of: the first alone where it tells all rows apart, else every one that holds ids,
/// year groups or the year.
fn naming(table: &InputTable) -> Vec<bool> {
    let first_is_id = table.columns.first().is_some_and(|column| column.ty == Type::Id);
    let mut seen = BTreeSet::new();
    if first_is_id && (0..table.rows()).all(|row| seen.insert(table.row(row).next().unwrap_or_default())) {
        return (0..table.columns.len()).map(|at| at == 0).collect();
    }
    let names = |ty| matches!(ty, Type::Id | Type::Ids | Type::YearGroups | Type::Year);
    table.columns.iter().map(|column| names(column.ty)).collect()
}

/// `children 8 → 9; places 10 → none`.
fn differences(old: &[(&'static str, String)], new: &[(&'static str, String)]) -> String {
    let find = |of: &[(&'static str, String)], name: &str| {
        of.iter().find(|(column, _)| *column == name).map_or(String::new(), |(_, cell)| cell.clone())
    };
    let mut columns: Vec<&str> = new.iter().chain(old).map(|(column, _)| *column).collect();
    let mut seen = Vec::new();
    columns.retain(|column| {
        !seen.contains(column) && {
            seen.push(*column);
            true
        }
    });
    let said = |cell: String| if cell.is_empty() { "blank".to_owned() } else { cell };
    let differs = columns.into_iter().filter_map(|column| {
        let (old, new) = (find(old, column), find(new, column));
        (old != new).then(|| format!("{column} {} → {}", said(old), said(new)))
    });
    differs.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::read_again;

    /// The changes between two versions of a table of a model.
    fn changes(table: &str, old: &str, new: &str) -> Vec<String> {
        let home = tempfile::tempdir().unwrap();
        let model = home.path().join("model.toml");
        std::fs::write(&model, "tables = \".\"\n").unwrap();
        let read = |text: &str| {
            std::fs::write(home.path().join(format!("{table}.csv")), text).unwrap();
            read_again(&model).unwrap().tables.into_iter().find(|found| found.name == table).unwrap()
        };
        let found = row_changes(&read(old), &read(new));
        found.into_iter().map(|change| format!("{}: {}: {}", change.row, change.names, change.what)).collect()
    }

    #[test]
    fn rows_are_matched_by_what_they_name() {
        let old =
            "year,locality,need,year_groups,children\n2026,L1,ASD,7-11,8\n2027,L1,ASD,7-11,9\n2027,L2,ASD,7-11,1\n";
        let new =
            "year,locality,need,year_groups,children\n2027,L1,ASD,7-11,12\n2026,L1,ASD,7-11,8\n2028,L1,ASD,7-11,9\n";
        assert_eq!(
            changes("forecast", old, new),
            [
                "2: 2027, L1, ASD, 7-11: children 9 → 12",
                "4: 2028, L1, ASD, 7-11: is new",
                "4: 2027, L2, ASD, 7-11: is gone"
            ]
        );
    }

    #[test]
    fn where_the_first_column_tells_rows_apart_the_others_are_what_changed() {
        let old = "project,provision,places,capital_cost,earliest,status\nP,A,5,1000,2026,optional\nQ,A,5,1000,2026,optional\n";
        let new = "project,provision,places,capital_cost,earliest,latest,status\nP,A,5,1000,2027,2028,excluded\nQ,A,5,1000,2026,,optional\n";
        assert_eq!(
            changes("projects", old, new),
            ["2: P: earliest 2026 → 2027; latest blank → 2028; status optional → excluded"]
        );
        assert!(changes("projects", old, old).is_empty());
    }
}
