//! CSAT and effort from columns with blanks: `cargo run --example quick-csat`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::survey::{Ces, Csat};
use tenure::{Blanks, Level, Result};

fn main() -> Result<()> {
    // One entry a respondent; some skipped a question.
    let answers = "5 4 - 2 5 3 4 5"
        .split(' ')
        .map(|cell| cell.parse::<u8>().ok());
    let effort = [Some(6), None, None, Some(2), Some(7), Some(5), Some(6)];

    let csat = Blanks::<Csat<1, 5>>::try_from_iter(answers)?;
    println!("{}, {} skipped", csat.state(), csat.blanks());
    if let Some(interval) = csat.state().interval(Level::P95) {
        println!("95% interval of the share: {interval:.2}");
    }

    let ces = Blanks::<Ces<1, 7>>::try_from_iter(effort)?;
    if let Some(mean) = ces.state().mean() {
        println!("effort: mean {mean:.2} of 7, {} skipped", ces.blanks());
    }

    // An answer off the scale is an error that names its row; blanks count as rows.
    let wrong = Blanks::<Csat<1, 5>>::try_from_iter([Some(4), None, Some(6)]);
    if let Err(error) = wrong {
        println!("{error}");
    }
    Ok(())
}

// Prints:
//
// 71.4% satisfied (n = 7), 1 skipped
// 95% interval of the share: 0.36 to 0.92
// effort: mean 5.20 of 7, 2 skipped
// item 2 was rejected: rating must be a whole number from 1 to 5, got 6
