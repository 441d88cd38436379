//! The contract desk: what each block offer is worth under every future, and at what price it stops being worth it.
//!
//! A future is a scenario of the model, or the tables as they are with a factor on them. In each the best plan is found
//! first, then its projects are held and every child is placed anew with other contracts:
//!
//! ```text
//! worth(offer) = least cost with no offer signed − least cost with the offer signed alone
//! ```
//!
//! in what is minimised: discounted, penalties included. What is signed already stays signed. The same is asked of all
//! offers together, of the plan's own choice, of the offer beside a base that opens next door (`next_door`), and of
//! the offer in smaller lots (`lots`). Both sides of the equation are linear programmes; what they leave open is said
//! with every worth. Every plan is audited; one that fails is no figure but a reason why there is none.

mod across;
mod book;
mod futures;
mod lots;
mod next_door;
mod outlook;
mod price;
mod solved;
mod tables;
mod words;

use crate::answers::Totals;
use crate::plan::{Account, YearAccount};
use crate::units::{Kilometres, Pounds, Year};

pub use book::{book, is_output, verdicts};
pub use futures::{Asked, offers_in};
pub use outlook::of as outlook;
pub use words::{how_good, sentences};

/// A future, and what it says of the offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Future {
    /// What it is called.
    pub name: String,
    /// What it changes in the tables.
    pub steps: Vec<String>,
    /// What it says, or why it says nothing.
    pub outlook: Result<Outlook, Silent>,
}

/// Why a future says nothing of the offers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Silent {
    /// It leaves none to be signed.
    #[error("it leaves no offer to sign")]
    NoOffer,
    /// There is no plan of it, and why.
    #[error("{0}")]
    Failed(String),
}

/// What one future says of the offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Whether its best plan is proven as far as was asked.
    pub proven: bool,
    /// How far that plan can be from the best at most.
    pub gap: f64,
    /// Years of the plan.
    pub years: Vec<Year>,
    /// No offer, what the plan signs, and all that can be signed together.
    pub packets: Vec<Packet>,
    /// What is signed already, with no offer signed beside it.
    pub signed: Vec<(String, Account)>,
    /// Every offer of the tables, in their order, or why it cannot be signed.
    pub offers: Vec<(Offer, Result<Alone, String>)>,
}

/// Several offers signed together.
#[derive(Debug, Clone, PartialEq)]
pub struct Packet {
    /// Which, in words.
    pub what: &'static str,
    /// The offers of it, by id.
    pub signed: Vec<String>,
    /// What comes of it, or why that is not known.
    pub gain: Result<Gain, String>,
    /// Paid for empty places of its offers.
    pub void_paid: Pounds,
}

/// A block offer as the tables have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The group of which at most one is signed: tiers of one offer.
    pub group: Option<String>,
    /// Places a year.
    pub places: f64,
    /// £ a place in its first year.
    pub price: Pounds,
    /// Share of the price paid for an empty place.
    pub take_or_pay: f64,
    /// Places that its school adds where it is signed.
    pub new_places: f64,
    /// Its first and its last year.
    pub runs: (Year, Year),
}

/// What a signature brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// £ less that is minimised: discounted, penalties included; below zero where signing costs.
    pub worth: f64,
    /// £ by which that may be out, either way.
    pub within: f64,
    /// What else there is less of.
    pub less: Totals,
}

/// An offer signed alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Alone {
    /// Whether the best plan of the future signs it.
    pub chosen: bool,
    /// What it brings.
    pub gain: Gain,
    /// How full it is, and what it costs and saves.
    pub account: Account,
    /// The same year by year.
    pub years: Vec<YearAccount>,
    /// The price at which it is worth nothing; `None` where there is none.
    pub price: Option<BreakEven>,
    /// With a base next door, or why there can be none.
    pub next_door: Result<NextDoor, String>,
    /// In smaller lots, the fewest first and the whole offer among them; why not, where it cannot be parted.
    pub lots: Result<Vec<Lots>, String>,
}

/// The price of the first year at which an offer is worth nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreakEven {
    /// £ a place.
    pub price: Pounds,
    /// £ a place by which that may be out, either way.
    pub within: Pounds,
    /// Whether that is it; else it is at least this.
    pub sure: bool,
}

/// An offer with a base next door.
#[derive(Debug, Clone, PartialEq)]
pub struct NextDoor {
    /// The school that has the base.
    pub setting: String,
    /// From the offer's school, as the crow flies.
    pub distance: Kilometres,
    /// What kind of base.
    pub kind: String,
    /// Whom it takes, as in the tables.
    pub needs: String,
    /// Of which year groups.
    pub year_groups: String,
    /// With how many places.
    pub places: f64,
    /// When it opens.
    pub opens: Year,
    /// Child-years in it.
    pub children: f64,
    /// What the offer brings beside it.
    pub gain: Gain,
    /// How full the offer is then, and what it costs and saves.
    pub account: Account,
}

/// Some of the lots that an offer could be parted into.
#[derive(Debug, Clone, PartialEq)]
pub struct Lots {
    /// Which, in words.
    pub what: String,
    /// Places a year when all of them run.
    pub places: f64,
    /// What they bring.
    pub gain: Gain,
    /// How full they are, and what they cost and save, all together.
    pub account: Account,
}

impl Gain {
    /// Whether it is worth signing: more than what may be out.
    pub fn pays(&self) -> bool {
        self.worth > self.within
    }

    /// Whether it costs: more than what may be out.
    pub fn costs(&self) -> bool {
        self.worth < -self.within
    }
}
