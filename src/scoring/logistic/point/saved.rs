//! The saved form of a [`NewtonPoint`], which is sent to where the data are.

use super::{NewtonPoint, Task};
use crate::scoring::logistic::kernel::Frame;
use crate::{Error, Result};

saved! {
    impl{} for NewtonPoint as "newton point", 1;
    |point| {
        centres,
        scales,
        coefficients,
        class_weights,
        task = point.task.name(),
        numbers = point.task.numbers(),
    };
    read {
        let (task, numbers): (String, Vec<f64>) = (task, numbers);
        let task = Task::named(&task, numbers)?;
        let point = Self { centres, scales, coefficients, class_weights, task };
        Frame::new(&point)?;
        Ok(point)
    }
}

impl Task {
    const fn name(&self) -> &'static str {
        match self {
            Self::Newton => "newton",
            Self::Margins(_) => "margins",
            Self::Leverages(_) => "leverages",
            Self::Squares => "squares",
        }
    }

    fn numbers(&self) -> &[f64] {
        match self {
            Self::Newton | Self::Squares => &[],
            Self::Margins(numbers) | Self::Leverages(numbers) => numbers,
        }
    }

    fn named(name: &str, numbers: Vec<f64>) -> Result<Self> {
        match (name, numbers.is_empty()) {
            ("newton", true) => Ok(Self::Newton),
            ("squares", true) => Ok(Self::Squares),
            ("margins", _) => Ok(Self::Margins(numbers.into())),
            ("leverages", _) => Ok(Self::Leverages(numbers.into())),
            _ => Err(Error::Malformed {
                what: "task of a pass",
                expected: "newton, margins, leverages or squares, with its numbers",
            }),
        }
    }
}
