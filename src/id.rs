//! Names users give to things (`LocalityId` …) and positions of those things in the case (`LocalityIx` …).
//!
//! An id is text: trimmed, non-empty, without `*` and `;`. An index is a position in the vector of the [`Case`]
//! that holds the thing; it is only made where that vector is built.
//!
//! [`Case`]: crate::case::Case

use std::fmt;

use serde::Serialize;

/// Why a text cannot be an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing but blanks.
    #[error("an id cannot be blank")]
    Blank,
    /// `*` means everything and `;` separates a list, so neither can be part of a name.
    #[error("an id cannot contain '{0}'")]
    Reserved(char),
}

/// Checks and trims the text of an id.
fn tidy(text: &str) -> Result<Box<str>, IdError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(IdError::Blank);
    }
    match text.chars().find(|c| matches!(c, '*' | ';')) {
        Some(c) => Err(IdError::Reserved(c)),
        None => Ok(text.into()),
    }
}

macro_rules! id {
    ($($thing:literal $id:ident $ix:ident;)*) => {$(
        #[doc = concat!("The name of a ", $thing, ".")]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $id(Box<str>);

        impl $id {
            /// Trims the text and refuses a blank, `*` or `;`.
            pub fn new(text: &str) -> Result<Self, IdError> {
                tidy(text).map(Self)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        #[doc = concat!("The position of a ", $thing, " in its case.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $ix(u32);

        impl $ix {
            /// From a position in the case's vector.
            pub fn new(position: usize) -> Self {
                Self(position as u32)
            }

            /// The position in the case's vector.
            pub fn get(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

id! {
    "locality" LocalityId LocalityIx;
    "primary need" NeedId NeedIx;
    "band of need" BandId BandIx;
    "stage (range of year groups)" StageId StageIx;
    "setting" SettingId SettingIx;
    "kind of provision" KindId KindIx;
    "provision" ProvisionId ProvisionIx;
    "project" ProjectId ProjectIx;
    "contract" ContractId ContractIx;
    "policy" PolicyId PolicyIx;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_trimmed_and_free_of_reserved_signs() {
        assert_eq!(NeedId::new("  ASD ").unwrap().as_str(), "ASD");
        assert_eq!(NeedId::new(" \t"), Err(IdError::Blank));
        assert_eq!(NeedId::new("A;B"), Err(IdError::Reserved(';')));
        assert_eq!(NeedId::new("*"), Err(IdError::Reserved('*')));
    }
}
