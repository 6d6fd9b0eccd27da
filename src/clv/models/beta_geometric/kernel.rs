//! The likelihood of a table of histories, with its derivatives.

use super::{BetaGeometric, ln_mean_power};
use crate::clv::fitting::{Objective, Taylor};
use crate::clv::history::HistoryTable;
use crate::numeric::logistic::Logit;
use crate::numeric::{gamma, math};
use crate::units::TimeUnit;

/// How many rows are summed before the sum is exact.
const BLOCK: usize = 1024;

/// A table as the likelihood goes through it: what depends on the number of purchases alone is worked out once
/// for each number, logarithms once for each time, so that a row costs one exponential and one logarithm.
pub(super) struct Rows {
    from_start: bool,
    /// Each number of purchases, with its customers.
    groups: Vec<Group>,
    times: Vec<f64>,
    histories: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
struct Group {
    x: f64,
    customers: f64,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    group: usize,
    last: usize,
    age: usize,
    customers: f64,
}

/// Every time once, if it is a whole number of days: as many as a life has.
struct Times {
    unit: f64,
    values: Vec<f64>,
    /// Where the whole days are, by their number.
    whole: Vec<Option<usize>>,
}

impl Times {
    fn place(&mut self, days: f64) -> usize {
        const DAYS: f64 = 65_536.0;
        let next = self.values.len();
        // Whole and small, so that the cast is exact.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked"
        )]
        let day = ((0.0..DAYS).contains(&days) && days.fract() == 0.0).then_some(days as usize);
        if let Some(day) = day {
            if self.whole.len() <= day {
                self.whole.resize(day.saturating_add(1), None);
            }
            if let Some(place) = self.whole.get_mut(day) {
                if let Some(place) = *place {
                    return place;
                }
                *place = Some(next);
            }
        }
        self.values.push(days / self.unit);
        next
    }
}

impl Rows {
    pub(super) fn of(data: &HistoryTable, unit: TimeUnit, from_start: bool) -> Self {
        let mut times = Times {
            unit: unit.in_days(),
            values: Vec::new(),
            whole: Vec::new(),
        };
        let mut groups: Vec<Group> = Vec::new();
        let table = data.rows();
        let mut rows = Vec::with_capacity(table.len());
        for (history, customers) in table {
            let (x, last, age) = history.in_units_of(TimeUnit::DAY);
            let customers = customers as f64;
            // The table is in the order of x.
            match groups.last_mut() {
                Some(group) if group.x >= x => group.customers += customers,
                _ => groups.push(Group { x, customers }),
            }
            rows.push(Row {
                group: groups.len().saturating_sub(1),
                last: times.place(last),
                age: times.place(age),
                customers,
            });
        }
        Self {
            from_start,
            groups,
            times: times.values,
            histories: rows,
        }
    }

    /// How many customers there are, how many repeat purchases they made, and for how long they were seen.
    pub(super) fn totals(&self) -> [f64; 3] {
        let of_groups = |f: fn(&Group) -> f64| self.groups.iter().map(f).sum::<f64>();
        let seen = |row: &Row| row.customers * self.times.get(row.age).copied().unwrap_or(0.0);
        [
            of_groups(|group| group.customers),
            of_groups(|group| group.customers * group.x),
            self.histories.iter().map(seen).sum(),
        ]
    }

    const fn chances(&self, x: f64) -> f64 {
        x + if self.from_start { 1.0 } else { 0.0 }
    }
}

/// What is the same for all rows at given parameters.
pub(super) struct Point {
    model: BetaGeometric,
    groups: Vec<AtGroup>,
    times: Vec<AtTime>,
}

#[derive(Debug, Clone, Copy)]
struct AtGroup {
    /// r + x
    purchases: f64,
    x: f64,
    /// ln a − ln(b + y − 1) and −1/(b + y − 1); `None` without a chance to leave.
    left: Option<[f64; 2]>,
}

#[derive(Debug, Clone, Copy)]
struct AtTime {
    /// ln((α + t)/α)
    ln: f64,
    /// 1/(α + t)
    inverse: f64,
}

impl Objective<4> for Rows {
    type Point = Point;

    fn point(&self, parameters: &[f64; 4]) -> Point {
        let [r, alpha, a, b] = *parameters;
        let groups = self.groups.iter().map(|group| {
            let chances = self.chances(group.x);
            let stay = b + (chances - 1.0);
            AtGroup {
                purchases: r + group.x,
                x: group.x,
                left: (chances >= 1.0).then(|| [math::ln(a / stay), -1.0 / stay]),
            }
        });
        let times = self.times.iter().map(|time| AtTime {
            ln: math::ln_1p(time / alpha),
            inverse: 1.0 / (alpha + time),
        });
        Point {
            model: BetaGeometric {
                r,
                alpha,
                a,
                b,
                from_start: self.from_start,
            },
            groups: groups.collect(),
            times: times.collect(),
        }
    }

    /// The groups first, then the rows.
    fn blocks(&self) -> usize {
        let of_groups = self.groups.len().div_ceil(BLOCK);
        of_groups.saturating_add(self.histories.len().div_ceil(BLOCK))
    }

    fn block(&self, index: usize, point: &Point) -> Taylor<4> {
        let mut sum = Taylor::ZERO;
        let of_groups = self.groups.len().div_ceil(BLOCK);
        if let Some(groups) = self.groups.chunks(BLOCK).nth(index) {
            for group in groups {
                let part = of_count(&point.model, group.x, self.chances(group.x));
                sum.add(&part, group.customers);
            }
            return sum;
        }
        let index = index.saturating_sub(of_groups);
        let rows = self.histories.chunks(BLOCK).nth(index).unwrap_or_default();
        let ln_alpha = math::ln(point.model.alpha);
        let mut all = Sums::default();
        for row in rows {
            let times = (point.times.get(row.last), point.times.get(row.age));
            let (Some(group), (Some(last), Some(age))) = (point.groups.get(row.group), times)
            else {
                continue;
            };
            all.add(row.customers, group, *last, *age, ln_alpha);
        }
        all.into_taylor(&point.model)
    }
}

/// The part that depends on the number of purchases alone: ln Γ(r+x)/Γ(r) + ln B(a, b+y)/B(a, b).
fn of_count(model: &BetaGeometric, x: f64, chances: f64) -> Taylor<4> {
    let BetaGeometric { r, a, b, .. } = *model;
    let total = a + b;
    let (stayed, asked) = (
        gamma::digamma_rising(b, chances),
        gamma::digamma_rising(total, chances),
    );
    let (bend_stayed, bend_asked) = (
        gamma::trigamma_rising(b, chances),
        gamma::trigamma_rising(total, chances),
    );
    Taylor {
        value: gamma::ln_rising(r, x) + ln_mean_power(a, b, chances),
        gradient: [gamma::digamma_rising(r, x), 0.0, -asked, stayed - asked],
        hessian: [
            [gamma::trigamma_rising(r, x), 0.0, 0.0, 0.0],
            [0.0; 4],
            [0.0, 0.0, -bend_asked, -bend_asked],
            [0.0, 0.0, -bend_asked, bend_stayed - bend_asked],
        ],
    }
}

/// What rows add up to, before what is the same for all of them is multiplied in.
///
/// With w the probability of having left, v = w(1 − w) and q as in [`BetaGeometric::log_likelihood`], whose
/// derivatives are below:
///
/// ```text
/// qᵣ = ln((α+T)/(α+tₓ))   q_α = (r+x)·(1/(α+T) − 1/(α+tₓ))   qₐ = 1/a   q_b = −1/(b+y−1)
/// gradient of ln(1 + e^q)   w·qᵢ
/// Hessian                   v·qᵢ·qⱼ + w·qᵢⱼ
/// ```
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    value: f64,
    r: f64,
    alpha: f64,
    /// Σ w
    left: f64,
    b: f64,
    rr: f64,
    r_alpha: f64,
    alpha_alpha: f64,
    /// Those with a, times a.
    r_a: f64,
    alpha_a: f64,
    /// Σ v
    unsure: f64,
    a_b: f64,
    r_b: f64,
    alpha_b: f64,
    bb: f64,
    customers: f64,
}

impl Sums {
    #[inline]
    fn add(&mut self, n: f64, group: &AtGroup, last: AtTime, age: AtTime, ln_alpha: f64) {
        let AtGroup { purchases, x, left } = *group;
        let late = purchases * age.inverse;
        self.customers += n;
        // r·ln α − (r + x)·ln(α + T)
        self.value -= n * (purchases * age.ln + x * ln_alpha);
        self.r -= n * age.ln;
        self.alpha -= n * late;
        self.r_alpha -= n * age.inverse;
        self.alpha_alpha += n * late * age.inverse;
        let Some([ln_odds, by_b]) = left else {
            return;
        };
        let by_r = age.ln - last.ln;
        let gap = age.inverse - last.inverse;
        let by_alpha = purchases * gap;
        let q = Logit::new(ln_odds + purchases * by_r);
        self.value += n * q.softplus();
        let (w, v) = (n * q.sigmoid(), n * (q.odds * q.likelier * q.likelier));
        self.r += w * by_r;
        self.alpha += w * by_alpha;
        self.left += w;
        self.b += w * by_b;
        self.rr += v * by_r * by_r;
        self.r_alpha += v * by_r * by_alpha + w * gap;
        self.alpha_alpha += v * by_alpha * by_alpha - w * by_alpha * (age.inverse + last.inverse);
        self.r_a += v * by_r;
        self.alpha_a += v * by_alpha;
        self.unsure += v;
        self.a_b += v * by_b;
        self.r_b += v * by_r * by_b;
        self.alpha_b += v * by_alpha * by_b;
        self.bb += (v + w) * by_b * by_b;
    }

    /// With r/α of every customer and its derivatives, and the powers of 1/a.
    fn into_taylor(self, model: &BetaGeometric) -> Taylor<4> {
        let BetaGeometric { r, alpha, a, .. } = *model;
        let each = self.customers / alpha;
        let alpha_by_r = self.r_alpha + each;
        let (r_a, alpha_a, a_b) = (self.r_a / a, self.alpha_a / a, self.a_b / a);
        Taylor {
            value: self.value,
            gradient: [self.r, self.alpha + r * each, self.left / a, self.b],
            hessian: [
                [self.rr, alpha_by_r, r_a, self.r_b],
                [
                    alpha_by_r,
                    self.alpha_alpha - r * each / alpha,
                    alpha_a,
                    self.alpha_b,
                ],
                [r_a, alpha_a, (self.unsure - self.left) / (a * a), a_b],
                [self.r_b, self.alpha_b, a_b, self.bb],
            ],
        }
    }
}
