"""``make bench-activities``: how fast and how good a year of activities is planned.

Every case is a provider made up after an example, with its lessons planned first; then the whole
command ``instroom activities`` is measured, reading, checking and writing included. Times are those
of this machine as it is: the load beside it is in the table.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

app = typer.Typer(help=__doc__, pretty_exceptions_enable=False)


@dataclass(frozen=True)
class Case:
    """An example, a number of learners, and the goals: seconds of the whole command, and gap."""

    like: str
    learners: int
    seconds: float
    gap: float | None = None

    @property
    def limit(self) -> float:
        """Time to search that leaves the command time to read, check and write."""
        return self.seconds - max(13.0, 0.2 * self.seconds)


CASES = (Case("hilversum", 400, 60, 0.05), Case("den_haag", 1500, 300))


@dataclass(frozen=True)
class Measured:
    """One command: what it said, its seconds by the clock and of processors, and the load."""

    said: dict[str, Any]
    clock: float
    processors: float
    load: float


def command(*words: object) -> Measured:
    """Run an Instroom command.

    Raises:
        RuntimeError: when it fails.
    """
    instroom = [sys.executable, "-c", "from scheduler.cli import main; main()"]
    given = [*instroom, *map(str, words), "--language", "en"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(given, capture_output=True, text=True, check=False)
    clock = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = json.loads(done.stdout.splitlines()[-1]) if "--json" in words else {}
    return Measured(said, clock, used, os.getloadavg()[0])


def measure(case: Case, seed: int, folder: Path, limit: float) -> Measured:
    """Make up a provider, plan its lessons, and measure its activities."""
    source, lessons = folder / "source", folder / "lessons"
    command("generate", "--like", case.like, "--learners", case.learners, "--seed", seed,
            "--out", source)  # fmt: skip
    command("plan", source, "--out", lessons, "--time-limit", 60, "--seed", seed)
    return command("activities", source, "--rosters", lessons, "--out", folder / "activities",
                   "--time-limit", limit, "--seed", seed, "--json")  # fmt: skip


def row(case: Case, seed: int, limit: float, found: Measured) -> str:
    """A line of the table."""
    gap = found.said["gap"]
    fine = found.clock <= case.seconds and (case.gap is None or gap <= case.gap)
    cells = (
        f"{case.like}, {case.learners} learners",
        seed,
        f"{limit:.0f} s",
        f"{found.clock:.0f} s",
        f"{found.processors:.0f} s",
        f"{found.load:.1f}",
        f"{gap:.1%}",
        f"{found.said['planned']} in {found.said['groups']}",
        "yes" if fine else "no",
    )
    return f"| {' | '.join(map(str, cells))} |"


HEADER = (
    "| case | seed | limit | command | CPU | load | gap proven | participations, groups | goal |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


@app.command()
def run(
    cases: Annotated[str, typer.Option(help="names of cases, or all")] = "all",
    seeds: Annotated[str, typer.Option(help="seeds, with commas")] = "1,2,3",
    limit: Annotated[float | None, typer.Option(help="seconds to search, else by the goal")] = None,
) -> None:
    """Measure, and print a table in Markdown as it grows."""
    chosen = [c for c in CASES if cases == "all" or c.like in cases.split(",")]
    if not chosen:
        raise typer.BadParameter(f"cases are {', '.join(c.like for c in CASES)} or all")
    typer.echo(HEADER)
    for case in chosen:
        for seed in map(int, seeds.split(",")):
            seconds = case.limit if limit is None else limit
            with TemporaryDirectory() as folder:
                typer.echo(row(case, seed, seconds, measure(case, seed, Path(folder), seconds)))


if __name__ == "__main__":
    app()
