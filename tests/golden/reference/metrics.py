"""Recomputes tests/it/reference/metrics.json from the inputs that stand in it.

    python3 metrics.py            compares, and says how far each value is off
    python3 metrics.py --write    writes the file anew

Needs mpmath. Every value is computed here with 50 digits or in exact fractions from the `inputs` of its item, and rounded once.
Nothing shares a method with the Rust code. What other packages say of the same inputs stands under `source` of each item.
"""
import json
import math
import sys
from fractions import Fraction as F
from itertools import product
from pathlib import Path

from mpmath import betainc, erfc, findroot, gammainc, log, mp, mpf, sqrt, exp

mp.dps = 50
FILE = Path(__file__).resolve().parents[2] / "it/reference/metrics.json"


def m(x):
    """A decimal of the file, as the number it is written as."""
    return mpf(repr(x)) if isinstance(x, float) else mpf(x)


def of(fraction):
    return mpf(fraction.numerator) / fraction.denominator


def phi(x):
    return erfc(-x / sqrt(2)) / 2


def tail(x):
    return erfc(x / sqrt(2)) / 2


def bisect(f, low, high, steps=190):
    """The root of a rising function."""
    low, high = mpf(low), mpf(high)
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (low, middle) if f(middle) > 0 else (middle, high)
    return (low + high) / 2


def z_of(conf):
    return bisect(lambda z: (1 - 2 * tail(z)) - m(conf), 0, 40)


def t_of(conf, df):
    def inside(t):
        return 1 - betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) - m(conf)
    return bisect(inside, 0, 1000)


def beta_quantile(p, a, b):
    return bisect(lambda x: betainc(a, b, 0, x, regularized=True) - p, 0, 1)


def chi_square_tail(x, df):
    return gammainc(mpf(df) / 2, m(x) / 2, regularized=True)


def two_sided(z):
    return 2 * tail(abs(z))


# Shares and their differences.

def wilson(k, n, z):
    p, z2 = mpf(k) / n, z * z
    middle, half = (p + z2 / (2 * n)) / (1 + z2 / n), z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return [middle - half if k else mpf(0), middle + half if k < n else mpf(1)]


def share_interval(i):
    k, n, z = i["k"], i["n"], z_of(i["conf"])
    p, q, z2, half_alpha = mpf(k) / n, 1 - mpf(k) / n, z * z, (1 - m(i["conf"])) / 2
    wald = z * sqrt(p * q / n)
    low = (2 * n * p + z2 - 1 - z * sqrt(z2 - 2 - mpf(1) / n + 4 * p * (n * q + 1))) / (2 * (n + z2)) if k else mpf(0)
    high = (2 * n * p + z2 + 1 + z * sqrt(z2 + 2 - mpf(1) / n + 4 * p * (n * q - 1))) / (2 * (n + z2)) if k < n else mpf(1)
    middle = (k + z2 / 2) / (n + z2)
    ac = z * sqrt(middle * (1 - middle) / (n + z2))
    exact = [beta_quantile(half_alpha, k, n - k + 1) if k else mpf(0),
             beta_quantile(1 - half_alpha, k + 1, n - k) if k < n else mpf(1)]
    jeffreys = [beta_quantile(p, k + mpf(1) / 2, n - k + mpf(1) / 2) for p in (half_alpha, 1 - half_alpha)]
    bounded = [jeffreys[0] if k else mpf(0), jeffreys[1] if k < n else mpf(1)]
    return {"estimate": p, "wald_unclipped": [p - wald, p + wald], "wilson": wilson(k, n, z),
            "wilson_cc": [max(low, mpf(0)), min(high, mpf(1))], "agresti_coull_unclipped": [middle - ac, middle + ac],
            "clopper_pearson": exact, "jeffreys_unmodified": jeffreys, "jeffreys_bcd": bounded}


def share_difference(i):
    k1, n1, k2, n2 = (i[key] for key in ("k1", "n1", "k2", "n2"))
    z = z_of(0.95)
    p1, p2 = mpf(k1) / n1, mpf(k2) / n2
    d = p1 - p2
    (l1, u1), (l2, u2) = wilson(k1, n1, z), wilson(k2, n2, z)
    wald = z * sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    a1, a2 = mpf(k1 + 1) / (n1 + 2), mpf(k2 + 1) / (n2 + 2)
    caffo = z * sqrt(a1 * (1 - a1) / (n1 + 2) + a2 * (1 - a2) / (n2 + 2))
    pooled = mpf(k1 + k2) / (n1 + n2)
    error = sqrt(pooled * (1 - pooled) * (mpf(1) / n1 + mpf(1) / n2))
    test = d / error if error > 0 else None
    return {"diff": d, "newcombe_wilson": [d - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), d + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)],
            "wald": [d - wald, d + wald], "agresti_caffo": [a1 - a2 - caffo, a1 - a2 + caffo], "z_pooled": test,
            "p_two_sided": None if test is None else two_sided(test)}


# Net promoter scores, on the scale from -1 to 1.

def moments(det, pas, pro):
    n = mpf(det + pas + pro)
    s = (pro - det) / n
    return n, s, (pro + det) / n - s * s


def adjusted(det, pas, pro, z, quarter, extra):
    n, s, v = moments(det + quarter, pas + extra - 2 * quarter, pro + quarter)
    half = z * sqrt(v / n)
    return [s - half, s + half]


def tango(det, pas, pro, z):
    """The scores that a test with the variance under the hypothesis does not reject (Tango 1998)."""
    n, s, _ = moments(det, pas, pro)
    n, det, pro = int(n), mpf(det), mpf(pro)

    def statistic(d):
        # Share of detractors under p_pro - p_det = d, by maximum likelihood: a quadratic.
        a, b, c = mpf(2) * n, -pro - det + (2 * n - pro + det) * d, -det * d * (1 - d)
        low = (sqrt(max(b * b - 4 * a * c, mpf(0))) - b) / (2 * a)
        variance = (2 * low + d - d * d) / n
        return (s - d) / sqrt(variance) if variance > 0 else mpf("inf") * (1 if s > d else -1 if s < d else 0)

    low = bisect(lambda d: z - statistic(d), -1, s) if s > -1 else mpf(-1)
    high = bisect(lambda d: -z - statistic(d), s, 1) if s < 1 else mpf(1)
    return [low, high]


def wilson_type(det, pas, pro, z):
    """Solves n (s - d)^2 = z^2 (share decided - d^2) for d."""
    n, s, _ = moments(det, pas, pro)
    decided, z2 = (pro + det) / n, z * z
    root = sqrt(max(n * n * s * s - (n + z2) * (n * s * s - z2 * decided), mpf(0)))
    # d^2 (n - z2 ...) with the sign that keeps d between -1 and 1
    ends = [(n * s - root) / (n + z2), (n * s + root) / (n + z2)]
    return [max(ends[0], mpf(-1)), min(ends[1], mpf(1))]


def bootstrap(det, pas, pro, conf):
    """Exact quantiles of the score of n draws with replacement."""
    n = det + pas + pro
    shares = {-1: F(det, n), 0: F(pas, n), 1: F(pro, n)}
    law = {0: F(1)}
    for _ in range(n):
        step = {}
        for total, p in law.items():
            for move, q in shares.items():
                if q:
                    step[total + move] = step.get(total + move, 0) + p * q
        law = step
    def quantile(p):
        below = F(0)
        for total in sorted(law):
            below += law[total]
            if below >= p:
                return mpf(total) / n
    half = (1 - F(str(conf))) / 2
    return [quantile(half), quantile(1 - half)]


def goodman(counts, conf):
    n, k = sum(counts), len(counts)
    chi = bisect(lambda x: (1 - chi_square_tail_m(x, 1)) - (1 - (1 - m(conf)) / k), 0, 200)
    ends = []
    for count in counts:
        root = sqrt(chi * (chi + 4 * mpf(count) * (n - count) / n))
        ends.append([(chi + 2 * count - root) / (2 * (chi + n)), (chi + 2 * count + root) / (2 * (chi + n))])
    return ends


def chi_square_tail_m(x, df):
    return gammainc(mpf(df) / 2, x / 2, regularized=True)


def nps(i):
    det, pas, pro, conf = i["detractors"], i["passives"], i["promoters"], i["conf"]
    z = z_of(conf)
    n, s, v = moments(det, pas, pro)
    error = sqrt(v / n)
    t = t_of(conf, int(n) - 1) * sqrt(v / (n - 1)) if n > 1 else None
    return {"n": int(n), "nps": s, "nps_points": 100 * s, "variance": v, "std_error": error,
            "wald": [s - z * error, s + z * error],
            "adj_wald_3": adjusted(det, pas, pro, z, mpf(3) / 4, 3), "adj_wald_z2": adjusted(det, pas, pro, z, z * z / 4, z * z),
            "bonett_price": adjusted(det, pas, pro, z, 1, 2), "wilson_type": wilson_type(det, pas, pro, z),
            "score_tango": tango(det, pas, pro, z), "trinomial_t": None if t is None else [s - t, s + t],
            "bootstrap_percentile_exact": bootstrap(det, pas, pro, conf), "z_vs_zero": s / error if error > 0 else None,
            "goodman_simultaneous_det_pas_pro": goodman([det, pas, pro], conf)}


def nps_difference(i):
    a, b, z = i["a_det_pas_pro"], i["b_det_pas_pro"], z_of(0.95)
    (na, sa, va), (nb, sb, vb) = moments(*a), moments(*b)
    out = {"diff": sa - sb}
    plus = [[c + e for c, e in zip(x, (mpf(3) / 4, mpf(3) / 2, mpf(3) / 4))] for x in (a, b)]
    (ma, ta, wa), (mb, tb, wb) = moments(*plus[0]), moments(*plus[1])
    for name, d, error in (("wald", sa - sb, sqrt(va / na + vb / nb)), ("adj", ta - tb, sqrt(wa / ma + wb / mb))):
        statistic = d / error if error > 0 else None
        if name == "adj":
            out["adj_diff"] = d
        out |= {f"{name}_se": error, f"{name}_z": statistic, f"{name}_p": None if statistic is None else two_sided(statistic),
                f"{name}_ci": [d - z * error, d + z * error]}
    (la, ua), (lb, ub) = tango(*a, z), tango(*b, z)
    out["mover_score_ci"] = [sa - sb - sqrt((sa - la) ** 2 + (ub - sb) ** 2), sa - sb + sqrt((ua - sa) ** 2 + (sb - lb) ** 2)]
    return out


def up(x):
    return int(mp.ceil(x))


def nps_sizes(i):
    out = []
    for row in i["rows"]:
        raw = z_of(row["conf"]) ** 2 * m(row["variance"]) / m(row["moe"]) ** 2
        out.append({"n_wald": up(raw), "n_adj_wald_3": up(raw - 3), "raw": raw})
    return out


def share_sizes(i):
    out = []
    for margin, p, conf, population in i["moe_p_conf_N"]:
        n = z_of(conf) ** 2 * m(p) * (1 - m(p)) / m(margin) ** 2
        out.append({"n0": up(n), "n_fpc": up(n / (1 + (n - 1) / population)) if population else up(n)})
    return out


def nps_weighted(i):
    x = [1 if score >= 9 else -1 if score <= 6 else 0 for score in i["scores"]]
    w = [m(weight) for weight in i["weights"]]
    total = sum(w)
    s = sum(a * b for a, b in zip(w, x)) / total
    n = total ** 2 / sum(a * a for a in w)
    plain = sqrt(sum((a * (b - s)) ** 2 for a, b in zip(w, x))) / total
    variance = sum(a * (b - s) ** 2 for a, b in zip(w, x)) / total
    return {"nps": s, "n_eff_kish": n, "se_linearised": plain, "se_kish": sqrt(variance / n)}


# Ratings.

def spread(values, lose=1):
    mean = sum(values) / len(values)
    return mean, sqrt(sum((x - mean) ** 2 for x in values) / (len(values) - lose))


def histogram(i):
    rows = [(score, count) for score, count in zip(i["score"], i["count"])]
    values = [mpf(score) for score, count in rows for _ in range(count)]
    n = len(values)
    mean, sd = spread(values)
    half = t_of(0.95, n - 1) * sd / sqrt(n)
    share = lambda low: 100 * mpf(sum(count for score, count in rows if score >= low)) / n
    low = mpf(sum(count for score, count in rows if score <= 6)) / n
    return {"n": n, "mean": mean, "sample_sd": sd, "t_ci95": [mean - half, mean + half], "pct_ge7": share(7), "pct_ge8": share(8),
            "pct_ge9": share(9), "nps": share(9) / 100 - low}


def counts_from_1(counts):
    n = sum(counts)
    return n, sum(rating * count for rating, count in enumerate(counts, 1))


def groups(i):
    """The best partition of sorted scores into k runs, by trying all."""
    from itertools import combinations
    x = sorted(i["scores"])
    best = None
    for cuts in combinations(range(1, len(x)), i["k"] - 1):
        ends = [0, *cuts, len(x)]
        runs = [x[a:b] for a, b in zip(ends, ends[1:])]
        means = [F(sum(run), len(run)) for run in runs]
        within = sum((F(v) - mean) ** 2 for run, mean in zip(runs, means) for v in run)
        if best is None or within < best[0]:
            best = (within, means, [len(run) for run in runs])
    return {"within_ss": of(best[0]), "centers_sorted": [of(c) for c in best[1]], "sizes": best[2]}


def z_scores(i):
    x = [m(v) for v in i["scores"]]
    mean, sample = spread(x)
    _, population = spread(x, 0)
    return {"z_sample_sd": [(v - mean) / sample for v in x], "z_population_sd": [(v - mean) / population for v in x], "mean_z": mpf(0)}


# Value, churn, cost.

def closed_forms(i):
    a, r, d, g, n = m(i["margin"]), m(i["retention"]), m(i["discount"]), m(i["growth"]), i["periods"]
    q = r / (1 + d)
    series = lambda first: sum(a * q ** t for t in range(first, first + n))
    return {"end_gupta_lehmann": a * r / (1 + d - r), "start": a * (1 + d) / (1 + d - r), "end_first_certain": a / (1 + d - r),
            "undiscounted_start": a / (1 - r), "undiscounted_end": a * r / (1 - r), "growth_start": a * (1 + d) / (1 + d - r * (1 + g)),
            "growth_end_gupta_lehmann": a * r / (1 + d - r * (1 + g)), "growth_end_grown_first": a * r * (1 + g) / (1 + d - r * (1 + g)),
            "finite5_start": series(0), "finite5_end": series(1), "continuous": a / (log(1 + d) - log(r)),
            "margin_multiple": r / (1 + d - r)}


def curve(i):
    s, a, d = [m(x) for x in i["survival"]], [m(x) for x in i["margin"]], m(i["discount_per_period"])
    value = sum(x * y / (1 + d) ** t for t, (x, y) in enumerate(zip(s, a)))
    return {"discounted": value, "undiscounted": sum(x * y for x, y in zip(s, a)), "net_of_cac": value - m(i["cac"]),
            "constant_churn_equiv_first_period": 1 - s[1]}


def payback(i):
    cac, margin, r = m(i["cac"]), m(i["arpa"]) * m(i["gm"]), m(i["monthly_retention"])
    value = margin / (1 - r)
    months = log(1 - cac / value) / log(r) if value > cac else None
    return {"simple_months": cac / margin, "revenue_basis_months": cac / m(i["arpa"]), "churn_adjusted_months": months, "ltv": value,
            "ltv_cac": value / cac}


def churn_definitions(i):
    days, start = i["period_days"], i["start"]
    spells = [[0, None] for _ in range(start)]
    original, back = set(range(start)), 0
    for customer, day in enumerate(i["start_customers_cancelling_on_days"]):
        spells[customer][1] = day
        if day in i["reactivated_on_day20_those_cancelled_on_days"]:
            spells.append([20, None, customer])
            back += 1
    for day in i["joins_on_days"]:
        spells.append([day, 25 if day <= 5 else None])
    active = lambda day: [s for s in spells if s[0] <= day and (s[1] is None or day < s[1])]
    events, new = sum(1 for s in spells if s[1] is not None), len(i["joins_on_days"])
    end = len(active(days))
    ever_lost = sum(1 for c in original if spells[c][1] is not None)
    customer_days = sum(len(active(day)) for day in range(days))
    ends_on = lambda day: sum(1 for s in spells if s[1] == day)
    # The rate of a day: those who leave on it, of those who were there the day before.
    daily = [F(ends_on(day), len(active(day - 1))) for day in range(1, days + 1)]
    stay = F(1)
    for rate in daily:
        stay *= 1 - rate
    S, E = start, end
    at_end = ever_lost - back
    return {"end_customers": E, "churn_events": events, "new": new, "reactivated": back, "customer_days": customer_days,
            "start_cohort_lost_at_end (ChartMogul standard, Fight Churn)": mpf(at_end) / S,
            "start_cohort_ever_lost (ProfitWell-like: ignore same-month new+churn, reactivation kept apart)": mpf(ever_lost) / S,
            "all_churn_events/start (naive)": mpf(events) / S, "1-(E-N)/S (textbook CRR formula)": 1 - mpf(E - new) / S,
            "1-(E-N-reactivated)/S": 1 - mpf(E - new - back) / S, "events/(start+new) (Stripe)": mpf(events) / (S + new),
            "events/avg(start,end)": mpf(events) / (mpf(S + E) / 2),
            "events/avg_daily_customers": mpf(events) / (mpf(customer_days) / days),
            "sum_of_daily_rates (ChartMogul Shopify)": of(sum(daily)), "1-prod(1-daily) (KM of the open cohort)": of(1 - stay)}


def movements(i):
    rows = i["mrr_cents"]
    names, months = list(rows), len(next(iter(rows.values())))
    out = []
    seen = {name for name in names if rows[name][0] > 0}
    nrr_chain = grr_chain = mpf(1)
    for t in range(1, months):
        a, b = [rows[n][t - 1] for n in names], [rows[n][t] for n in names]
        move = dict.fromkeys(("new", "expansion", "contraction", "churn", "reactivation"), 0)
        logos = 0
        for name, x, y in zip(names, a, b):
            if x == 0 and y > 0:
                move["reactivation" if name in seen else "new"] += y
                seen.add(name)
            elif x > 0 and y == 0:
                move["churn"] += x
                logos += 1
            else:
                move["expansion" if y > x else "contraction"] += abs(y - x)
        start, end = sum(a), sum(b)
        assert start + move["new"] + move["expansion"] + move["reactivation"] - move["contraction"] - move["churn"] == end
        kept = mpf(sum(y for x, y in zip(a, b) if x > 0)) / start
        capped = mpf(sum(min(x, y) for x, y in zip(a, b) if x > 0)) / start
        nrr_chain, grr_chain = nrr_chain * kept, grr_chain * capped
        lost, won = move["churn"] + move["contraction"], move["new"] + move["expansion"] + move["reactivation"]
        out.append({"month": t, "start": start, **move, "end": end, "customers_start": sum(x > 0 for x in a),
                    "customers_end": sum(y > 0 for y in b), "logos_churned": logos, "nrr": kept, "grr": capped,
                    "logo_churn": mpf(logos) / sum(x > 0 for x in a), "gross_mrr_churn": mpf(lost) / start,
                    "net_mrr_churn_incl_reactivation": mpf(lost - move["expansion"] - move["reactivation"]) / start,
                    "quick_ratio": mpf(won) / lost if lost else None, "netsuite_nrr_end_minus_new": mpf(end - move["new"]) / start})
    first = [n for n in names if rows[n][0] > 0]
    base = mpf(sum(rows[n][0] for n in first))
    return {"by_month": out, "five_month_cohort_nrr": sum(rows[n][-1] for n in first) / base,
            "five_month_cohort_grr_point_to_point": sum(min(rows[n][0], rows[n][-1]) for n in first) / base,
            "five_month_grr_chained_product": grr_chain, "five_month_grr_running_min": sum(min(rows[n]) for n in first) / base,
            "five_month_nrr_chained_product": nrr_chain}


def triangle(i):
    last, cohorts = i["last_period"], {}
    for periods in i["activity_periods"].values():
        cohorts.setdefault(min(periods), []).append(periods)
    rows = {}
    for start in sorted(cohorts):
        members, ages = cohorts[start], range(last - start + 1)
        rows[str(start)] = {
            "size": len(members), "n_period": [sum(start + k in p for p in members) for k in ages],
            "unbounded": [sum(max(p) >= start + k for p in members) for k in ages],
            "bracket_1to2": sum(any(start + k in p for k in (1, 2)) for p in members) if start + 2 <= last else None}
    def weighted(kind):
        return [mpf(sum(r[kind][k] for r in rows.values() if k < len(r[kind]))) / sum(r["size"] for r in rows.values() if k < len(r[kind]))
                for k in range(last + 1)]
    simple = []
    for k in range(last + 1):
        shares = [F(r["n_period"][k], r["size"]) for r in rows.values() if k < len(r["n_period"])]
        simple.append(of(sum(shares) / len(shares)))
    return {"triangle": rows, "weighted_average_n_period": weighted("n_period"), "weighted_average_unbounded": weighted("unbounded"),
            "simple_average_n_period": simple}


# Survival, in exact fractions up to the square roots and logarithms.

def walk(rows):
    """(time, at risk, left) of each time at which somebody left."""
    at_risk = sum(d + c for _, d, c in rows)
    for time, left, censored in rows:
        if left:
            yield time, at_risk, left
        at_risk -= left + censored


def kaplan_meier(i):
    rows, z, tau = i["time_events_censored"], z_of(0.95), F(i["tau"])
    table, s, green, hazard, hazard_var = [], F(1), F(0), F(0), F(0)
    for time, n, d in walk(rows):
        s *= 1 - F(d, n)
        hazard, hazard_var = hazard + F(d, n), hazard_var + F(d, n * n)
        line = {"time": time, "n_risk": n, "n_event": d, "surv": of(s), "cumhaz_na": of(hazard), "cumhaz_na_var": of(hazard_var),
                "std_err": None, "plain": None, "log": None, "loglog": None}
        if s > 0:
            green += F(d, n * (n - d))
            v = of(green)
            error = of(s) * sqrt(v)
            line["std_err"] = error
            line["plain"] = [max(of(s) - z * error, mpf(0)), min(of(s) + z * error, mpf(1))]
            line["log"] = [of(s) * exp(-z * sqrt(v)), min(of(s) * exp(z * sqrt(v)), mpf(1))]
            theta = z * sqrt(v) / log(of(s))
            line["loglog"] = [of(s) ** exp(-theta), of(s) ** exp(theta)]
        table.append(line)
    mean, error = restricted_mean(rows, tau)
    medians = {}
    for method in ("plain", "log", "loglog"):
        def falls(value):
            """Of the times at which it is one half or less, the one nearest to one half: R's quantile()."""
            fallen = [(value(line), -place) for place, line in enumerate(table) if value(line) is not None and value(line) <= mpf(1) / 2]
            return table[-max(fallen)[1]]["time"] if fallen else None
        ends = [falls(lambda line: line[method][0] if line[method] else (mpf(0) if line["surv"] == 0 else None)),
                falls(lambda line: line[method][1] if line[method] else None)]
        medians[method] = [falls(lambda line: line["surv"]), *ends]
    return {"table": table, "rmst": mean, "rmst_se": error, "median_with_ci": medians}


def restricted_mean(rows, tau):
    steps = [(F(time), n, d) for time, n, d in walk(rows) if F(time) <= tau]
    heights, s = [F(1)], F(1)
    for _, n, d in steps:
        s *= 1 - F(d, n)
        heights.append(s)
    times = [F(0), *(time for time, _, _ in steps), tau]
    areas = [h * (b - a) for h, a, b in zip(heights, times, times[1:])]
    rest, variance = sum(areas), F(0)
    for area, (_, n, d) in zip(areas, steps):
        rest -= area
        if n > d:
            variance += rest * rest * F(d, n * (n - d))
    return of(sum(areas)), sqrt(of(variance))


def log_rank(one, two):
    """Sums over the times at which somebody left, for the usual weights."""
    events = {}
    for group, rows in enumerate((one, two)):
        for time, d, c in rows:
            events.setdefault(time, [[0, 0], [0, 0]])[group] = [d, c]
    at_risk = [sum(d + c for _, d, c in rows) for rows in (one, two)]
    sums = {name: [mpf(0)] * 3 for name in ("logrank", "gehan_wilcoxon", "tarone_ware", "fleming_harrington_rho1")}
    s = F(1)
    for time in sorted(events):
        (d1, c1), (d2, c2) = events[time]
        n, d = sum(at_risk), d1 + d2
        if d:
            expected = F(d * at_risk[0], n)
            variance = F(d * at_risk[0] * at_risk[1] * (n - d), n * n * (n - 1)) if n > 1 else F(0)
            for name, weight in (("logrank", mpf(1)), ("gehan_wilcoxon", mpf(n)), ("tarone_ware", sqrt(mpf(n))),
                                 ("fleming_harrington_rho1", of(s))):
                o, e, v = sums[name]
                sums[name] = [o + weight * d1, e + weight * of(expected), v + weight ** 2 * of(variance)]
            s *= 1 - F(d, n)
        at_risk[0] -= d1 + c1
        at_risk[1] -= d2 + c2
    out = {}
    for name, (o, e, v) in sums.items():
        chi = (o - e) ** 2 / v
        out[name] = {"observed1": o, "expected1": e, "variance": v, "chisq": chi, "p": chi_square_tail_m(chi, 1)}
    return out


def rest_of(whole, part):
    """The rows of a whole without those of a part."""
    left = {time: [d, c] for time, d, c in whole}
    for time, d, c in part:
        left[time][0] -= d
        left[time][1] -= c
    return [(time, d, c) for time, (d, c) in sorted(left.items()) if d or c]


def kpi_times(i):
    x = sorted(i["minutes"])
    n = len(x)
    def type7(p):
        h = F(str(p)) * (n - 1)
        low = int(h)
        high = x[min(low + 1, n - 1)]
        return of(x[low] + (h - low) * (high - x[low]))
    return {"mean": mpf(sum(x)) / n, "median": type7(0.5), "p90_type7": type7(0.9), "p90_nearest_rank": mpf(x[math.ceil(0.9 * n) - 1])}


def kpi_trend(i):
    x, target = [mpf(v) for v in i["history"]], mpf(i["benchmark"])
    n = len(x)
    middle, mean = mpf(n - 1) / 2, sum(x) / n
    slope = sum((t - middle) * v for t, v in enumerate(x)) / sum((t - middle) ** 2 for t in range(n))
    return {"abs_change_last": x[-1] - x[-2], "rel_change_last": (x[-1] - x[-2]) / x[-2], "vs_mean_of_previous": x[-1] - sum(x[:-1]) / (n - 1),
            "gap_to_benchmark": x[-1] - target, "ratio_to_benchmark": x[-1] / target, "ols_slope": slope}


def simple(i, item):
    """One line of arithmetic each."""
    g = {key: m(value) for key, value in i.items() if isinstance(value, (int, float))}
    value = {
        "src_css": lambda: (10 * g["pro"] - 5 * g["pas"]) / (g["pro"] + g["pas"] + g["det"]),
        "src_css_monotone": lambda: (10 * g["pro"] + 5 * g["pas"]) / (g["pro"] + g["pas"] + g["det"]),
        "src_nps_binary": lambda: 100 * (g["yes"] - g["no"]) / (g["yes"] + g["no"]),
        "src_retention": lambda: 100 * g["retained"] / g["initial"], "src_repurchase": lambda: 100 * g["repeat"] / g["total"],
        "src_referral": lambda: 100 * g["referred"] / g["total"], "src_cls": lambda: (g["repeat"] - 1) / g["total"],
        "src_clv_simple": lambda: g["aov"] * g["freq_per_month"] * g["years"] * g["months_per_year"] - g["cac"],
        "src_clv_inverse_retention": lambda: g["revenue"] / g["retention"] / (1 + g["r"]) ** g["life"],
        "src_clv_finite_start": lambda: sum(g["revenue"] * (g["retention"] / (1 + g["r"])) ** t for t in range(i["life"])),
        "src_clv_finite_end": lambda: sum(g["revenue"] * (g["retention"] / (1 + g["r"])) ** t for t in range(1, i["life"] + 1)),
        "src_clv_annual_margin": lambda: g["revenue"] * g["life"] * g["margin"],
        "src_new_users": lambda: g["budget"] * g["response"] * g["conversion"],
    }[item["id"]]()
    printed = {key: item["expected"][key] for key in item["expected"] if key == "printed_in_source"}
    return {"value": value, **printed}


def compute(item, items):
    i, id = item["inputs"], item["id"]
    table = {
        "normal_quantile_two_sided": lambda: [z_of(c) for c in i["conf"]], "normal_cdf": lambda: [phi(m(x)) for x in i["x"]],
        "normal_two_sided_p": lambda: [two_sided(m(z)) for z in i["z"]], "chi2_sf": lambda: [chi_square_tail(x, df) for x, df in i["x_df"]],
        "t_quantile_two_sided": lambda: [t_of(c, df) for c, df in i["conf_df"]], "nps_sample_size": lambda: nps_sizes(i),
        "csat_sample_size": lambda: share_sizes(i), "nps_weighted": lambda: nps_weighted(i), "csat_mean_hist10": lambda: histogram(i),
        "csat_weighted_dims": lambda: {"score": sum(m(w) * m(s) for w, s in zip(i["weights"], i["scores"])) / sum(map(m, i["weights"]))},
        "acsi": lambda: {"acsi": 100 * sum((m(x) - 1) * m(w) for x, w in zip(i["means"], i["weights"])) / 9},
        "csat_zscores": lambda: z_scores(i),
        "csat_zscore_group_vs_reference": lambda: {"mean_z": (mpf(sum(i["scores"])) / len(i["scores"]) - m(i["ref_mean"])) / m(i["ref_sd"])},
        "clv_closed_forms": lambda: closed_forms(i), "clv_retention_curve": lambda: curve(i),
        "clv_arpa_gm_churn": lambda: {"ltv": m(i["arpa"]) * m(i["gross_margin"]) / m(i["monthly_churn"])},
        "discount_rate_conversion": lambda: {
            "monthly_effective": (1 + m(i["annual"])) ** (mpf(1) / 12) - 1, "monthly_nominal": m(i["annual"]) / 12,
            "annual_from_monthly_1pct": (1 + mpf(1) / 100) ** 12 - 1, "continuous": log(1 + m(i["annual"]))},
        "churn_rate_conversion": lambda: {
            "annual_from_monthly": 1 - (1 - m(i["monthly"])) ** 12, "monthly_from_annual": 1 - (1 - m(i["annual"])) ** (mpf(1) / 12),
            "wrong_times_12": 12 * m(i["monthly"]), "continuous_hazard_monthly": -log(1 - m(i["monthly"])),
            "fightchurn_annual_from_90d_10pct": 1 - mpf("0.9") ** (mpf(365) / 90),
            "fightchurn_monthly_from_90d_10pct": 1 - mpf("0.9") ** (mpf(365) / 12 / 90)},
        "lifetime_from_churn": lambda: {"start": 1 / m(i["c"]), "end": (1 - m(i["c"])) / m(i["c"]), "mid": 1 / m(i["c"]) - mpf(1) / 2,
                                        "continuous": -1 / log(1 - m(i["c"]))},
        "cac": lambda: {"blended": m(i["sales_marketing"]) / i["new_customers"], "paid_media_only": m(i["paid_media"]) / i["paid_new_customers"]},
        "cac_payback": lambda: payback(i), "cac_payback_never": lambda: payback(i),
        "magic_number": lambda: {"magic_number": m(i["q_cur"] - i["q_prev"]) * 4 / i["sm_prev"]},
        "quick_ratio": lambda: {"without_reactivation": mpf(i["new"] + i["expansion"]) / (i["churn"] + i["contraction"]),
                                "with_reactivation": mpf(i["new"] + i["expansion"] + i["reactivation"]) / (i["churn"] + i["contraction"]),
                                "zero_losses": None},
        "mrr_normalisation": lambda: {"year": mpf(i["year"]) / 12, "quarter": mpf(i["quarter"]) / 3, "week": mpf(i["week"]) * 52 / 12,
                                      "day": mpf(i["day"]) * 365 / 12},
        "mrr_stripe_example": lambda: {"mrr": mpf(100 * 100) + mpf(50 * 600) / 12}, "churn_definitions_one_log": lambda: churn_definitions(i),
        "mrr_movements": lambda: movements(i), "cohort_triangle": lambda: triangle(i), "kpi_response_time": lambda: kpi_times(i),
        "kpi_trend_benchmark": lambda: kpi_trend(i),
    }
    rows = lambda name: items[name]["inputs"]["time_events_censored"]
    if id in table:
        return table[id]()
    if id.startswith("prop_ci_"):
        return share_interval(i)
    if id.startswith("prop_diff_"):
        return share_difference(i)
    if id.startswith("nps_diff_"):
        return nps_difference(i)
    if id.startswith("nps_"):
        return nps(i)
    if id == "csat_delighted":
        n, total = counts_from_1(i["counts_1to5"])
        share = 100 * mpf(sum(i["counts_1to5"][3:])) / n
        return {"csat": share, "rounded": int(mp.nint(share)), "mean": mpf(total) / n}
    if id == "ces_7pt":
        c = i["counts_1to7"]
        n, total = counts_from_1(c)
        return {"mean": mpf(total) / n, "pct_ge5": 100 * mpf(sum(c[4:])) / n, "net_67_vs_123": 100 * mpf(sum(c[5:]) - sum(c[:3])) / n}
    if id == "ces_5pt_bad_vendor_example":
        n, total = counts_from_1(i["counts_1to5"])
        return {"n": n, "sum": total, "mean": mpf(total) / n}
    if id.startswith("kmeans_1d_"):
        return groups(i)
    if id.startswith("src_"):
        return simple(i, item)
    if id.startswith("km_"):
        return kaplan_meier(i)
    if id == "logrank_waltons_mir_vs_control":
        return log_rank(rest_of(rows("km_waltons_all"), rows("km_waltons_control")), rows("km_waltons_control"))
    if id == "logrank_aml_non_vs_maint":
        return log_rank(rest_of(rows("km_aml_all"), rows("km_aml_maint")), rows("km_aml_maint"))
    if id == "rmst_diff_waltons":
        control = rows("km_waltons_control")
        (r1, s1), (r2, s2) = (restricted_mean(r, F(i["tau"])) for r in (rest_of(rows("km_waltons_all"), control), control))
        d, error = r1 - r2, sqrt(s1 ** 2 + s2 ** 2)
        half = z_of(0.95) * error
        return {"rmst1": r1, "se1": s1, "rmst2": r2, "se2": s2, "diff": d, "se": error, "z": d / error, "p": two_sided(d / error),
                "ci95": [d - half, d + half]}
    raise KeyError(id)


def off(got, kept, where, worst):
    """Walks both trees and notes every difference beyond the tolerance of the item."""
    if isinstance(kept, dict):
        for key in kept:
            off(got[key], kept[key], f"{where}.{key}", worst)
    elif isinstance(kept, list):
        assert len(got) == len(kept), where
        for place, (a, b) in enumerate(zip(got, kept)):
            off(a, b, f"{where}[{place}]", worst)
    elif kept is None or got is None or isinstance(kept, str):
        if not (got is None and kept is None) and got != kept:
            worst.append((float("inf"), where, got, kept))
    else:
        size = max(abs(mpf(kept)), mpf("1e-300"))
        error = abs(mpf(got) - mpf(kept)) / size if kept else abs(mpf(got))
        worst.append((float(error), where, float(got), kept))


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(part) for part in value]
    return float(value) if isinstance(value, mpf) else value


def shaped(value, kept):
    """The values in the order, and with the choice of keys, that the file has."""
    if isinstance(kept, dict):
        return {key: shaped(value[key], kept[key]) for key in kept}
    if isinstance(kept, list):
        return [shaped(a, b) for a, b in zip(value, kept)]
    return value


def main():
    book = json.loads(FILE.read_text())
    items = {item["id"]: item for item in book["items"]}
    bad = 0
    for item in book["items"]:
        value = compute(item, items)
        worst = []
        off(value, item["expected"], item["id"], worst)
        for error, where, got, kept in worst:
            if error > item["rel_tol"]:
                bad += 1
                print(f"{where}: {got!r} here, {kept!r} in the file, off by {error:.1e}")
        item["expected"] = rounded(shaped(value, item["expected"]))
    print(f"{len(items)} items, {bad} values beyond their tolerance")
    if "--write" in sys.argv:
        FILE.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
