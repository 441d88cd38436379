//! `findings.json`: what the plan comes to, sentence by sentence, with the rows each rests on.

use serde::Serialize;

use crate::answers::{Answers, Finding};

#[derive(Serialize)]
struct Listing<'a> {
    findings: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    file: &'a str,
    rows: &'a str,
}

/// The findings as JSON.
pub(super) fn json<'a>(answers: &'a Answers) -> Vec<u8> {
    let line = |f: &'a Finding| Line { text: &f.text, file: f.file, rows: &f.rows };
    let findings = answers.findings.iter().map(line).collect();
    super::json(&Listing { findings })
}

/// The findings as the words an officer reads first.
pub(super) fn words(answers: &Answers) -> String {
    let said = bulleted(answers.findings.iter().map(|finding| finding.text.as_str()));
    if said.is_empty() { said } else { format!("What it comes to\n{said}") }
}

/// Sentences below each other, each at a bullet.
pub fn bulleted<'a>(sentences: impl Iterator<Item = &'a str>) -> String {
    const WIDTH: usize = 100;
    let mut text = String::new();
    for sentence in sentences {
        for (at, line) in wrapped(sentence, WIDTH).iter().enumerate() {
            text.push_str(if at == 0 { "  · " } else { "    " });
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// Lines of at most so many characters, broken between words.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("overlong word", 4), ["overlong", "word"]);
    }
}
