"""How the laboratory scales: one and two processes, a local Dask cluster of one and two workers.

    python -m tests.benchmarks.laboratory_scale EXAMPLE [REPLICATIONS]

prints seconds and ratios of one run; the figures are compared bit for bit.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import distributed

from scheduler.fleet.cluster import Cluster
from scheduler.laboratory.carrying import carry_out
from scheduler.laboratory.choosing import chosen_policies, source_of
from scheduler.laboratory.span import Span
from scheduler.laboratory.trial import Trial, Tried
from scheduler.workbook import read_source


def _timed(carry: Callable[[Path], Tried]) -> tuple[float, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        tried = carry(Path(folder))
        return time.perf_counter() - began, tried.figures.tobytes()


def _tell(kind: str, number: int, seconds: dict[tuple[str, int], float]) -> None:
    took = seconds[kind, number]
    ratio = f", {seconds[kind, 1] / took:.2f} times as fast as one" if number > 1 else ""
    sys.stdout.write(f"{kind}: {number}: {took:.1f} s{ratio}\n")
    sys.stdout.flush()


def main(source: Path, replications: int) -> None:
    """Print seconds and ratios."""
    school = read_source(source).school
    assert school is not None
    span = Span.of(school.start, 3)
    policies = chosen_policies(school, source, ())
    trial = Trial(school, source_of(school, source), policies, span, replications, 1)
    trial.replicate(policies[0], 0)  # compiled code is read from disk before the clock runs
    seconds, seen = {}, set()
    for jobs in (1, 2):
        seconds["processes", jobs], figures = _timed(lambda f, n=jobs: carry_out(trial, f, n))  # type: ignore[misc]
        seen.add(figures)
        _tell("processes", jobs, seconds)
    for workers in (1, 2):
        with distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as there:
            place = Cluster(there.scheduler_address)
            seconds["Dask workers", workers], figures = _timed(
                lambda f, p=place: carry_out(trial, f, place=p)  # type: ignore[misc]
            )
            seen.add(figures)
        _tell("Dask workers", workers, seconds)
    sys.stdout.write(f"the same figures bit for bit: {len(seen) == 1}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
