"""Trials by which the peers were tuned: each setting on one school, seed and time."""

from __future__ import annotations

import csv
from pathlib import Path

from rich.console import Console

from tests.benchmarks.measure import measure
from tests.benchmarks.worker import Job

TRIALS: dict[str, tuple[dict[str, str], ...]] = {
    "cp-sat": (
        {"hint": "none", "linearization": "1"},
        {"hint": "none", "linearization": "0"},
        {"hint": "greedy", "linearization": "1"},
        {"hint": "complete", "linearization": "1"},
        {"hint": "complete", "linearization": "0"},
        {"hint": "complete", "linearization": "2"},
        {"hint": "complete", "linearization": "0", "symmetry": "0"},
        {"hint": "complete", "linearization": "0", "symmetry": "3"},
        {"hint": "complete", "linearization": "0", "workers": "4"},
        {"hint": "complete", "linearization": "0", "workers": "8"},
    ),
    "timefold": (
        {},
        {"start": "empty"},
        {"moves": "default"},
        {"size": "100"},
        {"size": "1500"},
        {"size": "5000"},
        {"acceptor": "tabu"},
        {"acceptor": "annealing", "size": "30"},
        {"acceptor": "annealing", "size": "100"},
        {"acceptor": "annealing", "size": "300"},
        {"rebuild": "0"},
        {"rebuild": "2"},
        {"ruin": "0.01"},
        {"course": "1"},
        {"threads": "1"},
    ),
}


def tune(method: str, school: str, seconds: float, out: Path, console: Console) -> None:
    """Run the trials of a method and write them to ``tuning-METHOD.csv``.

    Raises:
        KeyError: when there are no trials for the method.
    """
    file = out / f"tuning-{method}.csv"
    with file.open("w", encoding="utf-8", newline="") as stored:
        writer = csv.writer(stored)
        writer.writerow(
            ["settings", "school", "seconds", "objective", "bound", "placed", "failure"]
        )
        for options in TRIALS[method]:
            result = measure(Job(method, school, seconds, options=options))
            told = " ".join(f"{key}={value}" for key, value in options.items())
            figures = [result.objective, result.bound, result.placed, result.failure or ""]
            writer.writerow([told, school, seconds, *figures])
            stored.flush()
            console.print(f"{told}: {figures}")
