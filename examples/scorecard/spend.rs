//! What a new customer costs, over all and by channel.

use std::path::Path;

use tenure::Segmented;
use tenure::acquisition::{Acquisition, Cac};
use tenure::units::Money;

use crate::report::{Metric, Scorecard, Unit};
use crate::rows;

const AREA: &str = "Acquisition";
/// Amounts are read as currencies with cents.
const DECIMALS: u8 = 2;

pub(crate) fn report(path: &Path, card: &mut Scorecard) -> Result<(), String> {
    let mut channels: Segmented<String, Cac> = Segmented::new();
    let needed = ["channel", "amount", "new_customers"];
    rows::read(path, &needed, &mut card.rejected, |row| {
        let channel = row.text("channel");
        if channel.is_empty() {
            return Err("channel is blank".to_owned());
        }
        let text = row.text("amount");
        let amount =
            Money::parse(text, DECIMALS).map_err(|error| format!("{error}, got \"{text}\""))?;
        let text = row.text("new_customers");
        let new_customers = text.parse().map_err(|_| {
            format!("new_customers must be a whole number of at least 0, got \"{text}\"")
        })?;
        let acquisition =
            Acquisition::new(amount, new_customers).map_err(|error| error.to_string())?;
        channels.entry(channel.to_owned()).push(acquisition);
        Ok(())
    })?;
    let total = channels.total();
    card.sources.push(format!(
        "{}: {} spent on {} new customers over {} channels",
        path.display(),
        total.spend().display(DECIMALS),
        total.new_customers(),
        channels.len()
    ));
    card.metrics
        .push(cost("CAC", &total).means("all spend in the file / new customers"));
    for (channel, cac) in &channels {
        card.metrics.push(
            cost(&format!("CAC, {channel}"), cac).means("spend on the channel / its new customers"),
        );
    }
    card.caveats.push(
        "Acquisition: CAC is a ratio of totals, not a mean of a sample, so it has no interval; it is only as \
         whole as the spend in the file (salaries and tools are often missing)."
            .to_owned(),
    );
    Ok(())
}

fn cost(name: &str, cac: &Cac) -> Metric {
    Metric::new(
        AREA,
        name,
        Unit::Amount(2),
        cac.per_customer(DECIMALS),
        cac.new_customers(),
    )
}
