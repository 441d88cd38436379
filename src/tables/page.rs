//! The page `docs/tables.md`, written from the schema; what it says of the outputs is written in `report`.

use std::fmt::Write as _;

use super::schema::{Column, TABLES, Table};

/// What stands before the tables.
const INTRODUCTION: &str = include_str!("page/introduction.md");

/// The whole page, in Markdown.
pub fn markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    for table in TABLES {
        write_table(&mut page, table);
    }
    page
}

fn write_table(page: &mut String, table: &Table) {
    let need = if table.required { "required" } else { "optional" };
    let _ = writeln!(page, "\n### `{}` ({need})\n\nOne row is {}.", table.name, table.row_is);
    if !table.default.is_empty() {
        let _ = writeln!(page, "\nWithout the table: {}.", table.default);
    }
    let _ = writeln!(page, "\n| column | holds | blank means | meaning |\n|---|---|---|---|");
    for column in table.columns {
        write_column(page, column);
    }
}

fn write_column(page: &mut String, column: &Column) {
    let star = if column.required { "\\*" } else { "" };
    let blank = if column.default.is_empty() { "not allowed" } else { column.default };
    let cells = [column.ty.describe(), blank.replace('*', "\\*"), column.meaning.replace('*', "\\*")];
    let _ = writeln!(page, "| `{}`{star} | {} |", column.name, cells.join(" | "));
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Run with `UPDATE_DOCS=1` to write the page again.
    #[test]
    fn the_committed_page_is_that_of_the_declared_columns() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md");
        let page = super::markdown() + &crate::report::page::markdown();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &page).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == page, "docs/tables.md is out of date: run `UPDATE_DOCS=1 cargo test --lib tables::page`");
    }
}
