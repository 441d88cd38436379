//! Projects that require themselves, could never open, or are committed against each other.

use std::collections::HashMap;

use super::Context;
use crate::case::{Origin, Project, Status};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::catalogue::{across, hints};
use crate::id::ProjectIx;

/// Reports them.
pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let projects = &context.linked.projects;
    let mut committed: HashMap<&str, u64> = HashMap::new();
    for (at, (row, project)) in context.rows.projects.iter().zip(projects).enumerate() {
        let Some(project) = project else { continue };
        let place = |column| ("projects", row.at.line, column);
        if requires_itself(ProjectIx::new(at), projects) {
            let message = format!("`{}` requires itself, directly or through others.", project.id);
            diagnostics.push(context.at(&across::E405, place("requires"), message).value(row.requires.join(";")));
        }
        expansion(context, row.at.line, project, diagnostics);
        if project.status == Status::Committed {
            if !row.group.is_empty()
                && let Some(first) = committed.insert(row.group, row.at.line)
            {
                let message = format!("`{}` and the project on row {first} are both committed.", project.id);
                diagnostics.push(context.at(&across::E411, place("status"), message).value("committed"));
            }
            requirements(context, row.at.line, project, diagnostics);
        }
        if context.has_model {
            years(context, row.at.line, project, diagnostics);
        }
    }
}

/// Whether a project is among those it requires, or those they require.
fn requires_itself(start: ProjectIx, projects: &[Option<Project>]) -> bool {
    let required = |at: ProjectIx| {
        projects.get(at.get()).and_then(Option::as_ref).map_or(&[][..], |project| project.requires.as_slice())
    };
    let mut seen = vec![false; projects.len()];
    let mut to_do: Vec<ProjectIx> = required(start).to_vec();
    while let Some(at) = to_do.pop() {
        if at == start {
            return true;
        }
        if let Some(seen) = seen.get_mut(at.get()).filter(|seen| !**seen) {
            *seen = true;
            to_do.extend_from_slice(required(at));
        }
    }
    false
}

fn expansion(context: &Context<'_, '_>, line: u64, project: &Project, diagnostics: &mut Diagnostics) {
    let provision = context.linked.provisions.get(project.provision.get()).and_then(Option::as_ref);
    if let Some(provision) = provision.filter(|p| p.places.is_none() && p.origin == Origin::Existing) {
        let message = format!("`{}` expands `{}`, whose places are unlimited.", project.id, provision.id);
        let error = context.at(&across::E407, ("projects", line, "provision"), message);
        diagnostics.push(error.value(provision.id.as_str()));
    }
}

/// What a committed project requires must be able to open no later.
fn requirements(context: &Context<'_, '_>, line: u64, project: &Project, diagnostics: &mut Diagnostics) {
    for required in &project.requires {
        let Some(required) = context.linked.projects.get(required.get()).and_then(Option::as_ref) else { continue };
        let why = if required.status == Status::Excluded {
            "is excluded".to_owned()
        } else if required.earliest > project.earliest {
            format!("opens in {} at the earliest", required.earliest)
        } else {
            continue;
        };
        let message = format!(
            "`{}` is committed for {} and requires `{}`, which {why}.",
            project.id, project.earliest, required.id
        );
        let error = context.at(&across::E412, ("projects", line, "requires"), message);
        diagnostics.push(error.value(required.id.as_str()));
    }
}

fn years(context: &Context<'_, '_>, line: u64, project: &Project, diagnostics: &mut Diagnostics) {
    let horizon = context.linked.horizon;
    let earliest = project.earliest.0.to_string();
    let place = ("projects", line, "earliest");
    if project.status == Status::Committed && horizon.position(project.earliest).is_none() {
        let message = format!(
            "`{}` is committed for {}, outside {} to {}.",
            project.id, project.earliest, horizon.first, horizon.last
        );
        diagnostics.push(context.at(&across::E416, place, message).value(earliest));
    } else if project.status == Status::Optional {
        let excluded = project.requires.iter().find_map(|required| {
            let required = context.linked.projects.get(required.get())?.as_ref()?;
            (required.status == Status::Excluded).then_some(&required.id)
        });
        if let Some(required) = excluded {
            let message = format!("`{}` requires `{required}`, which is excluded, so it can never open.", project.id);
            let warning = context.at(&hints::W405, ("projects", line, "requires"), message);
            diagnostics.push(warning.value(required.as_str()));
        } else if project.opening_years(horizon.first).next().is_none() {
            let message = format!(
                "`{}` may open from {} to {}, outside {} to {}.",
                project.id, project.earliest, project.latest, horizon.first, horizon.last
            );
            diagnostics.push(context.at(&hints::W405, place, message).value(earliest));
        }
    }
}
