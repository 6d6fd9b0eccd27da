//! The saved form of [`LogisticChurn`].

use super::LogisticChurn;
use crate::saved::Each;

saved! {
    impl{} for LogisticChurn as "logistic churn", 1;
    |model| {
        intercept,
        features = Each::of(model.names.len(), || {
            let numbers = model.coefficients.iter().zip(&model.means);
            let named = model.names.iter().zip(numbers);
            named.map(|(name, (coefficient, mean))| (name, coefficient, mean))
        }),
    };
    read {
        let features: Vec<(Box<str>, f64, f64)> = features;
        let (names, numbers): (Vec<_>, Vec<_>) = features
            .into_iter()
            .map(|(name, coefficient, mean)| (name, (coefficient, mean)))
            .unzip();
        let (coefficients, means) = numbers.into_iter().unzip();
        Self::fitted(intercept, names, coefficients, means)
    }
}
