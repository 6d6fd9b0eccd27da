//! Saved models.

use tenure::clv::models::BgNbd;
use tenure::units::TimeUnit;

#[test]
fn models_are_saved_as_their_parameters_and_read_back_checked() {
    let model = BgNbd::new(0.25, 4.5, 0.75, 2.5, TimeUnit::WEEK).unwrap();
    let text = serde_json::to_string(&model).unwrap();
    assert_eq!(
        text,
        r#"{"kind":"bg/nbd","format":1,"value":{"r":0.25,"alpha":4.5,"a":0.75,"b":2.5,"unit":7.0}}"#
    );
    assert_eq!(serde_json::from_str::<BgNbd>(&text).unwrap(), model);
    let wrong = text.replace("0.75", "-0.75");
    assert_eq!(
        serde_json::from_str::<BgNbd>(&wrong)
            .unwrap_err()
            .to_string()
            .split(" at line")
            .next(),
        Some(
            "a (the first parameter of the chance of leaving) must be from 1e-10 to 1e10, got -0.75"
        )
    );
    assert!(serde_json::from_str::<BgNbd>(&text.replace("7.0", "0.0")).is_err());
}
