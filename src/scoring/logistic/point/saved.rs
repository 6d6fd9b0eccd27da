//! The saved form of a [`NewtonPoint`]: what is sent to whoever holds the data.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{NewtonPoint, Task};
use crate::scoring::logistic::kernel::Frame;
use crate::units::Finite;

#[derive(Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "where to make a pass over customers: centres, scales, coefficients, class weights and a task"
)]
struct Saved {
    centres: Vec<Finite>,
    scales: Vec<Finite>,
    coefficients: Vec<Finite>,
    class_weights: [Finite; 2],
    task: SavedTask,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", expecting = "what a pass sums")]
enum SavedTask {
    Newton,
    Margins(Vec<Finite>),
    Leverages(Vec<Finite>),
    Squares,
}

impl Serialize for NewtonPoint {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // A point that has a number which is not finite is refused when it is used.
        let checked = |values: &[f64]| -> Result<Vec<Finite>, S::Error> {
            let values = values.iter().map(|value| Finite::new(*value));
            values
                .collect::<Result<_, _>>()
                .map_err(serde::ser::Error::custom)
        };
        let [stayed, churned] = self.class_weights;
        let weight = |value| Finite::new(value).map_err(serde::ser::Error::custom);
        Saved {
            centres: checked(&self.centres)?,
            scales: checked(&self.scales)?,
            coefficients: checked(&self.coefficients)?,
            class_weights: [weight(stayed)?, weight(churned)?],
            task: match &self.task {
                Task::Newton => SavedTask::Newton,
                Task::Margins(direction) => SavedTask::Margins(checked(direction)?),
                Task::Leverages(inverse) => SavedTask::Leverages(checked(inverse)?),
                Task::Squares => SavedTask::Squares,
            },
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for NewtonPoint {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let saved = Saved::deserialize(from)?;
        let point = Self {
            centres: plain(&saved.centres).into(),
            scales: plain(&saved.scales).into(),
            coefficients: plain(&saved.coefficients).into(),
            class_weights: saved.class_weights.map(Finite::get),
            task: match saved.task {
                SavedTask::Newton => Task::Newton,
                SavedTask::Margins(direction) => Task::Margins(plain(&direction).into()),
                SavedTask::Leverages(inverse) => Task::Leverages(plain(&inverse).into()),
                SavedTask::Squares => Task::Squares,
            },
        };
        Frame::new(&point).map_err(serde::de::Error::custom)?;
        Ok(point)
    }
}

fn plain(values: &[Finite]) -> Vec<f64> {
    values.iter().map(|value| value.get()).collect()
}
