//! Primary needs, bands of need, and a scope: everything or a list.

use crate::id::{BandId, NeedId};

/// A primary need, such as `ASD`.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Its code, as in the SEN2 return.
    pub id: NeedId,
}

/// A band of need within a primary need; a case without bands has one, named `-`.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its name.
    pub id: BandId,
}

/// Everything, or the listed things.
#[derive(Debug, Clone, PartialEq)]
pub enum Scope<T> {
    /// `*`, or a blank where blank means everything.
    All,
    /// Only these.
    Only(Vec<T>),
}

impl<T: PartialEq> Scope<T> {
    /// Whether `item` is meant.
    pub fn includes(&self, item: &T) -> bool {
        match self {
            Self::All => true,
            Self::Only(items) => items.contains(item),
        }
    }
}
