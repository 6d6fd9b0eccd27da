"""Reference values for src/numeric: python3 generate.py, needs mpmath. (peers.tsv is not made here: it
holds what other packages print.) Everything is exact
(fractions) or has 50 good digits, and nothing here shares a method with the Rust code it checks."""
import math, random, struct, sys
from fractions import Fraction as F
from pathlib import Path
import mpmath as mp

HERE = Path(__file__).parent
mp.mp.dps = 160


def bits(x):
    return struct.pack(">d", x).hex()


def from_bits(u):
    return struct.unpack(">d", struct.pack(">Q", u))[0]


def write(name, header, rows):
    with open(HERE / name, "w", newline="\n") as f:
        f.write("# " + "\t".join(header) + "\n")
        for row in rows:
            f.write("\t".join(str(c) for c in row) + "\n")


def nearest(q):
    """Bits of the correctly rounded value of a fraction (int/int division in Python is), or none."""
    try:
        return bits(q.numerator / q.denominator + 0.0)
    except OverflowError:
        return "none"


def nearest_root(q):
    """Correctly rounded square root: integer root with 200 extra bits and a sticky bit."""
    if q == 0:
        return bits(0.0)
    shift = 2 * max(0, 3000)
    v = (q.numerator << shift) // q.denominator
    r = math.isqrt(v)
    exact = r * r == v and (q.numerator << shift) % q.denominator == 0
    return nearest(F(2 * r + (0 if exact else 1), 2) / (1 << (shift // 2)))


# --- exact sums and moments ---------------------------------------------------------------------

def moment_row(name, xs):
    q = [F(x) for x in xs]
    n, s1, s2 = len(q), sum(q), sum(x * x for x in q)
    spread = n * s2 - s1 * s1
    sample = spread / (n * (n - 1)) if n > 1 else None
    return [name, nearest(s1), nearest(s1 / n), nearest(spread / (n * n)),
            nearest(sample) if n > 1 else "none", nearest_root(sample) if n > 1 else "none",
            nearest_root(spread / (n * n)), nearest(s2), " ".join(bits(x) for x in xs)]


def moments():
    big, tiny = sys.float_info.max, 5e-324
    rng = random.Random(20240501)
    rows = [moment_row(*r) for r in [
        ("one", [1.5]), ("zero", [0.0, -0.0]), ("max+max-max", [big, big, -big]), ("max+max", [big, big]),
        ("-max-max", [-big, -big]), ("max and half ulp", [big, 2.0 ** 969]), ("max and less", [big, 2.0 ** 969 * (1 - 2.0 ** -53)]),
        ("subnormals", [tiny] * 7 + [-tiny, 3 * tiny]), ("subnormal to normal", [2.0 ** -1022 - tiny, tiny]),
        ("tie to even down", [1.0, 2.0 ** -53]), ("tie to even up", [1 + 2.0 ** -52, 2.0 ** -53]),
        ("just above tie", [1.0, 2.0 ** -53, tiny]), ("just below tie", [1.0, 2.0 ** -53, -tiny]),
        ("cancellation 1e100", [1e100, 1.0, -1e100]), ("cancellation mixed", [1e16, 1.0, 1e-16, -1e16, -1.0]),
        ("cancels to subnormal", [1e300, tiny, -1e300]), ("cents", [0.1] * 10), ("alternating", [1e308, -1e308] * 5 + [0.3]),
        ("huge spread", [big, -big]), ("huge sd", [1e300, -1e300, 5e299]), ("tiny sd", [1e-300, 2e-300, 5e-300]),
        ("subnormal sd", [tiny, 2 * tiny, 5 * tiny, 0.0]), ("equal", [0.1] * 7), ("one ulp apart", [1.0, 1 + 2.0 ** -52]),
        ("large offset", [1e15 + d for d in (0.125, 0.25, 0.5, 1.0)]),
        ("NIST NumAcc1", [10000001.0, 10000003.0, 10000002.0]),
    ]]
    for k in range(30):  # any bit pattern
        xs = []
        while len(xs) < 12:
            x = from_bits(rng.getrandbits(64))
            if math.isfinite(x):
                xs.append(x)
        rows.append(moment_row(f"bits {k}", xs))
    for k in range(20):  # close exponents, cancelling pairs, the rounding cases
        e = rng.randint(-1060, 1000)
        xs = [math.ldexp(rng.uniform(-1, 1), e + rng.randint(0, 20)) for _ in range(8)]
        xs += [-x for x in xs[:5]] + [math.ldexp(1.0, max(e - 60, -1074))]
        rows.append(moment_row(f"close {k}", xs))
    for k in range(10):  # prices
        xs = [round(rng.uniform(-500, 2000), 2) for _ in range(20)]
        rows.append(moment_row(f"prices {k}", xs))
    write("moments.tsv", ["name", "sum", "mean", "population variance", "sample variance", "sample sd",
                          "population sd", "sum of squares", "values (all columns are f64 bits)"], rows)


# --- special functions --------------------------------------------------------------------------

def txt(x):
    return mp.nstr(x, 40, min_fixed=0, max_fixed=0)


LEVELS = [0.5, 0.6, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999, 1 - 1e-9, 1 - 2.0 ** -53]


def normal():
    rows = []
    for level in LEVELS + [0.5 + k / 64 + 0.003 for k in range(31)]:
        alpha = 1 - mp.mpf(level)
        z0 = mp.mpf(str(mp.sqrt(2) * mp.erfinv(mp.mpf(level)))) if level < 0.99999 else mp.sqrt(-2 * mp.log(alpha))
        rows.append(["quantile", repr(level), txt(mp.findroot(lambda z: mp.log(mp.erfc(z / mp.sqrt(2))) - mp.log(alpha), z0))])
    for z in [0.0, 1e-300, 1e-9, 0.1, 0.5, 1.0, 1.96, 1.959963984540054, 3.0, 5.0, 8.0, 12.0, 20.3, 30.7, 37.5]:
        rows.append(["two-sided", repr(z), txt(mp.erfc(mp.mpf(z) / mp.sqrt(2)))])
    for x in [-37.0, -12.3, -8.0, -5.0, -3.0, -1.96, -1.0, -0.5, -1e-9, 0.0, 0.25, 1.0, 2.5, 4.0, 6.0, 9.0]:
        rows.append(["cdf", repr(x), txt(mp.erfc(-mp.mpf(x) / mp.sqrt(2)) / 2)])
        rows.append(["sf", repr(x), txt(mp.erfc(mp.mpf(x) / mp.sqrt(2)) / 2)])
    write("normal.tsv", ["what", "argument", "value"], rows)


def ln_front(a, b, x, y):
    with mp.workdps(190):  # log-gammas of 3e8 lose twenty digits
        return a * mp.log(x) + b * mp.log(y) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)


WORD = 600


def lower_tail(a, b, x, y):
    """I_x(a,b), y = 1-x, by the positive series x^a y^b/(a B) * sum (a+b)_k/(a+1)_k x^k in fixed
    point; a and b are multiples of 1/2^20. For x around the mean or below."""
    if x > y:  # slow in x; 1 - I costs the digits of the tail, and 160 are carried
        return 1 - lower_tail(b, a, y, x)
    unit = 1 << 20
    n, a1 = int((a + b) * unit), int((a + 1) * unit)
    fx = int(mp.floor(x * mp.mpf(2) ** WORD))
    term = total = 1 << WORD
    while term > 1 << 40:
        term = (term * fx >> WORD) * n // a1
        n, a1, total = n + unit, a1 + unit, total + term
    return mp.exp(ln_front(a, b, x, y)) / a * mp.mpf(total) / mp.mpf(2) ** WORD


def beta_quantile(a, b, p):
    """(x, 1-x) with I_x(a,b) = p: Newton on ln p in ln of the smaller coordinate."""
    a, b, p = mp.mpf(a), mp.mpf(b), mp.mpf(p)
    odds = mp.exp(mp.log(a / b) + mp.sqrt(1 / a + 1 / b) * mp.sqrt(2) * mp.erfinv(2 * p - 1))
    x, y = odds / (1 + odds), 1 / (1 + odds)
    for _ in range(200):
        tail = lower_tail(a, b, x, y)
        slope = mp.exp(ln_front(a, b, x, y)) / tail
        f = mp.log(tail / p)
        if x <= y:
            step = max(min(-f * y / slope, 2), -2)
            x *= mp.exp(step)
            if x >= 1:
                x = mp.mpf(3) / 4
            y = 1 - x
        else:
            step = max(min(f * x / slope, 2), -2)
            y *= mp.exp(step)
            if y >= 1:
                y = mp.mpf(3) / 4
            x = 1 - y
        if abs(step) < mp.mpf(10) ** -45:
            return x, y
    raise ValueError((a, b, p))


def beta():
    # Clopper-Pearson: lower = (k, n-k+1), upper mirrored (n-k, k+1). Jeffreys: (k+1/2, n-k+1/2).
    cases = [(0, 1), (0, 10), (1, 10), (3, 7), (5, 10), (10, 10), (80, 100), (74, 107), (1, 1000), (999, 1000), (500, 1000),
             (0, 10**6), (17, 10**6), (300_000, 10**6), (10**6, 10**6), (5_000_000, 10**7),
             (0, 300_000_000), (1, 300_000_000), (50, 300_000_000), (12_345, 300_000_000), (90_000_000, 300_000_000),
             (150_000_000, 300_000_000), (299_999_000, 300_000_000), (299_999_999, 300_000_000), (300_000_000, 300_000_000)]
    rows, seen = [], set()
    for k, n in cases:
        levels = [0.5, 0.9, 0.95, 0.99, 0.9999] if n <= 1000 else [0.8, 0.95, 0.9999]
        shapes = [(k + 0.5, n - k + 0.5), (n - k + 0.5, k + 0.5)]
        shapes += [(k, n - k + 1)] if k > 0 else []
        shapes += [(n - k, k + 1)] if k < n else []
        for a, b in shapes:
            for level in levels:
                p = (1 - level) / 2
                if n > 10**6 and min(a, b) > 10**6 and level != 0.95:
                    continue
                if (a, b, p) not in seen:
                    seen.add((a, b, p))
                    x, y = beta_quantile(a, b, p)
                    if n <= 10:  # the oracle against another method
                        other = mp.betainc(a, b, 0, x, regularized=True)
                        assert abs(other / mp.mpf(p) - 1) < mp.mpf(10) ** -30, (a, b, p, other)
                    rows.append([repr(float(a)), repr(float(b)), repr(p), txt(x), txt(y)])
        print("beta", k, n, flush=True)
    write("beta_quantile.tsv", ["a", "b", "p", "x with I_x(a,b) = p", "1-x"], rows)
    # Tails at f64 arguments taken as exact.
    rows = []
    for row in rows_of("beta_quantile.tsv"):
        a, b = float(row[0]), float(row[1])
        x = float(row[3])
        y = 1 - mp.mpf(x)
        if 0 < x < 1 and float(row[4]) > 1e-6:
            rows.append([row[0], row[1], repr(x), txt(lower_tail(mp.mpf(a), mp.mpf(b), mp.mpf(x), y))])
    write("beta_tail.tsv", ["a", "b", "x", "I_x(a,b)"], rows)


def rows_of(name):
    return [l.rstrip("\n").split("\t") for l in open(HERE / name) if not l.startswith("#")]


def student():
    rows = []
    for df in [0.5, 1, 2, 2.5, 3, 5, 9.75, 10, 29, 30, 99, 100.125, 1000, 12_345.5, 10**6, 10**9]:
        for level in [0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999]:
            alpha = 1 - level
            x, y = beta_quantile(mp.mpf(df) / 2, mp.mpf(1) / 2, alpha)
            rows.append(["quantile", repr(float(df)), repr(level), txt(mp.sqrt(df * y / x))])
        for t in [0.0, 1e-8, 0.3, 1.0, 2.0, 5.5, 20.0]:
            if t * t < 1e-3 and t > 0:  # mirrored: the tail is close to one
                y = mp.mpf(t) ** 2 / (df + mp.mpf(t) ** 2)
                p = 1 - lower_tail(mp.mpf(1) / 2, mp.mpf(df) / 2, y, 1 - y)
            elif t == 0:
                p = mp.mpf(1)
            else:
                x = df / (df + mp.mpf(t) ** 2)
                p = lower_tail(mp.mpf(df) / 2, mp.mpf(1) / 2, x, 1 - x)
            rows.append(["two-sided", repr(float(df)), repr(t), txt(p)])
        print("t", df, flush=True)
    write("student_t.tsv", ["what", "df", "argument", "value"], rows)


def chi_square():
    rows = []
    for x, df in [(0.1, 1), (3.841458820694124, 1), (122.249125573, 1), (5.99, 2), (20.0, 3), (1e-9, 1), (0.5, 2), (1.0, 3), (30.0, 3),
                  (700.0, 4), (10.0, 10), (9.0, 10), (55.0, 40), (100.0, 100), (250.0, 100), (1000.0, 1000), (1200.0, 1000), (0.0, 2)]:
        rows.append([repr(x), df, txt(mp.gammainc(mp.mpf(df) / 2, mp.mpf(x) / 2, mp.inf, regularized=True))])
    write("chi_square.tsv", ["x", "df", "sf"], rows)


def gamma():
    random.seed(20261122)
    lg = lambda: 10 ** random.uniform(-6, 10)
    rising = ("ln_rising", "digamma_rising", "trigamma_rising")
    rows = []
    for f in ("ln_rising", "ln_beta", "digamma", "trigamma", "digamma_rising", "trigamma_rising"):
        for _ in range(150):
            a, x = lg(), 0.0
            if f in rising:
                x = float(random.choice([0, 1, 2, 5, 16, 17, 40, 300, 10000, random.randint(1, 10**6), 10 ** random.uniform(-6, 6), 10 ** random.uniform(-6, 10)]))
            elif f == "ln_beta":
                x = lg()
            A, X = mp.mpf(a), mp.mpf(x)
            v = {"ln_rising": lambda: mp.loggamma(A + X) - mp.loggamma(A), "ln_beta": lambda: mp.loggamma(A) + mp.loggamma(X) - mp.loggamma(A + X),
                 "digamma": lambda: mp.digamma(A), "trigamma": lambda: mp.psi(1, A), "digamma_rising": lambda: mp.digamma(A + X) - mp.digamma(A),
                 "trigamma_rising": lambda: mp.psi(1, A + X) - mp.psi(1, A)}[f]()
            rows.append([f, repr(a), repr(x), txt(v)])
    write("gamma.tsv", ["function", "a", "x", "value"], rows)


if __name__ == "__main__":
    parts = {f.__name__: f for f in (moments, normal, beta, student, chi_square, gamma)}
    for name in sys.argv[1:] or parts:
        parts[name]()
