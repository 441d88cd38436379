use std::fs;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::good::{Edit, MODEL, load, model, short, tables};
use crate::tables::{Source, load as load_file, load_source};

/// A workbook of the tables: numbers as numbers, everything else as text.
fn workbook(edits: &[Edit], also: impl FnOnce(&mut Workbook)) -> Source {
    let mut book = Workbook::new();
    for (name, text) in tables(edits) {
        let sheet = book.add_worksheet();
        sheet.set_name(&name).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        for (row, record) in (0..).zip(reader.records()) {
            for (column, cell) in (0..).zip(record.unwrap().iter()) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    also(&mut book);
    Source::memory([("county.xlsx", book.save_to_buffer().unwrap())])
}

#[test]
fn a_workbook_reads_to_the_same_case_as_the_folder() {
    let loaded = load_source(MODEL, &workbook(&[], |_| {}));
    assert_eq!(loaded.diagnostics.iter().map(short).collect::<Vec<_>>(), [""; 0]);
    assert!(loaded.case.is_some());
    assert_eq!(loaded.case, load(&[]).case);
    assert_eq!(loaded.inputs.len(), 1);
}

#[test]
fn a_workbook_names_sheet_and_row_and_keeps_officers_notes() {
    let edits = [Edit::Row("forecast", 3, "2026,Okham,ASD,7-11,H,2")];
    let source = workbook(&edits, |book| {
        book.add_worksheet().set_name("My notes").unwrap();
        book.add_worksheet().set_name("Localitys").unwrap();
        let date = Format::new().set_num_format("d-mmm");
        let roll = book.worksheet_from_name("roll").unwrap();
        roll.write_with_format(1, 2, ExcelDateTime::from_ymd(2026, 11, 7).unwrap(), &date).unwrap();
    });
    let loaded = load_source(MODEL, &source);
    let found: Vec<String> = loaded.diagnostics.iter().map(short).collect();
    let wanted = [
        "E301 county.xlsx [forecast] 3 locality",
        "E206 county.xlsx [roll] 2 year_groups",
        "W104 county.xlsx [Localitys] - -",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_model_file_on_disk_finds_its_tables_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    fs::create_dir(folder.path().join("tables")).unwrap();
    for (name, text) in tables(&[]) {
        write(&format!("tables/{name}.csv"), &text);
    }
    write("tables/notes.txt", "not a table");
    write("model.toml", MODEL);
    let loaded = load_file(&folder.path().join("model.toml"));
    assert_eq!(loaded.case, load(&[]).case);
    assert_eq!(loaded.inputs.len(), 17);
    assert_eq!(loaded.inputs[0].name, "model.toml");
    assert_eq!(loaded.inputs[1].path, folder.path().join("tables/budgets.csv"));
    assert!(loaded.inputs.iter().all(|input| input.sha256.len() == 64));

    write("tables/costs.txt", "not a table");
    let found = load_file(&folder.path().join("model.toml")).diagnostics;
    assert_eq!(found.iter().map(short).collect::<Vec<_>>(), ["W101 costs.txt - -"]);

    let code = |text: &str| {
        write("other.toml", text);
        let loaded = load_file(&folder.path().join("other.toml"));
        loaded.diagnostics.iter().map(short).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(code(&MODEL.replace("\"tables\"", "\"tabels\"")), "E106 other.toml - tables");
    assert_eq!(code(&MODEL.replace("\"tables\"", "\"model.toml\"")), "E106 other.toml - tables");
    assert_eq!(code(&MODEL.replace("tables = \"tables\"\n", "")), "E103 other.toml - tables");
    let missing = load_file(&folder.path().join("none.toml"));
    assert_eq!(missing.diagnostics.iter().map(short).collect::<Vec<_>>(), ["E101 none.toml - -"]);
}

#[test]
fn a_damaged_workbook_is_refused() {
    let loaded = load_source(&model(&[]), &Source::memory([("county.xlsx", b"PK\x03\x04 not a workbook")]));
    assert!(loaded.diagnostics.iter().any(|d| short(d) == "E113 county.xlsx - -"));
}
