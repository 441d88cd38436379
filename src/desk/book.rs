//! The files of the desk, and the chapters of its page and workbook: what to sign first, then a chapter for each offer.

use rust_xlsxwriter::XlsxError;

use super::across::{self, Across};
use super::tables;
use super::{Future, sentences};
use crate::report::{Chapter, Sheet, sheet_files};
use crate::units::grouped;

/// What its page and workbook are called.
const STEM: &str = "contracts";

/// Names of its tables.
const TABLES: [&str; 11] = [
    "verdicts",
    "worth",
    "prices",
    "tiers",
    "packets",
    "signed",
    "futures",
    "offers",
    "offer_years",
    "next_door",
    "lots",
];

/// Whether the desk writes a file of this name.
pub fn is_output(file: &str) -> bool {
    let table = |file: &str| file.strip_suffix(".csv").is_some_and(|name| TABLES.contains(&name));
    file == "contracts.html" || file == "contracts.xlsx" || table(file)
}

/// Columns that the page and the workbook show; the CSV files have them all.
const OFFER_SHOWN: [&str; 11] = [
    "offer",
    "future",
    "plan signs it",
    "worth, £",
    "within, £",
    "spent less, £",
    "filled",
    "paid for empty places, £",
    "saving on the spot price, £",
    "break-even occupancy",
    "break-even price, £ a place",
];
const DOOR_SHOWN: [&str; 10] = [
    "offer",
    "future",
    "base at",
    "km away",
    "child-years in it",
    "worth without it, £",
    "worth beside it, £",
    "within, £",
    "filled",
    "paid for empty places, £",
];
const LOTS_SHOWN: [&str; 9] = [
    "offer",
    "future",
    "lots",
    "worth most",
    "worth, £",
    "within, £",
    "filled",
    "paid for empty places, £",
    "saving on the spot price, £",
];
const PACKETS_SHOWN: [&str; 8] =
    ["future", "signed", "offers", "worth, £", "within, £", "spent less, £", "paid for empty places, £", "problem"];

/// How each figure is worked out, for the last chapter.
const METHOD: [&str; 9] = [
    "In each future the best plan is found first. Its projects are then held, what is signed already stays signed, and every child is placed anew: with no offer, with each offer alone, with what the plan signs and with all together.",
    "Worth: what is minimised (discounted £, penalties included) with no offer signed, less the same with the offer signed alone: the plan's own measure. It may be out by `within`, either way. Spent less: the same of money alone, all purses, not discounted. Worths do not add up: two offers may be for the same children.",
    "What is held decides: beside the projects of the plan an offer may be worth little that would be worth more in place of one of them. What the best plan of a future signs, when projects and offers are all free, stands in `plan signs it`.",
    "Saving: what the children in its places would cost at the same school at the spot price, less what is paid; not discounted. It says nothing of where those children would be without the offer; worth does.",
    "Break-even occupancy: the share of its places that must be filled for it to cost what the spot price would; above 100% it cannot pay.",
    "Break-even price: the price of its first year at which its worth is nothing. Where empty places are paid in full it is price + worth ÷ the discounted place-years paid for; else it is solved again at the new price until it holds, and where it does not settle it is at least so much.",
    "A base next door is one that nobody has planned: ten places, built for nothing and funded like others of its kind, at the nearest other school that could have one, for those of the offer's needs it can meet, open from the offer's first year. The children then choose between the two.",
    "Lots are the same offer at the same price with fewer places, or starting one after another; places that the school adds are parted alike.",
    "Figures are over the years of an offer within the plan; what is paid for it after the last year is not counted. A future is one that the tables could come to, and none is more likely than another here.",
];

/// Every file: the page, the workbook and the tables as CSV.
///
/// # Errors
/// When the workbook cannot be made.
pub fn book(title: &str, futures: &[Future]) -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
    let across = across::all(futures);
    let first = vec![tables::verdicts(&across), tables::worths(&across, futures), tables::prices(&across, futures)];
    let second =
        vec![tables::tiers(&across), tables::packets(futures), tables::signed(futures), tables::futures(futures)];
    let long = vec![
        tables::offers(&across),
        tables::years(&across, futures),
        tables::next_door(&across),
        tables::lots(&across),
    ];
    let narrow = [long[0].only(&OFFER_SHOWN), long[1].clone(), long[2].only(&DOOR_SHOWN), long[3].only(&LOTS_SHOWN)];
    let together = [second[0].clone(), second[1].only(&PACKETS_SHOWN), second[2].clone()];
    let chapter = |tab: &str, title: &str, notes: Vec<String>, sheets: &[Sheet]| Chapter {
        tab: tab.to_owned(),
        title: title.to_owned(),
        notes,
        sheets: sheets.to_vec(),
    };
    let mut chapters = vec![
        chapter("What to sign", "What to sign, and up to which price", sentences(futures), &first),
        chapter("Tiers and packets", "Tiers of one offer, and offers together", Vec::new(), &together),
        chapter("Futures", "The futures", Vec::new(), &second[3..]),
    ];
    for across in &across {
        let own: Vec<Sheet> = narrow.iter().map(|sheet| sheet.of(&across.offer.id)).collect();
        chapters.push(chapter(&across.offer.id, &across.offer.name, terms(across), &own));
    }
    chapters.push(chapter("Method", "How these figures are worked out", METHOD.map(str::to_owned).to_vec(), &[]));
    let all: Vec<Sheet> = first.into_iter().chain(second).chain(long).collect();
    sheet_files(STEM, &format!("{title}: block offers"), &chapters, &all)
}

/// The one table that is shown on the screen: whether to sign each offer, and up to which price.
pub fn verdicts(futures: &[Future]) -> Vec<Sheet> {
    vec![tables::verdicts(&across::all(futures))]
}

/// What is offered, and the base that is put next door.
fn terms(across: &Across) -> Vec<String> {
    let offer = across.offer;
    let (from, to) = offer.runs;
    let group = offer.group.as_ref().map_or_else(String::new, |group| format!("; a tier of {group}"));
    let empty = match offer.take_or_pay {
        share if share >= 1.0 => "paid in full for an empty place".to_owned(),
        share => format!("{} of it for an empty place", offer.price * share),
    };
    let added = match offer.new_places {
        places if places > 0.0 => format!("; its school then adds {} places", grouped(places, 0)),
        _ => String::new(),
    };
    let offered = format!(
        "{}: {} places a year from {from} to {to}, offered at {} a place in its first year, {empty}{added}{group}.",
        offer.id,
        grouped(offer.places, 0),
        offer.price
    );
    let door = across.seen.iter().find_map(|(future, alone)| Some((future, alone.next_door.as_ref().ok()?)));
    let door = door.map(|(future, door)| {
        format!(
            "The base next door: {}, {} places for {}, Years {}, at {}, {} away as the crow flies, open from {} ({}).",
            door.kind,
            grouped(door.places, 0),
            door.needs,
            door.year_groups,
            door.setting,
            door.distance,
            door.opens,
            future.name
        )
    });
    std::iter::once(offered).chain(door).collect()
}
