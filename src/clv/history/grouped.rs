//! Reads histories from purchases sorted by customer and time, without keeping them.

use core::cmp::Ordering;

use super::fold::{Fold, Span};
use super::{Observation, ObservedCustomer, Purchase, PurchaseLog};
use crate::{Error, Result};

impl<Id: Ord> PurchaseLog<Id> {
    /// Yields the customers of purchases that are already sorted by customer and day, one at a time.
    ///
    /// Use it for files too long to keep: one customer is in memory at a time. The results are those
    /// of [`observed_customers`](PurchaseLog::observed_customers).
    ///
    /// # Examples
    ///
    /// ```
    /// use tenure::clv::history::{HistoryTable, PurchaseLog};
    /// use tenure::units::Money;
    ///
    /// let price = Money::from_minor(999);
    /// let sorted = [(7, 1, price), (7, 18, price), (8, 12, price)];
    /// let customers = PurchaseLog::grouped(sorted, 273)?;
    /// let table: HistoryTable = customers
    ///     .map(|customer| Ok(customer?.history()))
    ///     .collect::<tenure::Result<_>>()?;
    /// assert_eq!((table.customers(), table.repeat_purchases()), (2, 1));
    ///
    /// let unsorted = [(7, 1, price), (8, 12, price), (7, 18, price)];
    /// let error = PurchaseLog::grouped(unsorted, 273)?.find_map(Result::err);
    /// assert_eq!(
    ///     error.map(|error| error.to_string()).unwrap_or_default(),
    ///     "item 2 was rejected: purchase must be in order, sorted by customer and then by time"
    /// );
    /// # Ok::<(), tenure::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`histories`](PurchaseLog::histories). The iterator ends with [`Error::Item`] at the first
    /// purchase that is rejected or out of order.
    ///
    /// # Complexity
    ///
    /// O(1) per purchase, O(1) space.
    pub fn grouped<I>(
        purchases: I,
        observation: impl Into<Observation>,
    ) -> Result<impl Iterator<Item = Result<ObservedCustomer<Id>>>>
    where
        I: IntoIterator<Item: TryInto<Purchase<Id>>>,
        Error: From<<I::Item as TryInto<Purchase<Id>>>::Error>,
    {
        grouped::<Id, I::Item, _>(purchases.into_iter(), observation.into(), 1)
    }
}

impl<Id: Ord, const TICKS_PER_DAY: u64> PurchaseLog<Id, TICKS_PER_DAY> {
    /// Yields the customers of purchases that are already sorted by customer and time, in the ticks of
    /// the log's type; for days see [`grouped`](PurchaseLog::grouped).
    ///
    /// # Errors
    ///
    /// Those of [`grouped`](PurchaseLog::grouped).
    pub fn grouped_ticks<I>(
        purchases: I,
        observation: impl Into<Observation>,
    ) -> Result<impl Iterator<Item = Result<ObservedCustomer<Id>>>>
    where
        I: IntoIterator<Item: TryInto<Purchase<Id>>>,
        Error: From<<I::Item as TryInto<Purchase<Id>>>::Error>,
    {
        let observation = observation.into();
        grouped::<Id, I::Item, _>(purchases.into_iter(), observation, Self::TICKS)
    }
}

fn grouped<Id, P, I>(
    purchases: I,
    observation: Observation,
    ticks_per_day: u64,
) -> Result<Grouped<Id, I>>
where
    Id: Ord,
    P: TryInto<Purchase<Id>>,
    Error: From<P::Error>,
    I: Iterator<Item = P>,
{
    Ok(Grouped {
        observation,
        ticks_per_day,
        span: observation.span(ticks_per_day, None)?,
        purchases: Some(purchases),
        index: 0,
        customer: None,
    })
}

struct Grouped<Id, I> {
    observation: Observation,
    ticks_per_day: u64,
    span: Span,
    /// `None` after the last, and after an error.
    purchases: Option<I>,
    index: usize,
    customer: Option<Current<Id>>,
}

/// The latest customer, and the time of their latest purchase.
struct Current<Id> {
    id: Id,
    time: i64,
    fold: Fold,
}

impl<Id: Ord, P, I> Grouped<Id, I>
where
    P: TryInto<Purchase<Id>>,
    Error: From<P::Error>,
    I: Iterator<Item = P>,
{
    /// Adds the next purchase; returns the previous customer when it starts another.
    fn take_in(&mut self, purchase: P) -> Result<Option<Current<Id>>> {
        let (id, time, amount) = purchase.try_into()?.into_parts();
        let is_refund = amount < 0;
        let order = match &self.customer {
            Some(current) => (&current.id, current.time).cmp(&(&id, time)),
            None => Ordering::Less,
        };
        if order.is_gt() {
            return Err(Error::Malformed {
                what: "purchase",
                expected: "in order, sorted by customer and then by time",
            });
        }
        let mut fold = Fold::default();
        let same = self.customer.take_if(|current| current.id == id);
        if let Some(current) = same {
            fold = current.fold;
        } else {
            // The first of a customer is the earliest.
            self.observation.span(self.ticks_per_day, Some(time))?;
        }
        let amount = amount.saturating_abs();
        fold.entry(&self.span, time, amount, is_refund, &mut |_| ());
        Ok(self.customer.replace(Current { id, time, fold }))
    }
}

impl<Id: Ord, P, I> Iterator for Grouped<Id, I>
where
    P: TryInto<Purchase<Id>>,
    Error: From<P::Error>,
    I: Iterator<Item = P>,
{
    type Item = Result<ObservedCustomer<Id>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let purchase = self.purchases.as_mut().and_then(Iterator::next);
            let done = if let Some(purchase) = purchase {
                match self.take_in(purchase) {
                    Ok(done) => done,
                    Err(error) => {
                        (self.purchases, self.customer) = (None, None);
                        return Some(Err(error.at(self.index)));
                    }
                }
            } else {
                self.purchases = None;
                Some(self.customer.take()?)
            };
            self.index = self.index.saturating_add(1);
            if let Some(Current { id, fold, .. }) = done
                && let Some(customer) = fold.finish(id, &self.span, &mut |_| ())
            {
                return Some(Ok(customer));
            }
        }
    }
}
