//! Figures and tables as text: what `Display` writes with, so that a share, a p-value or "no value"
//! looks the same wherever it is printed. Ours, because std pads no finished text and the crates of
//! tables are larger than what is needed here.
//!
//! | to print | use |
//! |---|---|
//! | a finished text in the width asked for | [`padded`] |
//! | rows as a table | [`write_table`], [`excerpt`] of a long one |
//! | a figure that may be missing | [`or_dash`] |
//! | a share as a percentage | [`Percent`] |
//! | a number of unknown size | [`Shown`], [`digits`], [`figure`], [`decimals`] |
//! | a number that is never `-0.00` | [`signless`], [`signed`], [`is_zero`] |
//! | how rare chance would be | [`p_value`], [`p_cell`], [`write_chi_square`] |
//! | names in a sentence | [`Listed`] |

mod excerpt;
mod figures;
mod names;
mod p_value;
mod padded;
mod percent;
mod table;

pub(crate) use excerpt::{excerpt, write_omission};
pub(crate) use figures::{Shown, decimals, digits, figure, is_zero, or_dash, signed, signless};
pub(crate) use names::Listed;
pub(crate) use p_value::{p_cell, p_value, write_chi_square};
pub(crate) use padded::padded;
pub(crate) use percent::Percent;
pub(crate) use table::write_table;
