//! Tables of what is saved, and the suite that every line of them goes through.

use core::any::type_name;
use core::cell::Cell;
use core::fmt::Debug;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tenure::saved::Saved;

use super::forms;

/// A type with a tag, and one of its states.
pub(super) struct Tagged {
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) bytes: Vec<u8>,
    pub(super) read_text: fn(&str) -> Result<String, String>,
    pub(super) read_bytes: fn(&[u8]) -> Result<Vec<u8>, String>,
}

/// The types of an area.
#[derive(Default)]
pub(super) struct Table {
    tagged: Vec<Tagged>,
    names: Vec<String>,
    suites: Vec<Box<dyn Fn()>>,
}

impl Table {
    /// A type that is saved with its kind.
    pub(super) fn saved<T>(&mut self, states: impl Strategy<Value = T> + 'static) -> &mut Self
    where
        T: Saved + Serialize + DeserializeOwned + PartialEq + Debug + 'static,
    {
        let state = example(&states);
        self.tagged.push(Tagged {
            kind: T::kind().into_owned(),
            text: serde_json::to_string(&state).unwrap(),
            bytes: state.to_bytes().unwrap(),
            read_text: |text| {
                let read: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
                Ok(serde_json::to_string(&read).unwrap())
            },
            read_bytes: |bytes| {
                let read = T::from_bytes(bytes).map_err(|error| error.to_string())?;
                Ok(read.to_bytes().unwrap())
            },
        });
        self.run(states, |state, place| {
            forms::bytes(state);
            forms::serde(state);
            if place % 10 == 0 {
                forms::tag(state);
            }
        })
    }

    /// A type that is saved without a kind: a unit, an option, a row.
    pub(super) fn plain<T>(&mut self, states: impl Strategy<Value = T> + 'static) -> &mut Self
    where
        T: Serialize + DeserializeOwned + PartialEq + Debug + 'static,
    {
        self.run(states, |state, _| forms::serde(state))
    }

    fn run<T: Debug + 'static>(
        &mut self,
        states: impl Strategy<Value = T> + 'static,
        suite: fn(&T, u32),
    ) -> &mut Self {
        let name = type_name::<T>().split('<').next().unwrap_or_default();
        let name = name.rsplit("::").next().unwrap_or_default();
        self.names.push(name.to_string());
        self.suites.push(Box::new(move || {
            let config = Config {
                failure_persistence: None,
                ..Config::with_cases(cases())
            };
            let place = Cell::new(0);
            TestRunner::new(config)
                .run(&states, |state| {
                    suite(&state, place.get());
                    place.set(place.get() + 1);
                    Ok(())
                })
                .unwrap();
        }));
        self
    }

    /// Sends random states of every type through every format.
    pub(super) fn check(&self) {
        for suite in &self.suites {
            suite();
        }
    }

    /// The types with a tag.
    pub(super) fn tagged(&self) -> &[Tagged] {
        &self.tagged
    }

    /// The names of all types, without their parameters.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// How many random states each type is saved in.
fn cases() -> u32 {
    std::env::var("TENURE_CASES").map_or(200, |cases| cases.parse().unwrap())
}

/// The same state every time, and not the simplest.
fn example<T: Debug>(states: &impl Strategy<Value = T>) -> T {
    let mut runner = TestRunner::deterministic();
    let draw = |runner: &mut TestRunner| states.new_tree(runner).unwrap().current();
    let _first = draw(&mut runner);
    draw(&mut runner)
}
