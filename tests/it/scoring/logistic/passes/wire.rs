//! What is saved of passes, points and summaries.

use tenure::scoring::{FeatureSummary, NewtonPass, NewtonPoint};

use crate::support::wire::saved;

#[test]
fn points_passes_and_summaries() {
    let point = NewtonPoint::new(0.5, &[-0.25]).unwrap();
    saved(
        &point,
        r#"{"centres":[0.0],"scales":[1.0],"coefficients":[0.5,-0.25],"class_weights":[1.0,1.0],"task":"newton"}"#,
    );
    let pass = NewtonPoint::new(0.0, &[])
        .unwrap()
        .pass([([0.0; 0], true)])
        .unwrap();
    let text = serde_json::to_string(&pass).unwrap();
    saved(&pass, &text);
    assert!(
        text.contains(r#""gram":[{"negative":false,"exponent":-32,"limbs":[1073741824]}]"#),
        "{text}"
    );
    saved(
        &NewtonPass::default(),
        r#"{"origin":"nowhere","log_likelihood":{"negative":false,"exponent":0,"limbs":[]},"gradient":[],"gram":[],"margins":null}"#,
    );
    let summary = FeatureSummary::try_from_iter([([2.0], true)]).unwrap();
    saved(
        &summary,
        r#"{"stayed":0,"churned":1,"weight_of_stayed":{"negative":false,"exponent":0,"limbs":[]},"weight_of_churned":{"negative":false,"exponent":0,"limbs":[1]},"weight":{"negative":false,"exponent":0,"limbs":[1]},"features":[{"sum":{"negative":false,"exponent":0,"limbs":[2]},"sum_of_squares":{"negative":false,"exponent":0,"limbs":[4]},"range_of_stayed":null,"range_of_churned":[2.0,2.0]}],"mixed":false}"#,
    );
}
