//! States saved on one machine, merged on another: `cargo run --features serde --example quick-shards`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use tenure::saved::Saved;
use tenure::survey::Csat;
use tenure::{Merge, Nps, Segmented};

/// One pass over the rows of a week: NPS and CSAT per plan.
type Week = Segmented<String, (Nps, Csat<1, 5>)>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let monday = Week::try_from_iter([("pro".into(), (9, 5)), ("basic".into(), (3, 2))])?;
    let tuesday = Week::try_from_iter([("pro".into(), (10, 4)), ("pro".into(), (7, 3))])?;

    let shipped = monday.to_bytes()?; // same state, same bytes, on every platform
    let mut week = Week::from_bytes(&shipped)?;
    week.merge(tuesday);
    for (plan, (nps, csat)) in &week {
        println!("{plan}: NPS {nps}; CSAT {csat}");
    }

    println!(
        "{}",
        serde_json::to_string(&Nps::try_from_iter([9, 10, 3])?)?
    );
    // A saved state says what it is: it cannot be read as something else.
    if let Err(error) = Segmented::<String, Nps>::from_bytes(&shipped) {
        println!("{error}");
    }
    Ok(())
}

// Prints:
//
// basic: NPS -100.0 points (n = 1); CSAT 0.0% satisfied (n = 1)
// pro: NPS 66.7 points (n = 3); CSAT 66.7% satisfied (n = 3)
// {"kind":"nps","format":1,"value":{"promoters":2,"passives":0,"detractors":1}}
// expected a saved segmented of nps, found a saved segmented of (nps, csat 1-5)
