use proptest::prelude::*;
use tenure::clv::history::RenewalTable;
use tenure::clv::models::{BetaDiscreteWeibull, ShiftedBetaGeometric};

use crate::support::assert_close;
use crate::support::clv::clv_number;

const REGULAR: [u64; 8] = [1000, 631, 468, 382, 326, 289, 262, 241];

#[test]
fn contracts_of_constant_shape_are_held_against_those_of_any() {
    let data = RenewalTable::try_from_survivors(REGULAR).unwrap();
    let smaller = ShiftedBetaGeometric::fitter().fit(&data).unwrap();
    let larger = BetaDiscreteWeibull::fitter().fit(&data).unwrap();
    let test = smaller.test_against(&larger).unwrap();
    let of = |id| clv_number(id, "value/LL");
    let statistic = 2.0 * (of("fit_bdw_regular") - of("fit_sbg_regular"));
    assert_close(test.statistic(), statistic, 1e-8);
    assert_eq!(test.degrees_of_freedom(), 1);
    assert_eq!(test.to_string(), "χ²(1) = 1.32, p = 0.2497");

    let penalised = BetaDiscreteWeibull::fitter()
        .ridge(0.001)
        .fit(&data)
        .unwrap();
    assert_eq!(
        smaller.test_against(&penalised).unwrap_err().to_string(),
        "a likelihood-ratio test is not defined: a ridge or a prior took part in the fit; compare fits without them"
    );
    let others = RenewalTable::try_from_survivors([500, 300, 200, 150, 120]).unwrap();
    let others = BetaDiscreteWeibull::fitter().fit(&others).unwrap();
    assert_eq!(
        smaller.test_against(&others).unwrap_err().to_string(),
        "customers of two fits that are compared must be equal in number, got 1000 and 500"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_larger_model_never_fits_worse(losses in prop::collection::vec(1_u64..300, 4..9), still in 1_u64..1000) {
        let mut survivors = vec![still];
        for lost in losses {
            survivors.insert(0, survivors[0] + lost);
        }
        let data = RenewalTable::try_from_survivors(survivors).unwrap();
        let smaller = ShiftedBetaGeometric::fitter().fit(&data);
        let larger = BetaDiscreteWeibull::fitter().fit(&data);
        if let (Ok(smaller), Ok(larger)) = (smaller, larger) {
            // Before the clamp: the search of the larger model starts from the smaller one's end, or finds a better.
            prop_assert!(larger.log_likelihood() >= smaller.log_likelihood() - 1e-9);
            prop_assert!(smaller.test_against(&larger).unwrap().statistic() >= 0.0);
        }
    }
}
