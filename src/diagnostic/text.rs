//! Diagnostics for people: grouped by file, plain text, long runs of the same problem shortened.

use std::fmt::Write as _;

use super::{Diagnostic, Diagnostics, Severity};

/// How many of a run of alike diagnostics are shown.
const SHOWN: usize = 3;
/// A run no longer than this is shown whole: "and 1 more row" saves nobody anything.
const WHOLE: usize = 5;

/// The whole report, ending with the counts.
pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    let mut sorted = diagnostics.clone();
    sorted.sort();
    let items: Vec<&Diagnostic> = sorted.iter().collect();
    let mut heading = None;
    for run in items.chunk_by(|a, b| alike(a, b)) {
        let Some(first) = run.first() else { continue };
        let here = (first.severity, first.scenario.as_deref(), first.file.as_deref());
        if heading != Some(here) {
            let blank = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(
                out,
                "{blank}{}s in {}{}",
                title_case(first.severity),
                first.file.as_deref().unwrap_or("the input"),
                first.scenario.as_ref().map_or_else(String::new, |name| format!(", in the scenario \"{name}\"")),
            );
            heading = Some(here);
        }
        write_run(&mut out, run);
    }
    let _ = writeln!(out, "{}{}", if out.is_empty() { "" } else { "\n" }, counts(diagnostics));
    out
}

/// Whether two diagnostics belong to one run.
fn alike(a: &Diagnostic, b: &Diagnostic) -> bool {
    a.code == b.code && a.scenario == b.scenario && a.file == b.file && a.column == b.column
}

fn write_run(out: &mut String, run: &[&Diagnostic]) {
    let shown = if run.len() > WHOLE { SHOWN } else { run.len() };
    let mut help = "";
    for d in &run[..shown] {
        let _ = writeln!(out, "  {}{}: {}", d.code, place(d), clipped(&d.message));
        if d.help != help {
            let _ = writeln!(out, "      {}", d.help);
            help = &d.help;
        }
    }
    if let Some(last) = run[shown..].last() {
        let to = last.row.map_or_else(String::new, |row| format!(", the last on row {row}"));
        let _ = writeln!(out, "      ... and {} more rows like this{to} ({})", run.len() - shown, last.entry.title);
    }
}

/// A message on one line, without the middle of a cell that is far too long.
fn clipped(message: &str) -> String {
    const LONGEST: usize = 400;
    let line = message.replace(['\n', '\r'], " ");
    let length = line.chars().count();
    if length <= LONGEST {
        return line;
    }
    let part = |from: usize, n: usize| line.chars().skip(from).take(n).collect::<String>();
    format!("{} … {}", part(0, LONGEST / 2), part(length - LONGEST / 2, LONGEST / 2))
}

fn place(d: &Diagnostic) -> String {
    match (d.row, &d.column) {
        (Some(row), Some(column)) => format!(" row {row}, {column}"),
        (Some(row), None) => format!(" row {row}"),
        (None, Some(column)) => format!(" {column}"),
        (None, None) => String::new(),
    }
}

fn title_case(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Notice => "Notice",
    }
}

/// `2 errors, 1 warning`.
fn counts(diagnostics: &Diagnostics) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Notice]
        .into_iter()
        .map(|severity| (severity, diagnostics.count(severity)))
        .filter(|&(_, n)| n > 0)
        .map(|(severity, n)| format!("{n} {severity}{}", if n == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "No problems found.".to_owned() } else { parts.join(", ") + "." }
}
