//! Days and amounts as a file has them, for every example program that reads purchases.

use jiff::civil::Date;
use tenure::units::Money;

/// Amounts are kept to so many decimals.
pub(crate) const DECIMALS: u8 = 4;

pub(crate) fn read_date(text: &str) -> Result<Date, String> {
    if text.is_empty() {
        return Err("date is blank".to_owned());
    }
    text.parse()
        .map_err(|_| format!("date must be YYYY-MM-DD, got {text:?}"))
}

pub(crate) fn read_amount(text: &str) -> Result<Money, String> {
    if text.is_empty() {
        return Err("amount is blank".to_owned());
    }
    match text.parse::<f64>() {
        Ok(amount) if !amount.is_finite() => {
            Err(format!("amount must be a finite number, got {amount}"))
        }
        Ok(amount) if amount < 0.0 => Err(format!("amount is negative, a refund: {text}")),
        Ok(amount) if amount > 1e12 => Err(format!("amount must be at most 1e12, got {text}")),
        Ok(amount) => {
            let places = usize::from(DECIMALS);
            let rounded = Money::parse(&format!("{amount:.places$}"), DECIMALS);
            rounded.map_err(|error| error.to_string())
        }
        Err(_) => Err(format!("amount must be a number, got {text:?}")),
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Within ±4 million: no date is further away.
pub(crate) fn days_since_1970(date: Date) -> i32 {
    date.since(EPOCH).map_or(0, |span| span.get_days())
}

pub(crate) fn date_of(day: i32) -> Date {
    EPOCH.saturating_add(jiff::Span::new().days(day))
}
