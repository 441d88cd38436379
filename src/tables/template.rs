//! Empty tables to fill in: CSV files, or one workbook with meanings and drop-downs.

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError};

use super::schema::{Column, TABLES, Table, Type};

/// The last row that drop-downs and cell formats reach.
const LAST_ROW: u32 = 5_000;

/// Every table as an empty CSV file: its name and bytes, a header row with all columns.
pub fn csv() -> Vec<(String, Vec<u8>)> {
    let header = |table: &Table| table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",") + "\r\n";
    TABLES.iter().map(|table| (format!("{}.csv", table.name), header(table).into_bytes())).collect()
}

/// One workbook with a sheet for each table: meanings as notes on the headings, drop-downs where there are choices, and
/// a front sheet that explains.
///
/// # Errors
/// When the workbook cannot be written, which would be a fault of the schema.
pub fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without this the bytes would change with the clock.
    let created = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&created));
    front_sheet(book.add_worksheet())?;
    for table in TABLES {
        table_sheet(book.add_worksheet(), table)?;
    }
    book.save_to_buffer()
}

/// A model file for the tables, with every setting at its default.
pub fn model(tables: &str) -> String {
    // The name stands in a TOML literal, which cannot hold a single quote.
    let tables = tables.replace('\'', "");
    include_str!("template/model.toml").replace("TABLES", &tables)
}

fn front_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (title, bold, wrap) =
        (Format::new().set_bold().set_font_size(16), Format::new().set_bold(), Format::new().set_text_wrap());
    let wrap = wrap.set_align(FormatAlign::Top);
    sheet.set_name("Read me")?;
    sheet.set_column_width(0, 18)?.set_column_width(1, 12)?.set_column_width(2, 70)?.set_column_width(3, 50)?;
    sheet.write_with_format(0, 0, "Specialist places: the tables", &title)?;
    let lines = [
        "One sheet is one table. Hover over a heading to read what it means; headings in bold must be filled in.",
        "Blank means `not given`, never zero. Lists are written ASD;SLCN and * is everything.",
        "Year groups are 7 or 7-11; Reception is R or 0, nursery -2 and -1, and 20 is age 24/25.",
        "A year is the one in which the academic year begins: 2026 is 2026/27.",
        "Sheets of your own, such as notes, are ignored. Sheets of optional tables that you do not use may be deleted, or left with their headings alone.",
    ];
    for (row, line) in (2..).zip(lines) {
        sheet.write(row, 0, line)?;
    }
    for (column, heading) in (0..).zip(["Sheet", "Needed", "One row is", "Without it"]) {
        sheet.write_with_format(8, column, heading, &bold)?;
    }
    for (row, table) in (9..).zip(TABLES) {
        sheet.write_url_with_text(row, 0, format!("internal:'{}'!A1", table.name).as_str(), table.name)?;
        sheet.write(row, 1, if table.required { "required" } else { "optional" })?;
        sheet.write_with_format(row, 2, table.row_is, &wrap)?;
        sheet.write_with_format(row, 3, table.default, &wrap)?;
    }
    Ok(())
}

fn table_sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    sheet.set_freeze_panes(1, 0)?;
    let heading = Format::new().set_border_bottom(FormatBorder::Thin).set_background_color("DDE7F0");
    // As text, or Excel makes a date of the year groups 7-11 and drops the zeros in front of an id.
    let text = Format::new().set_num_format("@");
    for (at, column) in (0..).zip(table.columns) {
        let format = if column.required { heading.clone().set_bold() } else { heading.clone() };
        sheet.write_with_format(0, at, column.name, &format)?;
        sheet.insert_note(0, at, &Note::new(note(column)).set_width(260).add_author_prefix(false))?;
        let width = f64::from(u32::try_from(column.name.len()).unwrap_or(12).clamp(9, 16)) + 3.0;
        sheet.set_column_width(at, width)?;
        if matches!(column.ty, Type::Id | Type::Ids | Type::Text | Type::YearGroups | Type::Shares) {
            sheet.set_column_format(at, &text)?;
        }
        let words: Option<&[&str]> = match column.ty {
            Type::Choice(words) => Some(words),
            Type::Flag => Some(&["yes", "no"]),
            _ => None,
        };
        if let Some(words) = words {
            let choice = DataValidation::new().allow_list_strings(words)?;
            sheet.add_data_validation(1, at, LAST_ROW, at, &choice)?;
        }
    }
    Ok(())
}

/// The note on a heading.
fn note(column: &Column) -> String {
    let need = match (column.required, column.default) {
        (true, "") => "Required.".to_owned(),
        (_, default) => format!("Blank: {default}."),
    };
    format!("{}\n{}\n{need}", column.meaning, column.ty.describe().replace('`', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{ModelFile, Source, load_source};

    /// Codes and files of what an unfilled template has to report.
    fn problems(source: &Source) -> Vec<String> {
        let model = "first_year = 2026\nlast_year = 2027\nprice_year = 2025\n";
        let loaded = load_source(model, source);
        assert!(loaded.case.is_none());
        loaded.diagnostics.iter().map(|d| d.code.to_owned()).collect()
    }

    #[test]
    fn an_empty_template_only_lacks_its_rows() {
        let wanted = ["E115", "E408", "E115", "E115", "E115"];
        assert_eq!(problems(&Source::memory(csv())), wanted);
        assert_eq!(problems(&Source::memory([("tables.xlsx", workbook().unwrap())])), wanted);
    }

    /// What the model file of the template says is what holds without it.
    #[test]
    fn the_model_of_a_template_spells_out_the_defaults() {
        let mut diagnostics = crate::diagnostic::Diagnostics::new();
        let mut read = |text: &str| ModelFile::parse(text, "m.toml", &mut diagnostics).unwrap();
        let (given, without) = (read(&model(".")), read("first_year = 2026\nlast_year = 2030\nprice_year = 2025\n"));
        assert!(diagnostics.is_empty(), "{}", diagnostics.to_text());
        assert_eq!(given.tables, ".");
        assert_eq!((given.travel, given.objective, given.solver), (without.travel, without.objective, without.solver));
    }

    #[test]
    fn the_same_template_is_the_same_bytes() {
        assert!(workbook().unwrap() == workbook().unwrap());
    }
}
