use tenure::clv::models::Nbd;
use tenure::units::Level;

use super::table;
use crate::support::assert_close;
use crate::support::clv::cdnow_table;

#[test]
fn criteria_and_intervals_are_those_of_the_formulas() {
    let fit = Nbd::fitter().fit(&cdnow_table()).unwrap();
    let deviance = -2.0 * fit.log_likelihood();
    assert_close(fit.aic().unwrap(), deviance + 4.0, 1e-15);
    assert_close(fit.bic().unwrap(), deviance + 2.0 * 2357.0_f64.ln(), 1e-15);
    let (r, error) = (fit.model().r(), fit.standard_errors()[0]);
    assert_eq!(fit.standard_error_of("r"), Some(error));
    assert_eq!(
        fit.standard_error_of("alpha"),
        Some(fit.standard_errors()[1])
    );
    let interval = fit.interval_of("r", Level::P95).unwrap();
    let factor = (1.959_963_984_540_054 * error / r).exp();
    assert_close(interval.lower(), r / factor, 1e-12);
    assert_close(interval.upper(), r * factor, 1e-12);
    assert_eq!(
        (
            fit.standard_error_of("beta"),
            fit.interval_of("beta", Level::P95)
        ),
        (None, None)
    );
    assert!(fit.condition_number() > 10.0 && fit.condition_number() < 11.0);
    assert_eq!(fit.weakly_identified(), None);
}

#[test]
fn a_fit_shows_as_a_table() {
    let fit = Nbd::fitter().fit(&cdnow_table()).unwrap();
    assert_eq!(
        fit.to_string(),
        "\
NBD of 2357 customers, maximum likelihood, 4 iterations
       estimate  std. error  95% from       to
r        0.3848      0.0210    0.3458   0.4282
alpha   12.0720      0.8087   10.5866  13.7659
log-likelihood -9763.6576, AIC 19531.32, BIC 19542.85"
    );
}

/// T9: rates that hardly differ make r and α grow together.
#[test]
fn a_ridge_of_the_likelihood_is_a_warning() {
    let fit = Nbd::fitter()
        .fit(&table([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4, 4]))
        .unwrap();
    let warning = fit.weakly_identified().unwrap();
    assert_eq!(warning.parameters(), ["r", "alpha"]);
    assert!(warning.log_standard_error() > 1.0);
    let text = warning.to_string();
    let error = format!("{:.1}", warning.log_standard_error());
    assert_eq!(
        text,
        format!(
            "the data hardly determine r and alpha together (standard error {error} on the log scale): read the \
             predictions and their intervals, not single parameters; more data, a prior or a simpler model than NBD \
             would help"
        )
    );
    assert!(fit.to_string().ends_with(&format!("\nWarning: {text}")));
}
