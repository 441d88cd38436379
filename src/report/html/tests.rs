//! The page of a plan made by hand.
