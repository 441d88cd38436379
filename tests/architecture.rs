//! The house rules that a compiler cannot check: who may import whom, no cycles, short files with a header, UK
//! spelling, `unsafe` in one place. The table below is the one in `docs/architecture.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

/// Each top-level module and what it may import of the crate; anything absent is forbidden.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("id", &[]),
    ("diagnostic", &[]),
    ("mip", &[]),
    ("scenario", &[]),
    ("case", &["scenario", "units", "id"]),
    ("tables", &["case", "scenario", "units", "id", "diagnostic"]),
    ("network", &["case", "units", "id"]),
    ("example", &["tables", "case", "units", "id", "diagnostic"]),
    ("formulation", &["network", "mip", "case", "units", "id"]),
    ("solve", &["formulation", "network", "mip", "units", "id"]),
    ("plan", &["solve", "network", "case", "units", "id"]),
    ("audit", &["plan", "case", "units", "id"]),
    ("answers", &["plan", "solve", "formulation", "network", "case", "units", "id"]),
    ("publish", &["plan", "solve", "mip", "case", "units", "id"]),
    ("report", &["publish", "plan", "audit", "answers", "case", "scenario", "units", "id", "diagnostic"]),
    ("run", &BELOW_RUN),
    ("run_folder", &BELOW_RUN),
    ("futures", &["run", "report", "answers", "solve", "plan", "audit", "network", "case", "units", "id"]),
    ("together", &["run", "report", "answers", "solve", "plan", "audit", "network", "case", "units", "id"]),
    ("regret", &["run", "report", "solve", "plan", "audit", "network", "case", "units", "id"]),
    ("sweep", &["run", "run_folder", "report", "tables", "case", "scenario", "units", "id"]),
    ("alternatives", &["run", "run_folder", "report", "solve", "network", "case", "units", "id"]),
    ("desk", &["sweep", "run", "report", "answers", "audit", "plan", "solve", "network", "case", "units", "id"]),
    (
        "cli",
        &[
            "alternatives",
            "run",
            "run_folder",
            "futures",
            "together",
            "regret",
            "sweep",
            "desk",
            "report",
            "example",
            "tables",
            "scenario",
            "diagnostic",
            "units",
            "id",
        ],
    ),
];

/// What `run` and `run_folder` may import: everything that does the work, and `run` itself.
const BELOW_RUN: [&str; 17] = [
    "units",
    "id",
    "scenario",
    "diagnostic",
    "mip",
    "case",
    "tables",
    "network",
    "example",
    "formulation",
    "solve",
    "plan",
    "audit",
    "answers",
    "publish",
    "report",
    "run",
];

/// No source file is longer.
const MOST_LINES: usize = 600;

/// American spellings, as patterns for whole words.
const AMERICAN: &str = r"(?i)\b(?:(?:optimi|minimi|maximi|prioriti|summari|normali|organi|initiali)z\w*|analyz\w*|colors?|colored|behaviors?|neighbors?|neighboring)\b";

/// Words that a file format wants spelt so: file and word.
const KEYWORDS: &[(&str, &str)] = &[("mip/lp.rs", "Minimize"), ("report/map/qgis/mod.rs", "color")];

/// A source file: its path below `src/`, with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The modules from the crate's root down to this file: `case/cost.rs` is `case`, `cost`.
    fn modules(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').collect()
    }

    /// Whether the whole file is test code.
    fn is_test(&self) -> bool {
        self.modules().contains(&"tests")
    }

    /// The code without comments, without the contents of strings and without `#[cfg(test)]` items.
    fn code(&self) -> String {
        let signs = Regex::new(r"'(?:[^'\\\n]|\\.)'").expect("a fixed pattern");
        let strings = Regex::new(r#""(?:[^"\\\n]|\\.)*""#).expect("a fixed pattern");
        let lines: Vec<String> = self
            .text
            .lines()
            .map(|line| signs.replace_all(line, "' '").into_owned())
            .map(|line| strings.replace_all(&line, "\"\"").split("//").next().unwrap_or_default().to_owned())
            .collect();
        without_tests(&lines.join("\n"))
    }

    /// Top-level modules that the file's own code names through `crate::` or enough `super::`.
    fn imports(&self) -> BTreeSet<String> {
        let code = self.code();
        let root = format!(r"\b(?:crate|(?:super::){{{}}}super)::(\{{|\w+)", self.modules().len() - 1);
        let root = Regex::new(&root).expect("a fixed pattern");
        let mut found = BTreeSet::new();
        for hit in root.captures_iter(&code) {
            let name = hit.get(1).expect("the group always takes part");
            if name.as_str() == "{" {
                found.extend(first_names(&code[name.end()..]));
            } else {
                found.insert(name.as_str().to_owned());
            }
        }
        found
    }
}

/// `code` up to each `#[cfg(test)]`, and again after the item it marks.
fn without_tests(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(open), semicolon) if semicolon.is_none_or(|s| open < s) => closing(rest, open),
            (_, Some(semicolon)) => semicolon + 1,
            _ => rest.len(),
        };
        rest = &rest[end..];
    }
    out + rest
}

/// Just after the brace that closes the one at `open`.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, sign) in code.char_indices().skip_while(|(at, _)| *at < open) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

/// The first name of each path in a group of imports whose opening brace has just been passed.
fn first_names(group: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let (mut depth, mut first) = (0, true);
    for sign in group.chars() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(String::new());
                first = true;
            }
            ':' if depth == 0 => first = false,
            c if depth == 0 && first && (c.is_alphanumeric() || c == '_') => {
                names.last_mut().expect("never empty").push(c);
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty() && name != "self");
    names
}

/// Every source file below a folder, by path.
fn sources(folder: &Path, prefix: &str) -> Vec<Source> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        let name = path.file_name().and_then(|n| n.to_str()).expect("names are UTF-8").to_owned();
        if path.is_dir() {
            found.extend(sources(&path, &format!("{prefix}{name}/")));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).expect("sources can be read");
            found.push(Source { path: format!("{prefix}{name}"), text });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn all_sources() -> Vec<Source> {
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "")
}

/// Top-level module → top-level modules it imports, tests and the crate's two roots left out.
fn import_graph(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|s| !s.is_test() && s.path != "lib.rs" && s.path != "main.rs") {
        let top = source.modules()[0].to_owned();
        let imports = source.imports().into_iter().filter(|name| *name != top);
        graph.entry(top.clone()).or_default().extend(imports.collect::<Vec<_>>());
    }
    graph
}

fn forbidden_imports(sources: &[Source]) -> Vec<String> {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut found = Vec::new();
    for (module, imports) in import_graph(sources) {
        match table.get(module.as_str()) {
            None => found.push(format!("`{module}` is not in the import table")),
            Some(allowed) => found.extend(
                imports
                    .iter()
                    .filter(|name| !allowed.contains(&name.as_str()))
                    .map(|name| format!("`{module}` may not import `{name}`")),
            ),
        }
    }
    found
}

/// Modules that import themselves through others.
fn cycles(sources: &[Source]) -> Vec<String> {
    let graph = import_graph(sources);
    graph.keys().filter(|module| reaches(&graph, module, module, &mut BTreeSet::new())).cloned().collect()
}

fn reaches(graph: &BTreeMap<String, BTreeSet<String>>, from: &str, goal: &str, seen: &mut BTreeSet<String>) -> bool {
    graph.get(from).is_some_and(|next| {
        next.iter().any(|name| name == goal || (seen.insert(name.clone()) && reaches(graph, name, goal, seen)))
    })
}

fn untidy_files(sources: &[Source]) -> Vec<String> {
    let unsafe_code = Regex::new(r"\bunsafe\b").expect("a fixed pattern");
    let mut found = Vec::new();
    for source in sources {
        let lines = source.text.lines().count();
        if lines > MOST_LINES {
            found.push(format!("{}: {lines} lines, more than {MOST_LINES}", source.path));
        }
        if !source.is_test() && !source.text.starts_with("//! ") {
            found.push(format!("{}: does not open with `//!` and what the module is for", source.path));
        }
        if unsafe_code.is_match(&source.code()) && !source.path.starts_with("solve/highs") {
            found.push(format!("{}: `unsafe` outside the solver adapter", source.path));
        }
    }
    found
}

/// American spellings in comments (code in back-ticks left out) and in strings.
fn american_spellings(sources: &[Source]) -> Vec<String> {
    let american = Regex::new(AMERICAN).expect("a fixed pattern");
    let quoted_code = Regex::new("`[^`]*`").expect("a fixed pattern");
    let prose = Regex::new(r#"//.*$|"(?:[^"\\]|\\.)*""#).expect("a fixed pattern");
    let mut found = Vec::new();
    for source in sources {
        for (number, line) in source.text.lines().enumerate() {
            for part in prose.find_iter(line) {
                let part = quoted_code.replace_all(part.as_str(), "");
                let word = american.find(&part).map(|word| word.as_str());
                if let Some(word) = word.filter(|word| !KEYWORDS.contains(&(source.path.as_str(), word))) {
                    found.push(format!("{}:{}: `{}`", source.path, number + 1, word));
                }
            }
        }
    }
    found
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn modules_import_only_what_the_table_allows() {
    assert_none("forbidden imports", &forbidden_imports(&all_sources()));
}

#[test]
fn modules_do_not_import_each_other_in_a_circle() {
    assert_none("modules in a cycle", &cycles(&all_sources()));
}

#[test]
fn files_are_short_have_a_header_and_keep_unsafe_in_one_place() {
    assert_none("untidy files", &untidy_files(&all_sources()));
}

#[test]
fn spelling_is_british() {
    assert_none("American spelling", &american_spellings(&all_sources()));
}

/// The checks on made-up sources: they must be able to fail.
mod made_up {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn imports_are_found_however_they_are_written() {
        let text = "//! x\nuse crate::{plan::Plan, solve::{self, mip}};\nuse super::super::audit::check;\n\
                    use super::cost;\nfn f() { crate::report::write() }\n/// see crate::cli\n\
                    #[cfg(test)]\nmod tests { use crate::run; fn g() { {} } }\nuse crate::id::NeedId;\n";
        let found = source("case/cost.rs", text).imports();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["audit", "id", "plan", "report", "solve"]);
    }

    #[test]
    fn an_import_against_the_table_is_refused() {
        let bad = [source("audit/mod.rs", "//! x\nuse super::network::Network;\n")];
        assert_eq!(forbidden_imports(&bad), ["`audit` may not import `network`"]);
        let stranger = [source("extra.rs", "//! x\n")];
        assert_eq!(forbidden_imports(&stranger), ["`extra` is not in the import table"]);
    }

    #[test]
    fn a_circle_is_seen() {
        let bad = [
            source("case/mod.rs", "//! x\nuse crate::plan::Plan;\n"),
            source("plan/mod.rs", "//! x\nuse crate::units::Year;\nuse crate::case::Case;\n"),
            source("units.rs", "//! x\n"),
        ];
        assert_eq!(cycles(&bad), ["case", "plan"]);
    }

    #[test]
    fn untidiness_is_seen() {
        let long = format!("//! x\n{}", "\n".repeat(MOST_LINES));
        let bad = [
            source("case/long.rs", &long),
            source("case/bare.rs", "use std::fmt;\n"),
            source("case/raw.rs", "//! Never unsafe.\nfn f() { unsafe { g() } }\n"),
            source("solve/highs.rs", "//! x\nfn f() { unsafe { g() } }\n"),
        ];
        assert_eq!(untidy_files(&bad).len(), 3, "{:?}", untidy_files(&bad));
    }

    #[test]
    fn american_spelling_is_seen_in_prose_only() {
        let text = "//! The `Color` of a map.\n/// Optimizes.\nlet color = \"our neighbor\";\nlet colour = 1;\n";
        let found = american_spellings(&[source("case/map.rs", text)]);
        assert_eq!(found, ["case/map.rs:2: `Optimizes`", "case/map.rs:3: `neighbor`"]);
    }
}
