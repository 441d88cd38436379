//! A mixed-integer programme: named columns and rows. The algebra is `good_lp`'s; the storage is flat.
//!
//! Rows are written as `good_lp` constraints and turned at once into sparse rows `Σ value · column ≤ upper` (or `=`), so
//! that a programme of millions of nonzeros stays small. Names are made only when they are wanted: for model files and
//! golden tests. Nothing here knows what the programme is about, nor who will solve it.

pub mod lp;
pub mod mps;

use std::collections::HashMap;

use good_lp::{Constraint, IntoAffineExpression, ProblemVariables, Variable, variable};

/// Whether columns and rows keep their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// For model files and tests.
    Kept,
    /// For solving: names of millions of columns are dear.
    Dropped,
}

/// What a column may be and what it costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Never below this.
    pub lower: f64,
    /// Never above this; may be infinite.
    pub upper: f64,
    /// Its coefficient in the objective, which is minimised.
    pub cost: f64,
    /// Whole numbers only.
    pub integer: bool,
}

impl Column {
    /// Any amount from 0 up.
    pub fn amount(cost: f64) -> Self {
        Self { lower: 0.0, upper: f64::INFINITY, cost, integer: false }
    }

    /// Yes or no.
    pub fn decision(cost: f64) -> Self {
        Self { lower: 0.0, upper: 1.0, cost, integer: true }
    }

    /// The same, never above `upper`.
    #[must_use]
    pub fn at_most(self, upper: f64) -> Self {
        Self { upper, ..self }
    }

    /// The same, fixed at `value`.
    #[must_use]
    pub fn fixed(self, value: f64) -> Self {
        Self { lower: value, upper: value, ..self }
    }

    /// Whether it can have one value only.
    pub fn is_fixed(self) -> bool {
        self.upper <= self.lower
    }
}

/// A programme: minimise `constant + Σ cost · column` subject to its rows.
pub struct Program {
    variables: ProblemVariables,
    index: HashMap<Variable, u32>,
    columns: Vec<Column>,
    row_begin: Vec<usize>,
    entry_column: Vec<u32>,
    entry_value: Vec<f64>,
    row_upper: Vec<f64>,
    row_equal: Vec<bool>,
    names: Option<(Vec<String>, Vec<String>)>,
    /// What no column changes; added to every objective value that leaves the solver.
    pub constant: f64,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program")
            .field("columns", &self.columns.len())
            .field("rows", &self.rows())
            .field("nonzeros", &self.nonzeros())
            .finish_non_exhaustive()
    }
}

impl Program {
    /// An empty programme.
    pub fn new(names: Names) -> Self {
        Self {
            variables: ProblemVariables::new(),
            index: HashMap::new(),
            columns: Vec::new(),
            row_begin: vec![0],
            entry_column: Vec::new(),
            entry_value: Vec::new(),
            row_upper: Vec::new(),
            row_equal: Vec::new(),
            names: (names == Names::Kept).then(Default::default),
            constant: 0.0,
        }
    }

    /// Adds a column.
    pub fn column(&mut self, name: impl FnOnce() -> String, column: Column) -> Variable {
        let variable = self.variables.add(variable());
        self.index.insert(variable, self.columns.len() as u32);
        self.columns.push(column);
        if let Some((columns, _)) = &mut self.names {
            columns.push(name());
        }
        variable
    }

    /// Adds a row and gives its position. A row without columns says nothing and is left out.
    pub fn row(&mut self, name: impl FnOnce() -> String, constraint: &Constraint) -> Option<usize> {
        let expression = constraint.expression();
        let mut entries: Vec<(u32, f64)> = expression
            .linear_coefficients()
            .map(|(variable, value)| (self.index[&variable], value))
            .filter(|&(_, value)| value != 0.0)
            .collect();
        if entries.is_empty() {
            return None;
        }
        entries.sort_unstable_by_key(|&(column, _)| column);
        self.entry_column.extend(entries.iter().map(|&(column, _)| column));
        self.entry_value.extend(entries.iter().map(|&(_, value)| value));
        self.row_begin.push(self.entry_column.len());
        self.row_upper.push(-expression.constant());
        self.row_equal.push(constraint.is_equality());
        if let Some((_, rows)) = &mut self.names {
            rows.push(name());
        }
        Some(self.rows() - 1)
    }

    /// The position of a column.
    pub fn position(&self, variable: Variable) -> usize {
        self.index[&variable] as usize
    }

    /// All columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.row_upper.len()
    }

    /// How many coefficients.
    pub fn nonzeros(&self) -> usize {
        self.entry_value.len()
    }

    /// A row: its columns, its coefficients, its right-hand side and whether it is an equation (else `≤`).
    pub fn row_at(&self, row: usize) -> (&[u32], &[f64], f64, bool) {
        let entries = self.row_begin[row]..self.row_begin[row + 1];
        let (columns, values) = (&self.entry_column[entries.clone()], &self.entry_value[entries]);
        (columns, values, self.row_upper[row], self.row_equal[row])
    }

    /// All rows at once: where each begins, and the columns and coefficients one after the other.
    pub fn sparse_rows(&self) -> (&[usize], &[u32], &[f64]) {
        (&self.row_begin, &self.entry_column, &self.entry_value)
    }

    /// Right-hand sides, row by row, and whether each row is an equation (else `≤`).
    pub fn right_hand_sides(&self) -> (&[f64], &[bool]) {
        (&self.row_upper, &self.row_equal)
    }

    /// The name of a column: its own, or its position.
    fn column_name(&self, column: usize) -> String {
        self.names.as_ref().map_or_else(|| format!("x{column}"), |(columns, _)| columns[column].clone())
    }

    /// The name of a row: its own, or its position.
    fn row_name(&self, row: usize) -> String {
        self.names.as_ref().map_or_else(|| format!("r{row}"), |(_, rows)| rows[row].clone())
    }
}

/// Longest name that every solver's reader takes.
const LONGEST_NAME: usize = 90;

/// Names that every solver's reader takes: letters, digits and `!#$%&(),.;?@_{}~`, unique, at most 90 characters.
fn readable_names(count: usize, name: impl Fn(usize) -> String) -> Vec<String> {
    let mut seen = std::collections::HashSet::with_capacity(count);
    let tidy = |c: char| if c.is_ascii_alphanumeric() || "!#$%&(),.;?@_{}~".contains(c) { c } else { '_' };
    let unique = |i: usize| {
        let mut text: String = name(i).chars().map(tidy).collect();
        if text.len() > LONGEST_NAME || seen.contains(&text) {
            let family: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
            text = format!("{family}#{i}");
        }
        seen.insert(text.clone());
        text
    };
    (0..count).map(unique).collect()
}

/// The name of the column that carries the programme's constant in a written model.
const CONSTANT: &str = "constant";

#[cfg(test)]
mod tests;
