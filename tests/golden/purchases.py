"""What the models of purchases say at random parameters and histories, by integrating over what is hidden
(the chance to leave p, the time of death y); the rates are integrated by hand, which a gamma allows.
No closed form of the models is used. python3 purchases.py, needs mpmath; takes minutes."""
import random
from pathlib import Path
import mpmath as mp

mp.mp.dps = 50 # quad stops at an absolute error
HERE = Path(__file__).parent


def steps(end):
    """0 and points that halve towards it: what changes on any scale is seen."""
    return [mp.mpf(0)] + [end * mp.mpf(2) ** -k for k in range(14, 4, -1)] + mp.linspace(end / 16, end, 16)


def over_p(f, a, b):
    """E f(p), p ~ Beta(a, b), with the ends taken out by p = s^k near 0 and 1."""
    k0, k1 = max(1, int(mp.ceil(2 / a))), max(1, int(mp.ceil(2 / b)))
    half = mp.mpf(1) / 2
    low = mp.quad(lambda s: f(s**k0, 1 - s**k0) * k0 * s ** (k0 * a - 1) * (1 - s**k0) ** (b - 1), steps(half ** (mp.mpf(1) / k0)))
    high = mp.quad(lambda s: f(1 - s**k1, s**k1) * k1 * s ** (k1 * b - 1) * (1 - s**k1) ** (a - 1), steps(half ** (mp.mpf(1) / k1)))
    return (low + high) / mp.beta(a, b)


def beta_geometric(modified, r, alpha, a, b, x, tx, T, t, n, delta):
    """λ ~ Gamma(r, α). The density of a history given p is (1−p)^x λ^x e^{−λT} for the living; one more (1−p) if the first
    purchase can be the last. The living stay so for t with e^{−λpt}."""
    extra = 1 if modified else 0
    c = mp.gammaprod([r + x], [r]) * alpha**r * (alpha + T) ** -(r + x)  # taken out, so that the integrals are of size 1
    alive = lambda p, q: q ** (x + extra)
    dead = lambda p, q: p * q ** (x - 1 + extra) * ((alpha + T) / (alpha + tx)) ** (r + x) if x + extra > 0 else mp.mpf(0)
    A = over_p(alive, a, b)
    L = A + over_p(dead, a, b)
    later = over_p(lambda p, q: q ** (x + extra) * (1 + p * t / (alpha + T)) ** -(r + x), a, b)

    def coming(p, q):
        z = p * t / (alpha + T)
        if p == 0:
            return (r + x) * t * q ** (x + extra) / (alpha + T)
        return q ** (x + extra) * -mp.expm1(-(r + x) * mp.log1p(z)) / p

    cet = over_p(coming, a, b)
    # ∫ e^{−δu} λ e^{−λpu} du = λ/(λp + δ), whose mean over λ ~ Gamma(k, c) is k e^y E_{k+1}(y)/p, y = δc/p.
    def discounted(p, q):
        y = delta * (alpha + T) / p
        mean = (r + x) / p * mp.exp(y) * mp.expint(r + x + 1, y) if y < 1e6 else (r + x) / (p * y) * sum(mp.rf(r + x + 1, j) / (-y) ** j for j in range(7))
        return q ** (x + extra) * mean

    dert = over_p(discounted, a, b)

    def nb(m):
        return mp.gammaprod([r + m], [r, m + 1]) * (alpha / (alpha + t)) ** r * (t / (alpha + t)) ** m

    at_least = mp.betainc(n, r, 0, t / (alpha + t), regularized=True) if n > 0 else mp.mpf(1)
    q_n = mp.beta(a, b + n + extra) / mp.beta(a, b)
    d_n = mp.beta(a + 1, b + n - 1 + extra) / mp.beta(a, b) if n + extra > 0 else 0
    return {"ln_likelihood": mp.log(c * L), "p_alive": A / L, "p_alive_after": later / L, "expected": cet / L, "discounted": dert / L, "pmf": q_n * nb(n) + d_n * at_least}


def pareto(r, alpha, s, beta, x, tx, T, t, n, delta):
    """λ ~ Gamma(r, α); dies at y with density s β^s (β + y)^{−s−1}."""
    c = mp.gammaprod([r + x], [r]) * alpha**r * (alpha + T) ** -(r + x)
    alive = (beta / (beta + T)) ** s
    dead = mp.quad(lambda y: ((alpha + T) / (alpha + y)) ** (r + x) * s * beta**s * (beta + y) ** -(s + 1), mp.linspace(tx, T, 17)) if tx < T else 0
    L = alive + dead
    later = (beta / (beta + T + t)) ** s
    rate = (r + x) / (alpha + T)
    cet = alive * rate * mp.quad(lambda u: ((beta + T) / (beta + T + u)) ** s, mp.linspace(0, t, 17))
    dert = alive * rate * mp.quad(lambda v: mp.exp(-delta * v / (1 - v)) * ((beta + T) / (beta + T + v / (1 - v))) ** s / (1 - v) ** 2, mp.linspace(0, 1, 33))

    def nb(y):
        return mp.gammaprod([r + n], [r, n + 1]) * (alpha / (alpha + y)) ** r * (y / (alpha + y)) ** n

    pmf = nb(t) * (beta / (beta + t)) ** s + mp.quad(lambda y: nb(y) * s * beta**s * (beta + y) ** -(s + 1), [0] + [t * mp.mpf(2) ** -k for k in range(20, -1, -1)])
    return {"ln_likelihood": mp.log(c * L), "p_alive": alive / L, "p_alive_after": later / L, "expected": cet / L, "discounted": dert / L, "pmf": pmf}


def main():
    random.seed(4)
    lg = lambda low, high: float(f"{10 ** random.uniform(low, high):.6g}")
    with open(HERE / "purchases.tsv", "w", newline="\n") as out:
        out.write("# model\tparameters\tx\tlast\tage\tt\tn\tdelta\tquantity\tvalue; mpmath, by quadrature\n")
        for case in range(14):
            x = random.choice([0, 0, 1, 2, 5, 20, 100])
            T = lg(0, 3)
            tx = 0.0 if x == 0 else float(f"{T * random.random():.6g}") if case % 7 else T
            t, n, delta = lg(-1, 3), random.choice([0, 1, 2, 7, 30]), lg(-4, -1)
            shared = [mp.mpf(v) for v in (tx, T, t)]
            for model in ("BG/NBD", "MBG/NBD", "Pareto/NBD"):
                parameters = [lg(-1, 1), lg(-0.5, 2.5), lg(-1, 1), lg(-1, 1)]
                if model == "Pareto/NBD":
                    parameters[3] = lg(-0.5, 2.5)
                P = [mp.mpf(v) for v in parameters]
                args = (*P, x, *shared, n, mp.mpf(delta))
                found = pareto(*args) if model == "Pareto/NBD" else beta_geometric(model == "MBG/NBD", *args)
                for quantity, value in found.items():
                    cells = [model, ",".join(map(repr, parameters)), x, tx, T, t, n, delta, quantity, mp.nstr(value, 20)]
                    out.write("\t".join(map(str, cells)) + "\n")
            out.flush()
            print(case, flush=True)


if __name__ == "__main__":
    main()
