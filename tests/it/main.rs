//! The one integration test binary: laws, reference values and bad input per area, and what holds
//! for the whole crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::items_after_statements,
    clippy::format_push_string,
    clippy::too_many_lines,
    clippy::useless_conversion,
    clippy::missing_const_for_fn,
    reason = "tests fail by panicking, and exact equality of numbers is often the point"
)]

#[cfg(feature = "acquisition")]
mod acquisition;
#[cfg(feature = "clv")]
mod clv;
#[cfg(all(
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
mod contract;
#[cfg(all(
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
mod front_door;
#[cfg(all(
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
mod limits;
#[cfg(all(
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
mod merge;
#[cfg(all(
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
mod messages;
#[cfg(feature = "retention")]
mod retention;
#[cfg(all(
    feature = "serde",
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
mod saved;
#[cfg(feature = "scoring")]
mod scoring;
#[cfg(feature = "segment")]
mod segment;
#[cfg(all(
    feature = "serde",
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
mod sharding;
mod stats;
mod support;
#[cfg(feature = "survey")]
mod survey;
mod units;
#[cfg(all(
    feature = "serde",
    feature = "survey",
    feature = "retention",
    feature = "acquisition",
    feature = "clv",
    feature = "scoring",
    feature = "segment"
))]
mod wire;
