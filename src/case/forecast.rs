//! Expected children: chains of (locality, need, band), their children by stage and year, and who is on roll already.

use crate::id::{BandIx, LocalityIx, NeedIx, ProvisionIx, StageIx};
use crate::units::Children;

/// `c = (l, n, b)`: children of one locality, primary need and band. Children move up the stages of their chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chain {
    /// Where they live.
    pub locality: LocalityIx,
    /// Their primary need.
    pub need: NeedIx,
    /// Their band.
    pub band: BandIx,
}

/// `q[c,s,t]`, flat.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    chains: Vec<Chain>,
    /// Where the chains of each locality begin; one longer than the localities up to the last that has a chain.
    of_locality: Vec<u32>,
    stages: usize,
    years: usize,
    children: Vec<f64>,
}

impl Forecast {
    /// An empty forecast over sorted, distinct chains.
    pub fn new(mut chains: Vec<Chain>, stages: usize, years: usize) -> Self {
        chains.sort_unstable();
        chains.dedup();
        let children = vec![0.0; chains.len() * stages * years];
        let localities = chains.last().map_or(0, |last| last.locality.get() + 1);
        let mut of_locality = vec![0; localities + 1];
        for chain in &chains {
            of_locality[chain.locality.get() + 1] += 1;
        }
        for l in 0..localities {
            of_locality[l + 1] += of_locality[l];
        }
        Self { chains, of_locality, stages, years, children }
    }

    /// The chains, sorted by locality, need and band.
    pub fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// The position of a chain.
    pub fn find(&self, chain: Chain) -> Option<usize> {
        let locality = self.of_locality.get(chain.locality.get()..)?;
        let &[first, end, ..] = locality else { return None };
        let at = self.chains[first as usize..end as usize].binary_search(&chain).ok()?;
        Some(first as usize + at)
    }

    fn at(&self, chain: usize, stage: StageIx, year: usize) -> usize {
        debug_assert!(stage.get() < self.stages && year < self.years);
        (chain * self.stages + stage.get()) * self.years + year
    }

    /// Adds children to a cell; `year` counts from the first year.
    pub fn add(&mut self, chain: usize, stage: StageIx, year: usize, children: Children) {
        let at = self.at(chain, stage, year);
        self.children[at] += children.get();
    }

    /// The children of some chains only.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&Chain) -> bool) -> Self {
        let chains = self.chains.iter().filter(|chain| wanted(chain)).copied().collect();
        let mut only = Self::new(chains, self.stages, self.years);
        only.add_all(1.0, self);
        only
    }

    /// Child-years of a chain.
    pub fn child_years(&self, chain: usize) -> f64 {
        let cells = self.stages * self.years;
        self.children[chain * cells..(chain + 1) * cells].iter().sum()
    }

    /// Adds the children of another forecast of the same stages and years, each so many times, where their chain is here.
    fn add_all(&mut self, times: f64, other: &Self) {
        let cells = self.stages * self.years;
        for (chain, more) in other.chains.iter().zip(other.children.chunks(cells.max(1))) {
            let Some(at) = self.find(*chain) else { continue };
            for (sum, children) in self.children[at * cells..(at + 1) * cells].iter_mut().zip(more) {
                *sum += times * children;
            }
        }
    }

    /// The mean of several forecasts of the same stages and years, each as likely as its weight.
    pub fn mean(parts: &[(f64, &Self)]) -> Self {
        let chains = parts.iter().flat_map(|(_, part)| part.chains.iter().copied()).collect();
        let (stages, years) = parts.first().map_or((0, 0), |(_, part)| (part.stages, part.years));
        let mut mean = Self::new(chains, stages, years);
        for (weight, part) in parts {
            mean.add_all(*weight, part);
        }
        mean
    }

    /// Multiplies every cell.
    pub fn scale(&mut self, by: f64) {
        for children in &mut self.children {
            *children *= by;
        }
    }

    /// `q[c,s,t]`: children of `chain` in `stage` in the `year`-th year from the first.
    pub fn children(&self, chain: usize, stage: StageIx, year: usize) -> f64 {
        self.children[self.at(chain, stage, year)]
    }

    /// All children of the `year`-th year.
    pub fn total(&self, year: usize) -> Children {
        Children(self.children.iter().skip(year).step_by(self.years).sum())
    }
}

/// Children already placed in the year before the first year.
#[derive(Debug, Clone, PartialEq)]
pub struct RollRow {
    /// Who they are.
    pub chain: Chain,
    /// Their stage in the year before the first.
    pub stage: StageIx,
    /// Where they are.
    pub provision: ProvisionIx,
    /// How many.
    pub children: Children,
}
