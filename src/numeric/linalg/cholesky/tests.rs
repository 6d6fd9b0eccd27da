use super::*;

/// Hilbert's matrix with columns scaled by powers of a thousand: condition 1e13 and far more unscaled.
fn hard(order: u8, step: f64) -> Symmetric {
    let mut a = Symmetric::zero(order.into());
    for i in 0..order {
        for j in 0..=i {
            let scale = math::pow(step, f64::from(i + j));
            a.set(i.into(), j.into(), scale / f64::from(i + j + 1));
        }
    }
    a
}

#[test]
fn solves_and_inverts() {
    for step in [1.0, 1024.0] {
        let a = hard(5, step);
        let cholesky = Cholesky::new(&a, 0.0);
        assert!(cholesky.aliased().is_empty());
        let mut size = step;
        let want = [1.0, -2.0, 3.0, 0.5, 4.0].map(|x: f64| {
            size /= step;
            x * size
        });
        let x = cholesky.solve(&a.times(&want));
        for (x, want) in x.iter().zip(&want) {
            assert!((x / want - 1.0).abs() < 1e-9, "{x} {want}");
        }
        let unit = a.around(&cholesky.inverse());
        for i in 0..5 {
            for j in 0..5 {
                let scale = (a.at(i, i) * a.at(j, j)).sqrt();
                assert!((unit.at(i, j) - a.at(i, j)).abs() < 1e-9 * scale);
            }
        }
    }
    // The determinant of Hilbert's matrix of order 4 is 1/6048000.
    let ln = Cholesky::new(&hard(4, 1.0), 0.0).ln_determinant();
    assert!((ln + math::ln(6_048_000.0)).abs() < 1e-10, "{ln}");
    // Σ (M x)² is xᵀA⁻¹x.
    let cholesky = Cholesky::new(&hard(3, 1.0), 0.0);
    let rows = cholesky.inverse_factor();
    let x = [1.0, 2.0, -1.0];
    let norm: f64 = (0..3).map(|i| math::pow(dot(row(&rows, i), &x), 2.0)).sum();
    let form = cholesky.inverse().form(&x);
    assert!((norm / form - 1.0).abs() < 1e-12, "{norm} {form}");
}

#[test]
fn names_the_column_that_depends_on_the_ones_before() {
    // Columns 1, x, 2 − x, x² and zero of four rows, x = 0, 1, 2, 3.
    let columns = [
        [1.0; 4],
        [0.0, 1.0, 2.0, 3.0],
        [2.0, 1.0, 0.0, -1.0],
        [0.0, 1.0, 4.0, 9.0],
        [0.0; 4],
    ];
    let mut a = Symmetric::zero(5);
    for (i, left) in columns.iter().enumerate() {
        for (j, right) in columns.iter().enumerate() {
            a.set(i, j, dot(left, right));
        }
    }
    let cholesky = Cholesky::new(&a, 1e-10);
    assert_eq!(cholesky.aliased(), [2, 4]);
    // 1 − R² of x on 1: Σ(x − x̄)²/Σx² = 5/14.
    assert!((cholesky.pivots[1] - 5.0 / 14.0).abs() < 1e-15);
    let kept = a.of(&[0, 1, 3]);
    assert!(Cholesky::new(&kept, 1e-10).aliased().is_empty());
}
