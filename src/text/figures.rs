//! Numbers of any size as people write them.

use core::fmt;

/// What there is, or a dash.
pub(crate) fn or_dash(figure: Option<impl fmt::Display>) -> String {
    figure.map_or_else(|| "–".to_string(), |figure| figure.to_string())
}

/// A number as a person would write it: `11`, `0.05`, `1e300` (never three hundred zeros).
pub(crate) struct Shown(pub(crate) f64);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.abs();
        let plain = magnitude < 1e15 && (magnitude >= 1e-4 || magnitude <= 0.0);
        if plain || !self.0.is_finite() {
            write!(f, "{}", self.0)
        } else {
            write!(f, "{:e}", self.0)
        }
    }
}

/// A value of a category or a baseline, by which it is found again: `3`, `0.000012`, `1e300`, never `-0`.
pub(crate) fn digits(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 || (1e-6..1e16).contains(&size) {
        format!("{}", x + 0.0)
    } else {
        format!("{x:e}")
    }
}

/// A fitted figure: some five digits, and never a column of zeros.
pub(crate) fn figure(value: f64) -> String {
    let size = value.abs();
    if (1e-3..1e5).contains(&size) || size <= 0.0 {
        signless(value, 4)
    } else {
        format!("{value:.3e}")
    }
}

/// With `places` decimals, unless that would be a row of zeros before or behind the point.
pub(crate) fn decimals(x: f64, places: usize) -> String {
    let plain = format!("{x:.places$}");
    if (x != 0.0 && is_zero(&plain)) || x.abs() >= 1e15 {
        format!("{x:.places$e}")
    } else {
        plain
    }
}

/// With `places` decimals, and never as `-0.00`.
pub(crate) fn signless(value: f64, places: usize) -> String {
    let shown = format!("{value:.places$}");
    match shown.strip_prefix('-') {
        Some(rest) if is_zero(rest) => rest.to_string(),
        _ => shown,
    }
}

/// With its sign, and never as `-0.00`.
pub(crate) fn signed(value: f64, places: usize) -> String {
    let shown = format!("{value:+.places$}");
    if is_zero(&shown) {
        format!("{:+.places$}", 0.0)
    } else {
        shown
    }
}

/// Whether all digits of a printed number are 0.
pub(crate) fn is_zero(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '+' | '-' | '0' | '.'))
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn numbers_read_as_a_person_writes_them() {
        for (x, shown) in [
            (11.0, "11"),
            (-1.0, "-1"),
            (6.5, "6.5"),
            (0.05, "0.05"),
            (1e300, "1e300"),
            (5e-324, "5e-324"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-inf"),
            (0.0, "0"),
            (-0.0, "-0"),
        ] {
            assert_eq!(Shown(x).to_string(), shown);
        }
    }
}
