//! Why the operating system refuses a file, in plain words.

use std::io::{Error, ErrorKind};

/// The reason without the number of the error: `there is no such file or folder`.
pub fn why(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "you may not open or change it".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "part of its path is a file, not a folder".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_the_error_is_left_out() {
        assert_eq!(why(&std::fs::read("no/such/file").unwrap_err()), "there is no such file or folder");
        assert!(!why(&Error::from_raw_os_error(5)).contains("os error"));
    }
}
