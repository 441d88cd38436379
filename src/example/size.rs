//! How large a made-up county is: five sizes by name, and any other extent in numbers.

use std::fmt;
use std::str::FromStr;

use super::land::Spot;

/// The middle of the land.
pub(super) const MIDDLE: Spot = Spot { x: 432_000.0, y: 268_000.0 };

/// A size of example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// A district, one year.
    S,
    /// A small county, four years: the committed example.
    M,
    /// A county, ten years, 600 localities.
    L,
    /// A region of seven counties, ten years, 4,000 localities.
    Xl,
    /// All England, one year, 33,755 localities.
    Xxl,
}

impl Size {
    /// Every size, smallest first.
    pub const ALL: [Self; 5] = [Self::S, Self::M, Self::L, Self::Xl, Self::Xxl];

    /// As it is written on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::M => "M",
            Self::L => "L",
            Self::Xl => "XL",
            Self::Xxl => "XXL",
        }
    }

    /// What this size means in numbers: a place to start from for a county of another extent.
    pub fn extent(self) -> Extent {
        let small = Extent {
            localities: 10,
            years: 1,
            radius_km: 11.0,
            children_per_locality: 1_900.0,
            all_needs: false,
            roll: true,
            decimals: 2,
            candidates: 4,
            bases_per_10_000: 1.0,
        };
        let large = Extent {
            localities: 600,
            years: 10,
            radius_km: 30.0,
            children_per_locality: 380.0,
            all_needs: true,
            roll: true,
            decimals: 3,
            candidates: 8,
            bases_per_10_000: 1.0,
        };
        match self {
            Self::S => small,
            Self::M => Extent { localities: 14, years: 4, radius_km: 17.0, children_per_locality: 2_700.0, ..small },
            Self::L => large,
            Self::Xl => Extent { localities: 4_000, candidates: 6, ..large },
            Self::Xxl => Extent { localities: 33_755, years: 1, radius_km: 24.0, candidates: 6, roll: false, ..large },
        }
    }

    /// Where the centres of its authorities are.
    pub(super) fn centres(self) -> Vec<Spot> {
        match self {
            Self::S | Self::M | Self::L => vec![MIDDLE],
            Self::Xl => {
                let around =
                    [(0.0, 0.0), (64e3, 0.0), (-64e3, 0.0), (32e3, 56e3), (-32e3, 56e3), (32e3, -56e3), (-32e3, -56e3)];
                around.iter().map(|(x, y)| Spot { x: MIDDLE.x + x, y: MIDDLE.y + y }).collect()
            }
            Self::Xxl => england(),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|size| size.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("'{text}' is not a size: give S, M, L, XL or XXL"))
    }
}

/// How large a made-up county is, in numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// Localities in all its authorities, about: towns and villages round them to whole ones. At least 10.
    pub localities: usize,
    /// Academic years planned. At least 1.
    pub years: usize,
    /// Radius of an authority, kilometres.
    pub radius_km: f64,
    /// Children and young people of a locality, 0 to 18.
    pub children_per_locality: f64,
    /// All twelve primary needs, or the seven commonest groups.
    pub all_needs: bool,
    /// Whether it says who is where already.
    pub roll: bool,
    /// Decimals of the numbers of children.
    pub decimals: i32,
    /// Provisions of each family considered for a cell.
    pub candidates: usize,
    /// Bases that could open for each 10,000 children and young people, as long as there are schools without one. Most
    /// are two projects: a smaller one and a larger.
    pub bases_per_10_000: f64,
}

impl Extent {
    /// The same with the least that makes a county.
    pub(super) fn at_least_a_county(self) -> Self {
        Self { localities: self.localities.max(10), years: self.years.max(1), ..self }
    }
}

/// A grid of centres over England: rows by northing, each from a westernmost to an easternmost easting (km).
fn england() -> Vec<Spot> {
    const STEP: f64 = 45e3;
    const ROWS: [(f64, f64, f64); 10] = [
        (95.0, 245.0, 330.0),
        (140.0, 310.0, 560.0),
        (185.0, 360.0, 590.0),
        (230.0, 350.0, 600.0),
        (275.0, 340.0, 610.0),
        (320.0, 350.0, 600.0),
        (365.0, 365.0, 530.0),
        (410.0, 360.0, 520.0),
        (470.0, 370.0, 490.0),
        (535.0, 365.0, 430.0),
    ];
    let mut found = Vec::new();
    for (northing, west, east) in ROWS {
        let count = ((east - west) * 1e3 / STEP).floor() as usize + 1;
        for at in 0..count {
            found.push(Spot { x: west * 1e3 + STEP * at as f64, y: northing * 1e3 });
        }
    }
    found
}
