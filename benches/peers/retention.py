"""Survival and cohorts: lifelines, polars and pandas beside tenure, in turns on one machine.

    python -m venv peers && peers/bin/pip install -r benches/peers/requirements-retention.txt
    peers/bin/python benches/peers/retention.py [--rows 10000000] [--rounds 3] [--only survival|cohorts]

Drawn once and read by both sides, each from columns in memory. One thread each, CPU seconds of the task alone, the tools taking
turns within every round, the least of the rounds. In the first round the answers are laid side by side, all of them: every
step of a curve with its interval, every cell of a triangle. Beyond 1e-9 of each other, the run ends.

A Kaplan-Meier curve is one with the log-log interval of each step at 95 %, because lifelines computes them in its `fit`; tenure does
so when asked, so its time is given with them and without. A log-rank test is of two groups of half the rows. A triangle is the
customers active in each period of each cohort, once with the cohort given in every row and once with that of the customer's first
activity; polars is asked in the two ways it can be, distinct counts per group and lengths of groups of distinct rows, and the
faster one counts. Events are in the order of time, as a log has them, and in that of customers, as a table sorted by id has them.
"""

import argparse
import gc
import os
import pathlib
import subprocess
import tempfile
import time
import warnings

for library in ["OMP", "OPENBLAS", "MKL"]:
    os.environ[f"{library}_NUM_THREADS"] = "1"
os.environ["POLARS_MAX_THREADS"] = "1"
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import polars as pl  # noqa: E402
from lifelines import KaplanMeierFitter  # noqa: E402
from lifelines.statistics import logrank_test  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
BINARY = HERE / "retention/target/release/tenure-peers-retention"
TOLERANCE = 1e-9
MONTHS, COHORTS = 36, 24


def timed(task):
    start = time.process_time()
    answer = task()
    return time.process_time() - start, answer


def tenure(task, files, answer=None):
    """The seconds, and the columns of the answer if there is a file to leave them in."""
    command = [BINARY, task, *files] + ([answer] if answer else [])
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    rows = np.fromfile(answer, dtype=np.float64).reshape(-1, int(shown[1])) if answer else None
    return float(shown[0]), rows


def compare(title, rows, rounds, tools, target, check):
    """Runs the tools in turns; tenure's names start with its own."""
    ours = [name for name in tools if name.startswith("tenure")]
    best = {name: float("inf") for name in tools}
    for turn in range(rounds):
        answers = {}
        for name, run in tools.items():
            seconds, answer = run(turn == 0)
            best[name] = min(best[name], seconds)
            if turn == 0:
                answers[name] = answer
            del answer
            gc.collect()
        if turn == 0:
            apart = check(answers)
        del answers
        gc.collect()
    print(f"\n{title}, {rows:,} rows")
    for name, seconds in best.items():
        ratio = seconds / best[ours[0]]
        print(f"  {name:44} {seconds:9.4f} s {1e9 * seconds / rows:9.2f} ns a row {ratio:8.2f}x the time of tenure", flush=True)
    fastest = min(seconds for name, seconds in best.items() if name not in ours)
    for name in ours:
        print(f"  {name}: {fastest / best[name]:.1f}x as fast as the fastest other (aim: {target})")
    print(f"  answers at most {apart:.1e} apart", flush=True)


def same(ours, theirs):
    """The largest difference, in units of the number itself where that is above 1."""
    apart = np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))
    if not (apart.shape == ours.shape == theirs.shape and np.all(apart <= TOLERANCE)):
        raise SystemExit(f"the answers differ: by {np.nanmax(apart)}, or one of them is no number")
    return float(apart.max(initial=0))


def save(folder, name, *columns):
    path = pathlib.Path(folder) / name
    with path.open("wb") as file:
        for column in columns:
            column.tofile(file)
    return str(path)


def lifetimes(rows, random, continuous):
    """Times and whether the customer left then; a Weibull with a falling hazard, seen for up to six years."""
    left_after = random.weibull(0.7, rows) * 60
    seen_for = random.uniform(0, 72, rows)
    time, left = np.minimum(left_after, seen_for), left_after <= seen_for
    return (time if continuous else np.floor(time) + 1), left


def survival(rows, rounds, random, folder):
    for kind in ["72 distinct times", "continuous times"]:
        continuous = kind.startswith("c")
        time, left = lifetimes(rows, random, continuous)
        # The one with the same numbers as whole ones, which is what months are.
        path = save(folder, "lifetimes", time if continuous else time.astype(np.uint32), left.astype(np.uint8))
        answer = str(pathlib.Path(folder) / "answer")
        of = "continuous" if continuous else "distinct"
        target = "at least 20x" if continuous else "at least 15x"

        def ours(task):
            return lambda check: tenure(f"{task}-{of}", [path], answer if check else None)

        def kaplan_meier(check):
            seconds, fitted = timed(lambda: KaplanMeierFitter().fit(time, left))
            return seconds, curve(fitted) if check else None

        compare(
            f"Kaplan-Meier, {kind}",
            rows,
            rounds,
            {"tenure, with intervals": ours("km-intervals"), "tenure": ours("km"), "lifelines": kaplan_meier},
            target,
            same_curves,
        )
        half = rows // 2

        def log_rank(check):
            seconds, test = timed(lambda: logrank_test(time[:half], time[half:], left[:half], left[half:]))
            return seconds, np.array([[test.test_statistic, test.p_value]])

        compare(
            f"log-rank test of two groups, {kind}",
            rows,
            rounds,
            {"tenure": ours("logrank"), "lifelines": log_rank},
            target,
            lambda answers: same(answers["tenure"], answers["lifelines"]),
        )


def curve(fitted):
    """Time, survival, and the two ends."""
    bounds = fitted.confidence_interval_
    columns = [fitted.survival_function_.index, fitted.survival_function_["KM_estimate"], bounds.iloc[:, 0], bounds.iloc[:, 1]]
    return [np.asarray(column, dtype=np.float64) for column in columns]


def same_curves(answers):
    """tenure has a row for each time at which somebody left, lifelines for each time at all."""
    theirs = answers["lifelines"]
    rows = answers["tenure, with intervals"]
    place = np.searchsorted(theirs[0], rows[:, 0])
    if not np.array_equal(theirs[0][place], rows[:, 0]):
        raise SystemExit("the curves have different times")
    with_ends = [column[place] for column in theirs]
    # Where nobody is left, an interval is not defined, and each says so in its own way.
    defined = ~np.isnan(with_ends[2]) & ~np.isnan(rows[:, 2])
    if np.count_nonzero(~defined & (with_ends[1] > 0)):
        raise SystemExit("an interval is missing where there should be one")
    apart = [same(rows[defined, column], with_ends[column][defined]) for column in (1, 2, 3)]
    plain = answers["tenure"]
    return max(apart + [same(plain[:, 1], with_ends[1])])


def events(rows, random):
    """Customer, the month of sign-up, and a month of activity, likelier soon after it; each in the first one, too."""
    customers = max(rows // 10, 1)
    started = random.integers(0, COHORTS, customers, dtype=np.int32)
    customer = random.integers(0, customers, rows, dtype=np.uint32)
    customer[:customers] = np.arange(customers, dtype=np.uint32)
    later = np.minimum(random.exponential(9, rows), MONTHS - 1 - started[customer]).astype(np.int32)
    later[:customers] = 0
    month = started[customer] + later
    return customer, started[customer], month


def cells(frame):
    """Cohort, months since, customers: sorted."""
    table = np.column_stack([np.asarray(column, dtype=np.float64) for column in frame])
    return table[np.lexsort((table[:, 1], table[:, 0]))]


def polars_ways(frame, first_activity):
    cohort = pl.col("month").min().over("customer").alias("cohort") if first_activity else pl.col("cohort")
    by = [pl.col("cohort"), (pl.col("month") - pl.col("cohort")).alias("later")]
    placed = frame.lazy().with_columns(cohort)
    started = frame.lazy().group_by("customer").agg(pl.col("month").min().alias("cohort"))
    joined = frame.lazy().select("customer", "month").join(started, on="customer")
    distinct = (joined if first_activity else placed).unique(["customer", "cohort", "month"])
    return {
        "polars, n_unique": lambda: placed.group_by(by).agg(pl.col("customer").n_unique()).collect(),
        "polars, unique then len": lambda: distinct.group_by(by).agg(pl.len()).collect(),
    }


def pandas_way(frame, first_activity):
    def run():
        cohort = frame.groupby("customer")["month"].transform("min") if first_activity else frame["cohort"]
        by = [cohort.rename("cohort"), (frame["month"] - cohort).rename("later")]
        return frame["customer"].groupby(by).nunique().reset_index()

    return run


def cohorts(rows, rounds, random, folder):
    columns = events(rows, random)
    customer, _, month = columns
    for order in ["in the order of time", "in the order of customers"]:
        place = np.argsort(month, kind="stable") if order.endswith("time") else np.lexsort((month, customer))
        customer_, cohort_, month_ = (column[place] for column in columns)
        path = save(folder, "events", customer_, cohort_, month_)
        answer = str(pathlib.Path(folder) / "answer")
        frame = pl.DataFrame({"customer": customer_, "cohort": cohort_, "month": month_})
        for kind in ["given", "first"]:
            tools = {"tenure": lambda check: tenure(f"triangle-{kind}", [path], answer if check else None)}
            ways = polars_ways(frame, kind == "first")
            table = pd.DataFrame({"customer": customer_, "cohort": cohort_, "month": month_})
            ways["pandas, nunique"] = pandas_way(table, kind == "first")
            for name, way in ways.items():
                tools[name] = lambda check, way=way, name=name: counted(way, name)
            compare(
                f"triangle, cohort {'given' if kind == 'given' else 'of the first activity'}, {order}",
                rows,
                rounds,
                tools,
                "at least 1x",
                same_triangles,
            )


def counted(way, name):
    seconds, frame = timed(way)
    columns = [frame[column] for column in frame.columns] if name.startswith("polars") else [frame.iloc[:, i] for i in range(3)]
    return seconds, cells(columns)


def same_triangles(answers):
    ours = answers["tenure"]
    ours = ours[ours[:, 2] > 0]
    return max(same(ours, theirs) for name, theirs in answers.items() if name != "tenure")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rows", type=int, default=10_000_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--only", choices=["survival", "cohorts"])
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    subprocess.run(["cargo", "build", "--quiet", "--release"], cwd=HERE / "retention", check=True, env=build_environment())
    with tempfile.TemporaryDirectory() as folder:
        if options.only != "cohorts":
            survival(options.rows, options.rounds, np.random.default_rng(1), folder)
        if options.only != "survival":
            cohorts(options.rows, options.rounds, np.random.default_rng(2), folder)


def build_environment():
    """Of the peers' own build: its output is looked for below its own folder."""
    return {name: value for name, value in os.environ.items() if name != "CARGO_TARGET_DIR"}


if __name__ == "__main__":
    main()
