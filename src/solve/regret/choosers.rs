//! Cells that choose a place for their children, and whose turn it is.
//!
//! Whoever would lose most by not having their next choice chooses first; among equals the earliest cell.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Fewer children than this are nobody.
pub(super) const NOBODY: f64 = 1e-9;

/// An option of a cell: a lane, within the places or above them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// `W`, discounted £, and what is paid above the places.
    pub(super) value: f64,
    pub(super) lane: u32,
    pub(super) above: bool,
    /// Share of the cell that prices put there.
    pub(super) share: f64,
}

/// Children of a cell (by position) whom prices share out to a place.
pub(super) struct Wish {
    pub(super) cell: usize,
    pub(super) choice: Choice,
    pub(super) children: f64,
}

/// A cell that chooses.
pub(super) struct Chooser {
    pub(super) chain: usize,
    pub(super) stage: usize,
    /// Children still to be placed.
    pub(super) children: f64,
    /// How many of them prices would have wait.
    pub(super) waiting: f64,
    /// Its options, best first, and the next that it will try.
    pub(super) choices: Vec<Choice>,
    pub(super) next: usize,
}

impl Chooser {
    fn regret(&self) -> f64 {
        match self.choices.get(self.next..) {
            Some([first, second, ..]) => second.value - first.value,
            Some([_]) => f64::MAX,
            _ => 0.0,
        }
    }
}

/// Those that still have children to place, the greatest regret first.
pub(super) struct Queue(BinaryHeap<Turn>);

impl Queue {
    pub(super) fn of(cells: &[Chooser]) -> Self {
        let mut queue = Self(BinaryHeap::new());
        for at in 0..cells.len() {
            queue.join(cells, at);
        }
        queue
    }

    /// Queues (again), unless nobody is left to place.
    pub(super) fn join(&mut self, cells: &[Chooser], at: usize) {
        if cells[at].children > NOBODY {
            self.0.push(Turn { regret: cells[at].regret(), chooser: at });
        }
    }

    /// Whose turn it is.
    pub(super) fn next(&mut self) -> Option<usize> {
        self.0.pop().map(|turn| turn.chooser)
    }
}

/// A chooser in the queue: the greatest regret first, then the earliest cell.
struct Turn {
    regret: f64,
    chooser: usize,
}

impl PartialEq for Turn {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Turn {}
impl PartialOrd for Turn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Turn {
    fn cmp(&self, other: &Self) -> Ordering {
        self.regret.total_cmp(&other.regret).then(other.chooser.cmp(&self.chooser))
    }
}
