"""How the laboratory scales: one and two processes, a local Dask cluster of one and two workers.

    python -m tests.benchmarks.laboratory_scale EXAMPLE [REPLICATIONS]

prints seconds and ratios of one run, with what it takes to start processes or a cluster's workers
(everything) and without it (replications a second after the first fifth of them). What
the machine itself allows is measured beside it: two programs that know nothing of each other, at
once, against one alone. The figures are compared bit for bit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import distributed

from scheduler.fleet.cluster import Cluster
from scheduler.laboratory.carrying import OnProgress, carry_out
from scheduler.laboratory.choosing import chosen_policies, source_of
from scheduler.laboratory.span import Span
from scheduler.laboratory.trial import Trial, Tried
from scheduler.workbook import read_source

ALONE = "--alone"
STARTED = 0.2  # by then every process has started


def _timed(carry: Callable[[Path, OnProgress], Tried]) -> tuple[float, float, bytes]:
    """(seconds, replications a second after the first fifth of them, figures)."""
    seen: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        tried = carry(
            Path(folder), lambda done, *_: seen.append((time.perf_counter() - began, done))
        )
        took = time.perf_counter() - began
    last, most = seen[-1]
    first, some = next(one for one in seen if one[1] >= STARTED * most)
    return took, (most - some) / (last - first), tried.figures.tobytes()


def _tell(kind: str, number: int, found: dict[tuple[str, int], tuple[float, float]]) -> None:
    took, rate = found[kind, number]
    ratio = ""
    if number > 1:
        alone, slow = found[kind, 1]
        ratio = f": {alone / took:.2f} and {rate / slow:.2f} times as fast as one"
    _say(f"{kind}: {number}: {took:.1f} s, {rate:.2f} replications a second once running{ratio}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _programs(source: Path, replications: int) -> None:
    """What the machine allows: programs of one process each that know nothing of each other."""
    rates = {}
    command = [sys.executable, "-m", __spec__.name, str(source), str(replications), ALONE]
    for number in (1, 2):
        started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(number)]
        rates[number] = sum(float(one.communicate()[0]) for one in started)
    _say(
        f"two programs at once: {rates[2]:.2f} replications a second, {rates[2] / rates[1]:.2f} "
        "times those of one alone"
    )


def _trial(source: Path, replications: int) -> Trial:
    school = read_source(source).school
    assert school is not None
    span = Span.of(school.start, 3)
    policies = chosen_policies(school, source, ())
    trial = Trial(school, source_of(school, source), policies, span, replications, 1)
    trial.replicate(policies[0], 0)  # compiled code is read from disk before the clock runs
    return trial


def main(source: Path, replications: int) -> None:
    """Print seconds and ratios."""
    _programs(source, replications)
    trial = _trial(source, replications)
    found, seen = {}, set()
    for jobs in (1, 2):
        took, rate, figures = _timed(
            lambda f, hear, n=jobs: carry_out(trial, f, n, on_progress=hear)  # type: ignore[misc]
        )
        seen.add(figures)
        found["processes", jobs] = took, rate
        _tell("processes", jobs, found)
    for workers in (1, 2):
        with distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as there:
            place = Cluster(there.scheduler_address)
            took, rate, figures = _timed(
                lambda f, hear, p=place: carry_out(trial, f, place=p, on_progress=hear)  # type: ignore[misc]
            )
            seen.add(figures)
            found["Dask workers", workers] = took, rate
        _tell("Dask workers", workers, found)
    _say(f"the same figures bit for bit: {len(seen) == 1}")


def alone(source: Path, replications: int) -> None:
    """Print the replications a second of one process."""
    trial = _trial(source, replications)
    _, rate, _ = _timed(lambda f, hear: carry_out(trial, f, 1, on_progress=hear))
    _say(str(rate))


if __name__ == "__main__":
    asked = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    (alone if ALONE in sys.argv else main)(Path(sys.argv[1]), asked)
