//! What a solve does meanwhile, on one line of standard error: stage, best plan, bound, gap and seconds. Silent where
//! standard error is not a terminal. Ctrl-C stops the solve and keeps the best plan found; a second one leaves.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::exit::Exit;
use crate::run::{Event, Watch};
use crate::units::{Gap, Pounds};

/// Shows progress and listens for Ctrl-C.
pub(super) struct Progress {
    bar: ProgressBar,
    stop: Arc<AtomicBool>,
}

impl Progress {
    /// One that shows progress unless `quiet`.
    pub(super) fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} · {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, stop: Arc::new(AtomicBool::new(false)) }
    }

    /// A new line for another solve, stopped by the same Ctrl-C.
    pub(super) fn anew(&self) -> Self {
        let mut anew = Self::new(self.bar.is_hidden());
        anew.stop = Arc::clone(&self.stop);
        anew
    }

    /// From now on Ctrl-C asks the solve to stop.
    pub(super) fn listen(&self) {
        let stop = Arc::clone(&self.stop);
        // Where no handler can be set, Ctrl-C ends the program as usual.
        let _ = ctrlc::set_handler(move || {
            let mut err = std::io::stderr().lock();
            if stop.swap(true, Ordering::Relaxed) {
                let _ = writeln!(err, "\nplacewise: left at once; nothing more was written.");
                leave();
            }
            let _ = writeln!(err, "\nStopping, keeping what was found. Ctrl-C again leaves at once.");
        });
    }

    /// Says something meanwhile.
    pub(super) fn suspend<T>(&self, talk: impl FnOnce() -> T) -> T {
        self.bar.suspend(talk)
    }

    /// Shows what goes on.
    pub(super) fn say(&self, what: &'static str) {
        self.bar.set_message(what);
    }

    /// Clears the line.
    pub(super) fn done(&self) {
        self.bar.finish_and_clear();
    }
}

#[expect(clippy::exit, reason = "the solver may not answer for a while and the user has asked twice")]
fn leave() -> ! {
    std::process::exit(i32::from(Exit::NoPlan.code()))
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done();
    }
}

impl Watch for Progress {
    fn event(&self, event: &Event) {
        self.bar.set_message(line(event));
    }

    fn stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// `solving · best £1,234,567 · bound £1,200,000 · gap £34,567 (2.80%)`; what is not known yet is left out.
fn line(event: &Event) -> String {
    let mut text = event.stage.to_owned();
    if let Some((done, of)) = event.step {
        let _ = write!(text, " · {done} of {of}");
    }
    let known = |pounds: Option<f64>| pounds.filter(|pounds| pounds.is_finite()).map(Pounds);
    let (best, bound) = (known(event.best), known(event.bound));
    if let Some(best) = best {
        let _ = write!(text, " · best {best}");
    }
    if let Some(bound) = bound {
        let _ = write!(text, " · bound {bound}");
    }
    if let (Some(best), Some(bound), Some(gap)) = (best, bound, event.gap) {
        let _ = write!(text, " · gap {} ({})", Pounds((best - bound).get().max(0.0)), Gap(gap));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_known() {
        let nothing_found = Event { best: Some(f64::INFINITY), gap: Some(f64::INFINITY), ..Event::of("solving") };
        assert_eq!(line(&nothing_found), "solving");
        let (best, bound) = (Some(1_234_567.0), Some(1_200_000.0));
        let event = Event { best, bound, gap: Some(0.028), seconds: 1.0, ..Event::of("solving") };
        assert_eq!(line(&event), "solving · best £1,234,567 · bound £1,200,000 · gap £34,567 (2.80%)");
    }
}
