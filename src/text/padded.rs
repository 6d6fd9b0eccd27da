//! Finished text in a width.

use core::fmt::{self, Alignment, Write as _};

/// Writes the finished text in the width asked for, to the left unless asked otherwise.
///
/// Unlike [`Formatter::pad`](fmt::Formatter::pad) it takes a precision for the number's, and does not
/// cut the text to it.
pub(crate) fn padded(f: &mut fmt::Formatter<'_>, text: impl fmt::Display) -> fmt::Result {
    let Some(width) = f.width() else {
        return write!(f, "{text}");
    };
    let text = text.to_string();
    let blanks = width.saturating_sub(text.chars().count());
    let before = match f.align() {
        Some(Alignment::Right) => blanks,
        Some(Alignment::Center) => blanks / 2,
        Some(Alignment::Left) | None => 0,
    };
    let fill = f.fill();
    for _ in 0..before {
        f.write_char(fill)?;
    }
    f.write_str(&text)?;
    for _ in before..blanks {
        f.write_char(fill)?;
    }
    Ok(())
}
