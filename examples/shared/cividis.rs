//! Colours for a share, for every example program that draws a map.

use plotters::style::RGBColor;

/// Dark for little, light for much: the order survives a print in grey. The stops are those of cividis (Nuñez,
/// Anderton and Renslow 2018), made for colour-blind readers.
const STOPS: [(u8, u8, u8); 10] = [
    (0, 34, 78),
    (18, 53, 112),
    (59, 73, 108),
    (87, 93, 109),
    (112, 113, 115),
    (138, 134, 120),
    (165, 156, 116),
    (195, 179, 105),
    (225, 204, 85),
    (254, 232, 56),
];

/// The colour of a share from 0 to 1.
pub(crate) fn cividis(share: f64) -> RGBColor {
    let last = STOPS.len() - 1;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = (0..last)
        .rev()
        .find(|stop| *stop as f64 <= place)
        .unwrap_or(0);
    let part = place - below as f64;
    let (a, b) = (STOPS[below], STOPS[below + 1]);
    let mix = |a: u8, b: u8| {
        let value = f64::from(a) + (f64::from(b) - f64::from(a)) * part;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between two bytes"
        )]
        let byte = value.round() as u8;
        byte
    };
    RGBColor(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}
