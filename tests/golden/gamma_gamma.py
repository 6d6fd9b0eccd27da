"""Log-densities of the Gamma-Gamma model with 60 digits, for tests/golden/gamma_gamma.tsv.

    python tests/golden/gamma_gamma.py > tests/golden/gamma_gamma.tsv

Needs mpmath. Parameters and purchases are log-spaced; half of the means are near the median of their distribution, where
large terms cancel, the others anywhere.
"""

import random

from mpmath import log, loggamma, mp, mpf, nstr

mp.dps = 60


def ln_density(p, q, v, x, m):
    """Fader and Hardie (2013), equation 1a, as printed."""
    a = p * x
    return (
        loggamma(a + q) - loggamma(a) - loggamma(q) + q * log(v)
        + (a - 1) * log(m) + a * log(x) - (a + q) * log(x * m + v)
    )


def main():
    dice = random.Random(20261122)

    def spaced(low, high):
        return 10 ** dice.uniform(low, high)

    print("# p\tq\tv\tpurchases\tmean\tln density")
    for row in range(400):
        p, q, v = spaced(-3, 4), spaced(-3, 4), spaced(-3, 5)
        x = max(1, round(spaced(0, 4)))
        if row % 2:
            m = p * v / q * spaced(-0.1, 0.1)
        else:
            m = spaced(-6, 8)
        m = min(max(m, 1e-12), 1e12)
        want = ln_density(mpf(p), mpf(q), mpf(v), mpf(x), mpf(m))
        print(f"{p!r}\t{q!r}\t{v!r}\t{x}\t{m!r}\t{nstr(want, 25)}")


main()
