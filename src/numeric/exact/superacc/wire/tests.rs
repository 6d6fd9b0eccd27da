use super::super::{ProductAcc, SumAcc};
use super::*;

fn wire(negative: bool, exponent: i16, limbs: &[u32]) -> Wire {
    Wire {
        negative,
        exponent,
        limbs: limbs.to_vec(),
    }
}

#[test]
fn whole_numbers_are_readable() {
    let mut acc = SumAcc::default();
    assert_eq!(acc.to_wire(), wire(false, 0, &[]));
    assert!(acc.add(-250.0));
    assert_eq!(acc.to_wire(), wire(true, 0, &[250]));
    assert!(acc.add(1500.5));
    assert_eq!(acc.to_wire(), wire(false, -32, &[1 << 31, 1250]));
}

#[test]
fn forged_states_are_refused() {
    let forged = [
        wire(true, 0, &[]),
        wire(false, 32, &[]),
        wire(false, 0, &[0, 1]),
        wire(false, 0, &[1, 0]),
        wire(false, 1, &[1]),
        wire(false, -1120, &[1]),
        wire(false, i16::MIN, &[1]),
        wire(false, i16::MAX & !31, &[1]),
        wire(false, 34 * 32, &[1]),
        wire(false, 0, &[1; 35]),
        wire(false, -1088, &[1; 136]),
    ];
    for state in forged {
        assert_eq!(SumAcc::from_wire(&state), Err(BadWire), "{state:?}");
    }
    assert!(SumAcc::from_wire(&wire(false, 33 * 32, &[u32::MAX])).is_ok());
    assert!(ProductAcc::from_wire(&wire(true, -2176, &[1; 134])).is_ok());
    assert!(ProductAcc::from_wire(&wire(true, -2176, &[1; 135])).is_err());
}

#[cfg(feature = "serde")]
#[test]
fn json_is_short_and_capped() {
    let mut acc = SumAcc::default();
    assert!(acc.add(-250.0));
    let text = serde_json::to_string(&acc.to_wire()).unwrap();
    assert_eq!(text, r#"{"negative":true,"exponent":0,"limbs":[250]}"#);
    assert_eq!(serde_json::from_str::<Wire>(&text).unwrap(), acc.to_wire());
    let long = format!(
        r#"{{"negative":true,"exponent":0,"limbs":{:?}}}"#,
        vec![1; 137]
    );
    assert!(
        serde_json::from_str::<Wire>(&long)
            .unwrap_err()
            .to_string()
            .contains("at most 136")
    );
}
