"""Intervals of revenue retention with 50 digits, for tests/golden/revenue.tsv.

    python tests/golden/revenue.py > tests/golden/revenue.tsv

Needs mpmath. Each line: the MRR of some customers as start:end, the level, and for the net and the gross ratio its value,
the lower and the upper end (not cut to what the ratio can be), from the residuals one by one and Student's distribution.
"""

import random

from mpmath import betainc, findroot, log10, mp, mpf, nstr, sqrt

mp.dps = 50


def student(level, df):
    """t with P(|T| < t) = level."""
    def beyond(t):
        return betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)

    # In the logarithm of t, in which the tail is nearly straight.
    goal = log10(1 - level)
    root = findroot(lambda u: log10(beyond(10**u)) - goal, (mpf("0.3"), mpf("0.6")), solver="anderson", tol=mpf(10) ** -80)
    return 10**root


def ratio(starts, ends, t):
    n, total = len(starts), sum(starts)
    rate = mpf(sum(ends)) / total
    spread = sum((b - rate * a) ** 2 for a, b in zip(starts, ends))
    half = t * sqrt(mpf(n) / (n - 1) * spread) / total
    return rate, rate - half, rate + half


def main():
    dice = random.Random(20261122)
    print("# start:end of each customer\tlevel\tnet\tlower\tupper\tgross\tlower\tupper")
    for row in range(60):
        n = dice.choice([2, 3, 5, 12, 40])
        high = dice.choice([3, 8, 48])
        pairs = []
        for _ in range(n):
            a = max(1, min(2**48, round(10 ** dice.uniform(0, 14.5)) if high == 48 else round(10 ** dice.uniform(1, high))))
            b = dice.choice([0, a, a, a, max(1, a * dice.randrange(1, 30) // 20), a * 3 // 4])
            pairs.append((a, min(b, 2**48)))
        pairs[0] = (pairs[0][0], 0)  # some spread
        level = dice.choice([0.8, 0.95, 0.99])
        t = student(mpf(level), n - 1)
        starts, ends = [a for a, _ in pairs], [b for _, b in pairs]
        figures = [*ratio(starts, ends, t), *ratio(starts, [min(p) for p in pairs], t)]
        shown = "\t".join(nstr(x, 22) for x in figures)
        print(" ".join(f"{a}:{b}" for a, b in pairs), level, shown, sep="\t")


if __name__ == "__main__":
    main()
