//! Under which assumptions a plan is made: the tables as they are, or as a scenario of the model file changes them.

/// The scenario that takes the tables as they are.
pub const BASE: &str = "base";

/// What stands for every scenario on the command line.
pub const ALL: &str = "all";

/// A scenario, and what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its name in the model file, or [`BASE`].
    pub name: String,
    /// What it did to the tables, a sentence each, in order; none for [`BASE`].
    pub steps: Vec<String>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self { name: BASE.to_owned(), steps: Vec::new() }
    }
}

/// The name as part of a folder's: small letters and digits, `-` for all else. `High growth, 10%` is `high-growth-10`.
pub fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_folder() {
        assert_eq!(slug("High growth, 10%"), "high-growth-10");
        assert_eq!(slug("../Wŷr/"), "wŷr");
        assert_eq!(slug("%"), "");
    }
}
