//! The saved form of [`LogisticChurn`].

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::LogisticChurn;

/// The form that this version writes. Older ones it reads, newer ones it refuses.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a churn model: its format, intercept and features"
)]
struct Saved {
    format: u32,
    intercept: f64,
    features: Vec<Feature>,
}

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a feature: its name, coefficient and mean"
)]
struct Feature {
    name: Box<str>,
    coefficient: f64,
    mean: f64,
}

impl Serialize for LogisticChurn {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let features = self
            .names
            .iter()
            .zip(&self.coefficients)
            .zip(&self.means)
            .map(|((name, coefficient), mean)| Feature {
                name: name.clone(),
                coefficient: *coefficient,
                mean: *mean,
            })
            .collect();
        Saved {
            format: FORMAT,
            intercept: self.intercept,
            features,
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for LogisticChurn {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let saved = Saved::deserialize(from)?;
        known_format(saved.format)?;
        let (names, numbers): (Vec<_>, Vec<_>) = saved
            .features
            .into_iter()
            .map(|feature| (feature.name, (feature.coefficient, feature.mean)))
            .unzip();
        let (coefficients, means) = numbers.into_iter().unzip();
        Self::fitted(saved.intercept, names, coefficients, means).map_err(serde::de::Error::custom)
    }
}

/// Refuses what a later version of this crate wrote.
pub(in crate::scoring) fn known_format<E: serde::de::Error>(format: u32) -> Result<(), E> {
    if format == FORMAT {
        Ok(())
    } else {
        Err(E::custom(format_args!(
            "saved in format {format}, and this version reads format {FORMAT}"
        )))
    }
}
