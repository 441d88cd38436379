//! A file of a run folder: its name, and its bytes as they are wanted.
//!
//! The tables of a region are gigabytes, so they are made row by row while they are written.

use std::io::{self, Write};

use super::Table;

/// A file of a run folder.
#[derive(Debug)]
pub struct File<'a> {
    /// Its name: a path below the folder, with `/`.
    pub name: String,
    content: Content<'a>,
}

#[derive(Debug)]
enum Content<'a> {
    Bytes(Vec<u8>),
    Table(Table<'a>),
}

impl<'a> File<'a> {
    /// A file of these bytes.
    pub fn bytes(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), content: Content::Bytes(bytes) }
    }

    /// A table as CSV.
    pub fn table(table: Table<'a>) -> Self {
        Self { name: format!("{}.csv", table.name), content: Content::Table(table) }
    }

    /// Writes it out.
    pub fn write(self, to: &mut dyn Write) -> io::Result<()> {
        match self.content {
            Content::Bytes(bytes) => to.write_all(&bytes),
            Content::Table(table) => table.write_csv(to),
        }
    }

    /// Its name and bytes.
    pub fn into_bytes(self) -> (String, Vec<u8>) {
        match self.content {
            Content::Bytes(bytes) => (self.name, bytes),
            Content::Table(table) => (self.name, table.into_csv()),
        }
    }
}
