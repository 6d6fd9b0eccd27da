"""Judging the order of a million scores: scikit-learn beside tenure, in turns on one machine.

    pip install -r benches/peers/requirements.txt
    python benches/peers/ranking.py

The AUC of (score, churned), building included: scikit-learn's `roc_auc_score` of two numpy arrays, tenure's
`Ranking::try_from_iter(rows)?.auc()` of a slice. CPU seconds of one thread, best and median of turns taken one after
the other, the same data in both (written to a file that is deleted afterwards). scikit-learn checks its input too.
"""

import os
import pathlib
import statistics
import subprocess
import tempfile
import time

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[threads] = "1"
import numpy as np  # noqa: E402
from sklearn.metrics import average_precision_score, roc_auc_score  # noqa: E402

N = 1_000_000
TURNS = 9
ROOT = pathlib.Path(__file__).resolve().parents[2]


def timed(run):
    start = time.process_time()
    value = run()
    return time.process_time() - start, float(value)


def tenure(file, figure):
    command = ["cargo", "bench", "--quiet", "--bench", "ranking", "--", "--rows", file, figure]
    shown = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    spent, value = shown.stdout.split()
    return float(spent), float(value)


def main():
    random = np.random.default_rng(1)
    churned = random.random(N) < 0.1
    distinct = np.where(churned, np.sqrt(random.random(N)), random.random(N))
    for name, scores in (("distinct scores", distinct), ("1000 scores", np.floor(distinct * 1000) / 1000)):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "rows"
            file.write_bytes(scores.astype("<f8").tobytes() + churned.astype("u1").tobytes())
            figures = {"auc": roc_auc_score, "average_precision": average_precision_score}
            for figure, theirs in figures.items():
                seconds = {"tenure": [], "scikit-learn": []}
                values = {}
                for _ in range(TURNS):
                    spent, value = tenure(file, figure)
                    seconds["tenure"].append(spent)
                    values["tenure"] = value
                    spent, values["scikit-learn"] = timed(lambda: theirs(churned, scores))
                    seconds["scikit-learn"].append(spent)
                ratio = statistics.median(seconds["tenure"]) / statistics.median(seconds["scikit-learn"])
                print(f"{figure}, {name}: tenure takes {ratio:.3f} of the time")
                for peer, spent in seconds.items():
                    best, middle = min(spent) * 1e3, statistics.median(spent) * 1e3
                    print(f"    {peer:14} {best:7.1f} ms, median {middle:7.1f} ms    {values[peer]!r}")


if __name__ == "__main__":
    main()
