//! The "CSS" of the source documents.

use proptest::prelude::*;
use tenure::Nps;
use tenure::survey::NpsClass;

use super::nps_laws::tallies;
use crate::support::golden::{Golden, golden};

fn tally(item: &Golden) -> Nps {
    let [pro, pas, det] = ["pro", "pas", "det"].map(|name| item.input(name).as_u64().unwrap());
    Nps::from_counts(pro, pas, det)
}

#[test]
fn reference_values() {
    let source = golden("src_css");
    assert_eq!(tally(&source).css_source(), source.number("value"));
    let monotone = golden("src_css_monotone");
    assert_eq!(tally(&monotone).css_monotone(), monotone.number("value"));
    assert_eq!(
        (Nps::default().css_source(), Nps::default().css_monotone()),
        (None, None)
    );
    assert_eq!(Nps::from_counts(0, 3, 0).css_source(), Some(-5.0));
    assert_eq!(Nps::from_counts(1, 2, 0).css_source(), Some(0.0));
    assert!(
        Nps::from_counts(1, 2, 0)
            .css_source()
            .unwrap()
            .is_sign_positive()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(128) })]

    #[test]
    fn ranges_hold(nps in tallies()) {
        prop_assert!((-5.0..=10.0).contains(&nps.css_source().unwrap()));
        let monotone = nps.css_monotone().unwrap();
        prop_assert!((0.0..=10.0).contains(&monotone));
        prop_assert!((monotone - (5.0 + nps.score().unwrap() / 20.0)).abs() < 1e-13);
    }

    #[test]
    fn only_the_monotone_form_falls_with_a_class([p, q, d] in [0..1000_u64, 1..1000_u64, 0..1000_u64]) {
        let (before, after) = (Nps::from_counts(p, q, d), Nps::from_counts(p, q - 1, d + 1));
        prop_assert!(after.css_monotone().unwrap() < before.css_monotone().unwrap());
        prop_assert!(after.css_source().unwrap() > before.css_source().unwrap());
        let mut better = before;
        better.push_class(NpsClass::Promoter);
        prop_assert!(better.css_monotone().unwrap() >= before.css_monotone().unwrap());
    }
}
