//! The likelihood of the shifted beta-geometric, with its derivatives.

use crate::clv::fitting::{Objective, Taylor};
use crate::clv::models::renewals::Rows;
use crate::numeric::beta_survival::BetaSurvival;
use crate::numeric::gamma::{digamma_rising, trigamma_rising};

pub(super) struct Likelihood<'a>(pub(super) &'a Rows);

impl Objective<2> for Likelihood<'_> {
    type Point = BetaSurvival;

    fn point(&self, &[alpha, beta]: &[f64; 2]) -> BetaSurvival {
        BetaSurvival::plain(alpha, beta)
    }

    fn blocks(&self) -> usize {
        self.0.blocks()
    }

    fn block(&self, index: usize, curve: &BetaSurvival) -> Taylor<2> {
        let mut sum = Taylor::ZERO;
        for &[t, lost, still] in self.0.block(index) {
            if lost > 0.0 {
                sum.add(&ln_leaves(curve, t), lost);
            }
            if still > 0.0 {
                sum.add(&ln_survival(curve, t), still);
            }
        }
        sum
    }
}

/// ln S(t) = ln Γ(β + t)/Γ(β) − ln Γ(α + β + t)/Γ(α + β).
fn ln_survival(curve: &BetaSurvival, t: f64) -> Taylor<2> {
    let (beta, both) = (curve.beta, curve.alpha + curve.beta);
    let (own, all) = (digamma_rising(beta, t), digamma_rising(both, t));
    let (bent, all_bent) = (trigamma_rising(beta, t), trigamma_rising(both, t));
    Taylor {
        value: -curve.fallen(t),
        gradient: [-all, own - all],
        hessian: [[-all_bent, -all_bent], [-all_bent, bent - all_bent]],
    }
}

/// ln P(T = t) = ln S(t − 1) + ln α − ln(α + β + t − 1).
fn ln_leaves(curve: &BetaSurvival, t: f64) -> Taylor<2> {
    let mut sum = ln_survival(curve, t - 1.0);
    let (own, each) = (
        1.0 / curve.alpha,
        1.0 / (curve.alpha + curve.beta + t - 1.0),
    );
    let square = each * each;
    let leaves = Taylor {
        value: curve.renewal(t).0,
        gradient: [own - each, -each],
        hessian: [[square - own * own, square], [square, square]],
    };
    sum.add(&leaves, 1.0);
    sum
}
