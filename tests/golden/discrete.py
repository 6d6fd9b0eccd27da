"""Reference values for the models of renewals and of trials: python3 discrete.py, needs mpmath.

Sums are summed (or given as 2F1, or by Euler and Maclaurin with quadrature), log-gammas are subtracted with 80
digits, and fits are Newton searches with derivatives by differences: nothing shares a method with the Rust code."""
import random
from pathlib import Path
import mpmath as mp

HERE = Path(__file__).parent
mp.mp.dps = 80
F = mp.mpf


def show(x):
    return mp.nstr(x, 20, min_fixed=-1, max_fixed=-1)


def cross(a, u, v):
    a, u, v = F(a), F(u), F(v)
    digits = 100 + 2 * mp.log10(2 + a + u + v) - mp.log10(min(a, u, v, F(1)) if v else 1)
    # Never fewer than are asked for: differences of a high order are taken with hundreds of digits.
    with mp.workdps(max(mp.mp.dps, int(digits))):
        return mp.loggamma(a) + mp.loggamma(a + u + v) - mp.loggamma(a + u) - mp.loggamma(a + v)


def ln_s(p, t):
    """sBG for two parameters, BdW for three."""
    al, be, *c = map(F, p)
    return -cross(be, al, F(t) ** (c[0] if c else 1) if t else 0)


def sf(p, t):
    return mp.exp(ln_s(p, t))


def ln_p(p, t):
    return mp.log(sf(p, t - 1) - sf(p, t))


def discounted(p, d):
    """Σ S(t)/(1+d)^t from t = 0."""
    if len(p) == 2:
        al, be = map(F, p)
        with mp.workdps(40):
            if d < 1e-3 and al < 1000:
                return mp.hyp2f1(1, be, al + be, 1 / (1 + F(d)))
            total, term, t = F(1), F(1), 0
            while term > total * F(10) ** -25:
                term *= (be + t) / (al + be + t) / (1 + F(d))
                total += term
                t += 1
            return total
    with mp.workdps(30):
        f = lambda t: sf(p, t) * (1 + F(d)) ** (-t)
        if d >= 0.01:
            return mp.fsum(f(t) for t in range(int(80 / mp.log1p(d))))
        n = 60
        head = mp.fsum(f(t) for t in range(n))
        cuts = [n * F(2) ** k for k in range(0, 40, 2)] if d else [n * F(10) ** k for k in range(0, 60, 2)]
        with mp.workdps(30):
            tail = mp.quad(f, cuts, maxdegree=8)
            if not d:
                al, be, c = map(F, p)
                tail += f(cuts[-1]) * cuts[-1] / (al * c - 1)
            tail += f(n) / 2
            # Taylor by central differences of integer points is too coarse: mp.diff has its own step.
            for k in range(1, 8):
                tail -= mp.bernoulli(2 * k) / mp.factorial(2 * k) * mp.diff(f, n, 2 * k - 1)
        return head + tail


def residual(p, n, d):
    """Σ S(t)/S(n−1)/(1+d)^(t−n) from t = n."""
    if len(p) == 2:
        al, be = map(F, p)
        return (be + n - 1) / (al + be + n - 1) * discounted((al, be + n), d)
    return mp.fsum(sf(p, t) / sf(p, n - 1) * (1 + F(d)) ** (n - t) for t in range(n, n + int(80 / mp.log1p(d))))


def fit(log_likelihood, start):
    """Newton on the logarithms, with 40 digits; the covariance is of the parameters themselves."""
    with mp.workdps(40):
        k, h = len(start), F(10) ** -10
        x = [mp.log(F(s)) for s in start]
        f = lambda x: log_likelihood([mp.exp(v) for v in x])

        def shift(x, *moves):
            x = list(x)
            for i, by in moves:
                x[i] += by
            return x

        def derivatives(f, x, h):
            mid = f(x)
            g = mp.matrix([(f(shift(x, (i, h))) - f(shift(x, (i, -h)))) / (2 * h) for i in range(k)])
            m = mp.matrix(k, k)
            for i in range(k):
                for j in range(k):
                    if i == j:
                        m[i, i] = (f(shift(x, (i, h))) + f(shift(x, (i, -h))) - 2 * mid) / h ** 2
                    else:
                        m[i, j] = sum(a * b * f(shift(x, (i, a * h), (j, b * h))) for a in (1, -1) for b in (1, -1)) / (4 * h ** 2)
            return mid, g, m

        for _ in range(60):
            mid, g, m = derivatives(f, x, h)
            step = mp.lu_solve(m, -g)
            if max(abs(s) for s in step) < F(10) ** -16:
                break
            scale = min(F(1), F("0.5") / max(abs(s) for s in step))
            x = [v + scale * s for v, s in zip(x, step)]
        p = [mp.exp(v) for v in x]
        _, _, m = derivatives(log_likelihood, p, F(10) ** -9)
        return p, log_likelihood(p), mp.inverse(-m)


def renewals(survivors):
    def log_likelihood(p):
        last = len(survivors) - 1
        lost = [a - b for a, b in zip(survivors, survivors[1:])]
        return mp.fsum(n * ln_p(p, t + 1) for t, n in enumerate(lost)) + survivors[-1] * ln_s(p, last)
    return log_likelihood


def ln_bgbb(p, x, last, n):
    al, be, ga, de = map(F, p)
    b = lambda a, b: mp.exp(mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b))
    terms = [b(al + x, be + n - x) * b(ga, de + n)]
    terms += [b(al + x, be + last - x + i) * b(ga + 1, de + last + i) for i in range(n - last)]
    return mp.log(mp.fsum(terms) / b(al, be) / b(ga, de)), terms[0] / mp.fsum(terms)


def bgbb_count(p, k, n):
    al, be, ga, de = map(F, p)
    b = lambda a, b: mp.exp(mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b))
    terms = [mp.binomial(n, k) * b(al + k, be + n - k) * b(ga, de + n)]
    terms += [mp.binomial(i, k) * b(al + k, be + i - k) * b(ga + 1, de + i) for i in range(k, n)]
    return mp.log(mp.fsum(terms) / b(al, be) / b(ga, de))


def main():
    import sys, time; began = time.time()
    note = lambda what: print(what, round(time.time() - began), file=sys.stderr, flush=True)
    rng = random.Random(20)
    rows = []
    add = lambda *cells: rows.append([c if isinstance(c, str) else repr(c) if isinstance(c, (int, float)) else show(c) for c in cells])
    u = lambda lo, hi: float(f"{10 ** rng.uniform(lo, hi):.4g}")
    for _ in range(250):
        a, x, v = u(-3, 4), u(-3, 4), u(-3, 5)
        add("cross", a, x, v, cross(a, x, v))
    for _ in range(100):
        a, x, v = u(-10, 10), u(-10, 10), u(-12, 200)
        add("cross", a, x, v, cross(a, x, v))
    note('cross')
    # survival and ln P(T = t): alpha, beta, c, t
    for _ in range(150):
        p, t = (u(-3, 4), u(-3, 4), u(-3, 1) if rng.random() < 0.7 else u(1, 2)), int(u(0, 5))
        if rng.random() < 0.3:
            p = (p[0], p[1], 1.0)
        with mp.workdps(80 + int(2 * p[2] * mp.log10(t + 1))):
            s, now = ln_s(p, t), ln_s(p, t - 1) + mp.log(-mp.expm1(ln_s(p, t) - ln_s(p, t - 1)))
        add("survival", *p, t, s, now)
    note('survival')
    # DEL: alpha, beta, c, d
    for p in [(0.704, 1.182, 1.0), (0.668, 3.806, 1.0), (50.0, 900.0, 1.0), (0.01, 5.0, 1.0), (1e4, 1e8, 1.0),
              (0.0031, 0.0022, 1.0), (3.0, 0.5, 1.0), (1e-3, 1e4, 1.0)]:
        for d in [1e-8, 1e-5, 0.001, 0.1, 3.0]:
            add("discounted", *p, d, discounted(p[:2], d))
    for p in [(0.456, 0.779, 1.283), (0.214, 1.427, 1.724), (20.0, 400.0, 0.7), (0.05, 1e6, 4.0), (1.5, 2.0, 0.3)]:
        for d in [0.01, 0.1, 3.0]:
            add("discounted", *p, d, discounted(p, d))
    note('long sums')
    for p in [(3.0, 2.0, 1.0)]:
        add("discounted", *p, 0.0, discounted(p, 0.0) if p[2] != 1.0 else (F(p[0]) + F(p[1]) - 1) / (F(p[0]) - 1))
    for p in [(0.704, 1.182, 1.0), (0.456, 0.779, 1.283), (0.214, 1.427, 1.724)]:
        for n in (1, 5, 40):
            add("residual", *p, n, 0.1, residual(p if p[2] != 1.0 else p[:2], n, 0.1))
    note('sums')
    # BG/BB: parameters, x, t_x, n, ln L, P(alive at n)
    for _ in range(80):
        p = tuple(u(-3, 4) if rng.random() < 0.5 else u(-1, 1) for _ in range(4))
        n = int(u(0, 2.6))
        last = rng.randint(0, n)
        x = rng.randint(1, last) if last else 0
        ll, alive = ln_bgbb(p, x, last, n)
        add("trials", *p, x, last, n, ll, alive)
    # ln P(X(n) = k) and E[X(n)]
    for _ in range(40):
        p = tuple(u(-3, 4) if rng.random() < 0.5 else u(-1, 1) for _ in range(4))
        n = int(u(0, 2.3))
        k = rng.randint(0, n)
        ga, de = F(p[2]), F(p[3])
        mean = F(p[0]) / (F(p[0]) + F(p[1])) * mp.fsum(sf((ga, de), i) for i in range(1, n + 1))
        add("count", *p, k, n, bgbb_count(p, k, n), mean)
    for g in (1.0, 1.0 + 1e-13, 1.0 - 1e-9, 1.0 + 1e-5):
        add("count", 1.2, 0.75, g, 2.8, 3, 50, bgbb_count((1.2, 0.75, g, 2.8), 3, 50),
            F(1.2) / (F(1.2) + F(0.75)) * mp.fsum(sf((g, 2.8), i) for i in range(1, 51)))
    note('trials')
    high = [1000, 869, 743, 653, 593, 551, 517, 491]
    regular = [1000, 631, 468, 382, 326, 289, 262, 241]
    for name, data in (("high_end", high), ("regular", regular)):
        for model, start in (("sbg", [1, 2]), ("bdw", [0.5, 1, 1.2])):
            p, ll, v = fit(renewals(data), start)
            add("fit", f"{model}_{name}", *p, ll, *[mp.sqrt(v[i, i]) for i in range(len(p))])
            if name == "high_end":
                add("curve", f"{model}_{name}", *[sf(p, t) for t in range(13)])
                d = lambda n: discounted(p, 0.1) if n == 0 else residual(p, n, 0.1)
                add("lifetime", f"{model}_{name}", *[d(n) for n in (0, 1, 8)])
    for *p, d in [(0.456, 0.779, 1.283, 1e-4), (2.0, 3.0, 1.5, 0.0), (30.0, 700.0, 1.2, 0.0), (1.5, 2.0, 0.3, 1e-4)]:
        add("discounted", *p, d, discounted(p, d))
    note('slow sums')
    with open(HERE / "discrete.tsv", "w", newline="\n") as f:
        f.write("# cross a u v value | survival α β c t ln_S ln_P | discounted α β c d DEL | residual α β c n d DERL | "
                "trials α β γ δ x t_x n ln_L alive | count α β γ δ k n ln_P mean | fit name parameters LL errors | "
                "curve name S(0..12) | lifetime name DEL(0.1) DERL(1, 0.1) DERL(8, 0.1)\n")
        for row in rows:
            f.write("\t".join(row) + "\n")


main()
