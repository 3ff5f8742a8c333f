"""Running jobs one after the other, each in a fresh process, whatever happens to it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.results import Result, result_of
from tests.benchmarks.worker import Job

ROOT = Path(__file__).parents[2]
GRACE = 120  # seconds a process gets beyond its limit for start, reading and checking
GRACE_SHARE = 0.5  # and as a share of the limit


def measure(job: Job) -> Result:
    """The result of one job; a process that dies or hangs gives a result that says so."""
    longest = job.seconds * (1 + GRACE_SHARE) + GRACE
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.worker"],
            input=json.dumps(asdict(job)),
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _failed(job, f"still running {longest - job.seconds:.0f} s past its time")
    last = done.stdout.strip().rpartition("\n")[2]
    if done.returncode == 0 and last.startswith("{"):
        return result_of(json.loads(last))
    if done.returncode < 0:
        return _failed(job, f"ended by signal {-done.returncode} (out of memory?)")
    told = (done.stderr or done.stdout).strip().rpartition("\n")[2]
    return _failed(job, f"exit code {done.returncode}: {told}"[:300])


def _failed(job: Job, why: str) -> Result:
    learners = int(job.instance.partition("-")[0])
    return Result(job.method, job.instance, learners, job.seconds, job.seconds, failure=why)


def measure_all(
    jobs: Iterable[Job],
    known: Iterable[Result] = (),
    told: Callable[[Job, Result | None], None] | None = None,
) -> Iterable[Result]:
    """Results of all jobs as they come, those in ``known`` (same limit) not measured again."""
    done = {(r.method, r.instance, r.limit): r for r in known}
    commit = current_commit()
    for job in jobs:
        before = done.get((job.method, job.instance, job.seconds))
        if before is not None:
            yield before
            continue
        if told is not None:
            told(job, None)
        result = replace(measure(job), commit=commit)
        if told is not None:
            told(job, result)
        yield result


@dataclass(frozen=True, slots=True)
class Machine:
    """Where and when it was measured, and with which versions."""

    date: str
    processor: str
    cores: int
    memory_gib: float
    load: float
    system: str
    python: str
    commit: str
    versions: dict[str, str]


def this_machine() -> Machine:
    """Facts of this machine; ``load`` is what else ran on it a moment ago."""
    return Machine(
        date=datetime.now().astimezone().isoformat(timespec="minutes"),
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory_gib=round(_memory(), 1),
        load=round(os.getloadavg()[0], 2),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        commit=current_commit(),
        versions={name: _version(name) for name in ("ortools", "highspy", "numba", "timefold")},
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor()
    lines = info.read_text("utf-8").splitlines()
    return next((x.partition(": ")[2] for x in lines if x.startswith("model name")), "unknown")


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def current_commit() -> str:
    """What is checked out, and whether it was changed."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "unknown"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
