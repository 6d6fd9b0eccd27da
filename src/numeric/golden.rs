//! Reads the tables in `tests/golden` and gates on the worst row.

/// The cells of every row that is not a comment.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// A decimal or Rust-formatted number.
pub(crate) fn number(cell: &str) -> f64 {
    cell.parse().unwrap()
}

/// The bits of an f64 in hexadecimal; `none` is a value that does not exist.
pub(crate) fn bits(cell: &str) -> Option<f64> {
    (cell != "none").then(|| f64::from_bits(u64::from_str_radix(cell, 16).unwrap()))
}

/// |got/want − 1|, 0 where both are zero.
pub(crate) fn relative(got: f64, want: f64) -> f64 {
    if got.to_bits() == want.to_bits() || (got == 0.0 && want == 0.0) {
        return 0.0;
    }
    ((got - want) / want).abs()
}

/// The largest error of a table and where it is.
#[derive(Default)]
pub(crate) struct Worst {
    error: f64,
    place: String,
    rows: usize,
}

impl Worst {
    pub(crate) fn see(&mut self, got: f64, want: f64, place: impl FnOnce() -> String) {
        let error = relative(got, want);
        self.rows += 1;
        // A NaN must not slip through a comparison.
        if error.is_nan() || error > self.error {
            self.error = if error.is_nan() { f64::INFINITY } else { error };
            self.place = format!("{}: got {got:e}, want {want:e}", place());
        }
    }

    /// Prints the worst row (`cargo test -- --nocapture`) and fails above the gate.
    pub(crate) fn gate(&self, what: &str, gate: f64) {
        println!(
            "{what}: {} rows, worst {:.2e} at {}",
            self.rows, self.error, self.place
        );
        assert!(
            self.rows > 0 && self.error <= gate,
            "{what}: {:e} at {}",
            self.error,
            self.place
        );
    }
}

/// The same quantities as other packages print them: an independent second opinion on the tables.
#[test]
fn peers_agree() {
    use super::{beta, chi_square, normal, student_t};
    let mut worst = Worst::default();
    for row in rows(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/peers.tsv"
    ))) {
        let [a, b, c, want] = [1, 2, 3, 4].map(|i| {
            if row[i].is_empty() {
                f64::NAN
            } else {
                number(row[i])
            }
        });
        let tail = (1.0 - c) / 2.0;
        let got = match row[0] {
            "normal_quantile_two_sided" => normal::two_sided_quantile(a),
            "normal_cdf" if a < 0.0 => Some(0.5 * normal::two_sided_p(a)),
            "normal_cdf" => Some(1.0 - 0.5 * normal::two_sided_p(a)),
            "normal_two_sided_p" => Some(normal::two_sided_p(a)),
            "chi2_sf" => chi_square::sf(a, b),
            "t_quantile_two_sided" => student_t::two_sided_quantile(a, b),
            "clopper_pearson lower" if a > 0.0 => beta::quantile(a, b - a + 1.0, tail).map(|p| p.x),
            "clopper_pearson upper" if a < b => beta::quantile(b - a, a + 1.0, tail).map(|p| p.y),
            "clopper_pearson lower" => Some(0.0),
            "clopper_pearson upper" => Some(1.0),
            "jeffreys_unmodified lower" => beta::quantile(a + 0.5, b - a + 0.5, tail).map(|p| p.x),
            _ => beta::quantile(b - a + 0.5, a + 0.5, tail).map(|p| p.y),
        };
        worst.see(got.unwrap(), want, || row.join(" "));
    }
    worst.gate("peers", 1e-12);
}
