//! The workbook, read back as any program would read it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use rust_xlsxwriter::Workbook;

use super::sheet::{self, Frame, Heading, Value};
use super::{InputColumn, InputTable, Inputs, Pages, Told, style, workbook};
use crate::answers::{Answers, Finding};
use crate::report::{Figures, ModelSize, Record, Unit, fixture, tables};
use crate::units::{Children, Year};

/// The village's answers: without the plan five more wait in 2027.
fn answers() -> Answers {
    let mut as_is = fixture::plan();
    as_is.cells[1].unplaced = Children(5.0);
    let text = "A third of a child waits in 2026/27.".to_owned();
    let finding = Finding { text, file: "shortfalls.csv", rows: "year 2026, reason full".to_owned() };
    Answers { as_is: Some(as_is), findings: vec![finding], ..Answers::default() }
}

/// A model file, a table that fits and one that does not.
fn inputs() -> Inputs<'static> {
    let column = |name, number| InputColumn { name, meaning: "what it means", number };
    let table = |name, count, columns, rows: Vec<Vec<String>>| InputTable {
        name,
        columns,
        count,
        rows: Box::new(rows.into_iter()),
    };
    let rows = vec![vec!["007".to_owned(), "2026".to_owned()], vec!["=B".to_owned(), String::new()]];
    let projects = table("projects", 2, vec![column("project", false), column("earliest", true)], rows);
    let forecast = table("forecast", 2_000_000, vec![column("year", true)], vec![]);
    Inputs { model: "title = \"T\"\n\nfirst_year = 2026\n".to_owned(), tables: vec![projects, forecast] }
}

fn bytes_with(answers: &Answers) -> Vec<u8> {
    let (case, plan, audit) = (fixture::case(), fixture::plan(), fixture::audit(true));
    let figures = Figures::new(&case, &plan, &audit, ModelSize::default());
    let record = Record { scenario: "high growth".into(), ..fixture::record() };
    let told =
        Told { case: &case, plan: &plan, audit: &audit, figures: &figures, answers, record: &record, published: None };
    workbook(told, Some(inputs())).unwrap()
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// A sheet of the village's workbook.
fn sheet_of(name: &str) -> Range<Data> {
    open(bytes_with(&answers())).worksheet_range(name).unwrap()
}

#[test]
fn every_cell_holds_what_the_csv_file_says() {
    let (case, plan, answers) = (fixture::case(), fixture::plan(), answers());
    let mut book = open(bytes_with(&answers));
    for table in tables(&case, &plan, &answers) {
        let name = table.name;
        let range = book.worksheet_range(&format!("plan {name}")).unwrap();
        let csv = table.into_csv();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(range.height(), rows.len(), "{name}");
        for (record, row) in rows.iter().zip(0..) {
            for (text, column) in record.iter().zip(0..) {
                let same = match range.get_value((row, column)) {
                    None | Some(Data::Empty) => text.is_empty(),
                    Some(Data::String(cell)) => cell == text,
                    Some(Data::Float(number)) => text.parse() == Ok(*number),
                    other => panic!("{name}: {other:?}"),
                };
                assert!(same, "{name}, row {row}, column {column}: {text}, {:?}", range.get_value((row, column)));
            }
        }
    }
}

#[test]
fn the_front_sheet_says_what_was_planned_and_found() {
    let front = sheet_of("findings");
    let lines: Vec<String> = front
        .rows()
        .map(|row| row.iter().map(ToString::to_string).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | "))
        .filter(|line| !line.is_empty())
        .collect();
    let wanted = [
        "Little Shire",
        "Academic years | 2026/27 to 2027/28, 2 in all",
        "Money | £ at 2025 prices",
        "Scenario | high growth",
        "Status | optimal",
        "How good it is | Proven: no plan can be more than £400 (0.04%) cheaper.",
        "Gap, £ | 400.056",
        "Gap, % | 0.0004",
        "Audit | Audit passed: 2 checks, worked out again from the tables and the plan alone.",
        "Findings",
        "finding | file | rows",
        "1 | A third of a child waits in 2026/27. | plan shortfalls | year 2026, reason full",
    ];
    assert_eq!(without_float_noise(&lines[..wanted.len()]), wanted);
    assert!(lines.contains(&"No place, £ per child-year | 150000".to_owned()), "{lines:#?}");
}

/// The difference of two doubles, cut to three decimals.
fn without_float_noise(lines: &[String]) -> Vec<String> {
    let tidy = |line: &String| match line.strip_prefix("Gap, £ | ").map(str::parse::<f64>) {
        Some(Ok(gap)) => format!("Gap, £ | {gap:.3}"),
        _ => line.clone(),
    };
    lines.iter().map(tidy).collect()
}

/// The figures of a sheet with a chart, headings first.
fn figures(name: &str) -> Vec<String> {
    let rows = sheet_of(name);
    let line = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    rows.rows().skip(3).map(line).collect()
}

#[test]
fn charts_are_drawn_from_the_figures_of_the_plan() {
    let high_needs =
        ["year,spend,grant,balance,cumulative balance", "2026/27,365200,400000,34800,34800", "2027/28,306400,,,"];
    assert_eq!(figures("high needs block"), high_needs);
    let last = |name: &str| figures(name).pop().unwrap();
    assert_eq!(last("short of places"), "2027/28,10,0,0");
    assert_eq!(last("places and children"), "2027/28,8,7,3,0");
    assert_eq!(figures("places by kind")[1..], ["resource base,4,4,8,7", "independent,,5.666666666666667,,3"]);
    assert_eq!(last("as is and planned"), "2027/28,5,0,0,0,306400,306400");
}

/// The names of a package's parts stand in it as they are.
#[test]
fn without_the_years_as_they_are_there_is_no_sheet_of_them() {
    let same = Answers { as_is: None, ..answers() };
    let charts = |bytes: &[u8]| {
        let has = |n: usize| {
            let part = format!("xl/charts/chart{n}.xml").into_bytes();
            bytes.windows(part.len()).any(|window| window == part)
        };
        (1..20).take_while(|&n| has(n)).count()
    };
    assert_eq!((charts(&bytes_with(&answers())), charts(&bytes_with(&same))), (7, 4));
    assert!(!open(bytes_with(&same)).sheet_names().contains(&"as is and planned".to_owned()));
    let front = open(bytes_with(&same)).worksheet_range("findings").unwrap();
    let said = |words: &str| front.used_cells().any(|(_, _, cell)| cell.to_string().contains(words));
    assert!(said("were not worked out") && !said("opens no optional project"), "the plan opens one");
}

#[test]
fn a_table_that_is_too_long_says_where_it_is() {
    let (case, plan, answers) = (fixture::case(), fixture::plan(), answers());
    let counts: Vec<(usize, usize)> = tables(&case, &plan, &answers)
        .into_iter()
        .zip(tables(&case, &plan, &answers))
        .map(|(counted, written)| (counted.count(), written.into_rows().count()))
        .collect();
    assert!(counts.iter().all(|(counted, rows)| counted == rows), "{counts:?}");
    let headings = vec![Heading { name: "n", note: String::new(), unit: Unit::Children }];
    let frame = Frame { name: "long".into(), csv: "long.csv".into(), headings, rows: 3 };
    let pages = Pages { header: String::new() };
    let first_cells = |most: usize| {
        let mut book = Workbook::new();
        let rows = (0..3).map(|n| vec![Value::Number(f64::from(n))]);
        sheet::write(&mut book, &pages, &frame, rows, most).unwrap();
        let range = open(book.save_to_buffer().unwrap()).worksheet_range("long").unwrap();
        range.rows().map(|row| row[0].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(first_cells(3), ["n", "0", "1", "2"]);
    assert_eq!(first_cells(2)[2], "All of them are in long.csv.");
}

#[test]
fn a_text_that_no_cell_holds_is_cut_and_says_so() {
    let long = "é".repeat(40_000);
    let cut = style::fitting(&long);
    assert!(cut.ends_with("(cut: Excel holds no more)") && cut.encode_utf16().count() <= 32_767);
    assert_eq!(style::fitting("short"), "short");
}

/// What makes Excel offer to repair a workbook, looked for in what was written.
#[test]
fn excel_finds_nothing_to_repair() {
    let mut book = open(bytes_with(&answers()));
    book.load_tables().unwrap();
    let (sheets, tables) = (book.sheet_names().clone(), book.table_names().into_iter().cloned().collect::<Vec<_>>());
    let once = |names: &[String]| {
        let mut names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        names.sort();
        names.windows(2).all(|pair| pair[0] != pair[1])
    };
    assert!(once(&sheets) && once(&tables), "{sheets:?} {tables:?}");
    assert!(
        sheets.iter().all(|name| name.chars().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']))
    );
    assert_eq!(tables.len(), 5 + 12 + 1, "charts, outputs and the input that fits: {tables:?}");
    for name in tables {
        let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
        assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(letters), "{name}");
        let table = book.table_by_name(&name).unwrap();
        assert!(once(table.columns()), "{name}: {:?}", table.columns());
        let (first, last) = (table.data().start().unwrap(), table.data().end().unwrap());
        let sheet = book.worksheet_range(table.sheet_name()).unwrap();
        for (column, heading) in (first.1..).zip(table.columns()) {
            assert_eq!(sheet.get_value((first.0 - 1, column)), Some(&Data::String(heading.clone())), "{name}");
        }
        assert!(last.0 >= sheet.end().unwrap().0, "{name}: rows below the table");
    }
}

#[test]
fn the_inputs_stand_under_their_own_names_as_they_were_written() {
    let mut book = open(bytes_with(&answers()));
    let model = book.worksheet_range("model").unwrap();
    assert_eq!(model.get_value((2, 0)), Some(&Data::String("first_year = 2026".into())));
    let projects = book.worksheet_range("projects").unwrap();
    assert_eq!(projects.get_value((1, 0)), Some(&Data::String("007".into())), "an id is text");
    assert_eq!(projects.get_value((1, 1)), Some(&Data::Float(2026.0)));
    assert_eq!(projects.get_value((2, 0)), Some(&Data::String("=B".into())));
    assert!(book.worksheet_range("plan projects").is_ok(), "the output beside it");
    assert!(book.worksheet_range("forecast").is_err(), "a sheet that says it is not there would be read as the table");
}

#[test]
fn the_same_plan_is_the_same_workbook() {
    assert!(bytes_with(&answers()) == bytes_with(&answers()));
    let mut other = answers();
    other.as_is.as_mut().unwrap().openings[0] = Some(Year(2027));
    other.findings.clear();
    assert!(bytes_with(&answers()) != bytes_with(&other));
}
