"""Fitting a churn model: scikit-learn, statsmodels, linfa and smartcore beside tenure, in one run on one machine.

    pip install -r benches/peers/requirements.txt
    python benches/peers/churn.py [--rounds 3] [--slow]

The same customers for all, written once as f64 and read by both sides; half the features lean on the other half. One
thread each, CPU seconds of the fit alone, the tools taking turns within every round, the least of the rounds. Each
scikit-learn and statsmodels fit runs in this process, the Rust ones in `benches/peers/rust`. `--slow` adds linfa,
smartcore and statsmodels where they take minutes.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import time
import warnings

for library in ["OMP", "OPENBLAS", "MKL", "RAYON"]:
    os.environ[f"{library}_NUM_THREADS"] = "1"
import numpy as np  # noqa: E402
import statsmodels.api as sm  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
SIZES = [(100_000, 20), (100_000, 100), (1_000_000, 20)]
BINARY = HERE / "rust/target/release/tenure-peers"


def customers(rows, width):
    """Features and labels: a fifth churn."""
    random = np.random.default_rng(rows + width)
    features = random.normal(size=(rows, width))
    half = width // 2
    features[:, half:] += 0.5 * features[:, :half]
    slopes = random.normal(size=width) * 0.3
    chance = 1 / (1 + np.exp(1.6 - features @ slopes))
    return features, (random.random(rows) < chance).astype(np.int64)


def timed(fit):
    start = time.process_time()
    coefficients = fit()
    return time.process_time() - start, np.abs(coefficients).max()


def scikit(features, labels, **options):
    model = LogisticRegression(C=np.inf, max_iter=10_000, **options)
    return timed(lambda: model.fit(features, labels).coef_)


def statsmodels(features, labels):
    return timed(lambda: sm.Logit(labels, sm.add_constant(features)).fit(disp=0, tol=1e-8).params[1:])


def rust(tool, path, rows, width):
    command = [BINARY, tool, path, str(rows), str(width), "1"]
    seconds, largest = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(largest)


def compare(rows, width, rounds, slow):
    features, labels = customers(rows, width)
    with tempfile.NamedTemporaryFile(suffix=".f64") as file:
        features.tofile(file)
        labels.astype(np.float64).tofile(file)
        file.flush()
        tools = {
            "scikit-learn newton-cholesky 1e-8": lambda: scikit(features, labels, solver="newton-cholesky", tol=1e-8),
            "tenure": lambda: rust("tenure", file.name, rows, width),
            "scikit-learn lbfgs 1e-8": lambda: scikit(features, labels, solver="lbfgs", tol=1e-8),
        }
        if slow or rows * width <= 2_000_000:
            tools["statsmodels Logit"] = lambda: statsmodels(features, labels)
            tools["linfa-logistic"] = lambda: rust("linfa", file.name, rows, width)
            tools["smartcore"] = lambda: rust("smartcore", file.name, rows, width)
        best = {name: (float("inf"), 0.0) for name in tools}
        for _ in range(rounds):
            for name, run in tools.items():
                best[name] = min(best[name], run())
    base = best["scikit-learn newton-cholesky 1e-8"][0]
    print(f"\n{rows:,} customers, {width} features")
    for name, (seconds, largest) in best.items():
        print(f"  {name:36} {seconds:9.4f} s {seconds / base:7.2f}x   largest coefficient {largest:.9f}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--slow", action="store_true")
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    subprocess.run(["cargo", "build", "--quiet", "--release"], cwd=HERE / "rust", check=True, env=build_environment())
    for rows, width in SIZES:
        compare(rows, width, options.rounds, options.slow)


def build_environment():
    """Of the peers' own build: its output is looked for below its own folder."""
    return {name: value for name, value in os.environ.items() if name != "CARGO_TARGET_DIR"}


if __name__ == "__main__":
    main()
