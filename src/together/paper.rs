//! Planning together as tables, and in words.

use super::{Group, Together};
use crate::case::Case;
use crate::report::{Paper, Said, Sheet};
use crate::units::{Pounds, Year, grouped};

/// The files of the paper.
pub const FILES: [&str; 5] = ["together.html", "together.xlsx", "gain.csv", "groups.csv", "decisions.csv"];

impl Together {
    /// Its tables and sentences.
    pub fn paper(&self, case: &Case) -> Paper {
        Paper {
            stem: "together",
            title: format!("{}: planning together", case.title),
            says: self.says(case),
            sheets: vec![self.gain(), self.all_groups(), self.decisions(case)],
        }
    }

    fn singles(&self) -> &[Group] {
        &self.groups[..self.terms.authorities.len()]
    }

    fn all(&self) -> &Group {
        &self.groups[self.groups.len() - 1]
    }

    fn says(&self, case: &Case) -> Vec<String> {
        let sum = |of: fn(&Group) -> f64| self.singles().iter().map(of).sum::<f64>();
        let gain = sum(|group| group.objective) - self.all().objective;
        let (least, most) =
            (sum(|group| group.bound) - self.all().objective, sum(|group| group.objective) - self.all().bound);
        let fewer = |of: fn(&Group) -> f64| {
            let less = sum(of) - of(self.all());
            format!("{} {} child-years", grouped(less.abs(), 1), if less < 0.0 { "more" } else { "fewer" })
        };
        let mut says = vec![
            format!(
                "Planned together, {} come to {} {} than each by itself, discounted with penalties (between {} and {} less by \
                 what is proven), with {} without a place and {} displaced.",
                names(self),
                Pounds(gain.abs()),
                if gain < 0.0 { "more" } else { "less" },
                Pounds(least),
                Pounds(most),
                fewer(|group| group.totals.unplaced),
                fewer(|group| group.totals.displaced),
            ),
            self.split_words(),
        ];
        let twice = case.contracts.iter().enumerate();
        let twice = twice.filter(|(m, _)| self.singles().iter().filter(|group| group.signed[*m]).count() > 1);
        let twice: Vec<String> = twice.map(|(_, contract)| contract.id.to_string()).collect();
        if !twice.is_empty() {
            says.push(format!(
                "Offers that more than one would sign by itself, though each is made once: {}.",
                twice.join(", ")
            ));
        }
        says
    }

    fn split_words(&self) -> String {
        let each = self.terms.authorities.iter().zip(&self.shares);
        let each: Vec<String> = each.map(|(a, share)| format!("{} {}", a.name, Pounds(*share))).collect();
        let how = if self.terms.authorities.len() > super::MOST {
            "in proportion to what each comes to by itself"
        } else {
            "by what each adds to the others on average (the Shapley value)"
        };
        format!("Split {how}, the gain is: {}.", each.join(", "))
    }

    fn gain(&self) -> Sheet {
        let head = [
            "authority",
            "part of all children",
            "part of the capital",
            "by itself, discounted £ with penalties",
            "share of the gain, £",
            "together, after the split, £",
        ];
        let mut rows: Vec<Vec<Said>> = Vec::new();
        for ((authority, group), share) in self.terms.authorities.iter().zip(self.singles()).zip(&self.shares) {
            rows.push(vec![
                authority.name.as_str().into(),
                Said::Share(authority.children),
                Said::Share(authority.money),
                Said::Pounds(group.objective),
                Said::Pounds(*share),
                Said::Pounds(group.objective - share),
            ]);
        }
        rows.push(vec![
            "all".into(),
            Said::Share(1.0),
            Said::Share(1.0),
            Said::Pounds(self.singles().iter().map(|group| group.objective).sum()),
            Said::Pounds(self.shares.iter().sum()),
            Said::Pounds(self.all().objective),
        ]);
        Sheet {
            name: "gain",
            title: "What planning together gains, and how it could be split",
            head: head.map(str::to_owned).to_vec(),
            rows,
        }
    }

    fn all_groups(&self) -> Sheet {
        let head = [
            "plans together",
            "discounted £ with penalties",
            "no plan costs less than",
            "proven",
            "child-years without a place",
            "child-years displaced",
            "all purses, £",
            "projects opened",
            "contracts signed",
        ];
        let row = |group: &Group| {
            vec![
                group.name(&self.terms).into(),
                Said::Pounds(group.objective),
                Said::Pounds(group.bound),
                if group.proven { "yes" } else { "no" }.into(),
                Said::Count(group.totals.unplaced),
                Said::Count(group.totals.displaced),
                Said::Pounds(group.totals.money),
                Said::Count(group.opened.iter().flatten().count() as f64),
                Said::Count(group.signed.iter().filter(|&&signed| signed).count() as f64),
            ]
        };
        Sheet {
            name: "groups",
            title: "What each group comes to by itself",
            head: head.map(str::to_owned).to_vec(),
            rows: self.groups.iter().map(row).collect(),
        }
    }

    fn decisions(&self, case: &Case) -> Sheet {
        let mut head: Vec<String> = ["decision", "name"].map(str::to_owned).to_vec();
        head.extend(self.terms.authorities.iter().map(|authority| authority.name.clone()));
        head.push("all together".to_owned());
        let plans: Vec<&Group> = self.singles().iter().chain([self.all()]).collect();
        let mut rows: Vec<Vec<Said>> = Vec::new();
        for (k, project) in case.projects.iter().enumerate().filter(|(_, project)| project.is_optional()) {
            let opens = |group: &&Group| Said::from(group.opened[k].map(|year| Said::Text(Year(year).to_string())));
            let name = [format!("project {}", project.id).into(), project.name.as_str().into()];
            rows.push(name.into_iter().chain(plans.iter().map(opens)).collect());
        }
        for (m, contract) in case.contracts.iter().enumerate().filter(|(_, contract)| contract.is_optional()) {
            let signed = |group: &&Group| Said::from(group.signed[m].then_some("yes"));
            let name = [format!("contract {}", contract.id).into(), contract.name.as_str().into()];
            rows.push(name.into_iter().chain(plans.iter().map(signed)).collect());
        }
        rows.retain(|row| row[2..].iter().any(|said| *said != Said::Blank));
        Sheet { name: "decisions", title: "What each opens and signs by itself, and all together", head, rows }
    }
}

/// `Leicester, Leicestershire and Rutland`.
fn names(together: &Together) -> String {
    let names: Vec<&str> = together.terms.authorities.iter().map(|authority| authority.name.as_str()).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
