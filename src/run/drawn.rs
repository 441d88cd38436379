//! The plan of an outcome and its answers, drawn up while the network is there.

use super::clock::{Clock, milliseconds};
use super::{RunError, Task, tell};
use crate::answers::Answers;
use crate::network::Network;
use crate::plan::Plan;
use crate::report::ModelSize;
use crate::solve::Outcome;
use crate::solve::progress::Watch;

/// Share of the time limit that answers may take in any case, and more where the plan took less than the rest.
const SHARE_FOR_ANSWERS: f64 = 0.5;

/// A plan and its answers, drawn up while the network is there.
pub(super) struct Drawn {
    pub plan: Plan,
    pub answers: Answers,
    pub size: ModelSize,
    /// Seconds that the solve took.
    pub solving_s: f64,
    pub clock: Clock,
}

impl Drawn {
    pub(super) fn of(
        network: &Network,
        outcome: &Outcome,
        (task, mut clock): (&Task, Clock),
        watch: &dyn Watch,
    ) -> Result<Self, RunError> {
        let solving_s = clock.skip();
        clock.seconds.extend(outcome.timings.iter().map(|&(stage, s)| (stage.to_owned(), milliseconds(s))));
        tell(watch, "drawing up the plan");
        let plan = Plan::from_outcome(network, outcome);
        clock.lap("plan");
        let options = &task.options;
        let left = (options.time_limit_s - solving_s).max(SHARE_FOR_ANSWERS * options.time_limit_s);
        let seconds = task.request.answers_s.unwrap_or(left);
        let answers = Answers::of(network, (&plan, outcome), (options, seconds), watch)?;
        clock.lap("answers");
        let size = outcome.size;
        let size = ModelSize { columns: size.columns, rows: size.rows, nonzeros: size.nonzeros };
        Ok(Self { plan, answers, size, solving_s, clock })
    }
}
