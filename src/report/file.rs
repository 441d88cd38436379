//! A file of a run folder: its name, and its bytes as they are wanted.
//!
//! The tables of a region are gigabytes, so they are made row by row while they are written.

use std::fmt;
use std::io::{self, Write};

use super::Table;

/// A file of a run folder.
#[derive(Debug)]
pub struct File<'a> {
    /// Its name: a path below the folder, with `/`.
    pub name: String,
    content: Content<'a>,
}

enum Content<'a> {
    Bytes(Vec<u8>),
    Table(Table<'a>),
    Made(Box<dyn FnOnce() -> io::Result<Vec<u8>> + 'a>),
}

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes(_) => "Bytes",
            Self::Table(_) => "Table",
            Self::Made(_) => "Made",
        })
    }
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

    /// A file whose bytes are made when it is written.
    pub fn made(name: &str, make: impl FnOnce() -> io::Result<Vec<u8>> + 'a) -> Self {
        Self { name: name.to_owned(), content: Content::Made(Box::new(make)) }
    }

    /// The same file in a folder.
    #[must_use]
    pub fn within(self, folder: &str) -> Self {
        Self { name: format!("{folder}/{}", self.name), ..self }
    }

    /// Writes it out.
    pub fn write(self, to: &mut dyn Write) -> io::Result<()> {
        match self.content {
            Content::Bytes(bytes) => to.write_all(&bytes),
            Content::Table(table) => table.write_csv(to),
            Content::Made(make) => to.write_all(&make()?),
        }
    }

    /// Its name and bytes.
    pub fn into_bytes(self) -> io::Result<(String, Vec<u8>)> {
        let (name, mut bytes) = (self.name.clone(), Vec::new());
        self.write(&mut bytes)?;
        Ok((name, bytes))
    }
}
