//! Turning records into rows of numbers.
