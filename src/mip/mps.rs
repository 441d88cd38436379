//! A programme as free-format MPS text, as every solver reads it.
//!
//! The constant is carried by a column `constant` fixed at 1, because readers disagree about constants.

use std::fmt::Write;

use super::{CONSTANT, Program, readable_names};

/// The programme as free-format MPS text.
pub fn write(program: &Program) -> String {
    let columns = readable_names(program.columns().len(), |c| program.column_name(c));
    let rows = readable_names(program.rows(), |r| program.row_name(r));
    let mut out = String::from("NAME placewise FREE\nROWS\n N cost\n");
    let (upper, equal) = program.right_hand_sides();
    for (name, &equal) in rows.iter().zip(equal) {
        push(&mut out, format_args!(" {} {name}\n", if equal { 'E' } else { 'L' }));
    }
    write_columns(&mut out, program, &columns, &rows);
    out.push_str("RHS\n");
    for (name, &value) in rows.iter().zip(upper).filter(|&(_, &value)| value != 0.0) {
        push(&mut out, format_args!(" rhs {name} {value}\n"));
    }
    write_bounds(&mut out, program, &columns);
    out.push_str("ENDATA\n");
    out
}

fn write_columns(out: &mut String, program: &Program, columns: &[String], rows: &[String]) {
    let mut entries: Vec<Vec<(usize, f64)>> = vec![Vec::new(); columns.len()];
    for r in 0..rows.len() {
        let (of_row, values, _, _) = program.row_at(r);
        for (&column, &value) in of_row.iter().zip(values) {
            entries[column as usize].push((r, value));
        }
    }
    out.push_str("COLUMNS\n");
    let mut in_integers = false;
    for (c, column) in program.columns().iter().enumerate() {
        if column.integer != in_integers {
            let marker = if column.integer { "'INTORG'" } else { "'INTEND'" };
            push(out, format_args!(" marker{c} 'MARKER' {marker}\n"));
            in_integers = column.integer;
        }
        if column.cost != 0.0 || entries[c].is_empty() {
            push(out, format_args!(" {} cost {}\n", columns[c], column.cost));
        }
        for &(row, value) in &entries[c] {
            push(out, format_args!(" {} {} {value}\n", columns[c], rows[row]));
        }
    }
    if in_integers {
        out.push_str(" markerend 'MARKER' 'INTEND'\n");
    }
    if program.constant != 0.0 {
        push(out, format_args!(" {CONSTANT} cost {}\n", program.constant));
    }
}

fn write_bounds(out: &mut String, program: &Program, columns: &[String]) {
    out.push_str("BOUNDS\n");
    for (column, name) in program.columns().iter().zip(columns) {
        if column.is_fixed() {
            push(out, format_args!(" FX bound {name} {}\n", column.lower));
            continue;
        }
        if column.lower != 0.0 {
            push(out, format_args!(" LO bound {name} {}\n", column.lower));
        }
        if column.upper.is_finite() {
            push(out, format_args!(" UP bound {name} {}\n", column.upper));
        }
    }
    if program.constant != 0.0 {
        push(out, format_args!(" FX bound {CONSTANT} 1\n"));
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}
