"""Writes pareto_nbd.tsv: `python3 pareto_nbd.py`, with mpmath; a minute.

The race and the likelihood are the hypergeometric closed forms, accepted only where both halves of the race
add up to 1 in 25 digits; P(X = n) is a quadrature over the lifetime; and so is what is discounted. Parameters and histories are log-uniform over the whole box that is promised."""
import json
import random
from pathlib import Path

from mpmath import exp, expm1, hyp2f1, inverse, log, loggamma, matrix, mp, mpf, nstr, quad

mp.dps = 40
random.seed(2005)


def uniform(low, high):
    return float("%.12g" % 10 ** random.uniform(low, high))


def one_side(k, s, p, q):
    w = k + s
    if q <= p:
        return s / w * hyp2f1(1, k, w + 1, (p - q) / p)
    return s / w * p / q * hyp2f1(1, s + 1, w + 1, (q - p) / q)


def race(k, s, p, q):
    for digits in (40, 150, 800):
        with mp.workdps(digits):
            try:
                first, second = one_side(k, s, p, q), one_side(s, k, q, p)
            except Exception:
                continue
            if first > 0 and second > 0 and abs(first + second - 1) < mpf(10) ** -25 * min(first, second):
                return first
            if digits == 800 and abs(first + second - 1) < mpf(10) ** -25 and first > mpf(10) ** -12:
                return first
    return None


def history(r, alpha, s, beta, x, last, age, t, rate):
    k = r + x
    leaves, buys = race(k, s, alpha + last, beta + last), race(s, k, beta + age, alpha + age)
    if leaves is None or buys is None:
        return None
    here = loggamma(k) - loggamma(r) + r * log(alpha) + s * log(beta)
    here -= k * log(alpha + last) + s * log(beta + last)
    quiet = exp(-k * log((alpha + age) / (alpha + last)) - s * log((beta + age) / (beta + last)))
    total = leaves + quiet * buys
    alive = quiet / total
    per_time, scale = k / (alpha + age), beta + age
    ratio = log(scale / (scale + t))
    growth = -expm1((s - 1) * ratio) / (s - 1) if s != 1 else -ratio
    y = rate * scale
    top = max(mpf(0), log((1 - s) / y) if s < 1 else mpf(0))
    endless = exp(ln_integral(lambda z: (1 - s) * z - y * expm1(z), mpf(0), top, mpf(1000)))
    return here + log(total), alive, alive * per_time * scale * growth, alive * per_time * scale * endless


def ln_integral(f, low, top, high):
    """ln of the integral of exp(f), f concave with its maximum at top, by tanh-sinh between many cuts."""
    peak = f(top)
    cuts = [top]
    for sign, end in ((-1, low), (1, high)):
        z, step = top, mpf(1) / 64
        while f(z) > peak - 80 and sign * (end - z) > 0:
            if f(z + sign * step) < f(z) - 40:
                step /= 4
                continue
            z = z + sign * step if sign * (end - z - sign * step) > 0 else end
            cuts.append(z)
            step = min(step * 1.5, mpf(2))
    with mp.workdps(25):
        return peak + log(quad(lambda z: exp(f(z) - peak), sorted(set(cuts))))


def probability(r, alpha, s, beta, t, n):
    def f(z):
        y = exp(z)
        return z * (n + 1) - (r + n) * log(alpha + y) - (s + 1) * log(beta + y)

    low, high = log(t) - 200, log(t)
    for _ in range(200):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (a, high) if f(a) < f(b) else (low, b)
    left = exp(ln_integral(f, log(t) - 1000, low, log(t))) * s * beta**s * alpha**r
    stays = exp(n * log(t) - (r + n) * log(alpha + t) + r * log(alpha) + s * log(beta / (beta + t)))
    return log(left + stays) + loggamma(r + n) - loggamma(r) - loggamma(n + 1)


def derivatives(k, s, l):
    """ln of the race and its derivatives by k, s and l = ln(p/q): differences in 100 digits."""
    with mp.workdps(100):
        h = mpf(10) ** -22

        def f(dk=0, ds=0, dl=0):
            return log(race(k * (1 + dk * h), s * (1 + ds * h), exp(l + dl * h), mpf(1)))

        scale = {"k": k * h, "s": s * h, "l": h}
        step = {"k": (1, 0, 0), "s": (0, 1, 0), "l": (0, 0, 1)}
        here, out = f(), []
        plus = {v: f(*step[v]) for v in "ksl"}
        minus = {v: f(*[-d for d in step[v]]) for v in "ksl"}
        out = [here] + [(plus[v] - minus[v]) / (2 * scale[v]) for v in "ksl"]
        out += [(plus[v] - 2 * here + minus[v]) / scale[v] ** 2 for v in "ksl"]
        for a, b in ("ks", "kl", "sl"):
            both = [x + y for x, y in zip(step[a], step[b])]
            apart = [x - y for x, y in zip(step[a], step[b])]
            crossed = f(*both) + f(*[-d for d in both]) - f(*apart) - f(*[-d for d in apart])
            out.append(crossed / (4 * scale[a] * scale[b]))
        return out


def covariance():
    """Of the parameters fitted to CDNOW: the inverse information by differences that 40 digits bear."""
    file = json.loads((Path(__file__).parent / "../it/reference/clv.json").read_text())
    rows = file["data"]["cdnow_weeks_exact"]["compressed_rows"]
    fit = next(item for item in file["golden"] if item["id"] == "fit_pn_exact")["value"]["params"]
    fitted = [mpf(fit[name]) for name in ("r", "alpha", "s", "beta")]

    def total(logs):
        r, a, s, b = [exp(v) for v in logs]
        left, stayed, sum_ = {}, {}, mpf(0)
        for x, last, age, n in rows:
            k, last, age = r + x, mpf(last) / 7, mpf(age) / 7
            if (x, last) not in left:
                left[x, last] = one_side(k, s, a + last, b + last) * (a + last) ** -k * (b + last) ** -s
            if (x, age) not in stayed:
                stayed[x, age] = one_side(s, k, b + age, a + age) * (a + age) ** -k * (b + age) ** -s
            sum_ += n * (log(left[x, last] + stayed[x, age]) + loggamma(k) - loggamma(r) + r * log(a) + s * log(b))
        return sum_

    h = mpf(10) ** -9

    def at(i, u, j, v):
        logs = [log(p) for p in fitted]
        logs[i] += u * h
        logs[j] += v * h
        return total(logs)

    hessian = matrix(4)
    for i in range(4):
        for j in range(i + 1):
            crossed = at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1)
            hessian[i, j] = hessian[j, i] = crossed / (4 * h * h)
    inverted = inverse(-hessian)
    return [("covariance", (i, j), inverted[i, j] * fitted[i] * fitted[j]) for i in range(4) for j in range(4)]


def write(lines):
    with open("pareto_nbd.tsv", "w") as file:
        file.write("\n".join(lines) + "\n")


def line(name, given, values):
    return "\t".join([name] + ["%r" % g for g in given] + [nstr(v, 25) for v in values])


lines = ["# race: k s l -> ln, k, s, l, kk, ss, ll, ks, kl, sl; history: r alpha s beta x last age t rate -> ln L,",
         "# P(alive), purchases within t, all discounted at rate; probability: r alpha s beta t n -> ln P(X(t) = n)"]
for _ in range(50):
    k, s, l = uniform(-3, 3), uniform(-3, 3), random.choice([0.0, 1e-9, -1e-3]) if random.random() < 0.1 else random.uniform(-9, 9)
    race_now = race

    def race(k, s, p, q):  # both halves would cost twice and are checked below
        return one_side(k, s, p, q)

    try:
        lines.append(line("race", (k, s, l), derivatives(mpf(k), mpf(s), mpf(l))))
    except Exception:
        pass
    race = race_now
while sum(l.startswith("history") for l in lines) < 200:
    r, alpha, s, beta = [uniform(-3, 4) for _ in range(4)]
    age = uniform(-1, 5)
    x = int(uniform(0, 4)) if random.random() < 0.7 else random.randrange(4)
    last = 0.0 if x == 0 else age * random.choice([1.0, random.random(), 1 - uniform(-9, -1)])
    given = (r, alpha, s, beta, x, last, age, uniform(-2, 5), uniform(-6, 0))
    values = history(*[mpf(g) for g in given])
    if values is not None and min(values[1:]) > mpf(10) ** -290:
        lines.append(line("history", given, values))
for _ in range(60):
    r, alpha, s, beta = [uniform(-3, 4) for _ in range(4)]
    n = int(uniform(0, 4)) if random.random() < 0.6 else random.randrange(4)
    given = (r, alpha, s, beta, uniform(-2, 5), n)
    lines.append(line("probability", given, [probability(*[mpf(g) for g in given])]))
lines += ["\t".join([name, str(i), str(j), nstr(value, 17)]) for name, (i, j), value in covariance()]
lines[1] += "; covariance: of parameters i and j fitted to CDNOW"
write(lines)
