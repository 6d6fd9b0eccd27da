"""Counting 100 million NPS ratings: numpy and polars beside tenure, in one run on one machine.

    pip install -r benches/peers/requirements.txt
    python benches/peers/counting.py

Every peer answers the same question from the same bytes in memory (promoters and detractors of u8 ratings, one thread),
and none but tenure checks the ratings for range. CPU seconds, best of several; tenure's figure is the point estimate that
its own bench leaves behind (wall seconds, one thread).
"""

import json
import os
import pathlib
import subprocess
import time

os.environ["POLARS_MAX_THREADS"] = "1"
import numpy as np  # noqa: E402
import polars as pl  # noqa: E402

N = 100_000_000
ROOT = pathlib.Path(__file__).resolve().parents[2]


def best(run, times=7):
    """The least CPU time of several runs, in seconds."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)


def numpy_blocks(ratings, block=1 << 17):
    promoters = detractors = 0
    for start in range(0, N, block):
        part = ratings[start : start + block]
        promoters += np.count_nonzero(part >= 9)
        detractors += np.count_nonzero(part <= 6)
    return promoters, detractors


def tenure(name):
    command = ["cargo", "bench", "--quiet", "--bench", "accumulate", "--", "--noplot", f"^ratings/{name}$"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    folder = name.replace("/", "_")
    estimates = ROOT / "target/criterion/ratings" / folder / "new/estimates.json"
    return json.loads(estimates.read_text())["median"]["point_estimate"] / 1e9


def main():
    ratings = np.random.default_rng(1).integers(0, 11, N, dtype=np.uint8)
    series = pl.Series("rating", ratings)
    frame = series.to_frame().lazy()
    classes = frame.select((pl.col("rating") >= 9).sum(), (pl.col("rating") <= 6).sum().alias("detractors"))
    results = {
        "tenure, Nps::try_from_bytes": tenure("nps/bytes"),
        "tenure, plain read of the bytes": tenure("read"),
        "numpy, two counts in blocks": best(lambda: numpy_blocks(ratings)),
        "numpy, two counts": best(lambda: ((ratings >= 9).sum(), (ratings <= 6).sum()), 3),
        "numpy, bincount": best(lambda: np.bincount(ratings, minlength=11), 3),
        "polars, two counts": best(classes.collect),
        "polars, value_counts": best(series.value_counts, 3),
    }
    ours = results["tenure, Nps::try_from_bytes"]
    for name, seconds in results.items():
        print(f"{name:34} {seconds * 1e3:8.1f} ms {N / seconds / 1e9:6.2f} GB/s {seconds / ours:7.1f}x the time of tenure")


if __name__ == "__main__":
    main()
