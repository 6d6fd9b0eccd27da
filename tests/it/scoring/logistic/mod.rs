//! The fit of the churn model.

mod reference;
