//! The saved form of [`LogisticChurn`].

use super::LogisticChurn;
use crate::saved::Each;

saved! {
    impl{} for LogisticChurn as "logistic churn", 1;
    |model| {
        intercept,
        features: Vec<Feature> = Each::of(model.names.len(), || model.features()),
    };
    read {
        let (names, numbers): (Vec<_>, Vec<_>) = features
            .into_iter()
            .map(|feature| (feature.name, (feature.coefficient, feature.mean)))
            .unzip();
        let (coefficients, means) = numbers.into_iter().unzip();
        Self::fitted(intercept, names, coefficients, means)
    }
}

struct Feature {
    name: Box<str>,
    coefficient: f64,
    mean: f64,
}

saved! {
    impl{} for Feature as plain;
    |feature| { name, coefficient, mean }
}

impl LogisticChurn {
    fn features(&self) -> impl Iterator<Item = Feature> {
        let numbers = self.coefficients.iter().zip(&self.means);
        let features = self.names.iter().zip(numbers);
        features.map(|(name, (coefficient, mean))| Feature {
            name: name.clone(),
            coefficient: *coefficient,
            mean: *mean,
        })
    }
}
