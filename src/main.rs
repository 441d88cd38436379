//! placewise
fn main() {}
