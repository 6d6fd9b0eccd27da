//! [`Percent`].

use core::fmt;

use super::padded;

/// A share as a percentage: `12.1%`, and `+12.1%` when a sign is asked for. One decimal by default.
#[derive(Clone, Copy)]
pub(crate) struct Percent(pub(crate) f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(1);
        let percent = (self.0 * 100.0).min(f64::MAX);
        if f.sign_plus() {
            padded(f, format_args!("{percent:+.places$}%"))
        } else {
            padded(f, format_args!("{percent:.places$}%"))
        }
    }
}
