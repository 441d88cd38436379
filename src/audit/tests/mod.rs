//! A correct plan passes every check; each way of spoiling it fails the check that is there for it.

mod tiny;

use super::{Audit, audit};
use crate::case::{Case, Commitment, Scope, Status, Suitability};
use crate::id::{ContractIx, ProvisionIx, StageIx};
use crate::plan::{Placement, Plan, PlanStatus};
use crate::units::{Children, Kilometres, Minutes, Pounds, Year};
use tiny::{INDEP, OTHER, OWN, SPECIAL, UNIT};

fn failed(audit: &Audit) -> Vec<&'static str> {
    audit.checks.iter().filter(|check| !check.passed).map(|check| check.name).collect()
}

#[test]
fn a_plan_worked_out_by_hand_passes_every_check() {
    let (case, plan) = (tiny::case(), tiny::plan());
    let audit = audit(&case, &plan);
    let wrong: Vec<_> = audit.checks.iter().filter(|check| !check.passed).collect();
    assert!(audit.passed(), "{wrong:#?}");
    assert!((audit.objective - plan.objective).abs() < 1e-6);
    assert_eq!(audit.finance.len(), plan.finance.len());
    for (found, told) in audit.finance.iter().zip(&plan.finance) {
        assert_eq!((found.year, found.line), (told.year, told.line));
        assert!((found.amount.get() - told.amount.get()).abs() < 1e-6, "{found:?}");
    }
}

#[test]
fn checks_have_names_of_their_own() {
    let audit = audit(&tiny::case(), &tiny::plan());
    let names: std::collections::BTreeSet<_> = audit.checks.iter().map(|check| check.name).collect();
    assert_eq!(names.len(), audit.checks.len());
}

/// What was spoiled, how, and the check that must see it.
type Spoil = (&'static str, fn(&mut Case, &mut Plan));

#[rustfmt::skip]
const SPOILS: &[Spoil] = &[
    ("rows", |_, plan| plan.placements[0].provision = ProvisionIx::new(99)),
    ("rows", |_, plan| plan.fills[0].year = Year(2031)),
    ("rows", |_, plan| plan.openings.clear()),
    ("numbers", |_, plan| plan.placements[0].children = Children(f64::NAN)),
    ("numbers", |_, plan| plan.cells[0].unplaced = Children(-1.0)),
    ("numbers", |_, plan| plan.objective = f64::INFINITY),
    ("children", |_, plan| plan.placements[0].children += Children(0.001)),
    ("children", |_, plan| plan.cells[1].unplaced = Children(0.9)),
    ("cells", |_, plan| { plan.cells.remove(5); }),
    ("cells", |_, plan| plan.cells.push(plan.cells[0].clone())),
    ("placements_last", |_, plan| {
        // Half a child who was at the independent school in 2026 is in the unit in 2027.
        plan.placements[5].children += Children(1.25);
        plan.placements[6].children = Children(0.25);
    }),
    ("placements_last", |case, _| case.provisions[UNIT].year_groups.highest = 8),
    ("starting", |_, plan| plan.placements[0].starting = Children(3.0)),
    ("choosers", |_, plan| plan.cells[1].unplaced = Children(0.5)),
    ("open", |case, _| case.provisions[UNIT].closes = Some(Year(2028))),
    ("open", |case, _| case.provisions[SPECIAL].opens = Some(Year(2029))),
    ("project_open", |_, plan| plan.openings[1] = Some(Year(2028))),
    ("project_open", |_, plan| plan.openings[1] = None),
    ("year_groups", |_, plan| plan.placements[13].provision = ProvisionIx::new(UNIT)),
    ("needs", |case, _| case.provisions[INDEP].needs = Scope::Only(Vec::new())),
    ("suitable", |case, _| case.suitability[1].suitability = Suitability::Unsuitable),
    ("reach", |case, _| case.travel.reach = Kilometres(49.0)),
    ("candidates", |case, _| case.costs[3].annual_cost = Pounds(1_000.0)),
    ("unplaced_penalty", |_, plan| plan.unplaced_penalty = Pounds(55_600.0)),
    ("unplaced_penalty", |case, _| case.objective.unplaced_penalty = crate::case::Penalty::Fixed(Pounds(1.0))),
    ("places", |case, _| case.provisions[UNIT].overfill = 0.49),
    ("places", |case, _| case.contracts[0].new_places = Children(0.5)),
    ("places", |case, _| case.projects[1].fill = vec![0.4, 1.0]),
    ("utilisation", |_, plan| plan.utilisation[0].overfilled = Children(0.0)),
    ("utilisation", |_, plan| plan.utilisation[0].places = None),
    ("utilisation", |_, plan| { plan.utilisation.pop(); }),
    ("project_years", |case, _| case.projects[0].status = Status::Excluded),
    ("project_years", |case, _| case.projects[0].earliest = Year(2027)),
    ("project_years", |case, plan| {
        case.projects[0].status = Status::Committed;
        plan.openings[0] = None;
    }),
    ("project_groups", |case, _| case.projects.iter_mut().for_each(|k| k.group = Some("site".to_owned()))),
    ("project_requires", |_, plan| plan.openings[0] = Some(Year(2028))),
    ("viable", |case, _| case.projects[0].min_children = Some(Children(2.6))),
    ("capital_budget", |case, _| case.budget.as_mut().unwrap().capital[0] = Pounds(9_000.0)),
    ("capital_budget", |case, _| case.budget.as_mut().unwrap().capital = [10_000.0, 0.0, 200_000.0].map(Pounds).to_vec()),
    ("contracts_signed", |_, plan| plan.signed[1] = true),
    ("contracts_signed", |case, _| case.contracts[0].status = Commitment::Excluded),
    ("contracts_signed", |case, _| case.contracts[1].status = Commitment::Signed),
    ("contract_scope", |case, _| case.contracts[0].needs = Scope::Only(Vec::new())),
    ("contract_places", |case, _| case.contracts[0].places = Children(0.9)),
    ("contract_places", |case, _| case.contracts[0].last_year = Year(2026)),
    ("contract_places", |_, plan| plan.signed[0] = false),
    ("contract_children", |_, plan| plan.fills[0].children = Children(1.1)),
    ("contract_children", |case, _| {
        // Those in Year 5–6 at the independent school in 2026 are now on roll there.
        case.roll[0].provision = ProvisionIx::new(INDEP);
    }),
    ("contract_labels", |_, plan| plan.placements[2].contract = None),
    ("contract_labels", |_, plan| plan.placements[0].contract = Some(ContractIx::new(0))),
    ("policies", |_, plan| { plan.breaches.pop(); }),
    ("policies", |case, _| case.policies[0].max_share = Some(0.6)),
    ("distances", |_, plan| plan.placements[0].distance = Kilometres(11.0)),
    ("minutes", |_, plan| plan.placements[12].time = Minutes(20.0)),
    ("annual_costs", |_, plan| plan.placements[12].annual_cost = Pounds(25_000.0)),
    ("transport_costs", |_, plan| plan.placements[12].transport_cost = Pounds(0.0)),
    ("over_minutes", |_, plan| plan.cells[0].over_minutes = Children(0.0)),
    ("last_resort", |_, plan| plan.cells[4].last_resort = Children(0.0)),
    ("displaced", |_, plan| plan.cells[0].displaced = Children(4.5)),
    ("finance", |_, plan| plan.finance[0].amount = Pounds(0.0)),
    ("finance", |_, plan| { plan.finance.pop(); plan.finance.remove(9); }),
    ("finance", |case, _| case.contracts[0].take_or_pay = 1.0),
    ("purses", |_, plan| plan.finance[6].amount += Pounds(2.0)),
    ("purses_and_objective", |_, plan| plan.finance[1].amount += Pounds(2.0)),
    ("objective_parts", |_, plan| plan.parts.tail += 2.0),
    ("objective_parts", |case, _| case.objective.count_tail = false),
    ("objective_parts", |case, _| case.objective.asset_life = 0),
    ("objective_parts", |case, _| case.objective.discount_rate = 0.2),
    ("objective", |_, plan| plan.objective += 2.0),
    ("constant", |_, plan| plan.constant += 2.0),
    ("bound", |_, plan| plan.bound = plan.objective + 2.0),
    ("gap", |_, plan| plan.gap = 0.0),
    ("status", |_, plan| plan.status = PlanStatus::TimeLimit),
    ("status", |case, _| case.solver.gap = 1e-5),
];

#[test]
fn a_spoiled_plan_fails_the_check_for_it() {
    for (i, (name, spoil)) in SPOILS.iter().enumerate() {
        let (mut case, mut plan) = (tiny::case(), tiny::plan());
        spoil(&mut case, &mut plan);
        let found = audit(&case, &plan);
        assert!(failed(&found).contains(name), "spoil {i} of {name}: {:?}", failed(&found));
        for check in found.checks.iter().filter(|check| !check.passed) {
            assert!(check.worst > 0.0 && (1..=5).contains(&check.examples.len()), "{check:#?}");
        }
    }
}

#[test]
fn every_check_has_a_spoiled_plan() {
    let known: std::collections::BTreeSet<_> = SPOILS.iter().map(|(name, _)| *name).collect();
    let audit = audit(&tiny::case(), &tiny::plan());
    for check in &audit.checks {
        assert!(known.contains(check.name), "nothing spoils {}", check.name);
    }
}

#[test]
fn what_is_told_in_one_place_only_fails_one_check() {
    let alone: [Spoil; 8] = [
        ("starting", |_, plan| {
            plan.placements[1].starting = Children(0.3);
            plan.placements[0].starting = Children(2.2);
        }),
        ("utilisation", |_, plan| plan.utilisation[3].reserved = Children(1.0)),
        ("displaced", |_, plan| plan.cells[0].displaced = Children(9.0)),
        ("distances", |_, plan| plan.placements[3].distance = Kilometres(1.0)),
        ("project_groups", |case, _| case.projects.iter_mut().for_each(|k| k.group = Some("site".to_owned()))),
        ("viable", |case, _| case.projects[0].min_children = Some(Children(2.6))),
        ("candidates", |case, _| case.costs[3].annual_cost = Pounds(1_000.0)),
        ("gap", |_, plan| plan.gap *= 1.1),
    ];
    for (name, spoil) in alone {
        let (mut case, mut plan) = (tiny::case(), tiny::plan());
        spoil(&mut case, &mut plan);
        assert_eq!(failed(&audit(&case, &plan)), [name]);
    }
}

#[test]
fn children_on_roll_are_not_turned_out_of_a_full_provision() {
    let (mut case, mut plan) = (tiny::case(), tiny::plan());
    // Eight on roll, four of them still there in 2026: one place of its own, two with the project, half as many again.
    case.roll[0].children = Children(8.0);
    plan.placements = plan.placements.into_iter().take(1).collect();
    plan.placements[0].children = Children(5.5);
    let places = |case: &Case, plan: &Plan| {
        audit(case, plan).checks.into_iter().find(|check| check.name == "places").map(|check| check.passed)
    };
    assert_eq!(places(&case, &plan), Some(true), "2 places, 1 over, and the 2.5 whom the roll alone puts above 1.5");
    plan.placements[0].children = Children(5.6);
    assert_eq!(places(&case, &plan), Some(false));
}

#[test]
fn those_who_complete_a_stage_before_a_gap_leave() {
    let mut case = tiny::case();
    case.stages[1].year_groups.lowest = 8;
    let progress = super::progress::Progress::new(&case);
    assert_eq!(progress.up, [0.0, 0.0]);
    assert_eq!(progress.stay, [0.5, 0.0]);
}

#[test]
fn equal_costs_are_ranked_by_the_provision_s_id() {
    let (mut case, plan) = (tiny::case(), tiny::plan());
    // `other` and `special` cost the same; only one of the family is kept, and `other` comes first.
    case.costs[3].annual_cost = Pounds(20_500.0);
    assert_eq!(failed(&audit(&case, &plan)), ["candidates"]);
    case.provisions[OTHER].id = crate::id::ProvisionId::new("zoo").unwrap();
    assert!(audit(&case, &plan).passed());
    // A provision that a contract names is kept anyway, and not counted.
    case.contracts[1].provision = ProvisionIx::new(OTHER);
    case.costs[3].annual_cost = Pounds(1_000.0);
    assert!(audit(&case, &plan).passed());
}

#[test]
fn a_child_waiting_in_the_last_year_goes_on_costing_until_past_the_last_stage() {
    let (case, before) = (tiny::case(), audit(&tiny::case(), &tiny::plan()).parts.tail);
    let waiting = |provision: usize, stage: usize, cell: usize, children: f64| {
        let mut plan = tiny::plan();
        let here = |row: &Placement| row.provision.get() == provision && row.stage == StageIx::new(stage);
        plan.placements.retain(|row| !here(row) || row.year < Year(2028));
        plan.cells[cell].unplaced = Children(children);
        (audit(&case, &plan).parts.tail - before, plan.unplaced_penalty.get())
    };
    // 0.8·½ of them wait another year, and so on: 0.4 / 0.6 child-years each.
    let (above, penalty) = waiting(OWN, 1, 5, 1.6);
    let expected = 0.64 * 1.6 * (0.4 / 0.6) * (penalty - 11_000.0);
    assert!((above - expected).abs() < 1e-6, "{above} {expected}");
    // From the stage below, as many move up as stay, and wait there.
    let (below, penalty) = waiting(SPECIAL, 0, 4, 0.25);
    let expected = 0.64 * 0.25 * ((0.4 + 0.4 * (1.0 + 0.4 / 0.6)) / 0.6 * penalty - 0.4 / 0.6 * 36_500.0);
    assert!((below - expected).abs() < 1e-6, "{below} {expected}");
}
