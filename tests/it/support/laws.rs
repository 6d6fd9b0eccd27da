//! The laws every accumulator keeps, checked by one suite so that no new metric can skip them.

use core::fmt::Debug;
use core::iter::Sum;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use tenure::Merge;

/// What every state that merges is: an accumulator, or a tuple, an array or an option of them.
pub(crate) trait Combined:
    Default + Clone + PartialEq + Debug + Merge + Send + Sync + Unpin + Wire
{
}
impl<A: Default + Clone + PartialEq + Debug + Merge + Send + Sync + Unpin + Wire> Combined for A {}

/// What every accumulator is, whatever it counts.
pub(crate) trait State: Combined + Sum + for<'a> Sum<&'a Self> {}
impl<A: Combined + Sum + for<'a> Sum<&'a Self>> State for A {}

/// Round trips, where there is a wire to send them over.
#[cfg(feature = "serde")]
pub(crate) trait Wire: serde::Serialize + serde::de::DeserializeOwned {
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap()
    }
}
#[cfg(feature = "serde")]
impl<A: serde::Serialize + serde::de::DeserializeOwned> Wire for A {}
#[cfg(not(feature = "serde"))]
pub(crate) trait Wire {}
#[cfg(not(feature = "serde"))]
impl<A> Wire for A {}

/// The same state from parallel iterators, by value, by reference and by extension.
#[cfg(feature = "rayon")]
pub(crate) trait Parallel<T>: Sized {
    fn collect_in_parallel(items: &[T]) -> Vec<Self>;
}
#[cfg(feature = "rayon")]
impl<A, T> Parallel<T> for A
where
    A: Default + rayon::iter::FromParallelIterator<T> + rayon::iter::ParallelExtend<T>,
    A: for<'a> rayon::iter::FromParallelIterator<&'a T>
        + for<'a> rayon::iter::ParallelExtend<&'a T>,
    T: Clone + Send + Sync,
{
    fn collect_in_parallel(items: &[T]) -> Vec<Self> {
        use rayon::prelude::*;
        let (mut by_value, mut by_reference) = (A::default(), A::default());
        by_value.par_extend(items.par_iter().cloned());
        by_reference.par_extend(items.par_iter());
        vec![
            items.par_iter().cloned().collect(),
            items.par_iter().collect(),
            by_value,
            by_reference,
        ]
    }
}
#[cfg(not(feature = "rayon"))]
pub(crate) trait Parallel<T>: Sized {
    fn collect_in_parallel(_: &[T]) -> Vec<Self> {
        Vec::new()
    }
}
#[cfg(not(feature = "rayon"))]
impl<A, T> Parallel<T> for A {}

/// Identity, commutativity, associativity, concatenation = merge, any sharding in any order gives
/// the same state, by value = by reference = parallel, and the same bytes on the wire, which
/// read back as the same state. All of them exactly.
pub(crate) fn accumulator<A, T>(file: &'static str, item: impl Strategy<Value = T> + 'static)
where
    A: State + Extend<T> + FromIterator<T> + Parallel<T>,
    A: for<'a> Extend<&'a T> + for<'a> FromIterator<&'a T>,
    T: Clone + Debug + Send + Sync + 'static,
{
    let item = item.boxed();
    fold::<A, T>(file, item.clone(), |items| items.iter().cloned().collect());

    let config = Config {
        source_file: Some(file),
        ..Config::with_cases(64)
    };
    TestRunner::new(config)
        .run(&proptest::collection::vec(item, 0..300), |items| {
            let whole: A = items.iter().cloned().collect();
            prop_assert_eq!(&items.iter().collect::<A>(), &whole);
            let (head, tail) = items.split_at(items.len() / 3);
            let mut extended: A = head.iter().cloned().collect();
            extended.extend(tail.iter().cloned());
            prop_assert_eq!(&extended, &whole);
            let mut extended: A = head.iter().collect();
            extended.extend(tail);
            prop_assert_eq!(&extended, &whole);
            prop_assert_eq!([&extended].into_iter().sum::<A>(), whole.clone());
            for parallel in A::collect_in_parallel(&items) {
                prop_assert_eq!(&parallel, &whole);
            }
            Ok(())
        })
        .unwrap();
}

/// The laws for a state made of `items` by `collect`: for accumulators with keys or other items
/// that are not `Copy`, too.
pub(crate) fn fold<A, T>(
    file: &'static str,
    item: impl Strategy<Value = T>,
    collect: impl Fn(&[T]) -> A,
) where
    A: State,
    T: Clone + Debug,
{
    laws(file, item, collect, |shards| shards.into_iter().sum());
}

/// The laws for states that are no sums, because `Sum` belongs to others: tuples, arrays, options.
pub(crate) fn combined<A, T>(
    file: &'static str,
    item: impl Strategy<Value = T>,
    collect: impl Fn(&[T]) -> A,
) where
    A: Combined,
    T: Clone + Debug,
{
    laws(file, item, collect, |shards| {
        shards.into_iter().fold(A::default(), merged)
    });
}

fn laws<A, T>(
    file: &'static str,
    item: impl Strategy<Value = T>,
    collect: impl Fn(&[T]) -> A,
    sum: impl Fn(Vec<A>) -> A,
) where
    A: Combined,
    T: Clone + Debug,
{
    let config = Config {
        source_file: Some(file),
        ..Config::with_cases(128)
    };
    let items = proptest::collection::vec(item, 0..120);
    let cuts = proptest::collection::vec(any::<Index>(), 0..64);
    let strategy = (items, cuts, any::<usize>());
    TestRunner::new(config)
        .run(&strategy, |(items, cuts, seed)| {
            let whole = collect(&items);
            let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(items.len() + 1)).collect();
            cuts.extend([0, items.len()]);
            cuts.sort_unstable();
            let mut shards: Vec<A> = cuts
                .windows(2)
                .map(|w| collect(&items[w[0]..w[1]]))
                .collect();

            // Identity, on both sides.
            prop_assert_eq!(&merged(whole.clone(), A::default()), &whole);
            prop_assert_eq!(&merged(A::default(), whole.clone()), &whole);

            // Commutative and associative, on the first three shards.
            let [a, b, c] = [0, 1, 2].map(|i| shards.get(i).cloned().unwrap_or_default());
            prop_assert_eq!(merged(a.clone(), b.clone()), merged(b.clone(), a.clone()));
            prop_assert_eq!(
                merged(merged(a.clone(), b.clone()), c.clone()),
                merged(a, merged(b, c))
            );

            // Any partition, merged in another order, is the whole; `Sum` is the same fold.
            let summed = sum(shards.clone());
            prop_assert_eq!(&summed, &whole);
            let middle = shards.len() / 2;
            let turn = seed % shards.len();
            shards.rotate_left(turn);
            shards.swap(0, middle);
            let shuffled = shards.into_iter().fold(A::default(), merged);
            prop_assert_eq!(&shuffled, &whole);

            // Any permutation of the items is the same state.
            let mut reversed = items.clone();
            reversed.reverse();
            let middle = reversed.len() / 2;
            reversed.rotate_left(middle);
            let permuted = collect(&reversed);
            prop_assert_eq!(&permuted, &whole);

            #[cfg(feature = "serde")]
            {
                let text = whole.text();
                prop_assert_eq!(&summed.text(), &text);
                prop_assert_eq!(&shuffled.text(), &text);
                prop_assert_eq!(&permuted.text(), &text);
                let back: A = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(&back, &whole);
                prop_assert_eq!(&back.text(), &text);
            }
            Ok(())
        })
        .unwrap();
}

fn merged<A: Merge>(mut left: A, right: A) -> A {
    left.merge(right);
    left
}
