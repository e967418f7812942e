use crate::terminal::Ui;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on standard error, if that is a terminal and the work is more than a glance.
pub(super) fn bar(ui: &Ui, length: usize, doing: &'static str) -> ProgressBar {
    let target =
        if ui.progress && length > 1 { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}  {eta} left") {
        bar.set_style(style);
    }
    bar.set_message(doing);
    bar
}

/// Counts a page. How many a container holds is not known before its end, so that each after the first makes the bar longer.
pub(super) fn page(bar: &ProgressBar, ui: &Ui, of_input: &mut u64) {
    *of_input += 1;
    if *of_input > 1 {
        if ui.progress && bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc_length(1);
        bar.inc(1);
    }
}
