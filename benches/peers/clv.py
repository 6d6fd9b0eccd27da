"""Customer lifetime value from behaviour: lifetimes beside tenure, in turns on one machine.

    python3.11 -m venv peers && peers/bin/pip install -r benches/peers/requirements-clv.txt
    peers/bin/python benches/peers/clv.py [--customers 1000000] [--log-rows 10000000] [--rounds 3]

Customers drawn from a BG/NBD with the parameters of the CDNOW purchases, seen for 27 to 39 weeks, their purchases dated by
whole days and those of one day taken for one, as a real log has them; drawn once and read by both sides. One thread each, CPU
seconds of the task alone, the tools taking turns within every round, the least of the rounds. lifetimes has its defaults but
in "fit, compressed", where equal histories are put together first, as its `weights` allow; that is timed, too. tenure
puts them together in every fit, so its time is that of building the table and fitting, standard errors included; lifetimes has
none for Pareto/NBD, whose fit starts from random numbers. Beside each time stands a figure of the answer, so that nobody is
fast at something else. Expected purchases are asked of all customers in one call of both; tenure's remembers the answers of equal
age and frequency while it goes through them.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import time
import warnings

for library in ["OMP", "OPENBLAS", "MKL"]:
    os.environ[f"{library}_NUM_THREADS"] = "1"
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from lifetimes import BetaGeoFitter, ParetoNBDFitter  # noqa: E402
from lifetimes.utils import summary_data_from_transaction_data  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
BINARY = HERE / "clv/target/release/tenure-peers-clv"
R, ALPHA, A, B = 0.243, 4.414, 0.793, 2.426
WEEKS = 39


def customers(n, random):
    """Repeat purchases, the day of the last one, days seen: each a column of whole numbers."""
    age = np.floor(random.uniform(27, 39, n) * 7)
    rate = random.gamma(R, 1 / ALPHA, n) / 7
    leaves = random.beta(A, B, n)
    repeats, last, now = np.zeros(n), np.zeros(n), np.zeros(n)
    here = np.flatnonzero(rate > 0)
    while here.size:
        now[here] += random.exponential(1, here.size) / rate[here]
        here = here[now[here] < age[here] + 1]
        day = np.floor(now[here])
        another = day > last[here]
        repeats[here] += another
        last[here] = day
        here = here[random.random(here.size) >= leaves[here]]
    return repeats, last, age


def log(rows, random):
    """Customers, days and amounts of a log in order: three purchases a customer on average."""
    customer = np.sort(random.integers(0, max(rows // 3, 1), rows, dtype=np.uint32))
    day = random.integers(0, 39 * 7, rows, dtype=np.int32)
    order = np.lexsort((day, customer))
    return customer[order], day[order], np.round(random.gamma(2, 15, rows) + 0.01, 2)


def timed(task):
    start = time.process_time()
    answer = task()
    return time.process_time() - start, answer


def tenure(task, *files):
    shown = subprocess.run([BINARY, task, *files], check=True, capture_output=True, text=True).stdout.split()
    return float(shown[0]), " ".join(shown[1:])


def shown(values):
    return " ".join(f"{value:.6g}" for value in values)


def by_row(fitter, table):
    repeats, last, age = table
    return shown(fitter().fit(repeats, last / 7, age / 7).params_)


def compressed(table):
    distinct, weights = np.unique(np.column_stack(table), axis=0, return_counts=True)
    repeats, last, age = distinct.T
    return shown(BetaGeoFitter().fit(repeats, last / 7, age / 7, weights=weights).params_)


def predictor(table):
    """A model with parameters given, as one read back from a file has them."""
    repeats, last, age = table
    model = BetaGeoFitter()
    model.params_ = pd.Series([R, ALPHA, A, B], index=["r", "alpha", "a", "b"])
    predict = model.conditional_expected_number_of_purchases_up_to_time
    return lambda: shown([predict(WEEKS, repeats, last / 7, age / 7).sum()])


def summary(purchases):
    histories = summary_data_from_transaction_data(purchases, "customer", "date", observation_period_end="1997-09-30")
    return shown([len(histories), histories["frequency"].sum()])


def compare(title, tools, rounds, rows=None):
    best = {name: (float("inf"), "") for name in tools}
    for _ in range(rounds):
        for name, run in tools.items():
            best[name] = min(best[name], run())
    print(f"\n{title}")
    ours = best["tenure"][0]
    for name, (seconds, answer) in best.items():
        speed = f"{rows / seconds / 1e6:8.2f} million rows/s" if rows else f"{seconds / ours:7.1f}x the time of tenure"
        print(f"  {name:26} {seconds:10.4f} s {speed}   {answer}", flush=True)


def save(folder, name, *columns):
    path = pathlib.Path(folder) / name
    with path.open("wb") as file:
        for column in columns:
            column.tofile(file)
    return str(path)


def histories(options, random, folder):
    table = customers(options.customers, random)
    few = tuple(column[: options.customers // 10] for column in table)
    path = save(folder, "customers", *table)
    path_of_few = save(folder, "few", *few)
    n, n_few = f"{options.customers:,} customers", f"{options.customers // 10:,} customers"
    distinct = len(np.unique(np.column_stack(table), axis=0))
    compare(
        f"BG/NBD, fit with standard errors, {n} ({distinct:,} different histories)",
        {
            "tenure": lambda: tenure("bg", path),
            "lifetimes, by row": lambda: timed(lambda: by_row(BetaGeoFitter, table)),
            "lifetimes, compressed": lambda: timed(lambda: compressed(table)),
        },
        options.rounds,
    )
    compare(
        f"Pareto/NBD, fit, {n_few}",
        {
            "tenure": lambda: tenure("pareto", path_of_few),
            "lifetimes, by row": lambda: timed(lambda: by_row(ParetoNBDFitter, few)),
        },
        options.rounds,
    )
    compare(
        f"BG/NBD, purchases expected of each of {n} in {WEEKS} weeks, by row",
        {"tenure": lambda: tenure("predict", path), "lifetimes": lambda: timed(predictor(table))},
        options.rounds,
    )


def logs(options, random, folder):
    rows = options.log_rows
    customer, day, amount = log(rows, random)
    mixed = random.permutation(rows)
    for order, columns in [("in order", (customer, day, amount)), ("shuffled", [c[mixed] for c in (customer, day, amount)])]:
        path = save(folder, "log", *columns)
        compare(f"log to histories, {rows:,} rows {order}", {"tenure": lambda: tenure("log", path)}, options.rounds, rows)
    some = min(rows, 200_000)
    dates = pd.Timestamp("1997-01-01") + pd.to_timedelta(day[:some], unit="D")
    purchases = pd.DataFrame({"customer": customer[:some], "date": dates})
    path = save(folder, "log", customer[:some], day[:some], amount[:some])
    tools = {"tenure": lambda: tenure("log", path), "lifetimes": lambda: timed(lambda: summary(purchases))}
    compare(f"log to histories, {some:,} rows in order", tools, options.rounds, some)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--customers", type=int, default=1_000_000)
    arguments.add_argument("--log-rows", type=int, default=10_000_000)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    subprocess.run(["cargo", "build", "--quiet", "--release"], cwd=HERE / "clv", check=True, env=build_environment())
    random = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder:
        histories(options, random, folder)
        logs(options, random, folder)


def build_environment():
    """Of the peers' own build: its output is looked for below its own folder."""
    return {name: value for name, value in os.environ.items() if name != "CARGO_TARGET_DIR"}


if __name__ == "__main__":
    main()
