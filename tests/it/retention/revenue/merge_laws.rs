//! The laws of the accumulators.

use tenure::retention::revenue::{RecurringCharge, RevenueChange, RevenueLedger, RevenueMovements};

use super::{changes, charges};
use crate::support::laws;

#[test]
fn movements_keep_the_laws() {
    laws::accumulator::<RevenueMovements, RevenueChange>(file!(), changes());
}

#[test]
fn the_ledger_keeps_the_laws() {
    laws::accumulator::<RevenueLedger<u8>, RecurringCharge<u8>>(file!(), charges());
    laws::fold::<RevenueLedger<u8>, RecurringCharge<u8>>(file!(), charges(), |charges| {
        let mut ledger = RevenueLedger::default();
        for charge in charges {
            ledger.push(*charge);
        }
        ledger
    });
}
