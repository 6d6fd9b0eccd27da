//! Money in minor units.

use proptest::prelude::*;
use tenure::units::Money;

use crate::support::laws;

const REFUSALS: [&str; 3] = [
    "amount must be digits with at most one point, as 29.33: no blanks, separators of thousands or currency signs",
    "amount must be given with no more decimals than the currency has",
    "amount must be small enough for 64 bits, counted in minor units",
];

#[test]
fn money_is_an_accumulator() {
    let amounts = prop_oneof![any::<i64>(), -10_000..10_000_i64];
    laws::accumulator::<Money, Money>(file!(), amounts.prop_map(Money::from_minor));
}

#[test]
fn amounts_as_people_write_them() {
    for (text, decimals, minor) in [
        ("29.33", 2, 2933),
        ("-29.33", 2, -2933),
        ("+5", 2, 500),
        (".5", 2, 50),
        ("5.", 2, 500),
        ("0.10", 1, 1),
        ("1.5000000000000000000000000000", 1, 15),
        ("-0", 2, 0),
        ("007", 0, 7),
        ("0.0000000000000000000", 0, 0),
        ("1200", 0, 1200),
        ("92233720368547758.07", 2, i64::MAX),
        ("-92233720368547758.08", 2, i64::MIN),
        ("0", 255, 0),
        ("0.000000000000000001", 18, 1),
    ] {
        let got = Money::parse(text, decimals);
        assert_eq!(got, Ok(Money::from_minor(minor)), "{text}");
    }
}

#[test]
fn text_that_is_no_amount() {
    for (text, decimals) in [
        ("", 2),
        (".", 2),
        ("-", 2),
        ("+", 2),
        ("-.", 2),
        ("--5", 2),
        ("+-5", 2),
        ("5-", 2),
        (" 5", 2),
        ("5 ", 2),
        ("1,000", 2),
        ("1.2.3", 2),
        ("1e3", 2),
        ("$5", 2),
        ("5€", 2),
        ("٥", 2),
        ("NaN", 2),
        ("inf", 2),
        ("0.333", 2),
        ("1.5", 0),
        ("92233720368547758.08", 2),
        ("-92233720368547758.09", 2),
        ("1", 255),
        ("99999999999999999999999999", 0),
    ] {
        assert_eq!(
            Money::parse(text, decimals).unwrap_err().to_string(),
            match text {
                "0.333" | "1.5" => REFUSALS[1],
                "1"
                | "92233720368547758.08"
                | "-92233720368547758.09"
                | "99999999999999999999999999" => REFUSALS[2],
                _ => REFUSALS[0],
            },
            "{text}"
        );
    }
}

#[test]
fn amounts_for_people() {
    let shown = |minor, decimals| Money::from_minor(minor).display(decimals).to_string();
    assert_eq!(shown(2933, 2), "29.33");
    assert_eq!(shown(-5, 2), "-0.05");
    assert_eq!(shown(0, 2), "0.00");
    assert_eq!(shown(1200, 0), "1200");
    assert_eq!(shown(7, 3), "0.007");
    assert_eq!(shown(i64::MIN, 2), "-92233720368547758.08");
    let right = format!(
        "{:>8}|{:<8}|",
        Money::from_minor(-5).display(2),
        Money::from_minor(250).display(2)
    );
    assert_eq!(right, "   -0.05|2.50    |");
    assert_eq!(
        Money::from_minor(i64::MIN).in_major(2),
        i64::MIN as f64 / 100.0
    );
    assert!(Money::from_minor(1).in_major(255) >= 0.0);
    assert!(Money::from_minor(1).in_major(255).is_finite());
    assert_eq!(Money::ZERO.in_major(255), 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn written_and_read_back(minor in any::<i64>(), decimals in 0..30_u8) {
        let money = Money::from_minor(minor);
        let text = money.display(decimals).to_string();
        prop_assert_eq!(Money::parse(&text, decimals), Ok(money));
        prop_assert_eq!(money.is_negative(), text.starts_with('-'));
    }

    /// What the docs say of rounding: one of the integer, one of the division.
    #[test]
    fn major_units_are_the_nearest_number(minor in -(1_i64 << 53)..1 << 53, decimals in 0..=22_u8) {
        let money = Money::from_minor(minor);
        let nearest: f64 = money.display(decimals).to_string().parse().unwrap();
        prop_assert_eq!(money.in_major(decimals), nearest);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-+0-9.e ]{0,24}", decimals in any::<u8>()) {
        if let Ok(money) = Money::parse(&text, decimals) {
            prop_assert_eq!(Money::parse(&money.display(decimals).to_string(), decimals), Ok(money));
        }
    }

    #[test]
    fn totals_are_exact(amounts in prop::collection::vec(any::<i64>(), 0..100)) {
        let total: Money = amounts.iter().map(|&minor| Money::from_minor(minor)).sum();
        let expected: i128 = amounts.iter().map(|&minor| i128::from(minor)).sum();
        prop_assert_eq!(total.minor(), expected);
        let back: Money = amounts.iter().map(|&minor| Money::from_minor(minor.saturating_neg())).sum();
        let lost = amounts.iter().filter(|&&minor| minor == i64::MIN).count() as i128;
        prop_assert_eq!(total.minor() + back.minor(), -lost);
    }
}

#[cfg(feature = "serde")]
#[test]
fn saved_it_is_a_number_until_it_is_too_long_for_one() {
    use tenure::Merge as _;
    let mut total = Money::from_minor(-2933);
    assert_eq!(serde_json::to_string(&total).unwrap(), "-2933");
    total = Money::from_minor(i64::MAX);
    total.merge(total);
    let text = serde_json::to_string(&total).unwrap();
    assert_eq!(text, "\"18446744073709551614\"");
    assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), total);
    for bad in [
        "29.33",
        "\"29.33\"",
        "null",
        "\"\"",
        "1e3",
        "\"999999999999999999999999999999999999999999\"",
    ] {
        assert!(serde_json::from_str::<Money>(bad).is_err(), "{bad}");
    }
}

/// However large the totals that are read back, and of whatever signs: no order loses a cent.
#[cfg(feature = "serde")]
#[test]
fn the_largest_totals_that_are_read_still_add_up_in_any_order() {
    use tenure::Merge as _;
    const MOST: i128 = 1 << 112;
    let read = |minor: i128| serde_json::from_str::<Money>(&format!("\"{minor}\""));
    let (most, least) = (read(MOST).unwrap(), read(-MOST).unwrap());
    for beyond in [MOST + 1, -MOST - 1, i128::MAX, i128::MIN] {
        let error = read(beyond).unwrap_err().to_string();
        assert!(
            error.starts_with("amount of money must be at most 2^112 minor units"),
            "{error}"
        );
    }
    let parts = || {
        [most, least, Money::from_minor(1)]
            .into_iter()
            .cycle()
            .take(3 * 16_383)
    };
    let one_by_one: Money = parts().sum();
    let mut sorted: Vec<_> = parts().collect();
    sorted.sort_unstable();
    let gains_last: Money = sorted.iter().sum();
    let gains_first: Money = sorted.iter().rev().sum();
    assert_eq!(one_by_one, Money::from_minor(16_383));
    assert_eq!([gains_last, gains_first], [one_by_one; 2]);
    // What doubles itself for ever stays at the end and on its side: no wrap, no panic.
    for (mut total, end) in [(most, i128::MAX), (least, i128::MIN)] {
        for _ in 0..200 {
            total.merge(total);
        }
        assert_eq!(total.minor(), end);
    }
}
