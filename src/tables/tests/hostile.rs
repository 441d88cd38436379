//! Whatever is written in a file, reading it ends with a case or with errors, never with a panic.

use proptest::prelude::*;

use super::good::{MODEL, load, tables};
use crate::tables::schema::TABLES;
use crate::tables::{Loaded, Source, load_source};

/// Cells that look almost right.
fn cell() -> impl Strategy<Value = String> {
    let words =
        ["Oakham", "ASD", "S1", "S1-B", "P1", "P2", "P3", "special", "mainstream", "H", "optional", "committed"];
    let odd = [
        "",
        "*",
        "-",
        "7-11",
        "0-6",
        "-2--1",
        "6-9",
        "R",
        "2026",
        "2027/28",
        "1e400",
        "NaN",
        "-1",
        "9999999999",
        "£",
        "%",
    ];
    prop_oneof![
        proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        proptest::sample::select(odd.to_vec()).prop_map(str::to_owned),
        "[a-z0-9;*&<>=!.,/%-]{0,8}",
        any::<f64>().prop_map(|number| number.to_string()),
    ]
}

fn is_settled(loaded: &Loaded) -> bool {
    loaded.case.is_some() != loaded.diagnostics.has_errors()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_bytes_in_a_table_never_panic(at in 0..TABLES.len(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut files: Vec<(String, Vec<u8>)> = tables(&[]).into_iter().map(|(n, t)| (n, t.into_bytes())).collect();
        files.retain(|(name, _)| name != TABLES[at].name);
        files.push((TABLES[at].name.to_owned(), bytes));
        prop_assert!(is_settled(&load_source(MODEL, &Source::memory(files))));
    }

    #[test]
    fn odd_cells_in_every_column_never_panic(
        at in 0..TABLES.len(),
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..19), 1..5),
    ) {
        let mut files = tables(&[]);
        let (_, text) = files.iter_mut().find(|(name, _)| name == TABLES[at].name).unwrap();
        for row in rows {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
            text.push_str(&quoted.join(","));
            text.push('\n');
        }
        prop_assert!(is_settled(&load_source(MODEL, &Source::memory(files))));
    }

    #[test]
    fn arbitrary_model_files_never_panic(setting in "[a-z_]{1,12}", value in cell(), line in 0_usize..20) {
        let mut lines: Vec<String> = MODEL.lines().map(str::to_owned).collect();
        lines.insert(line.min(lines.len()), format!("{setting} = {value}"));
        let loaded = load_source(&lines.join("\n"), &Source::memory(tables(&[])));
        prop_assert!(is_settled(&loaded));
    }
}

#[test]
fn nothing_at_all_is_refused() {
    let none: [(&str, &str); 0] = [];
    assert!(load_source("", &Source::memory(none)).diagnostics.has_errors());
    assert!(load(&[]).case.is_some());
}
