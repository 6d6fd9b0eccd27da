//! What comes first, the end of the relationship or the next purchase?
//!
//! Right after a purchase, with λ ~ Gamma(k, rate p) and μ ~ Gamma(s, rate q), both waits are Lomax distributed
//! and independent, and all that is hard about the Pareto/NBD is in the chance that one of them is shorter:
//!
//! ```text
//! γ(k, s, p, q) = s ∫₀^∞ (1 + z/p)^-k (1 + z/q)^-(s+1) dz/q
//!               = (s/w)       F(1, k; w+1; 1 − q/p)       where q ≤ p, w = k + s
//!               = (s/w)(p/q)  F(1, s+1; w+1; 1 − p/q)     where p < q
//! ```
//!
//! which is the all-positive form of Fader and Hardie (2005, note 009, equations 22 and 23) after Euler's
//! transformation: the terms of F are between 0 and 1 and nothing can overflow. Where its argument ζ is near 1 the
//! series is slow; there the integral is taken as far as z brings ζ down, by quadrature in ln(1 + z/min(p, q)),
//! and the series does the rest.
#![allow(clippy::many_single_char_names, reason = "the letters of the formula")]

use crate::numeric::{math, panels};

/// Where the series is left for the quadrature, and where that hands back.
const SLOW: f64 = 0.65;
const QUICK: f64 = 0.25;

/// ln γ and its derivatives by k, by s and by l = ln(p/q).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Race {
    pub(super) ln: f64,
    pub(super) k: f64,
    pub(super) s: f64,
    pub(super) l: f64,
    pub(super) kk: f64,
    pub(super) ks: f64,
    pub(super) ss: f64,
    pub(super) kl: f64,
    pub(super) sl: f64,
    pub(super) ll: f64,
}

/// ln γ(k, s, p, q), with derivatives if `D`.
pub(super) fn leaves_first<const D: bool>(k: f64, s: f64, p: f64, q: f64) -> Race {
    let (zeta, swapped) = if q <= p {
        ((p - q) / p, false)
    } else {
        ((q - p) / q, true)
    };
    let mut race = if zeta <= SLOW {
        by_series::<D>(k, s, zeta, swapped)
    } else {
        by_quadrature::<D>(k, s, p, q, swapped)
    };
    race.ln += math::ln(s);
    if D {
        let inverse = 1.0 / s;
        race.s += inverse;
        race.ss -= inverse * inverse;
    }
    if D && zeta > SLOW {
        along_the_ratio(&mut race, k, s, p, q);
    }
    race
}

/// ln γ(k, s, p, q) of the other wait: what is left to 1.
pub(super) fn buys_first<const D: bool>(k: f64, s: f64, p: f64, q: f64) -> Race {
    let other = leaves_first::<D>(s, k, q, p);
    Race {
        ln: other.ln,
        k: other.s,
        s: other.k,
        l: -other.l,
        kk: other.ss,
        ks: other.ks,
        ss: other.kk,
        kl: -other.sl,
        sl: -other.kl,
        ll: other.ll,
    }
}

/// F(1, c; w+1; ζ) and its partial derivatives.
#[derive(Default)]
struct Series {
    f: f64,
    c: f64,
    w: f64,
    z: f64,
    cc: f64,
    cw: f64,
    cz: f64,
    ww: f64,
    wz: f64,
    zz: f64,
}

/// Σ (c)ₙ/(w+1)ₙ ζⁿ, all terms positive.
fn sum<const D: bool>(c: f64, w: f64, zeta: f64) -> Series {
    const NOTHING: f64 = 1e-18;
    let mut sum = Series::default();
    // The term, its first and second derivative by ζ, and those of its logarithm by c and w.
    let (mut t, mut u, mut v) = (1.0, 0.0, 0.0);
    let (mut by_c, mut by_w, mut by_cc, mut by_ww) = (0.0, 0.0, 0.0, 0.0);
    let mut n = 0.0;
    loop {
        sum.f += t;
        let below = 1.0 / (w + 1.0 + n);
        let ratio = (c + n) * below;
        if D {
            sum.c += t * by_c;
            sum.w -= t * by_w;
            sum.z += u;
            sum.cc += t * (by_c * by_c - by_cc);
            sum.cw -= t * by_c * by_w;
            sum.ww += t * (by_w * by_w + by_ww);
            sum.cz += u * by_c;
            sum.wz -= u * by_w;
            sum.zz += v;
            let above = 1.0 / (c + n);
            by_c += above;
            by_cc += above * above;
            by_w += below;
            by_ww += below * below;
            v = (n + 1.0) * ratio * u;
            u = (n + 1.0) * ratio * t;
            // v, that of ζⁿ⁻², is the last to vanish.
            if n >= 2.0 && v <= NOTHING * sum.zz && t * zeta <= NOTHING * sum.f {
                return sum;
            }
        }
        t *= ratio * zeta;
        if !D && t <= NOTHING * sum.f {
            return sum;
        }
        n += 1.0;
    }
}

/// ln(γ/s) by the series: `swapped` where p < q.
fn by_series<const D: bool>(k: f64, s: f64, zeta: f64, swapped: bool) -> Race {
    let w = k + s;
    let ratio = 1.0 - zeta;
    let c = if swapped { s + 1.0 } else { k };
    let of = sum::<D>(c, w, zeta);
    let mut race = Race {
        ln: math::ln(of.f / w) + if swapped { math::ln(ratio) } else { 0.0 },
        ..Race::default()
    };
    if !D {
        return race;
    }
    let inverse = 1.0 / of.f;
    let [c, w1, z] = [of.c, of.w, of.z].map(|x| x * inverse);
    let [cc, cw, cz] = [of.cc - of.c * c, of.cw - of.c * w1, of.cz - of.c * z].map(|x| x * inverse);
    let [ww, wz, zz] = [of.ww - of.w * w1, of.wz - of.w * z, of.zz - of.z * z].map(|x| x * inverse);
    // c is k, or s + 1; w is k + s. dζ/dl = ±ratio, d²ζ/dl² = −ratio.
    let (own, both, mixed) = (cc + 2.0 * cw + ww, cw + ww, cz + wz);
    let by_w = 1.0 / w;
    let w1 = w1 - by_w;
    let more = by_w * by_w;
    let slope = if swapped { -ratio } else { ratio };
    race.l = z * slope + if swapped { 1.0 } else { 0.0 };
    race.ll = (zz * ratio - z) * ratio;
    race.ks = both + more;
    if swapped {
        (race.k, race.s) = (w1, c + w1);
        (race.kk, race.ss) = (ww + more, own + more);
        (race.kl, race.sl) = (wz * slope, mixed * slope);
    } else {
        (race.k, race.s) = (c + w1, w1);
        (race.kk, race.ss) = (own + more, ww + more);
        (race.kl, race.sl) = (mixed * slope, wz * slope);
    }
    race
}

/// A sum of positive terms e^E with the derivatives of E by k and s, −x and −y.
#[derive(Default)]
struct Moments {
    one: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

/// ln(γ/s) where p and q are far apart; without the derivatives by l.
fn by_quadrature<const D: bool>(k: f64, s: f64, p: f64, q: f64, swapped: bool) -> Race {
    let (near, distance) = if swapped { (p, q - p) } else { (q, p - q) };
    let ratio = near / (near + distance);
    // The powers of what is near and of what is far, in the integrand and in front of the tail.
    let (small, large, tail_small, tail_large, factor) = if swapped {
        (k - 1.0, s + 1.0, k, s, ratio)
    } else {
        (s, k, s, k, 1.0)
    };
    let far = |xi: f64| math::ln_1p(ratio * math::exp_m1(xi));
    let exponent = |xi: f64| -small * xi - large * far(xi);
    let end = math::ln(distance / near * (1.0 / QUICK - 1.0));
    let mut sum = Moments::default();
    let (mut place, mut here) = (0.0, 0.0);
    let mut add = |weight: f64, xi: f64, far: f64| {
        sum.one += weight;
        if D {
            let (x, y) = if swapped { (xi, far) } else { (far, xi) };
            sum.x += weight * x;
            sum.y += weight * y;
            sum.xx += weight * x * x;
            sum.xy += weight * x * y;
            sum.yy += weight * y * y;
        }
        sum.one
    };
    let (mut so_far, mut cut_short) = (0.0, false);
    while place < end {
        let step = panels::width(here, end - place, |step| exponent(place + step));
        for (xi, weight) in panels::nodes(place, step) {
            let far = far(xi);
            so_far = add(
                weight * factor * math::exp(-small * xi - large * far),
                xi,
                far,
            );
        }
        let next = place + step;
        if next <= place {
            cut_short = true;
            break;
        }
        (place, here) = (next, exponent(next));
        // What is left is that power, times a chance.
        let left = math::exp(-tail_small * place - tail_large * far(place));
        if left < 1e-18 * s * so_far {
            cut_short = true;
            break;
        }
    }
    let mut race = Race::default();
    let mut tail = Race::default();
    let mut left = 0.0;
    if !cut_short {
        let far = far(end);
        tail = by_series::<D>(k, s, QUICK, swapped);
        left = math::exp(tail.ln - tail_small * end - tail_large * far);
        add(left, end, far);
    }
    race.ln = math::ln(sum.one);
    if D {
        // The tail has derivatives of its own beside those of the power in front of it.
        let share = 1.0 / sum.one;
        let (x, y) = if swapped {
            (end, far(end))
        } else {
            (far(end), end)
        };
        let (k1, s1) = (tail.k, tail.s);
        race.k = (left * k1 - sum.x) * share;
        race.s = (left * s1 - sum.y) * share;
        let kk = sum.xx + left * (k1 * (k1 - 2.0 * x) + tail.kk);
        let ks = sum.xy + left * (k1 * s1 - k1 * y - s1 * x + tail.ks);
        let ss = sum.yy + left * (s1 * (s1 - 2.0 * y) + tail.ss);
        race.kk = kk * share - race.k * race.k;
        race.ks = ks * share - race.k * race.s;
        race.ss = ss * share - race.s * race.s;
    }
    race
}

/// The derivatives by l from the differential equation γ obeys, (q − p) ∂γ/∂l = (kq + sp)γ − sp: used where p
/// and q are far apart, so that nothing is lost.
fn along_the_ratio(race: &mut Race, k: f64, s: f64, p: f64, q: f64) {
    let (by_p, by_q) = (p / (q - p), q / (q - p));
    let against = s * by_p * math::exp(-race.ln);
    race.l = k * by_q + s * by_p - against;
    race.kl = by_q + against * race.k;
    race.sl = by_p + against * (race.s - 1.0 / s);
    let bend = by_p * by_q;
    race.ll = (k + s) * bend - against * by_q + against * race.l;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against 40 digits, at both sides of every branch: ln γ to rounding, derivatives to what a Newton step and
    /// standard errors need.
    #[test]
    fn it_is_the_hypergeometric_function() {
        let table = include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/pareto_nbd.tsv"
        ));
        let mut worst = [0.0_f64; 3];
        let mut rows = 0;
        for line in table.lines().filter(|line| line.starts_with("race")) {
            let numbers: Vec<f64> = line
                .split('\t')
                .skip(1)
                .map(|cell| cell.parse().unwrap())
                .collect();
            let [k, s, l, ln, dk, ds, dl, kk, ss, ll, ks, kl, sl] = numbers.try_into().unwrap();
            let q = 7.0;
            let race = leaves_first::<true>(k, s, q * math::exp(l), q);
            let value = leaves_first::<false>(k, s, q * math::exp(l), q);
            assert!((value.ln - race.ln).abs() <= 1e-15 * ln.abs().max(1.0));
            // By the logarithms of k and s, as the search has it.
            let pairs = [
                (0, race.ln, ln),
                (1, k * race.k, k * dk),
                (1, s * race.s, s * ds),
                (1, race.l, dl),
                (2, k * k * race.kk, k * k * kk),
                (2, s * s * race.ss, s * s * ss),
                (2, race.ll, ll),
                (2, k * s * race.ks, k * s * ks),
                (2, k * race.kl, k * kl),
                (2, s * race.sl, s * sl),
            ];
            for (which, got, want) in pairs {
                let error = (got - want).abs() / want.abs().max(1.0);
                if error.is_nan() || error > worst[which] {
                    worst[which] = if error.is_nan() { f64::INFINITY } else { error };
                    println!("{which} {error:e} k {k:e} s {s:e} l {l}: {got:e} {want:e}");
                }
            }
            rows += 1;
        }
        assert!(rows > 20);
        println!("{rows} rows, worst {worst:?}");
        assert!(
            worst[0] <= 1e-14 && worst[1] <= 1e-11 && worst[2] <= 1e-8,
            "{worst:?}"
        );
    }

    #[test]
    fn one_of_them_comes_first() {
        let sizes = [1e-10, 1e-3, 0.6, 1.0, 30.0, 1e4, 1e10];
        for (k, s, p, q) in sizes
            .iter()
            .flat_map(|k| sizes.iter().map(move |s| (*k, *s)))
            .flat_map(|(k, s)| sizes.iter().map(move |p| (k, s, *p)))
            .flat_map(|(k, s, p)| sizes.iter().map(move |q| (k, s, p, *q)))
        {
            let (leaves, buys) = (
                leaves_first::<true>(k, s, p, q),
                buys_first::<true>(k, s, p, q),
            );
            let sum = math::exp(leaves.ln) + math::exp(buys.ln);
            assert!(
                (sum - 1.0).abs() < 2e-13,
                "{k:e} {s:e} {p:e} {q:e}: {sum} {leaves:?} {buys:?}"
            );
        }
    }
}
