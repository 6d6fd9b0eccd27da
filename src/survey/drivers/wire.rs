//! The saved form of [`KeyDrivers`].

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Count, KeyDrivers, ProductAcc, SumAcc, Sums, moments};
use crate::numeric::superacc::wire::{BadWire, Wire};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(expecting = "key drivers")]
struct Saved {
    answers: Count,
    overall: SavedSums,
    dimensions: Vec<SavedSums>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(expecting = "the sums of a dimension")]
struct SavedSums {
    sum: Wire,
    squares: Wire,
    with_overall: Wire,
}

impl SavedSums {
    fn of(sums: &Sums) -> Self {
        Self {
            sum: sums.sum.to_wire(),
            squares: sums.squares.to_wire(),
            with_overall: sums.with_overall.to_wire(),
        }
    }

    fn read(&self) -> Result<Sums, BadWire> {
        Ok(Sums {
            sum: SumAcc::from_wire(&self.sum)?,
            squares: ProductAcc::from_wire(&self.squares)?,
            with_overall: ProductAcc::from_wire(&self.with_overall)?,
        })
    }
}

impl<const P: usize> Serialize for KeyDrivers<P> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let saved = Saved {
            answers: self.answers,
            overall: SavedSums::of(&self.overall),
            dimensions: self.dimensions.iter().map(SavedSums::of).collect(),
        };
        saved.serialize(to)
    }
}

impl<'de, const P: usize> Deserialize<'de> for KeyDrivers<P> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let saved = Saved::deserialize(from)?;
        checked(&saved).map_err(serde::de::Error::custom)
    }
}

fn checked<const P: usize>(saved: &Saved) -> Result<KeyDrivers<P>, &'static str> {
    if saved.dimensions.len() != P {
        return Err("these key drivers were counted with another number of dimensions");
    }
    let not_ours = |_| "an exact sum is not in the form it is saved in";
    let read = |sums: &SavedSums| sums.read().map_err(not_ours);
    let overall = read(&saved.overall)?;
    let dimensions: Box<[Sums]> = saved
        .dimensions
        .iter()
        .map(read)
        .collect::<Result<_, _>>()?;
    for sums in dimensions.iter().chain([&overall]) {
        let spread = moments::spread(saved.answers.get(), &sums.sum, &sums.squares);
        if spread.is_none() {
            return Err("the sums of a dimension are not those of any ratings");
        }
    }
    if overall.with_overall != overall.squares {
        return Err("the sums of the overall ratings are not those of any ratings");
    }
    let drivers = KeyDrivers {
        answers: saved.answers,
        overall,
        dimensions,
    };
    // A count at its ceiling no longer says how many ratings the sums are of.
    let counted = drivers.answers < Count::CEILING;
    if counted && !drivers.dimensions.iter().all(|sums| drivers.fits(sums)) {
        return Err("the sums of a dimension are not those of any ratings");
    }
    Ok(drivers)
}
