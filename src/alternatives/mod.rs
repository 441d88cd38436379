//! Plans nearly as good as the best: found one by one, each saved as it is found, and in how many of them every project
//! and every block contract is.

mod paper;

use std::path::Path;

use crate::id::{ContractIx, ProjectIx};
use crate::network::Network;
use crate::report::{Choice, Compared, Glance};
use crate::run::{OnlyStop, Ready, Request, RunError, Task, Watch};
use crate::run_folder::{self, FolderError, Target};
use crate::solve::progress::Event;
use crate::solve::{Decision, Nearby, Next, OneOf, Outcome};

pub use crate::solve::Differ;
pub use paper::{PAGE, differences, paper};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Alternatives<'a> {
    /// The model file.
    pub model: &'a Path,
    /// The folder of the run folders.
    pub out: &'a Path,
    /// How to find the best plan; its time limit holds for that, and once more for all the others together.
    pub request: Request,
    /// How many plans are wanted, the best among them.
    pub plans: usize,
    /// How much more than the best they may cost, as a share of what it costs above the constant.
    pub within: f64,
    /// When two plans count as different.
    pub differ: Differ,
}

/// Plans nearly as good as the best.
#[derive(Debug, Clone, PartialEq)]
pub struct GoodPlans {
    /// What is planned for.
    pub title: String,
    /// Each plan in its run folder, the best first, the others in the order they were found.
    pub plans: Vec<Compared>,
    /// £ that a good plan may cost more than the best, and what share that is of what the best costs above the constant.
    pub room: (f64, f64),
    /// Every optional project and contract, those first that are in most plans.
    pub standings: Vec<Standing>,
    /// When two plans count as different.
    pub differ: Differ,
    /// Why there are no more.
    pub ended: Ended,
}

/// How a search for good plans ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// As many as were asked for are found.
    Enough,
    /// No other was found; so many looked as good and could not be judged. With none of them, there is no other.
    All(usize),
    /// The time was up, or the user had had enough.
    Stopped,
}

/// In how many good plans a project or a contract is, or one of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where they are to be found.
    pub kind: Kind,
    /// The project or contract, or those of a group of which a plan takes one at most: ids and names.
    pub one_of: Vec<(String, String)>,
    /// How many of the plans found take it, or one of them.
    pub taken: usize,
    /// What is known of all good plans, found or not.
    pub of_all: OfAll,
}

/// What is known of all good plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfAll {
    /// All of them take it, or none does: proven.
    Alike,
    /// Some take it and some do not.
    Split,
    /// Not whether there is one that decides otherwise than those found.
    NotKnown,
}

/// What is decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Projects.
    Project,
    /// Block contracts.
    Contract,
}

impl Kind {
    /// All of a kind in a plan, in the order of the table.
    fn choices(self, plan: &Glance) -> &[Choice] {
        match self {
            Self::Project => &plan.projects,
            Self::Contract => &plan.contracts,
        }
    }
}

/// Why there are no plans.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// No best plan.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A folder cannot be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A plan failed its audit; its folder is kept.
    #[error("the audit of {0} failed: do not use this plan")]
    Audit(String),
}

impl Alternatives<'_> {
    /// Finds and saves the plans, in place of those of an earlier search; `told` hears of each: the best, and the plan.
    pub fn find(
        &self,
        mut ready: Ready,
        watch: &dyn Watch,
        told: &(dyn Fn(&Glance, &Compared) + Sync),
    ) -> Result<GoodPlans, Problem> {
        let old = run_folder::runs_in(self.out, &|name| name.starts_with(PREFIX))?;
        let task = ready.task(self.request);
        let search = Search { asked: self, ready: &ready, task: &task, watch, told };
        task.threaded(|| Ok(search.run(old)))?
    }
}

/// What the name of every plan's folder begins with.
const PREFIX: &str = "plan-";

/// A search under way.
struct Search<'a> {
    asked: &'a Alternatives<'a>,
    ready: &'a Ready,
    task: &'a Task,
    watch: &'a dyn Watch,
    told: &'a (dyn Fn(&Glance, &Compared) + Sync),
}

impl Search<'_> {
    fn run(&self, old: Vec<Target>) -> Result<GoodPlans, Problem> {
        let (case, asked) = (self.ready.case(), self.asked);
        self.watch.event(&Event::of("finding where every child may go"));
        let network = Network::build(case);
        let found = Nearby::of(&network, &self.task.options, (asked.within, asked.differ), self.watch);
        let (mut nearby, best) = found.map_err(RunError::from)?;
        old.into_iter().try_for_each(Target::remove)?;
        let mut plans = Vec::new();
        self.save(&network, &best, &mut plans)?;
        let ended = self.others(&network, &mut nearby, &mut plans)?;
        nearby.settle(self.watch).map_err(RunError::from)?;
        let room = asked.within * (best.objective - best.constant).abs();
        Ok(GoodPlans {
            title: case.title.clone(),
            standings: self.standings(&nearby, &plans),
            plans,
            room: (room, asked.within),
            differ: asked.differ,
            ended,
        })
    }

    /// The plans but for the best, each saved as it is found.
    fn others(&self, network: &Network, nearby: &mut Nearby, plans: &mut Vec<Compared>) -> Result<Ended, Problem> {
        while plans.len() < self.asked.plans {
            self.watch.event(&Event::step("looking for another good plan", plans.len(), self.asked.plans));
            match nearby.another(self.watch).map_err(RunError::from)? {
                Next::Plan(outcome) => self.save(network, &outcome, plans)?,
                Next::NoMore => return Ok(Ended::All(nearby.unjudged())),
                Next::Stopped => return Ok(Ended::Stopped),
            }
        }
        Ok(Ended::Enough)
    }

    /// Writes a plan into its own run folder.
    fn save(&self, network: &Network, outcome: &Outcome, plans: &mut Vec<Compared>) -> Result<(), Problem> {
        let name = format!("{PREFIX}{:02}", plans.len() + 1);
        let folder = self.asked.out.join(&name);
        let finished = self.ready.finished((network, outcome), self.task, &OnlyStop(self.watch))?;
        let target = Target::check(&folder)?;
        let record = finished.record(self.asked.model, |path| target.path_to(path));
        target.write(finished.files(&record))?;
        if !finished.audit.passed() {
            return Err(Problem::Audit(folder.display().to_string()));
        }
        let glance = Glance::of(&run_folder::read_some(&folder, Glance::FILES)?).map_err(RunError::from)?;
        plans.push(Compared { name, glance });
        if let (Some(best), Some(plan)) = (plans.first(), plans.last()) {
            (self.told)(&best.glance, plan);
        }
        Ok(())
    }

    /// Every optional project and contract, and the groups of which there is more to say, those first that are in most plans.
    fn standings(&self, nearby: &Nearby, plans: &[Compared]) -> Vec<Standing> {
        let case = self.ready.case();
        let standing = |one_of: &OneOf| {
            let taken = |plan: &&Compared| one_of.iter().any(|&decision| choice(&plan.glance, decision).taken);
            let named = |&decision: &Decision| match decision {
                Decision::Project(k) => (case[k].id.to_string(), case[k].name.clone()),
                Decision::Contract(m) => (case[m].id.to_string(), case[m].name.clone()),
            };
            Standing {
                kind: if matches!(one_of[..], [Decision::Project(_), ..]) { Kind::Project } else { Kind::Contract },
                one_of: one_of.iter().map(named).collect(),
                taken: plans.iter().filter(taken).count(),
                of_all: match one_of {
                    _ if nearby.is_proven(one_of) || !nearby.subjects().contains(one_of) => OfAll::Alike,
                    _ if nearby.is_split(one_of) => OfAll::Split,
                    _ => OfAll::NotKnown,
                },
            }
        };
        let projects = (0..case.projects.len()).map(ProjectIx::new).filter(|&k| case[k].is_optional());
        let contracts = (0..case.contracts.len()).map(ContractIx::new).filter(|&m| case[m].is_optional());
        let alone = projects.map(Decision::Project).chain(contracts.map(Decision::Contract));
        let mut all: Vec<Standing> = alone.map(|decision| standing(&vec![decision])).collect();
        let groups = nearby.subjects().iter().filter(|one_of| one_of.len() > 1).map(standing);
        // Where all of it comes from one of the group, that says it.
        let says_more = |group: &Standing| {
            let member = |one: &&Standing| one.kind == group.kind && group.one_of.contains(&one.one_of[0]);
            all.iter().filter(member).all(|one| (one.taken, one.of_all) != (group.taken, group.of_all))
        };
        let groups: Vec<Standing> = groups.filter(says_more).collect();
        all.extend(groups);
        all.sort_by_key(|standing| std::cmp::Reverse(standing.taken));
        all
    }
}

/// What a plan does with a project or a contract.
fn choice(plan: &Glance, decision: Decision) -> &Choice {
    match decision {
        Decision::Project(k) => &plan.projects[k.get()],
        Decision::Contract(m) => &plan.contracts[m.get()],
    }
}

#[cfg(test)]
mod tests;
