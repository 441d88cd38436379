//! The only module that writes files, and the one that reads a run folder back.
//!
//! Everything is written whole or not at all: into a temporary folder beside the target, then renamed. A run folder
//! is replaced only when the new one is complete, and only where it holds nothing but what placewise wrote.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::why;
use crate::report::{self, File, RunFiles};

/// Why a folder cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It holds something that would be lost.
    #[error("{} holds {found}, which placewise did not write: it is left as it is", .folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
        /// A file in it.
        found: String,
    },
    /// It is not empty.
    #[error("{} is not empty: it holds {found}, which is left as it is", .folder.display())]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// A file in it.
        found: String,
    },
    /// It is a file.
    #[error("{} is a file, not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// Not a run folder.
    #[error("there is no run in {}: no {}", .0.display(), report::RECORD)]
    NotARun(PathBuf),
    /// The operating system refuses.
    #[error("{} cannot be {doing}: {}", .path.display(), why(.source))]
    Io {
        /// Where.
        path: PathBuf,
        /// What was tried.
        doing: &'static str,
        /// Why not.
        source: io::Error,
    },
}

/// Files by name: a path below the folder, with `/`.
pub type Files = [(String, Vec<u8>)];

/// A folder that can be written: nothing in the way, and the disk lets us.
#[derive(Debug)]
pub struct Target {
    folder: PathBuf,
}

impl Target {
    /// Checks, before a long solve, that a run folder can be written here.
    pub fn check(folder: &Path) -> Result<Self, FolderError> {
        Self::check_for(folder, &report::is_output)
    }

    /// The same of a folder for other files: those that `ours` knows are replaced, anything else is left alone.
    pub fn check_for(folder: &Path, ours: &dyn Fn(&str) -> bool) -> Result<Self, FolderError> {
        for name in names(folder)? {
            if !ours(&name) && !name.starts_with('.') {
                return Err(FolderError::Occupied { folder: folder.to_owned(), found: name });
            }
        }
        staging(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// A file as seen from the run folder, so that both can move together; its full path where it is on another disk.
    pub fn path_to(&self, file: &Path) -> String {
        let full = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or(path.into());
        let above = self.folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let here = full(above).join(self.folder.file_name().unwrap_or_default());
        let file = full(file);
        let common = here.components().zip(file.components()).take_while(|(a, b)| a == b).count();
        if common == 0 {
            return file.display().to_string();
        }
        let up = here.components().skip(common).map(|_| "..".to_owned());
        let down = file.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
        up.chain(down).collect::<Vec<_>>().join("/")
    }

    /// Writes the run folder, in place of the one that was there.
    pub fn write<'a>(self, files: impl IntoIterator<Item = File<'a>>) -> Result<(), FolderError> {
        let staging = staging(&self.folder)?;
        let (new, old) = (staging.path().join("new"), staging.path().join("old"));
        fill(&new, files)?;
        let there = self.folder.exists();
        if there {
            rename(&self.folder, &old)?;
        }
        rename(&new, &self.folder).inspect_err(|_| {
            if there {
                // Best effort: the first error is the one to tell.
                let _ = fs::rename(&old, &self.folder);
            }
        })
    }

    /// Removes the run folder.
    pub fn remove(self) -> Result<(), FolderError> {
        rename(&self.folder, &staging(&self.folder)?.path().join("old"))
    }
}

/// The run folders in a folder whose names are wanted, each of which may be replaced or removed.
pub fn runs_in(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Target>, FolderError> {
    let names = entries(folder)?.into_iter().filter(|name| wanted(name));
    names.map(|name| Target::check(&folder.join(name))).collect()
}

/// Writes a new folder, or fills an empty one.
pub fn write_new(folder: &Path, files: &Files) -> Result<(), FolderError> {
    if let Some(found) = entries(folder)?.into_iter().next() {
        return Err(FolderError::NotEmpty { folder: folder.to_owned(), found });
    }
    let staging = staging(folder)?;
    let new = staging.path().join("new");
    fill(&new, files.iter().map(|(name, bytes)| File::bytes(name, bytes.clone())))?;
    if !folder.exists() {
        return rename(&new, folder);
    }
    for name in entries(&new)? {
        rename(&new.join(&name), &folder.join(&name))?;
    }
    Ok(())
}

/// Writes one file, in place of the one that was there.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let staging = staging(path)?;
    let new = staging.path().join("new");
    fs::write(&new, bytes).map_err(|source| refused(path, "written", source))?;
    rename(&new, path)
}

/// The files that placewise wrote into a run folder.
pub fn read(folder: &Path) -> Result<RunFiles, FolderError> {
    read_those(folder, &report::is_output)
}

/// Some of them; those that are not there are left out.
pub fn read_some(folder: &Path, names: &[&str]) -> Result<RunFiles, FolderError> {
    read_those(folder, &|name| names.contains(&name))
}

fn read_those(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<RunFiles, FolderError> {
    let mut files = RunFiles::new();
    for name in entries(folder)?.into_iter().filter(|name| wanted(name)) {
        let path = folder.join(&name);
        let bytes = fs::read(&path).map_err(|source| refused(&path, "read", source))?;
        files.insert(name, bytes);
    }
    if files.contains_key(report::RECORD) { Ok(files) } else { Err(FolderError::NotARun(folder.to_owned())) }
}

/// Names in a run folder, with those in its folder for publication.
fn names(folder: &Path) -> Result<Vec<String>, FolderError> {
    let mut names = entries(folder)?;
    let published = folder.join(report::PUBLISH);
    if published.is_dir() {
        names.retain(|name| name != report::PUBLISH);
        names.extend(entries(&published)?.into_iter().map(|name| format!("{}/{name}", report::PUBLISH)));
    }
    Ok(names)
}

/// Names in a folder, sorted; none where there is no such folder.
fn entries(folder: &Path) -> Result<Vec<String>, FolderError> {
    if folder.is_file() {
        return Err(FolderError::NotAFolder(folder.to_owned()));
    }
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let read = || -> io::Result<Vec<String>> {
        let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        let mut names: Vec<String> = names.collect::<io::Result<_>>()?;
        names.sort_unstable();
        Ok(names)
    };
    read().map_err(|source| refused(folder, "read", source))
}

/// A temporary folder beside the target, on the same disk; gone when dropped. Makes the folders above the target.
fn staging(target: &Path) -> Result<tempfile::TempDir, FolderError> {
    let above = target.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let make = || {
        fs::create_dir_all(above)?;
        tempfile::Builder::new().prefix(".placewise-").tempdir_in(above)
    };
    make().map_err(|source| refused(target, "written", source))
}

/// Writes files into a folder that is not there yet.
fn fill<'a>(folder: &Path, files: impl IntoIterator<Item = File<'a>>) -> Result<(), FolderError> {
    fs::create_dir(folder).map_err(|source| refused(folder, "made", source))?;
    for file in files {
        let path = folder.join(&file.name);
        let above = path.parent().unwrap_or(folder);
        let written = fs::create_dir_all(above).and_then(|()| fs::File::create(&path)).and_then(|handle| {
            let mut to = io::BufWriter::new(handle);
            file.write(&mut to)?;
            to.flush()
        });
        written.map_err(|source| refused(&path, "written", source))?;
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<(), FolderError> {
    fs::rename(from, to).map_err(|source| refused(to, "replaced (is one of its files open?)", source))
}

fn refused(path: &Path, doing: &'static str, source: io::Error) -> FolderError {
    FolderError::Io { path: path.to_owned(), doing, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> (String, Vec<u8>) {
        (name.to_owned(), text.as_bytes().to_vec())
    }

    fn output(name: &str, text: &str) -> File<'static> {
        File::bytes(name, text.as_bytes().to_vec())
    }

    #[test]
    fn a_run_folder_replaces_the_one_before_and_leaves_nothing_behind() {
        let home = tempfile::tempdir().unwrap();
        let run = home.path().join("runs/base");
        Target::check(&run).unwrap().write([output("run.json", "1"), output("finance.csv", "x")]).unwrap();
        Target::check(&run).unwrap().write([output("run.json", "2")]).unwrap();
        assert_eq!(entries(&run).unwrap(), ["run.json"]);
        assert_eq!(read(&run).unwrap()["run.json"], b"2");
        assert_eq!(entries(&home.path().join("runs")).unwrap(), ["base"]);
    }

    #[test]
    fn the_runs_of_a_folder_are_removed_unless_one_holds_anything_of_the_users() {
        let home = tempfile::tempdir().unwrap();
        for name in ["plan-01", "plan-02", "other"] {
            Target::check(&home.path().join(name)).unwrap().write([output("run.json", "1")]).unwrap();
        }
        let runs = || runs_in(home.path(), &|name| name.starts_with("plan-"));
        fs::write(home.path().join("plan-02/notes.docx"), "mine").unwrap();
        assert!(matches!(runs().unwrap_err(), FolderError::Occupied { found, .. } if found == "notes.docx"));
        fs::remove_file(home.path().join("plan-02/notes.docx")).unwrap();
        runs().unwrap().into_iter().try_for_each(Target::remove).unwrap();
        assert_eq!(entries(home.path()).unwrap(), ["other"]);
        assert!(runs_in(&home.path().join("nowhere"), &|_| true).unwrap().is_empty());
    }

    #[test]
    fn a_file_is_found_from_the_run_folder() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("models")).unwrap();
        let model = home.path().join("models/county.toml");
        fs::write(&model, "").unwrap();
        let target = Target::check(&home.path().join("runs/county-base")).unwrap();
        assert_eq!(target.path_to(&model), "../../models/county.toml");
    }

    #[test]
    fn a_folder_with_anything_of_the_users_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("run.json"), "1").unwrap();
        fs::write(home.path().join("notes.docx"), "mine").unwrap();
        let error = Target::check(home.path()).unwrap_err();
        assert!(matches!(error, FolderError::Occupied { found, .. } if found == "notes.docx"));
        assert!(matches!(write_new(home.path(), &[]), Err(FolderError::NotEmpty { .. })));
    }

    #[test]
    fn what_was_published_goes_with_its_run_and_notes_beside_it_stay() {
        let home = tempfile::tempdir().unwrap();
        let run = home.path().join("base");
        let files = || [output("run.json", "1"), output("publish/children.csv", "c")];
        Target::check(&run).unwrap().write(files()).unwrap();
        Target::check(&run).unwrap().write([output("run.json", "2")]).unwrap();
        assert_eq!(entries(&run).unwrap(), ["run.json"], "what was published of another plan is gone");
        Target::check(&run).unwrap().write(files()).unwrap();
        assert_eq!(read(&run).unwrap().len(), 1, "nothing that is published is read back");
        fs::write(run.join("publish/press release.docx"), "mine").unwrap();
        let error = Target::check(&run).unwrap_err();
        assert!(matches!(error, FolderError::Occupied { found, .. } if found == "publish/press release.docx"));
    }

    #[test]
    fn a_place_that_cannot_be_written_is_found_out_before_the_solve() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(Target::check(&file), Err(FolderError::NotAFolder(_))));
        assert!(matches!(Target::check(&file.join("below/run")), Err(FolderError::Io { .. })));
    }

    #[test]
    fn a_new_folder_is_filled_and_an_empty_one_too() {
        let home = tempfile::tempdir().unwrap();
        for name in ["new", "empty"] {
            let folder = home.path().join(name);
            if name == "empty" {
                fs::create_dir(&folder).unwrap();
            }
            write_new(&folder, &[file("model.toml", "m"), file("tables/kinds.csv", "k")]).unwrap();
            assert_eq!(fs::read_to_string(folder.join("tables/kinds.csv")).unwrap(), "k");
        }
        assert_eq!(entries(home.path()).unwrap(), ["empty", "new"]);
    }

    #[test]
    fn what_is_not_a_run_folder_is_not_read() {
        let home = tempfile::tempdir().unwrap();
        assert!(matches!(read(home.path()), Err(FolderError::NotARun(_))));
    }
}
