//! Where children live and where settings stand.

use crate::id::{LocalityId, SettingId};

/// A point on the National Grid (EPSG:27700), metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Metres east of the grid's origin.
    pub easting: f64,
    /// Metres north of the grid's origin.
    pub northing: f64,
}

/// Rings of points that end where they begin: the outer one, then holes in it.
pub type Polygon = Vec<Vec<Point>>;

/// Somewhere children live: an LSOA, MSOA, ward or planning area.
#[derive(Debug, Clone, PartialEq)]
pub struct Locality {
    /// Its name in the tables.
    pub id: LocalityId,
    /// What people call it; the id where none is given.
    pub name: String,
    /// The local authority; blank where none is given.
    pub authority: String,
    /// The reporting group; blank where none is given.
    pub area: String,
    /// Where its children live on average.
    pub at: Point,
    /// How it is drawn; as a point where there is none. It decides nothing.
    pub boundary: Vec<Polygon>,
}

/// A school or college on its site.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Its URN or own id.
    pub id: SettingId,
    /// What people call it; the id where none is given.
    pub name: String,
    /// The local authority it stands in; blank where none is given.
    pub authority: String,
    /// Where it stands.
    pub at: Point,
}
