//! The calls people make first, as the documents show them: they compile and do what they say.
#![allow(
    clippy::needless_borrows_for_generic_args,
    clippy::cast_possible_truncation,
    clippy::useless_vec,
    reason = "by reference is what is tested"
)]

use tenure::clv::{SteadyClv, Timing};
use tenure::stats::{Binomial, ExactSum, Moments, Sample};
use tenure::survey::{Csat, Rating};
use tenure::units::{Churn, DiscountRate, Finite, Level, Margin, Money, Period, Proportion};
use tenure::{Merge as _, Nps, Result, Segmented};

#[test]
fn nps_of_any_iterator_of_integers() -> Result<()> {
    let nps = Nps::try_from_iter([9, 10, 3, 7])?;
    assert_eq!(nps.score(), Some(25.0));
    assert!(nps.interval(Level::P95).is_some_and(|i| i.contains(25.0)));
    assert_eq!(Nps::try_from_iter(&[9, 10, 3, 7])?, nps);
    assert_eq!(Nps::try_from_iter(vec![9_u64, 10, 3, 7])?, nps);
    assert_eq!(Nps::try_from_iter([9_i8, 10, 3, 7].iter())?, nps);
    assert_eq!(Nps::try_from_iter([9.0, 10.0, 3.0, 7.0])?, nps);
    assert_eq!(Nps::try_from_bytes(&[9, 10, 3, 7])?, nps);
    Ok(())
}

#[test]
fn shards_sum_and_merge() -> Result<()> {
    let raw = [9, 10, 3, 7, 0, 8];
    let shards: Vec<Nps> = raw
        .chunks(4)
        .map(Nps::try_from_iter)
        .collect::<Result<_>>()?;
    let by_reference: Nps = shards.iter().sum();
    let total: Nps = shards.into_iter().sum();
    assert_eq!(total, Nps::try_from_iter(raw)?);
    assert_eq!(by_reference, total);
    let mut merged = Nps::try_from_iter(&raw[..2])?;
    merged.merge(Nps::try_from_iter(&raw[2..])?);
    assert_eq!(merged, total);
    Ok(())
}

#[test]
fn any_accumulator_per_key() -> Result<()> {
    let answers = [("free", 3), ("paid", 9), ("free", 7)];
    let by_plan: Segmented<&str, Nps> = answers
        .into_iter()
        .map(|(plan, rating)| Ok((plan, Rating::try_from(rating)?)))
        .collect::<Result<_>>()?;
    assert_eq!(by_plan.get("free").and_then(Nps::score), Some(-50.0));
    Ok(())
}

#[test]
fn units_convert_themselves() -> Result<()> {
    let clv = SteadyClv {
        margin: Margin::new(30.0, Period::Month)?,
        churn: Churn::new(Proportion::from_percent(3.0)?, Period::Month),
        discount: DiscountRate::new(0.10, Period::Year)?,
        timing: Timing::Start,
    }
    .value()?;
    assert!((700.0..900.0).contains(&clv.present_value()), "{clv:?}");
    Ok(())
}

#[test]
fn every_kind_of_item_comes_in_as_it_is() -> Result<()> {
    // Shares: bools.
    let half = Binomial::new(1, 2)?;
    assert_eq!(Binomial::try_from_iter([true, false])?, half);
    assert_eq!([true, false].into_iter().collect::<Binomial>(), half);
    assert_eq!([true, false].iter().collect::<Binomial>(), half);
    assert_eq!([3, 9].iter().map(|&x| x > 5).collect::<Binomial>(), half);

    // Numbers: floats of both widths, integers of all widths, by value and by reference.
    let three = Moments::try_from_iter([1.0, 2.0, 3.0])?;
    assert_eq!(Moments::try_from_iter(&[1.0, 2.0, 3.0])?, three);
    assert_eq!(Moments::try_from_iter([1, 2, 3])?, three);
    assert_eq!(Moments::try_from_iter(&vec![1_u64, 2, 3])?, three);
    assert_eq!(Moments::try_from_iter([1_i64, 2, 3])?, three);
    assert_eq!(
        Moments::try_from_iter(["a", "bb", "ccc"].map(str::len))?,
        three
    );
    assert_eq!(Moments::try_from_iter([1.0_f32, 2.0, 3.0])?, three);
    assert_eq!(Sample::try_from_iter([3, 1, 2])?.moments(), three);
    assert_eq!(Sample::try_from_iter(&[3.0, 1.0, 2.0])?.median(), Some(2.0));
    assert_eq!(ExactSum::try_from_iter([1, 2, 3])?.value(), Some(6.0));
    let checked = [1, 2, 3].map(Finite::from);
    assert_eq!(checked.iter().collect::<Moments>(), three);
    assert_eq!(Moments::try_from_iter(checked)?, three);

    // Counts: a literal is an i32, a column may be any integer.
    let referrals = tenure::retention::Referrals::try_from_iter([0, 2, 1])?;
    assert_eq!(referrals.referrals(), 3);
    assert_eq!(
        tenure::retention::Referrals::try_from_iter([0_u64, 2, 1])?,
        referrals
    );
    assert_eq!(
        tenure::retention::Referrals::try_from_iter([0, -2])
            .unwrap_err()
            .to_string(),
        "item 1 was rejected: count must be a whole number of at least 0 that fits in 64 bits"
    );

    // Money: amounts that are money already.
    let spend: Money = [2933, 1490].map(Money::from_minor).iter().sum();
    assert_eq!(spend.minor(), 4423);

    assert_eq!(Csat::<1, 5>::try_from_iter([4, 5, 3])?.count(), 3);
    Ok(())
}

#[cfg(feature = "rayon")]
#[test]
fn the_same_from_parallel_iterators() -> Result<()> {
    use rayon::prelude::*;
    let raw: Vec<u8> = (0..1000_u32).map(|i| (i * i % 11) as u8).collect();
    let nps: Nps = raw
        .par_iter()
        .map(Rating::try_from)
        .collect::<Result<_>>()?;
    assert_eq!(nps, Nps::try_from_iter(&raw)?);

    let numbers: Vec<Finite> = raw.iter().map(Finite::from).collect();
    let moments: Moments = numbers.par_iter().collect();
    assert_eq!(moments, Moments::try_from_iter(&raw)?);
    let sample: Sample = numbers.par_iter().copied().collect();
    assert_eq!(sample, Sample::try_from_iter(&raw)?);
    let sum: ExactSum = raw.par_iter().map(Finite::from).collect();
    assert_eq!(sum.value(), moments.sum());
    let promoters: Binomial = raw.par_iter().map(|&r| r >= 9).collect();
    assert_eq!(promoters.successes(), nps.promoters());
    let spend: Money = raw
        .par_iter()
        .map(|&r| Money::from_minor(r.into()))
        .collect();
    assert_eq!(spend.in_major(0), moments.sum().unwrap());
    let refused = [9_u8, 11]
        .par_iter()
        .map(Rating::try_from)
        .collect::<Result<Nps>>();
    assert!(refused.is_err());
    Ok(())
}
