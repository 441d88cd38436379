//! Names on a map that do not lie on one another: each takes the first free place around its point.

use maud::{Markup, html};

use super::super::chart::{WIDTH, clipped};
use super::frame::{Frame, text, unit};

/// Width of a letter and height of a line, in the units of the drawing.
const LETTER: f64 = 7.2;
const LINE: f64 = 16.0;

/// A name, its point and how far from the point it must stand.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Where it belongs.
    pub(super) at: (f64, f64),
    /// Radius of the mark there.
    pub(super) radius: f64,
    /// What it says.
    pub(super) text: String,
}

/// Left, top, right, bottom.
#[derive(Debug, Clone, Copy)]
struct Room([f64; 4]);

impl Room {
    fn meets(&self, other: &Self) -> bool {
        let (Self([a_left, a_top, a_right, a_bottom]), Self([b_left, b_top, b_right, b_bottom])) = (self, other);
        a_left < b_right && b_left < a_right && a_top < b_bottom && b_top < a_bottom
    }

    fn inside(&self, height: f64) -> bool {
        let Self([left, top, right, bottom]) = *self;
        left >= 4.0 && top >= 4.0 && right <= f64::from(WIDTH) - 40.0 && bottom <= height - 24.0
    }
}

/// The names, most important first, with a thin line where one stands off its point. A name that finds no free place is
/// left out; the table has it.
pub(super) fn placed(frame: &Frame, names: &[Name]) -> Markup {
    let mark = |name: &Name| {
        let ((x, y), r) = (name.at, name.radius);
        Room([x - r, y - r, x + r, y + r])
    };
    let mut taken: Vec<Room> = names.iter().map(mark).collect();
    let mut drawn = Vec::new();
    for name in names {
        let words = clipped(&name.text, 44);
        let free = |room: &Room| room.inside(frame.height) && !taken.iter().any(|other| room.meets(other));
        if let Some(room) = around(name, &words).into_iter().find(free) {
            taken.push(room);
            drawn.push(one(name, &words, room));
        }
    }
    html! { @for name in drawn { (name) } }
}

/// Places around a point: beside it, above and below, then further off.
fn around(name: &Name, words: &str) -> Vec<Room> {
    let ((x, y), wide) = (name.at, words.chars().count() as f64 * LETTER);
    let room = |left: f64, middle: f64| Room([left, middle - LINE / 2.0, left + wide, middle + LINE / 2.0]);
    [5.0_f64, 22.0, 44.0, 70.0]
        .into_iter()
        .flat_map(|off| {
            let (side, up) = (name.radius + off.min(24.0), name.radius + off + LINE / 2.0);
            let beside = if off > 5.0 { off } else { 0.0 };
            [
                room(x + side, y - beside),
                room(x - side - wide, y - beside),
                room(x + side, y + beside),
                room(x - side - wide, y + beside),
                room(x - wide / 2.0, y - up),
                room(x - wide / 2.0, y + up),
            ]
        })
        .collect()
}

fn one(name: &Name, words: &str, Room([left, top, right, bottom]): Room) -> Markup {
    let (x, y) = name.at;
    let nearest = (x.clamp(left, right), y.clamp(top, bottom));
    let away = (nearest.0 - x).hypot(nearest.1 - y) - name.radius;
    html! {
        @if away > 10.0 {
            line x1=(unit(x)) y1=(unit(y)) x2=(unit(nearest.0)) y2=(unit(nearest.1)) stroke="#555555" stroke-width="0.8" {}
        }
        (text((left, bottom - 4.0), "start", words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_points_that_are_close_do_not_meet() {
        let name = |x: f64| Name { at: (x, 100.0), radius: 4.0, text: "Somewhere".to_owned() };
        let [first, second] = [name(100.0), name(104.0)].map(|name| around(&name, "Somewhere"));
        assert!(first[0].meets(&second[0]));
        assert!(second.iter().any(|room| !room.meets(&first[0])));
    }
}
