//! What another run chose, in the case of this one.

use crate::id::{ContractIx, ProjectIx};
use crate::network::Network;
use crate::report::Taken;
use crate::solve::Decisions;

/// What another run chose, as far as each choice is possible here by itself, and the reasons why some are not, or not in
/// that year. Whether groups, requirements and capital allow them together is not looked at.
pub(crate) fn carried(taken: &Taken, network: &Network) -> (Decisions, Vec<String>) {
    let case = network.case;
    let mut decisions = Decisions::as_is(network);
    let mut reasons = Vec::new();
    for (id, year) in &taken.opens {
        let Some(at) = case.projects.iter().position(|project| project.id.as_str() == id) else {
            reasons.push(format!("there is no project {id}"));
            continue;
        };
        let k = ProjectIx::new(at);
        if case[k].is_optional() {
            let since = |t: &usize| case.year(*t).0 >= *year;
            let opens = network.opening_years(k).find(since);
            if opens.is_none_or(|t| case.year(t).0 != *year) {
                reasons.push(format!("{id} cannot open in that year"));
            }
            decisions.opened[at] = opens;
        } else if case[k].is_excluded() {
            reasons.push(format!("the project {id} is excluded"));
        }
    }
    for id in &taken.signs {
        let Some(at) = case.contracts.iter().position(|contract| contract.id.as_str() == id) else {
            reasons.push(format!("there is no contract {id}"));
            continue;
        };
        let m = ContractIx::new(at);
        decisions.signed[at] = case[m].is_optional() || case[m].is_signed();
        if !decisions.signed[at] {
            reasons.push(format!("the contract {id} is excluded"));
        }
    }
    (decisions, reasons)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Status;

    #[test]
    fn what_is_not_possible_is_put_off_or_left_out_and_said() {
        let mut case = crate::report::fixture::case();
        case.projects[1].status = Status::Excluded;
        let network = Network::build(&case);
        let carry = |opens: &[(&str, i32)], signs: &[&str]| {
            let opens = opens.iter().map(|&(id, year)| (id.to_owned(), year)).collect();
            let (decisions, reasons) =
                carried(&Taken { opens, signs: signs.iter().map(|&id| id.into()).collect() }, &network);
            (decisions.opened[0], decisions.opened[1], decisions.signed, reasons.join("; "))
        };
        let nothing = vec![false, false];
        assert_eq!(carry(&[("grow", 2027)], &["block-9"]), (Some(1), None, vec![false, true], String::new()));
        let late = "grow cannot open in that year";
        assert_eq!(carry(&[("grow", 2026)], &[]), (Some(1), None, nothing.clone(), late.into()), "from 2027 on");
        assert_eq!(carry(&[("grow", 2028)], &[]), (None, None, nothing.clone(), late.into()), "until 2027");
        let said = "there is no project new; the project never is excluded; there is no contract block-1";
        assert_eq!(carry(&[("new", 2026), ("never", 2026)], &["block-1"]), (None, None, nothing, said.into()));
    }
}
