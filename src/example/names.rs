//! Made-up names of towns, villages, counties and schools.

use std::collections::BTreeSet;

use super::draw::Draw;

const BEGINNINGS: [&str; 44] = [
    "Ald", "Amber", "Ash", "Barn", "Beck", "Birch", "Brack", "Bram", "Brock", "Calder", "Clay", "Cran", "Dun", "Elm",
    "Fal", "Fen", "Garth", "Gold", "Hale", "Harl", "Hather", "Hazel", "Hol", "Kel", "Kirk", "Lang", "Lin", "Mal",
    "Marl", "Mel", "Nether", "Nor", "Oak", "Pen", "Quar", "Raven", "Row", "Sand", "Shel", "Stan", "Thorn", "Wel",
    "Whit", "Wyn",
];
const ENDINGS: [&str; 26] = [
    "borough", "bourne", "bridge", "bury", "by", "combe", "cote", "dale", "den", "don", "field", "ford", "ham",
    "hurst", "ley", "mere", "more", "stead", "stoke", "stow", "thorpe", "ton", "wardine", "well", "wick", "worth",
];
const BEFORE: [&str; 9] = ["", "", "", "Great ", "Little ", "Upper ", "Nether ", "Kings ", "Long "];
const AFTER: [&str; 9] = ["", "", "", " Magna", " Parva", " Green", "-on-the-Hill", "-in-the-Vale", " St Mary"];
const SAINTS: [&str; 12] = [
    "St Aidan's",
    "St Anne's",
    "St Bede's",
    "St Cuthbert's",
    "St Hilda's",
    "St John's",
    "St Luke's",
    "St Mary's",
    "St Oswald's",
    "St Peter's",
    "Holy Trinity",
    "All Saints'",
];
const TREES: [&str; 16] = [
    "Alder",
    "Beech",
    "Blackthorn",
    "Cedar",
    "Cherry Tree",
    "Chestnut",
    "Fern",
    "Hawthorn",
    "Juniper",
    "Larch",
    "Linden",
    "Maple",
    "Poplar",
    "Rowan",
    "Sycamore",
    "Willow",
];
const LANDS: [&str; 10] = ["Bank", "Brook", "Fields", "Grove", "Heath", "Lea", "Meadow", "Mount", "View", "Wood"];

/// Names given out so far: no place and no school has the name of another.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A town: one word.
    pub(super) fn town(&mut self, draw: &mut Draw) -> String {
        self.unused(|| format!("{}{}", draw.one_of(&BEGINNINGS), draw.one_of(&ENDINGS)))
    }

    /// A village: perhaps with an ornament.
    pub(super) fn village(&mut self, draw: &mut Draw) -> String {
        self.unused(|| {
            let (before, after) = (*draw.one_of(&BEFORE), *draw.one_of(&AFTER));
            let after = if before.is_empty() { after } else { "" };
            format!("{before}{}{}{after}", draw.one_of(&BEGINNINGS), draw.one_of(&ENDINGS))
        })
    }

    /// A county named after its chief town.
    pub(super) fn county(town: &str) -> String {
        format!("{town}shire")
    }

    /// A primary school in a place.
    pub(super) fn primary(&mut self, place: &str, draw: &mut Draw) -> String {
        self.unused(|| match draw.position(8) {
            0..3 => format!("{place} {} CofE Primary School", draw.one_of(&SAINTS)),
            3 => format!("{place} {} Catholic Primary School", draw.one_of(&SAINTS)),
            4 => format!("{place} {} Community Primary School", draw.one_of(&LANDS)),
            _ => format!("{place} {} Primary School", draw.one_of(&LANDS)),
        })
    }

    /// A secondary school in a place.
    pub(super) fn secondary(&mut self, place: &str, draw: &mut Draw) -> String {
        self.unused(|| {
            let ending = *draw.one_of(&["Academy", "High School", "Community College", "School"]);
            if draw.position(3) == 0 {
                format!("{place} {ending}")
            } else {
                format!("{place} {} {ending}", draw.one_of(&LANDS))
            }
        })
    }

    /// A special or independent school: named after land, as they often are.
    pub(super) fn specialist(&mut self, place: &str, draw: &mut Draw) -> String {
        self.unused(|| format!("{} {} School, {place}", draw.one_of(&TREES), draw.one_of(&LANDS)))
    }

    /// A name that nothing else has; after many vain draws, one with a number.
    fn unused(&mut self, mut draw_name: impl FnMut() -> String) -> String {
        let mut name = draw_name();
        let mut draws = 0;
        while self.taken.contains(&name) {
            draws += 1;
            name = draw_name();
            if draws > 60 {
                name = format!("{name} ({})", self.taken.len());
            }
        }
        self.taken.insert(name.clone());
        name
    }
}
