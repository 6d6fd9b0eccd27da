//! [`Listed`].

use core::fmt;

/// Names as a person lists them: `"a", "b" and "c"`, cut short after six.
pub(crate) struct Listed<'a>(pub(crate) &'a [Box<str>]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 6;
        let more = self.0.len().saturating_sub(SHOWN);
        for (place, name) in self.0.iter().take(SHOWN).enumerate() {
            let last = more == 0 && place.saturating_add(1) == self.0.len();
            match (place, last) {
                (0, _) => {}
                (_, true) => f.write_str(" and ")?,
                (_, false) => f.write_str(", ")?,
            }
            write!(f, "{name:?}")?;
        }
        if more > 0 {
            write!(f, " and {more} more")?;
        }
        Ok(())
    }
}
