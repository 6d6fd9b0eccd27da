"""Reference values for the BG/NBD core (src/clv/models/beta_geometric) and the exponential integral it needs:
python3 beta_geometric.py, needs mpmath. Nothing here shares a method with the Rust code it checks: expectations
are hypergeometric functions at 60 to 240 digits (checked by doubling the digits), discounted ones integrals over
the purchase rate."""
import random
from pathlib import Path
import mpmath as mp

HERE = Path(__file__).parent


def write(name, header, rows):
    with open(HERE / name, "w", newline="\n") as f:
        f.write("# " + "\t".join(header) + "\n")
        for row in rows:
            f.write("\t".join(str(c) for c in row) + "\n")


def log_uniform(low, high):
    return float(mp.nstr(mp.e ** random.uniform(float(mp.log(low)), float(mp.log(high))), 6))


def sure(f):
    """f at so many digits that doubling them changes nothing."""
    last = None
    for digits in (60, 120, 240):
        with mp.workdps(digits):
            value = +f()
        if last is not None and abs(value - last) <= abs(value) * mp.mpf(10) ** -25:
            return value
        last = value
    raise ArithmeticError


def purchases(R, a, B, s):
    """E[(1 - (1 + ps)^-R)/p] of p ~ Beta(a, B)."""
    def f():
        tiny = mp.mpf(10) ** (-mp.mp.dps // 3) if a == 1 else 0
        R_, a_, B_, s_ = mp.mpf(R), mp.mpf(a) + tiny, mp.mpf(B), mp.mpf(s)
        with mp.workdps(mp.mp.dps + 40):
            return (a_ + B_ - 1) / (a_ - 1) * (1 - mp.hyp2f1(R_, a_ - 1, a_ + B_ - 1, -s_, maxterms=10**6))
    return sure(f)


def stays(R, a, B, s):
    """E[(1 + ps)^-R]."""
    return sure(lambda: mp.hyp2f1(mp.mpf(R), mp.mpf(a), mp.mpf(a) + mp.mpf(B), -mp.mpf(s), maxterms=10**6))


def discounted(R, a, B, dtau):
    """E[l/(dtau + l p)] of l ~ Gamma(R, 1)."""
    with mp.workdps(25):
        R_, a_, B_, d = map(mp.mpf, (R, a, B, dtau))
        def f(w):
            l = mp.e ** w
            return mp.exp(R_ * w - l - mp.loggamma(R_)) * l / d * mp.hyp2f1(1, a_, a_ + B_, -l / d)
        mode = mp.log(R_ + 1)
        width = 1 / mp.sqrt(R_ + 1)
        values = []
        for h in (width / 6, width / 9):
            total, i = mp.mpf(0), 0
            for sign in (1, -1):
                i = 0 if sign == 1 else 1
                while True:
                    term = f(mode + sign * i * h)
                    total += term
                    if i > 3 and term < total * mp.mpf(10) ** -22:
                        break
                    i += 1
            values.append(total * h)
        if abs(values[0] / values[1] - 1) > 1e-17:
            raise ArithmeticError(str(values))
        return values[1]


def exponential(n, y):
    """n e^y E_(n+1)(y) as the integral over l ~ Gamma(n, 1) of l/(y + l), by the trapezoidal rule in ln l."""
    with mp.workdps(45):
        n, y = mp.mpf(n), mp.mpf(y)
        def f(w):
            l = mp.e ** w
            return mp.exp(n * w - l - mp.loggamma(n)) * l / (y + l)
        sums = []
        for h in (mp.mpf(1) / 20 / mp.sqrt(1 + n / 16), mp.mpf(1) / 30 / mp.sqrt(1 + n / 16)):
            total = mp.mpf(0)
            for sign in (1, -1):
                i = 0 if sign == 1 else 1
                while True:
                    term = f(mp.log(n + 1) + sign * i * h)
                    total += term
                    if i * h > 2 / mp.sqrt(1 + n / 16) and term < total * mp.mpf(10) ** -25:
                        break
                    i += 1
            sums.append(total * h)
        assert abs(sums[0] / sums[1] - 1) < 1e-20, (n, y, sums)
        return sums[1]


random.seed(4)
rows = []
for k in range(300):
    n, y = log_uniform(1e-3, 2e4), log_uniform(1e-12, 1e6)
    if k % 5 == 0:
        n = float(random.randint(1, 40)) + random.choice([0, 1e-9, -1e-12, 0.5])
    rows.append((n, y, mp.nstr(exponential(n, y), 22)))
write("exp_integral.tsv", ["n", "y", "n*e^y*E_(n+1)(y)"], rows)

rows = []
seen = {"purchases": 0, "stays": 0, "discounted": 0, "refused": 0}
import signal
class Late(Exception):
    pass
def late(*_):
    raise Late
signal.signal(signal.SIGALRM, late)
for digits in (60, 160, 300):  # fills the caches that an alarm must not interrupt
    with mp.workdps(digits):
        mp.gamma(mp.mpf("0.3"))
for k in range(420):
    what = ["purchases", "purchases", "stays", "discounted"][k % 4]
    fitted = k % 3 == 0
    low, high = (0.05, 5) if fitted else (1e-3, 1e4)
    x = random.choice([0, 0, 1, 2, 5, random.randint(1, 100), int(log_uniform(1, 1e4))])
    r, a, b = (log_uniform(low, high) for _ in range(3))
    if k % 7 == 0:
        a = 1.0
    if k % 11 == 0:
        b = abs(1.0 - a) or 0.5
    s = log_uniform(1e-3, 30) if fitted else log_uniform(1e-6, 1e8)
    extra = random.choice([0, 1]) if x == 0 else random.choice([0, 1])
    R, B = r + x, b + x + extra
    try:
        signal.alarm(6)
        if what == "discounted":
            s = log_uniform(1e-4, 10)
            value = discounted(R, a, B, s)
        else:
            value = (purchases if what == "purchases" else stays)(R, a, B, s)
        signal.alarm(0)
    except (ArithmeticError, mp.libmp.NoConvergence, Late, ValueError, ZeroDivisionError, MemoryError) as e:
        signal.alarm(0)
        seen["refused"] += 1
        continue
    if value < mp.mpf(10) ** -290:
        continue
    seen[what] += 1
    rows.append((what, repr(R), repr(a), repr(B), repr(s), mp.nstr(value, 22)))
print(seen)
write("beta_geometric.tsv", ["what", "R", "a", "B", "s or d*tau", "value"], rows)
