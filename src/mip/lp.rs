//! A programme as LP text (the CPLEX LP format), as CBC, SCIP, HiGHS and GLPK read it; and as golden tests show it.
//!
//! The constant is carried by a column `constant` fixed at 1, because readers disagree about constants.

use std::fmt::Write;

use super::{CONSTANT, Program, readable_names};

/// The programme as LP text.
pub fn write(program: &Program) -> String {
    let columns = readable_names(program.columns().len(), |c| program.column_name(c));
    let rows = readable_names(program.rows(), |r| program.row_name(r));
    let mut out = Lines::default();
    out.line("Minimize");
    out.begin(" cost:");
    for (column, name) in program.columns().iter().zip(&columns).filter(|(column, _)| column.cost != 0.0) {
        out.term(column.cost, name);
    }
    if program.constant != 0.0 {
        out.term(program.constant, CONSTANT);
    } else if program.columns().iter().all(|column| column.cost == 0.0) {
        out.term(0.0, columns.first().map_or(CONSTANT, String::as_str));
    }
    out.end("");
    out.line("Subject To");
    for (r, name) in rows.iter().enumerate() {
        let (entries, values, upper, equal) = program.row_at(r);
        out.begin(&format!(" {name}:"));
        for (&column, &value) in entries.iter().zip(values) {
            out.term(value, &columns[column as usize]);
        }
        out.end(&format!(" {} {}", if equal { "=" } else { "<=" }, positive_zero(upper)));
    }
    write_bounds(&mut out, program, &columns);
    let integers: Vec<&String> =
        program.columns().iter().zip(&columns).filter(|(column, _)| column.integer).map(|(_, name)| name).collect();
    if !integers.is_empty() {
        out.line("General");
        for name in integers {
            out.line(&format!(" {name}"));
        }
    }
    out.line("End");
    out.text
}

fn write_bounds(out: &mut Lines, program: &Program, names: &[String]) {
    out.line("Bounds");
    for (column, name) in program.columns().iter().zip(names) {
        if column.is_fixed() {
            out.line(&format!(" {name} = {}", column.lower));
        } else if column.upper.is_finite() {
            out.line(&format!(" {} <= {name} <= {}", column.lower, column.upper));
        } else if column.lower != 0.0 {
            out.line(&format!(" {name} >= {}", column.lower));
        }
    }
    if program.constant != 0.0 {
        out.line(&format!(" {CONSTANT} = 1"));
    }
}

/// `-0` is `0`.
fn positive_zero(value: f64) -> f64 {
    value + 0.0
}

/// Text in lines that no reader finds too long.
#[derive(Default)]
struct Lines {
    text: String,
    width: usize,
}

impl Lines {
    const WIDTH: usize = 110;

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn begin(&mut self, start: &str) {
        self.text.push_str(start);
        self.width = start.len();
    }

    fn term(&mut self, value: f64, name: &str) {
        let mut term = String::with_capacity(name.len() + 24);
        // Writing to a string cannot fail.
        let _ = write!(term, " {} {} {name}", if value < 0.0 { '-' } else { '+' }, value.abs());
        if self.width + term.len() > Self::WIDTH {
            self.text.push_str("\n  ");
            self.width = 2;
        }
        self.width += term.len();
        self.text.push_str(&term);
    }

    fn end(&mut self, end: &str) {
        self.text.push_str(end);
        self.text.push('\n');
    }
}
