//! The contract desk on the village of [`fixture`](crate::fixture), worked out by hand: eight children, five places in
//! the base at £15,000, the independent school at £60,000; £255,000 with nothing signed.

use placewise::case::{Case, Factor};
use placewise::desk::{self, Alone, Future, Outlook, Silent};
use placewise::solve::progress::{Event, Quiet, Watch};
use placewise::solve::{Decisions, Engine, Options};

use crate::fixture::{Solved, Tables, assert_pounds};

/// Three places at £40,000, or ten at £20,000; of the ten, and at what price, see each test.
const TIERS: &str = "contract,name,provision,places,price,first_year,last_year,group\n\
                     Small,Small block,ISS,3,40000,2026,2026,T\nLarge,Large block,ISS,10,20000,2026,2026,T\n";

/// The village with contracts.
fn offered(contracts: &str) -> Case {
    Tables::village().table("contracts", contracts).case()
}

fn outlook(case: &Case) -> Outlook {
    let options = Options { engine: Engine::Auto, gap: 1e-6, time_limit_s: 60.0, seed: 1, prices: true, fixed: None };
    desk::outlook(case, &options, &Quiet, &|| ()).expect("an outlook")
}

fn alone<'a>(outlook: &'a Outlook, id: &str) -> &'a Alone {
    let (_, alone) = outlook.offers.iter().find(|(offer, _)| offer.id == id).expect("the offer");
    alone.as_ref().expect("it can be signed")
}

#[test]
fn each_offer_alone_all_together_and_none() {
    let outlook = outlook(&offered(TIERS));
    // Small: three of the independent school's children at £40,000 in place of £60,000.
    let small = alone(&outlook, "Small");
    assert_pounds(small.gain.worth, 60_000.0);
    assert_pounds(small.gain.less.money, 60_000.0);
    assert_pounds(small.account.used, 3.0);
    assert_pounds(small.account.void_paid.get(), 0.0);
    assert_pounds(small.price.expect("a price").price.get(), 60_000.0);
    assert!(small.chosen && small.gain.pays());
    // Large: paid for in full, so all eight come; two places stay empty. £200,000.
    let large = alone(&outlook, "Large");
    assert_pounds(large.gain.worth, 55_000.0);
    assert_pounds(large.account.used, 8.0);
    assert_pounds(large.account.void_paid.get(), 40_000.0);
    assert_pounds(large.account.saving().get(), 8.0 * 60_000.0 - 200_000.0);
    assert_pounds(large.price.expect("a price").price.get(), 25_500.0);
    assert!(!large.chosen);
    // At most one of the two is signed, all together too.
    let signed: Vec<_> = outlook.packets.iter().map(|packet| packet.signed.join(",")).collect();
    assert_eq!(signed, ["", "Small", "Small"]);
    assert_pounds(outlook.packets[2].gain.as_ref().expect("solved").worth, 60_000.0);
}

#[test]
fn an_offer_that_nobody_can_fill_is_worth_no_price() {
    let contracts =
        "contract,provision,places,price,first_year,last_year,year_groups\nOld,ISS,3,40000,2026,2026,9-14\n";
    let case = offered(contracts);
    let future = Future { name: "base".into(), steps: Vec::new(), outlook: Ok(outlook(&case)) };
    let old = alone(future.outlook.as_ref().expect("known"), "Old");
    assert_pounds(old.gain.worth, -120_000.0);
    assert_pounds(old.account.void_paid.get(), 120_000.0);
    assert_eq!(old.next_door, Err("no base could take the children it is for".into()));
    let said = desk::sentences(&[future]);
    assert!(said[1].contains("at no price is it worth signing"), "{said:#?}");
    assert!(said[1].contains("£120,000 is paid for empty places, 0 of 3"), "{said:#?}");
}

#[test]
fn other_tiers_are_worth_most_in_other_futures() {
    let base = offered(TIERS);
    let mut more = base.clone();
    more.vary(Factor::Demand, 1.5).expect("there are children");
    let future = |name: &str, case: &Case| Future {
        name: name.into(),
        steps: case.scenario.steps.clone(),
        outlook: Ok(outlook(case)),
    };
    let lost = Future { name: "lost".into(), steps: Vec::new(), outlook: Err(Silent::Failed("time ran out".into())) };
    let futures = [future("base", &base), future("demand × 1.5", &more), lost];
    // Twelve children: £495,000 without, £230,000 with all ten places full.
    assert_pounds(alone(futures[1].outlook.as_ref().expect("known"), "Large").gain.worth, 265_000.0);
    insta::assert_snapshot!(desk::sentences(&futures).join("\n"));
}

/// What the village costs with the only offer signed at another price.
fn cost_at(case: &Case, price: f64) -> f64 {
    let mut case = case.clone();
    case.contracts[0].price = placewise::units::Pounds(price);
    Solved::of(&case, Some(Decisions { opened: vec![], signed: vec![true] })).objective()
}

#[test]
fn at_the_break_even_price_the_offer_is_worth_nothing() {
    // Three tenths are paid for an empty place. At £15,000 a place a child costs £10,500 more there and £15,000 in the
    // base, so all eight come: 8.6 times the price. Above £21,429 only three do: 5.1 times the price, and £75,000.
    let head = "contract,provision,places,price,first_year,last_year,take_or_pay\n";
    let case = offered(&format!("{head}Part,ISS,10,15000,2026,2026,0.3\n"));
    let outlook = outlook(&case);
    let part = alone(&outlook, "Part");
    assert_pounds(part.gain.worth, 255_000.0 - 8.6 * 15_000.0);
    let price = part.price.expect("a price");
    assert!(price.sure);
    assert_pounds(price.price.get(), 180_000.0 / 5.1);
    assert!(cost_at(&case, price.price.get() - 1.0) < 255_000.0);
    assert!(cost_at(&case, price.price.get() + 1.0) > 255_000.0);
}

#[test]
fn fewer_lots_may_be_worth_more_than_the_whole() {
    let outlook = outlook(&offered(TIERS));
    let lots = alone(&outlook, "Large").lots.as_ref().expect("ten places can be parted");
    let worths: Vec<(&str, f64)> = lots.iter().map(|lots| (lots.what.as_str(), lots.gain.worth.round())).collect();
    // Four: £80,000 and four in the base; seven: £140,000 and one in the base.
    assert_eq!(
        worths,
        [("one lot of 4 places", 115_000.0), ("2 lots, 7 places", 100_000.0), ("all 10 places at once", 55_000.0)]
    );
}

#[test]
fn lots_that_start_one_after_another_are_paid_for_from_their_start() {
    // Over two years the same eight children's places are to find anew: £510,000. Lots of one place at £40,000, then 10%
    // more: one, then two.
    let contracts = "contract,provision,places,price,first_year,last_year,uplift\nThree,ISS,3,40000,2026,2027,0.1\n";
    let case = Tables::village()
        .setting("last_year", "2027")
        .table("forecast", "year,locality,need,year_groups,children\n2026,Village,ASD,3,8\n2027,Village,ASD,3,8\n")
        .table("contracts", contracts)
        .case();
    let outlook = outlook(&case);
    let lots = alone(&outlook, "Three").lots.as_ref().expect("three places can be parted");
    let growing = lots.last().expect("two years");
    assert_eq!(growing.what, "one lot more each year");
    assert_pounds(growing.account.paid.get(), 40_000.0 + 3.0 * 44_000.0);
    assert_pounds(growing.account.places, 4.0);
    assert_pounds(growing.gain.worth, 4.0 * 60_000.0 - 172_000.0);
}

#[test]
fn a_base_next_door_takes_the_worth_of_an_offer() {
    let kinds = "kind,family,place_funding,overfill\nresource_base,base,6000,0\nindependent,independent,0,0\n";
    let case = Tables::village().table("kinds", kinds).table("contracts", TIERS).case();
    let outlook = outlook(&case);
    let small = alone(&outlook, "Small");
    assert_pounds(small.gain.worth, 60_000.0);
    // All eight fit into bases for £120,000; the block is paid for and saves three of them £15,000 each.
    let door = small.next_door.as_ref().expect("the near school could have a base");
    assert_eq!((door.setting.as_str(), door.needs.as_str(), door.year_groups.as_str()), ("Near", "*", "0-6"));
    assert_pounds(door.distance.get(), 10.0);
    assert_pounds(door.gain.worth, 45_000.0 - 120_000.0);
    assert!(door.gain.costs());
}

#[test]
fn what_cannot_be_signed_says_why() {
    let contracts = "contract,provision,places,price,first_year,last_year,group,status\n\
                     Now,ISS,1,40000,2026,2026,T,signed\nBigger,ISS,3,40000,2026,2026,T,optional\n\
                     Other,ISS,2,40000,2026,2026,,optional\nOld,ISS,2,40000,2026,2026,,excluded\n";
    let outlook = outlook(&offered(contracts));
    let why: Vec<(&str, Option<&str>)> = outlook
        .offers
        .iter()
        .map(|(offer, alone)| (offer.id.as_str(), alone.as_ref().err().map(String::as_str)))
        .collect();
    assert_eq!(
        why,
        [("Bigger", Some("Now of its group is signed already")), ("Other", None), ("Old", Some("it is excluded"))]
    );
    let (now, account) = &outlook.signed[0];
    assert_eq!((now.as_str(), outlook.signed.len()), ("Now", 1));
    assert_pounds(account.saving().get(), 20_000.0);
    // What is signed already stays: two more of the three are worth £20,000 each.
    let other = alone(&outlook, "Other");
    assert_pounds(other.gain.worth, 40_000.0);
    assert_eq!(other.lots, Err("it has too few places to be parted".into()));
}

/// Stops at once.
struct Stopped;

impl Watch for Stopped {
    fn event(&self, _: &Event) {}

    fn stop(&self) -> bool {
        true
    }
}

#[test]
fn what_was_stopped_is_not_shown_as_done() {
    let options = Options { engine: Engine::Auto, gap: 1e-6, time_limit_s: 60.0, seed: 1, prices: true, fixed: None };
    let outlook = desk::outlook(&offered(TIERS), &options, &Stopped, &|| ());
    assert_eq!(outlook, Err("stopped before it was worked out".into()));
}
