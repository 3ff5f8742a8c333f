"""One run of one method on one school, in a process of its own.

The parent starts ``python -m tests.benchmarks.worker``, gives a job as JSON on standard input and
reads the result as the last line of standard output. The clock starts when the method gets the
school: generating the school, importing libraries and starting a Java virtual machine are left
out for all methods alike.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from models import Plan, School
from solver import check
from tests.benchmarks.family import named
from tests.benchmarks.methods import METHODS
from tests.benchmarks.peers.base import Budget
from tests.benchmarks.results import Result


@dataclass(frozen=True, slots=True)
class Job:
    """What to run: method and instance by name, seconds, cores, seed and a method's options."""

    method: str
    instance: str
    seconds: float
    cores: int = 2
    seed: int = 1
    options: dict[str, str] = field(default_factory=dict)


def run(job: Job) -> Result:
    """Run a job in this process; a method that fails gives a result that says why."""
    limit_cores(job.cores)
    school = named(job.instance, job.seconds).school()
    budget = Budget(job.seconds, job.cores, job.seed, job.options)
    entry = METHODS[job.method]
    if entry.missing:
        return measured(job, school, budget, None, entry.missing, 0.0, None)
    plan, failure = None, None
    try:
        method = entry.load()
        budget = Budget(job.seconds, job.cores, job.seed, job.options)
        plan = method(school, budget)
        failure = None if plan is not None else "no plan within the time"
    except MemoryError:
        failure = "out of memory"
    except Exception as error:
        traceback.print_exc()
        failure = f"{type(error).__name__}: {error}"[:300]
    used = budget.used()
    memory = peak_memory()  # before the check, which is not the method's
    return measured(job, school, budget, plan, failure, used, memory)


def measured(
    job: Job,
    school: School,
    budget: Budget,
    plan: Plan | None,
    failure: str | None,
    used: float,
    memory: float | None,
) -> Result:
    """The result of a run, its plan scored by the independent checker."""
    found: dict[str, object] = {}
    if plan is not None:
        checked = check(school, plan)
        broken = tuple(sorted({v.rule for v in checked.violations}))
        found = {
            "objective": checked.objective,
            "placed": len({p.learner for p in plan.placements}),
            "violations": len(checked.violations),
            "broken": broken,
        }
        if not any(p.objective is not None for p in budget.course):
            budget.note(checked.objective, seconds=min(used, budget.seconds))
    return Result(
        method=job.method,
        instance=job.instance,
        learners=len(school.learners),
        limit=job.seconds,
        seconds=round(used, 2),
        bound=max((p.bound for p in budget.course if p.bound is not None), default=None),
        memory=None if memory is None else round(memory, 1),
        failure=failure,
        detail=budget.detail,
        course=tuple(budget.course),
        **found,  # type: ignore[arg-type]
    )


def limit_cores(cores: int) -> None:
    """Keep this process, with all threads and programs it starts, on so many cores."""
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, allowed[:cores])


def peak_memory() -> float:
    """Largest resident memory so far in MiB, of this process or of a program it ran."""
    own = 0
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text("utf-8").splitlines() if x.startswith("VmHWM"))
        own = int(line.split()[1])
    return max(own, getrusage(RUSAGE_CHILDREN).ru_maxrss) / 1024


def main() -> None:
    """Read a job, run it, print the result."""
    job = Job(**json.load(sys.stdin))
    print("\n" + json.dumps(asdict(run(job))))


if __name__ == "__main__":
    main()
