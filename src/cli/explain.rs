//! `placewise explain`: what a code means, why it matters, an example, the fix.

use std::fmt::Write as _;

use clap::Args;

use super::exit::{Exit, Failure};
use super::terminal;
use crate::diagnostic::Entry;
use crate::diagnostic::catalogue;

/// Say what the code of an error or a warning means, why it matters and how to put it right
///
/// Without a code: all of them, one a line.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise explain E301")]
pub(super) struct Explain {
    /// The code, such as E301
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self) -> Result<Exit, Failure> {
        let Some(code) = self.code else {
            terminal::data(listing())?;
            return Ok(Exit::Done);
        };
        let Some(entry) = catalogue::find(&code) else {
            let next = "`placewise explain` without a code lists them all.";
            return Err(Failure::new(Exit::CommandLine, format!("there is no code {code}"), next));
        };
        terminal::data(in_full(entry))?;
        Ok(Exit::Done)
    }
}

/// Every code on a line of its own.
fn listing() -> String {
    catalogue::all().fold(String::new(), |mut text, entry| {
        let _ = writeln!(text, "{}  {}", entry.code, entry.title);
        text
    })
}

fn in_full(entry: &Entry) -> String {
    let heading = format!("{} · {} · {}", entry.code, entry.severity(), entry.title);
    let sections = [
        ("What it means", entry.meaning),
        ("Why it matters", entry.why),
        ("Example", entry.example),
        ("What to do", entry.fix),
    ];
    sections.iter().fold(heading + "\n", |mut text, (name, body)| {
        let _ = write!(text, "\n{name}\n");
        for line in body.lines() {
            let _ = writeln!(text, "  {line}");
        }
        text
    })
}
