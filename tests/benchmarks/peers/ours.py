"""Instroom itself: the solver behind ``instroom plan``, with its usual settings.

Loading compiled code is no time to search (the solver itself does not count it), as starting
Timefold's virtual machine is none: a small school is planned before the clock starts.
"""

from __future__ import annotations

from models import Plan, Progress, School
from scheduler.generate import generate
from solver import Settings, solve
from tests.benchmarks.peers.base import Budget

NO_PLAN_YET = {"start", "base", "prepare"}  # nothing, or only the running classes as they are


def run(school: School, budget: Budget) -> Plan | None:
    """Plan with the product's own solver."""

    def told(news: Progress) -> None:
        objective = None if news.stage in NO_PLAN_YET else news.objective
        budget.note(objective, news.bound, news.placed)

    settings = Settings(time_limit=budget.left(), workers=budget.cores, seed=budget.seed)
    return solve(school, settings, told).plan


solve(generate("eindhoven", 100, 1), Settings(time_limit=None, work_limit=1, workers=2))
