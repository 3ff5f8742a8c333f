"""What trying policies costs: every example's six policies, three years, one command each.

    python -m tests.benchmarks.policies [--replications 100] [--cases zutphen,tholen] [--jobs 2]

prints a Markdown row per example, as they end: seconds by the clock, processor seconds and the
most memory of all processes of the command together, replications of all six policies a second.
The folder of the results is temporary.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from itertools import count
from pathlib import Path

import psutil

from scheduler.generate.scenario import SCENARIOS

LOOK = 0.25  # seconds between two looks at the processes; one at their memory is dear
MEMORY_EVERY = 8  # looks
MEBI = 1 << 20


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of processors, most memory (MiB, shared pages counted once)."""

    clock: float
    processor: float
    memory: float


def cost_of(command: list[str]) -> Cost:
    """Run a command and measure it with everything it starts.

    Raises:
        RuntimeError: when the command fails; with what it wrote.
    """
    began = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        child = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=told)
        processor = memory = 0.0
        for look in count():
            if child.poll() is not None:
                break
            processor = max(processor, _of_tree(child, _seconds))
            if look % MEMORY_EVERY == 0:
                memory = max(memory, _of_tree(child, _held))
            time.sleep(LOOK)
        if child.returncode:
            told.seek(0)
            raise RuntimeError(told.read().decode(errors="replace"))
    return Cost(time.perf_counter() - began, processor, memory)


def _of_tree(root: psutil.Process, what: Callable[[psutil.Process], float]) -> float:
    """The sum of something over a process and everything below it."""
    total = 0.0
    with suppress(psutil.Error):
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.Error):
                total += what(process)
    return total


def _seconds(process: psutil.Process) -> float:
    """Processor seconds so far, those of its children that have ended included."""
    used = process.cpu_times()
    return float(used.user + used.system + used.children_user + used.children_system)


def _held(process: psutil.Process) -> float:
    """Memory now, its part of pages that are shared."""
    return float(process.memory_full_info().pss / MEBI)


def _row(name: str, cost: Cost, replications: int) -> None:
    sys.stdout.write(
        f"| {name} | {cost.clock:.1f} | {cost.processor:.0f} | "
        f"{replications / cost.clock:.1f} | {cost.memory / 1024:.2f} |\n"
    )
    sys.stdout.flush()


def main(cases: list[str], replications: int, jobs: int, policies: int = 6) -> None:
    """Print the table."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    sys.stdout.write(
        f"{len(cases)} x {policies} policies x {replications} replications x 3 years, {jobs} "
        f"processes; load at the beginning {load:.1f}\n\n"
        "| example | clock | processor | replications a second | GB |\n|---|---|---|---|---|\n"
    )
    found: list[Cost] = []
    examples = Path(str(resources.files("examples")))
    for name in cases:
        with tempfile.TemporaryDirectory() as folder:
            cost = cost_of(
                [
                    sys.executable, "-c", "from scheduler.cli import main; main()",
                    "policies", str(examples / name), "--years", "3", "--jobs", str(jobs),
                    "--replications", str(replications), "--out", folder,
                ]
            )  # fmt: skip
        found.append(cost)
        _row(name, cost, replications * policies)
    together = Cost(
        sum(c.clock for c in found), sum(c.processor for c in found), max(c.memory for c in found)
    )
    _row("together", together, replications * policies * len(found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", default=",".join(SCENARIOS))
    parser.add_argument("--replications", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    main(asked.cases.split(","), asked.replications, asked.jobs)
