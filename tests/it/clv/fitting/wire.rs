use tenure::clv::fitting::Evidence;
use tenure::clv::models::Nbd;
use tenure::stats::Fit;
use tenure::units::TimeUnit;

use super::table;
use crate::support::wire::{saved_tagged, value};

#[test]
fn a_model_is_saved_whole_and_read_back_checked() {
    let model = Nbd::new(0.385, 12.072, TimeUnit::WEEK).unwrap();
    saved_tagged(&model, r#"{"r":0.385,"alpha":12.072,"unit":7.0}"#);
}

#[test]
fn a_fit_is_saved_whole_and_read_back_checked() {
    let fit = Nbd::fitter().fit(&table([0, 0, 0, 1, 2, 2, 7])).unwrap();
    let text = serde_json::to_string(&fit).unwrap();
    assert_eq!(serde_json::from_str::<Fit<Nbd>>(&text).unwrap(), fit);
    saved_tagged::<Evidence>(fit.evidence(), &value(fit.evidence()));
    for (part, wrong) in [
        (r#""r":"#, r#""r":-"#),
        (r#""condition_number":"#, r#""condition_number":-"#),
        (r#""condition_number":"#, r#""condition_number":0.0"#),
    ] {
        assert!(text.contains(part), "{text}");
        assert!(serde_json::from_str::<Fit<Nbd>>(&text.replacen(part, wrong, 1)).is_err());
    }
}
