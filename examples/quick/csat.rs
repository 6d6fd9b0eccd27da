//! CSAT and effort from columns with blanks: `cargo run --example quick-csat`.

use tenure::survey::{Ces, Csat};
use tenure::{Blanks, Level, Result};

fn main() -> Result<()> {
    // One row a respondent; some skipped a question.
    let satisfaction = [
        Some(5),
        Some(4),
        None,
        Some(2),
        Some(5),
        Some(3),
        Some(4),
        Some(5),
    ];
    let effort = [
        Some(6),
        None,
        None,
        Some(2),
        Some(7),
        Some(5),
        Some(6),
        Some(4),
    ];

    let csat = Blanks::<Csat<1, 5>>::try_from_iter(satisfaction)?;
    let satisfied = csat.answered().satisfied();
    println!("CSAT: {satisfied}, {} skipped", csat.blanks());
    if let Some(interval) = satisfied.interval(Level::P95) {
        println!(
            "95% interval: {:.0}% to {:.0}%",
            100.0 * interval.lower(),
            100.0 * interval.upper()
        );
    }

    let ces = Blanks::<Ces<1, 7>>::try_from_iter(effort)?;
    println!(
        "effort: mean {:.2} of 7",
        ces.answered().mean().unwrap_or_default()
    );

    // An answer that is off the scale is an error that names its row, blanks counted.
    let wrong = Blanks::<Csat<1, 5>>::try_from_iter([Some(4), None, Some(6)]);
    println!("{}", wrong.unwrap_err());
    Ok(())
}
