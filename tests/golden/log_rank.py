"""Reference values for the log-rank family: python3 log_rank.py, needs mpmath; lifelines, if there, is asked too.

Made-up customers in up to four groups and three strata, with ties, customers still there and late entries. Sums are
exact fractions wherever the weights are, else of 60 digits; the statistic is solved by Gauss elimination in the same
numbers. Nothing shares a method with the Rust code."""
import random
from fractions import Fraction as Fr
from pathlib import Path
import mpmath as mp

HERE = Path(__file__).parent
mp.mp.dps = 60


def exact(x):
    return mp.mpf(x.numerator) / x.denominator if isinstance(x, Fr) else mp.mpf(x)


def show(x):
    return mp.nstr(exact(x), 20, min_fixed=-1, max_fixed=-1)


def sums(rows, groups, weight):
    """Excesses, observed and covariance of rows (group, entry or None, time, left)."""
    u, o = [0] * groups, [0] * groups
    v = [[0] * groups for _ in range(groups)]
    s = Fr(1)
    for t in sorted({r[2] for r in rows if r[3]}):
        n = [sum(1 for g, e, x, _ in rows if g == i and x >= t and (e is None or e < t)) for i in range(groups)]
        d = [sum(1 for g, _, x, left in rows if g == i and x == t and left) for i in range(groups)]
        N, D = sum(n), sum(d)
        w = weight(N, s)
        kind = (lambda x: x) if isinstance(w, Fr) else exact
        for i in range(groups):
            u[i] += w * kind(d[i] - Fr(D * n[i], N))
            o[i] += w * d[i]
            for j in range(groups):
                if N > 1:
                    c = Fr(n[i], N) * ((i == j) - Fr(n[j], N)) * Fr(D * (N - D), N - 1)
                    v[i][j] += w * w * kind(c)
        s *= Fr(N - D, N)
    return u, o, v


def solve(a, b):
    a = [row[:] + [x] for row, x in zip(a, b)]
    m = len(b)
    for i in range(m):
        k = max(range(i, m), key=lambda r: abs(a[r][i]))
        a[i], a[k] = a[k], a[i]
        for r in range(m):
            if r != i:
                f = a[r][i] / a[i][i]
                a[r] = [x - f * y for x, y in zip(a[r], a[i])]
    return [a[i][m] / a[i][i] for i in range(m)]


WEIGHTS = {
    "log_rank": lambda n, s: Fr(1),
    "gehan": lambda n, s: Fr(n),
    "tarone_ware": lambda n, s: mp.sqrt(n),
    "fleming_harrington 1 0": lambda n, s: s,
    "fleming_harrington 0 1": lambda n, s: 1 - s,
    "fleming_harrington 1 1": lambda n, s: s * (1 - s),
    "fleming_harrington 0.5 2": lambda n, s: mp.sqrt(exact(s)) * exact(1 - s) ** 2,
}


def test(strata, groups, weight):
    total = None
    for rows in strata:
        part = sums(rows, groups, weight)
        total = part if total is None else tuple(add(a, b) for a, b in zip(total, part))
    u, o, v = total
    x = solve([row[:-1] for row in v[:-1]], u[:-1])
    chi = sum(a * b for a, b in zip(x, u))
    df = groups - 1
    p = mp.gammainc(mp.mpf(df) / 2, exact(chi) / 2, mp.inf, regularized=True)
    return u, o, v, chi, df, p


def add(a, b):
    return [add(x, y) for x, y in zip(a, b)] if isinstance(a, list) else a + b


def customers(rng, groups, n, late, tail):
    rows = []
    for _ in range(n):
        g = rng.randrange(groups)
        t = 1 + int(rng.expovariate(1 / (4 + 3 * g)) * tail)
        entry = rng.randrange(t) if late and rng.random() < 0.4 else None
        if entry == 0:
            entry = None
        rows.append((g, entry, t, rng.random() < 0.7))
    return rows


def second_opinion(name, strata, groups, chi, p):
    """lifelines, where it has the test: one stratum, nobody late."""
    try:
        from lifelines.statistics import multivariate_logrank_test as other
    except ImportError:
        return
    if len(strata) > 1 or any(r[1] is not None for r in strata[0]):
        return
    how = {"log_rank": {}, "gehan": {"weightings": "wilcoxon"}, "tarone_ware": {"weightings": "tarone-ware"}}
    kind = name.split()
    if kind[0] == "fleming_harrington":
        how[name] = {"weightings": "fleming-harrington", "p": float(kind[1]), "q": float(kind[2])}
    rows = strata[0]
    got = other([r[2] for r in rows], [r[0] for r in rows], [r[3] for r in rows], **how[name])
    gap = abs(got.test_statistic / float(exact(chi)) - 1)
    print(f"{name}: {groups} groups, lifelines {got.test_statistic:.10g}, here {float(exact(chi)):.10g}")
    assert gap < 1e-9 and abs(got.p_value / float(p) - 1) < 1e-6, (name, got.test_statistic, float(exact(chi)))


def main():
    rng = random.Random(20261122)
    cases = [
        ("two", 2, [customers(rng, 2, 40, False, 1)]),
        ("three", 3, [customers(rng, 3, 60, False, 2)]),
        ("four", 4, [customers(rng, 4, 90, False, 1)]),
        ("late", 3, [customers(rng, 3, 70, True, 3)]),
        ("strata", 2, [customers(rng, 2, 30, False, 1), customers(rng, 2, 25, False, 3)]),
        ("strata of three, late", 3, [customers(rng, 3, n, True, 2) for n in (30, 40, 20)]),
    ]
    out = ["# customers case stratum group:entry:time:left … (entry 0: from the start) | "
           "test case weights df chi_squared p then per group observed expected excess, then the lower triangle of the covariance; "
           "log_rank.py"]
    for name, groups, strata in cases:
        for i, rows in enumerate(strata):
            cells = " ".join(f"{g}:{e or 0}:{t}:{int(left)}" for g, e, t, left in rows)
            out.append(f"customers\t{name}\t{i}\t{groups}\t{cells}")
        for weights, weight in WEIGHTS.items():
            u, o, v, chi, df, p = test(strata, groups, weight)
            second_opinion(weights, strata, groups, chi, p)
            cells = [x for i in range(groups) for x in (o[i], o[i] - u[i], u[i])]
            cells += [v[i][j] for i in range(groups) for j in range(i + 1)]
            out.append("\t".join(["test", name, weights, str(df), show(chi), show(p), " ".join(map(show, cells))]))
    (HERE / "log_rank.tsv").write_text("\n".join(out) + "\n")


main()
