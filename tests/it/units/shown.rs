//! How figures stand in a table: padded to the width asked for, never cut to a precision.

use tenure::stats::{BinomialMethod, Interval, QuantileRule, ZTest};
use tenure::survey::{EffortDirection, NetRecommend, NpsClass};
use tenure::units::{Churn, DiscountRate, Frequency, Growth, Level, Period, Proportion};
use tenure::{Nps, Result};

macro_rules! padded {
    ($($value:expr),* $(,)?) => {$({
        let value = $value;
        let plain = value.to_string();
        assert!(plain.chars().count() < 60, "{plain}");
        assert_eq!(format!("{value:>60}"), format!("{plain:>60}"));
        assert_eq!(format!("{value:*^60}"), format!("{plain:*^60}"));
        assert_eq!(format!("{value:60}|"), format!("{plain:60}|"));
        assert_eq!(format!("{value:>2}"), plain);
        let one = format!("{value:.1}");
        assert_eq!(format!("{value:>60.1}"), format!("{one:>60}"));
    })*};
}

#[test]
fn every_figure_takes_a_width() -> Result<()> {
    let nps = Nps::from_counts(5, 3, 2);
    let fifth = Proportion::new(0.2)?;
    padded![
        fifth,
        Level::P95,
        Interval::new(0.5, 0.75, Level::P95)?,
        nps,
        Nps::default(),
        nps.difference(nps),
        NetRecommend::default(),
        Churn::new(fifth, Period::Month),
        DiscountRate::new(0.1, Period::Year)?,
        Growth::new(0.05, Period::Year)?,
        Frequency::new(2.0, Period::Year)?,
        ZTest::new(2.0)?,
        ZTest::new(9.0)?,
        EffortDirection::HighIsEasy,
        Period::Quarter,
    ];
    Ok(())
}

#[test]
fn a_precision_cuts_no_words() {
    let ninety = Period::days(90).map(|period| format!("{period:.2}"));
    assert_eq!(ninety.as_deref(), Ok("90 days"));
    assert_eq!(format!("{:.2}", Period::Quarter), "quarter");
    assert_eq!(format!("{:.2}", NpsClass::Promoter), "promoter");
    assert_eq!(format!("{:.2}", EffortDirection::LowIsEasy), "low is easy");
    assert_eq!(format!("{:.2}", BinomialMethod::Wilson), "Wilson");
    assert_eq!(format!("{:.2}", QuantileRule::Linear), "linear");
}
