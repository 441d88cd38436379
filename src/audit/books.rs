//! The plan's rows gathered for the checks: who is where, who waits, what is open and how many places it has.

use super::price::{Price, Prices};
use super::progress::{Flow, Here, Progress};
use crate::case::{Case, Chain, Contract, Origin};
use crate::id::{ContractIx, ProjectIx, ProvisionIx, StageIx};
use crate::plan::{ContractFill, Placement, Plan};
use crate::units::{Children, Year};

/// Children of one chain and stage at one provision in one year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stock {
    /// The chain, by position.
    pub(super) chain: usize,
    /// Years since the first.
    pub(super) t: usize,
    /// Where they are.
    pub(super) provision: ProvisionIx,
    /// Their stage.
    pub(super) stage: StageIx,
    /// How many, whoever pays.
    pub(super) placed: f64,
    /// Of them, new there by the plan's own word.
    pub(super) starting: f64,
}

/// Everything the checks share.
pub(super) struct Books<'a> {
    /// The problem.
    pub(super) case: &'a Case,
    /// The plan.
    pub(super) plan: &'a Plan,
    /// Natural progress.
    pub(super) progress: Progress,
    /// Price lists.
    pub(super) prices: Prices<'a>,
    /// The plan's placements, sorted by chain, year, provision and stage.
    pub(super) stock: Vec<Stock>,
    /// The children of the roll who are still where they were, sorted in the same way; nobody is `starting`.
    pub(super) roll: Vec<Stock>,
    /// Children without a place, by chain, stage and year.
    unplaced: Vec<f64>,
    /// By provision and year.
    open: Vec<bool>,
    /// By provision and year.
    places: Vec<Option<f64>>,
    /// By provision and year.
    placed: Vec<f64>,
    /// By provision and year.
    roll_there: Vec<f64>,
}

impl<'a> Books<'a> {
    /// Gathers the rows of a plan that speak of things the case holds.
    pub(super) fn new(case: &'a Case, plan: &'a Plan) -> Self {
        let cells = case.forecast.chains().len() * case.stages.len() * case.years();
        let slots = case.provisions.len() * case.years();
        let mut books = Self {
            case,
            plan,
            progress: Progress::new(case),
            prices: Prices::new(case),
            stock: Vec::new(),
            roll: Vec::new(),
            unplaced: vec![0.0; cells],
            open: Vec::with_capacity(slots),
            places: Vec::with_capacity(slots),
            placed: vec![0.0; slots],
            roll_there: vec![0.0; slots],
        };
        for provision in (0..case.provisions.len()).map(ProvisionIx::new) {
            for t in 0..case.years() {
                books.open.push(books.opened(provision, case.year(t)));
                books.places.push(case[provision].net_places(t).map(Children::get));
            }
        }
        books.add_places();
        books.read_cells();
        books.stock = books.read_stock();
        books.roll = books.carry_roll();
        for row in &books.stock {
            books.placed[row.provision.get() * case.years() + row.t] += row.placed;
        }
        for row in &books.roll {
            books.roll_there[row.provision.get() * case.years() + row.t] += row.placed;
        }
        books
    }

    fn opened(&self, provision: ProvisionIx, year: Year) -> bool {
        let there = match self.case[provision].origin {
            Origin::Existing => true,
            Origin::Project(project) => self.age(project, year).is_some(),
        };
        there && self.case[provision].is_open(year)
    }

    /// Adds the places of open projects and running contracts to the provisions' own.
    fn add_places(&mut self) {
        let years = self.case.years();
        for t in 0..years {
            let year = self.case.year(t);
            let built = self.projects().filter_map(|k| {
                let project = &self.case[k];
                Some((project.provision, project.usable_places(self.age(k, year)?)))
            });
            let bought = self.running(year).map(|(_, contract)| (contract.provision, contract.new_places));
            let more: Vec<_> = built.chain(bought).collect();
            for (provision, places) in more {
                if let Some(sum) = &mut self.places[provision.get() * years + t] {
                    *sum += places.get();
                }
            }
        }
    }

    fn read_cells(&mut self) {
        for row in &self.plan.cells {
            let chain = Chain { locality: row.locality, need: row.need, band: row.band };
            let at = self.find(chain, row.stage).zip(self.time(row.year)).map(|(c, t)| self.cell(c, row.stage, t));
            if let Some(at) = at {
                self.unplaced[at] += row.unplaced.get();
            }
        }
    }

    fn read_stock(&self) -> Vec<Stock> {
        let mut rows = Vec::with_capacity(self.plan.placements.len());
        rows.extend(self.placements().map(|(chain, t, row)| Stock {
            chain,
            t,
            provision: row.provision,
            stage: row.stage,
            placed: row.children.get(),
            starting: row.starting.get(),
        }));
        let key = |row: &Stock| (row.chain, row.t, row.provision, row.stage);
        rows.sort_unstable_by_key(key);
        rows.dedup_by(|next, kept| {
            let same = key(next) == key(kept);
            if same {
                kept.placed += next.placed;
                kept.starting += next.starting;
            }
            same
        });
        rows
    }

    fn carry_roll(&self) -> Vec<Stock> {
        let mut rows = Vec::new();
        for (&chain, roll) in &self.progress.roll {
            let flow = Flow::new(self.case, &self.progress, chain);
            let mut there: Vec<Here> = roll.clone();
            for t in 0..self.case.years() {
                there = flow.carry(&there, t, |provision, stage| self.holds(provision, stage, t)).0;
                rows.extend(there.iter().map(|here| Stock {
                    chain,
                    t,
                    provision: here.provision,
                    stage: here.stage,
                    placed: here.children,
                    starting: 0.0,
                }));
            }
        }
        rows
    }

    /// The placements that speak of things the case holds, with the position of their chain and the years since the
    /// first.
    pub(super) fn placements(&self) -> impl Iterator<Item = (usize, usize, &'a Placement)> {
        self.plan.placements.iter().filter_map(|row| {
            let chain = Chain { locality: row.locality, need: row.need, band: row.band };
            let numbers = row.children.get().is_finite() && row.starting.get().is_finite();
            let here = numbers && row.provision.get() < self.case.provisions.len();
            Some((self.find(chain, row.stage).filter(|_| here)?, self.time(row.year)?, row))
        })
    }

    /// The fills that speak of things the case holds, with the years since the first.
    pub(super) fn fills(&self) -> impl Iterator<Item = (usize, &'a ContractFill)> {
        self.plan.fills.iter().filter_map(|row| {
            let known = row.contract.get() < self.case.contracts.len()
                && row.need.get() < self.case.needs.len()
                && row.band.get() < self.case.bands.len()
                && row.stage.get() < self.case.stages.len();
            self.time(row.year).filter(|_| known).map(|t| (t, row))
        })
    }

    /// The position of a chain, where it and the stage are in the case.
    pub(super) fn find(&self, chain: Chain, stage: StageIx) -> Option<usize> {
        self.case.forecast.find(chain).filter(|_| stage.get() < self.case.stages.len())
    }

    /// Years since the first, where the year is in the horizon.
    pub(super) fn time(&self, year: Year) -> Option<usize> {
        (self.case.first_year <= year && year <= self.case.last_year)
            .then(|| (year.0 - self.case.first_year.0) as usize)
    }

    /// What each child of a row costs.
    pub(super) fn price(&self, row: &Stock) -> Price {
        self.prices.of(self.chain(row.chain), row.stage, row.provision)
    }

    /// The chain at a position.
    pub(super) fn chain(&self, chain: usize) -> Chain {
        self.case.forecast.chains()[chain]
    }

    /// The position of a cell and year in flat arrays.
    pub(super) fn cell(&self, chain: usize, stage: StageIx, t: usize) -> usize {
        (chain * self.case.stages.len() + stage.get()) * self.case.years() + t
    }

    /// Children of a cell without a place.
    pub(super) fn unplaced(&self, chain: usize, stage: StageIx, t: usize) -> f64 {
        self.unplaced[self.cell(chain, stage, t)]
    }

    /// Every stage.
    pub(super) fn stages(&self) -> impl Iterator<Item = StageIx> + use<> {
        (0..self.case.stages.len()).map(StageIx::new)
    }

    /// Every project.
    pub(super) fn projects(&self) -> impl Iterator<Item = ProjectIx> + use<> {
        (0..self.case.projects.len()).map(ProjectIx::new)
    }

    /// Every contract.
    pub(super) fn contracts(&self) -> impl Iterator<Item = (ContractIx, &'a Contract)> {
        self.case.contracts.iter().enumerate().map(|(m, contract)| (ContractIx::new(m), contract))
    }

    /// Every provision and year since the first.
    pub(super) fn slots(&self) -> impl Iterator<Item = (ProvisionIx, usize)> + use<> {
        let years = self.case.years();
        (0..self.case.provisions.len() * years).map(move |i| (ProvisionIx::new(i / years), i % years))
    }

    /// The year a project opens.
    pub(super) fn opening(&self, project: ProjectIx) -> Option<Year> {
        self.plan.openings.get(project.get()).copied().flatten()
    }

    /// Years since a project opened; `None` where it is not open.
    pub(super) fn age(&self, project: ProjectIx, year: Year) -> Option<usize> {
        self.opening(project).filter(|&opened| opened <= year).map(|opened| (year.0 - opened.0) as usize)
    }

    /// Whether a contract is signed.
    pub(super) fn signed(&self, contract: ContractIx) -> bool {
        self.plan.signed.get(contract.get()).copied().unwrap_or(false)
    }

    /// The contracts signed and running in a year.
    pub(super) fn running(&self, year: Year) -> impl Iterator<Item = (ContractIx, &'a Contract)> {
        self.contracts().filter(move |&(m, contract)| self.signed(m) && contract.runs(year))
    }

    /// Whether a provision is open; one of a project's own only once the project is.
    pub(super) fn is_open(&self, provision: ProvisionIx, t: usize) -> bool {
        self.open[provision.get() * self.case.years() + t]
    }

    /// Whether a child of this stage can be there: the provision is open and serves the stage.
    pub(super) fn holds(&self, provision: ProvisionIx, stage: StageIx, t: usize) -> bool {
        self.is_open(provision, t) && self.case[provision].serves(self.case[stage].year_groups)
    }

    /// Net places, projects' and contracts' new ones added; `None` is unlimited.
    pub(super) fn places(&self, provision: ProvisionIx, t: usize) -> Option<f64> {
        self.places[provision.get() * self.case.years() + t]
    }

    /// Children at a provision.
    pub(super) fn placed(&self, provision: ProvisionIx, t: usize) -> f64 {
        self.placed[provision.get() * self.case.years() + t]
    }

    /// Children above the places.
    pub(super) fn overfilled(&self, provision: ProvisionIx, t: usize) -> f64 {
        self.places(provision, t).map_or(0.0, |places| (self.placed(provision, t) - places).max(0.0))
    }

    /// Children of the roll who are still at a provision.
    pub(super) fn roll_there(&self, provision: ProvisionIx, t: usize) -> f64 {
        self.roll_there[provision.get() * self.case.years() + t]
    }
}
