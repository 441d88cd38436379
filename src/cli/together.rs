//! `placewise together`: authorities that plan together, and each by itself.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::model::{self, default_folder};
use super::progress::Progress;
use super::solve::{part, seconds, share};
use super::terminal::{self, Talk};
use crate::report::File;
use crate::run::{Ready, Request};
use crate::run_folder::Target;
use crate::scenario;
use crate::together::{self, Import, Terms};

/// Find what authorities gain by planning together, and how it could be split
///
/// Each authority of the localities is planned by itself, with its own children, places and money and places of others
/// only as far as its children hold them already, then every group of them, then all together. Independent schools are
/// shared in proportion to children. Each plan is audited; the gain is given with what is proven of it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  placewise together models/two-counties.toml\n  \
                        placewise together models/two-counties.toml --capital Northshire=0.7 --capital Southshire=0.3 \
                        --import-share 0.05 --import-rate 6000")]
pub(super) struct TogetherCommand {
    /// The model file
    model: PathBuf,
    /// A scenario of the model file
    #[arg(long, value_name = "NAME", default_value = scenario::BASE)]
    scenario: String,
    /// The part of each year's capital that an authority has, for each of them [default: its part of all children]
    #[arg(long, value_name = "AUTHORITY=SHARE", value_parser = named_share)]
    capital: Vec<(String, f64)>,
    /// The part of an authority's places that children of all the others may have: 0.05 is one in twenty
    #[arg(long, value_name = "SHARE", value_parser = part, default_value = "0", allow_negative_numbers = true)]
    import_share: f64,
    /// £ a year that a child costs more in another authority's place
    #[arg(long, value_name = "POUNDS", value_parser = pounds, default_value = "0", allow_negative_numbers = true)]
    import_rate: f64,
    /// The folder of together.html, together.xlsx and a CSV file per table [default: runs/MODEL-together]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Stop each plan when it is proven this close to the best possible: 0.001 is 0.1% [default: the model's]
    #[arg(long, value_name = "SHARE", value_parser = share, allow_negative_numbers = true)]
    gap: Option<f64>,
    /// Stop each plan after so many seconds with the best found [default: the model's]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    time_limit: Option<f64>,
}

impl TogetherCommand {
    pub(super) fn run(self, talk: Talk) -> Result<Exit, Failure> {
        let progress = Progress::new(talk.quiet);
        let out = self.out.clone().unwrap_or_else(|| default_folder(&self.model, "together"));
        let target = Target::check_for(&out, &|name| together::FILES.contains(&name))?;
        let mut ready = model::read(&self.model, &self.scenario, &progress, talk)?;
        let terms = self.terms(&ready)?;
        let progress = progress.anew();
        progress.listen();
        let request = Request { gap: self.gap, time_limit_s: self.time_limit, ..Request::default() };
        let found = together::plan(&mut ready, terms, request, &progress)?;
        progress.done();
        let paper = found.paper(ready.case());
        terminal::data(paper.words())?;
        if !found.failed.is_empty() {
            let what = format!("the audit failed: do not use these plans: {}", found.failed.join("; "));
            return Err(Failure::new(Exit::AuditFailed, what, "Please report it, with the model if you may share it."));
        }
        let files = paper.files().map_err(|error| Failure::new(Exit::Fault, error, ""))?;
        target.write(files.into_iter().map(|(name, bytes)| File::bytes(&name, bytes)))?;
        talk.say(format_args!("\nWrote {}: open together.html in a browser, together.xlsx in Excel.\n", out.display()));
        Ok(Exit::Done)
    }

    fn terms(&self, ready: &Ready) -> Result<Terms, Failure> {
        let mut terms = Terms::of(ready.case())?;
        terms.import = Import { share: self.import_share, rate: self.import_rate };
        let names: Vec<&str> = terms.authorities.iter().map(|authority| authority.name.as_str()).collect();
        if self.capital.is_empty() {
            return Ok(terms);
        }
        let given = |name: &str| self.capital.iter().filter(|(of, _)| of == name).count();
        let whole: f64 = self.capital.iter().map(|(_, share)| share).sum();
        if self.capital.len() != names.len() || names.iter().any(|name| given(name) != 1) || (whole - 1.0).abs() > 1e-6
        {
            let what = format!("--capital names {} authorities whose parts sum to {whole}", self.capital.len());
            let next = format!("Give each of these once, parts that sum to 1: {}.", names.join(", "));
            return Err(Failure::new(Exit::CommandLine, what, next));
        }
        for authority in &mut terms.authorities {
            let own = self.capital.iter().find(|(of, _)| *of == authority.name);
            authority.money = own.map_or(0.0, |(_, share)| *share);
        }
        Ok(terms)
    }
}

/// `Northshire=0.7`.
fn named_share(text: &str) -> Result<(String, f64), String> {
    let (name, share) = text.split_once('=').ok_or_else(|| "such as Northshire=0.7".to_owned())?;
    Ok((name.trim().to_owned(), part(share)?))
}

fn pounds(text: &str) -> Result<f64, String> {
    let amount = text.trim().parse().ok().filter(|amount: &f64| (0.0..=1e9).contains(amount));
    amount.ok_or_else(|| "an amount of £ of at least 0".to_owned())
}
