//! Private numerics: everything above stands on these.
#![allow(dead_code, reason = "grows before its users")]

mod tally;
